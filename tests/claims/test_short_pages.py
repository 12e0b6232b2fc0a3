"""With bounds so narrow that nearly every page is short, lists answer what they answer without, page after page."""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reeapi.api import questions, rarity
from reeapi.api.findings import Findings
from tests import factories as make
from tests.oracle.lists import LISTS
from tests.oracle.world import World
from tests.questions import Interview, Question, disagreements, interview, learn_times
from tests.worlds import generated, inserted

client = Client()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), inserted(generated()) as world:
        learn_times(world)
        yield world


@pytest.fixture
def bounds(monkeypatch) -> Iterator[None]:
    """Seven rows are read for a page, and four that fit a filter are few."""
    for name, number in (("READ", 7), ("FEW", 4), ("MANY", 5)):
        monkeypatch.setattr(questions, name, number)
    monkeypatch.setattr(rarity, "MANY", 5)
    monkeypatch.setattr(questions, "COUNT_READ", 7)
    questions.compiled_question.cache_clear()
    Findings._kept.clear()
    yield
    questions.compiled_question.cache_clear()
    Findings._kept.clear()


def walk(path: str, direction: str) -> tuple[list[list[str]], str]:
    """The keys of each page, and the address of the last one."""
    pages: list[list[str]] = []
    last = path
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        pages.append([row.get("id") or row["slug"] for row in page["results"]])
        last, path = path, page[direction]
    return pages, last


def small_pages(about: Interview, asked: Iterable[Question]) -> Iterator[Question]:
    """The same on pages of three, in every order in turn."""
    orders = about.orderings()
    for number, question in enumerate(asked):
        yield {"ordering": orders[number % len(orders)]} | question | {"page_size": "3"}


@pytest.mark.parametrize("name", LISTS)
def test_questions_agree_with_plain_python(world, bounds, name):
    about = interview(world, name)
    assert disagreements(about, small_pages(about, islice(about.pairs(1), 0, None, 9))) == []
    assert disagreements(about, small_pages(about, about.ordered())) == []


@pytest.mark.long
@pytest.mark.parametrize("name", LISTS)
def test_every_pair_of_filters_agrees_with_plain_python(world, bounds, name):
    about = interview(world, name)
    assert disagreements(about, small_pages(about, about.pairs(1))) == []


BOTH_WAYS = [
    ("claims", {"stance": "asserts", "ordering": "said_on"}),
    ("claims", {"speaker_kind": "person", "fidelity": "paraphrase"}),
    ("claims", {"rebutted": "true", "ordering": "-updated"}),
    ("statements", {"stance": "asserts", "ordering": "-said_on"}),
    ("rebuttals", {"relation": "rebuts", "ordering": "said_on"}),
    ("articles", {"language": "en", "ordering": "published_on"}),
]


@pytest.mark.parametrize(("name", "asked"), BOTH_WAYS, ids=str)
def test_the_way_back_meets_the_same_rows(world, bounds, name, asked):
    there, last = walk(f"/api/v1/{name}/?{urlencode({'page_size': '3', 'fields': 'id'} | asked)}", "next")
    back, _ = walk(last, "previous")
    met = [key for page in there for key in page]
    assert len(met) == len(set(met)) > 3
    assert [key for page in reversed(back) for key in page] == met
    assert any(len(page) < 3 for page in there[:-1]), "no page was short"


def test_a_value_that_no_row_has_is_an_empty_page_at_once(world, bounds):
    page = client.get("/api/v1/claims/?language=tlh").json()
    assert (page["results"], page["next"], page["previous"]) == ([], None, None)


def test_a_filter_that_few_rows_fit_makes_full_pages(world, bounds):
    about = interview(world, "claims")
    rare = next(
        asked
        for asked in about.single_values()
        if "article" in asked and 1 < len(about.answers(asked)[1]) < 4
    )
    pages, _ = walk(f"/api/v1/claims/?{urlencode(rare | {'ordering': 'updated'})}", "next")
    assert [len(page) for page in pages] == [len(about.answers(rare)[1])]


