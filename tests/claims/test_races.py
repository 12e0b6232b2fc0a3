"""Many at once: whoever comes second waits, and counts and visibility are those of a recount afterwards."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from claims.models import Claim, ClaimTopic, Rebuttal, Statement
from sources.models import Article
from tests import factories
from tests.claims.test_counters import disagreements

pytestmark = pytest.mark.django_db(transaction=True)
RETRIES = 20


def at_once(*actions: Callable[[], Any]) -> int:
    """Run each action in a transaction and connection of its own, together. Returns how many deadlocks were met.

    A deadlock is the only error allowed; whoever loses tries again.
    """
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> int:
        barrier.wait(10)
        try:
            for lost in range(RETRIES):
                try:
                    with transaction.atomic():
                        action()
                    return lost
                except OperationalError as error:
                    if not isinstance(error.__cause__, DeadlockDetected):
                        raise
            raise AssertionError("no end of deadlocks")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return sum(pool.map(run, actions))


def publish(row) -> Callable[[], None]:
    return lambda: type(row).objects.get(pk=row.pk).publish("reviewer-9")


def withdraw(row) -> Callable[[], Any]:
    return lambda: type(row).objects.get(pk=row.pk).withdraw("Wrong.", cascade=True)


def change(row, **fields: Any) -> Callable[[], Any]:
    return lambda: type(row).objects.filter(pk=row.pk).update(**fields)


def first_statements_of_one_claim():
    claim, speaker = factories.claim(), factories.speaker()
    drafts = [factories.statement(claim=claim, speaker=speaker, status="draft") for _ in range(3)]
    return [publish(draft) for draft in drafts]


def claim_withdrawn_while_a_statement_of_it_is_published():
    claim = factories.claim()
    drafts = [factories.statement(claim=claim, status="draft") for _ in range(2)]
    return [withdraw(claim), *map(publish, drafts)]


def article_withdrawn_while_it_becomes_a_relay():
    article, statements = factories.article(), [factories.statement() for _ in range(2)]
    return [withdraw(article), *((lambda s=s: s.relays.create(article=article)) for s in statements)]


def topics_linked_while_the_claim_is_withdrawn():
    topics, claim = [factories.topic() for _ in range(3)], factories.claim()
    links = [lambda t=t: ClaimTopic.objects.create(claim=claim, topic=t) for t in topics]
    return [withdraw(claim), *links]


def one_topic_linked_to_many_claims():
    topic = factories.topic(broader=factories.topic())
    claims = [factories.claim() for _ in range(4)]
    return [lambda c=c: ClaimTopic.objects.create(claim=c, topic=topic) for c in claims]


def rebuttal_withdrawn_while_another_is_published():
    claim = factories.claim()
    old = [factories.rebuttal(target_claim=claim) for _ in range(2)]
    return [*map(withdraw, old), publish(factories.rebuttal(target_claim=claim, status="draft"))]


def rebuttal_moved_away_while_another_is_published():
    claim, other = factories.claim(), factories.claim()
    moved = factories.rebuttal(target_claim=claim)
    fresh = [factories.rebuttal(target_claim=claim, status="draft") for _ in range(2)]
    return [change(moved, target_claim=other), *map(publish, fresh)]


def statement_moved_away_while_another_is_published():
    claim, other = factories.claim(), factories.claim()
    moved = factories.statement(claim=claim)
    fresh = [factories.statement(claim=claim, status="draft") for _ in range(2)]
    return [change(moved, claim=other), *map(publish, fresh)]


def rebuttals_of_one_rebuttal():
    rebuttal = factories.rebuttal()
    old = factories.rebuttal(target_rebuttal=rebuttal)
    fresh = factories.rebuttal(target_rebuttal=rebuttal, status="draft")
    return [withdraw(old), publish(fresh), change(old, note="Why.")]


def statement_given_to_another_speaker_while_its_rebuttal_is_withdrawn():
    rebuttal, other = factories.rebuttal(), factories.speaker()
    return [change(rebuttal.statement, speaker=other), withdraw(rebuttal)]


def claim_saved_from_an_old_copy_while_it_is_counted():
    claim = factories.claim()
    old = Claim.objects.get(pk=claim.pk)
    old.text = "Better words."
    return [old.save, publish(factories.statement(claim=claim, status="draft"))]


SCENES = [
    first_statements_of_one_claim, claim_withdrawn_while_a_statement_of_it_is_published,
    article_withdrawn_while_it_becomes_a_relay, topics_linked_while_the_claim_is_withdrawn,
    one_topic_linked_to_many_claims, rebuttal_withdrawn_while_another_is_published,
    rebuttal_moved_away_while_another_is_published, statement_moved_away_while_another_is_published,
    rebuttals_of_one_rebuttal, statement_given_to_another_speaker_while_its_rebuttal_is_withdrawn,
    claim_saved_from_an_old_copy_while_it_is_counted,
]  # fmt: skip
scenes = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)


@scenes
def test_counts_agree_after_a_race(scene):
    for _ in range(3):
        at_once(*scene())
        assert disagreements() == []


@pytest.mark.long
@scenes
def test_counts_agree_after_very_many_races(scene):
    deadlocks = 0
    for _ in range(60):
        deadlocks += at_once(*scene())
        assert disagreements() == []
    print(f"{scene.__name__}: {deadlocks} deadlocks in 60 races")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_counts_agree_after_a_crowd_has_published_and_withdrawn(seed):
    chance = random.Random(seed)
    claims, articles = [factories.claim() for _ in range(3)], [factories.article() for _ in range(3)]
    for _ in range(12):
        factories.statement(claim=chance.choice(claims), article=chance.choice(articles), status="draft")
    for statement in Statement.objects.all()[:8]:
        target = chance.choice([c for c in claims if c.pk != statement.claim_id])
        factories.rebuttal(statement=statement, target_claim=target, status="draft")
    rows = [row for model in (Claim, Article, Statement, Rebuttal) for row in model.objects.all()]
    for _ in range(25):
        at_once(*(chance.choice([publish, publish, withdraw])(row) for row in chance.sample(rows, 4)))
        assert disagreements() == []


def test_what_another_transaction_published_meanwhile_was_public_when_withdrawn():
    claim = factories.claim(status="draft")
    with transaction.atomic():
        assert Claim.objects.count() == 1  # the transaction has begun
        at_once(publish(claim))
        Claim.objects.get().withdraw("Wrong.")
    claim.refresh_from_db()
    assert claim.published_at < claim.unpublished_at
