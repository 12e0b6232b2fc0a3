"""Reading a list in its order, no further than a bound: the ways to the rows of a question, as SQL.

There are two. A filter that few rows fit is followed to all of them, by its own index, and they are sorted (`followed`).
Otherwise the list is read as an index has it, from the cursor on, and what does not fit is passed over (`Walk`): at most
`READ` rows for a page, of several headings a share of them under each. Rows that have no key are another segment, of
which as many may be read. Where that was not enough for a full page, the page is short, and the next one goes on from there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from .cursors import Cursor
from .filters import VERY_MANY, TextSearch
from .filtersets import StrictFilterSet
from .sql import AnyOf, Apart, Given, Sql, Verbatim

READ = 4_000  # rows that are read for one page
FEW = 4_000  # rows that fit a filter which is followed to all of them
FITS = BooleanField()
Forms = Iterable[tuple[str, Any]]


def compiled_sql(rows: QuerySet) -> Sql:
    return rows.query.get_compiler(connection=connection).as_sql()


def united(ways: Iterable[QuerySet], limit: int = 0) -> Sql:
    """SELECT of what any of these selects; of each up to `limit`."""
    parts = [compiled_sql(rows[:limit] if limit else rows) for rows in ways]
    return " UNION ALL ".join(f"({sql})" for sql, _ in parts), tuple(p for _, params in parts for p in params)


def followed(filterset: type[StrictFilterSet], queryset: QuerySet, forms: Forms, rarest: str) -> QuerySet:
    """The rows of a question, found by way of one of its filters."""
    forms = list(forms)
    column, ways = filterset.seeking(queryset, rarest, dict(forms)[rarest])
    sql, params = united(ways)
    keys = Verbatim(f"ARRAY({sql})", queryset.model._meta.pk, params)
    rest = [each for each in forms if each[0] != rarest] if filterset.is_settled(rarest, forms) else forms
    return filterset.narrow(queryset.filter(AnyOf(F(column), keys)), rest)


def under(rows: QuerySet, column: str) -> QuerySet:
    """The rows with the heading that the SQL around them goes through."""
    field = rows.model._meta.get_field(column)
    return rows.filter(**{column: Verbatim("heading.id", getattr(field, "target_field", field))})


@dataclass(frozen=True)
class Walk:
    """How the rows of a question are read in order: under a heading, where one of the filters has an index for that."""

    queryset: QuerySet
    filterset: type[StrictFilterSet]
    forms: tuple[tuple[str, Any], ...]
    ordering: Any

    @cached_property
    def heading(self) -> tuple[str, QuerySet, str] | None:
        """The filter that rows are read by, where, and the way from there to the listed row."""
        filters, path = self.filterset.base_filters, self.ordering.path
        for name, form in self.forms:
            item = filters[name]
            if form == VERY_MANY:
                continue
            if item.heading and self.filterset.files:
                model, row = self.filterset.files
                if path in {field.name for field in model._meta.fields}:
                    return name, under(model._default_manager.all(), item.heading), f"{row}_id"
            if item.column and not item.scope and item.cast and self._is_indexed(item.column):
                return name, under(self.queryset, item.column), "pk"
        return None

    def _is_indexed(self, column: str) -> bool:
        wanted = [column, self.ordering.path, "id"]
        return any(index.fields == wanted for index in self.queryset.model._meta.indexes)

    @cached_property
    def others(self) -> list[tuple[str, Any]]:
        """The filters that each row has to be looked at for."""
        if self.heading is None:
            return [pair for pair in self.forms if not self._is_bound(pair[0])]
        heading, filters = self.heading[0], self.filterset.base_filters
        scope = filters[heading].scope
        together = [name for name, _ in self.forms if filters[name].scope == scope]
        implied = scope is None or together == [heading]
        return [
            pair
            for pair in self.forms
            if not (implied and pair[0] == heading)
            and not (self.heading[2] == "pk" and self._is_bound(pair[0]))
        ]

    @property
    def is_told_by_an_index(self) -> bool:
        """Whether there is one filter alone, on a column that begins an index: which rows fit needs no look at them.

        Of words an index tells no more than which rows may fit.
        """
        items = [self.filterset.base_filters[name] for name, _ in self.forms]
        indexes = self.queryset.model._meta.indexes
        return (
            len(items) == 1
            and not (items[0].scope or isinstance(items[0], TextSearch))
            and any(index.fields[:1] == [items[0].column] for index in indexes)
        )

    def _is_bound(self, name: str) -> bool:
        item = self.filterset.base_filters[name]
        return not item.scope and item.column == self.ordering.path

    def selects(self, cursor: Cursor | None, limit: int, read: int) -> list[Sql]:
        """SELECTs of (pk, key, fits, last) in order: up to `limit` rows that fit, and the last of those that may be read.

        Each is the next segment of the ordering.
        """
        read = max(limit, read // self.headings) if self.others else limit
        ordering = replace(self.ordering, pk_path=self.heading[2]) if self.heading else self.ordering
        segments = ordering.segments(self._rows(), cursor)
        direction = "DESC" if ordering.descending ^ bool(cursor and cursor.backwards) else "ASC"
        statements = []
        for rows in segments:
            columns = ("key", "pk")[-len(rows.query.order_by) :]  # the last segment has no keys
            order = "ORDER BY " + ", ".join(f"{column} {direction}" for column in columns)
            read_in_order = rows.values_list(ordering.pk_path, ordering.path, "fits")[:read]
            statements.append(self._placed(compiled_sql(read_in_order), read, order, limit))
        return statements

    def _rows(self) -> QuerySet:
        """What is read, in no order yet, annotated with whether it `fits`."""
        rows, pk = (self.heading[1], self.heading[2]) if self.heading else (self.queryset, "pk")
        if pk == "pk":
            rows = rows.filter(self.filterset.bounds(self.ordering.path, self.forms))
        return rows.order_by().annotate(fits=self._fits(pk))

    def _fits(self, pk: str) -> Any:
        """Whether a row that is read satisfies the other filters; NULL if it does not.

        It is asked in a subquery for each row that is read, rather than by EXISTS or a join, for which the planner may read
        whole tables. What the row tells by itself comes first, where it is the listed row.
        """
        rest, told = self.others, Q()
        if pk == "pk":
            elsewhere = {each: self.filterset.looks_elsewhere(self.queryset, each) for each in rest}
            rest = [each for each in rest if elsewhere[each]]
            told = self.filterset.told_by_itself([each for each in elsewhere if not elsewhere[each]], rest)
        fits: Any = Value(True, FITS)
        if rest:
            fitting = self.filterset.narrow(self.queryset.filter(pk=OuterRef(pk)), rest).order_by()
            fits = Subquery(fitting.annotate(fits=fits).values("fits")[:1], output_field=FITS)
        return Case(When(Apart(told), then=fits)) if told else fits

    def _placed(self, rows: Sql, read: int, order: str, limit: int) -> Sql:
        """The first of the rows that fit, and the last that may be read. Reading stops where there are enough of them:

        for that the planner has to be told at every level in which order the rows come, or it would sort them all.
        """
        sql, params = rows
        placed = (
            f"SELECT pk, key, fits, place = {read:d} AS last FROM (SELECT *, row_number() OVER ({order}) AS place "
            f"FROM ({sql}) AS read (pk, key, fits)) AS placed WHERE fits OR place = {read:d} {order} LIMIT {limit:d}"
        )
        if self.heading:
            values, given = self._headings
            placed = (
                f"SELECT pk, key, bool_or(fits) AS fits, bool_or(last) AS last "
                f"FROM {values}, LATERAL ({placed}) AS found GROUP BY pk, key {order} LIMIT {limit:d}"
            )
            params = (given, *params)
        return f"SELECT pk::text, key::text, fits, last FROM ({placed}) AS found", params

    @property
    def headings(self) -> int:
        """Under how many headings rows are read, at most; where there are several, one row may stand more than once."""
        return dict(self.forms)[self.heading[0]] if self.heading else 1

    @property
    def _headings(self) -> tuple[str, Given]:
        """SQL of the headings as rows, and its parameter."""
        assert self.heading
        name = self.heading[0]
        cast = self.filterset.base_filters[name].cast
        values = f"%s::{cast}[]" if self.headings > 1 else f"ARRAY[%s::{cast}]"
        return f"unnest({values}) AS heading (id)", Given(name)

    def counting(self, most: int, read: int) -> Sql:
        """SELECT of how many rows fit, and whether more than `read` would have to be looked at to know.

        Rows that need no look are counted up to one more than `most`; those under several headings are so many together,
        and the same row may be among them twice.
        """
        rows, pk = self._rows(), self.heading[2] if self.heading else "pk"
        read = read // self.headings if self.others else most + 1
        if self.others:
            rows = rows.order_by(self.ordering.path or f"-{self.ordering.newest}", pk)
        sql, params = compiled_sql(rows.values_list(pk, "fits")[:read])
        counted = f"SELECT *, row_number() OVER () AS place FROM ({sql}) AS read (pk, fits)"
        what, stopped = "*", f"coalesce(max(place) = {read:d}, false)" if self.others else "false"
        if self.heading:
            values, given = self._headings
            counted, params = f"SELECT found.* FROM {values}, LATERAL ({counted}) AS found", (given, *params)
        if self.headings > 1:
            what = "DISTINCT pk"
            if not self.others:
                counted, stopped = f"{counted} LIMIT {read:d}", f"count(*) = {read:d}"
        return f"SELECT count({what}) FILTER (WHERE fits), {stopped} FROM ({counted}) AS counted", params
