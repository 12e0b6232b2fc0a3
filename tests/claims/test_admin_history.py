"""Curators read what became of a row, and put an earlier state back under the same rules as for an edit."""

import json

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.urls import reverse
from pghistory.models import Context

from claims.anchoring.arrival import reanchor
from claims.models import AnchorReview, Claim, Statement
from sources.models import Article, Speaker
from tests import factories as make
from tests.claims.test_counters import sql
from tests.factories import NOW
from tests.sources.test_admin import account, page, pages, save, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return account("reviewer-7", "Reviewer")


@pytest.fixture
def curator():
    return account("curator-7", "Curator")


def changes(client, row) -> list[dict]:
    return client.get(page(row, "history")).context["changes"]


def told_of(change: dict) -> dict[str, tuple[str, str]]:
    return {one["name"]: (one["old"], one["new"]) for one in change["changes"]}


def restoring(row, number: int) -> str:
    """The address that puts back the state of this number, from 0."""
    event = row.events.order_by("pgh_id")[number]
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_restore"
    return reverse(name, args=[row.pk, event.pgh_id])


def restore(client, row, number: int, **changed):
    row.refresh_from_db()
    return client.post(restoring(row, number), {"seen_version": row.version} | changed, follow=True)


def test_a_change_in_the_admin_is_told_in_words_with_who_and_why(reviewer):
    statement = make.statement(stance="asserts", speaker=make.speaker("ann-lee", name="Ann Lee"))
    other = make.speaker("bo-rae", name="Bo Rae")
    save(reviewer, page(statement), stance="denies", speaker=other.pk, change_reason="She took it back.")
    newest, first = changes(reviewer, statement)
    assert told_of(newest) == {"stance": ("Asserts", "Denies"), "speaker": ("Ann Lee", "Bo Rae")}
    assert (str(newest["who"]), newest["context"]["reason"]) == ("reviewer-7", "She took it back.")
    assert newest["context"]["request_id"]
    assert (first["label"], told_of(first)["fidelity"]) == ("Made", ("", "Paraphrase"))
    shown = reviewer.get(page(statement, "history")).content.decode()
    assert all(words in shown for words in ("Bo Rae", "She took it back.", newest["context"]["request_id"]))


def test_the_rows_that_stand_on_its_page_are_told_with_it(reviewer):
    claim = make.claim(make.topic("mining", name="Mining"))
    part = next(change for change in changes(reviewer, claim) if change.get("part"))
    assert (part["label"], told_of(part)["topic"]) == ("Made", ("", "Mining"))


def test_what_was_deleted_since_keeps_its_number(admin_client):
    topic = make.topic(broader=make.topic("wide"))
    wide = topic.broader_id
    topic.broader = None
    topic.save()
    type(topic).objects.filter(pk=wide).delete()
    assert told_of(changes(admin_client, topic)[0])["broader"] == (f"{wide} (deleted since)", "–")


def test_a_long_history_is_read_by_pages(admin_client):
    speaker = make.speaker("a", name="0")
    for number in range(1, 102):
        Speaker.objects.update(name=str(number))
    answer = admin_client.get(page(speaker, "history"))
    assert len(answer.context["changes"]) == 100
    older = admin_client.get(f"{page(speaker, 'history')}?before={answer.context['older']}").context[
        "changes"
    ]
    assert [told_of(change).get("name") for change in older] == [("0", "1"), ("", "0")]


def test_every_model_with_a_history_shows_it(admin_client):
    rebuttal = make.rebuttal(statement=make.statement(via=[make.article()]))
    snapshot = make.snapshot(make.article(make.speaker()), "Words of others.")
    rows = [rebuttal, rebuttal.statement, rebuttal.target_claim, snapshot, snapshot.article, make.topic()]
    rows += [make.support(), make.affiliation(), make.citation(snapshot.article, make.article())]
    rows += [rebuttal.statement.relays.get(), snapshot.article.bylines.get(), rebuttal.statement.speaker]
    for row in rows:
        answer = admin_client.get(page(row, "history"))
        assert answer.status_code == 200
        assert answer.context["changes"], row
        assert "Words of others." not in answer.content.decode()


# --- Restoring ----------------------------------------------------------------------------------------------------


def test_an_earlier_state_comes_back_as_one_more_change(reviewer):
    claim = make.claim(text="The plant opens in May.")
    Claim.objects.filter(pk=claim.pk).update(text="The plant opens in June.", language="de")
    asked = reviewer.get(restoring(claim, 0))
    assert {one["name"]: (one["old"], one["new"]) for one in asked.context["changes"]} == {
        "text": ("The plant opens in June.", "The plant opens in May."), "language": ("de", "en"),
    }  # fmt: skip
    claim.refresh_from_db()
    assert claim.text == "The plant opens in June."
    version = claim.version
    assert "Restored from" in told(restore(reviewer, claim, 0))
    claim.refresh_from_db()
    assert (claim.text, claim.language, claim.version) == ("The plant opens in May.", "en", version + 1)
    assert claim.status == "published"
    newest = changes(reviewer, claim)[0]
    assert (str(newest["who"]), newest["context"]["reason"][:13]) == ("reviewer-7", "Restored from")


