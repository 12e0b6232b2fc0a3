"""A newer text of an article has come: what becomes of the quotes on the older ones."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.models import AnchorReview, Statement
from sources.models import Snapshot, Status
from sources.reasons import because

from .ladder import Anchor, Finding, Rung, TextPair

REASON = "Looked for in a newer text"
REFUSED = "refused"  # found, but the database keeps the quote where it was


def newest_text(article: UUID) -> Snapshot | None:
    """The newest text of an article that is held here."""
    held = Snapshot.objects.filter(article=article, text_state=Snapshot.TextState.HELD)
    return held.order_by("-captured_at", "-pk").first()


def on_capture(*, snapshot: Snapshot, **_: Any) -> None:
    """Receiver of `sources.signals.snapshot_captured`."""
    newest = newest_text(snapshot.article_id)
    if newest == snapshot:
        reanchor(newest)


def reanchor(snapshot: Snapshot) -> Counter[str]:
    """Look in this text for the quotes that stand in older texts of its article; how many came to each status.

    A quote that is found moves to this text. Any other stays on its own and waits for a person. `refused` counts those
    found whose move the database refuses, since the same statement is there already or too much would be quoted.
    """
    if snapshot.text is None:
        return Counter()
    with transaction.atomic(), because(REASON):
        return Counter(_looked_for(_on_older_texts(snapshot), snapshot))


def put_back(statement: Statement) -> str:
    """Look for a quote that was put back in the newest text, and say what became of it; "" where it stands in that text.

    Raises ValidationError where the quote is there, and the database refuses it.
    """
    newest = newest_text(statement.article_id)
    again = [] if newest is None else _on_older_texts(newest, statement.pk)
    outcome = "".join(_looked_for(again, newest)) if newest else ""
    if outcome == REFUSED:
        raise ValidationError(
            "The newest text has this statement at that place already, or so much of it is quoted that this would be too much."
        )
    return outcome


def _looked_for(statements: list[Statement], snapshot: Snapshot) -> Iterator[str]:
    """What became of each."""
    pairs: dict[UUID, TextPair] = {}
    for statement in statements:
        assert statement.snapshot is not None
        assert statement.quote_start is not None
        assert snapshot.text is not None
        if statement.snapshot_id not in pairs:
            pairs[statement.snapshot.pk] = TextPair(statement.snapshot.text, snapshot.text)
        anchor = Anchor(statement.quote_exact, statement.quote_start)
        yield _record(statement, snapshot, pairs[statement.snapshot.pk].climb(anchor))


def _on_older_texts(snapshot: Snapshot, *keys: UUID) -> list[Statement]:
    """Statements (of these keys) quoted from texts captured before this one; without the withdrawn and those whose text was taken down."""
    older = Statement.objects.filter(
        article=snapshot.article_id, snapshot__captured_at__lte=snapshot.captured_at
    ).exclude(snapshot=snapshot)
    wanted = older.exclude(status=Status.WITHDRAWN).exclude(anchor_status=Statement.AnchorStatus.WITHHELD)
    if keys:
        wanted = wanted.filter(pk__in=keys)
    locked = wanted.select_for_update(of=("self",), no_key=True)
    return list(locked.select_related("snapshot").order_by("pk"))


def _record(statement: Statement, snapshot: Snapshot, finding: Finding) -> str:
    reviews = AnchorReview.objects.filter(statement=statement, decision=AnchorReview.Decision.OPEN)
    if not finding.is_found:
        reviews.exclude(snapshot=snapshot).delete()
        status = _ask(statement, snapshot, finding)
        _update(statement, anchor_status=status)
        return status
    was_normalised = statement.anchor_status == Statement.AnchorStatus.NORMALISED
    status = (
        Rung.NORMALISED if was_normalised else finding.rung
    )  # the words are not those that a person marked
    assert snapshot.text is not None
    try:
        with transaction.atomic():
            _update(
                statement, snapshot=snapshot, quote_exact=snapshot.text[finding.start : finding.end],
                quote_start=finding.start, quote_end=finding.end, anchor_status=status.value,
            )  # fmt: skip
    except IntegrityError:
        return REFUSED
    reviews.delete()
    return status.value


def _ask(statement: Statement, snapshot: Snapshot, finding: Finding) -> str:
    """Put the quote into the queue, unless a person has said of this very quote that its words are gone; the status."""
    place = {
        "quote_snapshot": statement.snapshot,
        "quote_start": statement.quote_start,
        "quote_end": statement.quote_end,
    }
    found = {
        "found": finding.rung.value,
        "differs": list(finding.differs),
        "start": finding.start,
        "end": finding.end,
    }
    orphaned = AnchorReview.Decision.ORPHANED
    asked = AnchorReview.objects.filter(statement=statement, snapshot=snapshot)
    if asked.filter(decision=orphaned, **place).exists():
        return orphaned
    again = {"decision": AnchorReview.Decision.OPEN, "decided_by": "", "decided_at": None}
    AnchorReview.objects.update_or_create(
        statement=statement, snapshot=snapshot, defaults=place | found | again
    )
    return finding.rung.value


def _update(statement: Statement, **changes: Any) -> None:
    Statement.objects.filter(pk=statement.pk).update(**changes)
