"""What every single object says of its past: `as_of=`, and its history."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from .cursors import Cursor, CursorParameter
from .errors import Problem, Refused, base_url, invalid_parameters
from .fields import choose, paths
from .formats import OBJECT_RENDERERS, format_parameter
from .history import Part, entries_of
from .parameters import PageSize, Parameter, read
from .past import AsOf, Past, known_then, whereabouts_at
from .questions import Page, page_of
from .shapes import OBJECT_LIMIT, Shape
from .viewsets import ReadViewSet, _renderers


class NewestFirst:
    """The order of the entries of a history; their times tell them apart."""

    name, descending, nullable = "-at", True, False
    key_field, pk_field = models.DateTimeField(), models.BigIntegerField()


def page_of_entries(entries: Iterable[dict[str, Any]], cursor: Cursor | None, size: int) -> Page:
    """The page from the cursor on, of entries that are given newest first and known by their microsecond."""
    rows = [(_microsecond(entry["at"]), entry) for entry in entries]
    if cursor and cursor.backwards:
        rows = [row for row in reversed(rows) if int(row[0]) > cursor.pk - cursor.inclusive]
    elif cursor:
        rows = [row for row in rows if int(row[0]) < cursor.pk + cursor.inclusive]
    shown = rows[:size]
    keys = [(microsecond, entry["at"]) for microsecond, entry in shown]
    return page_of(NewestFirst, keys, [json.dumps(entry) for _, entry in shown], len(rows) > size, cursor)


def _microsecond(at: str) -> str:
    since = datetime.fromisoformat(at) - datetime(1970, 1, 1, tzinfo=UTC)
    return str((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


class RecordedViewSet(ReadViewSet):
    """A `ReadViewSet` over a model with a history.

    - `parts`: list members whose rows stand in another table, by name.
    - `handles(users)`: the public handles of accounts, by their ids; without one an account is not named.
    """

    parts: dict[str, Part] = {}

    @staticmethod
    def handles(users: set) -> Mapping[Any, str]:
        raise NotImplementedError

    def get_renderers(self) -> list:
        return _renderers(OBJECT_RENDERERS) if self.action == "history" else super().get_renderers()

    @classmethod
    @cache
    def object_parameters(cls) -> dict[str, Parameter]:
        return super().object_parameters() | {"as_of": AsOf()}

    @classmethod
    @cache
    def history_parameters(cls) -> dict[str, Parameter]:
        return {
            "page_size": PageSize(help_text="How many entries a page has.", example="20"),
            "cursor": CursorParameter({NewestFirst.name: NewestFirst}),
            "format": format_parameter(OBJECT_RENDERERS),
        }

    def row_shown(self, given: dict[str, Any], key: str, base: str, mark: str) -> tuple[Any, str] | None:
        """As it was, where a time is asked for. Raises the problem that says why it was not public then."""
        if "as_of" not in given:
            return super().row_shown(given, key, base, mark)
        past = self._past(given.get("fields", ()), given.get("expand", ()))
        pk = self._public_pk(key)
        if pk is None:
            return None
        found = past.rows_at(given["as_of"], pk, base)
        if not found:
            raise whereabouts_at(self.queryset.model, pk, given["as_of"])
        _, version, text = found[0]
        if missing := untold(self.object_shape()(), json.loads(text)):
            raise Problem("gone", f"The {missing} of then is not public any more.")
        return version, text

    @action(detail=True)
    def history(self, request: Request, **kwargs: str) -> HttpResponse:
        http: HttpRequest = request._request
        given = read(http.GET, self.history_parameters())
        key = self._key(kwargs)
        pk = self._public_pk(key)
        if pk is None:
            return self._elsewhere(http, key, "history/")
        shape, base = self.object_shape()(), base_url(http)
        entries = entries_of(shape, self.queryset.model, pk, self.parts, base, self.handles)
        page = page_of_entries(entries, given.get("cursor"), given.get("page_size", PageSize.default))
        return self._page(http, page, base, {})

    def _public_pk(self, key: str) -> Any:
        """The primary key behind the key in the address, if that is public today."""
        return self.queryset.filter(**{self.lookup_field: key}).values_list("pk", flat=True).first()

    @classmethod
    @lru_cache(maxsize=128)
    def _past(cls, fields: tuple[str, ...], expand: tuple[str, ...]) -> Past:
        """Raises the problem that names a field which has no past."""
        shape: Any = cls.object_shape()
        tree = known_then(shape(), cls.queryset.model)
        unknown = sorted(set(fields) - set(paths(tree)))
        if unknown:
            refused = Refused(f"{unknown[0]} has no past: leave it out, or leave as_of out.")
            raise invalid_parameters([refused.about("fields")])
        return Past(shape, cls.queryset.model, "pk", choose(tree, fields, (), expand), OBJECT_LIMIT)


def untold(shape: Shape, shown: dict[str, Any]) -> str | None:
    """The name of a part that such an object always has, where what it was then may not be shown today."""
    parts = (
        name for name, field in shape.fields.items() if isinstance(field, Shape) and not field.allow_null
    )
    return next((name for name in parts if shown.get(name, name) is None), None)
