"""Killed databases and workers, connections cut around COMMIT, a full disk: and nothing acknowledged is lost."""

import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reeapi.embedded import Server
from tests.servers import CHECKOUT, free_port, serving, wait_for

from . import Outcome
from .writers import Writers, make_token

PROMISE = "every acknowledged write is there, no import by half, back by itself"


@contextmanager
def embedded_service(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """`make run` over that folder: its address and its process."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"DATA_DIR": str(folder), "PORT": str(port), "WORKERS": "2", "LOG_LEVEL": "CRITICAL"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=CHECKOUT,
        env=environment | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(90)


def drilled(drill: str, writers: Writers, database_url: str, absences: list[float]) -> Outcome:
    """The figures of a drill, once its writers have ended."""
    log = writers.log
    missing, halves = log.compare(database_url)
    told = (
        f"{log.acknowledged} acknowledged ({len(log.imports)} imports), {log.failures} tries failed, {missing} lost, "
        f"{halves} half imports; writing again after {sorted(absences)[len(absences) // 2]:.2f} s at the median, {max(absences):.2f} s at most"
    )
    return Outcome(drill, PROMISE, missing == halves == 0, told)


def repeated(
    folder: Path, drill: str, times: int, strike: Callable[[Server, subprocess.Popen], None]
) -> Outcome:
    """Strike so many times while four programs write to the embedded service."""
    with embedded_service(folder) as (address, process):
        server = Server(folder)
        writers = Writers(address, make_token(DATA_DIR=str(folder)))
        with writers.writing():
            absences = []
            for _ in range(times):
                writers.wait_for(random.randint(3, 12))
                strike(server, process)
                absences.append(writers.wait_for(1))
        return drilled(f"{drill}, {times} times", writers, server.url, absences)


def kill_postgresql(folder: Path, times: int) -> Outcome:
    def strike(server: Server, _: subprocess.Popen) -> None:
        if postmaster := server.postmaster():
            os.kill(postmaster, signal.SIGKILL)

    return repeated(folder, "kill -9 of PostgreSQL", times, strike)


def kill_worker(folder: Path, times: int) -> Outcome:
    def strike(_: Server, service: subprocess.Popen) -> None:
        children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)

    return repeated(folder, "kill -9 of a worker", times, strike)


class Wire:
    """A proxy before PostgreSQL's socket that can cut a connection when the next COMMIT passes: before or after it."""

    def __init__(self, server: Server):
        self.target = str(server.sockets / ".s.PGSQL.5432")
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.armed: str | None = None
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                threading.Thread(target=self._carry, args=[near], daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, socket.socket(socket.AF_UNIX) as far, suppress(OSError):
            far.connect(self.target)
            while True:
                ready, _, _ = select.select([near, far], [], [])
                for source in ready:
                    data = source.recv(65536)
                    if not data or (source is near and self._cuts(data, far)):
                        return
                    (far if source is near else near).sendall(data)

    def _cuts(self, data: bytes, far: socket.socket) -> bool:
        if self.armed is None or b"COMMIT" not in data:
            return False
        when, self.armed = self.armed, None
        if when == "after":
            far.sendall(data)  # the database commits, and nobody hears of it
            far.recv(1)
        self.cuts += 1
        return True

    def close(self) -> None:
        self.listener.close()


def cut_commits(folder: Path, times: int) -> Outcome:
    server = Server(folder).use()
    wire = Wire(server)
    url = f"postgresql://ree@127.0.0.1:{wire.port}/reeapi"
    try:
        with serving(url, WORKERS="2", DEBUG="false", LOG_LEVEL="CRITICAL") as address:
            token = make_token(
                DATABASE_URL=url,
                SECRET_KEY="0123456789" * 5,
                ALLOWED_HOSTS="localhost",
                CONTACT_EMAIL="a@example.org",
            )
            writers = Writers(address, token)
            with writers.writing():
                absences = []
                for number in range(times):
                    wire.armed = "after" if number % 2 else "before"
                    while wire.armed:
                        time.sleep(0.001)
                    absences.append(writers.wait_for(1))
            return drilled(
                f"a connection cut around COMMIT, {wire.cuts} times", writers, server.url, absences
            )
    finally:
        wire.close()
        server.leave()


def full_disk(folder: Path, mebibytes: int = 400) -> Outcome | None:
    """Fill the disk of the database until nothing can be written, then make room. None where no disk can be made."""
    size = f"size={mebibytes}m,mode=711"
    folder.mkdir(mode=0o711, exist_ok=True)
    if (
        not shutil.which("mount")
        or subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder]).returncode
    ):
        return None
    try:
        return _filled(folder)
    finally:
        subprocess.run(["umount", folder], check=True)


def _filled(folder: Path) -> Outcome:
    with embedded_service(folder) as (address, _):
        writers = Writers(address, make_token(DATA_DIR=str(folder)))
        with writers.writing() as log:
            writers.wait_for(20)
            ballast = folder / "ballast"
            with ballast.open("wb") as file:
                failures = log.failures
                while log.failures < failures + 20:  # the log of writes fills up segment by segment
                    with suppress(OSError):
                        file.write(bytes(shutil.disk_usage(folder).free))
                        file.flush()
                    time.sleep(0.01)
            ballast.unlink()
            absence = writers.wait_for(20)
        return drilled("a full disk", writers, Server(folder).url, [absence])
