"""The admin of sources, and what all its pages share: permissions, review, refusals, search."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models.entries import ClaimEntry
from sources.canonical import sha256_of
from sources.models import Article, ArticleAuthor, Change, Citation, Curator, Snapshot, Speaker, SpeakerSlug
from sources.models.marks import Mark
from tests.factories import affiliation, article, citation, snapshot, speaker, statement

pytestmark = pytest.mark.django_db


def account(name: str, role: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    Curator.objects.create(user=user, handle=name)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def curator() -> Client:
    return account("curator-7", "Curator")


@pytest.fixture
def reviewer() -> Client:
    return account("reviewer-7", "Reviewer")


def page(row, name: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def pages(model, name: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


def form_of(client: Client, url: str, **changes) -> dict:
    """What a browser would send from the form at `url`, with some fields changed."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict = {}
    for field in (field for form in forms for field in form):
        value, widget = field.value(), field.field.widget
        if hasattr(widget, "decompress"):
            data |= {f"{field.html_name}_{i}": part or "" for i, part in enumerate(widget.decompress(value))}
        elif value is not False:
            data[field.html_name] = "" if value is None else field.field.prepare_value(value)
    return data | changes


def save(client: Client, url: str, **changes):
    return client.post(url, form_of(client, url, **changes))


def told(response) -> str:
    """All that a page tells about what happened."""
    context = response.context or {"messages": []}
    errors = [str(text) for text in context.get("errors") or []]
    return " ".join([*errors, *(str(message) for message in context["messages"])])


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


OURS = [model for model in admin.site._registry if model._meta.app_label in ("sources", "claims")]
ADDABLE = [
    model for model in OURS if not model.__name__.endswith(("Slug", "Suggestion", "Review"))
]  # by a program


def test_every_model_has_a_page():
    from django.apps import apps

    models = [m for label in ("sources", "claims") for m in apps.get_app_config(label).get_models()]
    kept = {m for m in models if not m._meta.proxy and not m.__name__.endswith("Event")}
    assert kept - {Change, ClaimEntry, Mark} == set(OURS)  # triggers keep these for programs alone


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_list_opens_and_searches(model, admin_client):
    for query in ("", "?q=rare+%27%5C%3A%26+…", "?q=018bcfe5-6800-7000-8000-000000000000"):
        assert admin_client.get(pages(model, "changelist") + query).status_code == 200


@pytest.mark.parametrize("model", ADDABLE, ids=lambda model: model.__name__)
def test_a_new_row_has_a_form(model, admin_client):
    assert admin_client.get(pages(model, "add")).status_code == 200


def test_every_page_of_an_object_opens(admin_client, curator):
    cited, group = article(), article()
    rows = [
        article(speaker()),
        speaker(kind="group", named=False, article=group),
        affiliation(),
        snapshot(cited, "Words."),
    ]
    rows += [citation(article(), cited), ArticleAuthor.objects.get(), *Curator.objects.all()[:1]]
    rows += [SpeakerSlug.objects.create(slug="once", speaker=rows[1])]
    for row in rows:
        assert admin_client.get(page(row)).status_code == 200, row
    for row in rows[:6]:
        assert curator.get(page(row)).status_code == 200, row


def test_the_first_page_begins_with_what_is_used_most(curator):
    apps = curator.get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in apps] == ["claims", "sources"]
    assert [model["object_name"] for model in apps[0]["models"]][:5] == [
        "Statement",
        "Claim",
        "Rebuttal",
        "Support",
        "Topic",
    ]


def test_a_list_makes_the_same_queries_for_5_and_50_rows(admin_client):
    def fill(count: int) -> None:
        for _ in range(count):
            made = article(speaker(), title="", publisher=speaker(kind="publication"))
            affiliation()
            citation(made, article(title="", publisher=speaker()))
            snapshot(made, f"Words of {made.pk}.")

    models = [Article, Speaker, Citation, Snapshot, ArticleAuthor, affiliation()._meta.model]
    urls = [pages(model, "changelist") for model in models]
    admin_client.get(urls[0])  # content types are looked up once
    fill(5)
    few = [queries_of(admin_client, url) for url in urls]
    fill(45)
    assert [queries_of(admin_client, url) for url in urls] == few


