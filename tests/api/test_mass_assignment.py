"""Whatever else a body or a line holds, by whichever method it is sent: it is refused or ignored, and never stored."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import models
from uuid_utils import compat

from claims.dataset.format import TYPES
from tests.claims.test_dataset import raw, sample
from tests.hidden import ROOMS, VIEWS
from tests.programs import Program, everything

pytestmark = pytest.mark.django_db
WAYS = ["POST", "PUT of what is new", "PUT", "PATCH"]
# What makes a copy of an object another one.
ANOTHER: dict[str, dict[str, Any]] = {
    "topics": {"slug": "another"}, "speakers": {"slug": "another", "wikidata": None}, "articles": {"source_url": "https://gazette.example/3"},
    "claims": {}, "statements": {"stance": "predicts"}, "rebuttals": {"relation": "qualifies"}, "supports": {"relation": "corroborates"},
}  # fmt: skip


@pytest.fixture
def curator() -> Program:
    return Program("curator-11", "Curator")


def another_value(column: models.Field) -> Any:
    """A value that the column could hold, and that no row here has."""
    if isinstance(column, models.BooleanField):
        return True
    if isinstance(column, models.IntegerField):
        return 4242
    if isinstance(column, models.DateTimeField):
        return "2001-02-03T04:05:06Z"
    if isinstance(column, models.UUIDField) or column.is_relation:
        return "019dd8b7-0000-7000-8000-000000000042"
    return "intruder"


def not_written(room: str) -> dict[str, Any]:
    """{name: value} of all members that are read and not written, of all columns, and of one of nothing."""
    form, columns = VIEWS[room].input_class(), ROOMS[room]._meta.concrete_fields
    names = {"intruder": "intruder"} | dict.fromkeys(VIEWS[room].object_shape()().fields, "intruder")
    for column in columns:
        names |= {column.name: another_value(column), column.attname: another_value(column)}
    key = "id" if VIEWS[room].lookup_field == "pk" else "slug"
    return {name: value for name, value in names.items() if name not in {*form.fields, key}}


def sent(program: Program, room: str, way: str, row: dict[str, Any], more: dict[str, Any]) -> Any:
    """The answer to a body that is good but for the members `more`."""
    key = row.get("slug") or row["id"]
    body = {name: value for name, value in row.items() if name not in {"status", "id"}}
    if way == "PATCH":
        return program.call("PATCH", f"{room}/{key}/", more, If_Match="*")
    if way == "PUT":
        return program.call("PUT", f"{room}/{key}/", body | more, If_Match="*")
    if way == "POST":
        return program.call("POST", f"{room}/", body | ANOTHER[room] | more)
    fresh = "another" if "slug" in row else str(compat.uuid7())
    return program.call("PUT", f"{room}/{fresh}/", body | ANOTHER[room] | more, If_None_Match="*")


def stored_of(model: Any, key: str) -> dict[str, Any]:
    by = "slug" if any(field.name == "slug" for field in model._meta.fields) else "pk"
    row = model._base_manager.get(**{by: key})
    return {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}


def is_there(value: Any, stored: Any) -> bool:
    """Whether what was sent is what the column holds."""
    if isinstance(stored, datetime | date):
        return str(stored).startswith("2001")
    return stored is value if isinstance(value, bool) else str(stored) == str(value)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("room", ROOMS)
def test_no_member_beyond_those_that_are_written_is_ever_stored(curator, room, way):
    row = everything(curator)[room]
    model, shape = ROOMS[room], VIEWS[room].object_shape()
    before = model._base_manager.count()
    read_only = {name: value for name, value in not_written(room).items() if name in shape().fields}
    unknown = {name: value for name, value in not_written(room).items() if name not in shape().fields}
    assert unknown.keys() >= {"intruder"}
    refused = sent(curator, room, way, row, unknown)
    assert refused.status_code == 400, refused.content
    assert {error["pointer"] for error in refused.json()["errors"]} == {f"/{name}" for name in unknown}
    assert model._base_manager.count() == before
    ignored = sent(curator, room, way, row, read_only)
    assert ignored.status_code in {200, 201}, ignored.content
    key = ignored.json().get("slug") or ignored.json()["id"]
    stored = stored_of(model, key)
    assert [name for name in {*read_only} & {*stored} if is_there(read_only[name], stored[name])] == []


@pytest.mark.parametrize("name", TYPES)
def test_no_field_of_a_line_beyond_those_of_the_format_is_ever_stored(curator, name):
    lines = sample()
    edge = lines["rebuttal"]
    lines["support"] = {key: edge[key] for key in edge if key != "ground"} | {
        "type": "support",
        "relation": "corroborates",
    }
    columns = {
        given: another_value(column)
        for column in TYPES[name].model._meta.concrete_fields
        for given in (column.name, column.attname)
        if given not in TYPES[name].names
    }
    unknown = columns | {"intruder": "intruder"}
    lines[name] = lines[name] | {key: value for key, value in unknown.items() if key not in lines[name]}
    body = b"".join(raw(line) for line in lines.values())
    answer = curator.call("POST", "import/", body, **{"Content_Type": "application/x-ndjson"})
    assert answer.status_code == 400, answer.content
    named = {error["pointer"].rpartition("/")[2] for error in answer.json()["errors"]}
    assert named >= unknown.keys()
    assert not TYPES[name].model._base_manager.exists()
