"""Every named rule of the tables of claims refuses what it should, and says so to the person at the form."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic
from tests import factories
from tests.sources.test_models import refused, rules_of

pytestmark = pytest.mark.django_db
TEXT = "Ten mines will open by Sunday."


def draft(model, **fields):
    return model(**factories.reviewed(**{"status": "draft"} | fields))


def topic(**fields) -> Topic:
    return Topic(**{"slug": "new", "name": "New"} | fields)


def claim(**fields) -> Claim:
    return draft(Claim, **{"text": "It holds."} | fields)


def statement(**fields) -> Statement:
    for name in ("claim", "speaker", "article"):
        if name not in fields:
            fields[name] = getattr(factories, name)()
    return draft(Statement, **{"fidelity": "paraphrase"} | fields)


def quoting(text: str | None = None, **fields) -> Statement:
    snapshot = factories.snapshot(factories.article(), text)
    place = {"snapshot": snapshot, "quote_exact": "Ten", "quote_start": 0, "quote_end": 3, "anchor_status": "exact"}  # fmt: skip
    return statement(article=snapshot.article, **place | fields)


def said(day: date | None, precision: str | None) -> Statement:
    return statement(said_on=day, said_on_precision=precision)


def said_twice() -> Statement:
    first = factories.statement()
    return statement(claim=first.claim, speaker=first.speaker, article=first.article)


def edge(model, **fields):
    if not any(name.startswith("target_") for name in fields):
        fields["target_claim"] = factories.claim()
    kinds = {"relation": "rebuts", "ground": "scale"} if model is Rebuttal else {"relation": "endorses"}
    return draft(model, **{"statement": factories.statement()} | kinds | fields)


def rebuttal(**fields) -> Rebuttal:
    return edge(Rebuttal, **fields)


def support(**fields) -> Support:
    return edge(Support, **fields)


def edge_on_its_own_statement(model):
    own = factories.statement()
    return edge(model, statement=own, target_statement=own)


def edge_twice(model):
    first = getattr(factories, model._meta.model_name)(statement=factories.statement())
    same = {f.name: getattr(first, f.name) for f in model._meta.fields if f.name in ("relation", "ground", "statement")}  # fmt: skip
    return draft(model, target_claim=first.target_claim, **same)


def topic_below_itself() -> Topic:
    return topic(pk=77, broader_id=77)


def claim_merged_into_itself() -> Claim:
    row = claim()
    row.merged_into_id = row.pk
    return row


def rebuttal_of_itself() -> Rebuttal:
    row = rebuttal(target_rebuttal=None)
    row.target_rebuttal_id = row.pk
    return row


def topic_given_twice() -> ClaimTopic:
    given = factories.claim(factories.topic()).topic_links.get()
    return ClaimTopic(claim=given.claim, topic=given.topic)


def relay(**fields) -> Relay:
    first = factories.statement(via=[factories.article()]).relays.get()
    return Relay(**{"statement": first.statement, "article": first.article, "position": 0} | fields)


BROKEN = {
    "a slug with a space": ("topic_slug_is_lower_case_words", lambda: topic(slug="a b")),
    "a topic without a name": ("topic_has_a_name", lambda: topic(name="")),
    "a topic with a Wikidata item that cannot be": ("topic_wikidata_is_an_item", lambda: topic(wikidata="Q0")),
    "a topic broader than itself": ("topic_is_not_broader_than_itself", topic_below_itself),
    "a claim without words": ("claim_has_words", lambda: claim(text="")),
    "a claim in a language that is no tag": ("claim_language_is_a_tag", lambda: claim(language="en_GB")),
    "a claim merged into itself": ("claim_is_not_merged_into_itself", claim_merged_into_itself),
    "a topic given twice": ("claimtopic_is_given_once", topic_given_twice),
    "an unknown stance": ("statement_stance_is_known", lambda: statement(stance="shouts")),
    "an unknown fidelity": ("statement_fidelity_is_known", lambda: statement(fidelity="close")),
    "an unknown attribution": ("statement_attribution_is_known", lambda: statement(attribution="maybe")),
    "an unknown anchor status": ("statement_anchor_status_is_known", lambda: quoting(anchor_status="lost")),
    "a date without a precision": ("statement_date_fits_its_precision", lambda: said(date(2026, 1, 1), None)),
    "a precision without a date": ("statement_date_fits_its_precision", lambda: said(None, "day")),
    "a month that is not its first day": ("statement_date_fits_its_precision", lambda: said(date(2026, 1, 2), "month")),
    "a year that is not 1 January": ("statement_date_fits_its_precision", lambda: said(date(2026, 2, 1), "year")),
    "a precision of a week": ("statement_date_fits_its_precision", lambda: said(date(2026, 1, 1), "week")),
    "a quote without a place": ("statement_quote_and_place_stand_together", lambda: statement(quote_exact="Ten")),
    "a quote without a snapshot": ("statement_quote_and_place_stand_together", lambda: quoting(snapshot=None)),
    "a quote without an anchor status": ("statement_quote_and_place_stand_together", lambda: quoting(anchor_status=None)),
    "a quote without a start": ("statement_quote_and_place_stand_together", lambda: quoting(quote_start=None)),
    "a snapshot without a quote": ("statement_quote_and_place_stand_together", lambda: quoting(quote_exact="")),
    "a quote longer than its place": ("statement_quote_is_as_long_as_its_place", lambda: quoting(quote_end=2)),
    "a quote that ends before it starts": ("statement_quote_is_as_long_as_its_place", lambda: quoting(quote_start=6)),
    "a statement without a quote twice": ("statement_is_recorded_once_in_its_place", said_twice),
    "an article twice in the chain": ("relay_passes_on_once", lambda: relay(position=1)),
    "a place in the chain taken twice": ("relay_place_is_taken_once", lambda: relay(article=factories.article())),
    "a rebuttal without a target": ("rebuttal_has_exactly_one_target", lambda: rebuttal(target_claim=None)),
    "a rebuttal of two targets": ("rebuttal_has_exactly_one_target", lambda: rebuttal(target_claim=factories.claim(), target_statement=factories.statement())),
    "a rebuttal of its own statement": ("rebuttal_never_targets_its_own_statement", lambda: edge_on_its_own_statement(Rebuttal)),
    "a rebuttal of itself": ("rebuttal_never_targets_itself", rebuttal_of_itself),
    "a rebuttal on an unknown basis": ("rebuttal_basis_is_known", lambda: rebuttal(basis="felt")),
    "a rebuttal of unknown relation": ("rebuttal_relation_is_known", lambda: rebuttal(relation="dislikes")),
    "an article's ground against a claim": ("rebuttal_ground_fits_its_target", lambda: rebuttal(ground="framing")),
    "a claim's ground against an article": ("rebuttal_ground_fits_its_target", lambda: rebuttal(target_article=factories.article(), ground="legal")),
    "misquotation against a claim": ("rebuttal_ground_fits_its_target", lambda: rebuttal(ground="misquotation")),
    "misquotation against a rebuttal": ("rebuttal_ground_fits_its_target", lambda: rebuttal(target_rebuttal=factories.rebuttal(), ground="misquotation")),
    "a rebuttal twice": ("rebuttal_is_recorded_once", lambda: edge_twice(Rebuttal)),
    "a support without a target": ("support_has_exactly_one_target", lambda: support(target_claim=None)),
    "a support of its own statement": ("support_never_targets_its_own_statement", lambda: edge_on_its_own_statement(Support)),
    "a support on an unknown basis": ("support_basis_is_known", lambda: support(basis="felt")),
    "a support of unknown relation": ("support_relation_is_known", lambda: support(relation="likes")),
    "a support twice": ("support_is_recorded_once", lambda: edge_twice(Support)),
}  # fmt: skip
REVIEW = {
    "status_is_known": {"status": "hidden"},
    "method_is_known": {"method": "guessed"},
    "names_its_recorder": {"recorded_by": ""},
    "is_reviewed_before_it_is_published": {"status": "published", "reviewed_by": ""},
    "is_withdrawn_with_date_and_reason": {"status": "withdrawn", "withdrawn_reason": ""},
}
MAKERS = {"claim": claim, "statement": statement, "rebuttal": rebuttal, "support": support}


@pytest.mark.parametrize(("rule", "make"), BROKEN.values(), ids=BROKEN)
def test_refused_with_its_message(rule, make):
    refused(make(), rule)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("rule", REVIEW)
def test_the_rules_of_review_hold_for_every_kind(kind, rule):
    refused(MAKERS[kind](**REVIEW[rule]), f"{kind}_{rule}")


def test_every_rule_of_claims_is_broken_once_above():
    review = {f"{kind}_{rule}" for kind in MAKERS for rule in REVIEW}
    rules = rules_of(Topic, Claim, ClaimTopic, Statement, Relay, Rebuttal, Support)
    assert rules == review | {rule for rule, _ in BROKEN.values()}


def test_a_place_that_ends_before_it_starts_breaks_a_rule_and_not_the_database():
    with pytest.raises(IntegrityError):
        quoting(TEXT, quote_start=6).save()


OWN = "its own claim only by denying"


def on_own_claim(model, stance: str, ground: str = "denial"):
    own = factories.statement(stance=stance)
    grounds = {"ground": ground} if model is Rebuttal else {}
    return edge(model, statement=own, target_claim=own.claim, **grounds)


@pytest.mark.parametrize(
    ("model", "stance", "ground"),
    [(Rebuttal, "asserts", "denial"), (Rebuttal, "denies", "scale"), (Support, "asserts", ""), (Support, "denies", "")],
)  # fmt: skip
def test_a_statement_bears_on_its_own_claim_only_to_deny_it(model, stance, ground):
    with pytest.raises(IntegrityError, match=OWN):
        on_own_claim(model, stance, ground).save()


def test_a_denial_has_no_counter_claim():
    row = on_own_claim(Rebuttal, "denies")
    row.save()
    row.refresh_from_db()
    assert row.counter_claim is None


@pytest.mark.parametrize("change", [{"stance": "asserts"}, {"stance": "questions"}])
def test_a_denial_cannot_be_taken_back_under_its_rebuttal(change):
    row = on_own_claim(Rebuttal, "denies")
    row.save()
    with pytest.raises(IntegrityError, match=OWN):
        Statement.objects.filter(pk=row.statement_id).update(**change)


@pytest.mark.parametrize("make", [factories.rebuttal, factories.support])
def test_a_statement_never_moves_to_the_claim_that_it_bears_on(make):
    row = make()
    with pytest.raises(IntegrityError, match=OWN):
        Statement.objects.filter(pk=row.statement_id).update(claim=row.target_claim)


def test_a_denial_never_changes_its_ground():
    row = on_own_claim(Rebuttal, "denies")
    row.save()
    with pytest.raises(IntegrityError, match=OWN):
        Rebuttal.objects.update(ground="scale")


def test_the_counter_claim_follows_its_statement():
    row, other = factories.rebuttal(), factories.claim()
    Statement.objects.filter(pk=row.statement_id).update(claim=other)
    row.refresh_from_db()
    assert row.counter_claim == other


def test_rebuttals_never_counter_each_other_in_a_circle():
    first = factories.rebuttal()
    second = factories.rebuttal(target_rebuttal=first)
    third = factories.rebuttal(target_rebuttal=second)
    with pytest.raises(IntegrityError, match="in a circle"):
        Rebuttal.objects.filter(pk=first.pk).update(target_claim=None, target_rebuttal=third)


def test_rebuttals_written_in_one_command_never_counter_each_other():
    pair = [rebuttal(target_rebuttal_id=None) for _ in range(2)]
    for row, other in (pair, reversed(pair)):
        row.target_claim, row.target_rebuttal_id = None, other.pk
    with pytest.raises(IntegrityError, match="in a circle"):
        Rebuttal.objects.bulk_create(pair)


def test_a_topic_never_lies_below_itself():
    wide = factories.topic()
    middle = factories.topic(broader=wide)
    narrow = factories.topic(broader=middle)
    with pytest.raises(IntegrityError, match="below itself"), transaction.atomic():
        Topic.objects.filter(pk=wide.pk).update(broader=narrow)
    assert Topic.objects.with_narrower([wide.pk]) == [wide.pk, middle.pk, narrow.pk]


def test_the_chain_never_contains_the_article_that_it_ends_in():
    row = factories.statement(via=[factories.article()])
    with pytest.raises(IntegrityError, match="The chain ends in"), transaction.atomic():
        row.relays.create(article=row.article, position=1)
    with pytest.raises(IntegrityError, match="The chain ends in"), transaction.atomic():
        Statement.objects.update(article=row.via.get())


def test_joint_critics_count_once_and_a_denial_adds_one():
    target, counter = factories.claim(), factories.claim()
    for _ in range(3):
        factories.rebuttal(target_claim=target, statement=factories.statement(claim=counter))
        denial = factories.statement(claim=target, stance="denies")
        factories.rebuttal(target_claim=target, statement=denial, ground="denial")
    target.refresh_from_db()
    assert target.rebuttal_count == 2
    assert Claim.objects.rebutted().get() == target


def test_a_merged_claim_resolves_to_its_successor():
    first, second, third = (factories.claim() for _ in range(3))
    Claim.objects.filter(pk=first.pk).update(merged_into=second)
    Claim.objects.filter(pk=second.pk).update(merged_into=third)
    assert Claim.objects.resolve_ids([first.pk, third.pk], drafts=True) == [third.pk, third.pk]
    assert Claim.objects.resolve_ids([first.pk]) == [first.pk]  # nobody is to learn of a draft
