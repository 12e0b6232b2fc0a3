"""From bytes to checked lines: what can be said of a line by itself, without the database."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reeapi.api.errors import Refused, nearest
from reeapi.api.parameters import NO_TEXT

from .findings import Findings, Wrong, quoted
from .format import REVIEW, TYPES, Type
from .lines import LONGEST_LINE, LineRefused, RawLine
from .rules import broken_rules

EMPTY: tuple[Any, ...] = (None, "", [])

Complaints = list[tuple[str, Refused]]
"""What is wrong with a line, as (field, refusal)."""


@dataclass(frozen=True)
class Line:
    """A line that is right by itself. `values` has every field of the type, empty ones included."""

    source: str
    number: int
    type: Type
    values: dict[str, Any]


@dataclass(frozen=True)
class Spoilt:
    """A wrong line whose key can be told, so that references to it are not reported as well."""

    key: str


def read(
    lines: Iterable[RawLine], findings: Findings, imposed: Mapping[str, Any] | None = None
) -> Iterator[Line | Spoilt]:
    """Each right line; what is wrong goes to `findings`.

    `imposed`: what stands in place of whatever lines say of their review, and of who captured a text. Nothing
    is merged by a line then: that is done where what rests on a row moves with it.
    """
    for source, number, raw in lines:
        try:
            if isinstance(raw, LineRefused):
                raise raw
            found = _parsed(raw) if isinstance(raw, bytes) else raw
            if imposed is not None:
                found = _imposed(found, imposed)
        except LineRefused as refusal:
            findings.add(Wrong(source, number, refusal.field, refusal.detail, refusal.suggestion))
            continue
        values, wrong = _checked(found, has_escapes=not isinstance(raw, bytes) or b"\\u" in raw)
        if not wrong:
            yield Line(source, number, TYPES[found["type"]], values)
            continue
        for field, complaint in wrong:
            findings.add(Wrong(source, number, field, complaint.detail, complaint.suggestion))
        yield Spoilt(str(found.get("id") or found.get("slug")))


def _imposed(found: dict[str, Any], imposed: Mapping[str, Any]) -> dict[str, Any]:
    type_ = TYPES.get(str(found.get("type")))
    names = {"captured_by", "merged_into"} | ({*REVIEW} if type_ and "status" in type_.fields else set())
    known = type_.fields if type_ else {}
    kept = {name: value for name, value in found.items() if name not in names}
    return kept | {name: imposed[name] for name in names if name in known and name in imposed}


def _parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise LineRefused(f"This line is longer than {LONGEST_LINE} bytes.")
    if not raw.strip():
        raise LineRefused("This line is blank; take it out.")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise LineRefused("The file begins with a byte order mark: save it as UTF-8 without one.")
    try:
        found = DECODER.decode(raw.decode("utf-8"))
    except LineRefused:
        raise
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise LineRefused(
            f"Byte {error.start + 1} (0x{byte:02X}) is not UTF-8: save the file as UTF-8."
        ) from None
    except json.JSONDecodeError as error:
        raise LineRefused(f"This is not JSON: {error.msg} at character {error.pos + 1}.") from None
    except (ValueError, RecursionError):
        raise LineRefused(
            "This is not JSON that can be read: numbers too long or brackets too deep."
        ) from None
    if type(found) is not dict:
        raise LineRefused('A line is one object in curly brackets: {"type": …}.')
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise LineRefused("This field stands twice in the line.", field=twice)
    return found


DECODER = json.JSONDecoder(object_pairs_hook=_object)


def _checked(found: dict[str, Any], *, has_escapes: bool) -> tuple[dict[str, Any], Complaints]:
    """The values of all fields of a line, and what is wrong with it."""
    name = found.get("type")
    if type(name) is not str or name not in TYPES:
        return {}, [("type", _unknown_type(name))]
    values, wrong = _values(found, TYPES[name], has_escapes=has_escapes)
    return values, wrong or list(broken_rules(TYPES[name], values))


def _unknown_type(name: Any) -> Refused:
    known = ", ".join(TYPES)
    if name is None:
        return Refused(f"The type of the line is missing: {known}.")
    likely = nearest(name, TYPES) if type(name) is str else None
    return Refused(f"{quoted(name)} is not a type: {known}.", likely and quoted(likely))


def _values(found: dict[str, Any], type_: Type, *, has_escapes: bool) -> tuple[dict[str, Any], Complaints]:
    """The values of all fields, each by itself."""
    fields = type_.fields
    values = type_.empty.copy()
    wrong: Complaints = []
    for name, value in found.items():
        field = fields.get(name)
        if name == "type" or (value in EMPTY and field):
            continue
        try:
            if field is None:
                raise _unknown(name, type_)
            if has_escapes:
                _check_storable(value)
            values[name] = field.kind.read(value)
        except Refused as refusal:
            wrong.append((name, refusal))
    for name in type_.required:
        if values[name] in EMPTY and found.get(name) in EMPTY:
            wrong.append((name, Refused(f"A {type_.name} needs this field: {fields[name].kind.words}.")))
    return values, wrong


def _unknown(name: str, type_: Type) -> Refused:
    likely = nearest(name, type_.fields)
    known = "" if likely else f" It has {', '.join(type_.fields)}."
    return Refused(f"A {type_.name} has no such field.{known}", likely and quoted(likely))


def _check_storable(value: Any) -> None:
    for text in value if type(value) is list else [value]:
        if type(text) is str and (bad := NO_TEXT.search(text)):
            raise Refused(f"The character U+{ord(bad[0]):04X} at {bad.start() + 1} is not allowed in a text.")
