"""One error shape for every fault, wherever it arises."""

import json
from datetime import UTC, date, datetime
from urllib.parse import unquote

import psycopg.errors
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import RequestFactory
from rest_framework import exceptions, status

from claims.models import Claim
from reeapi.api import errors
from reeapi.api.errors import Problem, Refused, Withdrawn, as_problem, invalid_parameters
from reeapi.api.problems import PROBLEMS
from tests import factories as make

UNKNOWN = "0197d2a0-0000-7000-8000-000000000000"


def problem(answer, status: int, kind: str) -> dict:
    """The body of an answer, which has the one shape of all errors."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = json.loads(answer.content)
    assert (body["type"], body["status"]) == (f"http://testserver/problems/#{kind}", status)
    assert (body["title"], unquote(body["instance"])) == (PROBLEMS[kind].title, answer.wsgi_request.path)
    assert body["instance"].isascii()  # a URI reference
    assert body["detail"]
    assert answer["Cache-Control"] == "no-store"
    return body


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "nowhere/",
        "claims/not-an-id/",
        f"claims/{UNKNOWN}/",
        "speakers/nobody/",
        "claims/a.b/",
        "speakers/%00/",
    ],
)
def test_what_is_not_there_is_a_404_problem(sample, path):
    problem(sample.read(path), 404, "not-found")


@pytest.mark.django_db
def test_a_draft_and_a_missing_row_cannot_be_told_apart(sample):
    draft = make.claim(status="draft")
    bodies = [json.loads(sample.read(f"claims/{key}/").content) for key in (draft.pk, UNKNOWN)]
    assert [body.pop("instance") for body in bodies] == [
        f"/api/v1/claims/{key}/" for key in (draft.pk, UNKNOWN)
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.django_db(transaction=True)  # what comes and goes in one transaction was never public
def test_what_was_public_and_is_withdrawn_is_a_410_with_date_and_reason(sample):
    claim = make.claim()
    Claim.objects.filter(pk=claim.pk).update(
        status="withdrawn", withdrawn_at=make.NOW, withdrawn_reason="Recorded twice."
    )
    body = problem(sample.read(f"claims/{claim.pk}/"), 410, "gone")
    assert body["reason"] == "Recorded twice."
    assert date.fromisoformat(body["withdrawn_on"])


@pytest.mark.django_db(transaction=True)  # what comes and goes in one transaction was never public
def test_a_merged_row_redirects_and_keeps_the_query(sample):
    kept = make.claim()
    merged = make.claim()
    Claim.objects.filter(pk=merged.pk).update(merged_into=kept)
    answer = sample.read(f"claims/{merged.pk}/?fields=id")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/claims/{kept.pk}/?fields=id")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_method_that_is_not_known_is_a_405_problem(sample, method):
    answer = getattr(sample, method)("/api/v1/claims/")
    problem(answer, 405, "method-not-allowed")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_a_format_that_is_not_available_is_a_406_that_lists_those_that_are(sample):
    body = problem(sample.read("claims/", accept="application/xml"), 406, "not-acceptable")
    assert body["detail"] == "Available here: application/json, text/csv, application/x-ndjson."


def test_a_host_that_is_not_ours_is_a_400_problem(sample):
    answer = sample.get("/api/v1/claims/", headers={"host": "evil.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(answer.content)["type"] == "/problems/#bad-request"


def failing(exception: BaseException):
    def raise_it(*args, **kwargs):
        raise exception

    return raise_it


def test_a_fault_of_ours_is_a_500_problem_that_leaks_nothing(sample, monkeypatch):
    monkeypatch.setattr("reeapi.api.viewsets.read", failing(RuntimeError("the secret is 1234")))
    body = problem(sample.read("claims/"), 500, "internal")
    assert "1234" not in json.dumps(body)


def test_a_database_that_is_away_is_a_503_with_retry_after(sample, monkeypatch):
    monkeypatch.setattr(
        "reeapi.api.viewsets.read", failing(OperationalError("connection refused at 10.0.0.1"))
    )
    answer = sample.read("claims/")
    assert "10.0.0.1" not in problem(answer, 503, "unavailable")["detail"]
    assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_query_stopped_at_the_timeout_names_the_parameters_to_narrow(sample, monkeypatch):
    stopped = OperationalError("canceling statement due to statement timeout")
    stopped.__cause__ = psycopg.errors.QueryCanceled()
    monkeypatch.setattr("reeapi.api.viewsets.compiled_question", failing(stopped))
    body = problem(sample.read("claims/?stance=asserts&page_size=5"), 400, "query-too-expensive")
    assert [error["parameter"] for error in body["errors"]] == ["stance"]


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (Http404(), "not-found"),
        (PermissionDenied(), "forbidden"),
        (SuspiciousOperation(), "bad-request"),
        (exceptions.NotAuthenticated(), "unauthenticated"),
        (exceptions.PermissionDenied(), "forbidden"),
        (exceptions.UnsupportedMediaType("text/plain"), "unsupported-media-type"),
        (exceptions.Throttled(wait=7.2), "too-many-requests"),
        (exceptions.ParseError(), "invalid-body"),
    ],
)
def test_every_exception_of_the_framework_has_its_problem(raised, kind):
    assert as_problem(raised, RequestFactory().get("/")).kind == kind


def test_a_throttled_caller_is_told_how_long_to_wait():
    assert as_problem(exceptions.Throttled(wait=7.2), None).headers == {"Retry-After": "8"}


def test_errors_in_a_body_point_at_their_place():
    raised = exceptions.ValidationError(
        {"quote": {"exact": ["Too long."]}, "via": [{}, {"slug": ["Unknown."]}]}
    )
    found = {error["pointer"]: error["detail"] for error in as_problem(raised, None).errors}
    assert found == {"/quote/exact": "Too long.", "/via/1/slug": "Unknown."}


def test_several_refused_parameters_are_one_problem_that_names_them_all():
    refused = [Refused("No such thing.", "speaker").about("speeker"), Refused("Too much.").about("page_size")]
    raised = invalid_parameters(refused)
    assert raised.detail == "These parameters cannot be used: speeker, page_size."
    assert raised.errors == refused


def test_a_withdrawal_without_date_or_reason_is_still_a_sentence():
    assert Withdrawn(None, "").problem().detail == "This was withdrawn."
    assert (
        Withdrawn(datetime(2026, 1, 31, tzinfo=UTC), "Twice.").problem().detail
        == "This was withdrawn on 2026-01-31: Twice."
    )


def test_every_documented_problem_has_a_real_status_and_an_explanation():
    for kind, described in PROBLEMS.items():
        assert status.is_client_error(described.status) or status.is_server_error(described.status), kind
        assert described.explanation.endswith("."), kind


def test_the_admin_keeps_its_own_pages(sample, monkeypatch):
    monkeypatch.setattr(errors, "_in_admin", lambda request: True)
    answer = errors.handler404(RequestFactory().get("/admin/x/"), Http404())
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_problem_needs_a_documented_kind():
    with pytest.raises(KeyError):
        Problem("made-up", "Nobody explains this.")
