"""What every row has: when it was made and changed, a version, and a history."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sources import triggers


def recorded(*exclude: str):
    """Class decorator: every insert, update and delete of a row goes to an append-only history table.

    `exclude` names derived columns (counters, search vectors) and private text that the history leaves out.
    """

    def track(model: type[models.Model]) -> type[models.Model]:
        own = {field.name for field in model._meta.local_fields}
        left_out = [name for name in ("created_at", "updated_at", *exclude) if name in own]
        trackers = (
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(
                condition=pghistory.AnyChange(exclude=left_out) if left_out else pghistory.AnyChange()
            ),
            pghistory.DeleteEvent(),
        )
        return pghistory.track(*trackers, exclude=left_out, meta={"triggers": [triggers.NEVER_TRUNCATED]})(
            model
        )

    return track


def empty_or(field: str, pattern: str) -> Q:
    """Condition: the text column is empty or matches the regular expression."""
    return Q(**{f"{field}__regex": pattern}) | Q(**{field: ""})


class Row(models.Model):
    """A row that can be edited, and knows how often it was."""

    created_at = models.DateTimeField(
        db_default=Now(), editable=False, db_comment="When this database first held the row."
    )
    updated_at = models.DateTimeField(
        db_default=Now(),
        editable=False,
        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
    )
    version = models.PositiveIntegerField(
        db_default=1,
        default=1,
        editable=False,
        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
    )

    class Meta:
        abstract = True
