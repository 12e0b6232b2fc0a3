"""Clients that are generated from the OpenAPI document work at the first call, against the real service."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from claims.models import Claim, Statement
from sources.models import Token
from tests.conftest import needs_program
from tests.servers import serving
from tests.sources.test_changes import database_url

pytestmark = pytest.mark.django_db(transaction=True)
SOURCES = Path(__file__).parent / "clients"
# The Python generator knows no other names for these; what is sent is the same.
MEDIA_TYPES = {
    "application/x-ndjson": "application/octet-stream",
    "text/csv": "application/octet-stream",
    "application/merge-patch+json": "application/json",
}


@pytest.fixture
def service() -> Iterator[tuple[str, str]]:
    """(address, secret of a curator's token) of the service with the sample data."""
    call_command("load_dataset", "data", verbosity=0)
    user = get_user_model().objects.create(username="ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    secret = Token(user=user, name="A typed client", scope="write").issue()
    with serving(database_url()) as address:
        yield address, secret


def document(address: str, folder: Path) -> Path:
    file = folder / "openapi.json"
    with urlopen(f"{address}/api/schema/?format=json") as answer:  # noqa: S310
        file.write_bytes(answer.read())
    return file


# --- Python ---------------------------------------------------------------------------------------------------


def generated(address: str, folder: Path) -> ModuleType:
    """The package that openapi-python-client makes, without a single warning."""
    config = folder / "config.yaml"
    config.write_text(json.dumps({"content_type_overrides": MEDIA_TYPES}))
    programs = Path(sys.executable).parent
    done = subprocess.run(
        [
            programs / "openapi-python-client", "generate", "--path", document(address, folder), "--meta", "none",
            "--output-path", folder / "ree_client", "--config", config, "--fail-on-warning",
        ],
        env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    return importlib.import_module("ree_client")


@pytest.fixture
def python_client(service, tmp_path) -> Iterator[ModuleType]:
    yield generated(service[0], tmp_path)
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.split(".")[0] == "ree_client"]:
        del sys.modules[name]


def call(path: str):
    """The function of a generated operation, such as `claims.list_claims`."""
    return importlib.import_module(f"ree_client.api.{path}").sync_detailed


def test_a_generated_python_client_works_at_the_first_call(service, python_client):
    address, secret = service
    models = importlib.import_module("ree_client.models")
    reader, staff = (
        python_client.Client(base_url=address),
        python_client.AuthenticatedClient(address, token=secret),
    )
    with reader as api, staff:
        reads(python_client, models, api)
        writes(models, staff)
        imports(python_client, models, staff)


def reads(python_client: ModuleType, models: ModuleType, api: Any) -> None:
    stances = [models.ListClaimsStanceItem.ASSERTS, models.ListClaimsStanceItem.PROPOSES]
    page = call("claims.list_claims")(client=api, speaker=["vladimir-potanin"], stance=stances).parsed
    said = Claim.objects.filter(
        statements__speaker__slug="vladimir-potanin", statements__stance__in=["asserts", "proposes"]
    )
    assert {claim.id for claim in page.results} == set(said.values_list("pk", flat=True)) != set()
    assert all("vladimir-potanin" in {speaker.slug for speaker in claim.speakers} for claim in page.results)

    seen, cursor = set(), python_client.types.UNSET
    while cursor is not None:
        page = call("statements.list_statements")(client=api, page_size=50, cursor=cursor).parsed
        seen |= {statement.id for statement in page.results}
        cursor = page.next_ and parse_qs(urlsplit(page.next_).query)["cursor"][0]
    assert len(seen) == Statement.objects.published().count()

    refused = call("claims.list_claims")(client=api, speaker=["vladimir-potanim"])
    assert (refused.status_code, type(refused.parsed)) == (400, models.Problem)
    assert (refused.parsed.errors[0].parameter, refused.parsed.errors[0].suggestion) == (
        "speaker",
        "vladimir-potanin",
    )
    facets = call("claims.get_claim_facets")(client=api, speaker=["vladimir-potanin"]).parsed
    assert sum(entry.count for entry in facets.stance) >= 4


def writes(models: ModuleType, staff: Any) -> None:
    body = models.ClaimInput(text="Typed clients write.", language="en")
    created = call("claims.create_claim")(client=staff, body=body)
    assert created.status_code == 201
    same = models.ClaimInput.from_dict(created.parsed.to_dict())
    back = call("claims.put_claim")(
        client=staff, id=created.parsed.id, if_match=created.headers["ETag"], body=same
    )
    assert (back.status_code, back.headers["ETag"]) == (200, created.headers["ETag"])
    patch = {"client": staff, "id": created.parsed.id, "if_match": created.headers["ETag"]}
    changed = call("claims.patch_claim")(**patch, body=models.ClaimPatch(text="Typed clients write again."))
    assert changed.parsed.text == Claim.objects.get(pk=created.parsed.id).text == "Typed clients write again."
    late = call("claims.patch_claim")(**patch, body=models.ClaimPatch(text="A late writer."))
    assert (late.status_code, late.parsed.title) == (412, "Precondition failed")


def imports(python_client: ModuleType, models: ModuleType, staff: Any) -> None:
    rows = b'{"type": "topic", "slug": "from-a-client", "name": "From a client"}\n'

    def file() -> Any:
        return python_client.types.File(payload=BytesIO(rows), file_name="topics.ndjson")

    for body in (file(), models.ImportRowsFilesBody(file=file())):
        told = call("import_.import_rows")(client=staff, body=body, dry_run=True)
        assert told.status_code == 200, told.content
        assert (told.parsed.dry_run, told.parsed.counts.topic.created) == (True, 1)


# --- TypeScript -----------------------------------------------------------------------------------------------


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.long
def test_a_generated_typescript_client_compiles_strictly_and_works(service, tmp_path):
    npm = needs_program("npm")
    address, secret = service
    for file in SOURCES.iterdir():
        shutil.copy(file, tmp_path)
    run(tmp_path, npm, "ci", "--no-audit", "--no-fund")
    programs = tmp_path / "node_modules" / ".bin"
    run(tmp_path, str(programs / "openapi-typescript"), str(document(address, tmp_path)), "-o", "schema.d.ts")
    run(tmp_path, str(programs / "tsc"), "-p", ".")
    found = json.loads(run(tmp_path, needs_program("node"), "built/calls.js", address, secret))
    assert "vladimir-potanin" in found["speakers"]
    assert found["statements"] == Statement.objects.published().count()
    assert found["problem"]["errors"][0]["suggestion"] == "vladimir-potanin"
    assert found["written"]["text"] == "Typed clients write, and write again."
    assert found["written"]["conflict"]["status"] == 412
    assert found["changes"] == []
    assert found["stances"] > 3
