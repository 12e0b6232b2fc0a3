"""What the database refuses, in words for the person at the form."""

from functools import cache

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError

REFUSALS = (IntegrityError, DataError)


def in_words(error: DatabaseError) -> str:
    """Why the database refused a change: the message of the violated constraint, or that of the trigger."""
    diag = getattr(error.__cause__, "diag", None)
    if diag is None:  # Django's own, such as a protected foreign key
        return str(error.args[0]) if error.args else "The change was refused."
    message = messages_of_constraints().get(diag.constraint_name or "")
    if message:
        return message
    if diag.sqlstate == "23514":  # raised by a trigger, with a message for people
        return diag.message_primary
    if diag.sqlstate == "23505":
        return f"Another row has these values already. {diag.message_detail or ''}".strip()
    if diag.sqlstate == "23503":
        return "Something that this row refers to, or that refers to it, was changed meanwhile. Look at it again."
    return f"The database refused this: {diag.message_primary}."


@cache
def messages_of_constraints() -> dict[str, str]:
    """{name: message} of every constraint of every model."""
    return {
        constraint.name: str(constraint.get_violation_error_message())
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }
