"""What a reviewer says of a draft that is not ready yet."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from sources.models.rows import Row, recorded
from sources.triggers import KEEP_ROW, NEVER_TRUNCATED

from .statements import Statement


class RemarkQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that nobody has answered by a change or a word."""
        return self.filter(settled_at=None)

    def settle(self, by: str) -> int:
        """Say that these are answered, by the handle `by`; how many were open."""
        return self.open().update(settled_by=by, settled_at=timezone.now())


@recorded()
class Remark(Row):
    """A draft statement was sent back with these words. It leaves the queue of drafts until they are settled. Never public."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="remarks",
        help_text="The draft that is sent back.", db_comment="The draft that was sent back.",
    )  # fmt: skip
    text = models.TextField(
        max_length=1000, help_text="What is to be changed, for whoever drafted it. The public never reads this.",
        db_comment="What is to be changed. Never public.",
    )  # fmt: skip
    made_by = models.CharField(max_length=40, editable=False, db_comment="Handle of whoever sent it back.")
    settled_by = models.CharField(
        max_length=40, blank=True, default="", db_default="", editable=False,
        db_comment="Handle of whoever changed the draft or answered; empty while open.",
    )  # fmt: skip
    settled_at = models.DateTimeField(
        null=True, editable=False, db_comment="When it was settled; NULL while open."
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()  # those on the statement decide
        db_table_comment = "Why drafts were sent back by their reviewers. Never public."
        constraints = [
            models.CheckConstraint(
                name="remark_has_words",
                condition=~Q(text=""),
                violation_error_message="Say what is to be changed.",
            ),
            models.CheckConstraint(
                name="remark_is_settled_by_somebody",
                condition=Q(settled_by="", settled_at__isnull=True)
                | ~Q(settled_by="") & Q(settled_at__isnull=False),
                violation_error_message="A remark is settled by somebody at some time, or open.",
            ),
            models.UniqueConstraint(
                name="remark_is_open_once",
                fields=["statement"],
                condition=Q(settled_at__isnull=True),
                violation_error_message="This draft was sent back already, and nobody has answered yet.",
            ),
        ]
        triggers = [KEEP_ROW, NEVER_TRUNCATED]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
