"""Pages of lists: the keys of a page in their order, by one prepared statement, and the JSON of its rows.

Two requests have the same *form* when they differ only in values: the same filters are given, the same ordering, fields
and kind of cursor. The ORM writes the SQL of a form once; a request puts its values in. The database finds the keys by
index (`pagination`), and the rows are shown for them (`representation`), as JSON texts that are joined without being read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import OuterRef, Subquery, Value
from django.utils.functional import cached_property

from .cursors import Cursor
from .filters import Rows, StrictFilterSet, TextSearch, published
from .findings import Findings
from .representation import Compiled, compiled
from .sql import Given, Sql, Verbatim, filled

COUNT_CAP = 100_000
KEY, PK = Given("cursor: key"), Given("cursor: pk")  # no parameter is called so


@dataclass(frozen=True)
class Page:
    """The JSON texts of a page in order, and where the neighbours begin (None: there is none)."""

    texts: list[str]
    next: Cursor | None
    previous: Cursor | None


@dataclass(frozen=True)
class Form:
    """All that the SQL of a page depends on. `filters` are names with `Filter.form`, `cursor` is `Cursor.form`."""

    queryset: Any
    filterset: type[StrictFilterSet]
    filters: tuple[tuple[str, Any], ...]
    ordering: Any
    cursor: tuple[bool, bool, bool] | None
    size: int
    shape: type
    fields: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    seen: frozenset[type[models.Model]] = frozenset()
    rows: Rows = published


class Question:
    """A form of question, compiled. Kept for the 512 forms asked for last."""

    def __init__(self, form: Form):
        self.form = form
        cursor = None
        if form.cursor:
            keyless, backwards, inclusive = form.cursor
            cursor = Cursor(form.ordering.name, None if keyless else KEY, PK, backwards, inclusive)
        given = [form.filterset.base_filters[name] for name, _ in form.filters]
        heading = self._heading()
        if heading:
            selects = self._filed(heading, cursor)
        else:
            rows = form.filterset.narrow(form.queryset.all(), form.filters, form.rows)
            selects = form.ordering.selects(rows, cursor, form.size + 1)
        # The planner has to see words and bounds, unless the rows are read in the order of an index anyway.
        self.planned_each_time = not heading and any(
            item.is_range and item.field_name != form.ordering.path for item in given
        )
        self.statements = [
            (f"SELECT pk::text, key::text FROM ({sql}) AS keys (pk, key)", params) for sql, params in selects
        ]

    def _heading(self) -> str | None:
        """The filter whose heading the rows are filed under in this ordering, if there is one."""
        form, filters = self.form, self.form.filterset.base_filters
        given = [name for name, _ in form.filters]
        if (
            form.seen
            or not form.filterset.files
            or any(isinstance(filters[name], TextSearch) for name in given)
        ):
            return None
        columns = {field.name for field in form.filterset.files[0]._meta.fields}
        if form.ordering.path not in columns:
            return None
        return next((name for name, item in filters.items() if item.heading and name in given), None)

    def _filed(self, heading: str, cursor: Cursor | None) -> list[Sql]:
        """SELECTs as those of the ordering, that read the rows where they are filed: under each of the values."""
        form = self.form
        files: Any = form.filterset.files
        model, row = files
        item = form.filterset.base_filters[heading]
        scope = [name for name, _ in form.filters if form.filterset.base_filters[name].scope == item.scope]
        implied = item.scope is None or scope == [heading]
        others = [pair for pair in form.filters if not (implied and pair[0] == heading)]
        filed = model._default_manager.filter(
            **{item.heading: Verbatim("heading.id", model._meta.get_field(item.heading).target_field)}
        )
        if others:
            # A subquery rather than EXISTS, which the planner would join: it thinks that few fit, and would sort them all.
            fitting = form.filterset.narrow(form.queryset.filter(pk=OuterRef(f"{row}_id")), others)
            fits = fitting.order_by().annotate(fits=Value(True)).values("fits")[:1]
            filed = filed.filter(Subquery(fits, output_field=models.BooleanField()))
        ordering = replace(form.ordering, pk_path=f"{row}_id")
        direction = "DESC" if ordering.descending ^ bool(cursor and cursor.backwards) else "ASC"
        several = dict(form.filters)[heading]
        values = f"%s::{item.cast}[]" if several else f"ARRAY[%s::{item.cast}]"
        return [
            (
                f"SELECT DISTINCT filed.pk, filed.key FROM unnest({values}) AS heading (id), "
                f"LATERAL ({sql}) AS filed (pk, key) "
                f"ORDER BY filed.key {direction}, filed.pk {direction} LIMIT {form.size + 1:d}",
                (Given(heading), *params),
            )
            for sql, params in ordering.selects(filed, cursor, form.size + 1)
        ]

    def page(
        self, values: Mapping[str, Any], cursor: Cursor | None, base: str, mark: str | None = None
    ) -> Page:
        """The page for these values, bound as `StrictFilterSet.bound` does; its rows as of the mark or later.

        Without a mark they are built anew and not kept, as for a stream of all rows, which would drive out the others.
        """
        if cursor:
            values = {**values, KEY.name: cursor.key, PK.name: cursor.pk}
        size = self.form.size
        found: list[tuple] = []
        for sql, params in self.statements:
            found += self._rows(sql, filled(params, values, base))
            if len(found) > size:
                break
        keys = [pk for pk, _ in found[:size]]
        if mark is None:
            texts = self.shown.texts(keys, base)
        else:
            texts = [text for _, text in self.shown.ready(keys, base, mark)]
        return page_of(self.form.ordering, found[:size], texts, len(found) > size, cursor)

    def _rows(self, sql: str, params: list[Any]) -> list[tuple]:
        with connection.cursor() as cursor:
            if not self.planned_each_time:
                cursor.execute(sql, params)
                return cursor.fetchall()
            raw: Any = connection.connection
            threshold, raw.prepare_threshold = raw.prepare_threshold, None
            try:
                cursor.execute(sql, params)
            finally:
                raw.prepare_threshold = threshold
            return cursor.fetchall()

    @cached_property
    def shown(self) -> Compiled:
        form, model = self.form, self.form.queryset.model
        return compiled(
            form.shape, model, fields=form.fields, hidden=form.hidden, expand=form.expand, seen=form.seen
        )

    @cached_property
    def _counting(self) -> Sql:
        form = self.form
        rows = form.filterset.narrow(form.queryset.order_by(), form.filters, form.rows)
        sql, params = rows.values("pk")[: COUNT_CAP + 1].query.get_compiler(connection=connection).as_sql()
        return f"SELECT count(*) FROM ({sql}) AS rows", params

    def counted(self, values: Mapping[str, Any], found: Findings) -> tuple[int, bool]:
        """How many rows there are, counted up to 100,000, and whether that is exact: once for all pages of a list."""
        sql, params = self._counting
        sent = filled(params, values, "")
        number = found.answer((sql, *sent), lambda: self._rows(sql, sent)[0][0])
        return min(number, COUNT_CAP), number <= COUNT_CAP


compiled_question = lru_cache(maxsize=512)(Question)


def page_of(ordering: Any, keys: list[tuple], texts: list[str], more: bool, cursor: Cursor | None) -> Page:
    """The page of rows with these keys (pk, sort key) in the order of reading, that goes on if there are `more`."""
    if not keys:
        return _empty(cursor)
    backwards = bool(cursor and cursor.backwards)
    if backwards:
        keys, texts = keys[::-1], texts[::-1]
    has_previous = more if backwards else cursor is not None
    return Page(
        texts=texts,
        next=_at(ordering, keys[-1]) if more or backwards else None,
        previous=_at(ordering, keys[0], backwards=True) if has_previous else None,
    )


def _at(ordering: Any, row: tuple, *, backwards: bool = False) -> Cursor:
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
