"""Review: a row is a draft until somebody else publishes it, and public only with everything that it rests on."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from reeapi.api.errors import Moved, Withdrawn
from sources import triggers
from sources.identifiers import uuid7, validate_uuid7

from . import authorship
from .rows import Row


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Method(models.TextChoices):
    CURATED = "curated", "Curated: a person read the words"
    IMPORTED = "imported", "Imported from another data set"
    SUGGESTED = "suggested", "Suggested by a program, accepted by a person"


class FourEyes(Exception):
    """Somebody tried to publish what they recorded or changed themselves. Its text says so to that person."""


class StillNeeded(Exception):
    """A row cannot be withdrawn alone: the public rows in `dependents` rest on it."""

    def __init__(self, row: models.Model, dependents: list["Reviewed"]):
        self.row, self.dependents = row, dependents
        names = "; ".join(f"{d._meta.verbose_name} {d.pk} ({d})" for d in dependents[:10])
        more = f" and {len(dependents) - 10} more" if len(dependents) > 10 else ""
        super().__init__(f"{row._meta.verbose_name} {row.pk} is still needed by {names}{more}.")


class ReviewedQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What the public may see. The cascade is kept in the column by triggers: this is the only rule to ask."""
        return self.filter(is_public=True)

    def for_staff(self) -> Self:
        """What staff may see: all but what has become part of another row."""
        return self.all()

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def successor(self, key: Any, *, kept: Collection[Any] = ()) -> Any:
        """The row that a key leads to, after any merging, or one of the primary keys `kept` on the way; None if there is none."""
        row: Any = self.model._base_manager.filter(pk=key).first()
        while getattr(row, "merged_into", None) is not None and row.pk not in kept:
            row = row.merged_into
        return row

    def successors(self, keys: Iterable[str]) -> dict[str, str]:
        """{key: that of the public row which it leads to}, of those that lead to another one."""
        return {}

    def whereabouts(self, key: Any) -> Moved | Withdrawn | None:
        """Where a row went that is not public: merged into another, withdrawn after having been public, or unknown."""
        row: Any = self.model._base_manager.filter(pk=key).first()
        return row.whereabouts() if row else None


