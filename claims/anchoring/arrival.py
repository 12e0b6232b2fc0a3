"""A newer text of an article has come: what becomes of the quotes on the older ones."""

from collections import Counter
from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction

from claims.models import AnchorReview, Statement
from sources.models import Snapshot, Status

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
    outcome: Counter[str] = Counter()
    if snapshot.text is None:
        return outcome
    pairs: dict[UUID, TextPair] = {}
    with transaction.atomic(), pghistory.context(reason=REASON):
        for statement in _on_older_texts(snapshot):
            assert statement.snapshot is not None
            assert statement.quote_start is not None
            if statement.snapshot_id not in pairs:
                pairs[statement.snapshot.pk] = TextPair(statement.snapshot.text, snapshot.text)
            anchor = Anchor(statement.quote_exact, statement.quote_start)
            finding = pairs[statement.snapshot.pk].climb(anchor)
            outcome[_record(statement, snapshot, finding)] += 1
    return outcome


def _on_older_texts(snapshot: Snapshot) -> list[Statement]:
    """Statements quoted from texts captured before this one; without the withdrawn and those whose text was taken down."""
    older = Statement.objects.filter(
        article=snapshot.article_id, snapshot__captured_at__lte=snapshot.captured_at
    ).exclude(snapshot=snapshot)
    wanted = older.exclude(status=Status.WITHDRAWN).exclude(anchor_status=Statement.AnchorStatus.WITHHELD)
    locked = wanted.select_for_update(of=("self",), no_key=True)
    return list(locked.select_related("snapshot").order_by("pk"))


def _record(statement: Statement, snapshot: Snapshot, finding: Finding) -> str:
    reviews = AnchorReview.objects.filter(statement=statement, decision=AnchorReview.Decision.OPEN)
    if not finding.is_found:
        reviews.exclude(snapshot=snapshot).delete()
        found = {
            "found": finding.rung.value, "differs": list(finding.differs), "start": finding.start, "end": finding.end,
        }  # fmt: skip
        AnchorReview.objects.get_or_create(statement=statement, snapshot=snapshot, defaults=found)
        _update(statement, anchor_status=finding.rung.value)
        return finding.rung.value
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


def _update(statement: Statement, **changes: Any) -> None:
    Statement.objects.filter(pk=statement.pk).update(**changes)
