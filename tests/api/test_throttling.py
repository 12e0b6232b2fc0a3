"""Rates: exact however many ask at once and however many processes answer; nobody can pass for somebody else."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from reeapi.api import throttling
from reeapi.api.findings import MARK
from sources.models import Rate, Token
from tests import factories as make
from tests.servers import serving
from tests.sources.test_changes import database_url

LIMIT, CALLERS = 50, 320
PATH = "/api/v1/topics/"


@pytest.fixture
def counting(settings, db):
    """Rates apply, and are read anew; no rate is set yet."""
    settings.RATE_LIMITS = True
    Rate.objects.all().delete()
    throttling.RATES.until = 0
    yield
    throttling.RATES.until = 0


def rate(kind: str, requests: int, seconds: int = 3600) -> None:
    Rate.objects.create(kind=kind, requests=requests, seconds=seconds)
    throttling.RATES.until = 0


def statuses(times: int, path: str = PATH, **request) -> list[int]:
    client = Client(**request)
    return [client.get(path).status_code for _ in range(times)]


# --- Who calls ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "", "192.0.2.1"),
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.9, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.9, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_caller_is_whom_the_nearest_trusted_proxy_saw(settings, proxies, forwarded, seen):
    settings.PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert throttling.client_address(RequestFactory(REMOTE_ADDR="192.0.2.1", **headers).get("/")) == seen


def test_neighbours_in_one_ipv6_network_are_one_caller(counting):
    rate("address", 2)
    seen = [statuses(1, REMOTE_ADDR=f"2001:db8:7:7::{host:x}")[0] for host in range(3)]
    assert seen == [200, 200, 429]
    assert statuses(1, REMOTE_ADDR="2001:db8:7:8::1") == [200]


def test_a_forged_header_buys_nothing(counting):
    rate("address", 3)
    forged = [
        statuses(1, REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")[0] for n in range(5)
    ]
    assert forged == [200, 200, 200, 429, 429]


# --- What is counted ------------------------------------------------------------------------------------------


def test_without_a_rate_nobody_is_counted_and_it_costs_no_query(counting, django_assert_num_queries):
    client = Client()
    client.get(PATH)  # reads that there is no rate
    with django_assert_num_queries(2):  # the mark, and the page
        answer = client.get(PATH)
    assert "RateLimit" not in answer.headers


@pytest.mark.parametrize(("path", "queries"), [("/api/v1/articles/", 2), ("/api/v1/articles/{}/", 1)])
def test_the_count_tells_the_mark(counting, django_assert_num_queries, path, queries):
    rate("address", 100)
    article = make.article(title="Smelting")
    path, client = path.format(article.pk), Client()
    before = client.get(path)
    with django_assert_num_queries(queries):  # the count, and the keys of the page; the row is kept
        assert client.get(path)["ETag"] == before["ETag"]
    with connection.cursor() as sql:
        sql.execute("UPDATE sources_article SET title = 'Refining' WHERE id = %s", [article.pk])
    after = client.get(path)
    assert b"Refining" in after.content
    assert after["ETag"] != before["ETag"]


def test_where_a_replica_reads_its_own_mark_is_asked(counting, monkeypatch):
    """Under the primary's, which may be ahead of it, rows of before would be kept."""
    rate("address", 100)
    with closing(connection.copy()) as ahead:
        ahead.set_autocommit(False)  # nothing of it stays
        monkeypatch.setattr(throttling, "primary", lambda: ahead)
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(PATH)["RateLimit"]
    assert MARK in [query["sql"] for query in asked]


def test_each_answer_says_what_is_left_and_a_refusal_when_to_come_back(counting):
    rate("address", 2, seconds=60)
    client = Client(REMOTE_ADDR="192.0.2.8")
    first, second, third = (client.get(PATH) for _ in range(3))
    assert first["RateLimit-Policy"] == '"address";q=2;w=60'
    assert [a["RateLimit"].split(";")[1] for a in (first, second, third)] == ["r=1", "r=0", "r=0"]
    assert third.status_code == 429
    assert 1 <= int(third["Retry-After"]) <= 60
    problem = json.loads(third.content)
    assert problem["type"].endswith("#too-many-requests")
    assert "2 times in 60 seconds" in problem["detail"]


def test_the_count_begins_anew_when_its_time_is_over(counting):
    rate("address", 1)
    assert statuses(2, REMOTE_ADDR="192.0.2.9") == [200, 429]
    with connection.cursor() as sql:
        sql.execute(
            "UPDATE ree_request_count SET ends_at = clock_timestamp() WHERE who = 'address:192.0.2.9'"
        )
    assert statuses(2, REMOTE_ADDR="192.0.2.9") == [200, 429]


@pytest.mark.parametrize("with_token", [False, True])
@pytest.mark.parametrize(
    ("path", "cost"), [(PATH, 0), (f"{PATH}?format=csv", 0), ("/api/v1/statements/{}/", 1)]
)
def test_an_answer_that_the_caller_has_already_is_free(counting, path, cost, with_token):
    """Of an object it is, once the process has told its tag."""
    path = path.format(make.statement().pk)
    first = throttling.STREAM_COST if "csv" in path else 1
    rate("token" if with_token else "address", 2 * first + cost)
    user = get_user_model().objects.create(username="ada")
    secret = {"authorization": f"Bearer {Token(user=user, name='A program').issue()}"} if with_token else {}
    client = Client(REMOTE_ADDR="192.0.2.10", headers=secret)
    etag = client.get(path)["ETag"]
    assert {client.get(path, headers={"if-none-match": etag}).status_code for _ in range(5)} == {304}
    stale = [client.get(path, headers={"if-none-match": '"stale"'}) for _ in range(2)]
    assert [answer.status_code for answer in stale] == [200, 429]


