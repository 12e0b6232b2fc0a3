"""Conditional reads: a reader who has the answer is not sent it again."""

import pytest
from django.urls import get_resolver

from claims.models import Claim
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def path() -> str:
    return f"claims/{make.claim().pk}/"


def test_an_object_and_a_list_have_strong_tags(sample, path):
    for address in (path, "claims/"):
        etag = sample.read(address)["ETag"]
        assert etag.startswith('"')
        assert sample.read(address)["ETag"] == etag


def test_the_tag_of_an_object_begins_with_its_version(sample, path):
    assert sample.read(path)["ETag"].startswith('"1-')
    Claim.objects.update(text="Something else.")
    assert sample.read(path)["ETag"].startswith('"2-')


@pytest.mark.parametrize("given", ["{0}", "W/{0}", '"other", {0}', '"other" , W/{0}', "*"])
def test_whoever_has_the_answer_is_told_304_without_a_body(sample, path, given):
    for address in (path, "claims/"):
        etag = sample.read(address)["ETag"]
        answer = sample.read(address, if_none_match=given.format(etag))
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Content-Length" not in answer  # it would be that of the answer that is held


@pytest.mark.parametrize("given", ['"other"', "nonsense", '"unfinished', 'W/"other", "more"'])
def test_whoever_has_another_answer_gets_this_one(sample, path, given):
    assert sample.read(path, if_none_match=given).status_code == 200


def test_a_tag_changes_when_anything_shown_changes(sample):
    statement = make.statement()
    path = f"claims/{statement.claim_id}/"
    before = [sample.read(address)["ETag"] for address in (path, "claims/?expand=statements")]
    type(statement.speaker).objects.filter(pk=statement.speaker_id).update(name="Another Name")
    after = [sample.read(address)["ETag"] for address in (path, "claims/?expand=statements")]
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_reads_carry_no_cookie_and_do_not_vary_by_one(sample, path):
    for address in (path, "claims/", "", "nowhere/"):
        answer = sample.read(address)
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()


def test_head_answers_as_get_does_without_the_body(sample, path):
    for address in (path, "claims/"):
        head, get = sample.head(f"/api/v1/{address}"), sample.read(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])


def test_options_says_what_is_allowed(sample, path):
    answer = sample.options("/api/v1/claims/")
    assert (answer.status_code, answer.content, answer["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")


def test_an_address_without_its_slash_leads_to_the_one_with_it(sample):
    answer = sample.read("claims")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/claims/")


def test_the_root_lists_the_resources_the_licence_and_whom_to_write_to(sample, settings):
    body = sample.read("").json()
    assert body["resources"]["claims"] == "http://testserver/api/v1/claims/"
    assert body["license"]["name"] == "CC BY 4.0"
    assert (body["citation"], body["contact"]) == ("Cite it.", settings.CONTACT_EMAIL)
    assert sample.refused("?page=2")


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_a_stream_has_the_weak_tag_of_its_list_and_is_not_sent_twice(client, name):
    make.statement()
    path = f"/api/v1/statements/?format={name}"
    first = client.get(path)
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    make.statement()
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert len(b"".join(changed.streaming_content).splitlines()) >= 2


def test_one_address_has_another_tag_in_each_format(client):
    path, tags = "/api/v1/claims/", set()
    for accept in ("application/json", "text/csv", "application/x-ndjson"):
        tags.add(client.get(path, headers={"Accept": accept})["ETag"].removeprefix("W/"))
    assert len(tags) == 3


def test_every_address_states_beside_its_declaration_how_long_an_answer_may_be_kept():
    views = {view for path in api_patterns(get_resolver()) if (view := getattr(path.callback, "cls", None))}
    assert len(views) >= 10
    silent = [view.__name__ for view in views if "cache_control" not in vars(view)]
    assert silent == []


def api_patterns(resolver, prefix=""):
    """The routes below /api/v1/."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from api_patterns(entry, path)
        elif path.startswith("api/v1/"):
            yield entry
