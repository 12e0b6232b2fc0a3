"""A PostgreSQL of the benchmark's own, with one database for each size of world. Worlds are kept for the next run."""

import os
import subprocess
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path

import psycopg
from psycopg import sql

from reeapi import embedded

from . import building, world

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("BENCH_DIR", Path(tempfile.gettempdir()) / "reeapi-benchmarks"))
# What a machine that serves nothing else would give it; all systems that are compared share the one server.
OPTIONS = {"shared_buffers": "1GB", "max_wal_size": "8GB", "maintenance_work_mem": "512MB"}


def server() -> embedded.Server:
    FOLDER.mkdir(mode=0o711, parents=True, exist_ok=True)
    return embedded.use(FOLDER / "data", OPTIONS)


def prepared(running: embedded.Server, size: int) -> str:
    """The DATABASE_URL of a world of so many claims: made if it is not there, and migrated."""
    name, recipe = f"world_{size}", _recipe()
    url = f"{running.url.rpartition('/')[0]}/{name}"
    with psycopg.connect(running.url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if not found or found[0] != recipe:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            migrate(url)
            print(f"Making a world of {size:,} claims …", flush=True)
            building.build(url, size)
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(recipe))
            )
    migrate(url)
    return url


def versions(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return f"PostgreSQL {row[0]}" if row else ""


def _recipe() -> str:
    """What a kept world must have been made by to be used again."""
    return blake2b(Path(world.__file__).read_bytes(), digest_size=8).hexdigest()


def environment(url: str) -> dict[str, str]:
    """A deployment over the world."""
    return os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": "the benchmark keeps no secret, and has fifty characters",
        "ALLOWED_HOSTS": "localhost",
        "CONTACT_EMAIL": "corrections@example.org",
        "HTTPS": "false",
    }


def migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=CHECKOUT, env=environment(url), check=True)
