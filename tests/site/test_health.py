"""What load balancers ask, and what every answer of the API leaves out."""

import time

import pytest
import requests
from django.db import DatabaseError, ProgrammingError, connection

from reeapi.api import migrated
from reeapi.api.errors import as_problem
from reeapi.log import RequestLog
from tests.servers import command, empty_database, serving


def test_livez_asks_no_database(client):
    assert client.get("/livez").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_answers_once_every_migration_is_there(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_says_how_many_migrations_are_missing(client, monkeypatch):
    monkeypatch.setattr(migrated, "_found", None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "lacks 1 migrations" in answer.json()["detail"]
    assert answer["Retry-After"]


@pytest.mark.django_db
def test_readyz_is_a_problem_while_the_database_is_away(client):
    def refuse(*_):
        raise DatabaseError("away")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "The database does not answer."


@pytest.mark.django_db
def test_an_answer_of_the_api_sets_no_cookie_and_depends_on_none(client):
    client.cookies["sessionid"] = "anything"
    answer = client.get("/api/v1/claims/")
    assert not answer.cookies
    assert "cookie" not in answer["Vary"].lower()


@pytest.mark.django_db
def test_other_sites_pages_may_read_the_api_and_nothing_else(client):
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    assert client.get("/api/v1/claims/", headers=headers)["Access-Control-Allow-Origin"] == "*"
    assert (
        client.options("/api/v1/claims/", headers=headers)["Access-Control-Allow-Methods"]
        == "GET, HEAD, OPTIONS"
    )
    assert "Access-Control-Allow-Origin" not in client.get("/livez", headers=headers)


def test_the_log_says_which_path_was_called_and_not_what_was_asked(rf):
    assert RequestLog.format_request(rf.get("/api/v1/claims/?q=secret")) == "GET /api/v1/claims/"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_migrated_is_a_503_that_says_so_everywhere(tmp_path):
    with (
        empty_database() as url,
        serving(
            url, PREPARE_DATABASE="false", RATE_LIMITS="true", STATIC_ROOT=str(tmp_path), DEBUG="false"
        ) as address,
    ):
        command(url, "collectstatic", "--noinput", STATIC_ROOT=str(tmp_path))
        asked = [
            ("GET", path) for path in ("/", "/api/v1/claims/", "/api/v1/claims/facets/", "/api/v1/changes/")
        ]
        token = {"Authorization": f"Bearer {'ree_' + 'x' * 40}"}
        asked += [
            ("GET", "/api/v1/speakers/somebody/"),
            ("PATCH", "/api/v1/topics/energy/"),
            ("POST", "/api/v1/import/"),
        ]
        for method, path in asked:
            answer = requests.request(
                method, f"{address}{path}", headers=token if method != "GET" else {}, timeout=30
            )
            assert (answer.status_code, answer.headers["Content-Type"]) == (
                503,
                "application/problem+json",
            ), path
            assert "run `manage.py migrate`" in answer.json()["detail"]
            assert answer.headers["Retry-After"]
        admin = requests.get(f"{address}/admin/", cookies={"sessionid": "anything"}, timeout=30)
        assert (admin.status_code, admin.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
        assert "manage.py migrate" in admin.text
        assert requests.get(f"{address}/readyz", timeout=30).status_code == 503
        assert requests.get(f"{address}/livez", timeout=30).status_code == 200
        assert command(url, "migrate", "--verbosity=0").returncode == 0
        time.sleep(migrated.KEPT)
        assert requests.get(f"{address}/api/v1/claims/", timeout=30).json()["results"] == []


@pytest.mark.django_db
def test_what_is_missing_in_a_migrated_database_is_a_fault_of_ours(rf):
    with pytest.raises(ProgrammingError) as raised, connection.cursor() as cursor:
        cursor.execute("SELECT nothing_of_the_kind")
    assert as_problem(raised.value, rf.get("/")) is None