class Reviewed(Row):
    """A row that is public only once reviewed, and that says who recorded and who reviewed it (handles, not accounts)."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, validators=[validate_uuid7], editable=False,
        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
    )  # fmt: skip
    status = models.CharField(
        max_length=9, choices=Status, default=Status.DRAFT, db_default=Status.DRAFT, editable=False,
        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
        db_comment="The row's own state of review; whether it may be seen is is_public.",
    )  # fmt: skip
    method = models.CharField(
        max_length=9, choices=Method, default=Method.CURATED, db_default=Method.CURATED,
        help_text="How this row came to be.", db_comment="How the row came to be: curated, imported or suggested.",
    )  # fmt: skip
    recorded_by = models.CharField(
        max_length=40, editable=False, help_text="Public handle of whoever recorded it.",
        db_comment="Handle of whoever recorded the row; never a login name.",
    )  # fmt: skip
    recorded_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="When it was recorded.",
        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
    )  # fmt: skip
    reviewed_by = models.CharField(
        max_length=40, blank=True, default="", editable=False, help_text="Public handle of whoever reviewed it.",
        db_comment="Handle of the reviewer; empty until reviewed.",
    )  # fmt: skip
    reviewed_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was reviewed.",
        db_comment="NULL until reviewed.",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was withdrawn.",
        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
    )  # fmt: skip
    withdrawn_reason = models.CharField(
        max_length=300, blank=True, default="", editable=False,
        help_text="Why it was withdrawn. The public reads this.",
        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
    )  # fmt: skip
    is_public = models.BooleanField(
        default=False, db_default=False, editable=False,
        help_text="Published, and so is everything that it rests on.",
        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
    )  # fmt: skip
    published_at = models.DateTimeField(
        null=True, blank=True, editable=False,
        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
    )  # fmt: skip
    unpublished_at = models.DateTimeField(
        null=True, blank=True, editable=False,
        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
    )  # fmt: skip

    objects = ReviewedQuerySet.as_manager()

    rests_on: ClassVar[tuple[str, ...]] = ()  # foreign keys to what must be public for this row to be

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                name="%(class)s_status_is_known",
                condition=Q(status__in=Status.values),
                violation_error_message="The status is draft, published or withdrawn.",
            ),
            models.CheckConstraint(
                name="%(class)s_method_is_known",
                condition=Q(method__in=Method.values),
                violation_error_message="The method is curated, imported or suggested.",
            ),
            models.CheckConstraint(
                name="%(class)s_names_its_recorder",
                condition=~Q(recorded_by=""),
                violation_error_message="Say who recorded this, by handle.",
            ),
            models.CheckConstraint(
                name="%(class)s_is_reviewed_before_it_is_published",
                condition=~Q(status=Status.PUBLISHED) | (~Q(reviewed_by="") & Q(reviewed_at__isnull=False)),
                violation_error_message="Only what somebody has reviewed can be published.",
            ),
            models.CheckConstraint(
                name="%(class)s_is_withdrawn_with_date_and_reason",
                condition=Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")
                | ~Q(status=Status.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_reason=""),
                violation_error_message="A withdrawal has a date and a reason that the public can read.",
            ),
        ]
        triggers = [triggers.NEVER_TRUNCATED, triggers.MARKS, triggers.NEVER_DELETED_ONCE_PUBLIC]

    @transaction.atomic
    def publish(self, by: str) -> None:
        """Make this row public, as reviewed by the handle `by`. Raises FourEyes for what is their own: see `own_of`."""
        type(self)._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        reason = self.own_of(by)
        if reason:
            raise FourEyes(f"{reason}, so somebody else must review it.")
        self.status, self.reviewed_by, self.reviewed_at = Status.PUBLISHED, by, timezone.now()
        self.withdrawn_at, self.withdrawn_reason = None, ""
        self.save(update_fields=["status", "reviewed_by", "reviewed_at", "withdrawn_at", "withdrawn_reason"])

    def own_of(self, handle: str) -> str:
        """Why this row is for somebody else to publish, said to the person of that handle; empty if it is not."""
        if not settings.FOUR_EYES:
            return ""
        name = f"the {self._meta.verbose_name} {self.pk}"
        if authorship.recorded(self, handle):
            return f"You ({handle}) recorded {name} yourself"
        return (
            f"You ({handle}) changed {name} since it was recorded" if authorship.changed(self, handle) else ""
        )

    @transaction.atomic
    def withdraw(self, reason: str, *, cascade: bool = False) -> list["Reviewed"]:
        """Withdraw this row for a reason that the public can read, and with `cascade` all public rows that rest on it.

        Returns what was withdrawn, this row last: nothing, if it was before. Raises StillNeeded where rows rest on it and `cascade` is false.
        """
        now = type(self)._base_manager.select_for_update().get(pk=self.pk)
        if now.status == Status.WITHDRAWN:  # its date and its reason stand
            return []
        dependents = self.all_dependents()
        if dependents and not cascade:
            raise StillNeeded(self, dependents)
        rows = [*reversed(dependents), self]
        for row in rows:
            row.status, row.withdrawn_at, row.withdrawn_reason = Status.WITHDRAWN, timezone.now(), reason
            row.save(update_fields=["status", "withdrawn_at", "withdrawn_reason"])
        return rows

    def dependents(self) -> list["Reviewed"]:
        """Public rows that rest directly on this one, whichever app they are in."""
        rows: list[Reviewed] = []
        for relation in self._meta.related_objects:
            model = relation.related_model
            if issubclass(model, Reviewed) and relation.field.name in model.rests_on:
                rows += model.objects.published().filter(**{relation.field.name: self})
        return rows

    def all_dependents(self) -> list["Reviewed"]:
        """Public rows that rest on this one, directly or through others; nearest first, each once."""
        found: dict[Any, Reviewed] = {}
        queue: list[Reviewed] = [self]
        while queue:
            fresh = [row for row in queue.pop(0).dependents() if row.pk not in found and row.pk != self.pk]
            found.update((row.pk, row) for row in fresh)
            queue += fresh
        return list(found.values())

    def whereabouts(self) -> Moved | Withdrawn | None:
        """For a row that is not public: its successor, or when and why it was withdrawn, or None if it never was public."""
        if self.published_at is None:
            return None
        if into := getattr(self, "merged_into", None):
            return Moved(into.pk) if into.published_at else None
        return Withdrawn(on=self.unpublished_at, reason=self.public_reason())

    def public_reason(self) -> str:
        """Why this row is not public: its own withdrawal, or that of what it rests on."""
        if self.status == Status.WITHDRAWN:
            return self.withdrawn_reason
        for name in self.rests_on:
            field = self._meta.get_field(name)
            rows = getattr(self, name).all() if field.many_to_many else [getattr(self, name)]
            for row in rows:
                if row is not None and not row.is_public:
                    return row.public_reason()
        return "No longer public."
