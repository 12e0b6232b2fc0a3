"""The SQL that the floor writes itself: JSON objects, comparisons of rows, and parameters that are filled in later.

Texts and keys stand in the SQL as literals, for a bare parameter has no type where PostgreSQL takes any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, F, Func, JSONField, Model, TextField

Sql = tuple[str, tuple]


@dataclass(frozen=True)
class Path:
    """A place in the model: what `model` is reached by `prefix` (an ORM path that ends in ``__``, or empty).

    `seen`: the models whose rows may be shown although they are not public.
    """

    model: type[Model]
    prefix: str = ""
    seen: frozenset[type[Model]] = frozenset()

    def __call__(self, name: str) -> F:
        return F(self.prefix + name)

    def follow(self, relations: Iterable[str]) -> tuple["Path", list[Any]]:
        """The path behind these to-one relations, and the conditions under which it may be shown."""
        path: Path = self
        guards: list[Any] = []
        for relation in relations:
            model: Any = path.model._meta.get_field(relation).related_model
            path = Path(model, f"{path.prefix}{relation}__", self.seen)
            guarded = _has_visibility(path.model) and path.model not in self.seen
            guards.append(path("is_public") if guarded else Present(path("pk")))
        return path, guards


def _has_visibility(model: type[Model]) -> bool:
    return any(field.name == "is_public" for field in model._meta.fields)


class Literal(Func):
    """A constant text, written into the SQL: a parameter has no type where any type would do."""

    output_field = TextField()

    def __init__(self, text: str):
        super().__init__()
        self.text = text

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        return "'{}'::text".format(self.text.replace("'", "''").replace("%", "%%")), ()


@dataclass(frozen=True)
class BaseUrl:
    """Stands in the parameters of compiled SQL for the request's scheme and host, followed by `path`."""

    path: str


@dataclass(frozen=True)
class Given:
    """Stands in the parameters of compiled SQL for a value of the question: that of a filter, or of its cursor."""

    name: str


def filled(params: Iterable[Any], values: Mapping[str, Any], base: str) -> list[Any]:
    """The parameters of compiled SQL for one question, with links that begin with `base`.

    Numbers and lists go as text: PostgreSQL knows each type from its cast, and one prepared statement serves them all.
    """
    return [
        _sent(values[param.name])
        if isinstance(param, Given)
        else base + param.path
        if isinstance(param, BaseUrl)
        else param
        for param in params
    ]


def _sent(value: Any) -> Any:
    if isinstance(value, list):
        quoted = (str(item).replace("\\", "\\\\").replace('"', '\\"') for item in value)
        return "{" + ",".join(f'"{item}"' for item in quoted) + "}"
    return str(value) if isinstance(value, int) else value


class Placeholder(Func):
    """A parameter whose value is known only when the compiled SQL is executed."""

    output_field = TextField()

    def __init__(self, parameter: Any, cast: str):
        super().__init__()
        self.parameter, self.cast = parameter, cast

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        return f"%s::{self.cast}", (self.parameter,)


class Verbatim(Func):
    """SQL that the ORM does not know, such as a column of a query around the one that it writes."""

    def __init__(self, sql: str, output_field: Any, params: tuple = ()):
        super().__init__(output_field=output_field)
        self.sql, self.params = sql, params

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        return self.sql, self.params


class AsText(Func):
    """Any value as PostgreSQL writes it."""

    template = "(%(expressions)s)::text"
    output_field = TextField()


class Present(Func):
    """Whether the value is there at all."""

    template = "%(expressions)s IS NOT NULL"
    output_field = BooleanField()


class When(Func):
    """The last expression where all the others are true, else NULL."""

    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        *guards, value = [compiler.compile(expression) for expression in self.source_expressions]
        params = tuple(p for _, given in (*guards, value) for p in given)
        return f"CASE WHEN {' AND '.join(sql for sql, _ in guards)} THEN {value[0]} END", params


class JsonObject(Func):
    """``json_build_object`` with its keys written into the SQL, in the order given, for any number of members."""

    output_field = JSONField()
    most_members = 50  # a PostgreSQL function takes a hundred arguments

    def __init__(self, members: Mapping[str, Any]):
        super().__init__(*members.values())
        self.names = list(members)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        pairs = [f"'{name}', {sql}" for name, (sql, _) in zip(self.names, parts, strict=True)]
        chunks = [
            f"json_build_object({', '.join(pairs[start : start + self.most_members])})"
            for start in range(0, max(len(pairs), 1), self.most_members)
        ]
        return _spliced(chunks), tuple(p for _, params in parts for p in params)


def _spliced(objects: list[str]) -> str:
    """JSON objects as one: PostgreSQL joins only ``jsonb``, which would lose the order of the members."""
    first, *others = objects
    for other in others:
        first = f"(left({first}::text, -1) || ',' || substr({other}::text, 2))::json"
    return first


class Joined(Func):
    """Texts put together."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = TextField()


class Matches(Func):
    """Whether a ``tsvector`` matches a ``tsquery`` of `ree_search_query`.

    An index is asked for the words. Where their forms depend on the language, the rows that it finds are looked at once
    more; PostgreSQL, which plans a search anew each time, sees whether that is so.
    """

    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        (column, of_column), (query, of_query) = map(compiler.compile, self.source_expressions)
        words = f"ree_search_words({query})"
        sql = f"({column} @@ {words} AND ({words} = {query} OR ts_match_vq({column}, {query})))"
        return sql, (*of_column, *of_query, *of_query, *of_query, *of_column, *of_query)


class AnyOf(Func):
    """``column = ANY(array)``."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Apart(Func):
    """A condition that is asked of each row apart, whatever the planner thinks of asking it of all at once."""

    template = "(SELECT true WHERE %(expressions)s)"
    output_field = BooleanField()


class Row(Func):
    """``(a, b) > (x, y)``: the comparison of rows, which an index on (a, b) answers."""

    output_field = BooleanField()

    def __init__(self, *expressions: Any, operator: str):
        super().__init__(*expressions)
        self.operator = operator

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({left}) {self.operator} ({right})", tuple(p for _, params in parts for p in params)


class YearBefore(Func):
    """The day a year before a date, and no later."""

    template = "(%(expressions)s - 366)"
    output_field = DateField()
