"""Reads from PostgreSQL's streaming replicas (DATABASE_REPLICA_URLS), and never an own write missed.

- `Watch` keeps, in threads of its own, what each replica has replayed and how far that lies behind the primary. One that
  does not answer, is no replica, or lags too much gets no request until it is well again; requests that wait for one that
  has stopped are cut off.
- `ReplicaMiddleware` lets public reads be answered by a replica that is well. One that fails all the same is asked again
  of the primary. Writes, the admin and whoever sends a token of authorization speak to the primary.
- An answer to a write carries ``Consistency-Token``, the place in the write-ahead log (LSN) at which the write is. A read
  that sends it back is answered by a replica that has replayed as much, or by the primary: in any process.
"""

import itertools
import os
import re
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reeapi.api.errors import Problem, problem_response
from reeapi.api.primary import primary, reading_from

INTERVAL = 0.25  # seconds between two looks at a server
SILENCE = 1.5  # seconds without an answer after which a replica is left alone
LSN = re.compile(r"([0-9A-F]{1,8})/([0-9A-F]{1,8})", re.ASCII)
HEADER = "Consistency-Token"
PRIMARY_STATE = "SELECT pg_current_wal_insert_lsn()::text"
REPLICA_STATE = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END"


def position(lsn: str) -> int:
    """An LSN as a number of bytes since the beginning of the log. Raises ValueError."""
    found = LSN.fullmatch(lsn)
    if not found:
        raise ValueError(lsn)
    return int(found[1], 16) << 32 | int(found[2], 16)


class Replica:
    """One replica as this process sees it."""

    def __init__(self, alias: str):
        self.alias = alias
        self.replayed = -1  # as far as this, in bytes of the log
        self.seen = float("-inf")  # when it last answered, by the monotonic clock
        self.current = float("-inf")  # when it last held all that the primary had written by then
        self.busy: set[Any] = set()  # connections that somebody may be waiting on

    @property
    def is_silent(self) -> bool:
        return time.monotonic() - self.seen > SILENCE

    def saw(self, replayed: int) -> None:
        self.replayed, self.seen = replayed, time.monotonic()

    def fail(self) -> None:
        """Leave it alone until it has answered again."""
        self.seen = float("-inf")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read from it, in a way that can be cut off."""
        with reading_from(self.alias) as connection:
            self.busy.add(connection)
            try:
                yield
            finally:
                self.busy.discard(connection)

    def cut(self) -> None:
        """End the waiting of everybody who waits for an answer: a stopped server sends none, and no error either."""
        for holder in tuple(self.busy):
            raw = getattr(holder, "connection", holder)
            with (
                suppress(AttributeError, OSError, psycopg.Error),
                socket.socket(fileno=os.dup(raw.fileno())) as wire,
            ):
                wire.shutdown(socket.SHUT_RDWR)


class Watch:
    """What is known of all servers, kept up to date by a thread for each."""

    def __init__(self, aliases: list[str], max_lag: float):
        self.replicas = [Replica(alias) for alias in aliases]
        self.max_lag = max_lag
        self.written: deque[tuple[float, int]] = deque(maxlen=int(max_lag / INTERVAL) + 40)
        self.primary_is_away = False
        self._turn = itertools.count()

    def start(self) -> "Watch":
        threading.Thread(target=self._follow_primary, daemon=True, name="watch primary").start()
        for replica in self.replicas:
            threading.Thread(
                target=self._follow, args=[replica], daemon=True, name=f"watch {replica.alias}"
            ).start()
        return self

    def pick(self, wanted: int) -> Replica | None:
        """A replica that is well and has replayed the log as far as `wanted`, each in its turn."""
        fit = [each for each in self.replicas if self._is_well(each) and each.replayed >= wanted]
        return fit[next(self._turn) % len(fit)] if fit else None

    def _is_well(self, replica: Replica) -> bool:
        return not replica.is_silent and time.monotonic() - replica.current <= self.max_lag

    def _follow_primary(self) -> None:
        """Note how far the primary has written. While it does not answer nothing new is written, so nothing lags more."""
        while True:
            with suppress(psycopg.Error, OSError), _connected("default") as database:
                while True:
                    before = time.monotonic()
                    self.written.append((before, position(_first(database, PRIMARY_STATE))))
                    self.primary_is_away = False
                    self._cut_silent()
                    time.sleep(INTERVAL)
            self.primary_is_away = True
            self._cut_silent()
            time.sleep(INTERVAL)

    def _cut_silent(self) -> None:
        for replica in self.replicas:
            if replica.is_silent:
                replica.cut()

    def _follow(self, replica: Replica) -> None:
        while True:
            with suppress(psycopg.Error, OSError), _connected(replica.alias) as database:
                replica.busy.add(database)
                try:
                    while replayed := _first(database, REPLICA_STATE):
                        self._note(replica, position(replayed))
                        time.sleep(INTERVAL)
                finally:
                    replica.busy.discard(database)
            replica.fail()
            time.sleep(INTERVAL)

    def _note(self, replica: Replica, replayed: int) -> None:
        """It is as current as the last time at which the primary had written no more than it has replayed."""
        replica.saw(replayed)
        if self.primary_is_away:
            replica.current = time.monotonic()
        for moment, written in reversed(tuple(self.written)):
            if written <= replayed:
                replica.current = max(replica.current, moment)
                break


@contextmanager
def _connected(alias: str) -> Iterator[psycopg.Connection]:
    parameters = connections[alias].get_connection_params() | {"connect_timeout": 2}
    with psycopg.connect(**parameters, autocommit=True) as database:
        yield database


def _first(database: psycopg.Connection, question: str) -> Any:
    row = database.execute(question).fetchone()
    return row and row[0]


@cache
def watch() -> Watch:
    """This process's watch, begun when it is first asked for: after the workers have been forked."""
    return Watch(settings.REPLICAS, settings.REPLICA_MAX_LAG).start()


class ReplicaMiddleware:
    """Sends reads to replicas and tells writers where their write stands. There only with DATABASE_REPLICA_URLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/v1/"):
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return _told(self.get_response(request))
        try:
            wanted = position(request.headers.get(HEADER, "0/0"))
        except ValueError:
            detail = f"The header {HEADER} is to be sent back as it was received."
            return problem_response(request, Problem("bad-request", detail))
        replica = None if "Authorization" in request.headers else watch().pick(wanted)
        if replica is None:
            return self.get_response(request)
        with replica.reading():
            response = self.get_response(request)
        if response.status_code == 503:
            replica.fail()
            return self.get_response(request)
        if response.streaming:
            response.streaming_content = _streamed(replica, response.streaming_content)  # type: ignore[attr-defined]
        return response


def _streamed(replica: Replica, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The rest of a long answer, from the server that began it."""
    while True:
        with replica.reading():
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _told(response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code < 400:
        with primary().cursor() as cursor:
            cursor.execute(PRIMARY_STATE)
            response.headers[HEADER] = cursor.fetchone()[0]
    return response
