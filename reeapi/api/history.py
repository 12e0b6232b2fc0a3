"""What became of an object since it was first public: each change of its members, old and new, newest first.

The states are read from the history that triggers keep, in the members' own names: the shape of the object is evaluated over
the table of past states instead of the table of today. What belongs to the object but stands in another table (`Part`: topics
of a claim, the byline of an article) is replayed beside it. Several changes in one transaction are one entry, and what lies
before the first publication, or between a withdrawal and the next publication, is told only by what came of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from .fields import Tree
from .shapes import CLOSING, LIST_LIMIT, Computed, Constant, Link, Many, OneOf, Shape
from .sql import AsText, BaseUrl, Path, When

ABSENT: tuple[Any, ...] = (None, [])


@dataclass(frozen=True)
class Part:
    """Rows of `model` that belong to an object by their foreign key `of`, told as a list member of it.

    `shape` is evaluated on the row, or on what its foreign key `to` leads to, which has to be public today; a text names a
    column there. `order` is the path that the list is sorted by.
    """

    model: Any
    of: str
    shape: "type[Shape] | str"
    to: str | None = None
    at_target: bool = False
    order: str = "pgh_obj_id"


@dataclass
class Event:
    """One row of a table of past states. `value` is None where there is nothing to show (any more)."""

    key: Any
    at: datetime
    user: Any
    value: Any
    reason: str = ""
    order: Any = None
    public: bool = True


@dataclass
class State:
    """The object after a transaction: when and by whom it was made, and the members that are public."""

    at: datetime
    user: Any
    reason: str
    public: bool
    members: dict[str, Any] = field(default_factory=dict)


def entries_of(
    shape: Shape,
    model: Any,
    pk: Any,
    parts: Mapping[str, Part],
    base: str,
    handles: Callable[[set], Mapping[Any, str]],
) -> list[dict[str, Any]]:
    """The entries of the history of one object, newest first."""
    states = list(_states(shape, model, pk, parts, base))
    named = handles({state.user for state in states} - {None})
    found = [_entry(*step, named) for step in _steps(states)]
    return [entry for entry in reversed(found) if entry["changes"] or entry["event"] != "changed"]


def _steps(states: list[State]) -> Iterator[tuple[str, State, dict[str, Any]]]:
    """(what happened, the state that it led to, the members of the public state before it)."""
    before: dict[str, Any] = {}
    was_public = ever = False
    for state in states:
        if state.public:
            yield ("changed" if was_public else "republished" if ever else "published"), state, before
            before, ever = state.members, True
        elif was_public:
            yield "withdrawn", state, state.members
        was_public = state.public


def _entry(event: str, state: State, before: dict[str, Any], named: Mapping[Any, str]) -> dict[str, Any]:
    changes = [
        {"member": name, "old": before.get(name), "new": value}
        for name, value in state.members.items()
        if before.get(name) != value and not (before.get(name) in ABSENT and value in ABSENT)
    ]
    return {
        "at": f"{state.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z",
        "event": event,
        "by": named.get(state.user),
        "reason": state.reason or None,
        "changes": [] if event == "withdrawn" else changes,
    }


def _states(shape: Shape, model: Any, pk: Any, parts: Mapping[str, Part], base: str) -> Iterator[State]:
    """The states of the object in the order of time, from the first that was public on."""
    own = _own_events(shape, model, pk, base)
    timeline = [(event.at, "", event) for event in own]
    for name, part in parts.items():
        timeline += [(event.at, name, event) for event in _part_events(part, pk, base)]
    timeline.sort(key=lambda entry: entry[0])  # keeps the order of each table's events
    rows: dict[str, dict[Any, Event]] = {name: {} for name in parts}
    now: Event | None = None
    ever = False
    for at, together in groupby(timeline, key=lambda entry: entry[0]):
        events = list(together)
        for _, name, event in events:
            if name:
                rows[name][event.key] = event
            else:
                now = event
        ever = ever or (now is not None and now.public)
        if now is not None and ever:
            user = next((event.user for _, _, event in reversed(events) if event.user is not None), None)
            reason = next((event.reason for _, _, event in reversed(events) if event.reason), "")
            yield State(at, user, reason, now.public, now.value | _lists(rows))


def _lists(rows: Mapping[str, Mapping[Any, Event]]) -> dict[str, list[Any]]:
    return {
        name: [
            event.value
            for event in sorted(
                events.values(), key=lambda event: (event.order is None, event.order, event.key)
            )
            if event.value is not None
        ]
        for name, events in rows.items()
    }


def _own_events(shape: Shape, model: Any, pk: Any, base: str) -> Iterator[Event]:
    history = model.pgh_event_model
    tree = members_kept(shape, history)
    rows = history.objects.filter(pgh_obj_id=pk).annotate(
        _json=AsText(shape.expression(Path(history), tree, LIST_LIMIT))
    )
    withdrawn = "withdrawn_reason" if _has(history, "withdrawn_reason") else "pgh_label"
    for at, metadata, public, text, why in _run(
        rows.order_by("pgh_id").values_list(
            "pgh_created_at", AsText(F("pgh_context__metadata")), "is_public", "_json", withdrawn
        ),
        base,
    ):
        context = json.loads(metadata or "{}")
        reason = why if withdrawn != "pgh_label" and why and not public else context.get("reason", "")
        members = dict(_flat(shape, tree, json.loads(text)))
        yield Event(pk, at, context.get("user"), members, reason, public=public)


def _part_events(part: Part, pk: Any, base: str) -> Iterator[Event]:
    history = part.model.pgh_event_model
    path, guards = Path(history).follow([part.to] if part.to else [])
    inside = path if part.at_target else Path(history)
    if isinstance(part.shape, str):
        value: Any = inside(part.shape)
    else:
        shape = part.shape()
        value = shape.expression(inside, shape.tree(), LIST_LIMIT)
    value = AsText(When(*guards, AsJson(value)) if guards else AsJson(value))
    ever_its = history.objects.filter(**{part.of: pk}).values("pgh_obj_id")
    rows = history.objects.filter(pgh_obj_id__in=ever_its).order_by("pgh_id")
    for key, at, metadata, label, its, order, text in _run(
        rows.values_list(
            "pgh_obj_id",
            "pgh_created_at",
            AsText(F("pgh_context__metadata")),
            "pgh_label",
            AsText(F(f"{part.of}_id")),
            part.order,
            value,
        ),
        base,
    ):
        context = json.loads(metadata or "{}")
        there = label != "delete" and its == str(pk) and text is not None
        shown = json.loads(text) if there else None
        yield Event(key, at, context.get("user"), shown, context.get("reason", ""), order)


class AsJson(AsText):
    """Any value as JSON text holds it."""

    template = "to_json(%(expressions)s)"


def _run(rows: QuerySet, base: str) -> list[tuple]:
    """The rows of a query that contains links."""
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, [base + param.path if isinstance(param, BaseUrl) else param for param in params])
        return cursor.fetchall()


def members_kept(shape: Shape, history: Any, *, grouped: bool = False) -> Tree:
    """The members of a shape that stand in the object's own row of the table of past states."""
    tree: Tree = {}
    for name, member in shape.public_fields().items():
        match member:
            case Link() | Constant() | Computed() | Many():
                continue
            case OneOf():
                tree[name] = member.tree()
            case Shape() if not member.source_attrs:
                if inner := members_kept(member, history, grouped=True):
                    tree[name] = inner
            case Shape():
                if member.source_attrs == [name] and _has(history, name):
                    tree[name] = member.tree()
            case _:
                attrs = member.source_attrs
                own = len(attrs) == 1 or grouped
                if own and name not in ("id", *CLOSING) and _has(history, attrs[0]):
                    tree[name] = None
    return tree


def _has(history: Any, name: str) -> bool:
    return any(field.name == name for field in history._meta.concrete_fields)


def _flat(shape: Shape, tree: Tree, value: dict[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """Members with their values; those of a group under dotted names, as `fields=` has them."""
    for name, inner in tree.items():
        member = shape.fields[name]
        found = None if value is None else value[name]
        if isinstance(member, Shape) and not member.source_attrs and inner:
            yield from ((f"{name}.{part}", one) for part, one in _flat(member, inner, found))
        else:
            yield name, found