def test_a_count_says_that_it_stopped_before_the_end(world, bounds):
    page = client.get("/api/v1/claims/?stance=asserts&count=true").json()
    every = len(interview(world, "claims").answers({"stance": "asserts"})[1])
    assert (page["count"] < every, page["count_is_exact"]) == (True, False)
    told = client.get("/api/v1/claims/?rebutted=true&count=true&ordering=updated").json()
    assert told["count"] == len(interview(world, "claims").answers({"rebutted": "true"})[1]) > 7
    assert told["count_is_exact"] is True
    exact = client.get("/api/v1/claims/?count=true").json()
    assert (exact["count"], exact["count_is_exact"]) == (len(world.public("claim")), True)


@pytest.mark.parametrize(
    ("name", "ordering"),
    [*product(["claims", "statements", "rebuttals"], ["-created", "said_on"]), ("claims", "-relevance")],
)
def test_a_count_is_right_or_says_that_there_are_more(world, bounds, name, ordering):
    about = interview(world, name)
    words = [{"q": value} for value in about.values("q")]
    for asked in words if "relevance" in ordering else [*words, *islice(about.single_values(), 0, None, 9)]:
        address = f"/api/v1/{name}/?{urlencode(asked | {'ordering': ordering, 'count': 'true'})}"
        found, expected = client.get(address).json(), about.answers(asked)[1]
        if found.get("status") == 400:
            assert isinstance(expected, str), address
        else:
            assert found["count"] <= len(expected), address
            assert found["count"] == len(expected) or not found["count_is_exact"], address


def test_what_few_rows_fit_is_counted_once_until_something_changes(world, bounds):
    path = "/api/v1/claims/?stance=predicts&fidelity=verbatim&ordering=updated&page_size=3"
    client.get(path)
    with CaptureQueriesContext(connection) as known:
        client.get(path)
    with CaptureQueriesContext(connection) as anew:
        make.speaker("somebody-new")
        client.get(path)
    assert sum("count(*)" in one["sql"] for one in known) == 0
    assert sum("(SELECT count(*)" in one["sql"] for one in anew) == 1


@pytest.mark.django_db
def test_a_page_with_lists_in_its_rows_has_fifty_at_most():
    for _ in range(51):
        make.claim()
    page = client.get("/api/v1/claims/?page_size=200&expand=statements").json()
    assert len(page["results"]) == 50
    assert len(client.get(page["next"]).json()["results"]) == 1
    assert len(client.get("/api/v1/claims/?page_size=200").json()["results"]) == 51


@pytest.mark.django_db
@pytest.mark.parametrize("edge", [make.rebuttal, make.support])
def test_an_edge_carries_the_date_of_its_statement(edge):
    statement = make.statement(said_on="2025-01-01")
    row = edge(statement=statement, target_claim=make.claim())
    row.refresh_from_db()
    assert str(row.said_on) == "2025-01-01"
    version = row.version
    type(statement).objects.filter(pk=statement.pk).update(said_on="2024-05-01", said_on_precision="month")
    row.refresh_from_db()
    assert (str(row.said_on), row.version) == ("2024-05-01", version)
    type(row).objects.filter(pk=row.pk).update(said_on="1999-01-01")
    row.refresh_from_db()
    assert str(row.said_on) == "2024-05-01"


@pytest.mark.django_db
@pytest.mark.parametrize("topics", [3, 20, 21, 40])
@pytest.mark.parametrize("order", ["created", "-said_on", "rebuttals"])
def test_a_row_under_any_number_of_topics_is_found_once(topics, order):
    made = [make.topic() for _ in range(topics)]
    claims = {str(make.claim(*made[place : place + 2]).pk) for place in range(0, topics, 2)}
    make.claim(make.topic())
    query = urlencode({"topic": ",".join(one.slug for one in made), "ordering": order, "page_size": 7})
    pages, _ = walk(f"/api/v1/claims/?{query}", "next")
    found = [key for page in pages for key in page]
    assert len(found) == len(claims)
    assert set(found) == claims
    counted = client.get(f"/api/v1/claims/?{query}&count=true").json()
    assert (counted["count"], counted["count_is_exact"]) == (len(claims), True)
