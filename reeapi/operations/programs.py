"""PostgreSQL's own client programs, run against the database of the settings."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from reeapi.embedded.binaries import candidates, major


class ProgramError(Exception):
    """Why a program of PostgreSQL cannot be run or did not succeed, in a sentence that says what to do."""


def run(name: str, *arguments: str) -> None:
    """Run `pg_dump`, `pg_restore` … of the server's own major version. Raises ProgramError with what it said."""
    program = find(name, server_major())
    done = subprocess.run(
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " | ".join(done.stderr.strip().splitlines()[-4:])
        raise ProgramError(f"{name} did not succeed: {said or f'status {done.returncode}'}")


def server_major() -> int:
    """The major version of the database server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return cursor.fetchone()[0]


def find(name: str, wanted: int) -> Path:
    """The program of that major version: of POSTGRES_BIN_DIR, the wheel, or an installation.

    One of another version might write what the server cannot read, or read what it did not write.
    """
    seen = []
    for folder in candidates():
        if (folder / name).exists():
            version = major(folder / name)
            if version == wanted:
                return folder / name
            seen.append(str(version))
    held = f"; here are only those of {', '.join(seen)}" if seen else ""
    raise ProgramError(
        f"The server is PostgreSQL {wanted} and needs the program `{name}` of the same version{held}: install "
        f"the client programs of PostgreSQL {wanted}, or point POSTGRES_BIN_DIR at them."
    )


def _environment() -> dict[str, str]:
    """Where the database is, for libpq. A password on the command line would be seen by every process."""
    settings = connection.settings_dict
    found = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"] or ""),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    found |= {f"PG{name.upper()}": str(value) for name, value in _ssl(settings["OPTIONS"])}
    found["PGTARGETSESSIONATTRS"] = settings["OPTIONS"].get("target_session_attrs", "")
    return os.environ | {name: value for name, value in found.items() if value}


def _ssl(options: dict) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in options.items() if name.startswith("ssl"))
