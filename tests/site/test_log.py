"""The log of a deployment, from a process that has its settings."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from .test_settings import DEPLOYMENT, INHERITED

ASKED = """
import django
django.setup()
import logging
from django.test import Client
from reeapi.log import log_answer
asked = Client(headers={"Host": "ree.example.org"}, raise_request_exception=False)
print(asked.get("/livez?q=private", secure=True).status_code)
log_answer("GET", "/api/v1/claims/", 304)
logging.getLogger("somebody").warning("said by %s", "a library")
print(asked.get("/nowhere", secure=True).status_code)
"""
ENVIRONMENT = DEPLOYMENT | {"DJANGO_SETTINGS_MODULE": "reeapi.settings", "PYTHONWARNINGS": "ignore"}


def run(stderr: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", ASKED],
        env=inherited | ENVIRONMENT | environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        check=False,
    )


def test_a_line_of_json_is_an_event():
    done = run(subprocess.PIPE)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert all(line["timestamp"] and line["level"] for line in lines)
    requests = [line for line in lines if line["event"] == "request_finished"]
    assert [(line["request"], line["code"]) for line in requests] == [
        ("GET /livez", 200),
        ("GET /api/v1/claims/", 304),
        ("GET /nowhere", 404),
    ]
    assert len({line["request_id"] for line in requests}) == 3
    assert "private" not in done.stderr
    (library,) = [line for line in lines if line.get("logger") == "somebody"]
    assert (library["event"], library["level"]) == ("said by a library", "warning")


def test_what_is_below_the_level_is_not_written():
    lines = [json.loads(line) for line in run(subprocess.PIPE, LOG_LEVEL="WARNING").stderr.splitlines()]
    assert "said by a library" in [line["event"] for line in lines]
    assert {line["level"] for line in lines} <= {"warning", "error", "critical"}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_request_is_answered_where_no_line_can_be_written():
    with open("/dev/full", "w") as full:
        assert run(full).stdout.split() == ["200", "404"]
