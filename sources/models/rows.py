"""What every row has: when it was made and changed, a version, and a history."""

from collections.abc import Collection

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reeapi.api.parameters import NO_TEXT
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
        states = models.Index(fields=["pgh_obj", "pgh_id"], name=f"{model.__name__.lower()}_states")
        meta = {"triggers": [triggers.NEVER_TRUNCATED], "indexes": [states]}
        return pghistory.track(*trackers, exclude=left_out, meta=meta)(model)

    return track


def empty_or(field: str, pattern: str) -> Q:
    """Condition: the text column is empty or matches the regular expression."""
    return Q(**{f"{field}__regex": pattern}) | Q(**{field: ""})


WEB_ADDRESS = URLValidator(
    ["http", "https"], message="This is no address that begins with http:// or https://."
)


class WebAddress(models.URLField):
    """An address that a browser opens; Django's own field takes those of FTP as well."""

    default_validators = [WEB_ADDRESS]


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

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Texts hold no control characters but tabs and line ends, which no page shows and no other program expects."""
        super().clean_fields(exclude)
        texts = [
            f.attname for f in self._meta.concrete_fields if not f.generated and f.name not in (exclude or ())
        ]
        found = {
            name: NO_TEXT.search(value) for name in texts if isinstance(value := getattr(self, name), str)
        }
        if errors := {name: _no_text(bad[0]) for name, bad in found.items() if bad}:
            raise ValidationError(errors)


def _no_text(character: str) -> str:
    return f"The text holds U+{ord(character):04X}, a control character, which no text has: take it out."
