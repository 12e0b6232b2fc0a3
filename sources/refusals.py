"""What the database refuses, in words for people: at the admin's forms, and to programs that call the API."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, models

REFUSALS = (IntegrityError, DataError)
KEY = re.compile(r"Key \(([^)]*)\)=")  # how PostgreSQL names the columns that are taken


@dataclass(frozen=True)
class Refusal:
    """Why a change was refused.

    `rule` names the constraint or the trigger's rule, `model` and `columns` what a constraint speaks of.
    `stands` is true where another row stands in the way, not the values themselves.
    """

    words: str
    rule: str = ""
    stands: bool = False
    model: type[models.Model] | None = None
    columns: tuple[str, ...] = ()


def explained(error: DatabaseError) -> Refusal:
    """Why the database refused a change: the message of the violated constraint, or that of the trigger."""
    diag = getattr(error.__cause__, "diag", None)
    if diag is None:  # Django's own, such as a protected foreign key
        return Refusal(str(error.args[0]) if error.args else "The change was refused.", stands=True)
    rule = diag.constraint_name or ""
    stands = diag.sqlstate in {"23503", "23505"}
    if rule in constraints():
        model, constraint = constraints()[rule]
        return Refusal(
            str(constraint.get_violation_error_message()), rule, stands, model, columns_of(constraint)
        )
    if diag.sqlstate == "23514":  # raised by a trigger, with a message for people
        return Refusal(diag.message_primary, rule)
    if diag.sqlstate == "23505":
        return _taken(diag, rule)
    if diag.sqlstate == "23503":
        return Refusal(
            "Something that this row refers to, or that refers to it, was changed meanwhile. Look at it again.",
            rule,
            stands,
        )
    return Refusal(f"The database refused this: {diag.message_primary}.", rule)


def _taken(diag: Any, rule: str) -> Refusal:
    """Values of columns that are unique by themselves, and that another row has."""
    model = {one._meta.db_table: one for one in apps.get_models()}.get(diag.table_name or "")
    key = KEY.match(diag.message_detail or "")
    if model is None or key is None:
        return Refusal("Another row has these values already.", rule, stands=True)
    there = {one.column: one for one in model._meta.concrete_fields}
    fields = [there[name] for name in key[1].split(", ") if name in there]
    names = " and ".join(str(one.verbose_name) for one in fields) or "values"
    words = f"Another {model._meta.verbose_name} has this {names} already."
    return Refusal(words, rule, True, model, tuple(one.name for one in fields))


def in_words(error: DatabaseError) -> str:
    return explained(error).words


@cache
def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """{name: model and constraint} of all models."""
    return {one.name: (model, one) for model in apps.get_models() for one in model._meta.constraints}


def columns_of(constraint: models.BaseConstraint) -> tuple[str, ...]:
    """The fields that a constraint speaks of."""
    if isinstance(constraint, models.UniqueConstraint):
        return tuple(constraint.fields)
    if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, models.Q):
        return tuple(sorted(constraint.condition.referenced_base_fields))
    return ()
