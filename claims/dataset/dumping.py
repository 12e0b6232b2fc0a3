"""Writing all rows back as lines, streamed from one moment of the database, which makes the lines itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from .format import TYPES, Field, Type
from .manifest import MANIFEST, Summing, write_manifest

# COPY quotes what holds a quote or a delimiter, and escapes nothing else: no line of JSON holds these characters bare.
AS_IT_IS = "FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'"

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
    counts, summaries, written = {}, {}, []
    try:
        with one_moment():
            for type_ in TYPES.values():
                file = folder / f"{type_.filename}.part"
                written.append(file)
                summaries[file.stem] = _write(type_, file, public_only)
                counts[type_.name] = summaries[file.stem]["lines"]
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


def _write(type_: Type, file: Path, public_only: bool) -> dict[str, Any]:
    """Write all rows of a type, and return what a manifest says of the file."""
    with (
        Summing(file) as stream,
        connection.wrap_database_errors,  # which COPY does not do by itself
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({_select(type_, public_only)}) TO STDOUT WITH ({AS_IT_IS})") as copy,
    ):
        for block in copy:
            stream.write(block)
    return stream.summary()


def _select(type_: Type, public_only: bool) -> str:
    """SQL of the lines of a type, in order. A field that is empty is NULL, which `concat` leaves out."""
    parts, joins = [f"""'{{"type": "{type_.name}"'"""], []
    for number, field in enumerate(type_.fields.values()):
        value, join = _field(field, f"m{number}", public_only)
        parts.append(f"""', "{field.name}": ' || {value}""")
        joins.append(join)
    condition = f"WHERE {PUBLIC.get(type_.name, 'r.is_public')} " if public_only else ""
    order = "r.id" if type_.key == "id" else f'r.{type_.key} COLLATE "C"'
    return f"SELECT concat({', '.join(parts)}, '}}') FROM {type_.table} r {' '.join(joins)} {condition}ORDER BY {order}"


def _field(field: Field, alias: str, public_only: bool) -> tuple[str, str]:
    """(SQL of the field as JSON, or NULL where it is empty; the join that it needs). A public dump has no reference to what is not public."""
    if field.links:
        return f"{alias}.list", f"LEFT JOIN ({_lists(field)}) {alias} ON {alias}.owner = r.id"
    if not field.target:
        return _value(field), ""
    target = TYPES[field.target]
    hides_drafts = public_only and target.name != "snapshot"
    if not field.by_slug and not hides_drafts:
        return _quoted(f"r.{field.column}"), ""
    visible = f" AND {alias}.is_public" if hides_drafts else ""
    return (
        _quoted(f"{alias}.{target.key}"),
        f"LEFT JOIN {target.table} {alias} ON {alias}.id = r.{field.column}{visible}",
    )


def _lists(field: Field) -> str:
    """SQL of a subquery (owner, list): the references of each row that has any, in one pass over their table."""
    assert field.links
    assert field.target
    links, target = field.links, TYPES[field.target]
    member = "m.slug" if field.by_slug else f"l.{links.member}"
    join = f" JOIN {target.table} m ON m.id = l.{links.member}" if field.by_slug else ""
    order = f"l.{links.position}" if links.position else f'{member} COLLATE "C"'
    return (
        f"SELECT l.{links.owner} AS owner, '[' || string_agg({_quoted(member)}, ', ' ORDER BY {order}) || ']' AS list "
        f"FROM {links.table} l{join} GROUP BY l.{links.owner}"
    )


def _quoted(expression: str) -> str:
    """Of what has nothing to escape: an id, a slug, a date, one of a few words."""
    return f"""'"' || {expression} || '"'"""


def _value(field: Field) -> str:
    """A moment has a fraction of a second only where there is one, and then in six digits."""
    column = f"r.{field.column}"
    if field.empty == "" and not field.required:
        column = f"nullif({column}, '')"
    match field.kind.sql:
        case "timestamptz":
            moment = f"({column} AT TIME ZONE 'UTC')"
            return _quoted(
                f"CASE {column} WHEN {column}::timestamptz(0) THEN {moment}::date || 'T' || {moment}::time "
                f"""ELSE to_char({moment}, 'YYYY-MM-DD"T"HH24:MI:SS.US') END || 'Z'"""
            )
        case "boolean":
            return f"nullif({column}, {field.empty})::text"
        case "text[]":
            return (
                f"to_jsonb(nullif({column}, '{{}}'))::text"  # with a space after each comma, unlike to_json
            )
        case "text" if not field.kind.plain:
            return f"to_json({column})::text"
        case "integer":
            return f"{column}::text"
    return _quoted(column)
