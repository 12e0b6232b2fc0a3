"""Many write the same row at once, through the API and the admin: one of them wins, and nobody's change is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from uuid_utils import compat

from claims.models import Claim, Topic
from tests import factories as make
from tests.programs import Program

pytestmark = pytest.mark.django_db(transaction=True)
numbers = count(1)


def at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """What each action returns, all begun together, each with a connection of its own."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        barrier.wait(30)
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def by_api(program: Program, topic: Topic, **changes: str) -> Callable[[], bool]:
    """Whether a PATCH of the version that the topic has here is accepted; else it is a 412."""

    def run() -> bool:
        answer = program.call("PATCH", f"topics/{topic.slug}/", changes, If_Match=f'"{topic.version}-00"')
        assert answer.status_code in {200, 412}, answer.content
        return answer.status_code == 200

    return run


def by_admin(browser: Client, topic: Topic, **changes: str) -> Callable[[], bool]:
    """Whether the admin saves its form, which shows the version that the topic has here; else the form comes again."""
    form = {
        "name": topic.name,
        "slug": topic.slug,
        "wikidata": topic.wikidata,
        "seen_version": topic.version,
    } | changes
    url = reverse("admin:claims_topic_change", args=[topic.pk])

    def run() -> bool:
        answer = browser.post(url, form)
        assert answer.status_code == 302 or "Somebody else saved" in answer.content.decode()
        return answer.status_code == 302

    return run


def race(program: Program, browser: Client) -> None:
    """Three change three columns of one row, having read the same version."""
    topic = make.topic(f"topic-{next(numbers)}")
    before = {"name": topic.name, "wikidata": "", "slug": topic.slug}
    wanted = [{"name": "By the API"}, {"wikidata": "Q7"}, {"name": "By the admin"}]
    won = at_once([
        by_api(program, topic, **wanted[0]), by_api(program, topic, **wanted[1]), by_admin(browser, topic, **wanted[2])
    ])  # fmt: skip
    assert won.count(True) == 1
    topic.refresh_from_db()
    assert {name: getattr(topic, name) for name in before} == before | wanted[won.index(True)]
    assert topic.version == 2


@pytest.fixture
def racers() -> tuple[Program, Client]:
    program = Program("curator-7", "Curator")
    browser = Client()
    browser.force_login(program.user)
    return program, browser


@pytest.mark.parametrize("races", [15, pytest.param(1_000, marks=pytest.mark.long)])
def test_one_of_many_writers_wins_and_no_change_is_lost(racers, races):
    for _ in range(races):
        race(*racers)


@pytest.mark.parametrize("races", [10, pytest.param(200, marks=pytest.mark.long)])
def test_one_of_many_creators_creates_and_the_others_learn_of_it(racers, races):
    program, _ = racers
    for _ in range(races):
        path = f"claims/{compat.uuid7()}/"
        texts = ["Mines are slow.", "Mines are slow.", "Mines are fast."]
        found = at_once([
            lambda text=text, path=path: program.call("PUT", path, {"text": text}, If_None_Match="*").status_code
            for text in texts
        ])  # fmt: skip
        assert sorted(found) in ([200, 201, 412], [201, 412, 412])
        assert Claim.objects.get(pk=path.split("/")[1]).text == texts[found.index(201)]


@pytest.mark.parametrize("races", [5, pytest.param(100, marks=pytest.mark.long)])
def test_what_is_merged_while_it_is_written_is_either_written_before_or_not_at_all(racers, races):
    program = Program("reviewer-7", "Reviewer")
    for _ in range(races):
        old, into = make.claim(text="Before."), make.claim()
        merged, written = at_once([
            lambda o=old, i=into: program.call("POST", f"claims/{o.pk}/merge/", {"into": {"id": str(i.pk)}}, If_Match='"1-00"'),
            lambda o=old: program.call("PATCH", f"claims/{o.pk}/", {"text": "After."}, If_Match='"1-00"'),
        ])  # fmt: skip
        old.refresh_from_db()
        assert (merged.status_code, written.status_code) in {(200, 412), (200, 409), (412, 200)}
        assert (old.merged_into_id is not None, old.text) == (
            merged.status_code == 200,
            "After." if written.status_code == 200 else "Before.",
        )
