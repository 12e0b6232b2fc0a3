"""The systems that are compared, each in one server process of its own over the same database."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg

from .database import CHECKOUT, FOLDER, environment


@dataclass(frozen=True)
class Running:
    name: str
    address: str
    pid: int


def _granian(module: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", f"{module}:application", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "8", "--no-ws", "--log-level", "error",
    ]  # fmt: skip


def _uvicorn(module: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "uvicorn", f"{module}:application", "--port", str(port), "--no-access-log",
        "--log-level", "error",
    ]  # fmt: skip


PROJECT, BUILT = (
    "project",
    "project (nothing kept)",
)  # the second builds every row anew: what a reader meets after a change
COMMANDS = {
    "limit": partial(_granian, "benchmarks.limit"),
    PROJECT: lambda port: [sys.executable, "manage.py", "serve"],
    BUILT: lambda port: [sys.executable, "manage.py", "serve"],
    "stock DRF": partial(_granian, "benchmarks.peers.stock_wsgi"),
    "FastAPI": partial(_uvicorn, "benchmarks.peers.by_hand"),
}


@contextmanager
def running(url: str, names: list[str]) -> Iterator[dict[str, Running]]:
    """All of the systems, answering. The project counts what each address asks, with a rate that is never reached."""
    with psycopg.connect(url) as database:
        database.execute("UPDATE sources_rate SET requests = 1000000000")
    processes: dict[str, tuple[subprocess.Popen, int]] = {}
    try:
        for name in names:
            port = _free_port()
            own = {"PORT": str(port), "WORKERS": "1", "STATIC_ROOT": str(FOLDER / f"static-{len(processes)}")}
            own |= {"ROWS_KEPT": "0"} if name == BUILT else {}
            with (CHECKOUT / ".bench.log").open("ab") as log:
                process = subprocess.Popen(
                    COMMANDS[name](port), cwd=CHECKOUT, env=environment(url) | own, stdout=log, stderr=log
                )
            processes[name] = process, port
        for name, (process, port) in processes.items():
            _wait(name, process, port)
        yield {
            name: Running(name, f"http://localhost:{port}", process.pid)
            for name, (process, port) in processes.items()
        }
    finally:
        for process, _ in processes.values():
            process.terminate()
        for process, _ in processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(name: str, process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            urlopen(f"http://localhost:{port}/api/v1/claims/", timeout=10).close()
            return
        except HTTPError as error:
            raise RuntimeError(f"{name}: {error} {error.read()[:300]!r}") from error
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"{name} did not answer; see .bench.log")
