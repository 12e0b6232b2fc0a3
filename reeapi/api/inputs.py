"""What may be written, declared beside what is read: the same names, without those that the database keeps.

An :class:`Input` reads a body that has the form of the :class:`~reeapi.api.shapes.Shape` it belongs to. Members of the shape
that cannot be written are ignored, so that what was read can be sent back; members that nobody knows are refused. Values are
checked here; references are only noted (:class:`Wanted`) and looked up by whoever writes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from .bodies import step, wrong
from .errors import Refused, nearest
from .parameters import SLUG, UUID, is_blank, parse_date
from .shapes import Shape

UNKNOWN = "unknown member"  # the text of the error, whose code is what was probably meant
LABELS = ("name", "title", "text")  # the member of a reference that says in words what is meant


@dataclass(frozen=True)
class Wanted:
    """A row that a body refers to: by `key`, and in words, if it gave them: what it `said` in the member `label`."""

    model: type[models.Model]
    key: str
    label: str = ""
    said: Any = None
    path: tuple[str, ...] = ()  # from the row to what it is called


@dataclass(frozen=True)
class Parts:
    """The rows of a list that belong to the object: each as {column: value}. The first is the item `first` of the body's list."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    first: int = 0


# --- Single values ----------------------------------------------------------------------------------------------------


class Text(serializers.CharField):
    """A text as it is: not trimmed, not made of a number, with something to be seen."""

    def __init__(self, **options: Any):
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise ValidationError("This is a text.")
        if is_blank(data):
            raise ValidationError("The text is blank." + (" Use null for none." if self.allow_null else ""))
        return data


class Whole(serializers.IntegerField):
    """A number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            raise ValidationError("This is a whole number.")
        return data


class Truth(serializers.BooleanField):
    """``true`` or ``false``, not a word for it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise ValidationError("This is true or false.")
        return data


class Day(serializers.DateField):
    """``2026-01-31``."""

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str):
            raise ValidationError("This is a date written YYYY-MM-DD.")
        try:
            return parse_date(data)
        except Refused as refused:
            raise ValidationError(refused.detail) from None


class Choice(serializers.ChoiceField):
    """One of a few words."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in self.choices:
            raise ValidationError(f"This is one of: {', '.join(map(str, self.choices))}.")
        return data


class Words(serializers.ListField):
    """Texts, each once."""

    def to_internal_value(self, data: Any) -> list[str]:
        found = super().to_internal_value(data)
        again = {n: ["This stands in the list already."] for n, one in enumerate(found) if one in found[:n]}
        if again:
            raise ValidationError(again)
        return found


def column(model: type[models.Model], name: str, source: str | None = None) -> serializers.Field:
    """The field for a column, with the column's own limits, default and help."""
    of: Any = model._meta.get_field(source or name)
    options: dict[str, Any] = {"help_text": of.help_text}
    if source and source != name:
        options["source"] = source
    if of.null or of.blank or of.has_default():
        options["required"] = False
        options["default"] = of.get_default
    if isinstance(of, ArrayField):
        child = Text(max_length=of.base_field.max_length)
        return Words(child=child, max_length=100, **options)
    if isinstance(of, models.DateField):
        return Day(allow_null=of.null, **options)
    if isinstance(of, models.BooleanField):
        return Truth(**options)
    absent = of.null or of.blank
    if of.choices:
        return Choice(choices=of.choices, allow_null=absent, **options)
    checks = [check for check in of.validators if not isinstance(check, MaxLengthValidator)]
    return Text(max_length=of.max_length, validators=checks, allow_null=absent, **options)


# --- References -------------------------------------------------------------------------------------------------------


def key_of(model: type[models.Model]) -> str:
    """The member by which rows are referred to: ``slug`` where they have one, else ``id``."""
    return "slug" if any(one.name == "slug" for one in model._meta.fields) else "id"


def checked_key(model: type[models.Model], value: Any) -> str:
    by = key_of(model)
    pattern = SLUG if by == "slug" else UUID
    if not isinstance(value, str) or len(value) > 200 or not pattern.fullmatch(value.lower()):
        name = str(model._meta.verbose_name)
        raise ValidationError(f"This is the {by} of {'an' if name[0] in 'aeiou' else 'a'} {name}.")
    return value.lower()


class Reference(serializers.Field):
    """Another row, as an object with its ``id`` or ``slug``, the way it is read. What else is read of it is ignored, but
    that what it is called has to be right where it is given.
    """

    def __init__(self, shape: type[Shape], model: type[models.Model], **options: Any):
        if options.get("allow_null"):
            options |= {"required": False, "default": None}
        super().__init__(**options)
        self.shape, self.model, self.key = shape, model, key_of(model)

    def to_internal_value(self, data: Any) -> Wanted:
        known = self.shape().fields
        known_members(data, known)
        if self.key not in data:
            raise ValidationError({self.key: "This member is needed."})
        try:
            key = checked_key(self.model, data[self.key])
        except ValidationError as error:
            raise ValidationError({self.key: error.detail}) from None
        label = next((name for name in LABELS if name in known and data.get(name) is not None), "")
        path = tuple(known[label].source_attrs) if label else ()
        return Wanted(self.model, key, label, data.get(label), path)

    def bare(self, data: Any) -> Any:
        """The least that says the same: for a patch, which may change the key and leave the words."""
        return data and {self.key: data[self.key]}


