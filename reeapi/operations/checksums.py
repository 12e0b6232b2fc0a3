"""What a database holds, in figures that two databases can be compared by."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from psycopg import sql

# Unlogged tables hold what may be lost, such as counters of requests, and are in no backup.
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relpersistence = 'p'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname"""
# The sum does not depend on the order of the rows, nor on anything but what they hold.
CHECKSUM = """
SELECT count(*), COALESCE(sum(('x' || left(md5(held::text), 16))::bit(64)::bigint::numeric), 0)::text
FROM {table} AS held"""
WRITTEN_ALIKE = {"TimeZone": "UTC", "DateStyle": "ISO", "IntervalStyle": "postgres", "bytea_output": "hex",
                 "extra_float_digits": "1", "statement_timeout": "0"}  # fmt: skip
BROKEN_SNAPSHOTS = """
SELECT id::text FROM sources_snapshot
WHERE text IS NOT NULL AND encode(sha256(convert_to(text, 'UTF8')), 'hex') <> sha256"""


@dataclass(frozen=True)
class Checksum:
    """Of one table: how many rows, and the sum of their hashes."""

    rows: int
    sum: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def table_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def checksums() -> dict[str, Checksum]:
    """Every table's checksum, as the current transaction sees it."""
    found = {}
    with connection.cursor() as cursor:
        for name, value in WRITTEN_ALIKE.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        for table in table_names():
            cursor.execute(sql.SQL(CHECKSUM).format(table=sql.Identifier("public", table)))
            found[table] = Checksum(*cursor.fetchone())
    return found


def broken_snapshots() -> list[str]:
    """The ids of snapshots whose text is not what its hash says."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN_SNAPSHOTS)
        return [key for (key,) in cursor.fetchall()]