@pytest.mark.parametrize("path", ["facets/", "{}/history/"])
def test_a_304_that_has_to_be_worked_out_counts(counting, path):
    rate("address", 2)
    path = f"/api/v1/claims/{path}".format(make.statement().claim_id)
    client = Client(REMOTE_ADDR="192.0.2.18", headers={"if-none-match": "*"})
    found = [client.get(path) for _ in range(3)]
    assert [answer.status_code for answer in found] == [304, 304, 429]
    assert ["RateLimit" in answer for answer in found] == [False, False, True]  # a 304 is kept for others


def test_a_304_tells_nobody_what_another_may_still_ask(counting):
    """The server keeps it for whoever asks the same, in front of all that counts."""
    rate("address", 1000)
    path = f"/api/v1/statements/{make.statement().pk}/"
    etag = Client().get(path)["ETag"]
    answers = [Client().get(path, headers={"if-none-match": etag}) for _ in range(3)]
    assert {(answer.status_code, "RateLimit" in answer) for answer in answers} == {(304, False)}


@pytest.mark.parametrize(
    "path", ["", "facets/", "{claim}/", "{claim}/history/", "{claim}/?as_of=2025-05-01T00:00:00Z"]
)
def test_nobody_whose_count_is_used_up_makes_anything_work(counting, path):
    rate("address", 1)
    client = Client(REMOTE_ADDR="192.0.2.17", headers={"if-none-match": '"stale"'})
    path = f"/api/v1/claims/{path}".format(claim=make.statement().claim_id)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 429
    assert [one["sql"] for one in asked if "ree_" not in one["sql"]] == []  # the count and the mark alone


def test_a_refusal_of_a_question_is_counted_a_preflight_is_not(counting):
    rate("address", 2)
    client = Client(REMOTE_ADDR="192.0.2.11")
    assert [client.options(PATH).status_code for _ in range(3)] == [204] * 3
    assert statuses(3, f"{PATH}?no=such", REMOTE_ADDR="192.0.2.11") == [400, 400, 429]


def test_a_stream_of_all_rows_counts_for_ten(counting):
    rate("address", 15)
    assert statuses(2, f"{PATH}?format=csv", REMOTE_ADDR="192.0.2.12") == [200, 429]


def test_a_token_has_a_count_of_its_own_wherever_it_calls_from(counting):
    rate("token", 2)
    rate("address", 1)
    users = [get_user_model().objects.create(username=name, is_staff=True) for name in ("ada", "bela")]
    secrets = [Token(user=user, name="A program").issue() for user in users]
    calls = [
        (secrets[0], "192.0.2.13"),
        (secrets[0], "192.0.2.14"),
        (secrets[0], "192.0.2.15"),
        (secrets[1], "192.0.2.13"),
    ]
    seen = [statuses(1, REMOTE_ADDR=a, HTTP_AUTHORIZATION=f"Bearer {secret}")[0] for secret, a in calls]
    assert seen == [200, 200, 429, 200]
    assert statuses(2, REMOTE_ADDR="192.0.2.13") == [200, 429]


@pytest.mark.parametrize("method", ["get", "post"])
def test_tokens_that_are_no_good_count_for_the_address(counting, method):
    rate("address", 3)
    calling = Client(REMOTE_ADDR="192.0.2.16")
    wrong = {"Authorization": "Bearer ree_" + "x" * 40, "If-None-Match": '"1"'}
    answers = [getattr(calling, method)(PATH, headers=wrong) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert answers[0]["RateLimit"].startswith('"address";r=2;')
    assert int(answers[-1]["Retry-After"]) > 0
    assert statuses(1, REMOTE_ADDR="192.0.2.16") == [429]


def test_counts_that_have_ended_are_swept(counting):
    throttling.count("test:old", 1, 1)
    throttling.count("test:new", 1, 60)
    with connection.cursor() as sql:
        sql.execute("UPDATE ree_request_count SET ends_at = ends_at - interval '2 s'")
        throttling.sweep()
        sql.execute("SELECT who FROM ree_request_count WHERE who LIKE 'test:%'")
        assert sql.fetchall() == [("test:new",)]


@pytest.mark.django_db(transaction=True)
def test_of_all_that_ask_at_once_exactly_as_many_pass_as_may():
    Rate.objects.all().delete()
    Rate.objects.create(kind="address", requests=LIMIT, seconds=3600)
    throttling.forget("%")
    with serving(database_url(), WORKERS="2", RATE_LIMITS="true") as address:
        host = urlsplit(address).netloc

        def ask(number: int) -> int:
            with closing(HTTPConnection(host, timeout=60)) as calling:
                calling.request("GET", PATH, headers={"X-Forwarded-For": f"198.51.100.{number % 250}"})
                with calling.getresponse() as answer:
                    return answer.status

        with ThreadPoolExecutor(40) as pool:
            assert Counter(pool.map(ask, range(CALLERS))) == {200: LIMIT, 429: CALLERS - LIMIT}
    throttling.forget("%")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/topics/nobody/",
        "/api/v1/topics/?nothing=1",
        "/api/v1/topics/?format=csv",
        "/api/v1/topics/x/?fields=y",
    ],
)
def test_what_is_no_304_counts_also_where_one_was_asked_for(counting, path):
    cost = throttling.STREAM_COST if "csv" in path else 1
    rate("address", cost)
    asked = {"headers": {"If-None-Match": '"nothing"'}}
    first, second = (Client().get(path, **asked) for _ in range(2))
    assert first["RateLimit"].startswith('"address";r=0;')
    assert second.status_code == 429


def test_what_nobody_can_be_sent_counts(counting):
    rate("address", 1)
    assert [Client().get(PATH, headers={"Accept": "image/png"}).status_code for _ in range(2)] == [406, 429]
