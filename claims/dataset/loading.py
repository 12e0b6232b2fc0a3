"""Loading lines: all of them in one transaction, or none.

Lines are checked by themselves and copied to staging tables; checked there beside each other; and then written by one
INSERT … ON CONFLICT DO UPDATE for each type, of the new and the changed rows alone. What triggers keep is never written.
Only where the database refuses a row for a reason that could not be foreseen are rows tried in halves, to find its line.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.utils import DataError, IntegrityError

from . import checking
from .findings import Findings, Wrong
from .format import REVIEW, TYPES, Field, Type
from .lines import RawLine
from .reading import Line, read
from .staging import Staging, members, ready, stored_list

TRIED_AT_ONCE = 1000
ALL = (0, (1 << 63) - 1)
PARTS_OF_ARTICLES = {"citation", "snapshot"}  # they have no review of their own
ONE_LOAD_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('claims.dataset'))"
UNLESS_ANOTHER_LOADS = "SELECT pg_try_advisory_xact_lock(hashtext('claims.dataset'))"
# Where this is unset, every call of every trigger raises and catches an error within PostgreSQL: half of a load's time.
IGNORE_NO_TRIGGER = "SELECT set_config('pgtrigger.ignore', coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}'), true)"
Refusal = (IntegrityError, DataError)


@dataclass
class Count:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept_withdrawn: int = 0  # published in the file, but withdrawn here: a load never takes that back


@dataclass
class Report:
    """What a load did, or with dry_run would do, by type; or what is wrong, and then nothing was done."""

    counts: dict[str, Count] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    @property
    def ok(self) -> bool:
        return self.findings.count == 0


@dataclass(frozen=True)
class Curator:
    """On whose behalf lines are loaded: whatever they say of their review, new rows are drafts recorded by `handle`.

    `may(action, type)`: whether they may ``add`` or ``change`` such rows, or (``publish``) change those no longer drafts.
    """

    handle: str
    may: Callable[[str, Type], bool]

    def imposed(self) -> dict[str, Any]:
        now = f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        return {
            "status": "draft", "method": "imported", "recorded_by": self.handle, "recorded_at": now,
            "captured_by": self.handle,
        }  # fmt: skip


class NotAllowed(Exception):
    """The curator may not do this to rows of the type."""

    def __init__(self, action: str, type_: Type):
        super().__init__(f"You may not {action} any {type_.name}.")


class UnderWay(Exception):
    """Another load is under way."""


def load(
    lines: Iterable[RawLine], *, dry_run: bool = False, curator: Curator | None = None, wait: bool = True
) -> Report:
    """Load lines of the dataset format, from anywhere, in one transaction; a line of no change changes nothing.

    Rows that no line speaks of are left alone. One load runs at a time: another waits, or without `wait` raises UnderWay.
    Errors of the server itself (its disk, the connection) are raised, and so is NotAllowed; what is wrong with the lines is
    in the report. Without a `curator` lines are believed in what they say of their review: that is for operators.
    """
    report = Report()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_LOAD_AT_A_TIME if wait else UNLESS_ANOTHER_LOADS)
            if cursor.fetchone() == (False,):
                raise UnderWay
            cursor.execute(IGNORE_NO_TRIGGER)
        staging, spoilt = _stage(lines, report.findings, curator)
        if not report.findings.full:
            checking.check(staging, report.findings, spoilt)
        if report.ok:
            _write_all(staging, report, curator)
        if dry_run or not report.ok:
            transaction.set_rollback(True)
    return report


def _stage(lines: Iterable[RawLine], findings: Findings, curator: Curator | None) -> tuple[Staging, set[str]]:
    """The right lines, and the keys of wrong ones. Once the list is full, lines are only counted."""
    staging = Staging()
    spoilt: set[str] = set()
    for found in read(lines, findings, curator.imposed() if curator else None):
        if findings.full:
            continue
        if isinstance(found, Line):
            staging.add(found)
        else:
            spoilt.add(found.key)
    staging.finish()
    if curator:
        _keep_review(staging)
    return staging, spoilt


def _keep_review(staging: Staging) -> None:
    """Rows that are stored keep their review, and what they were merged into, whoever loads them."""
    for type_ in staging.types():
        kept = [name for name in ("captured_by", *REVIEW) if name in type_.fields]
        if type_.name == "snapshot":
            kept = ["captured_by"]
        stored = [f"{name} = r.{name}" for name in kept]
        if merged := type_.fields.get("merged_into"):
            successor = f"SELECT m.{type_.key} FROM {type_.table} m WHERE m.id = r.{merged.column}"
            stored.append(f"{merged.staged} = ({successor})")
        if stored:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE pg_temp.staged_{type_.name} s SET {', '.join(stored)} FROM {type_.table} r WHERE r.id = s.id"
                )


def _demand(type_: Type, count: "Count", curator: Curator) -> None:
    for action, number in (("add", count.created), ("change", count.updated), ("publish", _reviewed(type_))):
        is_part = action == "publish" and type_.name in PARTS_OF_ARTICLES
        rows = TYPES["article"] if is_part else type_
        if number and not curator.may(action, rows):
            raise NotAllowed("change published rows of" if action == "publish" else action, rows)


def _reviewed(type_: Type) -> int:
    """How many rows that are to be changed are no longer drafts, or are parts of an article that is none."""
    staged = f"pg_temp.todo_{type_.name} t JOIN pg_temp.staged_{type_.name} s USING (place)"
    if "status" in type_.columns:
        question = f"SELECT count(*) FROM {staged} WHERE NOT t.created AND s.status <> 'draft'"
    elif type_.name in PARTS_OF_ARTICLES:
        question = (
            f"SELECT count(*) FROM {staged} LEFT JOIN {type_.table} r ON r.id = s.id WHERE EXISTS (SELECT FROM "
            "sources_article a WHERE a.id IN (s.article_id, r.article_id) AND a.status <> 'draft')"
        )
    else:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _write_all(staging: Staging, report: Report, curator: Curator | None) -> None:
    for type_ in staging.types():
        report.counts[type_.name] = _compare(type_)
        if curator:
            _demand(type_, report.counts[type_.name], curator)
            checking.check_merged(type_, staging, report.findings)
        try:
            with transaction.atomic():
                _write(type_, *ALL)
        except Refusal:
            _find_refused(type_, staging, report.findings)
    if report.ok:
        try:
            connection.check_constraints()
        except Refusal as error:
            report.findings.add(Wrong("the files together", 0, *checking.refusal_of(error, None)))


def _find_refused(type_: Type, staging: Staging, findings: Findings) -> None:
    """Write rows in ever smaller halves, until each that is refused stands alone."""
    after = 0
    while places := _places(type_, after):
        _try(type_, places, staging, findings)
        after = places[-1]


def _places(type_: Type, after: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place FROM pg_temp.todo_{type_.name} WHERE place > %s ORDER BY place LIMIT {TRIED_AT_ONCE}",
            [after],
        )
        return [place for (place,) in cursor.fetchall()]


def _try(type_: Type, places: list[int], staging: Staging, findings: Findings) -> None:
    if findings.full:
        return
    try:
        with transaction.atomic():
            _write(type_, places[0], places[-1])
    except Refusal as error:
        if len(places) == 1:
            findings.add(Wrong(*staging.line_of(places[0]), *checking.refusal_of(error, type_)))
            return
        middle = len(places) // 2
        _try(type_, places[:middle], staging, findings)
        _try(type_, places[middle:], staging, findings)


def _compare(type_: Type) -> Count:
    """Note in todo_<type> which staged rows are new or differ from what is stored, and count them."""
    differs = " OR ".join(
        [
            f"({_own(type_, 'r')}) IS DISTINCT FROM ({_compared(type_)})",
            *(_list_differs(f) for f in type_.linked),
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE todo_{type_.name} ON COMMIT DROP AS "
            f"SELECT s.place, r.id IS NULL AS created FROM {ready(type_)} s LEFT JOIN {type_.table} r ON r.id = s.id "
            f"WHERE r.id IS NULL OR {differs}"
        )
        kept_withdrawn = 0
        if "status" in type_.columns:
            cursor.execute(
                f"DELETE FROM pg_temp.todo_{type_.name} t USING pg_temp.staged_{type_.name} s, {type_.table} r "
                f"WHERE s.place = t.place AND r.id = s.id AND r.status = 'withdrawn' AND s.status <> 'withdrawn'"
            )
            kept_withdrawn = cursor.rowcount
        cursor.execute(f"CREATE UNIQUE INDEX ON pg_temp.todo_{type_.name} (place) INCLUDE (created)")
        cursor.execute(f"ANALYZE pg_temp.todo_{type_.name}")
        cursor.execute(
            f"SELECT count(*) FILTER (WHERE created), count(*) FILTER (WHERE NOT created), "
            f"(SELECT count(*) FROM pg_temp.staged_{type_.name}) FROM pg_temp.todo_{type_.name}"
        )
        created, updated, staged = cursor.fetchone()
    return Count(created, updated, staged - created - updated - kept_withdrawn, kept_withdrawn)


def _own(type_: Type, alias: str) -> str:
    return ", ".join(f"{alias}.{column}" for column in type_.columns)


def _compared(type_: Type) -> str:
    """The staged columns as they would be stored: where a text was taken down, the anchor stays withheld."""
    withheld = "CASE r.anchor_status WHEN 'withheld' THEN r.anchor_status ELSE s.anchor_status END"
    return _own(type_, "s").replace("s.anchor_status", withheld)


def _list_differs(field: Field) -> str:
    assert field.links
    given = (
        f"s.{field.staged}"
        if field.links.position
        else f"ARRAY(SELECT item FROM unnest(s.{field.staged}) item ORDER BY item)"
    )
    return f"{given} <> {stored_list(field, 's.id')}"


def _write(type_: Type, first: int, last: int) -> None:
    """Write the rows of todo_<type> from one place to another, with their lists.

    Lists of new rows go before the rows, so that a row is stored once, as public as it is; those of changed rows after
    them, so that a list is never held against what its row was before.
    """
    with connection.cursor() as cursor:
        for field_ in type_.linked:
            cursor.execute(_delete_links(type_, field_), [first, last])
            cursor.execute(_insert_links(type_, field_, created=True), [first, last])
        cursor.execute(_upsert(type_), [first, last])
        for field_ in type_.linked:
            cursor.execute(_insert_links(type_, field_, created=False), [first, last])


def _upsert(type_: Type) -> str:
    key = [] if type_.key == "id" else ["id"]
    columns = [*key, *type_.columns]
    settable = [column for column in type_.columns if column != type_.key]
    changes = ", ".join(f"{column} = excluded.{column}" for column in settable)
    own, new = (", ".join(f"{row}.{column}" for column in settable) for row in ("r", "excluded"))
    return (
        f"INSERT INTO {type_.table} AS r ({', '.join([*columns, *type_.constants])}) "
        f"SELECT {', '.join([*(f's.{column}' for column in columns), *(repr(v) for v in type_.constants.values())])} "
        f"FROM {ready(type_)} s JOIN pg_temp.todo_{type_.name} t USING (place) "
        f"WHERE s.place BETWEEN %s AND %s ORDER BY s.place "
        f"ON CONFLICT (id) DO UPDATE SET {changes} WHERE ({own}) IS DISTINCT FROM ({new})"
    )


def _delete_links(type_: Type, field_: Field) -> str:
    assert field_.links
    links = field_.links
    return (
        f"DELETE FROM {links.table} l USING pg_temp.staged_{type_.name} s JOIN pg_temp.todo_{type_.name} t USING (place) "
        f"WHERE s.place BETWEEN %s AND %s AND NOT t.created AND l.{links.owner} = s.id "
        f"AND l.{links.member} NOT IN (SELECT m.member FROM ({members(field_)}) m)"
    )


def _insert_links(type_: Type, field_: Field, *, created: bool) -> str:
    assert field_.links
    links = field_.links
    position = f", {links.position}" if links.position else ""
    conflict = (
        f"DO UPDATE SET {links.position} = excluded.{links.position} WHERE l.{links.position} <> excluded.{links.position}"
        if links.position
        else "DO NOTHING"
    )
    return (
        f"INSERT INTO {links.table} AS l ({links.owner}, {links.member}{position}) "
        f"SELECT s.id, m.member{', m.position' if position else ''} "
        f"FROM pg_temp.staged_{type_.name} s JOIN pg_temp.todo_{type_.name} t USING (place), LATERAL ({members(field_)}) m "
        f"WHERE s.place BETWEEN %s AND %s AND t.created = {created} ORDER BY s.place, m.position "
        f"ON CONFLICT ({links.owner}, {links.member}) {conflict}"
    )
