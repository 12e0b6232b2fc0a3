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
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from claims.dataset.dumping import dump
from claims.dataset.files import raw_lines
from claims.dataset.loading import load
from sources.models import Token
from tests.servers import serving
from tests.sources.test_changes import database_url

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Path(__file__).parent
# For each operation, in the long form; `make fuzz` asks for more, and FUZZ_SECONDS for rounds of it, for so long.
CASES = int(os.environ.get("FUZZ_CASES", "50"))
SECONDS = os.environ.get("FUZZ_SECONDS", "")
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


def answered(address: str, folder: Path, role: str, cases: int, *options: str) -> int:
    """Have that many requests made up for each operation; returns how many there were. Fails with what was found, if anything."""
    headers = ["-H", f"Authorization: Bearer {secret_of(role)}"] if ROLES[role] else []
    lasting = ["--max-time", SECONDS] if SECONDS else []
    chance = [] if "FUZZ_CASES" in os.environ else ["--generation-deterministic"]
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml",
            "run", f"{address}/api/schema/?format=json",
            "--phases", "fuzzing", "--checks", "all", "--exclude-checks", "response_schema_conformance", "--max-examples", str(cases), "--continue-on-failure", "--no-color",
            "--warnings", "off", *headers, *options, *lasting, *chance,
        ],
        cwd=folder, env=os.environ | {"SCHEMATHESIS_HOOKS": str(HERE / "made_up.py")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(f"{role}: {done.stdout[-400:]}")
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    found = re.search(r"(\d+) generated", done.stdout)
    assert found, done.stdout
    return int(found.group(1))


def assert_a_dump_loads(folder: Path) -> None:
    """Whatever was written, the dataset can hold it."""
    dump(folder)
    report = load(raw_lines(folder), dry_run=True)
    assert [str(one) for one in report.findings.listed] == []
    assert all(count.created == count.updated == 0 for count in report.counts.values()), report.counts


def test_made_up_reads_of_anybody_are_answered_as_documented(service, tmp_path):
    assert answered(service, tmp_path, "anybody", 10, "--include-method", "GET") > 200


@pytest.mark.parametrize("role", ["curator", "reviewer"])
def test_made_up_writes_of_staff_are_answered_as_documented(service, tmp_path, role):
    assert answered(service, tmp_path, role, 10, *WRITING) > 200
    assert_a_dump_loads(tmp_path / "dump")


def test_an_address_that_is_too_long_is_refused_by_the_server_itself(service):
    """Hence by no problem document, and by no word in the OpenAPI document, which is about the application's answers."""
    with pytest.raises(HTTPError, match="414"):
        urlopen(f"{service}/api/v1/claims/?q={'a' * 70_000}")  # noqa: S310


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_very_many_made_up_requests_are_answered_as_documented(service, tmp_path, role):
    assert answered(service, tmp_path, role, CASES) > 40 * CASES
    assert_a_dump_loads(tmp_path / "dump")
