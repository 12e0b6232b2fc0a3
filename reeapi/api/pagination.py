"""Keyset pages: where a page begins is said by the sort key and the primary key of a row, never by a number.

A row comparison ``(key, pk) > (…, …)`` finds it in the index, however deep, and rows inserted or withdrawn meanwhile
move nobody else to another page. Rows without a key come last in both directions: they are a segment of their own,
ordered by primary key, which is read when the first segment is used up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F, QuerySet

from .cursors import Cursor
from .parameters import Parameter, chosen
from .sql import Given, Placeholder, Row, Sql

RELEVANCE_SCOPE = 10_000  # matches, the newest, that are ranked
RANK = models.IntegerField()


@dataclass(frozen=True)
class Ordering:
    """Sorting by the column at `path`, then by the primary key at `pk_path`, both in the same direction."""

    name: str
    path: str
    descending: bool
    nullable: bool
    key_field: models.Field
    pk_field: models.Field
    pk_path: str = "pk"

    def selects(self, queryset: QuerySet, cursor: Cursor | None, limit: int) -> list[Sql]:
        """SELECTs of up to `limit` pairs (pk, key) from the cursor on, in the order of reading: each is the next segment."""
        pairs = (
            rows.values_list(self.pk_path, self.path)[:limit] for rows in self.segments(queryset, cursor)
        )
        return [rows.query.get_compiler(connection=connection).as_sql() for rows in pairs]

    def segments(self, queryset: QuerySet, cursor: Cursor | None) -> Iterator[QuerySet]:
        """The rows from the cursor on, in the order of reading: those with a key, and those without."""
        rows, downwards = queryset.order_by(), self.descending ^ bool(cursor and cursor.backwards)
        sign = "-" if downwards else ""
        keyed = rows.order_by(sign + self.path, sign + self.pk_path)
        if not self.nullable:
            yield self._beyond(keyed, cursor, downwards)
            return
        keyed = keyed.filter(**{f"{self.path}__isnull": False})
        keyless = rows.filter(**{f"{self.path}__isnull": True}).order_by(sign + self.pk_path)
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
        pk = Placeholder(cursor.pk, cast_of(self.pk_field))
        if cursor.key is None:
            return rows.filter(Row(F(self.pk_path), pk, operator=operator))
        key = Placeholder(cursor.key, cast_of(self.key_field))
        return rows.filter(Row(F(self.path), F(self.pk_path), key, pk, operator=operator))


@dataclass(frozen=True)
class Relevance:
    """Sorting by rank: of the newest matches of ``q`` in the ``tsvector`` `column`, 10,000 at most, the best first.

    `ranking` finds them within bounds; here they are whatever rows are given.
    """

    column: str = "search"
    newest: str = "created_at"
    parameter: str = "q"
    name: str = "relevance"
    descending: bool = True
    pk_field: models.Field | None = None
    key_field: models.Field = RANK
    nullable: bool = False
    path: str = ""

    def selects(self, queryset: QuerySet, cursor: Cursor | None, limit: int) -> list[Sql]:
        """The SELECT of up to `limit` pairs (pk, rank in millionths) from the cursor on, of rows that all match."""
        rows = queryset.values_list("pk", self.column).order_by(f"-{self.newest}", "-pk")[:RELEVANCE_SCOPE]
        newest, params = rows.query.get_compiler(connection=connection).as_sql()
        ranked = f"SELECT pk, {self.rank} AS rank FROM ({newest}) AS newest (pk, words)"
        page, rest = self.page(cursor, limit)
        return [(f"WITH ranked AS ({ranked}) {page}", (Given(self.parameter), *params, *rest))]

    @property
    def rank(self) -> str:
        """SQL of the rank of `words`; its parameter is the query."""
        return "floor(ts_rank(words, %s::tsquery) * 1000000)::int"

    def page(self, cursor: Cursor | None, limit: int) -> Sql:
        """SELECT of up to `limit` pairs (pk, rank) of `ranked` from the cursor on, in the order of reading."""
        params: tuple[Any, ...] = ()
        beyond = "rank IS NOT NULL"
        if cursor:
            operator = ("<" if self._downwards(cursor) else ">") + ("=" if cursor.inclusive else "")
            beyond = f"(rank, pk) {operator} (%s::int, %s::uuid)"
            params = (cursor.key, cursor.pk)
        return (
            f"SELECT pk, rank FROM ranked WHERE {beyond} ORDER BY {self.order(cursor)} LIMIT {limit:d}",
            params,
        )

    def order(self, cursor: Cursor | None, table: str = "") -> str:
        direction = "DESC" if self._downwards(cursor) else "ASC"
        return f"{table}rank {direction}, {table}pk {direction}"

    def _downwards(self, cursor: Cursor | None) -> bool:
        return self.descending ^ bool(cursor and cursor.backwards)


def cast_of(field: Any) -> str:
    """The SQL type of a column, without the length of a text."""
    if isinstance(field, models.CharField):
        return "text"
    found = field.rel_db_type(connection)
    assert found
    return found


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
