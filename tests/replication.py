"""A primary and its streaming replicas on this machine, from the embedded binaries: real servers for tests."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from reeapi.embedded import DATABASE, Server
from reeapi.embedded.binaries import find_binaries
from reeapi.embedded.server import PORT, ROLE

OPTIONS = {"max_connections": "60", "shared_buffers": "32MB", "hot_standby_feedback": "on"}


class Replica(Server):
    """A streaming replica of `primary`, which must run when this is first used."""

    def __init__(self, folder: Path, primary: Server):
        super().__init__(folder, OPTIONS)
        self.primary = primary

    def _create_cluster(self, binaries: Path) -> None:
        arguments = [
            "-h",
            self.primary.sockets,
            "-p",
            PORT,
            "-U",
            ROLE,
            "-D",
            self.cluster,
            "-R",
            "-X",
            "stream",
        ]
        program = find_binaries() / "pg_basebackup"
        subprocess.run([program, *map(str, arguments), "--checkpoint=fast"], check=True, capture_output=True)
        if self.account.switches:
            for path in [self.cluster, *self.cluster.rglob("*")]:
                os.chown(path, self.account.uid, self.account.gid)

    def _ensure_database(self) -> None:
        """It has what the primary has."""


def every_process(server: Server) -> list[int]:
    """The postmaster and its children."""
    postmaster = server.postmaster()
    assert postmaster
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    return [postmaster, *map(int, children)]


def pause(server: Server) -> list[int]:
    """Stop all of a server's processes where they are: its sockets stay open, and nobody answers."""
    stopped = every_process(server)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    return stopped


def resume(stopped: list[int]) -> None:
    for pid in stopped:
        os.kill(pid, signal.SIGCONT)


def promote(server: Server) -> None:
    with psycopg.connect(server.url, autocommit=True) as database:
        database.execute("SELECT pg_promote(wait => true)")


@contextmanager
def replicated(folder: Path, replicas: int = 2) -> Iterator[tuple[Server, list[Replica]]]:
    """A primary and so many replicas below the folder."""
    servers: list[Server] = [Server(folder / "primary", OPTIONS)]
    try:
        servers[0].use()
        for number in range(replicas):
            servers.append(Replica(folder / f"replica-{number + 1}", servers[0]))
            servers[-1].use()
        yield servers[0], servers[1:]  # type: ignore[misc]
    finally:
        for server in reversed(servers):
            server.leave()
            shutil.rmtree(server.folder, ignore_errors=True)


def failover_url(*servers: Server) -> str:
    """The DATABASE_URL of whichever of these servers may be written."""
    hosts = ",".join(f"{str(server.sockets).replace('/', '%2F')}:{PORT}" for server in servers)
    return f"postgresql://{ROLE}@{hosts}/{DATABASE}?target_session_attrs=read-write"
