"""A walk through thousands of claims, while others add, withdraw and change some, meets every one that stays exactly once.

Thousands have equal dates and thousands have none, so that nearly every page ends between equals.
"""

from collections import Counter
from random import Random

import pytest
from django.db import connection
from django.test import Client

from claims.views import ClaimViewSet
from reeapi.api.pagination import Relevance

pytestmark = pytest.mark.django_db
client = Client()  # one for all: each of its own would load the middleware anew
ORDERINGS = list(ClaimViewSet.built_orderings())
MOVED_BY_A_TOUCH = {"said_on", "updated", "rebuttals"}
ROWS = """
INSERT INTO claims_claim (
    id, text, language, status, method, recorded_by, recorded_at, reviewed_by, reviewed_at, withdrawn_reason,
    is_public, published_at, created_at, updated_at, version, statement_count, support_count, rebuttal_count,
    first_said_on, first_said_on_precision
)
SELECT (substr(m, 1, 8) || '-' || substr(m, 9, 4) || '-7' || substr(m, 14, 3) || '-8' || substr(m, 18, 3) || '-' || substr(m, 21, 12))::uuid,
       'Claim ' || n || repeat(' on rare earths', n %% 3 + 1),
       'en', 'published', 'curated', 'curator-9', now(), 'reviewer-9', now(), '', true, now(),
       timestamptz '2026-01-01Z' + n %% 7 * interval '1 day', timestamptz '2026-02-01Z' + n %% 5 * interval '1 day', 1, 0, 0, n %% 4,
       CASE WHEN n %% 3 > 0 THEN date '2025-01-01' + n %% 11 END, CASE WHEN n %% 3 > 0 THEN 'day' END
FROM generate_series(%s::int, %s::int) n, md5(n::text) m
RETURNING id::text
"""


def run(sql: str, *params) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def fill(size: int) -> list[str]:
    """That many public claims. The triggers are left out, for they would take minutes."""
    run("SET LOCAL session_replication_role = replica")
    ids = run(ROWS, 1, size)
    run("SET LOCAL session_replication_role = origin")
    run("ANALYZE claims_claim")
    return ids


class Met(Counter):
    """How often each id came, and the address of the page that was the `last`."""

    last = ""


class Others:
    """What other people do while somebody walks: see `meddle`."""

    def __init__(self, ids: list[str]):
        self.public, self.number, self.random = set(ids), len(ids), Random(len(ids))

    def begin(self) -> None:
        self.there, self.withdrawn, self.touched = set(self.public), set(), set()

    def meddle(self, page: list[str]) -> None:
        """Add two rows; withdraw two, and at times one at the end of this page; change dates and counts of two."""
        self.number += 2
        self.public |= set(run(ROWS, self.number - 1, self.number))
        some = self.random.sample(sorted(self.public), 4)
        self.withdraw([*some[:2], *self.random.choice([page[:1], page[-1:], []])])
        self.touch(some[2:])

    def withdraw(self, ids: list[str]) -> None:
        sql = "UPDATE claims_claim SET status = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'Wrong.' WHERE id = ANY(%s::uuid[])"
        run(sql, ids)
        self.withdrawn |= set(ids)
        self.public -= set(ids)

    def touch(self, ids: list[str]) -> None:
        day = self.random.choice([None, "2024-12-31", "2025-01-05", "2026-12-31"])
        sql = "UPDATE claims_claim SET rebuttal_count = (rebuttal_count + 2) %% 4, first_said_on = %s WHERE id = ANY(%s::uuid[])"
        run(sql, day, ids)
        self.touched |= set(ids)


def walk(path: str, direction: str, others: Others) -> Met:
    """What came, following `direction` while others meddle after every page."""
    met = Met()
    others.begin()
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.content
        page = [row["id"] for row in answer.json()["results"]]
        met.update(page)
        others.meddle(page)
        met.last, path = path, answer.json()[direction]
    return met


def judge(met: Met, others: Others, ordering: str) -> None:
    """Every row that was there all the time, and whose key stayed as it was, came exactly once."""
    may_differ = others.withdrawn | (others.touched if ordering.lstrip("-") in MOVED_BY_A_TOUCH else set())
    wrong = {pk: met[pk] for pk in others.there - may_differ if met[pk] != 1}
    assert wrong == {}
    again = [pk for pk, times in met.items() if times > 1 and pk not in may_differ]
    assert again == []


def query_for(ordering: str) -> str:
    ranked = isinstance(ClaimViewSet.built_orderings()[ordering], Relevance)
    return f"ordering={ordering}&fields=id" + ("&q=rare earths" if ranked else "")


def there_and_back(ordering: str, size: int, page_size: int) -> None:
    others = Others(fill(size))
    there = walk(f"/api/v1/claims/?{query_for(ordering)}&page_size={page_size}", "next", others)
    judge(there, others, ordering)
    back = walk(there.last, "previous", others)
    judge(back, others, ordering)


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_a_walk_over_thousands_there_and_back_meets_every_claim_that_stays_once(ordering):
    ranked = "q=" in query_for(ordering)  # each page ranks all matches anew, of which 10,000 are the most
    there_and_back(ordering, size=3_000 if ranked else 10_000, page_size=200)


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("page_size", [3, 7])
def test_a_walk_in_small_steps_meets_every_claim_that_stays_once(ordering, page_size):
    there_and_back(ordering, size=120, page_size=page_size)


def test_a_walk_that_loses_a_row_is_noticed():
    others = Others(fill(60))
    met = walk("/api/v1/claims/?fields=id&ordering=created&page_size=7", "next", others)
    survivor = min(others.there - others.withdrawn)
    del met[survivor]
    with pytest.raises(AssertionError):
        judge(met, others, "created")
