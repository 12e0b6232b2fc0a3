"""What is wrong with this installation, or soon will be, and what to do about it.

A check is a generator of findings: none means that there is nothing to say. Each looks at one thing and writes nothing.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from claims.models import AnchorReview, Relay
from reeapi import embedded

OLDEST_POSTGRESQL = 15
NEEDED_EXTENSIONS = {"pg_trgm", "unaccent", "btree_gin"}
LITTLE_DISK, NO_DISK = 2 * 2**30, 2**28  # bytes
CLOCK_SECONDS = 2
LAG_SECONDS = 10

# NULL for an ordinary role, which may not read it.
PRELOADED = """SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE')
               THEN current_setting('shared_preload_libraries') END"""


class Level(StrEnum):
    NOTICE = "notice"
    FAULT = "FAULT"


@dataclass(frozen=True)
class Finding:
    level: Level
    what: str
    advice: str


Findings = Iterator[Finding]


def fault(what: str, advice: str) -> Finding:
    return Finding(Level.FAULT, what, advice)


def notice(what: str, advice: str) -> Finding:
    return Finding(Level.NOTICE, what, advice)


def examine() -> dict[str, list[Finding]]:
    """The findings of every check, by its name; without a database, or its tables, of those alone that need none."""
    found: dict[str, list[Finding]] = {}
    for stage in (WITHOUT_DATABASE, WITHOUT_TABLES, WITH_TABLES):
        found |= {name: list(check()) for name, check in stage.items()}
        if any(_stops(name, findings) for name, findings in found.items()):
            break
    return found


def _stops(name: str, findings: list[Finding]) -> bool:
    return name in {"database", "migrations"} and any(each.level is Level.FAULT for each in findings)


def settings_check() -> Findings:
    for message in checks.run_checks(include_deployment_checks=not settings.LOCAL):
        if not message.is_silenced():
            make = fault if message.is_serious() else notice
            yield make(
                f"{message.id}: {message.msg}", message.hint or "See Django's documentation of this check."
            )


def database_check() -> Findings:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
            version = cursor.fetchone()[0]
    except Error as error:
        yield fault(f"The database does not answer: {error}", "Start it, or correct DATABASE_URL.")
        return
    if version < OLDEST_POSTGRESQL:
        yield fault(f"PostgreSQL is version {version}.", f"Move to version {OLDEST_POSTGRESQL} or newer.")


def order_check() -> Findings:
    if not _value("SELECT 'B' < 'a' AND 'a' < 'ä'"):
        yield notice(
            "The database sorts by the rules of a language, which differ from machine to machine.",
            "Make the database anew with --locale=C.UTF-8, and restore a backup into it.",
        )
    if _value("SELECT current_setting('server_encoding')") != "UTF8":
        yield fault("The database is not encoded in UTF-8.", "Make it anew with --encoding=UTF8.")


def extensions_check() -> Findings:
    held = {name for (name,) in _rows("SELECT extname FROM pg_extension")}
    if missing := NEEDED_EXTENSIONS - held:
        yield fault(
            f"Extensions are missing: {', '.join(sorted(missing))}.",
            "Install PostgreSQL's contrib modules, then migrate.",
        )
    preloaded = _value(PRELOADED)
    if preloaded is not None and "pg_stat_statements" not in preloaded:
        yield notice(
            "Slow queries are not counted.",
            "Add pg_stat_statements to shared_preload_libraries of PostgreSQL.",
        )


def pgbouncer_check() -> Findings:
    """Behind PgBouncer the service cannot set the limits of a session by itself."""
    if settings.PGBOUNCER and _value("SELECT current_setting('statement_timeout')") == "0":
        yield fault(
            "Nothing limits how long a public query may take.",
            "Set PgBouncer's connect_query as docs/operations.md says.",
        )


def migrations_check() -> Findings:
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in missing[:5])
        yield fault(f"{len(missing)} migrations are missing: {names}.", "Run `manage.py migrate`.")
    if unknown := sorted(executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()):
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:5])
        yield notice(
            f"The database has migrations that this release does not know: {names}.",
            "A newer release has migrated it: finish the upgrade.",
        )


def schema_check() -> Findings:
    for (name,) in _rows("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"):
        yield fault(
            f"The index {name} is unfinished and serves nobody.", f"REINDEX INDEX CONCURRENTLY {name};"
        )
    disabled = (
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal"
    )
    for (table,) in _rows(disabled):
        yield fault(
            f"Triggers of {table} are switched off: its counters, visibility and history are not kept.",
            f"ALTER TABLE {table} ENABLE TRIGGER ALL; and restore what was changed meanwhile.",
        )


def disk_check() -> Findings:
    if not settings.LOCAL:
        return  # the disk of a database server cannot be seen from here; its operator watches it
    free = shutil.disk_usage(embedded.data_dir()).free
    if free < LITTLE_DISK:
        make = fault if free < NO_DISK else notice
        yield make(
            f"The disk of {embedded.data_dir()} has {free >> 20} MiB left.",
            "Make room, or move DATA_DIR to another.",
        )


def clock_check() -> Findings:
    before = timezone.now()
    theirs = _value("SELECT clock_timestamp()")
    apart = abs((theirs - before).total_seconds())
    if apart > CLOCK_SECONDS:
        yield notice(
            f"The clocks of this machine and of the database are {apart:.0f} s apart.", "Let both follow NTP."
        )


def replicas_check() -> Findings:
    for alias in sorted(set(connections) - {"default"}):
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT pg_is_in_recovery(), extract(epoch FROM now() - pg_last_xact_replay_timestamp())"
                )
                replica, lag = cursor.fetchone()
        except Error as error:
            yield fault(
                f"{alias} does not answer: {error}", "Start it, or take it out of DATABASE_REPLICA_URLS."
            )
            continue
        if not replica:
            yield fault(
                f"{alias} is no replica.", "Take it out of DATABASE_REPLICA_URLS: it would show another past."
            )
        elif lag is not None and lag > LAG_SECONDS:
            yield notice(
                f"{alias} may be {lag:.0f} s behind.",
                "Nothing to do while nobody writes; else look at its log.",
            )


def anchors_check() -> Findings:
    if waiting := AnchorReview.objects.waiting().count():
        yield notice(
            f"{waiting} quotes were not found again in a newer text.",
            "Decide them in the admin, under anchor reviews.",
        )


def chains_check() -> Findings:
    """Relays whose places do not count up from 0, and merged rows that lead to merged rows."""
    gaps = f"""
        SELECT count(*) FROM (SELECT statement_id FROM {Relay._meta.db_table}
                              GROUP BY statement_id HAVING max(position) <> count(*) - 1) AS broken"""
    if broken := _value(gaps):
        yield notice(
            f"The chains of {broken} statements have gaps.", "Number their relays from 0 in the admin."
        )
    for table in ("claims_claim", "sources_speaker"):
        onward = _value(
            f"SELECT count(*) FROM {table} a JOIN {table} b ON b.id = a.merged_into_id WHERE b.merged_into_id IS NOT NULL"
        )
        if onward:
            yield notice(
                f"{onward} rows of {table} are merged into rows that were merged.",
                "Merge them into the last one.",
            )


Checks = dict[str, Callable[[], Findings]]
WITHOUT_DATABASE: Checks = {"settings": settings_check, "disk": disk_check, "database": database_check}
WITHOUT_TABLES: Checks = {
    "order": order_check,
    "extensions": extensions_check,
    "migrations": migrations_check,
    "pgbouncer": pgbouncer_check,
    "clock": clock_check,
    "replicas": replicas_check,
}
WITH_TABLES: Checks = {"schema": schema_check, "anchors": anchors_check, "chains": chains_check}


def _rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _value(query: str) -> Any:
    return _rows(query)[0][0]
