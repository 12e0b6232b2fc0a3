"""What load balancers ask, and what every answer of the API leaves out."""

import pytest
from django.db import DatabaseError, connection

from reeapi import health
from reeapi.log import RequestLog


def test_livez_asks_no_database(client):
    assert client.get("/livez").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_answers_once_every_migration_is_there(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_says_how_many_migrations_are_missing(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
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
