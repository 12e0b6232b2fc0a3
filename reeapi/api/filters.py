"""What may be asked of a list: the types of filter, and the set that applies them.

A filter is declared in the words of the domain and says which row it speaks about::

    class ClaimFilterSet(StrictFilterSet):
        scopes = {"statement": lambda: Statement.objects.published().filter(claim=OuterRef("pk"))}
        speaker = SlugFilter(Speaker, "speaker", scope="statement", help_text="…", example="vladimir-putin")

All filters with the same scope hold of one and the same row: they become one ``EXISTS`` over that published set. A
filter without a scope speaks about the listed row itself, and must not cross a to-many relation.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID as UUIDValue

import django_filters
from django.db import connection
from django.db.models import Exists, F, Model, Q, QuerySet, Value

from .errors import Refused, invalid_parameters
from .parameters import SLUG, UUID, Parameter, chosen, parse_date, parse_timestamp, quoted, split
from .sql import Matches

LONGEST_SEARCH = 500  # characters


class Filter(Parameter):
    """A parameter that selects rows: by equality with the column `field_name`, or by `condition(value) -> Q`."""

    def __init__(
        self,
        field_name: str | None = None,
        *,
        scope: str | None = None,
        condition: Callable[[Any], Q] | None = None,
        **options: Any,
    ):
        super().__init__(field_name, **options)
        self.scope, self.own_condition = scope, condition

    def condition(self, value: Any) -> Q:
        if self.own_condition:
            return self.own_condition(value)
        if not self.many:
            return Q(**{self.field_name: value})
        return Q(**{self.field_name: value[0]}) if len(value) == 1 else Q(**{f"{self.field_name}__in": value})


class TextFilter(Filter):
    """Equality with a text, letter by letter, such as a URL."""

    longest = 2_000

    def parse(self, text: str) -> str:
        if len(text) > self.longest:
            raise Refused(f"The value is longer than {self.longest} characters.")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class BooleanFilter(Filter):
    """``true`` or ``false``; `default`, if any, applies where the parameter is not given."""

    def __init__(self, field_name: str | None = None, *, default: bool | None = None, **options: Any):
        super().__init__(field_name, **options)
        self.default = default

    def parse(self, text: str) -> bool:
        return chosen(text, ["true", "false"]) == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"} | ({} if self.default is None else {"default": self.default})


class ListFilter(Filter):
    """Any of the comma-separated values; `item` reads one of them, `item_schema` describes it."""

    many = True

    def parse(self, text: str) -> list[Any]:
        return [self.item(value) for value in split(text)]

    def item(self, text: str) -> Any:
        return text

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string"}

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item_schema(), "minItems": 1, "maxItems": 100}


class ChoiceFilter(ListFilter):
    """Any of the given words. `choices`: a ``TextChoices`` class, pairs, or plain words."""

    def __init__(self, choices: Any, field_name: str | None = None, **options: Any):
        super().__init__(field_name, **options)
        pairs = getattr(choices, "choices", choices)
        self.choices = [pair if isinstance(pair, str) else str(pair[0]) for pair in pairs]

    def item(self, text: str) -> str:
        return chosen(text, self.choices)

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": self.choices}


class PatternFilter(ListFilter):
    """Any of the given words of a form that can be checked, such as language tags or Wikidata ids."""

    def __init__(self, pattern: str, field_name: str | None = None, **options: Any):
        super().__init__(field_name, **options)
        self.pattern = re.compile(pattern, re.ASCII)

    def item(self, text: str) -> str:
        if self.pattern.fullmatch(text):
            return text
        raise Refused(f"{quoted(text)} is not written like {self.example}.")

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern.pattern}$"}


class ReferenceFilter(ListFilter):
    """Any of the named objects of `model`; `widen(keys) -> keys` adds others, such as narrower topics."""

    def __init__(
        self,
        model: type[Model] | None,
        field_name: str | None = None,
        *,
        widen: Callable[[list], list] | None = None,
        **options: Any,
    ):
        super().__init__(field_name, **options)
        self.target: Any = model
        self.widen = widen


class SlugFilter(ReferenceFilter):
    """Slugs, resolved to primary keys before the page is looked for; former slugs and merged rows resolve.

    Needs ``model.objects.resolve_slugs(slugs) -> ({slug: pk}, {unknown slugs})``, which starts from what is public,
    and ``model.objects.suggest(text) -> [slug]``, which knows public names.
    """

    def item(self, text: str) -> str:
        if len(text) <= 200 and SLUG.fullmatch(text):
            return text
        raise Refused(f"{quoted(text)} is not a slug, such as {self.example}.", self.suggestion(text[:200]))

    def suggestion(self, text: str) -> str | None:
        return next(iter(self.target.objects.suggest(text)), None)

    def resolve(self, values: Iterable[str]) -> dict[str, Any]:
        return self.target.objects.resolve_slugs(list(values))[0]

    def replace(self, values: list[str], keys: Mapping[str, Any]) -> list[Any]:
        for slug in values:
            if slug not in keys:
                suggestion = self.suggestion(slug)
                hint = f" Did you mean {suggestion}?" if suggestion else ""
                raise Refused(f"Nothing public has the slug {quoted(slug)}.{hint}", suggestion)
        return list(dict.fromkeys(keys[slug] for slug in values))

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{SLUG.pattern}$"}


class IdFilter(ReferenceFilter):
    """UUIDs. With a model whose rows can be merged, ``model.objects.resolve_ids(ids)`` gives those they live on under."""

    def __init__(self, field_name: str | None = None, *, model: type[Model] | None = None, **options: Any):
        super().__init__(model, field_name, **options)

    def item(self, text: str) -> UUIDValue:
        if UUID.fullmatch(text.lower()):
            return UUIDValue(text)
        raise Refused(f"{quoted(text)} is not a UUID, such as {self.example}.")

    def resolve(self, values: Iterable[str]) -> dict[str, Any]:
        wanted = list(values)
        return dict(zip(wanted, self.target.objects.resolve_ids(wanted), strict=True))

    def replace(self, values: list[Any], keys: Mapping[Any, Any]) -> list[Any]:
        return list(dict.fromkeys(keys.get(value, value) for value in values))

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


class BoundFilter(Filter):
    """A bound that is itself included: `bound` is ``after`` or ``before``. An absent value never matches.

    Where a date is an interval, `field_name` is its end for ``after`` and its beginning for ``before``.
    """

    def __init__(self, field_name: str | None = None, *, bound: str, **options: Any):
        super().__init__(field_name, **options)
        self.lookup = {"after": "gte", "before": "lte"}[bound]

    def condition(self, value: Any) -> Q:
        return (
            self.own_condition(value)
            if self.own_condition
            else Q(**{f"{self.field_name}__{self.lookup}": value})
        )


class DateFilter(BoundFilter):
    """A day as a bound."""

    def parse(self, text: str) -> Any:
        return parse_date(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class TimestampFilter(BoundFilter):
    """A moment as a bound."""

    def parse(self, text: str) -> Any:
        return parse_timestamp(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class TextSearch(Filter):
    """Words in a ``tsvector`` column. The SQL function ``ree_search_query(text)`` reads the words as a ``tsquery``."""

    def parse(self, text: str) -> str:
        if len(text) > LONGEST_SEARCH:
            raise Refused(f"The value is longer than {LONGEST_SEARCH} characters.")
        return text

    def tsquery(self, text: str) -> str:
        """The query in the text form that PostgreSQL reads back."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT ree_search_query(%s::text)::text", [text])
            query = cursor.fetchone()[0]
        if not query:
            raise Refused("There is no word in it that can be searched for.")
        return query

    def condition(self, value: str) -> Q:
        return (
            self.own_condition(value) if self.own_condition else Q(Matches(F(self.field_name), Value(value)))
        )

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_SEARCH}


