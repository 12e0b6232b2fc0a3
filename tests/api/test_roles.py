"""Who may do what: every operation of the document as every role, compared with the table `roles.txt`, which is kept by hand."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sources.models import Token
from tests import factories as make
from tests.programs import Program

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
DOCUMENT = yaml.safe_load((HERE / "schema.yaml").read_text())
ROLES = ["anonymous", "expired", "inactive", "read-only", "no-staff", "curator", "reviewer", "superuser"]
CHANGES = {
    "speakers": {"name": "Another"}, "articles": {"title": "Another"}, "topics": {"name": "Another"},
    "claims": {"text": "Another."}, "statements": {"hedge": "perhaps"}, "rebuttals": {"note": "Why."},
    "supports": {"note": "Why."},
}  # fmt: skip
WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(claims|sources)_(?!token|ratecount|curator)')
REVIEWED = ["articles", "claims", "statements", "rebuttals", "supports"]


def callers() -> dict[str, Any]:
    """A program of each role; `anonymous` sends nothing."""
    both = ("Curator", "Reviewer")
    expired, inactive = Program("expired", *both), Program("inactive", *both)
    Token.objects.filter(pk=expired.token.pk).update(expiry=timezone.now() - timedelta(days=1))
    inactive.user.is_active = False
    inactive.user.save()
    anonymous = Program("anonymous")
    anonymous.headers = {}
    made = [
        anonymous, expired, inactive, Program("read-only", *both, scope="read"), Program("no-staff", *both, is_staff=False),
        Program("curator", "Curator"), Program("reviewer", *both), Program("superuser", is_superuser=True),
    ]  # fmt: skip
    return dict(zip(ROLES, made, strict=True))


def rows(status: str) -> dict[str, Any]:
    """A row of each kind in this state of review, recorded by somebody else, with which each operation is tried."""
    return {
        "articles": make.article(status=status),
        "claims": make.claim(status=status),
        "statements": make.statement(status=status),
        "rebuttals": make.rebuttal(status=status),
        "supports": make.support(status=status),
        "speakers": make.speaker(),
        "topics": make.topic(),
    }


def operations() -> list[tuple[str, str, str]]:
    """(operation id, method, path) of all that the document has."""
    return [
        (operation["operationId"], method.upper(), path)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
    ]


def request_of(
    name: str, method: str, path: str, there: dict[str, Any], admin: Program
) -> tuple[str, Any, dict[str, str]]:
    """(path, body, headers) of a call that is good in itself."""
    room = path.removeprefix("/api/v1/").split("/")[0]
    row = there.get(room)
    key = "" if row is None else str(getattr(row, "slug", None) or row.pk)
    called = path.removeprefix("/api/v1/").replace("{id}", key).replace("{slug}", key)
    if method == "GET":
        return called, None, {}
    if name.startswith("merge"):
        other = make.speaker() if room == "speakers" else make.claim(status=row.status)
        return (
            called,
            {"into": {"slug": other.slug} if room == "speakers" else {"id": str(other.pk)}},
            {"If_Match": "*"},
        )
    if name.startswith("create"):
        body = admin.call("GET", f"{room}/{key}/").json()
        body.pop("status", None)
        body.pop("id", None)
        return called, body | ({"slug": "fresh"} if "slug" in body else {}) | fresh(room), {}
    if name.startswith("put"):
        return called, admin.call("GET", called).json() | CHANGES[room], {"If_Match": "*"}
    if name.startswith("patch"):
        return called, CHANGES[room], {"If_Match": "*"}
    if name.startswith("delete"):
        return called + ("?reason=Wrong.&cascade=true" if room in REVIEWED else ""), None, {"If_Match": "*"}
    return called, b"", {"Content-Type": "application/x-ndjson"}


def fresh(room: str) -> dict[str, Any]:
    """What makes a copy of a row another row."""
    if room in {"rebuttals", "supports"}:
        return {"relation": "qualifies" if room == "rebuttals" else "praises"}
    return (
        {"stance": "predicts"} if room == "statements" else {"source_url": None} if room == "articles" else {}
    )


def asked() -> dict[str, dict[str, int]]:
    """{operation: {role: status}}; what has a state of review is tried on what is published and on drafts."""
    programs = callers()
    found: dict[str, dict[str, int]] = {}
    worlds = {"published": rows("published"), "draft": rows("draft")}
    for name, method, path in operations():
        room = path.removeprefix("/api/v1/").split("/")[0]
        of_one = "{" in path and "history" not in path and room in REVIEWED
        for state, there in worlds.items():
            if state == "published" or of_one:
                request = request_of(name, method, path, there, programs["superuser"])
                label = f"{name}:draft" if state == "draft" else name
                found[label] = {
                    role: status_of(program, method, *request) for role, program in programs.items()
                }
    return found


def status_of(program: Program, method: str, path: str, body: Any, headers: dict[str, str]) -> int:
    """The status of the call, whose effects are undone. What is refused for who asks has written nothing."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = program.call(method, path, body, **headers)
        transaction.set_rollback(True)
    if answer.status_code in {401, 403}:
        assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == [], path
    return answer.status_code


def as_text(table: dict[str, dict[str, int]]) -> str:
    """The table in the form of the file."""
    widths = [max(map(len, table)) + 2, *(len(role) + 2 for role in ROLES)]
    lines = [
        ["operation", *ROLES],
        *([name, *map(str, (row[role] for role in ROLES))] for name, row in table.items()),
    ]
    return "".join(
        "".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def kept() -> dict[str, dict[str, int]]:
    head, *lines = [
        line.split() for line in (HERE / "roles.txt").read_text().splitlines() if not line.startswith("#")
    ]
    assert head == ["operation", *ROLES]
    return {name: dict(zip(ROLES, map(int, statuses), strict=True)) for name, *statuses in lines}


def test_every_operation_answers_every_role_as_the_table_says():
    found, table = asked(), kept()
    assert set(found) == set(table)
    assert {name: row for name, row in found.items() if row != table[name]} == {}


def test_the_table_lets_nobody_write_without_a_good_token_for_writing():
    reading = {name for name, method, _ in operations() if method == "GET"}
    for name, row in kept().items():
        if name.removesuffix(":draft") not in reading:
            assert {row["anonymous"], row["expired"], row["inactive"]} == {401}, name
            assert {row["read-only"], row["no-staff"]} == {403}, name
        elif not name.endswith(":draft"):
            assert row["anonymous"] == row["read-only"], name
