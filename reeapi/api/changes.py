"""What a body would change of a row: references looked up, differences worked out, then written all at once.

`Change` is made without writing, so that a replay of what was written already is known by changing nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from .bodies import Errors, invalid_body, step, wrong
from .errors import Problem
from .inputs import Input, Members, Parts, PartsField, Reference, Wanted, errors_of, known_members

Seen = frozenset[type[models.Model]]
There = frozenset[tuple[type[models.Model], Any]]  # (model, primary key) of what a row refers to
NOTHING: There = frozenset()


def referred_by(row: Any, form: Input) -> There:
    """What the row and its parts refer to now."""
    rows = [row]
    for one in form.fields.values():
        if isinstance(one, PartsField):
            rows += getattr(row, one.relation).all()
    return frozenset(
        (column.related_model, getattr(one, column.attname))
        for one in rows
        for column in one._meta.concrete_fields
        if column.is_relation
    )


def checked(form: Input, document: dict[str, Any], seen: Seen, there: There = NOTHING) -> dict[str, Any]:
    """The values of a body, with the rows that it refers to, which the caller sees or which are `there` already.

    Raises the problem `invalid-body`.
    """
    checking = type(form)(data=document)
    if checking.is_valid():
        values, errors = dict(checking.validated_data), []
    else:
        values, errors = _sound(checking), list(errors_of(checking.errors))
    for name, one in checking.fields.items():
        value = values.get(one.source)
        if isinstance(value, Wanted):
            values[one.source] = _found(value, f"/{name}", seen, errors, there)
        elif isinstance(value, Parts):
            values[one.source] = _found_in_parts(one, value, f"/{name}", seen, errors, there)
    if errors:
        raise invalid_body(errors[:100])
    return values


def _sound(form: Input) -> dict[str, Any]:
    """The values of a body with errors that have none, so that what they refer to is looked up and all is told at once."""
    return {
        one.source: one.run_validation(form.initial_data[name])
        for name, one in form.fields.items()
        if name in form.initial_data and name not in form.errors
    }


def referred(reference: Reference, document: dict[str, Any], name: str, seen: Seen) -> Any:
    """The row that the only member of a body refers to. Raises the problem `invalid-body`."""
    pointer = ""
    try:
        known_members(document, [name])
        pointer = f"/{name}"
        wanted = reference.run_validation(document.get(name, empty))
    except ValidationError as error:
        raise invalid_body(list(errors_of(error.detail, pointer))) from None
    errors: Errors = []
    row = _found(wanted, f"/{name}", seen, errors)
    if errors:
        raise invalid_body(errors)
    return row


def _found_in_parts(
    one: PartsField, parts: Parts, pointer: str, seen: Seen, errors: Errors, there: There
) -> Parts:
    rows = []
    for index, row in enumerate(parts.rows):
        at = step(pointer, parts.first + index)
        rows.append(
            {
                column: _found(value, at + _member_of(one, column), seen, errors, there)
                if isinstance(value, Wanted)
                else value
                for column, value in row.items()
            }
        )
        if rows[-1] in rows[:-1]:
            errors.append(wrong(at, "This stands in the list already."))
    return Parts(rows, parts.first)


def _member_of(one: PartsField, column: str) -> str:
    return (one.child.pointer(column) or "") if isinstance(one, Members) else ""


def _found(wanted: Wanted, pointer: str, seen: Seen, errors: Errors, there: There = NOTHING) -> Any:
    """The row that is referred to, if the caller may see it; what it is called has to be what was said.

    A merged row that is referred to already stays what is referred to: what was read can be sent back.
    """
    kept = {pk for model, pk in there if model is wanted.model}
    row = wanted.model._default_manager.successor(wanted.key, kept=kept)  # type: ignore[attr-defined]
    kind = wanted.model._meta.verbose_name
    if row is None or not (row.is_public or wanted.model in seen or (wanted.model, row.pk) in there):
        errors.append(wrong(pointer, f"There is no {kind} '{wanted.key}'."))
        return None
    if wanted.label and wanted.key in {str(row.pk), getattr(row, "slug", "")}:
        called = row
        for attribute in wanted.path:
            called = getattr(called, attribute)
        if wanted.said != called:
            detail = (
                f"The {kind} '{wanted.key}' has another {wanted.label}, which is changed at its own address."
            )
            errors.append(wrong(step(pointer, wanted.label), detail))
    return row


@dataclass
class PartsChange:
    """What becomes of the rows of one list that belong to the row."""

    model: type[models.Model]
    owner: str
    gone: list[models.Model] = field(default_factory=list)
    moved: list[tuple[models.Model, int]] = field(default_factory=list)
    made: list[dict[str, Any]] = field(default_factory=list)

    def actions(self) -> Iterator[str]:
        """The permissions that it takes."""
        yield from (
            name for name, rows in (("delete", self.gone), ("change", self.moved), ("add", self.made)) if rows
        )

    def write(self, row: models.Model) -> None:
        if self.gone:
            self.model._base_manager.filter(pk__in=[one.pk for one in self.gone]).delete()
        for one, position in self.moved:
            self.model._base_manager.filter(pk=one.pk).update(position=position)
        for values in self.made:
            self.model._base_manager.create(**{self.owner: row}, **values)


@dataclass
class Change:
    """What a body would change of `row`."""

    row: models.Model
    columns: dict[str, Any]
    parts: list[PartsChange]

    def __bool__(self) -> bool:
        return bool(self.columns) or any(any(part.actions()) for part in self.parts)

    def write(self) -> None:
        """Write it, in the transaction that is open."""
        for name, value in self.columns.items():
            setattr(self.row, name, value)
        if self.row._state.adding:
            self.row.save(force_insert=True)
        elif self.columns:
            self.row.save(update_fields=list(self.columns))
        for part in self.parts:
            part.write(self.row)


def change_of(row: Any, form: Input, columns: dict[str, Any], values: dict[str, Any]) -> Change:
    """The difference between the row and a body's columns and parts. Raises a problem where what is new was withdrawn."""
    adding = row._state.adding
    columns = {name: value for name, value in columns.items() if adding or _differs(row, name, value)}
    parts = [_parts_change(row, form.fields[name], part) for name, part in form.parts(values).items()]
    errors = [
        wrong(form.pointer(name) or "", f"This {value._meta.verbose_name} was withdrawn.")
        for name, value in columns.items()
        if getattr(value, "status", "") == "withdrawn"
    ]
    if errors:
        raise invalid_body(errors)
    return Change(row, columns, parts)


