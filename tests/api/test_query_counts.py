"""A list makes the same number of queries for 2, 20 and 200 rows, and at most eight, whatever is asked of it."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic
from sources.models import Affiliation, Article, ArticleAuthor, Citation, Speaker
from tests import factories as make

client = Client()  # one for all: each of its own would load the middleware anew
MOST = 8
SIZES = (2, 20, 200)
LISTS = {
    "claims": [
        "",
        "expand=statements,rebuttals,supports",
        "count=true&q=proposition&ordering=relevance",
        "topic=mining&speaker=busy-speaker&stance=asserts&rebutted_by=busy-critic&ordering=said_on",
        "publisher=busy-outlet&author=busy-author&organization=busy-company&rebutted=true&supported=true&count=true",
    ],
    "statements": [
        "",
        "count=true&q=proposition",
        "topic=mining&speaker=busy-speaker&publisher=busy-outlet&author=busy-author&via_publisher=busy-agency",
        "organization=busy-company&speaker=busy-speaker&said_after=2025-01-01&ordering=said_on",
    ],
    "rebuttals": [
        "",
        "count=true&q=proposition",
        "critic=busy-critic&target_speaker=busy-speaker&topic=mining&q=proposition",
        "target_kind=claim&ground=feasibility&publisher=busy-agency",
    ],
    "supports": [
        "",
        "count=true",
        "critic=busy-critic&target_speaker=busy-speaker&topic=mining&q=proposition",
    ],
    "speakers": [
        "",
        "expand=affiliations",
        "organization=busy-company&count=true",
        "q=speaker&has_claims=true",
    ],
    "articles": ["", "expand=citations", "author=busy-author&publisher=busy-outlet&q=article&count=true"],
    "topics": ["", "count=true&ordering=-claims", "q=proposition"],
}
QUESTIONS = [(name, query) for name, queries in LISTS.items() for query in queries]


class Crowd:
    """Rows that grow in number: `grow(n)` makes all that is there before into n of each kind."""

    def __init__(self) -> None:
        self.outlet = make.speaker("busy-outlet", kind="publication")
        self.company = make.speaker("busy-company", kind="organization")
        self.agency = make.article(publisher=make.speaker("busy-agency", kind="publication"))
        self.speaker, self.critic, self.author = map(
            make.speaker, ("busy-speaker", "busy-critic", "busy-author")
        )
        self.topic, self.famous = make.topic("mining"), make.claim(text="A famous proposition.")
        self.size = 0

    def grow(self, size: int) -> None:
        """Add rows until there are `size` of each kind."""
        numbers = range(self.size, size)
        if not numbers:
            return
        self.size = size
        articles = made(
            Article(title=f"Article {n}", publisher=self.outlet, **make.reviewed()) for n in numbers
        )
        made(ArticleAuthor(article=article, speaker=self.author) for article in articles)
        made(Citation(article=article, cited=self.agency, relation="reviews") for article in articles)
        speakers = made(Speaker(slug=f"speaker-{n}", name=f"Speaker {n}", kind="person") for n in numbers)
        made(Affiliation(speaker=speaker, organization=self.company, role="clerk") for speaker in speakers)
        claims, counters, praises = (
            self.claims(f"{word} proposition", numbers) for word in ("A", "No", "Fine")
        )
        for article, speaker, claim in zip(articles, speakers, claims, strict=True):
            self.say([self.speaker, speaker], [claim], article)
        self.say(speakers, [self.famous], self.agency)
        rebuttals = self.say([self.critic], counters, self.agency)
        supports = self.say([self.critic], praises, self.agency)
        self.target(claims, rebuttals, supports)
        self.target([self.famous] * len(claims), rebuttals, supports)
        with connection.cursor() as sql:
            sql.execute(
                "ANALYZE"
            )  # the planner would take these tables for empty, as they are for all others

    def target(self, claims: list[Claim], rebuttals: list[Statement], supports: list[Statement]) -> None:
        pairs = zip(claims, rebuttals, strict=True), zip(claims, supports, strict=True)
        made(
            Rebuttal(
                statement=statement,
                target_claim=claim,
                relation="rebuts",
                ground="feasibility",
                **make.reviewed(),
            )
            for claim, statement in pairs[0]
        )
        made(
            Support(statement=statement, target_claim=claim, relation="endorses", **make.reviewed())
            for claim, statement in pairs[1]
        )

    def most_connected(self) -> dict[str, Any]:
        """{list: key of the object in which most is embedded}."""
        kinds = {"statements": Statement, "rebuttals": Rebuttal, "supports": Support}
        keys = {name: model.objects.latest("pk").pk for name, model in kinds.items()}
        return keys | {
            "claims": self.famous.pk,
            "articles": self.agency.pk,
            "speakers": "busy-speaker",
            "topics": "mining",
        }

    def claims(self, text: str, numbers: range) -> list[Claim]:
        claims = made(Claim(text=f"{text} {n}.", **make.reviewed()) for n in numbers)
        topics = made(Topic(slug=f"{claim.pk}", name=claim.text) for claim in claims)
        made(
            ClaimTopic(claim=claim, topic=topic)
            for claim, own in zip(claims, topics, strict=True)
            for topic in (own, self.topic)
        )
        return claims

    def say(self, speakers: list[Speaker], claims: list[Claim], article: Article) -> list[Statement]:
        statements = made(
            Statement(
                speaker=speaker, claim=claim, article=article, affiliation=self.company, fidelity="paraphrase",
                said_on="2025-01-31", said_on_precision="day", **make.reviewed(),
            )
            for speaker in speakers
            for claim in claims
        )  # fmt: skip
        if article != self.agency:
            made(Relay(statement=statement, article=self.agency) for statement in statements)
        return statements


def made(rows: Iterable[Model]) -> list[Any]:
    """The rows, inserted at once."""
    rows = list(rows)
    return type(rows[0]).objects.bulk_create(rows)


def queries_of(path: str) -> tuple[int, int]:
    """(queries, rows) of one answered request."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return len(caught), len(answer.json().get("results", []))


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker) -> dict[tuple, Any]:
    """{(list, query, size): (queries, rows)} and {(list, size): queries of an object}, measured as one crowd grows."""
    found: dict[tuple, Any] = {}
    # Nothing is kept from one question to the next, so that each is asked of the database in full.
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(ROWS_KEPT=0):
        crowd = Crowd()
        for size in SIZES:
            crowd.grow(size)
            for name, query in QUESTIONS:
                found[name, query, size] = queries_of(f"/api/v1/{name}/?page_size=200&{query}")
            for name, key in crowd.most_connected().items():
                found[name, size] = queries_of(f"/api/v1/{name}/{key}/")[0]
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("name", "query"), QUESTIONS, ids=lambda value: value or "all")
def test_a_list_makes_as_many_queries_for_200_rows_as_for_2(measured, name, query):
    counts = [measured[name, query, size][0] for size in SIZES]
    assert counts == [counts[0]] * len(SIZES)
    assert counts[0] <= MOST


@pytest.mark.parametrize(("name", "query"), QUESTIONS, ids=lambda value: value or "all")
def test_the_rows_that_were_counted_for_were_there(measured, name, query):
    rows = [measured[name, query, size][1] for size in SIZES]
    assert rows[0] >= 1
    assert rows[2] > 5 * rows[0]


@pytest.mark.parametrize("name", LISTS)
def test_a_single_object_makes_one_query_beside_the_mark_however_much_it_embeds(measured, name):
    assert [measured[name, size] for size in SIZES] == [2] * len(SIZES)


def test_rows_are_kept_until_something_changes(db):
    path = f"/api/v1/claims/{make.claim().pk}/"
    assert [queries_of(path)[0] for _ in range(2)] == [2, 1]
    make.claim()
    assert queries_of(path)[0] == 2


@pytest.mark.django_db
def test_a_refusal_before_any_search_makes_no_query():
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/api/v1/claims/?speakr=x").status_code == 400
    assert len(caught) == 0
