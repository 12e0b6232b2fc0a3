"""python -m benchmarks.bulk [claims]: `load_dataset` beside a bare COPY of the same rows, `dump_dataset` beside a bare COPY TO.

The rows are those of a benchmark's world (claims, statements, rebuttals, and what they rest on). Both loads write them
into the same empty, migrated database, with every index, constraint and trigger: visibility, counters, search, history and
marks of change are kept row by row in both. The bare one gets what the dataset decides, ready for the tables: one COPY
of each, in one transaction, in the order that is cheapest for the triggers, and with the settings that spare these
an error a row. `load_dataset` gets NDJSON, with its manifest, and is the whole command, ANALYZE included. The bare dump is
one COPY of each table to a file, in whatever order its rows lie; `dump_dataset` writes NDJSON in order, and its manifest.
All take turns, in rounds; the figures are medians.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import psycopg
from psycopg import sql

from . import database
from .report import keep, machine

ROUNDS = 3
DUMPS = 5  # of each kind in a round: they take less than a second
NAME, EMPTY = "bulk", "bulk_empty"
BARS = {"load_dataset": 0.25, "dump_dataset": 0.5}
# As the loader has them: without, triggers raise and catch an error for every row.
SPARED = """
SELECT set_config('pgtrigger.ignore', '{}', true), set_config('pghistory.context_id', gen_random_uuid()::text, true),
       set_config('pghistory.context_metadata', '{"command": "copy"}', true)
"""
TITLE = "## Loading and dumping in bulk"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk")
    parser.add_argument("claims", nargs="?", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    server = database.server()
    world = database.prepared(server, given.claims)
    with psycopg.connect(server.url, autocommit=True) as admin, TemporaryDirectory() as folder:
        url = _empty(admin, server.url)
        _set_up(url)
        try:
            text = measured(admin, world, url, Path(folder), given.rounds)
        finally:
            _close()
            for name in (NAME, EMPTY):
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    print(text)
    keep(text)


def measured(admin: psycopg.Connection, world: str, url: str, folder: Path, rounds: int) -> str:
    dataset, bare = folder / "dataset", folder / "bare"
    bare.mkdir()
    _fresh(admin)
    _fill(world, url, dataset)
    _copy_out(url, bare)
    rows = sum(file.read_bytes().count(b"\n") for file in bare.iterdir())
    loads = {"COPY": lambda: _copy_in(url, bare), "load_dataset": lambda: _command("load_dataset", dataset)}
    dumps = {
        "COPY TO": lambda: _copy_out(url, bare),
        "dump_dataset": lambda: _command("dump_dataset", folder / "again"),
    }
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, run in loads.items():
            _fresh(admin)
            times[name].append(_seconds(run))
        for name, run in list(dumps.items()) * DUMPS:
            times[name].append(_seconds(run))
    return written(rows, {name: median(found) for name, found in times.items()})


def _seconds(run: Callable[[], None]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def written(rows: int, seconds: dict[str, float]) -> str:
    lines = [
        TITLE, "",
        f"`python -m benchmarks.bulk` on {machine()}: {rows:,} rows of all tables. What is compared is said in `benchmarks/bulk.py`.", "",
        "| | seconds | rows/s | of the bare speed | at least |", "|---|--:|--:|--:|--:|",
    ]  # fmt: skip
    for name, beside in (("load_dataset", "COPY"), ("dump_dataset", "COPY TO")):
        ratio = seconds[beside] / seconds[name]
        lines.append(f"| bare `{beside}` | {seconds[beside]:.2f} | {rows / seconds[beside]:,.0f} | | |")
        lines.append(
            f"| `{name}` | {seconds[name]:.2f} | {rows / seconds[name]:,.0f} | **{ratio:.2f}** | {BARS[name]} |"
        )
    return "\n".join(lines) + "\n"


def _empty(admin: psycopg.Connection, url: str) -> str:
    """A migrated database, to be copied for each round; the address of the copy."""
    address = url.rpartition("/")[0]
    for name in (NAME, EMPTY):
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMPTY)))
    database.migrate(f"{address}/{EMPTY}")
    return f"{address}/{NAME}"


def _fresh(admin: psycopg.Connection) -> None:
    _close()
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(NAME)))
    admin.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(NAME), sql.Identifier(EMPTY))
    )


def _set_up(url: str) -> None:
    """The project within this process, over the database that is loaded."""
    os.environ.update(database.environment(url), DJANGO_SETTINGS_MODULE="reeapi.settings")
    import django

    django.setup()


def _close() -> None:
    from django.db import connections

    connections.close_all()
    for connection in connections.all():
        connection.close_pool()


def _command(name: str, path: Path) -> None:
    from django.core.management import call_command

    call_command(name, str(path), stdout=StringIO())


def _fill(world: str, url: str, dataset: Path) -> None:
    """The world's rows as a dataset, and loaded once: what is copied is what a load makes of them."""
    from django.db import connections

    from claims.dataset.dumping import dump

    _close()
    connection = connections["default"]
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], world.rpartition("/")[2]
    dump(dataset)
    connection.settings_dict["NAME"] = name
    _close()
    _command("load_dataset", dataset)


def _tables() -> list[tuple[str, list[str]]]:
    """Each table of the dataset with the columns that lines decide, in load order; lists before the rows they belong to."""
    from claims.dataset.format import TYPES

    found = []
    for type_ in TYPES.values():
        for field in type_.linked:
            links: Any = field.links
            found.append((links.table, [c for c in (links.owner, links.member, links.position) if c]))
        key = [] if type_.key == "id" else ["id"]
        found.append((type_.table, [*key, *type_.columns, *type_.constants]))
    return found


def _copy_out(url: str, folder: Path) -> None:
    with psycopg.connect(url) as connection:
        for table, columns in _tables():
            with (
                (folder / table).open("wb") as file,
                connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) TO STDOUT") as copy,
            ):
                for block in copy:
                    file.write(block)


def _copy_in(url: str, folder: Path) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(SPARED)
        for table, columns in _tables():
            with (
                (folder / table).open("rb") as file,
                connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
            ):
                while block := file.read(1 << 16):
                    copy.write(block)


if __name__ == "__main__":
    main()