class PartsField(serializers.ListField):
    """A list of rows that belong to the object, kept in `relation`: at most `most`, which is how many are read at once."""

    ordered = False

    def __init__(self, child: serializers.Field, relation: str, *, most: int, **options: Any):
        super().__init__(child=child, required=False, default=Parts, **options)
        self.relation, self.most = relation, most

    def to_internal_value(self, data: Any) -> Parts:
        values = self.run_child_validation(_items(data, self.most))
        return Parts([self.row(value) for value in values])

    def row(self, value: Any) -> dict[str, Any]:
        raise NotImplementedError

    def bare(self, data: Any) -> Any:
        return data and [self.child.bare(one) for one in data]


class Key(serializers.Field):
    """Another row by its key alone."""

    def __init__(self, model: type[models.Model], **options: Any):
        super().__init__(**options)
        self.model = model

    def to_internal_value(self, data: Any) -> Wanted:
        return Wanted(self.model, checked_key(self.model, data))

    def bare(self, data: Any) -> Any:
        return data


class Links(PartsField):
    """One row for each reference, which its column `link` holds; in the order given, where that is `ordered`."""

    def __init__(
        self, child: Reference | Key, relation: str, link: str, *, ordered: bool = False, **options: Any
    ):
        super().__init__(child, relation, **options)
        self.link, self.ordered = link, ordered

    def row(self, value: Wanted) -> dict[str, Any]:
        return {self.link: value}


class Members(PartsField):
    """One row for each object, described by an `Input` of its own."""

    def row(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return self.child.columns(value)


def _items(data: Any, most: int) -> list:
    if not isinstance(data, list):
        raise ValidationError("This is a list.")
    if len(data) > most:
        raise ValidationError(f"At most {most} are accepted.")
    return data


def unknown_members(data: Any, known: Iterable[str]) -> dict[str, list[ErrorDetail]]:
    """The errors of members beyond the known ones. Refuses what is no object."""
    if not isinstance(data, Mapping):
        raise ValidationError("This is an object.")
    names = list(known)
    return {name: [ErrorDetail(UNKNOWN, code=nearest(name, names))] for name in data if name not in names}


def known_members(data: Any, known: Iterable[str]) -> None:
    """Refuse what is no object, or has members beyond the known ones."""
    if unknown := unknown_members(data, known):
        raise ValidationError(unknown)


# --- Objects ----------------------------------------------------------------------------------------------------------


class Input(serializers.Serializer):
    """A body, or an object within one. `shape` is how it is read, `model` whose columns `columns_of` names."""

    shape: type[Shape]
    model: type[models.Model]
    own: tuple[str | tuple[str, str], ...] = ()  # columns, as name or (name, column)
    apart: tuple[str, ...] = ()  # members that are not simply columns
    schemas: dict[str, dict[str, Any]] = {}  # what the document says of a member beside what the column says
    # where in the body a rule or a column is at fault, if not under its own name
    pointers: dict[str, str] = {}

    def get_fields(self) -> dict[str, serializers.Field]:
        pairs = [(one, None) if isinstance(one, str) else one for one in self.own]
        found = {name: column(self.model, name, source) for name, source in pairs}
        return found | super().get_fields()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        errors: dict[str, Any] = unknown_members(data, self.known())
        values = {}
        try:
            values = super().to_internal_value({name: data[name] for name in self.fields if name in data})
        except ValidationError as error:
            errors |= error.detail
        if errors:
            raise ValidationError(errors)
        return values

    def known(self) -> list[str]:
        return list(dict.fromkeys([*self.shape().fields, *self.fields]))

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """{column: value} for the row itself; an absent text is the empty one where the column has no NULL."""
        there = {one.name: one for one in self.model._meta.concrete_fields}
        return {
            name: "" if value is None and not there[name].null else value
            for name, value in values.items()
            if name in there and name not in self.apart
        }

    def parts(self, values: Mapping[str, Any]) -> dict[str, Parts]:
        """{member: its rows} of the lists that belong to the row."""
        return {name: values[name] for name in self.fields if isinstance(values.get(name), Parts)}

    def bare(self, data: Any) -> Any:
        """Of what was read: what can be written, with references reduced to their keys."""
        return data and {
            name: one.bare(data[name]) if hasattr(one, "bare") else data[name]
            for name, one in self.fields.items()
            if name in data
        }

    def pointer(self, name: str) -> str | None:
        """Where the fault of a rule or a column lies in the body, if it lies anywhere."""
        if name in self.pointers:
            return self.pointers[name]
        for member, one in self.fields.items():
            if name == one.source:
                return f"/{member}"
        return None


def errors_of(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """DRF's nested errors as a flat list with a JSON pointer for each."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from errors_of(inner, pointer if name == "non_field_errors" else step(pointer, name))
    elif isinstance(detail, list):
        nested = any(isinstance(inner, Mapping | list) for inner in detail)
        for index, inner in enumerate(detail):
            yield from errors_of(inner, step(pointer, index) if nested else pointer)
    else:
        if detail == UNKNOWN:
            text = f"There is no member '{pointer.rpartition('/')[2][:60]}' here."
            yield wrong(pointer, text, getattr(detail, "code", None))
        else:
            yield wrong(pointer, _worded(str(detail)))


_WORDS = {
    "This field is required.": "This member is needed.",
    "This field may not be null.": "This may not be null.",
    "This field may not be blank.": "The text is blank.",
}


def _worded(text: str) -> str:
    return _WORDS.get(text, text)
