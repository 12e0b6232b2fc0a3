"""With bounds so narrow that nearly every page is short, lists answer what they answer without, page after page."""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reeapi.api import questions, ranking, rarity
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
    """Seven rows are read for a page, and four that fit a filter are few; of words nine are, and six matches are ranked."""
    for name, number in (("READ", 7), ("FEW", 4), ("LOOKED_UP", 9), ("COUNT_READ", 7)):
        monkeypatch.setattr(questions, name, number)
    monkeypatch.setattr(rarity, "FEW", 4)
    for name, number in (("LOOKED_UP", 9), ("RELEVANCE_SCOPE", 6), ("READ", 12), ("LOOKED_AT", 3)):
        monkeypatch.setattr(ranking, name, number)
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


def ranked(**asked: str) -> tuple[list[str], int]:
    """The claims that pages of two list by relevance, each once, and of how many matches they are the best."""
    query = urlencode(asked | {"ordering": "relevance", "page_size": "2"})
    pages, last = walk(f"/api/v1/claims/?{query}", "next")
    found = [key for page in pages for key in page]
    assert len(found) == len(set(found))
    back, _ = walk(last, "previous")
    assert [key for page in reversed(back) for key in page] == found
    return found, client.get(last).json()["relevance_scope"]


def claims_with(word: str, number: int, **about: str) -> list[str]:
    """So many claims with the word, more or less often, from the oldest on."""
    return [str(make.claim(text=f"{word} " * (1 + n % 3) + str(n), **about).pk) for n in range(number)]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [4, 5, 9])
def test_the_newest_matches_are_ranked_wherever_they_are(bounds, number):
    """They are older than all rows that would be read."""
    rare = claims_with("cerium", number)
    claims_with("dross", 20)
    found, scope = ranked(q="cerium")
    assert set(found) == set(rare[-6:] if number > 4 else rare)
    assert len(found) <= scope
    page = client.get("/api/v1/claims/?q=cerium&ordering=relevance&count=true").json()
    assert (page["count"], page["count_is_exact"]) == (number, True)


@pytest.mark.django_db
def test_a_common_word_is_ranked_over_the_newest_matches_and_not_the_newest_rows(bounds):
    common = []
    for _ in range(10):
        common += claims_with("cerium", 1)
        claims_with("dross", 1)
    found, scope = ranked(q="cerium")
    assert (set(found), scope) == (set(common[-6:]), 6)
    claims_with("dross", 4)
    found, scope = ranked(q="cerium")
    assert (set(found), scope) == (set(common[-4:]), 4), "of twelve rows"
    claims_with("dross", 12)
    assert ranked(q="cerium") == ([], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("older", [0, 6])
def test_the_best_come_first_whatever_their_number_of_digits(bounds, older):
    claims_with("ranel linmi", older)
    near = ["ranel linmi " * 4, "ranel linmi", "ranel tor mi linmi", f"ranel {'dor zun ' * 8} linmi"]
    best = [str(make.claim(text=text).pk) for text in near]
    claims_with("dross", 2)
    found, _ = ranked(q="ranel linmi")
    assert [key for key in found if key in best] == best


@pytest.mark.django_db
@pytest.mark.parametrize("number", [8, 15])
def test_what_is_ranked_fits_the_other_filters(bounds, number):
    german = claims_with("cerium", number, language="de")
    claims_with("cerium", 1)
    found, scope = ranked(q="cerium", language="de")
    assert (set(found), scope) == (set(german[-6:]), 6)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [5, 10])
def test_other_tables_are_asked_for_the_newest_matches(bounds, number):
    topic = make.topic()
    marked = [str(make.claim(topic, text=f"cerium {n}").pk) for n in range(number)]
    claims_with("cerium", 1)
    found, scope = ranked(q="cerium", topic=topic.slug)
    assert (set(found), scope) == (set(marked[-2:]), 2), "of the three newest matches"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["rebuttals/", "rebuttals/facets/"])
def test_what_is_dear_to_look_at_is_asked_of_no_row_where_none_can_fit(bounds, path):
    speaker, outlet = make.speaker(), make.speaker()
    make.statement(speaker=speaker)
    make.article(publisher=outlet)
    for _ in range(5):
        make.rebuttal(target_claim=make.claim())
    asked = {"target_speaker": speaker.slug, "target_publisher": outlet.slug}
    with CaptureQueriesContext(connection) as made:
        answer = client.get(f"/api/v1/{path}", asked)
    assert answer.status_code == 200
    assert not any("row_number" in one["sql"] for one in made)


@pytest.mark.django_db
@pytest.mark.parametrize(("headings", "read"), [(1, 20), (2, 5), (4, 5), (5, 1)])
def test_what_may_be_read_is_shared_by_the_headings(bounds, monkeypatch, headings, read):
    monkeypatch.setattr(questions, "READ", 20)
    monkeypatch.setattr(questions, "FEW", 0)
    speakers = [make.speaker() for _ in range(headings)]
    for speaker in speakers:
        for _ in range(read + 1):
            make.statement(speaker=speaker, claim=make.claim(language="de"))
    asked = {"speaker": ",".join(one.slug for one in speakers), "language": "en,fr", "page_size": "1"}
    with CaptureQueriesContext(connection) as made:
        client.get("/api/v1/claims/", asked)
    assert any(f"place = {max(read, 2)} " in one["sql"] for one in made)


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
