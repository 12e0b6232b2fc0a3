"""Cursors: where a page begins, as an opaque text that is believed only as far as it can be checked."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from .errors import Refused
from .parameters import UUID, Parameter, parse_date, parse_timestamp

LONGEST_CURSOR = 2_000  # characters
BIGGEST = 2**63 - 1


@dataclass(frozen=True)
class Cursor:
    """A place between two rows, and the way to read from there. `key` is None among the rows without one."""

    ordering: str
    key: Any
    pk: Any
    backwards: bool = False
    inclusive: bool = False  # begin with that row itself: the way back from an empty page

    @property
    def form(self) -> tuple[bool, bool, bool]:
        """What the SQL of a page depends on."""
        return self.key is None, self.backwards, self.inclusive

    def encode(self) -> str:
        way = ("p" if self.backwards else "n").upper() if self.inclusive else "p" if self.backwards else "n"
        key = self.key.isoformat() if isinstance(self.key, date) else self.key
        pk = self.pk if isinstance(self.pk, int) else str(self.pk)
        text = json.dumps([self.ordering, way, key, pk], separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


class CursorParameter(Parameter):
    """A cursor as given out in `next` and `previous`; whatever else is refused."""

    def __init__(self, orderings: Mapping[str, Any]):
        name, ordering = next(iter(orderings.items()))
        example = Cursor(name, _sample(ordering.key_field), _sample(ordering.pk_field)).encode()
        super().__init__(
            help_text="Where the page begins. Taken from `next` or `previous` of another page, never made up.",
            example=example,
        )
        self.orderings = orderings

    def parse(self, text: str) -> Cursor:
        try:
            if len(text) > LONGEST_CURSOR:
                raise ValueError
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            name, way, key, pk = json.loads(urlsafe_b64decode(padded))
            ordering = self.orderings[name]
            if way not in {"n", "p", "N", "P"} or (key is None and not ordering.nullable):
                raise ValueError
            key = None if key is None else _value(ordering.key_field, key)
            return Cursor(name, key, _value(ordering.pk_field, pk), way in "pP", way in "NP")
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Refused(
                "This is no cursor of this list; follow `next` and `previous` as they are."
            ) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": LONGEST_CURSOR}


def _sample(field: models.Field) -> Any:
    """A value that such a column may have."""
    if isinstance(field, models.DateTimeField):
        return datetime(2026, 1, 31, 12, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2026, 1, 31)
    if isinstance(field, models.UUIDField):
        return "0197d2a0-0000-7000-8000-000000000000"
    return 7 if isinstance(field, models.IntegerField) else "Vladimir Putin"


def _value(field: models.Field, value: Any) -> Any:
    """A key from a cursor, checked against the column that it is compared with."""
    if isinstance(field, models.IntegerField):
        if type(value) is int and -BIGGEST <= value <= BIGGEST:
            return value
        raise ValueError
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()  # refuses lone surrogates
    if isinstance(field, models.DateTimeField):
        return parse_timestamp(value)
    if isinstance(field, models.DateField):
        return parse_date(value)
    if isinstance(field, models.UUIDField) and not UUID.fullmatch(value):
        raise ValueError
    return value
