"""What may be asked of a list: the types of filter. `filtersets` applies them.

The SQL of a question is written once for its form: which filters are given, and whether with one value or several
(`questions`). A filter with a `cast` therefore gets a placeholder of that SQL type in place of its value; `among` makes
a condition of it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import Any
from uuid import UUID as UUIDValue

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, Model, Q, QuerySet

from .errors import Refused
from .parameters import SLUG, UUID, Parameter, chosen, parse_date, parse_timestamp, quoted, split
from .sql import AnyOf, Matches, Placeholder, YearBefore

LONGEST_SEARCH = 500  # characters
VERY_MANY = 1_000_000
ALIKE = (1, 4, 20, VERY_MANY)  # values: the SQL is the same for up to so many
Rows = Callable[[type[Model]], QuerySet]  # the rows of a table that a question is about


def published(model: Any) -> QuerySet:
    """The rows that anybody may be told of."""
    return model._default_manager.published()


def among(path: str, values: Placeholder) -> Q:
    """Condition: the column at `path` is the value, or one of the values, that the placeholder stands for."""
    return Q(AnyOf(F(path), values)) if values.cast.endswith("[]") else Q(**{path: values})


class Filter(Parameter):
    """A parameter that selects rows: by equality with the column `field_name`, or by `condition(value) -> Q`, or by
    `related(value, rows) -> Q`, where it depends on rows of other tables which of them may be looked at.

    `cast` is the SQL type of the value, which the condition then gets as a placeholder; without it the condition is
    made from the value itself. `heading` names the column of the list's `files` that has the value (`StrictFilterSet`).
    `column` names the one column of the listed row that a condition of its own speaks of; `seek` gives conditions that an
    index answers, one of which holds for every row that the filter selects. `weight` gives rows that are counted in place of
    those, where finding them is the work: each leads to few.
    """

    cast: str | None = None
    is_range = False  # whether the best way through the tables depends on the value
    is_exact = True  # whether what `reached` gives is all that is asked

    def __init__(
        self,
        field_name: str | None = None,
        *,
        scope: str | None = None,
        condition: Callable[[Any], Q] | None = None,
        related: Callable[[Any, Rows], Q] | None = None,
        heading: str | None = None,
        column: str | None = None,
        seek: Callable[[Any], list[Q]] | None = None,
        weight: Callable[[Any], QuerySet] | None = None,
        **options: Any,
    ):
        super().__init__(field_name, **options)
        self.scope, self.related, self.heading = scope, related, heading
        self.own_condition = (lambda value: related(value, published)) if related else condition
        self.column = column or (None if self.own_condition else field_name)
        self.seek, self.weight = seek, weight

    def form(self, value: Any) -> Any:
        """What the SQL of the condition depends on: about how many values there are (one of `ALIKE`), or the value itself."""
        if self.cast is None:
            return tuple(value) if self.many else value
        return next(most for most in ALIKE if len(value) <= most) if self.many else 1

    def operand(self, parameter: Any, form: Any) -> Any:
        """What stands for the value in the condition of a question of that form: the parameter with its type, if any."""
        if self.cast is None:
            return list(form) if self.many else form
        return Placeholder(parameter, f"{self.cast}[]" if form > 1 else self.cast)

    def bound(self, value: Any) -> Any:
        """The value as it is put in the place of its operand."""
        return value[0] if self.many and self.cast and len(value) == 1 else value

    def condition(self, operand: Any) -> Q:
        if self.own_condition:
            return self.own_condition(operand)
        if isinstance(operand, Placeholder):
            return among(self.field_name, operand)
        return Q(**{f"{self.field_name}__in" if self.many else self.field_name: operand})

    @property
    def is_own(self) -> bool:
        """Whether one column of the listed row answers it."""
        return bool(self.column and "__" not in self.column and not self.scope)

    def condition_over(self, rows: Rows, operand: Any) -> Q:
        """The condition, with these rows of other tables."""
        return self.related(operand, rows) if self.related else self.condition(operand)

    def renamed(self, path: str) -> "Filter":
        """The same filter on another path."""
        other = copy(self)
        other.field_name = other.column = path
        return other

    def behind(self, model: type[Model], operand: Any) -> tuple[str, QuerySet] | None:
        """Where its column is one of another table: the relation of `model` to that, and the rows there that it selects."""
        relation, _, column = (self.column or "").partition("__")
        if self.seek or not (column and model._meta.get_field(relation).many_to_one):
            return None
        other = model._meta.get_field(relation).related_model
        return relation, published(other).order_by().filter(self.renamed(column).condition(operand))

    def reached(self, model: type[Model], operand: Any, most: int | None = None) -> list[Q]:
        """Conditions that an index of `model` answers, one of which holds for every row that the filter selects.

        Of rows of another table up to `most` are followed, whatever the planner thinks of how many there are.
        """
        if behind := self.behind(model, operand):
            relation, rows = behind
            return [Q(AnyOf(F(relation), ArraySubquery(rows.values("pk")[:most])))]
        return self.seek(operand) if self.seek else [self.condition(operand)]

    def implied(self, operand: Any) -> Q:
        """What is true of the listed row's own columns wherever the condition is."""
        return Q()

    def bounds(self, path: str, operand: Any) -> Q | None:
        """What it says of the column at `path` of the listed row, if anything: where to begin and end reading by it."""
        return self.condition(operand) if self.column == path and not self.scope else None


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
    cast: str | None = "text"

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
        self.cast = None if self.own_condition else "text"  # such a condition asks which word it is
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

    cast = "bigint"

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

    def resolve(self, values: Iterable[Any], *, drafts: bool) -> dict[Any, Any]:
        """{value: primary key} of those that are public, or of `drafts` too, by one query."""
        raise NotImplementedError

    def replace(self, values: list[Any], keys: Mapping[Any, Any]) -> list[Any]:
        """The primary keys that the values stand for, each once."""
        return list(dict.fromkeys(keys.get(value, value) for value in values))


