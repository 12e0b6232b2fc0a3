"""What became of a quote whose words a newer text no longer has, until a person has looked."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from sources.models import Snapshot, Status
from sources.models.rows import Row, recorded
from sources.triggers import KEEP_ROW, NEVER_TRUNCATED

from .statements import Statement


class AnchorReviewQuerySet(models.QuerySet):
    def waiting(self) -> "AnchorReviewQuerySet":
        """Those that a person must look at: not decided, nor settled by an edit, a withdrawal or a takedown."""
        lost = [Statement.AnchorStatus.CHANGED, Statement.AnchorStatus.ORPHANED]
        there = self.filter(decision=AnchorReview.Decision.OPEN, statement__anchor_status__in=lost)
        return there.exclude(statement__status=Status.WITHDRAWN)


@recorded()
class AnchorReview(Row):
    """A quote that was not found again in a newer text, and what a person made of it.

    Holds places, not words, so that a takedown leaves none behind.
    """

    class Found(models.TextChoices):
        CHANGED = "changed", "Changed: other words stand there"
        ORPHANED = "orphaned", "Orphaned: nothing like it was found"

    class Decision(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted: the new words are the quote"
        ORPHANED = "orphaned", "Orphaned: the words are gone"

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="anchor_reviews", editable=False,
        db_comment="Whose quote it is.",
    )  # fmt: skip
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="anchor_reviews", editable=False,
        db_comment="The newer text, in which the quote was not found.",
    )  # fmt: skip
    found = models.CharField(
        max_length=8,
        choices=Found,
        editable=False,
        db_comment="changed (other words stand there) or orphaned.",
    )
    quote_snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="+", null=True, editable=False,
        db_comment="The text in which the quote stood that was looked for; NULL where that is not known any more.",
    )  # fmt: skip
    quote_start = models.PositiveIntegerField(
        null=True, editable=False, db_comment="Where that quote started; NULL with its text."
    )
    quote_end = models.PositiveIntegerField(
        null=True, editable=False, db_comment="Where that quote ended, exclusive; NULL with its text."
    )
    differs = ArrayField(
        models.CharField(max_length=8), default=list, db_default=[], editable=False,
        db_comment="What kinds of word differ: number, negation, name, other.",
    )  # fmt: skip
    start = models.PositiveIntegerField(
        null=True, editable=False, db_comment="Start of the other words in the newer text; NULL if orphaned."
    )
    end = models.PositiveIntegerField(
        null=True, editable=False, db_comment="Their end, exclusive; NULL if orphaned."
    )
    decision = models.CharField(
        max_length=8, choices=Decision, default=Decision.OPEN, db_default="open", editable=False,
        db_comment="open, accepted (the new words became the quote) or orphaned.",
    )  # fmt: skip
    decided_by = models.CharField(
        max_length=40, blank=True, default="", db_default="", editable=False,
        db_comment="Handle of the person who decided; empty while open.",
    )  # fmt: skip
    decided_at = models.DateTimeField(
        null=True, editable=False, db_comment="When it was decided; NULL while open."
    )

    objects = AnchorReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()  # those of the statement decide
        verbose_name = "quote to look at"
        verbose_name_plural = "quotes to look at"
        db_table_comment = "Quotes that a newer text no longer has, and what a person made of each."
        constraints = [
            models.UniqueConstraint(
                name="anchorreview_is_asked_once",
                fields=["statement", "snapshot"],
                violation_error_message="This quote was looked for in this text already.",
            ),
            models.CheckConstraint(
                name="anchorreview_shows_what_it_found",
                condition=Q(found="orphaned", start__isnull=True, end__isnull=True)
                | Q(found="changed", start__isnull=False, end__gt=F("start")),
                violation_error_message="Changed words have a place, and orphaned ones have none.",
            ),
            models.CheckConstraint(
                name="anchorreview_is_decided_by_somebody",
                condition=Q(decision="open", decided_by="", decided_at__isnull=True)
                | Q(decision="orphaned", decided_at__isnull=False) & ~Q(decided_by="")
                | Q(decision="accepted", found="changed", decided_at__isnull=False) & ~Q(decided_by=""),
                violation_error_message="A decision has its author and time; only changed words can be accepted.",
            ),
        ]
        triggers = [KEEP_ROW, NEVER_TRUNCATED]

    def __str__(self) -> str:
        return f"{self.found} quote of {self.statement}"

    @property
    def old_words(self) -> str:
        """The quote that was looked for, which the statement may not have any more; "" where it is not known."""
        place = {
            "snapshot_id": self.quote_snapshot_id,
            "quote_start": self.quote_start,
            "quote_end": self.quote_end,
        }
        if all(getattr(self.statement, name) == value for name, value in place.items()):
            return self.statement.quote_exact
        past: Any = Statement
        events = past.pgh_event_model.objects.filter(pgh_obj_id=self.statement_id, **place)
        return events.order_by("-pgh_id").values_list("quote_exact", flat=True).first() or ""

    @property
    def new_words(self) -> str | None:
        """What stands in the newer text instead; None if nothing does, or that text is not held."""
        text = self.snapshot.text
        return text[self.start : self.end] if text is not None and self.start is not None else None

    def accept(self, by: str) -> None:
        """Make the new words the quote of the statement. Raises ValidationError if there are none, or it was settled."""
        words = self.new_words
        if not words:
            raise ValidationError(
                "There are no new words to accept: mark the quote anew on the statement's page."
            )
        self._decide(
            self.Decision.ACCEPTED, by, snapshot=self.snapshot, quote_exact=words, quote_start=self.start,
            quote_end=self.end, anchor_status=Statement.AnchorStatus.EXACT,
        )  # fmt: skip

    def orphan(self, by: str) -> None:
        """Say that the words are gone. Raises ValidationError if it was settled meanwhile."""
        self._decide(self.Decision.ORPHANED, by, anchor_status=Statement.AnchorStatus.ORPHANED)

    @transaction.atomic
    def _decide(self, decision: str, by: str, **changes: Any) -> None:
        statement = Statement.objects.select_for_update(no_key=True).get(pk=self.statement_id)
        now = {"decision": decision, "decided_by": by, "decided_at": timezone.now()}
        if not AnchorReview.objects.filter(pk__in=AnchorReview.objects.waiting(), pk=self.pk).update(**now):
            raise ValidationError("This quote was settled meanwhile.")
        Statement.objects.filter(pk=statement.pk).update(**changes)
        self.refresh_from_db()
