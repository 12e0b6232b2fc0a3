"""`make run`, as a stranger meets it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings

from reeapi import embedded, serve
from tests.servers import free_port, wait_for


def start(folder: Path, port: int, **more: str) -> subprocess.Popen:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        env=environment | {"DATA_DIR": str(folder), "PORT": str(port), "WORKERS": "1"} | more,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def stop(process: subprocess.Popen) -> str:
    process.terminate()
    said, _ = process.communicate(timeout=30)
    return said


def test_a_port_in_use_is_named_before_anything_is_started(data_folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = start(data_folder, port).communicate(timeout=30)[0]
    assert said.startswith(f"Error: 127.0.0.1:{port} cannot be listened on")
    assert f"PORT={port + 1} make run" in said
    assert not data_folder.exists()


@pytest.mark.parametrize("value", ["0", "65536", "http", "-1", "٣"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(serve.ServeError, match=r"PORT is .* whole number"):
        serve._number("PORT", 8000)


def test_two_starts_at_once_prepare_one_database_and_both_answer_the_potanin_question(data_folder):
    ports = [free_port(), free_port()]
    processes = [start(data_folder, port) for port in ports]
    try:
        for port, process in zip(ports, processes, strict=True):
            wait_for(f"http://127.0.0.1:{port}", process)
            answer = json.load(urlopen(f"http://127.0.0.1:{port}{quote(serve.EXAMPLE, safe='/?=&,')}"))
            assert answer["results"]
            assert urlopen(f"http://127.0.0.1:{port}/readyz").status == 200
    finally:
        said = [stop(process) for process in processes]
    passwords = [line for text in said for line in text.splitlines() if "password" in line]
    assert len(passwords) == 2, "each account's password is printed once"
    assert not (data_folder / "postgres" / "postmaster.pid").exists(), "the last one out stops the database"


def answered(address: str) -> None:
    """Ask until there is an answer: a request waits for the database, but not for longer than three seconds."""
    for _ in range(100):
        try:
            urlopen(f"{address}/api/v1/topics/").close()  # noqa: S310
        except HTTPError as error:
            if error.code != 503:
                raise
        else:
            return
    raise AssertionError("the service did not come back")


def alive(folder: Path) -> int:
    """The process of the database, once there is one."""
    for _ in range(600):
        if postmaster := embedded.Server(folder).postmaster():
            return postmaster
        time.sleep(0.1)
    raise AssertionError("the database was not started again")


def figures(port: int) -> str:
    """What Prometheus is told, once the database is up."""
    for _ in range(600):
        told = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        if "reeapi_database_up 1.0" in told:
            return told
        time.sleep(0.1)
    raise AssertionError("the database did not come back")


def test_it_starts_a_killed_database_again_and_tells_prometheus_what_it_answered(data_folder):
    port, metrics = free_port(), free_port()
    process = start(data_folder, port, METRICS_PORT=str(metrics))
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process)
        for _ in range(3):
            answered(address)
            os.kill(alive(data_folder), signal.SIGKILL)
        answered(address)
        told = figures(metrics)
    finally:
        stop(process)
    assert 'reeapi_http_requests_total{method="GET",route="api/v1/topics/$",status="200"} 4.0' in told
