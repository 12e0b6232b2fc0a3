"""The service behind PgBouncer in transaction mode, where one connection of the database serves many sessions in turn."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import psycopg
import pytest

from tests.conftest import needs_program, temporary_folder
from tests.servers import cloned_database, command, free_port, serving
from tests.staff import Staff

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LIMITS = (
    "SET statement_timeout = '1s'; SET lock_timeout = '800ms'; SET max_parallel_workers_per_gather = 0; "
    "SET pgtrigger.ignore = '{}'"
)
CONFIGURATION = """
[databases]
* = host={host} port={port} user={user} connect_query='{query}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
"""


@contextmanager
def pooled(database_url: str, folder: Path) -> Iterator[str]:
    """PgBouncer in front of that database; yields the DATABASE_URL that leads through it."""
    url, port = urlsplit(database_url), free_port()
    host, number = url.netloc.partition("@")[2].rsplit(":", 1)
    query = LIMITS.replace("'", "''")
    text = CONFIGURATION.format(
        host=unquote(host), port=number, user=url.username, query=query, own_port=port
    )
    (folder / "pgbouncer.ini").write_text(text)
    account = {"user": pwd.getpwnam("postgres").pw_uid} if os.geteuid() == 0 else {}
    program = [needs_program("pgbouncer"), "-q", folder / "pgbouncer.ini"]
    process = subprocess.Popen(program, **account)
    through = f"postgresql://{url.username}@127.0.0.1:{port}{url.path}"
    try:
        for _ in range(200):
            try:
                psycopg.connect(through, connect_timeout=2).close()
                break
            except psycopg.OperationalError:
                assert process.poll() is None, "PgBouncer ended"
                time.sleep(0.05)
        yield through
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def through() -> Iterator[str]:
    with cloned_database() as url:
        assert command(url, "load_dataset", "data").returncode == 0
        folder = temporary_folder()
        with pooled(url, folder) as through:
            yield through
        shutil.rmtree(folder)


def test_readers_and_staff_share_the_connections_and_not_their_limits(through):
    with serving(through, DATABASE_PGBOUNCER="true", PREPARE_DATABASE="false") as address:
        staff = Staff(address, through, DATABASE_PGBOUNCER="true")
        paths = [
            "/api/v1/claims/?speaker=vladimir-potanin&expand=statements,rebuttals",
            "/api/v1/topics/",
            "/api/v1/rebuttals/?ground=legal",
        ]
        with ThreadPoolExecutor(16) as readers:
            reads = readers.map(lambda n: urlopen(f"{address}{paths[n % 3]}").status, range(300))  # noqa: S310
            for number in range(10):
                staff.rename_topic("processing", f"Processing {number}")
            assert set(reads) == {200}
        assert b"Processing 9" in urlopen(f"{address}/api/v1/topics/processing/").read()  # noqa: S310
        with ThreadPoolExecutor(8) as sessions:
            assert set(sessions.map(lambda _: limit(through), range(40))) == {"1s"}
        assert "connect_query" not in command(through, "doctor", DATABASE_PGBOUNCER="true").stdout


def limit(url: str) -> str:
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as database:
        return database.execute("SELECT current_setting('statement_timeout') FROM pg_sleep(0.02)").fetchone()[
            0
        ]
