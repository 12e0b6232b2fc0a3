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
from django.utils.functional import cached_property

from .cursors import Cursor
from .filters import IdFilter, Rows, TextSearch, published
from .filtersets import StrictFilterSet
from .findings import Findings
from .pagination import RELEVANCE_SCOPE, Relevance
from .ranking import LOOKED_UP, Ranking
from .rarity import MANY, Rarity, planned_anew
from .representation import Compiled, compiled
from .sql import Given, Sql, filled
from .walking import FEW, READ, Walk, compiled_sql, followed

COUNT_CAP = 100_000
EXPANDED = 50  # rows of a page that shows lists within its rows
COUNT_READ = 4_000  # rows that are read for a count, where each has to be looked at
KEY, PK = Given("cursor: key"), Given("cursor: pk")  # no parameter is called so


@dataclass(frozen=True)
class Page:
    """The JSON texts of a page in order, and where the neighbours begin (None: there is none).

    `ranked`: sorted by relevance they are the best of so many of the newest matches.
    """

    texts: list[str]
    next: Cursor | None
    previous: Cursor | None
    ranked: int = RELEVANCE_SCOPE


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


@dataclass(frozen=True)
class Keys:
    """The keys of a page as pairs (pk, sort key) in the order of reading, and whether there are more behind them.

    `stop`: the row at which reading stopped before the page was full. `ranked`: of how many matches these are the best.
    """

    found: list[tuple]
    more: bool = False
    stop: tuple | None = None
    ranked: int = RELEVANCE_SCOPE