@pytest.mark.parametrize("words", ["potanin", "POTANIN", "vladi", "Nornickel boss", "потанин", "cafe"])
def test_a_speaker_is_found_by_name_and_alias(words, curator):
    found = speaker("vladimir-potanin", aliases=["Владимир Потанин", "the Nornickel boss", "Café"])
    speaker("somebody-else")
    assert list(curator.get(pages(Speaker, "changelist"), {"q": words}).context["cl"].queryset) == [found]


def test_an_autocomplete_offers_speakers_by_alias_and_no_merged_ones(curator):
    kept = speaker("usgs", aliases=["U.S. Geological Survey"])
    speaker("us-geological-survey", merged_into=kept)
    query = {"app_label": "sources", "model_name": "article", "field_name": "publisher", "term": "geolog"}
    found = curator.get(reverse("admin:autocomplete"), query).json()["results"]
    assert found == [{"id": str(kept.pk), "text": "Usgs"}]


def test_a_draft_names_its_curator_and_nobody_outside_sees_it(curator):
    publisher = speaker("a-paper")
    response = save(curator, pages(Article, "add"), title="A report", publisher=publisher.pk)
    made = Article.objects.get()
    assert response.status_code == 302
    assert (made.status, made.recorded_by, made.is_public) == ("draft", "curator-7", False)
    publisher.refresh_from_db()
    assert not publisher.is_public


def test_a_curator_edits_drafts_and_only_reads_what_is_published(curator):
    draft, published = article(status="draft", recorded_by="curator-8"), article()
    assert save(curator, page(draft), title="Better").status_code == 302
    assert curator.get(page(published)).context["has_change_permission"] is False
    assert curator.post(page(published), {"title": "Worse"}).status_code == 403
    assert Article.objects.get(title="Better") == draft


def test_a_curator_cannot_publish_or_withdraw(curator):
    draft, published = article(status="draft"), article()
    assert curator.post(page(draft, "publish"), {"seen_version": 1}).status_code == 403
    assert curator.get(pages(Article, "withdraw"), {"id": published.pk}).status_code == 403
    actions = {"action": "publish_selected", "_selected_action": [draft.pk]}
    curator.post(pages(Article, "changelist"), actions)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert page(draft, "publish") not in curator.get(page(draft)).content.decode()


def test_a_curator_cannot_change_what_belongs_to_a_published_article(curator):
    public, stub = article(), article()
    response = save(curator, pages(Citation, "add"), article=public.pk, cited=stub.pk, relation="reviews")
    assert "is published: ask a reviewer" in told(response)
    assert not Citation.objects.exists()


def test_a_reviewer_publishes_the_drafts_of_others(reviewer):
    draft = article(status="draft", recorded_by="curator-7")
    response = reviewer.post(page(draft, "publish"), {"seen_version": draft.version}, follow=True)
    draft.refresh_from_db()
    assert "Published:" in told(response)
    assert (draft.is_public, draft.reviewed_by) == (True, "reviewer-7")
    assert f"/api/v1/articles/{draft.pk}/" in response.content.decode()


def test_a_reviewer_cannot_publish_a_draft_of_their_own(reviewer):
    draft = article(status="draft", recorded_by="reviewer-7")
    one = reviewer.post(page(draft, "publish"), {"seen_version": draft.version}, follow=True)
    actions = {"action": "publish_selected", "_selected_action": [draft.pk]}
    many = reviewer.post(pages(Article, "changelist"), actions, follow=True)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "somebody else must review it" in told(one)
    assert "somebody else must review it" in told(many)


def test_what_was_edited_after_it_was_opened_is_not_published(reviewer):
    draft = article(status="draft")
    seen = draft.version
    Article.objects.filter(pk=draft.pk).update(title="Other words")
    response = reviewer.post(page(draft, "publish"), {"seen_version": seen}, follow=True)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "Read it again" in told(response)