def still_public(row: Any, form: Input) -> None:
    """Refuse what a change did to a row that was public, if it is not any more: that is a withdrawal, which has a reason."""
    if type(row)._base_manager.filter(pk=row.pk, is_public=True).exists():
        return
    errors: Errors = []
    for name in getattr(row, "rests_on", ()):
        many = row._meta.get_field(name).many_to_many
        rows = getattr(row, name).all() if many else [getattr(row, name)]
        errors += [
            wrong(
                form.pointer(name) or "",
                f"The {one._meta.verbose_name} {one.pk} is not public: publish it first.",
            )
            for one in rows
            if one is not None and not one.is_public
        ]
    detail = "This is public and would not be any more, since it would rest on what is not public."
    raise Problem("conflict", detail, errors=errors)


def _differs(row: Any, name: str, value: Any) -> bool:
    if isinstance(value, models.Model):
        return getattr(row, f"{name}_id") != value.pk
    return getattr(row, name) != value


def _parts_change(row: Any, one: PartsField, wanted: Parts) -> PartsChange:
    relation = row._meta.get_field(one.relation)
    change = PartsChange(relation.related_model, relation.field.name)
    there = [] if row._state.adding else list(getattr(row, one.relation).order_by("pk"))
    if len(there) > one.most:
        raise Problem(
            "conflict", f"This has more than {one.most} {one.field_name}: they are edited in the admin."
        )
    names = list(wanted.rows[0]) if wanted.rows else []
    left = {tuple(_value(getattr(old, name)) for name in names): old for old in there} if names else {}
    if not names:
        change.gone = there
    for position, values in enumerate(wanted.rows):
        old = left.pop(tuple(map(_value, values.values())), None)
        if old is None:
            change.made.append(values | ({"position": position} if one.ordered else {}))
        elif one.ordered and old.position != position:
            change.moved.append((old, position))
    change.gone += left.values()
    return change


def _value(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
