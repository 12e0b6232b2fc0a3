"""What a body may be at all, whatever it is about."""

import pytest

from tests.programs import Program, refused

pytestmark = pytest.mark.django_db


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
