"""`manage.py serve`, which is `make run`: from nothing to an answering service on this machine."""

import atexit
import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from reeapi import embedded
from reeapi.environment import Environment

DATASET = Path(__file__).resolve().parent.parent / "data"
SETUP_LOCK = 7_733_100  # an advisory lock of the database: one process at a time prepares it
EXAMPLE = "/api/v1/claims/?speaker=vladimir-potanin&expand=statements,rebuttals"
THREADS = 8  # per worker, each with a database connection of the pool


class ServeError(Exception):
    """Why the service cannot start, in a sentence that says what to do."""


def serve() -> None:
    """Prepare the database and answer requests until stopped. HOST, PORT and WORKERS come from the
    environment.
    """
    host, port = os.environ.get("HOST", "127.0.0.1"), _number("PORT", 8000)
    workers = _number("WORKERS", 2)
    require_free(host, port)
    metrics = metrics_port()
    if not os.environ.get("DATABASE_URL"):
        embedded.use()
    import django

    django.setup()
    passwords = {}
    if Environment().bool("PREPARE_DATABASE", default=True):
        with one_at_a_time():
            prepare_database()
            passwords = make_accounts()
            collect_static_files()
    close_database()
    said: list[Callable[[], object]] = [lambda: announce(f"http://{host}:{port}", passwords)]
    if metrics:
        from reeapi.metrics import expose

        said.append(lambda: expose(os.environ.get("METRICS_HOST", "127.0.0.1"), metrics))
    while not answer(host, port, workers, said):
        said.clear()
        print("Workers died again and again; the service begins anew.", file=sys.stderr, flush=True)
        time.sleep(1)


def answer(host: str, port: int, workers: int, at_first: list[Callable[[], object]]) -> bool:
    """Answer requests, with dead workers replaced. True once told to end; False where they died too often for that."""
    server = Granian(
        "reeapi.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=8192,
        backpressure=4096,  # slow readers wait beside the threads, they do not occupy them
        respawn_failed_workers=True,
        workers_kill_timeout=3,  # seconds; a read has had its second by then
        log_level="error",  # its warnings are about the number of threads, which the pool decides here
    )
    for call in at_first:
        server.on_startup(call)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.serve()
    except SystemExit as ended:  # with 1 for workers that were lost
        if ended.code != 1:
            raise
    finally:
        for (
            number,
            handler,
        ) in before.items():  # a signal between two servers ends the process, and is not lost
            signal.signal(number, handler)
    return server.interrupt_signal


def _number(name: str, default: int) -> int:
    given = os.environ.get(name) or str(default)
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65_536:
        raise ServeError(f"{name} is {given!r}; it must be a whole number from 1 to 65535.")
    return int(given)


def metrics_port() -> int | None:
    """The port for Prometheus, if one is asked for. Makes the folder that the workers count into.

    The library reads its place from the environment when it is first imported, which must be after this.
    """
    if os.environ.get("METRICS_PORT", "0") == "0":
        return None
    port = _number("METRICS_PORT", 0)
    if port == _number("PORT", 8000):
        raise ServeError(f"METRICS_PORT is the port of the service itself, {port}; choose another.")
    require_free(os.environ.get("METRICS_HOST", "127.0.0.1"), port)
    folder = tempfile.mkdtemp(prefix="reeapi-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    starter = os.getpid()

    def clean() -> None:
        if os.getpid() == starter:  # the workers, which are forked, leave the folder to this process
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(clean)
    return port


def require_free(host: str, port: int) -> None:
    """Raise ServeError where the address cannot be listened on."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise ServeError(
            f"{host}:{port} cannot be listened on ({error.strerror}); "
            f"stop the other program or choose another port, as in `PORT={port + 1} make run`."
        ) from error


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for whoever else is preparing this database.

    By asking again and again: who waits inside PostgreSQL holds a snapshot, and an index that is built concurrently waits for that.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        while not _ask(cursor, "SELECT pg_try_advisory_lock(%s)"):
            time.sleep(0.1)
        try:
            yield
        finally:
            _ask(cursor, "SELECT pg_advisory_unlock(%s)")


def _ask(cursor: Any, question: str) -> bool:
    cursor.execute(question, [SETUP_LOCK])
    return cursor.fetchone()[0]


def prepare_database() -> None:
    """Migrate if need be, and load the sample data into a database that has none.

    A database that holds anything is left as it is, so that no curator's edit is ever overwritten; `manage.py
    load_dataset data` brings it up to date when somebody asks for it.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    if not _has_data():
        call_command("load_dataset", str(DATASET))


def _has_data() -> bool:
    from claims.models import Claim, Topic
    from sources.models import Article, Speaker

    return any(model.objects.exists() for model in (Topic, Speaker, Article, Claim))


def make_accounts() -> dict[str, str]:
    """One account for each of the groups Curator and Reviewer in a database without any; returns their
    passwords.
    """
    from django.contrib.auth.models import Group, User

    from sources.models import Curator

    if User.objects.exists():
        return {}
    passwords = {}
    for name in ("curator", "reviewer"):
        passwords[name] = secrets.token_urlsafe(12)
        user = User.objects.create_user(name, password=passwords[name], is_staff=True)
        user.groups.add(Group.objects.get(name=name.capitalize()))
        Curator.objects.create(user=user, handle=f"{name}-2")  # curator-1 and reviewer-1 made the sample data
    return passwords


def close_database() -> None:
    """Workers are forked: they must not share this process's connections, nor its pool without its threads."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]


def collect_static_files() -> None:
    from django.conf import settings
    from django.core.management import call_command

    if settings.COLLECTED:
        call_command("collectstatic", interactive=False, verbosity=0)


def announce(address: str, passwords: dict[str, str]) -> None:
    """Say where everything is, and once, how to log in."""
    print(f"\nREE API      {address}/\nAPI          {address}/api/v1/\nits manual   {address}/api/docs/")
    print(f"for curators {address}/admin/")
    for name, password in passwords.items():
        print(f"             account {name}, password {password}   (shown only now)")
    print("             a superuser: make superuser")
    print(f"\nTry: curl '{address}{EXAMPLE}'\nCtrl-C stops it.", flush=True)
