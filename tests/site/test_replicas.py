"""Two services in front of a primary and two streaming replicas, all real, and what happens when one of these fails."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
import pytest

from reeapi.embedded import Server
from tests.conftest import temporary_folder
from tests.replication import Replica, failover_url, pause, promote, replicated, resume
from tests.servers import serving

pytestmark = pytest.mark.long
TOPIC = "/api/v1/topics/processing/"


@dataclass
class Site:
    primary: Server
    replicas: list[Replica]
    addresses: list[str]

    def read(self, path: str = TOPIC, address: str = "", **headers: str) -> Any:
        request = Request(f"{address or self.addresses[0]}{path}", headers=headers)  # noqa: S310
        return json.load(urlopen(request, timeout=30))  # noqa: S310

    def rename(self, name: str) -> str:
        """Rename the topic, as any other process would; returns where in the log that stands."""
        with psycopg.connect(failover_url(self.primary, *self.replicas), autocommit=True) as database:
            database.execute("UPDATE claims_topic SET name = %s WHERE slug = 'processing'", [name])
            return database.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()[0]

    def reads_of(self, server: Server) -> int:
        """How often the mark of the database, which every public read asks for, has been read there."""
        with psycopg.connect(server.url, autocommit=True) as database:
            database.execute("SELECT pg_stat_force_next_flush()")
            question = "SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 'sources_mark'"
            return database.execute(question).fetchone()[0]

    def are_read(self, *servers: Server, seconds: float = 60) -> None:
        """Wait until every one of the servers answers reads again."""
        before = [self.reads_of(server) for server in servers]
        until(
            lambda: self.read() and all(self.reads_of(s) > b for s, b in zip(servers, before, strict=True)),
            seconds,
        )


def until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = temporary_folder()
    with replicated(folder) as (primary, replicas):
        urls = {"DATABASE_REPLICA_URLS": ",".join(replica.url for replica in replicas)}
        writable = failover_url(primary, *replicas)
        with serving(writable, **urls) as one, serving(writable, **urls) as other:
            yield Site(primary, replicas, [one, other])


@contextmanager
def readers(site: Site, number: int = 4) -> Iterator[list[int]]:
    """So many that read all the time from both services; yields the statuses, which must all be 200 in the end."""
    statuses: list[int] = []
    ended = threading.Event()

    def go_on() -> None:
        for address in cycle(site.addresses):
            if ended.is_set():
                return
            try:
                statuses.append(urlopen(f"{address}{TOPIC}", timeout=30).status)  # noqa: S310
            except HTTPError as error:
                statuses.append(error.code)

    threads = [threading.Thread(target=go_on) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert set(statuses) == {200}


def test_public_reads_are_answered_by_the_replicas(site):
    site.are_read(*site.replicas)


def test_a_writer_reads_what_it_wrote_in_every_process(site):
    site.are_read(*site.replicas)
    for number, address in zip(range(500), cycle(site.addresses), strict=False):
        token = site.rename(f"Processing {number}")
        assert site.read(address=address, **{"Consistency-Token": token})["name"] == f"Processing {number}"


def test_a_token_that_was_made_up_is_refused(site):
    with pytest.raises(HTTPError) as refused:
        site.read(**{"Consistency-Token": "yesterday"})
    assert refused.value.code == 400
    assert "Consistency-Token" in json.load(refused.value)["detail"]


def test_a_long_answer_comes_whole_from_a_replica(site):
    site.are_read(*site.replicas)
    lines = urlopen(f"{site.addresses[0]}/api/v1/claims/?format=ndjson").read().splitlines()  # noqa: S310
    assert len(lines) == site.read("/api/v1/claims/?count=true")["count"]


def test_a_replica_that_stops_answering_drops_out_and_comes_back(site):
    site.are_read(*site.replicas)
    with readers(site) as statuses:
        stopped = pause(site.replicas[0])
        try:
            until(lambda: len(statuses) > 200)
            token = site.rename("While one was stopped")
            assert site.read(**{"Consistency-Token": token})["name"] == "While one was stopped"
        finally:
            resume(stopped)
        site.are_read(*site.replicas)


def test_a_replica_that_lags_too_much_is_not_read(site):
    site.are_read(*site.replicas)
    with psycopg.connect(site.replicas[0].url, autocommit=True) as lagging:
        lagging.execute("SELECT pg_wal_replay_pause()")
        site.rename("Not there yet")
        until(lambda: {site.read()["name"] for _ in range(8)} == {"Not there yet"})
        lagging.execute("SELECT pg_wal_replay_resume()")
    site.are_read(*site.replicas)


def test_a_killed_replica_drops_out_and_comes_back(site):
    with readers(site) as statuses:
        os.kill(site.replicas[0].postmaster(), signal.SIGKILL)
        until(lambda: len(statuses) > 200)
        site.replicas[0]._ensure_running()
        site.are_read(*site.replicas)


def test_a_promoted_replica_takes_the_writes_and_no_reads_are_lost(site):
    with readers(site) as statuses:
        os.kill(site.primary.postmaster(), signal.SIGKILL)
        promote(site.replicas[0])
        until(lambda: len(statuses) > 200)
    for address in site.addresses:
        token = site.rename(f"Written to the new primary, read at {address}")
        until(partial(written, site, address, token))


def written(site: Site, address: str, token: str) -> bool:
    """Whether a writer reads what it wrote; not while the new primary cannot be reached yet."""
    try:
        return site.read(address=address, **{"Consistency-Token": token})["name"].endswith(address)
    except HTTPError as error:
        if error.code != 503:
            raise
        return False
