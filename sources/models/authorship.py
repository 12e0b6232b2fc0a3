"""Who had a hand in the words of a row: whoever recorded it, and whoever changed it since, as its history has it."""

from itertools import pairwise
from typing import Any

from django.apps import apps

# An act of review, or a quote that is found at another place, is no change of what a row says.
REVIEW = ("status", "reviewed_by", "reviewed_at", "withdrawn_at", "withdrawn_reason")
PLACE = {"snapshot_id", "quote_start", "quote_end", "anchor_status"}
DERIVED = {"version", "is_public", "published_at", "unpublished_at"}


def recorded(row: Any, handle: str) -> bool:
    return row.recorded_by == handle


def changed(row: Any, handle: str) -> bool:
    """Whether the account of the handle changed what the row says, or what belongs to it, after it was recorded."""
    curators = apps.get_model("sources", "Curator").objects  # which is a model that comes after this one
    account = curators.filter(handle=handle).values_list("user", flat=True).first()
    if account is None:
        return False
    states = list(row.events.order_by("pgh_id").select_related("pgh_context"))
    return any(
        _account_of(now) == account and _says_something_else(before, now) for before, now in pairwise(states)
    )


def _account_of(state: Any) -> Any:
    return state.pgh_context.metadata.get("user") if state.pgh_context else None


def _says_something_else(before: Any, now: Any) -> bool:
    if now.version == before.version or any(getattr(before, one) != getattr(now, one) for one in REVIEW):
        return False
    names = [field.attname for field in now._meta.fields if not field.name.startswith("pgh_")]
    differing = {name for name in names if getattr(before, name) != getattr(now, name)} - DERIVED
    return (
        not differing or not differing <= PLACE
    )  # nothing of its own: a part of it, such as a topic or a relay
