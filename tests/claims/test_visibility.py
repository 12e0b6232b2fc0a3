"""A row is public with all that it rests on, and ceases to be with any of it."""

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support
from reeapi.api.errors import Moved, Withdrawn
from sources.identifiers import uuid7
from sources.models import Article, Snapshot, Speaker, Status, StillNeeded
from tests import factories
from tests.claims.test_counters import disagreements, sql

pytestmark = pytest.mark.django_db
COMMITTED = pytest.mark.django_db(transaction=True)


def is_public(row) -> bool:
    row.refresh_from_db()
    return row.is_public


def chain() -> dict:
    """One row of every kind, the later resting on the earlier."""
    rows = {name: factories.article() for name in ("article", "about", "relay", "criticised")}
    rows["claim"] = factories.claim(about_article=rows["about"])
    rows["statement"] = factories.statement(claim=rows["claim"], article=rows["article"], via=[rows["relay"]])
    rows["quoted"] = factories.statement()
    rows["countered"] = factories.claim()
    for kind, target in (("claim", "countered"), ("statement", "quoted"), ("article", "criticised")):
        rows[f"rebuttal of {kind}"] = factories.rebuttal(statement=rows["statement"], **{f"target_{kind}": rows[target]})  # fmt: skip
        rows[f"support of {kind}"] = factories.support(statement=rows["statement"], **{f"target_{kind}": rows[target]})  # fmt: skip
    first = rows["rebuttal of claim"]
    rows["rebuttal of rebuttal"] = second = factories.rebuttal(target_rebuttal=first)
    rows["rebuttal of that"] = factories.rebuttal(target_rebuttal=second)
    rows["support of that"] = factories.support(target_rebuttal=second)
    return rows


TOP = {"rebuttal of rebuttal", "rebuttal of that", "support of that"}
EDGES = {f"{edge} of {kind}" for edge in ("rebuttal", "support") for kind in ("claim", "statement", "article")} | TOP  # fmt: skip
FALLS_WITH = {
    "article": {"statement"} | EDGES,
    "relay": {"statement"} | EDGES,
    "about": {"claim", "statement"} | EDGES,
    "claim": {"statement"} | EDGES,
    "statement": EDGES,
    "criticised": {"rebuttal of article", "support of article"},
    "quoted": {"rebuttal of statement", "support of statement"},
    "countered": {"rebuttal of claim", "support of claim"} | TOP,
    "rebuttal of claim": TOP,
    "rebuttal of rebuttal": {"rebuttal of that", "support of that"},
    "support of claim": set(),
}


def by_save(row, **fields) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def by_sql(row, **fields) -> None:
    names = ", ".join(f"{name} = %s" for name in fields)
    sql(f"UPDATE {row._meta.db_table} SET {names} WHERE id = %s", *fields.values(), row.pk)


def by_bulk_update(row, **fields) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    type(row).objects.bulk_update([row], fields)


@pytest.mark.parametrize("write", [by_save, by_sql, by_bulk_update])
@pytest.mark.parametrize("name", FALLS_WITH)
def test_what_rests_on_a_row_falls_and_rises_with_it(name, write):
    rows = chain()
    write(rows[name], status="withdrawn", withdrawn_at=factories.NOW, withdrawn_reason="Wrong.")
    assert {n for n, row in rows.items() if not is_public(row)} == FALLS_WITH[name] | {name}
    write(rows[name], status="published", withdrawn_at=None, withdrawn_reason="")
    assert all(is_public(row) for row in rows.values())
    assert disagreements() == []


def test_a_row_whose_own_state_is_draft_stays_hidden_when_the_rest_becomes_public():
    article = factories.article(status="draft")
    draft = factories.statement(article=article, status="draft")
    by_sql(article, **factories.reviewed())
    assert is_public(article)
    assert not is_public(draft)


def test_visibility_cannot_be_written():
    draft = factories.claim(status="draft", is_public=True, published_at=factories.NOW)
    assert (draft.is_public, draft.published_at) == (False, None)
    by_sql(draft, is_public=True, published_at=factories.NOW)
    draft.refresh_from_db()
    assert (draft.is_public, draft.published_at) == (False, None)


@COMMITTED
def test_a_merged_claim_takes_its_statements_out_of_sight():
    statement, other = factories.statement(), factories.claim()
    by_sql(statement.claim, merged_into_id=other.pk)
    assert not is_public(statement)
    assert Claim.objects.whereabouts(statement.claim_id) == Moved(other.pk)
    by_sql(statement.claim, merged_into_id=None)
    assert is_public(statement)


@pytest.mark.parametrize("make", [factories.claim, factories.speaker])
def test_rows_are_never_merged_in_a_circle(make):
    first, second, third = make(), make(), make()
    by_sql(first, merged_into_id=second.pk)
    by_sql(second, merged_into_id=third.pk)
    with pytest.raises(IntegrityError, match="circle"):
        by_sql(third, merged_into_id=first.pk)


def test_speakers_and_topics_are_public_once_a_public_row_uses_them():
    wide = factories.topic()
    topic, speaker, outlet, author = factories.topic(broader=wide), *(factories.speaker() for _ in range(3))
    article = factories.article(author, publisher=outlet, status="draft")
    statement = factories.statement(
        claim=factories.claim(topic, status="draft"), speaker=speaker, article=article, affiliation=outlet
    )
    assert not any(is_public(row) for row in (wide, topic, speaker, outlet, author))
    by_sql(statement.claim, **factories.reviewed())
    by_sql(article, **factories.reviewed())
    assert all(is_public(row) for row in (wide, topic, speaker, outlet, author))


def ids(*names: str) -> dict:
    return {name: uuid7() for name in names}


def rebuttal_of(statement, target, status="published") -> None:
    Rebuttal.objects.create(
        **factories.reviewed(status=status), statement_id=statement, target_claim_id=target, relation="rebuts", ground="scale"
    )  # fmt: skip


@pytest.mark.parametrize("status", ["published", "draft"])
def test_rows_may_be_written_before_what_they_rest_on(status):
    new, speaker, target = ids("statement", "claim", "article", "relay"), factories.speaker(), uuid7()
    with transaction.atomic():
        rebuttal_of(new["statement"], target, status)
        Relay.objects.create(statement_id=new["statement"], article_id=new["relay"])
        Statement.objects.create(
            **factories.reviewed(status=status), id=new["statement"], claim_id=new["claim"], speaker=speaker,
            article_id=new["article"], fidelity="paraphrase",
        )  # fmt: skip
        for claim in (new["claim"], target):
            factories.claim(id=claim)
        for article in (new["article"], new["relay"]):
            factories.article(id=article)
    assert Rebuttal.objects.published().exists() == (status == "published")
    assert disagreements() == []


@pytest.mark.parametrize("hidden", ["article", "relay", "about"])
def test_a_draft_written_after_what_rests_on_it_hides_it(hidden):
    new = ids("article", "relay", "about")
    with transaction.atomic():
        claim = factories.claim(about_article_id=new["about"])
        statement = Statement.objects.create(
            **factories.reviewed(), claim=claim, speaker=factories.speaker(), article_id=new["article"], fidelity="paraphrase"
        )  # fmt: skip
        Relay.objects.create(statement=statement, article_id=new["relay"])
        for name, pk in new.items():
            factories.article(id=pk, status="draft" if name == hidden else "published")
    assert not is_public(statement)
    assert disagreements() == []


def test_a_quote_written_before_its_text_is_checked_when_the_text_comes():
    article, snapshot = factories.article(), uuid7()
    with transaction.atomic(), pytest.raises(IntegrityError, match="not what the text has"):  # noqa: PT012
        factories.statement(
            article=article, snapshot_id=snapshot, quote_exact="abc", quote_start=0, quote_end=3, anchor_status="exact"
        )  # fmt: skip
        factories.snapshot(article, "Other words.", id=snapshot)


def test_rules_hold_too_where_a_row_is_written_before_its_statement():
    statement, claim, article = uuid7(), factories.claim(), factories.article()
    with transaction.atomic(), pytest.raises(IntegrityError, match="The chain ends in"):  # noqa: PT012
        Relay.objects.create(statement_id=statement, article=article)
        factories.statement(id=statement, article=article)
    with transaction.atomic(), pytest.raises(IntegrityError, match="its own claim only by denying"):  # noqa: PT012
        rebuttal_of(statement, claim.pk, "draft")
        factories.statement(id=statement, claim=claim, status="draft")


@COMMITTED
def test_what_was_public_only_inside_one_transaction_never_was():
    with transaction.atomic():
        claim = factories.claim()
        assert claim.published_at is not None
        claim.withdraw("Typed wrongly.")
    claim.refresh_from_db()
    assert (claim.published_at, claim.unpublished_at, claim.whereabouts()) == (None, None, None)
    claim.delete()


