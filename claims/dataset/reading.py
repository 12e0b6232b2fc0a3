"""From bytes to checked lines: what can be said of a line by itself, without the database."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reeapi.api.errors import Refused, nearest

from .findings import Findings, Wrong, quoted
from .format import TYPES, Type
from .rules import broken_rules

LONGEST_LINE = 1_000_000  # bytes
EMPTY: tuple[Any, ...] = (None, "", [])
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

RawLine = tuple[str, int, bytes]
"""(name of the source, number of the line from 1, its bytes)"""
Complaints = list[tuple[str, Refused]]
"""What is wrong with a line, as (field, refusal)."""


class Unreadable(Exception):
    """There is nothing to read at a path; the message says why."""


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


def raw_lines(path: Path) -> Iterator[RawLine]:
    """The lines of a file, or of every *.ndjson in a folder (in load order, then by name). Raises Unreadable."""
    if path.is_dir():
        order = [found.filename for found in TYPES.values()]
        files = sorted(
            path.glob("*.ndjson"),
            key=lambda f: (order.index(f.name) if f.name in order else len(order), f.name),
        )
        if not files:
            raise Unreadable(f"The folder {path} has no file that ends in .ndjson.")
    elif path.is_file():
        files = [path]
    else:
        raise Unreadable(f"There is no file or folder {path}.")
    for file in files:
        with file.open("rb") as stream:
            for number, line in enumerate(_bounded(stream), start=1):
                yield file.name, number, line


def _bounded(stream: Any) -> Iterator[bytes]:
    """Lines of a stream; of one that is too long, only as much as shows it."""
    while line := stream.readline(LONGEST_LINE + 1):
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE)):
            pass
        yield line


def read(lines: Iterable[RawLine], findings: Findings) -> Iterator[Line | Spoilt]:
    """Each right line; what is wrong goes to `findings`."""
    for source, number, raw in lines:
        try:
            found = _parsed(raw)
        except LineRefused as refusal:
            findings.add(Wrong(source, number, refusal.field, refusal.detail, refusal.suggestion))
            continue
        values, wrong = _checked(found, has_escapes=b"\\u" in raw)
        if not wrong:
            yield Line(source, number, TYPES[found["type"]], values)
            continue
        for field, complaint in wrong:
            findings.add(Wrong(source, number, field, complaint.detail, complaint.suggestion))
        yield Spoilt(str(found.get("id") or found.get("slug")))


class LineRefused(Refused):
    """A line that cannot be read at all. `field` is that which stands twice in it, or empty."""

    def __init__(self, detail: str, suggestion: str | None = None, field: str = ""):
        super().__init__(detail, suggestion)
        self.field = field


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
        if type(text) is str and (bad := UNSTORABLE.search(text)):
            raise Refused(f"The character U+{ord(bad[0]):04X} at {bad.start() + 1} is not allowed in a text.")
