"""The real service in a process of its own, for tests that speak HTTP to it."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.db import connection

CHECKOUT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def cloned_database() -> Iterator[str]:
    """A copy of the current test database, as a DATABASE_URL; nobody else may be connected to it."""
    original, copy = connection.settings_dict["NAME"], f"clone_{secrets.token_hex(4)}"
    host, port, user = (connection.settings_dict[key] for key in ("HOST", "PORT", "USER"))
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        # A pool ends its sessions when it comes to it; PostgreSQL copies no database that somebody has open.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [original]
        )
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    try:
        yield f"postgresql://{user}@{host.replace('/', '%2F')}:{port}/{copy}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def own_database() -> Iterator[str]:
    """A copy of the test database, as a DATABASE_URL, in which the test's own rows are written and read, too."""
    original = connection.settings_dict["NAME"]
    with cloned_database() as url:
        connection.settings_dict["NAME"] = url.rsplit("/", 1)[1]
        try:
            yield url
        finally:
            connection.close()
            connection.close_pool()
            connection.settings_dict["NAME"] = original


@contextmanager
def serving(database_url: str, **environment: str) -> Iterator[str]:
    """`manage.py serve` over that database; yields the address, without a slash at the end."""
    port = free_port()
    deployment = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "localhost",
        "CONTACT_EMAIL": "corrections@example.org",
        "DEBUG": "true",
        "HTTPS": "false",
        "RATE_LIMITS": "false",  # a test may ask as often as it likes
        "WORKERS": "1",
        "PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=CHECKOUT, env=os.environ | deployment | environment
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen, *, seconds: float = 240) -> None:
    """Return once the service answers; fail if it ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with status {process.returncode}"
        try:
            urlopen(f"{address}/livez", timeout=5).close()  # noqa: S310
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{address} did not answer within {seconds} s")


@contextmanager
def empty_database() -> Iterator[str]:
    """A database without a table beside the test database, as a DATABASE_URL."""
    name = f"empty_{secrets.token_hex(4)}"
    host, port, user = (connection.settings_dict[key] for key in ("HOST", "PORT", "USER"))
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield f"postgresql://{user}@{host.replace('/', '%2F')}:{port}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def command(database_url: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """A `manage.py` command over that database, as an operator of a deployment runs it."""
    deployment = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "0123456789" * 5,
        "ALLOWED_HOSTS": "localhost",
        "CONTACT_EMAIL": "corrections@example.org",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=CHECKOUT, env=os.environ | deployment | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def wait_for_port(port: int, process: subprocess.Popen, *, seconds: float = 60) -> None:
    """Return once something listens on that port of this machine; fail if the program ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the program ended with status {process.returncode}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError(f"nothing listened on port {port} within {seconds} s")
