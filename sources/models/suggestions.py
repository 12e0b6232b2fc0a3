"""What a program believes that it found in a captured text, for a person to look at. Never public."""

from django.db import models
from django.db.models import F, Q

from sources import triggers
from sources.identifiers import uuid7, validate_uuid7

from .rows import Row, recorded
from .snapshots import Snapshot
from .speakers import Speaker


@recorded()
class Suggestion(Row):
    """A stretch of a snapshot that looks like a direct quotation or like critique. Its words stay in the snapshot."""

    class Kind(models.TextChoices):
        QUOTE = "quote", "Quote: words that somebody is said to have said"
        CRITIQUE = "critique", "Critique: a sentence that seems to object to something"

    class State(models.TextChoices):
        OPEN = "open", "Open: nobody has looked yet"
        ACCEPTED = "accepted", "Accepted: somebody has recorded it"
        REJECTED = "rejected", "Rejected: it is not what it looked like"

    id = models.UUIDField(
        primary_key=True,
        default=uuid7,
        validators=[validate_uuid7],
        editable=False,
        db_comment="UUIDv7 (RFC 9562).",
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="suggestions", editable=False,
        help_text="Where it stands.", db_comment="The text that it is found in.",
    )  # fmt: skip
    kind = models.CharField(
        max_length=8, choices=Kind, editable=False, help_text="What it looks like.", db_comment="quote or critique."
    )  # fmt: skip
    start = models.PositiveIntegerField(
        editable=False, help_text="Where it begins.", db_comment="First code point, from 0."
    )
    end = models.PositiveIntegerField(
        editable=False, help_text="Where it ends.", db_comment="Code point after the last one."
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="suggestions",
        help_text="Who seems to have said it.", db_comment="Who seems to have said it; NULL where that is not clear.",
    )  # fmt: skip
    speaker_name = models.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False,
        help_text="The name as printed, where nobody of that name is on record.",
        db_comment="Name as printed, where no speaker has it; else empty.",
    )  # fmt: skip
    cue = models.CharField(
        max_length=60, editable=False, help_text="The words that gave it away.", db_comment="The words that gave it away."
    )  # fmt: skip
    status = models.CharField(
        max_length=8, choices=State, default=State.OPEN, db_default=State.OPEN,
        help_text="What a person made of it. Accepting records nothing by itself.",
        db_comment="open, accepted or rejected.",
    )  # fmt: skip

    class Meta:
        ordering = ["snapshot", "start", "id"]
        db_table_comment = "Stretches of captured texts that a program suggests to curators. Never public."
        constraints = [
            models.CheckConstraint(
                name="suggestion_kind_is_known",
                condition=Q(kind__in=["quote", "critique"]),
                violation_error_message="A suggestion is a quote or critique.",
            ),
            models.CheckConstraint(
                name="suggestion_status_is_known",
                condition=Q(status__in=["open", "accepted", "rejected"]),
                violation_error_message="The status is open, accepted or rejected.",
            ),
            models.CheckConstraint(
                name="suggestion_starts_before_it_ends",
                condition=Q(start__lt=F("end")),
                violation_error_message="A suggestion starts before it ends.",
            ),
            models.UniqueConstraint(
                name="suggestion_is_made_once",
                fields=["snapshot", "kind", "start", "end"],
                violation_error_message="This is suggested already.",
            ),
        ]
        triggers = [triggers.KEEP_ROW, triggers.NEVER_TRUNCATED]

    def __str__(self) -> str:
        return f"{self.kind} at {self.start}–{self.end}"
