"""What an object was at a time: the SQL of today, over what the history says that every table was then.

The history keeps each state of each row. For one answer every table is replaced by a common table expression of its own
name, which gives the last state of each of its rows until then. So nothing has to be told twice: what is embedded, in which
order and under which conditions is what the shape says, and it is asked of the past.

Two limits keep the past from opening what is closed: a row counts as public then only if it was public then *and* is today;
and columns that the history leaves out (counters, the words around quotes) are left out of the answer.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from .errors import Problem, Refused, Withdrawn
from .fields import Tree
from .parameters import Parameter, parse_timestamp
from .representation import Compiled
from .shapes import Computed, Constant, Link, Many, OneOf, Shape

ALWAYS_KNOWN = ("created_at", "updated_at")


class AsOf(Parameter):
    """A time that has passed."""

    def __init__(self) -> None:
        super().__init__(
            help_text="The object as it was at this time (RFC 3339), as far as it was public then and is today. "
            "Counters, and the words around a quote, have no past and are left out.",
            example="2025-05-01T00:00:00Z",
        )

    def parse(self, text: str) -> datetime:
        moment = parse_timestamp(text)
        if moment > timezone.now():
            raise Refused("This time has not come yet; leave as_of out for the present.")
        return moment

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class Past(Compiled):
    """The compiled SELECT of a shape, to be read as of a time."""

    def rows_at(self, moment: datetime, key: Any, base: str) -> list[tuple[str, Any, str]]:
        """What `rows` gives for one key, as of then: nothing, or (key, version, JSON text)."""
        with connection.cursor() as cursor:
            cursor.execute(*self.statement_at(moment, key, base))
            return cursor.fetchall()

    def statement_at(self, moment: datetime, key: Any, base: str) -> tuple[str, list[Any]]:
        """The SELECT of `rows_at` and its parameters."""
        sql, params = self.filled([key], base)
        return f"WITH {_tables()} {sql}", [moment] * 2 * len(_recorded_models()) + params


def whereabouts_at(model: Any, pk: Any, moment: datetime) -> Problem:
    """Why a row that is public today was not at that time: not yet, or withdrawn meanwhile."""
    events = model.pgh_event_model.objects.filter(pgh_obj_id=pk, pgh_created_at__lte=moment)
    state = events.order_by("pgh_id").last()
    if not events.filter(is_public=True).exists():
        return Problem("not-found", "This was not public at that time.")
    return Withdrawn(on=state.unpublished_at, reason=getattr(state, "withdrawn_reason", "")).problem()


@cache
def _recorded_models() -> list[Any]:
    """Every model with a history, those before that others refer to."""
    return [
        model for model in apps.get_models() if hasattr(model, "pgh_event_model") and not model._meta.proxy
    ]


@cache
def _tables() -> str:
    return ", ".join(_table_then(model) for model in _recorded_models())


def _table_then(model: Any) -> str:
    """A common table expression in the place of a table. Its own name stands, inside it, for the table of today.

    The last state of a row is the one that no later one follows until then. The next one is looked up by the index of states in
    their order, so that a row costs as much as it has states; a join would be free to compare each with each.
    """
    table, history = model._meta.db_table, model.pgh_event_model._meta.db_table
    columns = ", ".join(f'{sql} AS "{column}"' for column, sql in _columns_then(model))
    return f"""{table} AS NOT MATERIALIZED (
SELECT {columns} FROM {history} e WHERE e.pgh_created_at <= %s::timestamptz AND e.pgh_label <> 'delete' AND (
SELECT x.pgh_id FROM {history} x
WHERE x.pgh_obj_id = e.pgh_obj_id AND x.pgh_id > e.pgh_id AND x.pgh_created_at <= %s::timestamptz
ORDER BY x.pgh_id LIMIT 1) IS NULL)"""


def _columns_then(model: Any) -> Iterator[tuple[str, str]]:
    """Pairs (column, SQL over the state `e`) for the columns of the model's table that have a past."""
    kept = {field.column for field in model.pgh_event_model._meta.concrete_fields}
    derived = getattr(model, "derived_then", {})
    today = f"(SELECT {{}} FROM {model._meta.db_table} now WHERE now.id = e.pgh_obj_id)"
    for field in model._meta.concrete_fields:
        column = field.column
        if field.primary_key:
            yield column, "e.pgh_obj_id"  # as the column `id` of the history, but with an index
        elif column in derived:
            yield column, derived[column]
        elif column == "is_public":
            yield column, f"(e.is_public AND {today.format(_is_open(model))})"
        elif column in kept:
            yield column, f'e."{column}"'
        elif column == "created_at":
            yield column, today.format("now.created_at")
        elif column == "updated_at":
            yield column, "e.pgh_created_at"


def _is_open(model: Any) -> str:
    """SQL over the row of today, `now`: it is public, or it was merged into another, which closes nothing."""
    names = {field.name for field in model._meta.concrete_fields}
    if "merged_into" not in names:
        return "now.is_public"
    withdrawn = " AND now.status <> 'withdrawn'" if "status" in names else ""
    return f"now.is_public OR now.merged_into_id IS NOT NULL{withdrawn}"


def known_then(shape: Shape, model: Any) -> Tree:
    """The members of a shape that can be told of the past."""
    tree: Tree = {}
    for name, field in shape.public_fields().items():
        match field:
            case Link() | Constant() | Computed():
                tree[name] = None
            case Many():
                child = field.child
                tree[name] = known_then(child, field.queryset().model) if isinstance(child, Shape) else None
            case OneOf():
                tree[name] = _merged(
                    known_then(variant, _behind(model, [relation]))
                    for relation, variant in field.variants.items()
                )
            case Shape():
                tree[name] = known_then(field, _behind(model, field.source_attrs))
            case _:
                *relations, column = field.source_attrs
                if _is_known_then(_behind(model, relations), column):
                    tree[name] = None
    return tree


def without_past(shape: Shape, model: Any) -> Iterator[tuple[type[Shape], str]]:
    """Pairs (shape, member) that an answer of the past leaves out, of this shape and of those in it."""
    known = known_then(shape, model)
    for name, field in shape.public_fields().items():
        if name not in known:
            yield type(shape), name
        match field:
            case Many(child=Shape()):
                yield from without_past(field.child, field.queryset().model)
            case OneOf():
                for relation, variant in field.variants.items():
                    yield from without_past(variant, _behind(model, [relation]))
            case Shape():
                yield from without_past(field, _behind(model, field.source_attrs))


def _merged(trees: Iterator[Tree]) -> Tree:
    merged: Tree = {}
    for tree in trees:
        merged |= tree
    return merged


def _behind(model: Any, relations: list[str]) -> Any:
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model


def _is_known_then(model: type[models.Model], column: str) -> bool:
    history = getattr(model, "pgh_event_model", None)
    if history is None or column in ALWAYS_KNOWN:
        return True
    field: Any = model._meta.get_field(column)
    kept = {one.attname for one in history._meta.concrete_fields}
    return field.attname in kept or field.attname in getattr(model, "derived_then", {})
