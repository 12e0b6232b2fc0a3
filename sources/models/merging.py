"""Making one row a part of another that means the same: what refers to it moves there, all at once or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q

from .review import Reviewed, Status


class NotMerged(Exception):
    """Rows cannot be merged as they are; `rows` stand in the way, if any do."""

    def __init__(self, reason: str, rows: list[models.Model] | None = None):
        super().__init__(reason)
        self.rows = rows or []


@dataclass(frozen=True)
class Move:
    """The rows of a model that refer by `field` to what is merged, without those withdrawn, which stay as they were."""

    model: type[models.Model]
    field: str
    rows: models.QuerySet

    def twins(self, into: models.Model) -> list[models.Model]:
        """Those that there is already of `into`: a rule says that there is only one."""
        found: dict[Any, models.Model] = {}
        for rule in self.model._meta.constraints:
            if isinstance(rule, models.UniqueConstraint) and self.field in rule.fields:
                others = [name for name in rule.fields if name != self.field]
                there = set(self.model._base_manager.filter(**{self.field: into}).values_list(*others))
                for row in self.rows.all():
                    key = tuple(row.serializable_value(name) for name in others)
                    if key in there and (rule.nulls_distinct is False or None not in key):
                        found[row.pk] = row
        return list(found.values())

    @property
    def is_link(self) -> bool:
        """Whether a row says nothing but that one belongs to the other, so that saying it once is enough."""
        columns = [column for column in self.model._meta.concrete_fields if not column.primary_key]
        return all(isinstance(column, models.ForeignKey) for column in columns)


def survivors(model: type[models.Model], pks: Iterable[Any], *, drafts: bool = False) -> dict[Any, Any]:
    """{primary key: that of the row which it has become a part of in the end; its own where it has not}.

    Without `drafts` what was never public leads nowhere.
    """
    found = {pk: pk for pk in pks}
    merged = model._base_manager.filter(merged_into__isnull=False)
    if not drafts:
        merged = merged.filter(published_at__isnull=False)
    while onwards := dict(merged.filter(pk__in=set(found.values())).values_list("pk", "merged_into")):
        found = {pk: onwards.get(now, now) for pk, now in found.items()}
    return found


class Mergeable(models.Model):
    """A row with a `merged_into`, which leads to the row that it turned out to be."""

    merged_into: Any  # the foreign key that each model declares with its own words

    class Meta:
        abstract = True

    def moves(self) -> Iterator[Move]:
        """What refers to this row, in whichever app. What the database derives by itself is left to it."""
        for relation in self._meta.related_objects:
            model, field = relation.related_model, relation.field
            derived = field.name in getattr(model, "derived", ()) or field.name == "merged_into"
            if hasattr(model, "pgh_event_model") and not field.many_to_many and not derived:
                rows = model._base_manager.filter(**{field.name: self})
                if issubclass(model, Reviewed):
                    rows = rows.exclude(status=Status.WITHDRAWN)
                yield Move(model, field.name, rows.order_by("pk"))

    def own_targets(self, into: Self) -> list[models.Model]:
        """Rows that would refer to one and the same on both ends."""
        return []

    @transaction.atomic
    def merge(self, into: Self) -> None:
        """Make this row a part of `into`. Raises NotMerged, naming what stands in the way; then nothing was changed."""
        pks = [self.pk, into.pk]
        list(type(self)._base_manager.select_for_update().filter(pk__in=pks).order_by("pk"))
        self.refresh_from_db()
        into.refresh_from_db()
        self._check(into)
        own = self.own_targets(into)
        if own:
            raise NotMerged("These would bear on themselves:", own)
        twins = []
        for move in self.moves():
            doubled = move.twins(into)
            if move.is_link:
                move.rows.filter(pk__in=[row.pk for row in doubled]).delete()
            else:
                twins += doubled
        if twins:
            raise NotMerged("These would be there twice:", twins)
        for move in self.moves():
            move.rows.update(**{move.field: into})
        parts = Q(pk=self.pk) | Q(merged_into=self)
        type(self)._base_manager.filter(parts).update(merged_into=into)

    def _check(self, into: Any) -> None:
        if self.pk == into.pk:
            raise NotMerged("This is the same one.")
        if self.merged_into is not None or into.merged_into is not None:
            raise NotMerged("One of the two was merged already: look at it again.")
        if getattr(into, "status", "") == Status.WITHDRAWN:
            raise NotMerged("What was withdrawn cannot take anything in.")
        if getattr(self, "status", "") != "" and self.is_public and not into.is_public:  # type: ignore[attr-defined]
            raise NotMerged(
                "What is public can only become a part of what is public, or its address would lead nowhere."
            )
