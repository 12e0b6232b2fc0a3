"""Asking and timing: a client so light that what it measures is the server."""

import http.client
import multiprocessing
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from .peers import deep_cursor
from .questions import Question
from .servers import Running

WARM = 1.5  # seconds that a question is asked beforehand, at the most


@dataclass(frozen=True)
class Answer:
    status: int
    etag: str
    body: bytes


class Asker:
    """One kept connection, and requests that are written out once."""

    def __init__(self, address: str):
        self.host = urlsplit(address).netloc
        self.port = int(self.host.rpartition(":")[2])
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb", buffering=1 << 18)

    def request(self, path: str, etag: str = "") -> bytes:
        condition = f"If-None-Match: {etag}\r\n" if etag else ""
        return f"GET {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n{condition}\r\n".encode()

    def ask(self, request: bytes) -> Answer:
        first = self._first_line(request)
        read = self.reader.readline
        status, length, etag = int(first.split(None, 2)[1]), 0, b""
        while (line := read()) != b"\r\n":
            name = line[:15].lower()
            if name.startswith(b"content-length:"):
                length = int(line[15:])
            elif name.startswith(b"etag:"):
                etag = line[5:].strip()
        return Answer(status, etag.decode(), self.reader.read(length) if length and status != 304 else b"")

    def _first_line(self, request: bytes) -> bytes:
        """Servers close connections that were idle for some seconds; then another is made."""
        try:
            self.socket.sendall(request)
            line = self.reader.readline()
        except ConnectionError:
            line = b""
        if not line:
            self.connect()
            self.socket.sendall(request)
            line = self.reader.readline()
        return line


def path(name: str, question: Question) -> str:
    if name == "stock DRF" and "cursor" in question.query:
        return f"/api/v1/claims/?cursor={deep_cursor(question.query['cursor'])}"
    return question.path


def prepared(system: Running, question: Question) -> tuple[Asker, bytes, int]:
    """A connection, the request, and the status that it is to be answered with; asked until all is warm."""
    asker = Asker(system.address)
    request = asker.request(path(system.name, question))
    answer = Answer(0, "", b"")
    until = perf_counter() + WARM
    for _ in range(12):
        if answer.status and perf_counter() > until:
            break
        answer = asker.ask(request)
        if answer.status != 200:
            sys.exit(f"{system.name} {question.name}: {answer.status} {answer.body[:300]!r}")
    if question.held and answer.etag:
        return asker, asker.request(path(system.name, question), answer.etag), 304
    return asker, request, 200


def timed(asker: Asker, request: bytes, times: int, status: int) -> list[float]:
    """Seconds of each of so many answers."""
    found = []
    for _ in range(times):
        before = perf_counter()
        answer = asker.ask(request)
        found.append(perf_counter() - before)
        if answer.status != status:
            raise http.client.HTTPException(f"{answer.status}: {answer.body[:500]!r}")
    return found


def throughput(address: str, requests: list[tuple[bytes, int]], seconds: float, clients: int = 8) -> float:
    """Answers in a second, to clients that each ask again as soon as they are answered."""
    with multiprocessing.get_context("fork").Pool(2) as pool:
        halves = [(address, requests, seconds, clients // 2)] * 2
        return sum(pool.starmap(_busy, halves))


def _busy(address: str, requests: list[tuple[bytes, int]], seconds: float, clients: int) -> float:
    """As several clients in one process: all ask, then each reads its answer and asks again."""
    askers = [Asker(address) for _ in range(clients)]
    done, place = 0, 0
    for asker in askers:
        asker.socket.sendall(requests[place % len(requests)][0])
        place += 1
    began = perf_counter()
    while perf_counter() - began < seconds:
        for asker in askers:
            _drain(asker)
            asker.socket.sendall(requests[place % len(requests)][0])
            place += 1
            done += 1
    took = perf_counter() - began
    for asker in askers:
        _drain(asker)
    return done / took


def _drain(asker: Asker) -> None:
    read = asker.reader.readline
    status, length = int(read().split(None, 2)[1]), 0
    while (line := read()) != b"\r\n":
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    if status >= 400:
        raise http.client.HTTPException(str(status))
    if length and status != 304:
        asker.reader.read(length)


def memory(pid: int) -> float:
    """MB that the largest process below this one holds: the worker."""
    pids, held = [pid], [0]
    while pids:
        one = pids.pop()
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            pids += map(int, children.read_text().split())
        status = Path(f"/proc/{one}/status").read_text().splitlines()
        held += [int(line.split()[1]) for line in status if line.startswith("VmRSS:")]
    return max(held) / 1024
