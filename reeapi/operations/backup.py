"""Backups that say what is in them, and restores that prove that all of it came back.

A backup is a folder: `database.dump`, written by pg_dump, and `manifest.json` with the sha256 of that file, the
migrations, and for every table the number of its rows and a checksum, taken in the very transaction that was dumped.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from . import programs
from .checksums import Checksum, broken_snapshots, checksums, table_names

DUMP, MANIFEST = "database.dump", "manifest.json"
FORMAT = 1


class BackupError(Exception):
    """Why a backup cannot be made or restored, in a sentence that says what to do."""


def backup(folder: Path) -> dict[str, Any]:
    """Write a backup of the database into a new folder; returns its manifest. Readers and writers go on meanwhile.

    Raises BackupError, ProgramError. A backup that was cut off has no manifest and another name.
    """
    if folder.exists():
        raise BackupError(f"{folder} is there already; name a new folder.")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    try:
        unfinished.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise BackupError(f"{unfinished} is left of a backup that was cut off; remove it first.") from None
    except OSError as error:
        raise BackupError(f"{folder} cannot be written ({error.strerror}).") from error
    try:
        manifest = _write(unfinished)
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    unfinished.rename(folder)
    return manifest


def _write(folder: Path) -> dict[str, Any]:
    file = folder / DUMP
    with frozen() as snapshot:
        programs.run(
            "pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges",
            "--no-unlogged-table-data", f"--file={file}",
        )  # fmt: skip
        broken, tables = broken_snapshots(), checksums()
    if broken:
        raise BackupError(f"The text of these snapshots is not what its hash says: {', '.join(broken[:10])}.")
    manifest = {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgresql": programs.server_major(),
        "migrations": migrations(),
        "sha256": sha256(file),
        "tables": {name: checksum.as_json() for name, checksum in tables.items()},
    }
    written(folder / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    return manifest


@contextmanager
def frozen() -> Iterator[str]:
    """A transaction that sees the database as it is now; yields the name under which others can see the same."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def restore(folder: Path) -> dict[str, Any]:
    """Fill an empty database from a backup and compare every table with it; returns the manifest.

    Raises BackupError where the backup is not whole, the database is not empty, or anything differs afterwards.
    """
    manifest = read_manifest(folder)
    if names := table_names():
        raise BackupError(
            f"The database holds {len(names)} tables; a backup is restored into an empty one only: name a new "
            "database in DATABASE_URL, or a new folder in DATA_DIR."
        )
    programs.run(
        "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
        f"--dbname={connection.settings_dict['NAME']}", str(folder / DUMP),
    )  # fmt: skip
    connection.close()  # what this session knows of the catalogue is from before
    with transaction.atomic():
        differing = differences(manifest, checksums())
        broken = broken_snapshots()
    if differing:
        raise BackupError(f"These tables are not as the backup says: {', '.join(differing)}.")
    if broken:
        raise BackupError(f"The text of these snapshots is not what its hash says: {', '.join(broken[:10])}.")
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a backup, whose file is what the manifest says it is. Raises BackupError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        whole = (
            manifest["format"] == FORMAT
            and manifest["tables"]
            and sha256(folder / DUMP) == manifest["sha256"]
        )
    except OSError as error:
        raise BackupError(f"{folder} is no backup: {error.strerror}: {error.filename}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder / MANIFEST} is not the manifest of a backup.") from error
    if not whole:
        raise BackupError(f"{folder / DUMP} is not the file that the manifest speaks of: it is damaged.")
    return manifest


def differences(manifest: dict[str, Any], found: dict[str, Checksum]) -> list[str]:
    """The names of the tables that are not as the manifest says, absent and additional ones included."""
    wanted = {name: Checksum(**entry) for name, entry in manifest["tables"].items()}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def migrations() -> list[str]:
    """The migrations that the database has, as ``app.name``."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def written(file: Path, text: str) -> None:
    """Write a file that is on disk when this returns."""
    with file.open("w") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
