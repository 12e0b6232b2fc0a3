"""Imports against a service of their own: whole or not at all, whoever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest

from reeapi import embedded
from tests.conftest import temporary_folder
from tests.servers import CHECKOUT, serving

pytestmark = pytest.mark.long
ROUNDS = 50
ROWS = 300  # of each of two types, in an import that somebody is killed in
SETTLED = 5  # seconds
TOKEN = """
from django.contrib.auth import get_user_model
from sources.models import Token
user = get_user_model().objects.create(username="importer", is_staff=True, is_superuser=True)
print(Token(user=user, name="Bulk", scope="write").issue())
"""


@dataclass
class Service:
    """A service with a durable database of its own; `secret` may do everything."""

    address: str
    database: embedded.Server
    secret: str

    def rows(self, sql: str) -> list[tuple]:
        """What the database says, once it can be asked."""
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(self.database.url, connect_timeout=5) as connection:
                    return connection.execute(sql).fetchall()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, "the database did not come back"
                time.sleep(0.05)

    def wait(self) -> None:
        """Return once the service can be asked again."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urlopen(f"{self.address}/readyz", timeout=5).close()  # noqa: S310
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the service did not come back")

    def send(self, body: bytes) -> int:
        """The status of an import; 0 where nobody answered."""
        calling = HTTPConnection(urlsplit(self.address).netloc, timeout=300)
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/x-ndjson"}
        try:
            calling.request("POST", "/api/v1/import/", body, headers)
            return calling.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            calling.close()

    def settled_worker(self) -> int:
        """The worker, once it is so old that the server does not take its end for a loop of crashes, and gives up."""
        while True:
            (worker,) = self.workers()
            if time.time() - Path(f"/proc/{worker}").stat().st_ctime > SETTLED:
                return worker
            time.sleep(0.1)

    def workers(self) -> list[int]:
        (served,) = [
            pid for pid in children(os.getpid()) if f"PORT={urlsplit(self.address).port}" in environment(pid)
        ]
        return children(served)


def children(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def environment(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/environ").read_text().split("\0")


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    folder = temporary_folder()
    database = embedded.Server(folder / "data").use().keep_running()
    try:
        deployed = {
            "DEBUG": "false",
            "LOG_LEVEL": "ERROR",
            "STATIC_ROOT": str(folder / "static"),
            "STAFF_STATEMENT_TIMEOUT": "60s",
        }
        with serving(database.url, **deployed) as address:
            settings = {
                "DATABASE_URL": database.url,
                "SECRET_KEY": "0123456789" * 6,
                "ALLOWED_HOSTS": "localhost",
                "CONTACT_EMAIL": "a@b.example",
            }
            shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", TOKEN]
            done = subprocess.run(
                shell, cwd=CHECKOUT, env=os.environ | settings, capture_output=True, text=True, check=True
            )
            yield Service(address, database, done.stdout.split()[-1])
    finally:
        database.leave()


def lines(number: int, rows: int = ROWS) -> bytes:
    """Speakers and claims of this round alone."""
    found = [
        {"type": "speaker", "slug": f"round-{number}-{n}", "name": f"Speaker {n}", "kind": "person"}
        for n in range(rows)
    ]
    found += [
        {
            "type": "claim",
            "id": f"01a1f82f-6ca0-7{number:03x}-9000-{n:012d}",
            "text": f"Proposition {n} of {number}.",
            "language": "en",
        }
        for n in range(rows)
    ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in found)


def counted(service: Service, number: int) -> list[int]:
    sql = "SELECT (SELECT count(*) FROM sources_speaker WHERE slug LIKE 'round-{0}-%'), (SELECT count(*) FROM claims_claim WHERE text LIKE '% of {0}.')"
    return list(service.rows(sql.format(number))[0])


def test_an_import_is_whole_or_not_there_whoever_is_killed(service):
    chance, outcomes = Random(7), []
    started = time.monotonic()
    assert service.send(lines(0)) == 200
    usual = time.monotonic() - started
    with ThreadPoolExecutor(1) as pool:
        for number in range(1, ROUNDS + 1):
            service.wait()
            worker = service.settled_worker() if number % 5 == 0 else 0
            asked = pool.submit(service.send, lines(number))
            time.sleep(chance.uniform(0, usual * 1.1))
            os.kill(service.database.postmaster() if number % 5 else worker, signal.SIGKILL)
            status, found = asked.result(), counted(service, number)
            assert found in ([0, 0], [ROWS, ROWS]), (number, found)
            assert status in {0, 200, 503}
            if status == 200:
                assert found == [ROWS, ROWS], f"round {number} was acknowledged, and is lost"
            outcomes.append((status, found[0]))
    for number in range(1, ROUNDS + 1):  # and nothing of it went away later
        assert counted(service, number)[0] == outcomes[number - 1][1]
    print({outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))})
