"""Whatever is sent, the service answers as its OpenAPI document says: schemathesis makes the requests up.

All checks, for anybody, a curator and a reviewer: no fault of the server, no undocumented status, type or header, no answer
that violates its schema, nothing refused that fits the document, nothing accepted that does not.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from sources.models import Token
from tests.servers import serving
from tests.sources.test_changes import database_url

pytestmark = pytest.mark.django_db(transaction=True)
CONFIG = Path(__file__).parent / "schemathesis.toml"
CASES = int(
    os.environ.get("FUZZ_CASES", "50")
)  # for each operation, in the long form; `make fuzz` asks for more
MOST_SECONDS = os.environ.get("FUZZ_SECONDS", "")
WRITING = [option for method in ("POST", "PUT", "PATCH", "DELETE") for option in ("--include-method", method)]
ROLES = {"anybody": None, "curator": "Curator", "reviewer": "Reviewer"}


@pytest.fixture
def service(tmp_path) -> Iterator[str]:
    call_command("load_dataset", "data", verbosity=0)
    deployed = {"DEBUG": "false", "LOG_LEVEL": "ERROR", "STATIC_ROOT": str(tmp_path / "static")}
    with serving(database_url(), **deployed) as address:
        yield address


def secret_of(role: str) -> str:
    user = get_user_model().objects.create(username=f"made-up-{role}", is_staff=True)
    user.groups.add(Group.objects.get(name=ROLES[role]))
    return Token(user=user, name="Made-up requests", scope="write").issue()


def answered(address: str, folder: Path, role: str, cases: int, *options: str) -> str:
    """What schemathesis says in the end; the test fails with its findings where there are any."""
    headers = ["-H", f"Authorization: Bearer {secret_of(role)}"] if ROLES[role] else []
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis", "--config-file", CONFIG, "run", f"{address}/api/schema/?format=json",
            "--phases", "fuzzing", "--checks", "all", "--max-examples", str(cases), "--continue-on-failure", "--no-color",
            "--warnings", "off", *headers, *options, *(["--max-time", MOST_SECONDS] if MOST_SECONDS else ["--generation-deterministic"]),
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    print(f"{role}: {done.stdout[-400:]}")
    return done.stdout


def generated(output: str) -> int:
    found = re.search(r"(\d+) generated", output)
    assert found, output
    return int(found.group(1))


def test_made_up_reads_of_anybody_are_answered_as_documented(service, tmp_path):
    assert generated(answered(service, tmp_path, "anybody", 10, "--include-method", "GET")) > 200


def test_made_up_writes_of_a_curator_are_answered_as_documented(service, tmp_path):
    assert generated(answered(service, tmp_path, "curator", 10, *WRITING)) > 200


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_very_many_made_up_requests_are_answered_as_documented(service, tmp_path, role):
    assert generated(answered(service, tmp_path, role, CASES)) > 1000