@COMMITTED
def test_published_at_stays_and_unpublished_at_follows():
    claim = factories.claim()
    first = claim.published_at
    claim.withdraw("Wrong.")
    claim.refresh_from_db()
    assert claim.published_at == first < claim.unpublished_at
    claim.publish("reviewer-9")
    claim.refresh_from_db()
    assert (claim.published_at, claim.unpublished_at) == (first, None)


@COMMITTED
def test_an_inherited_cause_gives_its_date_and_its_reason():
    statement = factories.statement(via=[relay := factories.article()])
    rebuttal = factories.rebuttal(statement=statement)
    by_sql(relay, status="withdrawn", withdrawn_at=factories.NOW, withdrawn_reason="A forgery.")
    rebuttal.refresh_from_db()
    assert rebuttal.whereabouts() == Withdrawn(on=rebuttal.unpublished_at, reason="A forgery.")
    assert Rebuttal.objects.whereabouts(rebuttal.pk).reason == "A forgery."


@COMMITTED
def test_whereabouts_of_what_never_was_public_are_unknown():
    draft = factories.claim(status="draft")
    withdrawn = factories.claim(status="withdrawn")
    assert (draft.whereabouts(), withdrawn.whereabouts(), Claim.objects.whereabouts(uuid7())) == (None,) * 3


@COMMITTED
def test_a_speaker_whom_nothing_public_names_any_more_is_gone():
    statement = factories.statement()
    statement.withdraw("Wrong.")
    assert isinstance(Speaker.objects.whereabouts(statement.speaker.slug), Withdrawn)


@COMMITTED
@pytest.mark.parametrize("make", ["speaker", "topic", "article", "claim", "statement", "rebuttal", "support"])
def test_what_was_public_is_never_deleted(make):
    rows = {"speaker": lambda: factories.statement().speaker, "topic": topic_in_use}
    row = rows.get(make, getattr(factories, make))()
    with pytest.raises(IntegrityError, match="keeps its address"):
        sql(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)


def topic_in_use():
    factories.claim(topic := factories.topic())
    return topic


@COMMITTED
def test_what_was_public_is_never_a_draft_again():
    with pytest.raises(IntegrityError, match="cannot become a draft again"):
        by_sql(factories.claim(), status="draft")


def test_an_id_never_changes():
    with pytest.raises(IntegrityError, match="An id never changes"):
        by_sql(factories.claim(), id=uuid7())


def test_withdrawing_what_others_rest_on_is_refused_and_names_them_across_apps():
    rows = chain()
    with pytest.raises(StillNeeded) as refusal:
        rows["article"].withdraw("Wrong.")
    assert {row.pk for row in refusal.value.dependents} == {rows[n].pk for n in FALLS_WITH["article"]}
    assert str(rows["statement"].pk) in str(refusal.value)
    assert is_public(rows["article"])


def test_withdrawing_with_cascade_withdraws_each_row_once_with_the_reason():
    rows = chain()
    withdrawn = rows["about"].withdraw("Wrong.", cascade=True)
    assert withdrawn[-1] == rows["about"]
    assert sorted(row.pk for row in withdrawn) == sorted(rows[n].pk for n in FALLS_WITH["about"] | {"about"})
    for model in (Article, Claim, Statement, Rebuttal, Support):
        reasons = model.objects.filter(status=Status.WITHDRAWN).values_list("withdrawn_reason", flat=True)
        assert set(reasons) == {"Wrong."}


def test_a_relay_that_is_a_draft_hides_the_statement_until_it_is_dropped():
    statement = factories.statement()
    relay = Relay.objects.create(statement=statement, article=factories.article(status="draft"))
    assert not is_public(statement)
    relay.delete()
    assert is_public(statement)


def test_links_to_topics_follow_the_claim():
    claim, topic = factories.claim(status="draft"), factories.topic()
    ClaimTopic.objects.create(claim=claim, topic=topic)
    assert not is_public(topic)
    claim.publish("reviewer-9")
    assert is_public(topic)


def test_a_snapshot_of_another_article_is_refused():
    snapshot = factories.snapshot(factories.article(), "Some words.")
    with pytest.raises(IntegrityError, match="statement_snapshot_is_of_its_article"), transaction.atomic():  # noqa: PT012
        factories.statement(snapshot=snapshot, quote="Some", article=factories.article())
        connection.check_constraints()
    assert Snapshot.objects.get() == snapshot
