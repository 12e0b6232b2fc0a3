"""Where lines come from: a stream, a file, or a folder of them with the manifest that it may have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .format import TYPES
from .lines import LineRefused, RawLine, bounded
from .manifest import MANIFEST, Summed, differences
from .tables import csv_lines

SUFFIXES = (".ndjson", ".csv")


class Unreadable(Exception):
    """There is nothing to read at a path; the message says why."""


def stream_lines(source: str, stream: Any, kind: str, type_name: str | None = None) -> Iterator[RawLine]:
    """The lines of a stream of bytes; `kind` is ndjson or csv, `type_name` the type of rows that have no such column."""
    if kind == "csv":
        yield from csv_lines(source, stream, type_name)
        return
    for number, line in enumerate(bounded(stream), start=1):
        yield source, number, line


def raw_lines(path: Path) -> Iterator[RawLine]:
    """The lines of a file, or of every *.ndjson and *.csv in a folder (in load order, then by name). Raises Unreadable.

    Where the folder has a manifest, whatever is not as it says is a refusal at the end.
    """
    if path.is_dir():
        order = [Path(found.filename).stem for found in TYPES.values()]
        files = sorted(
            (file for file in path.iterdir() if file.suffix in SUFFIXES),
            key=lambda f: (order.index(f.stem) if f.stem in order else len(order), f.name),
        )
        if not files:
            raise Unreadable(f"The folder {path} has no file that ends in .ndjson or .csv.")
    elif path.is_file():
        files = [path]
    else:
        raise Unreadable(f"There is no file or folder {path}.")
    found: dict[str, dict[str, Any]] = {}
    for file in files:
        with Summed(file) as stream:
            yield from stream_lines(file.name, stream, _kind(file), type_of(file))
        found[file.name] = stream.summary()
    if path.is_dir() and (path / MANIFEST).is_file():
        for complaint in differences(path / MANIFEST, found):
            yield MANIFEST, 0, LineRefused(complaint)


def _kind(file: Path) -> str:
    return "csv" if file.suffix == ".csv" else "ndjson"


def type_of(file: Path) -> str | None:
    """The type that a file of this name holds, if it is one of those that a dump writes."""
    return next((t.name for t in TYPES.values() if Path(t.filename).stem == file.stem), None)
