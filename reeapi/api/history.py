"""What became of an object since it was first public: each change of its members, old and new, newest first.

The states are read from the history that triggers keep, in the members' own names: the shape of the object is evaluated over
the table of past states instead of the table of today. What belongs to the object but stands in another table (`Part`: topics
of a claim, the byline of an article) is replayed beside it. Several changes in one transaction are one entry, and what lies
before the first publication, or between a withdrawal and the next publication, is told only by what came of it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, Func, QuerySet

from .fields import Tree
from .shapes import CLOSING, LIST_LIMIT, Computed, Constant, Link, Many, OneOf, Shape
from .sql import AsText, BaseUrl, Literal, Path, When

MICROSECOND = timedelta(microseconds=1)
ABSENT: tuple[Any, ...] = (None, [])
CONTEXT = AsText(F("pgh_context__metadata"))


@dataclass(frozen=True)
class Part:
    """Rows of `model` that belong to an object by their foreign key `of`, told as a list member of it.

    `shape` is evaluated on the row, or on what its foreign key `to` leads to, which had to be public at the time and is today;
    a text names a column there. `order` is the path that the list is sorted by.
    """

    model: Any
    of: str
    shape: "type[Shape] | str"
    to: str | None = None
    at_target: bool = False
    order: str = "pgh_obj_id"


@dataclass
class Event:
    """One row of a table of past states: of the object itself, of the `part` of this name, or of what that part leads to.

    `value` is None where there is nothing to show (any more); `order` and `target` are those of a part.
    """

    at: datetime
    key: Any
    value: Any = None
    public: bool = True
    user: Any = None
    reason: str = ""
    part: str = ""
    order: Any = None
    target: Any = None
    of_target: bool = False


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
    for state in states:
        former = {
            name: None for name in shape.words if state.members.get(name) != states[-1].members.get(name)
        }
        state.members = state.members | former
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
    timeline = list(_own_events(shape, model, pk, base))
    told = _dates_told(timeline)
    for name, part in parts.items():
        rows = list(_part_events(name, part, pk, base))
        timeline += [*rows, *_target_events(name, part, {row.target for row in rows} - {None})]

    def when(event: Event) -> datetime:
        return told.get(event.at, event.at)

    timeline.sort(key=when)  # keeps the order of each table's events
    replay, ever = Replay(parts), False
    for at, together in groupby(timeline, key=when):
        events = list(together)
        for event in events:
            replay.take(event)
        ever = ever or (replay.own is not None and replay.own.public)
        if replay.own is not None and ever:
            user = next((event.user for event in reversed(events) if event.user is not None), None)
            reason = next((event.reason for event in reversed(events) if event.reason), "")
            yield State(at, user, reason, replay.own.public, replay.own.value | replay.lists())


def _dates_told(own: Iterable[Event]) -> dict[datetime, datetime]:
    """The date of each transaction that wrote the object → that which is told, so that they are told as they followed each other.

    `own` are in the order in which they were written; who changes a part writes its object, too. A state is dated by the beginning
    of its transaction: one that began before another, and wrote after it, found what that had written. It is told a microsecond later.
    """
    told: dict[datetime, datetime] = {}
    last = datetime.min.replace(tzinfo=UTC)
    for event in own:
        if event.at not in told:
            last = told[event.at] = max(event.at, last + MICROSECOND)
    return told


class Replay:
    """The object and its parts while their events pass by."""

    def __init__(self, parts: Iterable[str]):
        self.own: Event | None = None
        self.rows: dict[str, dict[Any, Event]] = {name: {} for name in parts}
        self.open: dict[tuple[str, Any], bool] = {}  # whether what a part leads to is public

    def take(self, event: Event) -> None:
        if event.of_target:
            self.open[event.part, event.key] = event.public
        elif event.part:
            self.rows[event.part][event.key] = event
        else:
            self.own = event

    def lists(self) -> dict[str, list[Any]]:
        return {
            name: [row.value for row in sorted(rows.values(), key=_place) if self._is_shown(row)]
            for name, rows in self.rows.items()
        }

    def _is_shown(self, row: Event) -> bool:
        return row.value is not None and (row.target is None or self.open.get((row.part, row.target), False))


def _place(row: Event) -> tuple:
    return row.order is None, row.order, row.key


def _own_events(shape: Shape, model: Any, pk: Any, base: str) -> Iterator[Event]:
    history = model.pgh_event_model
    tree = members_kept(shape, history)
    json_text = AsText(shape.expression(Path(history), tree, LIST_LIMIT))
    why = F("withdrawn_reason") if _has(history, "withdrawn_reason") else Literal("")
    rows = history.objects.filter(pgh_obj_id=pk).order_by("pgh_id")
    for at, metadata, public, withdrawn, text in _run(
        rows.values_list("pgh_created_at", CONTEXT, "is_public", why, json_text), base
    ):
        context = json.loads(metadata or "{}")
        members = dict(_flat(shape, tree, json.loads(text)))
        reason = withdrawn or context.get("reason", "")
        yield Event(at, pk, members, public, context.get("user"), reason)


def _part_events(name: str, part: Part, pk: Any, base: str) -> Iterator[Event]:
    history = part.model.pgh_event_model
    ever_its = history.objects.filter(**{part.of: pk}).values("pgh_obj_id")
    rows = history.objects.filter(pgh_obj_id__in=ever_its).order_by("pgh_id")
    target = F(f"{part.to}_id") if part.to else Literal("")
    for key, at, metadata, label, its, order, leads_to, text in _run(
        rows.values_list(
            "pgh_obj_id", "pgh_created_at", CONTEXT, "pgh_label", AsText(F(f"{part.of}_id")), part.order, target, _shown(part),
        ),
        base,
    ):  # fmt: skip
        context = json.loads(metadata or "{}")
        there = label != "delete" and its == str(pk) and text is not None
        yield Event(
            at, key, json.loads(text) if there else None, True, context.get("user"), context.get("reason", ""),
            name, order, leads_to or None,
        )  # fmt: skip


def _shown(part: Part) -> Func:
    """SQL for what is shown of a part's row, NULL where what it leads to is not public today."""
    history = part.model.pgh_event_model
    path, guards = Path(history).follow([part.to] if part.to else [])
    inside = path if part.at_target else Path(history)
    if isinstance(part.shape, str):
        value: Any = inside(part.shape)
    else:
        shape = part.shape()
        value = shape.expression(inside, shape.tree(), LIST_LIMIT)
    return AsText(When(*guards, AsJson(value)) if guards else AsJson(value))


def _target_events(name: str, part: Part, keys: set) -> Iterator[Event]:
    """When what the rows of a part lead to began and ceased to be public."""
    if not part.to or not keys:
        return
    history = part.model._meta.get_field(part.to).related_model.pgh_event_model
    rows = history.objects.filter(pgh_obj_id__in=keys).order_by("pgh_id")
    for at, key, public in rows.values_list("pgh_created_at", "pgh_obj_id", "is_public"):
        yield Event(at, key, public=public, part=name, of_target=True)


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