class StrictFilterSet(django_filters.FilterSet):
    """The filters of one list. Nothing is built per request but the conditions of the parameters given.

    `scopes`: name → callable that gives the published rows of another table that belong to ``OuterRef("pk")``.
    """

    scopes: dict[str, Callable[[], QuerySet]] = {}

    @classmethod
    def narrow(cls, queryset: QuerySet, given: Mapping[str, Any]) -> tuple[QuerySet, dict[str, Any]]:
        """The rows that the parameters select, and the values of the filters with names resolved to keys."""
        return cls.selected(queryset, given)[:2]

    @classmethod
    def selected(
        cls, queryset: QuerySet, given: Mapping[str, Any]
    ) -> tuple[QuerySet, dict[str, Any], dict[str | None, Q]]:
        """As `narrow`, and what is asked of one row of each scope."""
        filters = cls.base_filters
        values = {name: given[name] for name in given if name in filters}
        defaults = {name: item.default for name, item in filters.items() if item.default is not None}
        values = cls._resolved(defaults | values)
        scoped: dict[str | None, Q] = defaultdict(Q)
        for name, value in values.items():
            scoped[filters[name].scope] &= filters[name].condition(value)
        for scope, condition in scoped.items():
            queryset = queryset.filter(Exists(cls.scopes[scope]().filter(condition)) if scope else condition)
        return queryset, values, scoped

    @classmethod
    def _resolved(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Names become keys, one query for each table, so that the page query needs no join to find them."""
        keys, errors = cls._keys(values), []
        for name, value in values.items():
            item = cls.base_filters[name]
            try:
                if isinstance(item, TextSearch):
                    values[name] = item.tsquery(value)
                elif isinstance(item, ReferenceFilter):
                    found = item.replace(value, keys[type(item), item.target])
                    values[name] = item.widen(found) if item.widen else found
            except Refused as refused:
                errors.append(refused.about(name))
        if errors:
            raise invalid_parameters(errors)
        return values

    @classmethod
    def _keys(cls, values: Mapping[str, Any]) -> dict[tuple, Mapping[str, Any]]:
        asked: dict[tuple, dict[str, None]] = defaultdict(dict)
        resolvers: dict[tuple, ReferenceFilter] = {}
        for name, value in values.items():
            item = cls.base_filters[name]
            if isinstance(item, ReferenceFilter):
                asked[type(item), item.target] |= dict.fromkeys(value)
                resolvers[type(item), item.target] = item
        return {
            kind: resolvers[kind].resolve(wanted) if kind[1] is not None else {}
            for kind, wanted in asked.items()
        }