class Question:
    """A form of question, compiled. Kept for the 512 forms asked for last."""

    def __init__(self, form: Form):
        self.form = form
        self.cursor = None
        if form.cursor:
            keyless, backwards, inclusive = form.cursor
            self.cursor = Cursor(form.ordering.name, None if keyless else KEY, PK, backwards, inclusive)
        rows, filters = form.queryset.all(), form.filterset.base_filters
        self.walk = Walk(rows, form.filterset, form.filters, form.ordering)
        # Rows that are named have few others about them, words may be in few, and what hangs on other rows is dear to look at.
        self.asks_first = any(
            isinstance(filters[name], IdFilter | TextSearch) or filters[name].related
            for name, _ in form.filters
        )
        # Of drafts there are few, and no index has them in order: they are found as the planner thinks best.
        self.is_bounded = not form.seen
        self.statements = (
            self._walking()
            if self.is_bounded
            else self._pairs(form.filterset.narrow(rows, form.filters, form.rows))
        )
        self._ways: dict[str, list[Sql]] = {}

    def _walking(self) -> list[Sql]:
        if isinstance(self.form.ordering, Relevance):
            return self.ranking.read(self.cursor, self.form.size + 1)
        return self.walk.selects(self.cursor, self.form.size + 1, READ)

    def _pairs(self, rows: models.QuerySet) -> list[Sql]:
        return [_all_fit(sql) for sql in self.form.ordering.selects(rows, self.cursor, self.form.size + 1)]

    @cached_property
    def rarity(self) -> Rarity:
        most = LOOKED_UP if isinstance(self.form.ordering, Relevance) else FEW
        return Rarity(self.form.filterset, self.walk.queryset, dict(self.form.filters), words=most)

    @cached_property
    def ranking(self) -> Ranking:
        return Ranking(self.walk.queryset, self.form.filterset, self.form.filters, self.form.ordering)

    @cached_property
    def _looked_up(self) -> list[Sql]:
        """Statements that rank the rows with the words, where their index tells all of them."""
        return self.ranking.looked_up(self.cursor, self.form.size + 1)

    def _followed(self, name: str) -> list[Sql]:
        """Statements that find the rows by way of the filter of that name."""
        if name not in self._ways:
            form = self.form
            self._ways[name] = self._pairs(followed(form.filterset, form.queryset, form.filters, name))
        return self._ways[name]

    def page(
        self,
        values: Mapping[str, Any],
        cursor: Cursor | None,
        base: str,
        found: Findings,
        *,
        keep: bool = True,
    ) -> Page:
        """The page for these values, bound as `StrictFilterSet.bound` does; its rows as of the mark or later.

        Unless they are to be kept they are built anew, as for a stream of all rows, which would drive out the others.
        """
        rows = self.keys(values, cursor, found)
        keys = [pk for pk, _ in rows.found]
        if keep:
            texts = [text for _, text in self.shown.ready(keys, base, found.mark)]
        else:
            texts = self.shown.texts(keys, base)
        page = page_of(self.form.ordering, rows.found, texts, rows.more, cursor, rows.stop)
        return replace(page, ranked=rows.ranked)

    def keys(self, values: Mapping[str, Any], cursor: Cursor | None, found: Findings) -> Keys:
        """The keys of the page: those that are found by reading on in order, or else by way of a filter that few rows fit."""
        if cursor:
            values = {**values, KEY.name: cursor.key, PK.name: cursor.pk}
        if not (self.is_bounded and self.walk.others):
            return self._read(self.statements, values, anew=not self.is_bounded)
        few, name = self.rarity.rarest(values, found, ask=self.asks_first)
        if FEW < few < MANY:  # words that are to be ranked
            return self._read(self._looked_up, values, anew=True)
        if few > FEW:
            read = self._read(self.statements, values)
            if read.stop is None:
                return read
            few, name = self.rarity.rarest(values, found, ask=True)
            if few > FEW:
                return read
        return self._read(self._followed(name), values, anew=True) if few else Keys([])

    def _read(self, statements: list[Sql], values: Mapping[str, Any], *, anew: bool = False) -> Keys:
        keys: list[tuple] = []
        ranked = RELEVANCE_SCOPE
        for sql, params in statements:
            for pk, key, fits, last, *scope in run(sql, filled(params, values, ""), anew=anew):
                ranked = scope[0] if scope else RELEVANCE_SCOPE
                if len(keys) == self.form.size:
                    return Keys(keys, more=True, ranked=ranked)
                if fits:
                    keys.append((pk, key))
                if last:
                    return Keys(keys, stop=(pk, key))
        return Keys(keys, ranked=ranked)

    @cached_property
    def shown(self) -> Compiled:
        form, model = self.form, self.form.queryset.model
        return compiled(
            form.shape, model, fields=form.fields, hidden=form.hidden, expand=form.expand, seen=form.seen
        )

    def counted(self, values: Mapping[str, Any], found: Findings) -> tuple[int, bool]:
        """How many rows there are, counted up to 100,000 or as far as may be read, and whether that is exact.

        It is counted once for all pages of a list.
        """
        few, name = MANY, ""
        words = isinstance(self.form.ordering, Relevance) and len(self.form.filters) == 1
        if self.is_bounded and self.walk.others and not self.walk.is_told_by_an_index:
            few, name = self.rarity.rarest(values, found, ask=True)
        if not few or (few < MANY and words):
            return few, True
        sql, params = self._counting(name if few <= FEW else "")
        sent = filled(params, values, "")
        number, stopped = found.answer((sql, *sent), lambda: run(sql, sent, anew=True)[0])
        return min(number, COUNT_CAP), number <= COUNT_CAP and not stopped

    def _counting(self, rarest: str) -> Sql:
        """SELECT of how many rows there are, and whether counting stopped before the end."""
        form = self.form
        if self.is_bounded and not rarest and not (self.walk.others and self.walk.is_told_by_an_index):
            return self.walk.counting(COUNT_CAP, COUNT_READ)
        rows = form.queryset.order_by()
        if rarest:
            rows = followed(form.filterset, rows, form.filters, rarest)
        else:
            rows = form.filterset.narrow(rows, form.filters, form.rows)
        sql, params = compiled_sql(rows.values("pk")[: COUNT_CAP + 1])
        return f"SELECT count(*), false FROM ({sql}) AS rows", params


def run(sql: str, params: list[Any], *, anew: bool = False) -> list[tuple]:
    """The rows of a statement; `anew` where the best plan depends on the values."""
    if anew:
        return planned_anew(sql, params)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _all_fit(pairs: Sql) -> Sql:
    """A SELECT of (pk, key) in the form of that of a walk."""
    return f"SELECT pk::text, key::text, true, false FROM ({pairs[0]}) AS keys (pk, key)", pairs[1]


compiled_question = lru_cache(maxsize=512)(Question)


def page_of(
    ordering: Any,
    keys: list[tuple],
    texts: list[str],
    more: bool,
    cursor: Cursor | None,
    stop: tuple | None = None,
) -> Page:
    """The page of rows with these keys (pk, sort key) in the order of reading.

    It goes on behind the last of them if there are `more`, and behind `stop` where reading stopped before the page was full.
    """
    backwards = bool(cursor and cursor.backwards)
    end = keys[-1] if more else stop
    onwards = _at(ordering, end, backwards=backwards) if end else None
    if cursor is None:
        back = None
    elif keys:
        back = _at(ordering, keys[0], backwards=not backwards)
    else:  # the way back begins with the very row that led here
        back = replace(cursor, backwards=not backwards, inclusive=True)
    return Page(texts[::-1], back, onwards) if backwards else Page(texts, onwards, back)


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
