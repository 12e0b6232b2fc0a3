"""Writing all rows back as lines, streamed from one moment of the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from .format import TYPES, Field, Type
from .manifest import MANIFEST, summary_of, write_manifest
from .staging import stored_list

ROWS_AT_ONCE = 2000

# Which rows of a type are public: by their own column unless said otherwise.
PUBLIC = {
    "affiliation": "EXISTS (SELECT 1 FROM sources_speaker p WHERE p.id = r.speaker_id AND p.is_public) "
    "AND EXISTS (SELECT 1 FROM sources_speaker o WHERE o.id = r.organization_id AND o.is_public)",
    "citation": "EXISTS (SELECT 1 FROM sources_article a WHERE a.id = r.article_id AND a.is_public) "
    "AND EXISTS (SELECT 1 FROM sources_article c WHERE c.id = r.cited_id AND c.is_public)",
    "snapshot": "EXISTS (SELECT 1 FROM sources_article a WHERE a.id = r.article_id AND a.is_public)",
}


def dump(folder: Path, *, public_only: bool = False) -> dict[str, int]:
    """Write one file for each type into `folder` (made if need be) and return the number of lines of each.

    All files are of one moment. A file appears under its name once all are written; the manifest, which has the count and
    the hash of each, is the last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts, written = {}, []
    try:
        with one_moment():
            for type_ in TYPES.values():
                file = folder / f"{type_.filename}.part"
                written.append(file)
                counts[type_.name] = _write(type_, file, public_only)
        summaries = {file.stem: summary_of(file) for file in written}
        written.append(folder / f"{MANIFEST}.part")
        write_manifest(written[-1], summaries)
        for file in written:
            file.replace(file.with_suffix(""))
    finally:
        for file in written:
            file.unlink(missing_ok=True)
    return counts


@contextmanager
def one_moment() -> Iterator[None]:
    """Reads inside see the database as it was at the first of them; within a caller's transaction, as that one sees it."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write(type_: Type, file: Path, public_only: bool) -> int:
    number = 0
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for line in lines(type_, public_only=public_only):
            stream.write(line)
            number += 1
    return number


def lines(type_: Type, *, public_only: bool = False) -> Iterator[str]:
    """The rows of a type as lines, ordered by slug or id, in constant memory. Needs a transaction."""
    fields = list(type_.fields.values())
    with connection.chunked_cursor() as cursor:
        cursor.execute(_select(type_, public_only))
        for row in chain.from_iterable(iter(partial(cursor.fetchmany, ROWS_AT_ONCE), [])):
            found = {"type": type_.name}
            for field, value in zip(fields, row, strict=True):
                if value is not None and value != field.empty:
                    found[field.name] = _written(value)
            yield json.dumps(found, ensure_ascii=False) + "\n"


def _written(value: Any) -> Any:
    """A stored value as it stands in a line; a moment has a fraction of a second only where there is one."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return value


def _select(type_: Type, public_only: bool) -> str:
    columns = ", ".join(_column(field, public_only) for field in type_.fields.values())
    condition = f"WHERE {PUBLIC.get(type_.name, 'r.is_public')} " if public_only else ""
    order = "r.id" if type_.key == "id" else f'r.{type_.key} COLLATE "C"'
    return f"SELECT {columns} FROM {type_.table} r {condition}ORDER BY {order}"


def _column(field: Field, public_only: bool) -> str:
    """A reference to what is not public is left out of a public dump."""
    if field.links:
        return stored_list(field, "r.id") + ("" if field.by_slug else "::text[]")
    if not field.target:
        return f"r.{field.column}::text" if field.kind.sql == "uuid" else f"r.{field.column}"
    target = TYPES[field.target]
    hides_drafts = public_only and target.name != "snapshot"
    if not field.by_slug and not hides_drafts:
        return f"r.{field.column}::text"
    visible = " AND m.is_public" if hides_drafts else ""
    return f"(SELECT m.{target.key}::text FROM {target.table} m WHERE m.id = r.{field.column}{visible})"
