"""The OpenAPI document is the truth: complete, valid, and what the endpoints really accept and answer.

`make schema` rewrites the snapshot.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from claims.facets import ClaimFacetsView, RebuttalFacetsView
from reeapi.api.parameters import Parameter
from reeapi.urls import router
from sources.changes import ChangesView

pytestmark = pytest.mark.django_db
client = Client()  # one for all: each of its own would load the middleware anew
SNAPSHOT = Path(__file__).parent / "schema.yaml"
# A rebuttal has one schema in lists, where this is always shown, and alone, where it has no past.
PASTLESS = {"rebuttals": {"rebuttal_count"}}
MERGES = ["/api/v1/claims/{id}/merge/", "/api/v1/speakers/{slug}/merge/"]
DATA = Path(__file__).resolve().parents[2] / "data"
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}
LISTS = {f"/api/v1/{room}/": view.list_parameters() for room, view in VIEWS.items()}
DOCUMENTS = {
    "/api/v1/changes/": ChangesView(resources=VIEWS).parameters(),
    "/api/v1/claims/facets/": ClaimFacetsView(viewset=VIEWS["claims"]).parameters(),
    "/api/v1/rebuttals/facets/": RebuttalFacetsView(viewset=VIEWS["rebuttals"]).parameters(),
}
OBJECTS = {
    f"/api/v1/{room}/{{{'slug' if view.lookup_field == 'slug' else 'id'}}}/": view.object_parameters()
    for room, view in VIEWS.items()
}
HISTORIES = {
    f"{path}history/": view.history_parameters() for path, view in zip(OBJECTS, VIEWS.values(), strict=True)
}
ALONE = OBJECTS | HISTORIES
ALL = DOCUMENTS | LISTS | ALONE


@pytest.fixture(scope="module")
def text(tmp_path_factory) -> str:
    """The document as `make schema` writes it: validated against OpenAPI 3.1, and without a single warning."""
    file = tmp_path_factory.mktemp("schema") / "schema.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(file))
    return file.read_text().replace(settings.CONTACT_EMAIL, "corrections@example.org")


@pytest.fixture(scope="module")
def document(text: str) -> dict:
    return yaml.safe_load(text)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The sample dataset, for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_dataset", str(DATA), verbosity=0)
        yield
        transaction.set_rollback(True)


def operations(document: dict) -> list[tuple[str, dict]]:
    return [
        (path, operation) for path, methods in document["paths"].items() for operation in methods.values()
    ]


def test_the_snapshot_is_the_document_of_today(text):
    assert SNAPSHOT.read_text() == text, "The API changed: run `make schema` and look at the difference."


def test_the_service_serves_that_document_in_both_formats(document):
    for kind, read in (
        ("application/vnd.oai.openapi", yaml.safe_load),
        ("application/vnd.oai.openapi+json", json.loads),
    ):
        answer = client.get("/api/schema/", headers={"Accept": kind})
        assert answer.status_code == 200
        assert read(answer.content)["paths"] == document["paths"]


def test_it_is_openapi_3_1_with_a_licence_and_somebody_to_write_to(document):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["license"]["name"] == "CC BY 4.0"
    assert document["info"]["contact"]["email"]


def test_every_endpoint_is_documented_and_nothing_else(document):
    assert set(document["paths"]) == {"/api/v1/", "/api/v1/import/", *ALL, *MERGES}
    writing = {path: {"post"} for path in LISTS} | {path: {"put", "patch", "delete"} for path in OBJECTS}
    writing |= {path: {"post"} for path in MERGES}
    found = {path: set(methods) - {"get"} for path, methods in document["paths"].items()}
    assert {path: methods for path, methods in found.items() if methods} == writing | {
        "/api/v1/import/": {"post"}
    }


@pytest.mark.parametrize("path", ALL)
def test_documented_parameters_are_those_accepted(document, path):
    documented = document["paths"][path]["get"]["parameters"]
    assert {p["name"] for p in documented if p["in"] == "query"} == set(ALL[path])


def test_every_parameter_has_a_description_and_an_example(document):
    for path, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert len(parameter["description"]) > 3, (path, parameter["name"])
            assert "example" in parameter, (path, parameter["name"])


def test_every_example_of_a_parameter_fits_its_schema_and_is_accepted(document):
    for path, operation in operations(document):
        known: dict[str, Parameter] = ALL.get(path, {})
        for parameter in operation.get("parameters", ()):
            Draft202012Validator(parameter["schema"]).validate(parameter["example"])
            if parameter["name"] in known and parameter["in"] == "query":
                known[parameter["name"]].parse(known[parameter["name"]].example)


def test_every_operation_has_a_name_of_its_own_and_a_description(document):
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) == len(set(names)) == 23 + 4 * len(OBJECTS) + len(MERGES) + len(DOCUMENTS)
    assert [path for path, operation in operations(document) if not operation.get("description")] == []


def test_every_operation_documents_its_errors_with_examples(document):
    validator = validator_of(document, {"$ref": "#/components/schemas/Problem"})
    for path in ALL:
        responses = document["paths"][path]["get"]["responses"]
        errors = {status: r for status, r in responses.items() if int(status) >= 400 and status != "414"}
        assert set(errors) >= {"400", "406", "500", "503"} | ({"404", "410"} if path in ALONE else set())
        for status, response in errors.items():
            examples = response["content"]["application/problem+json"]["examples"]
            assert examples
            for example in examples.values():
                validator.validate(example["value"])
                assert str(example["value"]["status"]) == status


def test_every_member_of_every_schema_is_described_or_of_an_obvious_type(document):
    def undescribed(name: str, schema: dict) -> list[str]:
        members = schema.get("properties", {})
        return [
            f"{name}.{m}"
            for m, s in members.items()
            if not s.keys() & {"type", "$ref", "allOf", "anyOf", "oneOf", "enum", "const"}
        ]

    schemas = document["components"]["schemas"]
    assert [bad for name, schema in schemas.items() for bad in undescribed(name, schema)] == []


# --- Real answers -------------------------------------------------------------------------------------------------


def validator_of(document: dict, schema: dict) -> Draft202012Validator:
    return Draft202012Validator(
        schema | {"components": document["components"]}, format_checker=FormatChecker()
    )


def closed(document: dict) -> dict:
    """The document with schemas that admit no member they do not name, so that nothing undocumented is answered."""
    copy = json.loads(json.dumps(document))
    for schema in copy["components"]["schemas"].values():
        if schema.get("type") == "object" and "properties" in schema:
            schema["additionalProperties"] = False
    return copy


def answers_of(room: str) -> Iterator[tuple[str, str, dict]]:
    """(documented path, called path, answer) of a list, also with everything expanded, and of its first objects."""
    listed, alone = (next(p for p in paths if p.startswith(f"/api/v1/{room}/")) for paths in (LISTS, OBJECTS))
    expand = ",".join(VIEWS[room].expandable)
    for query in ("", "?count=true&page_size=200", f"?expand={expand}" if expand else "?page_size=1"):
        yield listed, listed + query, client.get(listed + query).json()
    for row in client.get(f"{listed}?page_size=20").json()["results"]:
        path = f"{listed}{row.get('id') or row['slug']}/"
        yield alone, path, client.get(path).json()
        past = f"{path}?as_of={quote(timezone.now().isoformat())}"
        yield alone, past, client.get(past).json()
        yield f"{alone}history/", f"{path}history/", client.get(f"{path}history/").json()


@pytest.mark.parametrize("room", VIEWS)
def test_what_all_answers_have_is_required(document, loaded, room):
    members: dict[str, set[str]] = {}
    for documented, _, answer in answers_of(room):
        for row in answer.get("results", [answer]):
            members[documented] = members.get(documented, set(row)) & set(row)
    for path in (path for path in members if not path.endswith("history/")):
        content = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = resolved(document, content["schema"])
        row = resolved(document, schema["properties"]["results"]["items"]) if path in LISTS else schema
        assert set(row["required"]) == members[path] - PASTLESS.get(room, set()), path


def resolved(document: dict, schema: dict) -> dict:
    return document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]


@pytest.mark.parametrize("room", VIEWS)
def test_real_answers_are_what_the_document_says(document, loaded, room):
    strict = closed(document)
    for documented, called, answer in answers_of(room):
        schema = strict["paths"][documented]["get"]["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        errors = [
            f"{called} {e.json_path}: {e.message[:200]}"
            for e in validator_of(strict, schema).iter_errors(answer)
        ]
        assert errors == []


def test_the_answer_of_the_root_is_what_the_document_says(document):
    schema = document["paths"]["/api/v1/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator_of(document, schema).validate(client.get("/api/v1/").json())


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_real_document_is_what_the_document_says(document, loaded, path):
    content = closed(document)["paths"][path]["get"]["responses"]["200"]["content"]
    validator_of(closed(document), content["application/json"]["schema"]).validate(client.get(path).json())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims/?speakr=x", 400),
        ("claims/?speaker=nobody-at-all&said_after=yesterday", 400),
        ("claims/?cursor=x", 400),
        ("claims/0197d2a0-0000-7000-8000-000000000000/", 404),
        ("speakers/nobody-at-all/", 404),
        ("nothing/", 404),
    ],
)
def test_real_errors_are_what_the_document_says(document, path, status):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    strict = closed(document)
    validator_of(strict, {"$ref": "#/components/schemas/Problem"}).validate(answer.json())


def test_an_answer_in_another_format_is_documented(document, loaded):
    for path in LISTS:
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        for kind in content:
            answer = client.get(path, headers={"Accept": kind})
            assert answer["Content-Type"].split(";")[0] == kind
            assert answer.getvalue() if answer.streaming else answer.content


def test_the_document_is_refused_in_formats_that_it_does_not_have(client):
    answer = client.get("/api/schema/?format=xml")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "json, yaml" in answer.json()["errors"][0]["detail"]
    assert client.get("/api/schema/?fromat=json").json()["errors"][0]["suggestion"] == "format"
    refused = client.get("/api/schema/", headers={"Accept": "text/csv"})
    assert refused.status_code == 406
    assert "application/yaml" in refused.json()["detail"]