def test_a_save_over_a_newer_version_is_refused(reviewer):
    row = article(title="First", kind="report")
    data = form_of(reviewer, page(row), title="Mine")
    Article.objects.filter(pk=row.pk).update(kind="opinion")
    response = reviewer.post(page(row), data)
    row.refresh_from_db()
    assert "Somebody else saved this row after you opened it" in told(response)
    assert (row.title, row.kind) == ("First", "opinion")
    assert 'value="Mine"' in response.content.decode()


def test_a_form_without_its_version_is_refused(reviewer):
    row = article(title="First")
    response = save(reviewer, page(row), title="Mine", seen_version="")
    assert "Somebody else saved" in told(response)


def test_withdrawing_names_what_rests_on_it_and_takes_it_along_when_asked(reviewer):
    row = article()
    resting = statement(article=row)
    url = f"{pages(Article, 'withdraw')}?id={row.pk}"
    assert str(resting) in reviewer.get(url).content.decode()
    refused = reviewer.post(url, {"reason": "Retracted.", "listed": 1})
    assert (
        "Nothing was withdrawn: what is listed below rests on"
        in refused.context["form"].non_field_errors()[0]
    )
    assert [one["row"] for one in refused.context["dependents"]] == [resting]
    assert Article.objects.get(pk=row.pk).is_public
    done = reviewer.post(url, {"reason": "Retracted.", "listed": 1, "cascade": "on"}, follow=True)
    resting.refresh_from_db()
    assert "Withdrawn:" in told(done)
    assert (resting.status, resting.withdrawn_reason) == ("withdrawn", "Retracted.")


def test_a_withdrawal_needs_a_reason(reviewer):
    row = article()
    response = reviewer.post(f"{pages(Article, 'withdraw')}?id={row.pk}", {"reason": " ", "listed": 0})
    assert response.context["form"].errors["reason"]
    assert Article.objects.get(pk=row.pk).is_public


def test_what_came_to_rest_on_it_meanwhile_is_shown_before_it_goes(reviewer):
    row = article()
    statement(article=row)
    url = f"{pages(Article, 'withdraw')}?id={row.pk}"
    statement(article=row)
    response = reviewer.post(url, {"reason": "Retracted.", "listed": 1, "cascade": "on"})
    assert "changed meanwhile" in response.context["form"].non_field_errors()[0]
    assert Article.objects.get(pk=row.pk).is_public


def test_several_rows_are_withdrawn_together(reviewer):
    rows = [article(), article()]
    chosen = {"action": "withdraw_selected", "_selected_action": [row.pk for row in rows]}
    asked = reviewer.post(pages(Article, "changelist"), chosen)
    reviewer.post(asked.url, {"reason": "Test data.", "listed": 0})
    assert {a.status for a in Article.objects.all()} == {"withdrawn"}


def test_a_draft_is_deleted_and_what_was_public_is_not(curator, reviewer):
    draft, published = article(status="draft"), article()
    assert curator.post(page(draft, "delete"), {"post": "yes"}).status_code == 302
    assert reviewer.post(page(published, "delete"), {"post": "yes"}).status_code == 403
    assert list(Article.objects.all()) == [published]


def test_the_databases_refusal_to_delete_is_a_message(admin_client, monkeypatch):
    row = article()
    model_admin = admin.site.get_model_admin(Article)
    monkeypatch.setattr(type(model_admin), "has_delete_permission", lambda *_: True)
    one = admin_client.post(page(row, "delete"), {"post": "yes"}, follow=True)
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    many = admin_client.post(pages(Article, "changelist"), chosen, follow=True)
    for response in (one, many):
        assert "What was public keeps its address" in told(response)


def test_a_refusal_by_a_trigger_is_an_error_of_the_form(admin_client):
    first, second = speaker("first"), speaker("second")
    save(admin_client, page(first), slug="first-one")
    response = save(admin_client, page(second), slug="first")
    assert response.status_code == 200
    assert "This slug was used before by another row" in told(response)


