"""The best of what a search finds, of the newest matches alone: a word that is in every row costs no more than others.

Words that few enough rows have are looked up by their index, and the newest of these rows are ranked. For commoner ones
the newest rows of all are read until enough of them match. What other filters ask of the row's own columns is asked on
the way; what they ask of other tables is dearer, and asked of fewer. The answer tells how many matches were ranked where
there may be more.
"""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Value

from .cursors import Cursor
from .filtersets import StrictFilterSet
from .pagination import RELEVANCE_SCOPE, Relevance
from .sql import Apart, Given, Sql, Verbatim
from .walking import FITS, Forms, compiled_sql

LOOKED_UP = 20_000  # rows with the words, which are found by their index
READ = 60_000  # rows, the newest, that are read for commoner words
LOOKED_AT = 4_000  # matches, the newest, for which other tables are asked


@dataclass(frozen=True)
class Ranking:
    """How the matches of a question are found and ranked within these bounds."""

    queryset: QuerySet
    filterset: type[StrictFilterSet]
    forms: tuple[tuple[str, object], ...]
    ordering: Relevance

    def looked_up(self, cursor: Cursor | None, limit: int) -> list[Sql]:
        """SELECT of a page (`_page`), where at most `LOOKED_UP` rows have the words. The limit keeps their search apart."""
        words = [form for form in self.forms if form[0] == self.ordering.parameter]
        rows = self.filterset.narrow(self.queryset, words).order_by()
        sql, params = self._found(rows, [form for form in self._own if form not in words], LOOKED_UP)
        newest = f"SELECT * FROM {sql} WHERE told ORDER BY newest DESC, pk DESC LIMIT {self._most}"
        return [self._page((newest, params), ("SELECT false", ()), cursor, limit)]

    def read(self, cursor: Cursor | None, limit: int) -> list[Sql]:
        """SELECT of a page (`_page`), where the newest rows are read in their order."""
        rows = self.queryset.order_by(f"-{self.ordering.newest}", "-pk")
        sql, params = self._found(rows, self._own, READ)
        newest = f"SELECT * FROM {sql} WHERE told LIMIT {self._most}"
        more = compiled_sql(rows.annotate(more=Value(True, FITS)).values("more")[READ : READ + 1])
        return [self._page((newest, params), more, cursor, limit)]

    @property
    def _own(self) -> list[tuple[str, object]]:
        """The filters that the row's own columns answer."""
        filters = self.filterset.base_filters
        return [form for form in self.forms if filters[form[0]].is_own]

    @property
    def _elsewhere(self) -> list[tuple[str, object]]:
        return [form for form in self.forms if form not in self._own]

    @property
    def _most(self) -> int:
        return LOOKED_AT if self._elsewhere else RELEVANCE_SCOPE

    def _found(self, rows: QuerySet, own: Forms, most: int) -> Sql:
        """Subquery (pk, words, newest, told) of up to so many rows; `told`: whether they satisfy these filters."""
        told = self.filterset.told_by_itself(own, self._elsewhere)
        columns = {"words": F(self.ordering.column), "newest": F(self.ordering.newest)}
        rows = rows.annotate(**columns, told=Apart(told) if told else Value(True, FITS))
        sql, params = compiled_sql(rows.values_list("pk", *columns, "told")[:most])
        return f"({sql}) AS found (pk, words, newest, told)", params

    def _page(self, newest: Sql, more: Sql, cursor: Cursor | None, limit: int) -> Sql:
        """SELECT of (pk, rank, fits, last, scope): up to `limit` rows from the cursor on, or one that does not fit.

        `scope` is how many matches were ranked where looking for them stopped, else the most that are. `more` selects
        whether there are rows that were not read; it is asked where there are not enough matches.
        """
        asked, given = "", ()
        if self._elsewhere:
            rows = self.queryset.filter(pk=Verbatim("newest.pk", self.queryset.model._meta.pk))
            fitting = self.filterset.narrow(rows, self._elsewhere).order_by()
            sql, given = compiled_sql(fitting.annotate(fits=Value(True, FITS)).values("fits")[:1])
            asked = f" AND ({sql})"
        page, params = self.ordering.page(cursor, limit)
        sql = (
            f"WITH ranked AS MATERIALIZED (SELECT pk, CASE WHEN told{asked} THEN {self.ordering.rank} END AS rank "
            f"FROM ({newest[0]}) AS newest), "
            f"looked (scope) AS (SELECT CASE WHEN count(*) = {self._most} OR ({more[0]}) "
            f"THEN count(rank) ELSE {RELEVANCE_SCOPE} END FROM ranked) "
            f"SELECT pk::text, rank::text, pk IS NOT NULL, false, scope FROM looked LEFT JOIN ({page}) AS page ON true "
            f"ORDER BY {self.ordering.order(cursor, 'page.')}"
        )
        return sql, (*given, Given(self.ordering.parameter), *newest[1], *more[1], *params)
