"""A change at whatever moment of an answer: what is told afterwards, and confirmed, is what is there then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from claims.models import Claim
from reeapi.api import representation, throttling
from reeapi.api.findings import Findings
from sources.models import Rate
from tests import factories as make
from tests.programs import Program

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "Gallium is rare.", "Zirconium is common."
PATHS = (
    "claims/?q=zirconium",
    "claims/?q=zirconium&count=true",
    "claims/?q=zirconium&ordering=relevance",
    "claims/?q=zirconium&format=ndjson",
    "claims/?q=zirconium&format=csv",
    "topics/?fields=slug,name",
    "claims/?format=ndjson",
    "claims/facets/?q=zirconium",
    "claims/?topic={topic}",
    "claims/{claim}/",
)


class At:
    """Calls `change` after so many statements, as somebody else's commit would come between two of them."""

    def __init__(self, moment: int, change: Callable[[], Any]):
        self.left, self.change = moment, change

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        found = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            self.change()
        return found


@pytest.fixture(params=["not counted", "counted", "with a token"])
def headers(request, settings) -> dict[str, str]:
    """Of a caller of each kind; each is answered in a way of its own."""
    settings.RATE_LIMITS = request.param == "counted"
    Rate.objects.update_or_create(kind="address", defaults={"requests": 1_000_000, "seconds": 3600})
    throttling.RATES.until = 0
    return Program("reader", scope="read").headers if request.param == "with a token" else {}


def know_nothing() -> None:
    Findings._kept.clear()
    representation._kept = None


def body(answer: Any) -> bytes:
    return answer.getvalue() if answer.streaming else answer.content


@pytest.mark.parametrize("path", PATHS)
def test_a_change_between_two_statements_is_seen_by_whoever_asks_after_it(headers, path):
    claim, _ = make.claim(text=BEFORE), make.claim()
    one, other = make.topic("one"), make.topic("other")
    path = f"/api/v1/{path.format(claim=claim.pk, topic='other')}"

    def become(text: str, topic: Any) -> None:
        Claim.objects.filter(pk=claim.pk).update(text=text)
        claim.topics.set([topic])

    def ask(**more: str) -> Any:
        return Client().get(path, headers=headers | more)

    for moment in range(1, 40):
        become(BEFORE, one)
        know_nothing()
        change = At(moment, lambda: become(AFTER, other))
        with connection.execute_wrapper(change):
            between = ask()
            told = body(between)
        if change.left > 0:
            break
        again, after = ask(**{"If-None-Match": between.get("ETag", '""')}), body(ask())
        know_nothing()
        there = body(ask())
        assert after == there, moment
        assert again.status_code != 304 or told == there, moment
    assert moment > 2
