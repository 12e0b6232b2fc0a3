"""How often the API may be asked."""

from django.db import models
from django.db.models import Q

from sources import triggers

from .rows import Row, recorded


@recorded()
class Rate(Row):
    """How many requests a caller of one kind may send in which time. Kinds without a rate are not counted."""

    class Kind(models.TextChoices):
        ADDRESS = "address", "Address: each address that calls without a token"
        TOKEN = "token", "Token: each token"

    kind = models.CharField(
        max_length=7, unique=True, choices=Kind, help_text="Who is counted.", db_comment="address or token."
    )
    requests = models.PositiveIntegerField(
        help_text="How many requests are answered in that time; the next ones are told to wait. A stream of all rows counts for ten.",
        db_comment="Requests that are answered in that time.",
    )  # fmt: skip
    seconds = models.PositiveIntegerField(
        default=60,
        help_text="In how many seconds.",
        db_comment="In how many seconds, from the first request on.",
    )

    class Meta:
        ordering = ["kind", "id"]
        db_table_comment = "How often the API may be asked."
        constraints = [
            models.CheckConstraint(
                name="rate_kind_is_known",
                condition=Q(kind__in=["address", "token"]),
                violation_error_message="A rate is for an address or for a token.",
            ),
            models.CheckConstraint(
                name="rate_lets_somebody_in",
                condition=Q(requests__gte=1, seconds__gte=1, seconds__lte=86_400),
                violation_error_message="Allow at least one request, in 1 to 86400 seconds. To stop counting, delete the rate.",
            ),
        ]
        triggers = [triggers.KEEP_ROW, triggers.NEVER_TRUNCATED]

    def __str__(self) -> str:
        return f"{self.requests} requests of a {self.kind} in {self.seconds} seconds"
