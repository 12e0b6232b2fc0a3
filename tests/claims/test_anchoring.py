"""Finding quotes again in newer texts: the ladder, the database behind it, the queue, and how well it works."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from benchmarks import anchors as benchmark
from claims.anchoring import Anchor, TextPair
from claims.anchoring.wording import differences
from claims.models import AnchorReview, Statement
from sources.models import Snapshot
from sources.signals import snapshot_captured
from tests import factories
from tests.factories import NOW
from tests.sources.test_admin import curator, page, reviewer

__all__ = ["curator", "reviewer"]

OLD = (
    "The ministry would sign the deal by May.\n\nThe plant in Veland has twelve mines, he said. It is lost.\n\n"
    "Experts say that the rare earths are “not within reach” and that Northmark is to blame. It is lost."
)
FOUND = {"exact", "moved", "normalised"}


def climb(quote: str, new: str, old: str = OLD, start: int | None = None):
    return TextPair(old, new).climb(Anchor(quote, old.index(quote) if start is None else start))


# The ladder


def test_words_that_stay_are_exact():
    assert climb("twelve mines", OLD.replace("Experts", "Analysts")).rung == "exact"


def test_words_behind_new_text_are_moved():
    new = f"An editor's note.\n\n{OLD}"
    finding = climb("twelve mines", new)
    assert (finding.rung, new[finding.start : finding.end]) == ("moved", "twelve mines")


@pytest.mark.parametrize("which", [0, 1])
def test_words_that_stand_twice_are_told_apart_by_their_context(which):
    starts = [OLD.index("It is lost."), OLD.rindex("It is lost.")]
    finding = climb("It is lost.", f"Note.\n\n{OLD}", start=starts[which])
    assert (finding.rung, finding.start) == ("moved", starts[which] + 7)


@pytest.mark.parametrize(("which", "gone"), [(0, "has twelve mines, he said. "), (1, "and that Northmark is to blame. ")])  # fmt: skip
def test_words_are_never_found_in_others_alike(which, gone):
    start = [OLD.index("It is lost."), OLD.rindex("It is lost.")][which]
    new = OLD.replace(f"{gone}It is lost.", "")
    assert climb("It is lost.", new, start=start).rung not in FOUND


@pytest.mark.parametrize(
    ("quote", "change"),
    [("“not within reach”", ("“not within reach”", '"not within reach"')), ("has twelve mines", ("twelve mines", "twelve\nmines"))],
)  # fmt: skip
def test_another_form_of_the_same_words_is_normalised(quote, change):
    assert climb(quote, OLD.replace(*change)).rung == "normalised"


@pytest.mark.parametrize(
    ("quote", "change", "differs"),
    [
        ("has twelve mines", ("twelve", "ten"), ("number",)),
        ("would sign the deal", ("would", "would not"), ("negation",)),
        ("would sign", ("would sign", "wouldn't sign"), ("negation",)),
        ("would", ("would", "wouldn't"), ("negation",)),
        ("is to blame", ("is to", "is not to"), ("negation",)),
        ("to blame", ("to blame", "not to blame"), ("negation",)),
        ("the plant in Veland", ("Veland", "Norland"), ("name",)),
        ("sign the deal", ("sign the deal", "sign the pact"), ("other",)),
        ("twelve mines, he said", ("twelve mines, he", "ten mines, Halla"), ("number", "name")),
    ],
)
def test_other_words_are_for_a_person_and_say_what_differs(quote, change, differs):
    finding = climb(quote.replace("the plant", "The plant"), OLD.replace(*change))
    assert finding.rung not in FOUND
    assert finding.rung == "orphaned" or finding.differs == differs


def test_a_changed_wording_is_shown_at_its_place():
    new = OLD.replace("twelve mines", "ten mines")
    finding = climb("has twelve mines", new)
    assert (finding.rung, new[finding.start : finding.end]) == ("changed", "has ten mines")


def test_a_changed_wording_is_shown_without_the_words_beside_it():
    old = "The ministry said that twelve mines would open in the north."
    new = "A note: this piece was corrected. The ministry said that ten mines would open in the north."
    finding = TextPair(old, new).climb(Anchor("twelve mines would open", old.index("twelve")))
    assert (new[finding.start : finding.end], finding.differs) == ("ten mines would open", ("number",))


def test_a_number_does_not_stand_in_a_longer_number():
    old, new = "It costs 12 in all of the country.", "It costs 12.5 in all of the country."
    assert climb("It costs 12", new, old).rung == "changed"


def test_deleted_words_are_orphaned():
    assert climb("has twelve mines", OLD.replace(" has twelve mines, he said.", "")).rung == "orphaned"


def test_case_may_differ_but_not_where_it_makes_another_word():
    assert climb("The ministry would", OLD.replace("The", "THE", 1)).rung == "normalised"
    assert climb("told us so", "They told US so.", "They told us so.").rung == "changed"


@pytest.mark.parametrize(("new", "rung"), [(OLD, "exact"), (f"Note. {OLD}", "moved"), ("It is all gone.", "orphaned")])  # fmt: skip
def test_a_text_that_was_never_held_needs_words_that_speak_for_themselves(new, rung):
    start = OLD.index("the rare earths are")
    assert TextPair(None, new).climb(Anchor("the rare earths are", start)).rung == rung
    lost = TextPair(None, f"Note. {OLD}").climb(Anchor("It is lost.", OLD.index("It is lost.")))
    assert lost.rung not in FOUND


def test_prefixes_and_suffixes_negate():
    assert differences("it is possible", "it is impossible") == ["negation"]
    assert differences("a useful plan", "a useless plan") == ["negation"]


# How well it works, on texts that it was not made for


COUNTS = [40, pytest.param(300, marks=pytest.mark.long)]  # cases of each kind of change


@pytest.mark.parametrize("count", COUNTS)
def test_words_that_stay_are_found_at_their_place(count):
    tallies = [benchmark.measure(kind, count) for kind in benchmark.STAYS]
    failures = [failure for tally in tallies for failure in tally.failures]
    misplaced = sum(tally.misplaced for tally in tallies)
    assert sum(tally.found for tally in tallies) - misplaced >= 0.99 * len(tallies) * count, failures
    assert misplaced <= 0.003 * len(tallies) * count, failures


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("kind", benchmark.GOES)
def test_words_that_went_are_refused(kind, count):
    assert benchmark.measure(kind, count).found == 0


def test_an_anchor_takes_ten_milliseconds_at_most():
    assert min(benchmark.milliseconds(pairs=2)[0] for _ in range(3)) <= 10


# In the database


def captured(new: str, quote: str = "has twelve mines", old: str = OLD, **fields):
    """A statement on the older of two texts, looked for in the newer one."""
    of = factories.article()
    made = factories.statement(snapshot=factories.snapshot(of, old), quote=quote, **fields)
    newer = factories.snapshot(of, new, captured_at=NOW.replace(hour=10))
    snapshot_captured.send(None, snapshot=newer, previous=made.snapshot)
    made.refresh_from_db()
    return made, newer


@pytest.mark.django_db
def test_a_found_quote_moves_to_the_newer_text():
    made, newer = captured(f"Note.\n\n{OLD}")
    assert (made.snapshot, made.anchor_status, made.quote_start) == (
        newer,
        "moved",
        OLD.index("has twelve") + 7,
    )
    assert not AnchorReview.objects.exists()


@pytest.mark.django_db
def test_a_quote_in_another_form_takes_the_words_of_the_newer_text():
    made, newer = captured(OLD.replace("“not within reach”", '"not within reach"'), "“not within reach”")
    assert (made.snapshot, made.anchor_status, made.quote_exact) == (
        newer,
        "normalised",
        '"not within reach"',
    )


@pytest.mark.django_db
def test_a_changed_quote_stays_and_waits_for_a_person():
    made, newer = captured(OLD.replace("twelve", "ten"))
    review = AnchorReview.objects.waiting().get()
    assert (made.snapshot == newer, made.anchor_status, made.quote_exact) == (
        False,
        "changed",
        "has twelve mines",
    )
    assert (review.found, review.differs, review.new_words) == ("changed", ["number"], "has ten mines")


@pytest.mark.django_db
def test_words_that_come_back_settle_the_question():
    made, newer = captured(OLD.replace("twelve", "ten"))
    again = factories.snapshot(newer.article, f"Corrected.\n\n{OLD}", captured_at=NOW.replace(hour=11))
    told = StringIO()
    call_command("reanchor", str(newer.article_id), stdout=told)
    made.refresh_from_db()
    assert (made.snapshot, made.anchor_status, AnchorReview.objects.count()) == (again, "moved", 0)
    assert "1 moved" in told.getvalue()


@pytest.mark.django_db
def test_a_text_that_was_taken_down_takes_no_new_quote_and_no_other_one():
    text = factories.snapshot(factories.article(), "Gallium is scarce, and nobody refines it here.")
    made = factories.statement(snapshot=text, quote="Gallium is scarce")
    Snapshot.objects.filter(pk=text.pk).update(text=None, text_state="taken_down")
    invented = {"quote_exact": "Gallium for all", "quote_start": 0, "quote_end": 15}
    with pytest.raises(IntegrityError, match="taken down"), transaction.atomic():
        factories.statement(snapshot=text, article=text.article, anchor_status="withheld", **invented)
    with pytest.raises(IntegrityError, match="taken down"), transaction.atomic():
        Statement.objects.filter(pk=made.pk).update(**invented)
    Statement.objects.filter(pk=made.pk).update(hedge="perhaps")
    made.refresh_from_db()
    assert (made.quote_exact, made.anchor_status) == ("Gallium is scarce", "withheld")


@pytest.mark.django_db
def test_a_withdrawn_statement_and_one_whose_text_was_taken_down_stay():
    made, newer = captured(OLD.replace("twelve", "ten"), status="withdrawn")
    assert (made.anchor_status, AnchorReview.objects.count()) == ("exact", 0)
    other = factories.statement(snapshot=made.snapshot, quote="It is lost.")
    Snapshot.objects.filter(pk=made.snapshot_id).update(text=None, text_state="taken_down")
    call_command("reanchor", str(newer.article_id), stdout=StringIO())
    other.refresh_from_db()
    assert (other.anchor_status, other.snapshot_id) == ("withheld", made.snapshot_id)


@pytest.mark.django_db
def test_an_article_without_a_text_is_named():
    with pytest.raises(CommandError, match="No text"):
        call_command("reanchor", str(factories.article().pk))


# The queue


@pytest.mark.django_db
def test_accepting_makes_the_new_words_the_quote_once():
    made, newer = captured(OLD.replace("twelve", "ten"))
    review = AnchorReview.objects.get()
    review.accept(by="reviewer-9")
    made.refresh_from_db()
    assert (made.snapshot, made.quote_exact, made.anchor_status) == (newer, "has ten mines", "exact")
    assert (review.decision, review.decided_by) == ("accepted", "reviewer-9")
    with pytest.raises(ValidationError, match="settled"):
        review.orphan(by="reviewer-9")


@pytest.mark.django_db
def test_the_queue_shows_both_wordings_and_takes_the_decision(admin_client):
    made, _ = captured(OLD.replace("twelve", "ten"))
    review = AnchorReview.objects.get()
    assert "has twelve mines" in admin_client.get(reverse("admin:claims_anchorreview_changelist")).text
    shown = admin_client.get(page(review)).text
    assert "<mark>twelve</mark>" in shown
    assert "<mark>ten</mark>" in shown
    seen = {"decision": "orphan", "seen_version": made.version}
    admin_client.post(reverse("admin:claims_anchorreview_decide", args=[review.pk]), seen)
    made.refresh_from_db()
    assert (made.anchor_status, AnchorReview.objects.waiting().count()) == ("orphaned", 0)


@pytest.mark.django_db
def test_a_decision_about_a_published_quote_takes_a_reviewer(curator, reviewer):
    made, _ = captured(OLD.replace("twelve", "ten"))
    review = AnchorReview.objects.get()
    decide = reverse("admin:claims_anchorreview_decide", args=[review.pk])
    said = {"decision": "accept", "seen_version": made.version}
    assert (curator.get(page(review)).status_code, curator.post(decide, said).status_code) == (200, 403)
    reviewer.post(decide, said | {"seen_version": 0})
    assert AnchorReview.objects.waiting().count() == 1
    reviewer.post(decide, said)
    assert Statement.objects.get(pk=made.pk).quote_exact == "has ten mines"


# What is shown of a text

LONG_TEXT = " ".join(f"word{number:04}" for number in range(600))  # 5,399 code points


def quoted(snapshot: Snapshot, first: int, words: int, **fields) -> Statement:
    quote = " ".join(f"word{number:04}" for number in range(first, first + words))
    return factories.statement(snapshot=snapshot, quote=quote, **fields)


def shown(snapshot: Snapshot) -> int:
    """Code points of the text in public quotes and contexts, each counted once."""
    seen: set[int] = set()
    for row in Statement.objects.filter(snapshot=snapshot, is_public=True):
        before, after = len(row.quote_prefix or ""), len(row.quote_suffix or "")
        seen |= set(range(row.quote_start - before, row.quote_end + after))
    return len(seen)


@pytest.mark.django_db
def test_contexts_end_where_half_of_a_text_would_be_shown():
    held = factories.snapshot(factories.article(), LONG_TEXT)
    made = [quoted(held, first, 5) for first in range(0, 500, 13)]
    with_context = [row for row in made if Statement.objects.get(pk=row.pk).quote_prefix is not None]
    assert with_context == made[: len(with_context)]
    assert 0 < len(with_context) < len(made)
    assert shown(held) <= len(LONG_TEXT) / 2


@pytest.mark.django_db
def test_publishing_many_at_once_keeps_to_the_cap():
    of = factories.article(status="draft")
    held = factories.snapshot(of, LONG_TEXT)
    for first in range(0, 500, 13):
        quoted(held, first, 5)
    of.publish(by="reviewer-9")
    assert 0 < shown(held) <= len(LONG_TEXT) / 2


@pytest.mark.django_db
def test_quotes_of_more_than_half_of_a_text_are_refused_and_can_be_withdrawn():
    held = factories.snapshot(factories.article(), LONG_TEXT)
    first = quoted(held, 0, 200)
    with pytest.raises(IntegrityError, match="would be too much"), transaction.atomic():
        quoted(held, 300, 200)
    first.withdraw("Too long.")


@pytest.mark.django_db
def test_withdrawing_gives_room_to_the_context_of_others():
    held = factories.snapshot(factories.article(), LONG_TEXT)
    large, small = quoted(held, 0, 298), quoted(held, 400, 1)
    assert small.quote_prefix is None
    large.withdraw("Too long.")
    small.refresh_from_db()
    assert small.quote_prefix