def test_a_state_of_review_is_never_restored(reviewer):
    claim = make.claim(status="draft")
    claim.publish("reviewer-9")
    claim.withdraw("It was wrong.")
    restore(reviewer, claim, 1)
    claim.refresh_from_db()
    assert (claim.status, claim.is_public) == ("withdrawn", False)


def test_nothing_is_restored_over_somebody_elses_change(reviewer):
    claim = make.claim(text="One.")
    Claim.objects.filter(pk=claim.pk).update(text="Two.")
    claim.refresh_from_db()
    seen = claim.version
    Claim.objects.filter(pk=claim.pk).update(text="Three.")
    assert "Somebody edited this row" in told(restore(reviewer, claim, 0, seen_version=seen))
    claim.refresh_from_db()
    assert claim.text == "Three."


def test_who_may_not_edit_may_not_restore(curator, reviewer):
    claim = make.claim(text="One.")
    Claim.objects.filter(pk=claim.pk).update(text="Two.")
    assert curator.get(page(claim, "history")).context["restore_url"] is None
    for answer in (curator.get(restoring(claim, 0)), curator.post(restoring(claim, 0))):
        assert answer.status_code == 403
    claim.refresh_from_db()
    assert claim.text == "Two."
    snapshot = make.snapshot(make.article(), "Words.")
    assert reviewer.get(restoring(snapshot, 0)).status_code == 403


def test_a_draft_that_was_restored_is_still_published_by_somebody_else(curator):
    claim = make.claim(text="One.", status="draft", recorded_by="curator-7")
    Claim.objects.filter(pk=claim.pk).update(text="Two.")
    restore(curator, claim, 0)
    claim.refresh_from_db()
    assert (claim.text, claim.status, claim.recorded_by) == ("One.", "draft", "curator-7")


def test_the_rules_of_the_model_hold(reviewer):
    first = make.speaker("a", wikidata="Q7747")
    Speaker.objects.filter(pk=first.pk).update(wikidata="")
    make.speaker("b", wikidata="Q7747")
    assert "Another speaker has this Wikidata item" in told(restore(reviewer, first, 0))
    place = make.snapshot(make.article(), "The plant opens in May, they say.")
    statement = make.statement(snapshot=place, quote="opens in May")
    Statement.objects.filter(pk=statement.pk).update(quote_exact="opens", quote_end=statement.quote_start + 5)
    restore(reviewer, statement, 0)
    statement.refresh_from_db()
    assert statement.quote_exact == "opens in May"


def test_a_state_of_another_row_is_none_of_its_own(reviewer):
    one, other = make.claim(text="One."), make.claim(text="Other.")
    address = restoring(other, 0).replace(str(other.pk), str(one.pk))
    assert reviewer.post(address, {"seen_version": one.version}).status_code == 404


def test_a_state_that_never_was_is_not_found_by_those_who_may_restore(curator, reviewer):
    claim = make.claim()
    address = reverse("admin:claims_claim_restore", args=[claim.pk, 999_999_999])
    assert (reviewer.get(address).status_code, curator.get(address).status_code) == (404, 403)


OLD = "The plant opens in May, they say, and twelve mines with it."


def restored(reviewer, new: str):
    """A quote of an older text, put back where a newer one is held; the statement, the newer text and what was told."""
    of = make.article()
    statement = make.statement(snapshot=make.snapshot(of, OLD), quote="twelve mines with it")
    newer = make.snapshot(of, new, captured_at=NOW.replace(hour=10))
    later = {"snapshot": newer, "quote_exact": "they say", "quote_start": new.index("they say")}
    Statement.objects.filter(pk=statement.pk).update(**later, quote_end=later["quote_start"] + 8)
    words = told(restore(reviewer, statement, 0))
    statement.refresh_from_db()
    return statement, newer, words


def test_a_quote_that_is_put_back_is_looked_for_in_the_newest_text(reviewer):
    statement, newer, words = restored(reviewer, f"Corrected. {OLD}")
    assert (statement.snapshot, statement.anchor_status, statement.quote_exact) == (
        newer,
        "moved",
        "twelve mines with it",
    )
    assert "In the newest text its quote is moved." in words


def test_a_quote_that_is_put_back_and_not_there_any_more_is_for_a_person(reviewer):
    statement, newer, _ = restored(reviewer, OLD.replace("twelve", "ten"))
    review = AnchorReview.objects.waiting().get()
    assert (statement.anchor_status, review.snapshot, review.new_words) == (
        "changed",
        newer,
        "ten mines with it",
    )


