"""Importing through the API: all or nothing, every wrong item named, and nothing published by it."""

import csv
import io
import json
import socket
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from claims.dataset.format import TYPES
from claims.dataset.loading import ONE_LOAD_AT_A_TIME
from claims.dataset.tables import split_list
from claims.models import Claim, Statement, Topic
from sources.models import Article, Curator, Snapshot, Speaker, Token
from tests import factories as make
from tests.claims.datasets import key, raw, sample
from tests.servers import serving
from tests.sources.test_changes import database_url

pytestmark = pytest.mark.django_db
client = Client()
PATH = "/api/v1/import/"
NDJSON, CSV = "application/x-ndjson", "text/csv"


def secret_of(group: str = "Curator", *, name: str = "ada", scope: str = "write", **fields) -> str:
    user = get_user_model().objects.create(username=name, is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    Curator.objects.create(user=user, handle=f"handle-of-{name}")
    return Token(user=user, name="An importer", scope=scope).issue()


@pytest.fixture
def secret(db) -> str:
    return secret_of()


def post(body: bytes, secret: str, query: str = "", kind: str = NDJSON):
    return client.post(
        f"{PATH}{query}", body, content_type=kind, headers={"authorization": f"Bearer {secret}"}
    )


def lines(*found) -> bytes:
    return b"".join(raw(line) for line in (found or sample().values()))


def counts(answer) -> dict:
    assert answer.status_code == 200, answer.content
    return {name: (c["created"], c["updated"], c["unchanged"]) for name, c in answer.json()["counts"].items()}


# --- What comes of it -----------------------------------------------------------------------------------------


def test_new_rows_are_drafts_of_the_owner_of_the_token_whatever_the_lines_say(secret):
    answer = post(lines(), secret)
    assert counts(answer)["claim"] == (2, 0, 0)
    assert answer["Cache-Control"] == "private, no-store"
    for model in (Article, Claim, Statement):
        for row in model.objects.all():
            assert (row.status, row.method, row.recorded_by) == ("draft", "imported", "handle-of-ada")
            assert (row.reviewed_by, row.reviewed_at, row.is_public) == ("", None, False)
    assert Snapshot.objects.get().captured_by == "handle-of-ada"


def test_their_recorder_cannot_publish_them_and_somebody_else_can(secret):
    post(lines(), secret)
    claim = Claim.objects.get(pk=key(4))
    with pytest.raises(Exception, match="somebody else must review"):
        claim.publish("handle-of-ada")
    claim.publish("reviewer-9")
    assert Claim.objects.get(pk=key(4)).is_public


def test_the_same_again_changes_nothing(secret):
    post(lines(), secret)
    before = list(Statement.objects.values_list())
    assert {changed for created, changed, _ in counts(post(lines(), secret)).values()} == {0}
    assert list(Statement.objects.values_list()) == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(secret):
    answer = post(lines(), secret, "?dry_run=true")
    assert (counts(answer)["statement"], answer.json()["dry_run"]) == ((2, 0, 0), True)
    assert not Speaker.objects.exists()


def test_rows_that_are_stored_keep_their_review(secret):
    post(lines(), secret)
    Claim.objects.get(pk=key(4)).publish("reviewer-9")
    changed = sample()["claim"] | {"text": "The ore is very rich.", "status": "withdrawn"}
    answer = post(lines(changed), secret_of("Reviewer", name="bela"))
    assert counts(answer)["claim"] == (0, 1, 0)
    claim = Claim.objects.get(pk=key(4))
    assert (claim.text, claim.status, claim.recorded_by) == (
        "The ore is very rich.",
        "published",
        "handle-of-ada",
    )
    assert (claim.reviewed_by, claim.method) == ("reviewer-9", "imported")


def test_the_history_names_the_account(secret):
    post(lines(), secret)
    event = apps.get_model("claims.ClaimEvent").objects.filter(id=key(4)).first()
    assert event.pgh_context.metadata["user"] == get_user_model().objects.get().pk
    assert event.pgh_context.metadata["url"] == PATH


# --- Who may ---------------------------------------------------------------------------------------------------


def test_nobody_imports_without_a_token_for_writing():
    assert client.post(PATH, lines(), content_type=NDJSON).status_code == 401
    assert post(lines(), secret_of(scope="read")).status_code == 403
    assert (
        post(lines(), secret_of("", name="bela")).json()["detail"]
        == "You may not add any topic. Nothing was imported."
    )
    assert not Topic.objects.exists()
    assert client.get(PATH).status_code == 405


def test_a_curator_does_not_change_what_is_published(secret):
    post(lines(), secret)
    Claim.objects.get(pk=key(4)).publish("reviewer-9")
    answer = post(lines(sample()["claim"] | {"text": "Other words."}), secret)
    assert (answer.status_code, Claim.objects.get(pk=key(4)).text) == (403, "The ore is rich.")
    assert "published" in answer.json()["detail"]


# --- What is wrong with it ------------------------------------------------------------------------------------


def test_parts_of_a_published_article_are_for_who_may_publish(secret):
    public, cited = make.article(), make.article()
    citation = {
        "type": "citation",
        "id": key(90),
        "article": str(public.pk),
        "cited": str(cited.pk),
        "relation": "reviews",
    }
    captured = {
        "type": "snapshot", "id": key(91), "article": str(public.pk), "sha256": "0" * 64, "length": 10, "canonical_version": 2,
        "captured_at": "2026-11-01T09:00:00Z", "method": "manual", "captured_by": "ada",
    }  # fmt: skip
    for line in (citation, captured):
        answer = post(lines(line), secret)
        assert (answer.status_code, "any article" in answer.json()["detail"]) == (403, True)
    assert not public.citations.exists()


def test_a_line_refers_to_no_row_that_has_become_a_part_of_another(secret):
    old, into = make.claim(status="draft"), make.claim()
    speaker, other = make.statement().speaker, make.statement().speaker
    article = make.article(publisher=other)
    old.merge(into)
    speaker.merge(other)
    line = {
        "type": "statement", "id": key(70), "claim": str(old.pk), "speaker": speaker.slug, "article": str(article.pk),
        "stance": "asserts", "fidelity": "paraphrase", "attribution": "explicit",
    }  # fmt: skip
    again = {"type": "claim", "id": str(old.pk), "text": "Other words.", "language": "en"}
    answer = post(lines(line, again), secret)
    assert answer.status_code == 400
    told = {(error["pointer"], error["suggestion"]) for error in answer.json()["errors"]}
    assert told == {
        ("/0/claim", f'"{into.pk}"'), ("/0/speaker", f'"{other.slug}"'), ("/1/id", f'"{into.pk}"'),
    }  # fmt: skip
    line |= {"claim": str(into.pk), "speaker": other.slug}
    assert counts(post(lines(line), secret))["statement"] == (1, 0, 0)


def test_nothing_is_merged_by_a_line(secret):
    one, other = make.statement().speaker, make.statement().speaker
    line = {
        "type": "speaker",
        "slug": one.slug,
        "name": one.name,
        "kind": one.kind,
        "merged_into": other.slug,
    }
    assert counts(post(lines(line), secret))["speaker"] == (0, 0, 1)
    assert client.get(f"/api/v1/speakers/{one.slug}/").status_code == 200


def test_each_wrong_item_is_named_by_line_field_and_reason_and_nothing_is_imported(secret):
    found = sample()
    found["topic"]["broader"] = "nothing"
    found["statement"]["stance"] = "assert"
    answer = post(lines(*found.values()), secret)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["error_count"] == len(problem["errors"])
    named = {(error["line"], error["pointer"]) for error in problem["errors"]}
    stance = list(found).index("statement") + 1
    assert (stance, f"/{stance - 1}/stance") in named
    assert next(e for e in problem["errors"] if e["line"] == stance)["suggestion"] == '"asserts"'
    assert not Topic.objects.exists()


def test_a_hundred_are_listed_and_all_are_counted(secret):
    problem = post(b"nonsense\n" * 250, secret).json()
    assert (len(problem["errors"]), problem["error_count"]) == (100, 250)


@pytest.mark.parametrize(
    ("body", "kind", "query", "status"),
    [
        (b"", NDJSON, "", 400),
        (b"{}", "application/json", "", 415),
        (b"\xff\xfe", CSV, "?type=claim", 400),
        (b"slug,name\nmining,Mining\n", CSV, "", 400),
        (b"slug,slug\nmining,Mining\n", CSV, "?type=topic", 400),
        (b"slug,title\nmining,Mining\n", CSV, "?type=topic", 400),
        (b"slug,name\nmining\n", CSV, "?type=topic", 400),
        (b'slug,name\nmining,"Mining\n', CSV, "?type=topic", 400),
        (b"slug,name\nmining,Mining\n", CSV, "?type=tpoic", 400),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(secret, body, kind, query, status):
    answer = post(body, secret, query, kind)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Topic.objects.exists()


def test_a_transaction_that_was_refused_leaves_no_change_to_be_told(secret):
    post(lines(sample()["topic"]), secret)
    with connection.cursor() as sql:
        sql.execute("SELECT count(*) FROM sources_change")
        assert sql.fetchone() == (0,)


# --- CSV ------------------------------------------------------------------------------------------------------


def as_csv(type_: str) -> bytes:
    """The lines of that type in the sample as a table."""
    found = [line for line in sample().values() if line["type"] == type_]
    names = ["type", *TYPES[type_].fields]
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(names)
    table.writerows([cell(line.get(name)) for name in names] for line in found)
    return text.getvalue().encode()


def cell(value) -> str:
    if isinstance(value, list):
        return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_tables_say_the_same_as_lines(secret):
    post(lines(), secret)
    for type_ in TYPES:
        if any(line["type"] == type_ for line in sample().values()):
            found = counts(post(as_csv(type_), secret, kind=CSV))
            assert found[type_][:2] == (0, 0), type_


def test_a_table_can_be_sent_as_a_file_and_take_its_type_from_the_address(secret):
    file = SimpleUploadedFile("topics.csv", '\ufeffslug,name\r\nmining,"Mining, deep"\r\n'.encode())
    headers = {"authorization": f"Bearer {secret}"}
    answer = client.post(f"{PATH}?type=topic", {"file": file}, headers=headers)
    assert counts(answer) == {"topic": (1, 0, 0)}
    assert Topic.objects.get().name == "Mining, deep"
    named = {"file": SimpleUploadedFile("topics.csv", b"slug,name\nores,Ores\n")}
    assert counts(client.post(PATH, named, headers=headers)) == {"topic": (1, 0, 0)}
    a, b = SimpleUploadedFile("a.csv", b"x"), SimpleUploadedFile("b.csv", b"y")
    for two in ({"file": a, "other": b}, {"file": [a, b]}):
        assert client.post(PATH, two, headers=headers).status_code == 400


def test_a_wrong_cell_is_named_by_its_row(secret):
    table = b'slug,name\nmining,"Mining\nand more"\nSmelting,Smelting\n'
    errors = post(table, secret, "?type=topic", CSV).json()["errors"]
    assert [(error["line"], error["pointer"]) for error in errors] == [(4, "/3/slug")]


@pytest.mark.parametrize(
    ("text", "items"),
    [("a", ["a"]), ("a|b", ["a", "b"]), (r"a\|b|c\\d", ["a|b", "c\\d"]), ("a|", ["a", ""]), ("\\", ["\\"])],
)
def test_lists_in_a_cell_are_taken_apart(text, items):
    assert split_list(text) == items


# --- Against the real server ----------------------------------------------------------------------------------


def half_a_body(address: str, secret: str, body: bytes) -> None:
    """Send the beginning of what was announced, and hang up."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port)) as calling:
        head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\nContent-Type: {NDJSON}\r\n"
        calling.sendall(f"{head}Content-Length: {len(body) * 2}\r\n\r\n".encode() + body)
        calling.shutdown(socket.SHUT_WR)
        calling.settimeout(20)
        while calling.recv(65536):
            pass


def test_an_import_beside_another_load_is_told_when_to_come_back(secret):
    with psycopg.connect(database_url()) as another:
        another.execute(ONE_LOAD_AT_A_TIME)
        answer = post(lines(), secret)
    assert (answer.status_code, answer.json()["title"]) == (503, "Unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "one at a time" in answer.json()["detail"]
    assert not Claim.objects.exists()
    assert post(lines(), secret).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_body_that_breaks_off_imports_nothing():
    secret = secret_of("")
    get_user_model().objects.update(is_superuser=True)
    with serving(database_url()) as address:
        half_a_body(address, secret, lines())
        assert not Claim.objects.filter(pk=key(4)).exists()
        assert json.loads(sent_to(address, secret, lines()))["counts"]["claim"]["created"] == 2
        assert Claim.objects.filter(pk=key(4)).exists()


def sent_to(address: str, secret: str, body: bytes) -> bytes:
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": NDJSON}
    with urlopen(Request(f"{address}{PATH}", body, headers)) as answer:  # noqa: S310
        return answer.read()