def test_a_refusal_by_a_constraint_is_an_error_of_the_form(curator):
    response = save(curator, pages(Speaker, "add"), name="Critics", slug="critics", kind="group", named="")
    assert "An unnamed speaker is a group and belongs to one article" in told(response)


def test_authors_change_places(reviewer):
    row = article(speaker("one"), speaker("two"))
    save(reviewer, page(row), **{"bylines-0-position": 1, "bylines-1-position": 0})
    assert [byline.speaker.slug for byline in row.bylines.all()] == ["two", "one"]


def test_an_author_without_a_place_comes_last(reviewer):
    row = article(speaker("one"))
    new = {"bylines-TOTAL_FORMS": 2, "bylines-1-speaker": speaker("two").pk, "bylines-1-position": ""}
    save(reviewer, page(row), **new)
    assert [(b.speaker.slug, b.position) for b in row.bylines.all()] == [("one", 0), ("two", 1)]


def test_two_authors_in_one_place_are_refused(reviewer):
    row = article(speaker("one"), speaker("two"))
    assert "position" in told(save(reviewer, page(row), **{"bylines-1-position": 0}))


def test_saving_leaves_counters_alone(reviewer):
    row = speaker("counted")
    data = form_of(reviewer, page(row), name="Renamed")
    statement(speaker=row)
    assert reviewer.post(page(row), data).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.claim_count, row.is_public) == ("Renamed", 1, True)


def test_a_pasted_text_is_made_canonical_and_never_changes(curator):
    row = article(status="draft")
    save(
        curator,
        pages(Snapshot, "add"),
        article=row.pk,
        text="Rare\u00a0earths \r\n(opens in a new tab)",
        method="manual",
    )
    made = Snapshot.objects.get()
    assert (made.text, made.sha256, made.length) == ("Rare earths", sha256_of("Rare earths"), 11)
    assert (made.text_state, made.captured_by) == ("held", "curator-7")
    assert curator.post(page(made), {"method": "other"}).status_code == 403
    again = save(curator, pages(Snapshot, "add"), article=row.pk, text="Rare earths", method="manual")
    assert "This very text of the article is already here" in told(again)


@pytest.mark.parametrize(("state", "why"), [("never_held", "text or address"), ("taken_down", "for good")])
def test_a_text_that_is_known_and_not_here_is_not_pasted_as_another(curator, state, why):
    row = article(status="draft")
    snapshot(row, sha256=sha256_of("Rare earths"), length=11, text_state=state)
    assert why in told(save(curator, pages(Snapshot, "add"), article=row.pk, text="Rare earths"))


def test_a_text_is_taken_down_by_a_reviewer_after_a_question(curator, reviewer):
    row = snapshot(article(), "Words of other people.")
    chosen = {"action": "take_down_selected", "_selected_action": [row.pk]}
    asked = reviewer.post(pages(Snapshot, "changelist"), chosen)
    assert curator.get(asked.url).status_code == 403
    assert "deleted for good" in reviewer.get(asked.url).content.decode()
    reviewer.post(asked.url)
    row.refresh_from_db()
    assert (row.text, row.text_state) == (None, "taken_down")
    assert "is not here" in reviewer.get(page(row)).content.decode()


def test_lists_never_load_the_texts(reviewer):
    snapshot(article(), "Words that are long.")
    with CaptureQueriesContext(connection) as queries:
        reviewer.get(pages(Snapshot, "changelist"))
    assert not [q for q in queries if '"sources_snapshot"."text"' in q["sql"]]


def test_an_account_has_its_handle_beside_it_for_good(admin_client):
    user = User.objects.create_user("maria", is_staff=True)
    save(admin_client, page(user), **{"curator-0-handle": "curator-maria"})
    assert user.curator.handle == "curator-maria"
    save(admin_client, page(user), **{"curator-0-handle": "somebody"})
    assert Curator.objects.get(user=user).handle == "curator-maria"
