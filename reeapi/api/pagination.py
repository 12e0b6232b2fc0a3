"""Keyset pages: where a page begins is said by the sort key and the primary key of a row, never by a number.

A row comparison ``(key, pk) > (…, …)`` finds it in the index, however deep, and rows inserted or withdrawn meanwhile
move nobody else to another page. Rows without a key come last in both directions: they are a segment of their own,
ordered by primary key, which is read when the first segment is used up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, models
from django.db.models import F, QuerySet, Value

from .cursors import Cursor
from .parameters import Parameter, chosen
from .sql import AsText, Row

COUNT_CAP = 100_000
RELEVANCE_SCOPE = 10_000  # rows, the newest matches, that are ranked
RANK = models.IntegerField()


@dataclass(frozen=True)
class Page:
    """The primary keys of a page in order, as texts, and where the neighbours begin (None: there is none)."""

    keys: list[str]
    next: Cursor | None
    previous: Cursor | None


@dataclass(frozen=True)
class Ordering:
    """Sorting by the column at `path`, then by primary key, both in the same direction."""

    name: str
    path: str
    descending: bool
    nullable: bool
    key_field: models.Field
    pk_field: models.Field

    def rows(self, queryset: QuerySet, cursor: Cursor | None, wanted: int, values: Mapping) -> list[tuple]:
        """Up to `wanted` pairs (pk, key) from the cursor on, in the order of reading, both as texts."""
        found: list[tuple] = []
        backwards = bool(cursor and cursor.backwards)
        for segment in self._segments(queryset.order_by(), cursor, self.descending ^ backwards):
            found += segment.values_list(AsText(F("pk")), AsText(F(self.path)))[: wanted - len(found)]
            if len(found) == wanted:
                break
        return found

    def _segments(self, rows: QuerySet, cursor: Cursor | None, downwards: bool) -> Iterator[QuerySet]:
        sign = "-" if downwards else ""
        keyed = rows.order_by(sign + self.path, sign + "pk")
        if not self.nullable:
            yield self._beyond(keyed, cursor, downwards)
            return
        keyed = keyed.filter(**{f"{self.path}__isnull": False})
        keyless = rows.filter(**{f"{self.path}__isnull": True}).order_by(sign + "pk")
        if cursor and cursor.key is None:
            yield self._beyond(keyless, cursor, downwards)
            if cursor.backwards:
                yield keyed
            return
        yield self._beyond(keyed, cursor, downwards)
        if not (cursor and cursor.backwards):
            yield keyless

    def _beyond(self, rows: QuerySet, cursor: Cursor | None, downwards: bool) -> QuerySet:
        if cursor is None:
            return rows
        operator = ("<" if downwards else ">") + ("=" if cursor.inclusive else "")
        pk = Value(cursor.pk, output_field=self.pk_field)
        if cursor.key is None:
            return rows.filter(Row(F("pk"), pk, operator=operator))
        key = Value(cursor.key, output_field=self.key_field)
        return rows.filter(Row(F(self.path), F("pk"), key, pk, operator=operator))


@dataclass(frozen=True)
class Relevance:
    """Sorting by rank: of the newest 10,000 matches of ``q`` in the ``tsvector`` `column`, the best first."""

    column: str = "search"
    newest: str = "created_at"
    parameter: str = "q"
    name: str = "relevance"
    descending: bool = True
    pk_field: models.Field | None = None
    key_field: models.Field = RANK
    nullable: bool = False

    def rows(self, queryset: QuerySet, cursor: Cursor | None, wanted: int, values: Mapping) -> list[tuple]:
        """Up to `wanted` pairs (pk, rank in millionths) from the cursor on, both as texts."""
        matches = queryset.order_by(f"-{self.newest}", "-pk").values_list("pk", self.column)[:RELEVANCE_SCOPE]
        inner, params = matches.query.sql_with_params()
        downwards = self.descending ^ bool(cursor and cursor.backwards)
        direction, operator = ("DESC", "<") if downwards else ("ASC", ">")
        ranked = "SELECT pk, floor(ts_rank(words, %s::tsquery) * 1000000)::int AS rank"
        # The inner SQL is the ORM's, the rest our own words; every value is a parameter.
        sql = f"SELECT pk::text, rank::text FROM ({ranked} FROM ({inner}) AS newest (pk, words)) AS ranked"
        parameters = [values[self.parameter], *params]
        if cursor:
            sql += f" WHERE (ranked.rank, ranked.pk) {operator}{'=' if cursor.inclusive else ''} (%s, %s)"
            parameters += [cursor.key, cursor.pk]
        with connection.cursor() as database:
            database.execute(
                f"{sql} ORDER BY ranked.rank {direction}, ranked.pk {direction} LIMIT {wanted:d}", parameters
            )
            return database.fetchall()


def build_orderings(model: type[models.Model], declared: Mapping[str, "str | Relevance"]) -> dict[str, Any]:
    """Each declared ordering in both directions, by the name that ``ordering=`` takes."""
    built: dict[str, Any] = {}
    for name, path in declared.items():
        for sign in ("", "-"):
            if isinstance(path, Relevance):
                built[sign + name] = Relevance(
                    path.column, path.newest, path.parameter, sign + name, not sign, model._meta.pk
                )
            else:
                field, nullable = _column(model, path)
                built[sign + name] = Ordering(sign + name, path, bool(sign), nullable, field, model._meta.pk)
    return built


def _column(model: type[models.Model], path: str) -> tuple[Any, bool]:
    """The field at the end of an ORM path, and whether it can be NULL anywhere on the way."""
    nullable = False
    for part in path.split("__"):
        field: Any = model._meta.get_field(part)
        nullable |= field.null
        model = field.related_model
    return field, nullable


class OrderingParameter(Parameter):
    """One of the names given; a minus reverses it."""

    def __init__(self, orderings: Mapping[str, Any], default: str):
        super().__init__(
            help_text="The order of the rows; `-` reverses it. Absent values come last in both directions.",
            example=default,
        )
        self.orderings, self.default = orderings, default

    def parse(self, text: str) -> str:
        return chosen(text, self.orderings)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.orderings), "default": self.default}


def read_page(
    queryset: QuerySet, ordering: Any, cursor: Cursor | None, size: int, values: Mapping[str, Any]
) -> Page:
    """The page that begins at the cursor, or the first one."""
    backwards = bool(cursor and cursor.backwards)
    rows = ordering.rows(queryset, cursor, size + 1, values)
    more, rows = len(rows) > size, rows[:size]
    if not rows:
        return _empty(cursor)
    if backwards:
        rows.reverse()
    has_previous = more if backwards else cursor is not None
    return Page(
        keys=[pk for pk, _ in rows],
        next=_at(ordering, rows[-1]) if more or backwards else None,
        previous=_at(ordering, rows[0], backwards=True) if has_previous else None,
    )


def _at(ordering: Any, row: tuple[str, str | None], *, backwards: bool = False) -> Cursor:
    """The cursor beside a row. Only the two rows at the ends are ever read into Python values."""
    pk, key = row
    key = None if key is None else _read(ordering.key_field, key)
    return Cursor(ordering.name, key, _read(ordering.pk_field, pk), backwards)


def _read(field: models.Field, text: str) -> Any:
    """A value as PostgreSQL writes it."""
    if isinstance(field, models.IntegerField):
        return int(text)
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if isinstance(field, models.DateField) else text


def _empty(cursor: Cursor | None) -> Page:
    """A page on which nothing is left: the way back begins with the very row that led here."""
    if cursor is None:
        return Page([], None, None)
    back = Cursor(cursor.ordering, cursor.key, cursor.pk, not cursor.backwards, True)
    return Page([], back, None) if cursor.backwards else Page([], None, back)


def count(queryset: QuerySet) -> tuple[int, bool]:
    """How many rows there are, counted up to 100,000, and whether that is exact."""
    found = queryset.order_by().values("pk")[: COUNT_CAP + 1].count()
    return min(found, COUNT_CAP), found <= COUNT_CAP
