"""Temporary tables that hold the lines of a load, filled by COPY; the SQL that speaks of them.

Each type has a table `staged_<type>`: the model's columns as they will be stored, slugs of other rows as they were read, and
`place`, which tells the line: the number of its source, times 2³², plus the number of the line in it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from .format import TYPES, Field, Type
from .reading import Line

ROWS_AT_ONCE = 2000
LINES_PER_SOURCE = 1 << 32


class Staging:
    """The lines of one load, in temporary tables that end with the transaction."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.waiting: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TYPES}
        self.used: set[str] = set()
        with connection.cursor() as cursor:
            for type_ in TYPES.values():
                cursor.execute(f"DROP TABLE IF EXISTS pg_temp.staged_{type_.name}, pg_temp.todo_{type_.name}")
                cursor.execute(_create(type_))

    def add(self, line: Line) -> None:
        """Keep a line; every few thousand of a type go to the database together."""
        if not self.sources or self.sources[-1] != line.source:
            self.sources.append(line.source)
        place = (len(self.sources) - 1) * LINES_PER_SOURCE + line.number
        rows = self.waiting[line.type.name]
        rows.append((place, *line.values.values()))
        if len(rows) >= ROWS_AT_ONCE:
            self._copy(line.type)

    def finish(self) -> None:
        """Send what is waiting, and give an id to the rows that are known by their slug."""
        for type_ in TYPES.values():
            self._copy(type_)
        with connection.cursor() as cursor:
            for type_ in self.types():
                if type_.key == "slug":
                    cursor.execute(_number(type_))
                cursor.execute(f"ANALYZE pg_temp.staged_{type_.name}")

    def types(self) -> list[Type]:
        """The types that have lines, in load order."""
        return [type_ for name, type_ in TYPES.items() if name in self.used]

    def line_of(self, place: int) -> tuple[str, int]:
        """(source, number of the line)"""
        return self.sources[place // LINES_PER_SOURCE], place % LINES_PER_SOURCE

    def _copy(self, type_: Type) -> None:
        rows = self.waiting[type_.name]
        if not rows:
            return
        columns = ", ".join(["place", *(field.staged for field in type_.fields.values())])
        with (
            connection.wrap_database_errors,  # which COPY does not do by itself
            connection.cursor() as cursor,
            cursor.copy(f"COPY pg_temp.staged_{type_.name} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        self.used.add(type_.name)
        rows.clear()


def _create(type_: Type) -> str:
    """Columns of links and slugs are named by the field; the others, and their types, are the model's."""
    columns = []
    for field in type_.fields.values():
        if field.links or field.by_slug:
            columns.append(f"NULL::{field.kind.sql} AS {field.staged}")
        else:
            columns.append(field.column)
    number = "NULL::bigint AS id, " if type_.key == "slug" else ""
    return (
        f"CREATE TEMPORARY TABLE staged_{type_.name} ON COMMIT DROP AS "
        f"SELECT 0::bigint AS place, {number}{', '.join(columns)} FROM {type_.table} WITH NO DATA"
    )


def _number(type_: Type) -> str:
    return (
        f"UPDATE pg_temp.staged_{type_.name} s SET id = coalesce("
        f"(SELECT r.id FROM {type_.table} r WHERE r.slug = s.slug), "
        f"nextval(pg_get_serial_sequence('{type_.table}', 'id')))"
    )


def ready(type_: Type) -> str:
    """SQL of a subquery: the staged rows with slugs of other rows resolved, in the columns of the model's table."""
    columns, joins = ["s.*"], []
    for number, field in enumerate(_slug_references(type_)):
        assert field.target
        there, here = f"there{number}", f"here{number}"
        columns.append(f"coalesce({there}.id, {here}.id) AS {field.column}")
        joins.append(
            f"LEFT JOIN {TYPES[field.target].table} {there} ON {there}.slug = s.{field.staged} "
            f"LEFT JOIN pg_temp.staged_{field.target} {here} ON {here}.slug = s.{field.staged}"
        )
    return f"(SELECT {', '.join(columns)} FROM pg_temp.staged_{type_.name} s {' '.join(joins)})"


def _slug_references(type_: Type) -> Iterable[Field]:
    return (field for field in type_.fields.values() if field.by_slug and not field.links)


def members(field: Field) -> str:
    """SQL of a subquery (place, member, position): the list of references of each staged row of `s`, by id."""
    assert field.links
    assert field.target
    position = "(u.ordinality - 1)" if field.links.position else "0"
    if not field.by_slug:
        return f"SELECT u.item AS member, {position} AS position FROM unnest(s.{field.staged}) WITH ORDINALITY u(item)"
    return (
        f"SELECT coalesce(there.id, here.id) AS member, {position} AS position "
        f"FROM unnest(s.{field.staged}) WITH ORDINALITY u(item) "
        f"LEFT JOIN {TYPES[field.target].table} there ON there.slug = u.item "
        f"LEFT JOIN pg_temp.staged_{field.target} here ON here.slug = u.item"
    )


def stored_list(field: Field, owner: str) -> str:
    """SQL of an array: the references that are stored for the row with the id `owner`, as a line lists them."""
    assert field.links
    assert field.target
    links = field.links
    order = f"l.{links.position}" if links.position else "m.slug"
    if not field.by_slug:
        return f"ARRAY(SELECT l.{links.member} FROM {links.table} l WHERE l.{links.owner} = {owner} ORDER BY {order})"
    return (
        f"ARRAY(SELECT m.slug::text FROM {links.table} l JOIN {TYPES[field.target].table} m ON m.id = l.{links.member} "
        f"WHERE l.{links.owner} = {owner} ORDER BY {order})"
    )