def test_a_decision_that_is_undone_by_putting_the_quote_back_is_asked_for_again(reviewer):
    of = make.article()
    statement = make.statement(snapshot=make.snapshot(of, OLD), quote="twelve mines with it")
    reanchor(make.snapshot(of, OLD.replace("twelve", "ten"), captured_at=NOW.replace(hour=10)))
    AnchorReview.objects.get().accept(by="reviewer-9")
    restore(reviewer, statement, 0)
    statement.refresh_from_db()
    assert (statement.quote_exact, statement.anchor_status) == ("twelve mines with it", "changed")
    assert AnchorReview.objects.waiting().get().decided_by == ""


def test_a_quote_that_is_there_a_second_time_is_not_put_back(reviewer):
    of = make.article()
    same = {"claim": make.claim(), "speaker": make.speaker("ann-lee")}
    statement = make.statement(snapshot=make.snapshot(of, OLD), quote="twelve mines with it", **same)
    newer = make.snapshot(of, f"{OLD} Really.", captured_at=NOW.replace(hour=10))
    Statement.objects.filter(pk=statement.pk).update(
        snapshot=newer, quote_exact="The plant", quote_start=0, quote_end=9
    )
    make.statement(snapshot=newer, quote="twelve mines with it", **same)
    assert "has this statement at that place already" in told(restore(reviewer, statement, 0))
    statement.refresh_from_db()
    assert statement.quote_exact == "The plant"


# --- Whoever it was, and whichever way ------------------------------------------------------------------------------


def test_admin_pages_and_actions_name_the_account_and_the_request(reviewer):
    user = User.objects.get(username="reviewer-7")
    draft = make.claim(status="draft")
    reviewer.post(pages(Claim, "changelist"), {"action": "publish_selected", "_selected_action": [draft.pk]})
    reviewer.post(
        reverse("admin:claims_claim_withdraw", query={"id": draft.pk}), {"reason": "Wrong.", "listed": "0"}
    )
    made = [event.pgh_context and event.pgh_context.metadata for event in draft.events.order_by("pgh_id")]
    assert made[0] is None
    assert [context["user"] for context in made[1:]] == [user.pk] * 2
    assert all(context["request_id"] and context["url"] for context in made[1:])


def test_what_a_cascade_changes_names_the_same_account(reviewer):
    rebuttal = make.rebuttal()
    user = User.objects.get(username="reviewer-7")
    reviewer.post(
        reverse(
            "admin:sources_article_withdraw",
            query={"id": rebuttal.statement.article_id},
        ),
        {"reason": "Wrong.", "listed": "2", "cascade": "on"},
    )
    rebuttal.refresh_from_db()
    assert rebuttal.status == "withdrawn"
    for row in (rebuttal, rebuttal.statement, Article.objects.get(pk=rebuttal.statement.article_id)):
        assert row.events.order_by("pgh_id").last().pgh_context.metadata["user"] == user.pk


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: type(event).objects.filter(pgh_id=event.pgh_id).update(text="Other."),
        lambda event: type(event).objects.all().delete(),
        lambda event: event.delete(),
        lambda event: sql("TRUNCATE claims_claimevent"),
        lambda event: sql("UPDATE claims_claimevent SET pgh_context_id = NULL"),
        lambda event: Context.objects.all().delete(),
        lambda event: Context.objects.update(metadata={"user": 1}),
        lambda event: Context.objects.update(metadata={}),
        lambda event: sql("TRUNCATE pghistory_context CASCADE"),
    ],
)
def test_nobody_rewrites_the_past(reviewer, attempt):
    claim = make.claim()
    save(reviewer, page(claim), text="Three.", change_reason="Why not.")
    event = claim.events.order_by("pgh_id").last()
    before = (event.text, json.dumps(event.pgh_context.metadata))
    with pytest.raises(Exception, match=r"Cannot (update|delete)|never|truncat"), transaction.atomic():
        attempt(event)
    event = type(event).objects.get(pgh_id=event.pgh_id)
    assert (event.text, json.dumps(event.pgh_context.metadata)) == before


def test_a_superuser_has_no_page_to_rewrite_it_on():
    assert not any(model is Context or model.__name__.endswith("Event") for model in admin.site._registry)


def test_texts_of_snapshots_are_in_no_table_of_the_past():
    text = "Words that are somebody else's, and quite a lot of them."
    make.statement(snapshot=make.snapshot(make.article(), text), quote="somebody")
    past = [
        t for t in connection.introspection.table_names() if t.endswith("event") or t == "pghistory_context"
    ]
    assert len(past) > 12
    for table in past:
        found = sql(f"SELECT 1 FROM {table} t WHERE strpos(to_jsonb(t)::text, 'quite a lot of them') > 0")
        assert (table, found) == (table, 0)
