"""Facets count what the lists would answer, value by value, held against plain Python."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import facets
from claims.models import Claim
from sources.models import Speaker
from tests import factories as make
from tests.oracle.lists import LISTS
from tests.oracle.world import World
from tests.questions import learn_times
from tests.worlds import generated, inserted

pytestmark = pytest.mark.django_db
client = Client()
PARAMETERS = {
    "claims": ["speaker", "topic", "publisher", "stance", "ground"],
    "rebuttals": ["critic", "topic", "publisher", "ground"],
}
QUESTIONS = {
    "claims": [
        {},
        {"stance": "asserts"},
        {"speaker_kind": "person", "fidelity": "paraphrase"},
        {"rebutted": "true", "relation": "rebuts,undercuts"},
        {"anchor": "exact", "said_after": "2025-01-01"},
        {"ground": "feasibility", "speaker_kind": "person,organization"},
    ],
    "rebuttals": [
        {},
        {"relation": "rebuts"},
        {"target_kind": "claim", "basis": "stated"},
        {"critic_kind": "person"},
    ],
}
CASES = [(name, asked) for name, questions in QUESTIONS.items() for asked in questions]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), inserted(generated()) as world:
        learn_times(world)
        yield world


def counted(name: str, asked: dict[str, str]) -> dict:
    answer = client.get(f"/api/v1/{name}/facets/", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def values(found: dict, facet: str) -> dict[str, int]:
    return {entry["value"]: entry["count"] for entry in found[facet]}


def first(expected: dict[str, int]) -> dict[str, int]:
    """The fifty most frequent, as plain Python sorts them."""
    most = sorted(((v, n) for v, n in expected.items() if n), key=lambda pair: (-pair[1], pair[0].encode()))
    return dict(most[:50])


def test_a_topic_counts_what_is_below_it_once():
    mining = make.topic("mining")
    make.claim(mining, make.topic("open-pit", broader=mining), make.topic("shafts", broader=mining))
    assert values(counted("claims", {}), "topic") == {"mining": 1, "open-pit": 1, "shafts": 1}


def test_only_the_newest_matches_are_counted_and_the_answer_says_so(monkeypatch):
    for _ in range(4):
        make.statement()
    monkeypatch.setattr(facets, "SCOPE", 3)
    found = counted("claims", {})
    assert (found["matches"], found["complete"]) == (3, False)
    newest = {str(pk) for pk in Claim.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)[:3]}
    assert sum(values(found, "speaker").values()) == len(newest)


def test_drafts_are_not_counted():
    make.statement(status="draft", claim=make.claim(), stance="denies")
    make.statement(status="draft")
    empty = {facet: [] for facet in facets.ClaimFacetsView.facets}
    assert counted("claims", {}) == {"matches": 2, "complete": True} | empty


@pytest.mark.parametrize("name", PARAMETERS)
def test_it_takes_three_statements_and_refuses_what_is_no_filter(name):
    call_command("load_dataset", "data", verbosity=0)
    with CaptureQueriesContext(connection) as queries:
        assert counted(name, {})["matches"] > 50
    assert len(queries) == 3  # the mark, the keys, the counts
    answer = client.get(f"/api/v1/{name}/facets/?page_size=5&spaeker=x")
    assert (answer.status_code, len(answer.json()["errors"])) == (400, 2)


# --- In a world in which everything occurs ---


@pytest.mark.parametrize(("name", "asked"), CASES, ids=str)
def test_each_count_is_that_of_the_list_with_the_value_added(world, name, asked):
    found, of_list = counted(name, asked), LISTS[name]
    assert found["matches"] == len(of_list.answer(world, asked)) > 0
    assert found["complete"] is True
    for facet in set(PARAMETERS[name]) - set(asked):
        every = of_list.parameters[facet].kind.values(world)
        known = {value for value in every if "," not in value and value in possible(world, facet)}
        expected = {value: len(of_list.answer(world, asked | {facet: value})) for value in known}
        assert values(found, facet) == first(expected), facet
        assert [e["value"] for e in found[facet]] == list(first(expected)), facet


def possible(world: World, facet: str) -> set[str]:
    """Values as they are called now: former slugs and merged speakers are asked for, but not listed."""
    if facet in {"speaker", "critic", "publisher"}:
        return world.visible["speaker"]
    if facet == "topic":
        return world.visible["topic"]
    return {line[facet] for kind in ("statement", "rebuttal") for line in world.public(kind) if facet in line}


@pytest.mark.parametrize("name", PARAMETERS)
def test_years_are_those_in_which_it_was_said(world, name):
    found = values(counted(name, {}), "year")
    said = {"said_after": "{}-01-01", "said_before": "{}-12-31"}
    years = {s["said_on"][:4] for s in world.public("statement") if "said_on" in s}
    asked = {year: {key: day.format(year) for key, day in said.items()} for year in years}
    assert found == first(
        {year: len(LISTS[name].answer(world, question)) for year, question in asked.items()}
    )


def test_stances_of_rebuttals_are_those_of_their_statements(world):
    stances = Counter(world.statement(edge)["stance"] for edge in world.public("rebuttal"))
    assert values(counted("rebuttals", {}), "stance") == dict(stances)


def test_a_value_that_was_asked_for_is_counted_of_the_same_statement(world):
    """`speaker=x`: the stances are those that x takes, not those of others on the same claims."""
    speaker = max(
        LISTS["claims"].parameters["speaker"].kind.values(world), key=lambda s: s in world.visible["speaker"]
    )
    found = counted("claims", {"speaker": speaker})
    own = Counter(
        s["stance"]
        for s in {(s["claim"], s["stance"]): s for s in world.of("statement", "speaker", speaker)}.values()
    )
    assert values(found, "stance") == dict(own)
    assert set(values(found, "speaker")) == {speaker}


@pytest.mark.parametrize("room", ["claims", "rebuttals"])
def test_for_whoever_holds_the_counts_nothing_is_counted_again(room):
    critic = make.rebuttal().statement.speaker
    path = f"/api/v1/{room}/facets/"
    held = client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, headers={"If-None-Match": held["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    assert [one["sql"] for one in asked if "ree_" not in one["sql"]] == []
    Speaker.objects.filter(pk=critic.pk).update(name="Renamed")
    again = client.get(path, headers={"If-None-Match": held["ETag"]})
    assert again.status_code == 200
    assert "Renamed" in again.content.decode()
    wrong = client.get(f"{path}?nothing=1", headers={"If-None-Match": "*"})
    assert wrong.status_code == 400
