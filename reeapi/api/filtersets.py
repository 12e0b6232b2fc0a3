"""The filters of one list, as a set: values to keys, and conditions to SQL.

A filter is declared in the words of the domain and says which row it speaks about::

    class ClaimFilterSet(StrictFilterSet):
        scopes = {"statement": Scope(Statement, "claim")}
        speaker = SlugFilter(Speaker, "speaker", scope="statement", help_text="…", example="vladimir-putin")

All filters with the same scope hold of one and the same row: they become one ``EXISTS`` over that set. A
filter without a scope speaks about the listed row itself, and must not cross a to-many relation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import and_
from typing import Any

import django_filters
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from .errors import Refused, invalid_parameters
from .filters import Filter, ReferenceFilter, Rows, TextSearch, published
from .findings import Findings
from .sql import Given, filled


@dataclass(frozen=True)
class Scope:
    """The rows of another table of which `always` is true, which belong to the listed row by their relation `of`."""

    model: type[Model]
    of: str
    always: Q = field(default_factory=Q)

    def __call__(self, rows: Rows) -> QuerySet:
        """Those of one listed row, in a subquery."""
        return rows(self.model).filter(self.always, **{self.of: OuterRef("pk")})


class StrictFilterSet(django_filters.FilterSet):
    """The filters of one list. What they need to know of the database, and their SQL, is worked out once and kept.

    `scopes`: name → the rows of another table that filters with this scope speak of.
    `files`: a model that files the listed rows under headings (a column each) with the columns that they are sorted by,
    and its foreign key to the listed row: the rows under one heading are read there in their order.
    `owner`: a relation to a row that has few of the listed rows, so that filters on its columns are answered by way of it.
    """

    scopes: dict[str, Scope] = {}
    files: tuple[type[Model], str] | None = None
    owner: str | None = None

    @classmethod
    def values(
        cls, given: Mapping[str, Any], found: Findings, seen: frozenset[type[Model]] = frozenset()
    ) -> dict[str, Any]:
        """The values of the filters that apply, with names resolved to keys, as far as `found` does not know them.

        `seen` are the models whose drafts may be named.
        """
        filters = cls.base_filters
        values = {name: item.default for name, item in filters.items() if item.default is not None}
        values |= {name: given[name] for name in given if name in filters}
        keys, errors = cls._keys(values, found, seen), []
        for name, value in values.items():
            item = filters[name]
            try:
                if isinstance(item, TextSearch):
                    values[name] = found.answer(("words", value), partial(item.tsquery, value))
                elif isinstance(item, ReferenceFilter):
                    own = item.replace(value, keys[type(item), item.target])
                    values[name] = (
                        found.answer((item.widen, tuple(own)), partial(item.widen, own))
                        if item.widen
                        else own
                    )
            except Refused as refused:
                errors.append(refused.about(name))
        if errors:
            raise invalid_parameters(errors)
        return values

    @classmethod
    def _keys(
        cls, values: Mapping[str, Any], found: Findings, seen: frozenset[type[Model]]
    ) -> dict[tuple, Mapping[Any, Any]]:
        """What names stand for, by one query for each table, so that the page query needs no join to find them."""
        asked: dict[tuple, dict[Any, None]] = defaultdict(dict)
        resolvers: dict[tuple, ReferenceFilter] = {}
        for name, value in values.items():
            item = cls.base_filters[name]
            if isinstance(item, ReferenceFilter):
                asked[type(item), item.target] |= dict.fromkeys(value)
                resolvers[type(item), item.target] = item
        keys: dict[tuple, Mapping[Any, Any]] = {}
        for kind, wanted in asked.items():
            drafts = kind[1] in seen
            find = partial(resolvers[kind].resolve, wanted, drafts=drafts)
            keys[kind] = found.answer((*kind, drafts, *wanted), find) if kind[1] else {}
        return keys

    @classmethod
    def forms(cls, values: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
        """What the SQL for these values depends on."""
        return tuple((name, cls.base_filters[name].form(value)) for name, value in values.items())

    @classmethod
    def bound(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they are put into the SQL."""
        return {name: cls.base_filters[name].bound(value) for name, value in values.items()}

    @classmethod
    def narrow(cls, queryset: QuerySet, forms: Iterable[tuple[str, Any]], rows: Rows = published) -> QuerySet:
        """The rows that filters of these forms select, with placeholders for the values; `rows` of other tables count."""
        for condition in cls._all(forms, rows):
            queryset = queryset.filter(condition)
        return queryset

    @classmethod
    def looks_elsewhere(cls, queryset: QuerySet, form: tuple[str, Any]) -> bool:
        """Whether the filter reads columns of a row that the listed one only leads to."""
        return len(cls.narrow(queryset, [form]).query.alias_map) > 1

    @classmethod
    def told_by_itself(cls, own: Iterable[tuple[str, Any]], others: Iterable[tuple[str, Any]]) -> Q:
        """All that filters which do not look elsewhere ask of a row, and what the others imply of it."""
        implied = (cls.base_filters[name].implied(cls._operand(name, form)) for name, form in others)
        return reduce(and_, [*(Q(one) for one in cls._all(own)), *implied], Q())

    @classmethod
    def _all(cls, forms: Iterable[tuple[str, Any]], rows: Rows = published) -> Iterator[Any]:
        operands = {name: cls._operand(name, form) for name, form in forms}
        for scope, condition in cls._conditions(operands, rows).items():
            yield Exists(cls.scopes[scope](rows).filter(condition)) if scope else condition

    @classmethod
    def _operand(cls, name: str, form: Any) -> Any:
        return cls.base_filters[name].operand(Given(name), form)

    @classmethod
    def seeking(cls, queryset: QuerySet, name: str, form: Any) -> tuple[str, list[QuerySet]]:
        """(column of the listed row, the values of it that any of these have): by index, all rows that this filter alone selects.

        They may be more than it selects, and each value leads to few rows.
        """
        column, value, rows, item = cls._sought(queryset, name)
        conditions = item.reached(rows.model, cls._operand(name, form))
        return column, [rows.filter(each).values_list(value) for each in conditions]

    @classmethod
    def is_settled(cls, name: str, forms: Iterable[tuple[str, Any]]) -> bool:
        """Whether what `seeking` gives is just what the filter asks, and no other of them speaks of the same row."""
        item = cls.base_filters[name]
        together = [other for other, _ in forms if item.scope and cls.base_filters[other].scope == item.scope]
        return item.is_exact and len(together) <= 1

    @classmethod
    def weighing(cls, queryset: QuerySet, name: str, form: Any, most: int) -> list[QuerySet]:
        """What is counted, up to `most` of each, to know how much work it is to find the rows that this filter alone selects."""
        _, _, rows, item = cls._sought(queryset, name)
        operand = cls._operand(name, form)
        if item.weight:
            return [item.weight(operand).order_by()]
        found = [rows.filter(each) for each in item.reached(rows.model, operand, most)]
        behind = item.behind(rows.model, operand)
        return [*found, behind[1]] if behind else found

    @classmethod
    def _sought(cls, queryset: QuerySet, name: str) -> tuple[str, str, QuerySet, Filter]:
        """(column of the listed row, column of these rows that has its values, the rows, the filter on them)."""
        item = cls.base_filters[name]
        if cls.owner and item.column and item.column.startswith(f"{cls.owner}__") and not item.seek:
            model = queryset.model._meta.get_field(cls.owner).related_model
            own = item.renamed(item.column.removeprefix(f"{cls.owner}__"))
            return cls.owner, "pk", published(model).order_by(), own
        if not item.scope:
            return "pk", "pk", queryset.order_by(), item
        scope = cls.scopes[item.scope]
        rows = published(scope.model).order_by().filter(scope.always, **{f"{scope.of}__isnull": False})
        return "pk", scope.of, rows, item

    @classmethod
    def bounds(cls, path: str, forms: Iterable[tuple[str, Any]]) -> Q:
        """What filters of these forms say of the column at `path` of the listed row."""
        found = Q()
        for name, form in forms:
            found &= cls.base_filters[name].bounds(path, cls._operand(name, form)) or Q()
        return found

    @classmethod
    def conditions(cls, forms: Iterable[tuple[str, Any]], bound: Mapping[str, Any]) -> Mapping[str | None, Q]:
        """What filters of these forms, with these values, ask of one row of each scope."""
        forms = list(forms)
        sent = filled((Given(name) for name, _ in forms), bound, "")
        return cls._conditions(
            {
                name: cls.base_filters[name].operand(value, form)
                for (name, form), value in zip(forms, sent, strict=True)
            }
        )

    @classmethod
    def _conditions(cls, operands: Mapping[str, Any], rows: Rows = published) -> dict[str | None, Q]:
        scoped: dict[str | None, Q] = defaultdict(Q)
        for name, operand in operands.items():
            scoped[cls.base_filters[name].scope] &= cls.base_filters[name].condition_over(rows, operand)
        return scoped