class SlugFilter(ReferenceFilter):
    """Slugs, resolved to primary keys before the page is looked for; former slugs and merged rows resolve.

    Needs ``model.objects.resolve_slugs(slugs, drafts=False) -> ({slug: pk}, {unknown slugs})``, of what is public,
    and ``model.objects.suggest(text) -> [slug]``, which knows public names.
    """

    def item(self, text: str) -> str:
        if len(text) <= 200 and SLUG.fullmatch(text.lower()):
            return text.lower()  # as in addresses and bodies
        raise Refused(f"{quoted(text)} is not a slug, such as {self.example}.", self.suggestion(text[:200]))

    def suggestion(self, text: str) -> str | None:
        return next(iter(self.target.objects.suggest(text)), None)

    def resolve(self, values: Iterable[Any], *, drafts: bool) -> dict[Any, Any]:
        return self.target.objects.resolve_slugs(list(values), drafts=drafts)[0]

    def replace(self, values: list[Any], keys: Mapping[Any, Any]) -> list[Any]:
        for slug in values:
            if slug not in keys:
                suggestion = self.suggestion(slug)
                hint = f" Did you mean {suggestion}?" if suggestion else ""
                raise Refused(f"Nothing public has the slug {quoted(slug)}.{hint}", suggestion)
        return list(dict.fromkeys(keys[slug] for slug in values))

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": 200}


class IdFilter(ReferenceFilter):
    """UUIDs. With a model whose rows can be merged, ``model.objects.resolve_ids(ids, drafts=False)`` gives those they live on under."""

    cast = "uuid"

    def __init__(self, field_name: str | None = None, *, model: type[Model] | None = None, **options: Any):
        super().__init__(model, field_name, **options)

    def item(self, text: str) -> UUIDValue:
        if UUID.fullmatch(text.lower()):
            return UUIDValue(text)
        raise Refused(f"{quoted(text)} is not a UUID, such as {self.example}.")

    def resolve(self, values: Iterable[Any], *, drafts: bool) -> dict[Any, Any]:
        wanted = list(values)
        return dict(zip(wanted, self.target.objects.resolve_ids(wanted, drafts=drafts), strict=True))

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


class BoundFilter(Filter):
    """A bound that is itself included: `bound` is ``after`` or ``before``. An absent value never matches.

    Where a date is an interval, `field_name` is its end for ``after`` and its beginning for ``before``. `begins` then
    names the beginning also for ``after``: it lies within a year of the end, and has an index.
    """

    is_range = True

    def __init__(
        self, field_name: str | None = None, *, bound: str, begins: str | None = None, **options: Any
    ):
        super().__init__(field_name, **{"seek": self._seek if begins else None} | options)
        self.lookup, self.begins = {"after": "gte", "before": "lte"}[bound], begins
        self.is_exact = not begins

    def condition(self, operand: Any) -> Q:
        if self.own_condition:
            return self.own_condition(operand)
        condition = Q(**{f"{self.field_name}__{self.lookup}": operand})
        return condition & self._beginning(operand) if self.begins else condition

    def implied(self, operand: Any) -> Q:
        return self._beginning(operand) if self.begins and not self.scope else Q()

    def bounds(self, path: str, operand: Any) -> Q | None:
        if self.begins == path and not self.scope:
            return self._beginning(operand)
        return super().bounds(path, operand)

    def _seek(self, operand: Any) -> list[Q]:
        return [self._beginning(operand)]

    def _beginning(self, operand: Any) -> Q:
        return Q(**{f"{self.begins}__gte": YearBefore(operand)})


class DateFilter(BoundFilter):
    """A day as a bound."""

    cast = "date"

    def parse(self, text: str) -> Any:
        return parse_date(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class TimestampFilter(BoundFilter):
    """A moment as a bound."""

    cast = "timestamptz"

    def parse(self, text: str) -> Any:
        return parse_timestamp(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class TextSearch(Filter):
    """Words in a ``tsvector`` column. The SQL function ``ree_search_query(text)`` reads the words as a ``tsquery``."""

    cast = "tsquery"
    is_range = True

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

    def condition(self, operand: Any) -> Q:
        return self.own_condition(operand) if self.own_condition else Q(Matches(F(self.field_name), operand))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_SEARCH}
