"""CSV (RFC 4180) as lines of the dataset: a header with the names of the fields, a row for each line.

An empty cell is a field that is left out. A list is joined with ``|``, with ``\\|`` and ``\\\\`` for these characters in a text.
The type stands in a column `type`, or is that of the file.
"""

import csv
import re
from collections.abc import Iterator
from typing import Any

from reeapi.api.errors import nearest

from . import values
from .findings import quoted
from .format import TYPES, Field, Type
from .lines import LineRefused, RawLine, bounded

PARTS = re.compile(r"\\(.)|(\|)|([^\\|]+|\\$)", re.DOTALL)


def csv_lines(source: str, stream: Any, type_name: str | None) -> Iterator[RawLine]:
    """The rows of a stream of bytes. What makes the rest unreadable ends them, with a refusal as the last."""
    text = _decoded(stream)
    rows = csv.reader(text, strict=True)
    number = 1
    try:
        header = next(rows, [])
        _check_header(header, type_name)
        number = rows.line_num + 1
        for row in rows:
            if row:
                yield source, number, _line(header, row, type_name)
            number = rows.line_num + 1
    except UnicodeDecodeError as error:
        refused = LineRefused(f"Byte 0x{error.object[error.start]:02X} is not UTF-8: save the file as UTF-8.")
        yield source, rows.line_num + 1, refused
    except csv.Error as error:
        yield source, number, LineRefused(f"This row is not CSV: {error}.")
    except LineRefused as refused:
        yield source, number, refused


def _decoded(stream: Any) -> Iterator[str]:
    for number, line in enumerate(bounded(stream)):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8")


def _check_header(header: list[str], type_name: str | None) -> None:
    if not header:
        raise LineRefused("There is no header: the first row names the fields.")
    double = next((name for name in header if header.count(name) > 1), None)
    if double is not None:
        raise LineRefused("This field stands twice in the header.", field=double)
    if "type" not in header and type_name is None:
        raise LineRefused(
            f"The rows have no type: add a column `type`, or say it: {', '.join(TYPES)}.", field="type"
        )
    if type_name is not None:
        known = ["type", *TYPES[type_name].fields]
        unknown = next((name for name in header if name not in known), None)
        if unknown is not None:
            likely = nearest(unknown, known)
            raise LineRefused(f"A {type_name} has no such field.", likely and quoted(likely), field=unknown)


def _line(header: list[str], row: list[str], type_name: str | None) -> dict[str, Any] | LineRefused:
    if len(row) != len(header):
        return LineRefused(f"This row has {len(row)} cells, and the header {len(header)}.")
    cells = {name: cell for name, cell in zip(header, row, strict=True) if cell != ""}
    type_ = TYPES.get(cells.setdefault("type", type_name or ""))
    return {name: _value(cell, type_, name) for name, cell in cells.items()}


def _value(cell: str, type_: Type | None, name: str) -> Any:
    """The cell as JSON would have it; what cannot be read so stays a text, which is then refused for what it is."""
    field: Field | None = type_.fields.get(name) if type_ else None
    if field is None:
        return cell
    if isinstance(field.empty, list) or field.links:
        return split_list(cell)
    if field.kind is values.FLAG:
        return {"true": True, "false": False}.get(cell, cell)
    if field.kind.sql == "integer" and re.fullmatch(r"\d{1,10}", cell, re.ASCII):
        return int(cell)
    return cell


def split_list(cell: str) -> list[str]:
    """``a|b\\|c`` is a and b|c."""
    found = [""]
    for escaped, bar, text in PARTS.findall(cell):
        if bar:
            found.append("")
        else:
            found[-1] += escaped or text
    return found
