"""What a body may be at all, and what it may hold: anything else is refused with its place."""

import json

import pytest
from uuid_utils import compat

from claims.models import Claim
from tests import factories as make
from tests.programs import Program, everything, refused

pytestmark = pytest.mark.django_db
CLAIM = {"text": "Mines are slow."}


@pytest.fixture
def curator() -> Program:
    return Program("curator-12", "Curator")


@pytest.mark.parametrize(
    ("path", "kind"), [("claims/", "application/json"), ("import/", "application/x-ndjson")]
)
def test_a_compressed_body_is_refused_before_it_is_read(curator, path, kind):
    for encoding, status in (("gzip", 415), ("identity", 400)):
        answer = curator.call("POST", path, b"x", Content_Type=kind, Content_Encoding=encoding)
        assert answer.status_code == status, answer.content


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200b", "\u00a0\u2028", "\u00ad\u2060"])
def test_a_text_has_something_to_be_seen(curator, text):
    assert refused(curator.call("POST", "claims/", {"text": text}), 400) == {"/text": "The text is blank."}


BODIES = {
    "no JSON": (b"{", ""),
    "nothing": (b" ", ""),
    "no object": (b"[]", ""),
    "a member twice": (b'{"text": "a", "text": "b"}', "/text"),
    "a member twice further in": (b'{"text": "a", "about_article": {"id": 1, "id": 2}}', "/about_article/id"),
    "no number": (b'{"text": NaN}', "/text"),
    "an endless number": (b'{"text": 1e999}', "/text"),
    "a number of many digits": (b'{"text": ' + b"9" * 5_000 + b"}", ""),
    "a NUL": (b'{"text": "a\\u0000"}', "/text"),
    "a control character": (b'{"text": "a\\u0007"}', "/text"),
    "half of a character": (b'{"topics": ["\\ud800"]}', "/topics/0"),
    "a name that is no text": (b'{"\\ud800": 1}', ""),
    "no UTF-8": (b'{"text": "\xff"}', ""),
    "UTF-16": ('{"text": "a"}'.encode("utf-16"), ""),
    "much within each other": (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
    "an unknown member": (b'{"text": "a", "txt": 1}', "/txt"),
    "a slash in a name": (b'{"text": "a", "a/b~c": 1}', "/a~1b~0c"),
    "an unknown member of a reference": (b'{"text": "a", "about_article": {"id": "x", "uuid": 1}}', "/about_article/uuid"),
    "a number for a text": (b'{"text": 1}', "/text"),
    "a truth for a text": (b'{"text": true}', "/text"),
    "null": (b'{"text": null}', "/text"),
    "a blank": (b'{"text": " "}', "/text"),
    "too long": (json.dumps({"text": "a" * 1001}).encode(), "/text"),
    "no text": (b"{}", "/text"),
    "no language": (b'{"text": "a", "language": "English!"}', "/language"),
    "no list": (b'{"text": "a", "topics": "mining"}', "/topics"),
    "an unknown topic": (b'{"text": "a", "topics": ["nothing"]}', "/topics/0"),
    "a topic twice": (b'{"text": "a", "topics": ["mining", "mining"]}', "/topics/1"),
    "no reference": (b'{"text": "a", "about_article": "x"}', "/about_article"),
    "a reference to nothing": (b'{"text": "a", "about_article": {}}', "/about_article/id"),
    "an unknown status": (b'{"text": "a", "status": "public"}', "/status"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "pointer"), BODIES.values(), ids=BODIES)
def test_a_body_that_cannot_be_used_is_refused_with_its_place(curator, body, pointer):
    make.topic("mining")
    assert pointer in refused(curator.call("POST", "claims/", body), 400)
    assert not Claim.objects.exists()


def test_all_that_is_wrong_is_told_at_once(curator):
    nowhere = {"topics": ["nowhere"], "about_article": {"id": str(compat.uuid7())}}
    body = {"text": " ", "colour": "red"} | nowhere
    errors = refused(curator.call("POST", "claims/", body), 400)
    assert set(errors) == {"/text", "/colour", "/topics/0", "/about_article"}


def test_an_unknown_member_is_told_with_what_was_meant(curator):
    answer = curator.call("POST", "claims/", CLAIM | {"langauge": "en"})
    assert answer.json()["errors"][0]["suggestion"] == "language"


def test_only_json_of_a_bounded_size_is_read(curator):
    assert curator.call("POST", "claims/", CLAIM, Content_Type="text/plain").status_code == 415
    assert (
        curator.call("POST", "claims/", CLAIM, Content_Type="application/json; charset=latin-1").status_code
        == 415
    )
    assert (
        curator.call("POST", "claims/", CLAIM, Content_Type="application/merge-patch+json").status_code == 415
    )
    assert curator.call("POST", "claims/", b" " * 1_000_001).status_code == 413
    assert curator.call("POST", "claims/?dry_run=true", CLAIM).status_code == 400
    assert not Claim.objects.exists()


def test_every_list_names_each_thing_once(curator):
    made = everything(curator)
    for path, member in (
        ("speakers/halla/", "affiliations"),
        (f"articles/{made['articles']['id']}/", "authors"),
        (f"articles/{made['articles']['id']}/", "citations"),
        (f"claims/{made['claims']['id']}/", "topics"),
    ):
        there = curator.call("GET", path).json()[member]
        twice = {member: [*there, there[0]]}
        assert f"/{member}/{len(there)}" in refused(curator.call("PATCH", path, twice, If_Match="*"), 400)
    body = {"slug": "a", "name": "A", "kind": "person", "aliases": ["a", "b", "a"]}
    assert list(refused(curator.call("POST", "speakers/", body), 400)) == ["/aliases/2"]


def test_a_body_without_its_length_is_said_to_be_unread(curator):
    answer = curator.post(
        "/api/v1/claims/", b'{"text": "a"}', "application/json", headers=curator.headers, CONTENT_LENGTH=""
    )
    assert "Content-Length" in refused(answer, 400)[""]
