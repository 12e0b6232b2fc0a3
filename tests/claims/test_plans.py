"""The questions that are asked most are answered from an index, whatever is heavy or rare: what the planner does is looked at.

docs/performance.md lists these pairs; here each is asked over a made-up world of the benchmark's kind.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from benchmarks import world
from claims.models import Claim
from reeapi.api import questions, rarity
from reeapi.api.findings import Findings
from reeapi.api.parameters import read
from reeapi.api.questions import Question, run
from reeapi.api.sql import Sql, filled
from reeapi.urls import router
from tests import factories as make

CLAIMS = 4_000
PAGE = 10  # rows; a page of fifty of so few claims would be most of them
TOUCHED = 50 * PAGE
COMMON = CLAIMS // 10  # rows with the same words that are many in so small a world
READ = CLAIMS // 5  # rows that are read for a page: as elsewhere, a small part of all
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
HEAVY, RARE = "speaker-1", "speaker-78"
# Of so few speakers that they fill a page or two, reading all is as good as any index: these said nothing and are in no answer's way.
SILENT = """
INSERT INTO sources_speaker (id, created_at, updated_at, slug, name, kind, is_public, published_at, public_uses)
SELECT 100000 + i, now(), now(), 'silent-' || i, 'Silent ' || i, 'person', true, now(), 1 FROM generate_series(1, 4000) i
"""
# (list, filters, orderings); a minus in front of each ordering is asked, too.
PAIRS: list[tuple[str, str, tuple[str, ...]]] = [
    ("claims", "", ("created", "updated", "said_on", "rebuttals")),
    ("claims", "speaker", ("created", "said_on")),
    ("claims", "publisher", ("created", "said_on")),
    ("claims", "topic", ("created", "said_on")),
    ("claims", "topic said_after said_before", ("created",)),
    ("claims", "speaker stance", ("created", "said_on")),
    ("claims", "publisher rebutted", ("created", "said_on")),
    ("claims", "speaker topic", ("created",)),
    ("claims", "rebutted", ("created", "said_on")),
    ("claims", "updated_since", ("updated",)),
    ("claims", "language", ("created",)),
    ("claims", "q", ("created",)),
    ("statements", "", ("created", "updated", "said_on")),
    ("statements", "speaker", ("created", "said_on")),
    ("statements", "claim", ("created", "said_on")),
    ("rebuttals", "", ("created", "updated", "said_on")),
    ("rebuttals", "critic", ("created",)),
    ("rebuttals", "critic ground", ("created",)),
    ("rebuttals", "claim", ("created",)),
    ("articles", "", ("created", "updated", "published_on")),
    ("articles", "publisher", ("created",)),
    ("speakers", "", ("name", "claims", "rebuttals", "updated")),
]
VALUES = {
    "stance": "asserts", "rebutted": "true", "ground": "feasibility", "said_after": "2020-01-01", "said_before": "2022-12-31",
    "updated_since": "2024-06-01T00:00:00Z", "language": "de", "topic": "topic-2",
}  # fmt: skip
ASKED = [
    (room, filters, sign + ordering, who)
    for room, filters, orderings in PAIRS
    for ordering in orderings
    for sign in ("", "-")
    for who in ((HEAVY, RARE) if {"speaker", "critic"} & set(filters.split()) else (HEAVY,))
]


@pytest.fixture(scope="module")
def made_up(django_db_setup, django_db_blocker) -> Any:
    with django_db_blocker.unblock(), transaction.atomic(), patch.object(questions, "READ", READ):
        world.fill(connection.connection, CLAIMS)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(SILENT)
            cursor.execute("SET LOCAL session_replication_role = origin")
            cursor.execute("ANALYZE")
            yield
        transaction.set_rollback(True)


def plans(room: str, query: str) -> Iterator[dict[str, Any]]:
    """The plans of all statements that find the keys of a page: for these values, and for any where they are prepared."""
    for sql, params, anew in statements(*asked(room, query)):
        for mode in ("force_custom_plan", *(() if anew else ("force_generic_plan",))):
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                yield cursor.fetchone()[0][0]["Plan"]


def asked(room: str, query: str) -> tuple[Question, dict[str, Any]]:
    """A question, compiled, and its values."""
    view = VIEWS[room]
    given = read(QueryDict(query), view.list_parameters())
    values = view.filterset_class.values(given, Findings())
    question = Question(view.form(given, values, view.built_orderings()[given["ordering"]]))
    return question, view.filterset_class.bound(values)


def statements(question: Question, values: dict[str, Any]) -> list[tuple[str, list[Any], bool]]:
    """What is run for a page: SQL, parameters, and whether it is planned each time."""
    found = []

    def noted(sql: str, params: list[Any], *, anew: bool = True) -> list[tuple]:
        if not sql.startswith("EXPLAIN"):
            found.append((sql, params, anew))
        return run(sql, params, anew=anew)

    with (
        patch.object(questions, "run", partial(noted, anew=False)),
        patch.object(rarity, "planned_anew", noted),
        patch.object(rarity, "COMMON", COMMON),
    ):
        Findings._kept.clear()
        question.keys(values, None, Findings())
    return found


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for inner in plan.get("Plans", ()) for node in nodes(inner))]


def outline(plan: dict[str, Any], depth: int = 0) -> list[str]:
    """The plan as a person reads it."""
    about = {
        name: plan[name]
        for name in (
            "Index Name",
            "Relation Name",
            "Actual Rows",
            "Actual Loops",
            "Rows Removed by Filter",
            "Filter",
        )
        if name in plan
    }
    line = f"{'  ' * depth}{plan['Node Type']} {about}"
    return [line, *(each for inner in plan.get("Plans", ()) for each in outline(inner, depth + 1))]


def touched(plan: dict[str, Any]) -> float:
    """The rows that were read from tables and indexes, whether they were wanted or not.

    Each once, as a row that an index leads to is: of a bitmap, what its indexes gave, and not again what the table's scan read by
    it. Nor is a bitmap of a whole index counted by itself: in it are also those that other tests took back.
    """
    kind, inner = plan["Node Type"], plan.get("Plans", [])
    own = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    below = sum(map(touched, inner))
    if kind == "Bitmap Index Scan":
        return own if "Index Cond" in plan else 0
    if kind == "Bitmap Heap Scan":
        return max(own, below)
    return own + below if kind.endswith("Scan") else below


def query(filters: str, ordering: str, who: str) -> str:
    own = {
        "speaker": who,
        "critic": who,
        "publisher": HEAVY,
        "claim": str(Claim.objects.order_by("pk")[7].pk),
    }
    own["q"] = "rare+earth" if who == HEAVY else "rare"
    parts = [f"{name}={(VALUES | own)[name]}" for name in filters.split()]
    return "&".join([*parts, f"ordering={ordering}", f"page_size={PAGE}"])


@pytest.mark.parametrize(("room", "filters", "ordering", "who"), ASKED)
def test_a_common_question_touches_few_rows(made_up, room, filters, ordering, who):
    for plan in plans(room, query(filters, ordering, who)):
        kinds = [node["Node Type"] for node in nodes(plan)]
        assert "Seq Scan" not in kinds, "\n".join(outline(plan))
        assert touched(plan) <= TOUCHED, "\n".join(outline(plan))


@pytest.mark.parametrize("words", ["zunmi linve", "zunmi linmi", '"zunmi linve"'])
def test_a_search_looks_up_its_words_and_nothing_that_every_row_has(made_up, words):
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_indexscan = off"
        )  # the dates of so few claims are as fast as any words
        found = [
            node for plan in plans("claims", f"q={quote(words)}&ordering=-created") for node in nodes(plan)
        ]
        cursor.execute("RESET enable_indexscan")
    searches = [node for node in found if node.get("Index Name") == "claim_search"]
    assert searches
    for search in searches:
        assert "zunmi" in search["Index Cond"]
        assert "ree:" not in search["Index Cond"]


def counting_plan(room: str, query: str) -> dict[str, Any]:
    question, values = asked(room, query)
    return plan_of(question._counting(""), values)


def plan_of(statement: Sql, values: dict[str, Any]) -> dict[str, Any]:
    sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", filled(params, values, ""))
        return cursor.fetchone()[0][0]["Plan"]


def test_rows_are_counted_as_they_come(made_up):
    plan = counting_plan("claims", f"speaker={HEAVY}&ordering=-created")
    kinds = {node["Node Type"] for node in nodes(plan)}
    assert "Sort" not in kinds, "\n".join(outline(plan))


@pytest.mark.parametrize("words", ['"earth rare"', "-earth"])
def test_words_that_an_index_cannot_tell_are_looked_for_in_so_many_rows_only(made_up, monkeypatch, words):
    monkeypatch.setattr(questions, "COUNT_READ", READ)
    plan = counting_plan("claims", f"q={quote(words)}&ordering=-created")
    # read, and numbered
    assert touched(plan) <= 2 * READ, "\n".join(outline(plan))


@pytest.mark.parametrize("room", ["claims", "rebuttals"])
def test_words_that_only_leave_out_are_never_looked_up(made_up, room):
    question, values = asked(room, "q=-earth&ordering=-created")
    assert rarity.Rarity.rarest(question.rarity, values, Findings(), ask=True)[0] == rarity.MANY


@pytest.mark.parametrize(
    ("room", "asked_for"),
    [
        ("claims", "speaker_kind=person"),
        ("claims", "published_before=2020-01-01"),
        ("statements", "speaker_kind=person"),
        ("statements", f"publisher={HEAVY}"),
        ("rebuttals", "critic_kind=person"),
    ],
)
def test_rows_of_another_table_are_counted_before_what_they_lead_to(made_up, monkeypatch, room, asked_for):
    most = 40
    monkeypatch.setattr(rarity, "FEW", most - 1)
    monkeypatch.setattr(questions, "FEW", most - 1)
    question, values = asked(room, f"{asked_for}&ordering=-created")
    plan = plan_of(question.rarity.counted[asked_for.partition("=")[0]], values)
    assert touched(plan) <= 10 * most, "\n".join(outline(plan))


def test_what_a_rebuttal_is_said_in_is_counted_by_statements(made_up):
    question, _ = asked("rebuttals", "q=zunmi&publisher=speaker-1&ordering=-created")
    assert all("claims_rebuttal" not in sql for sql, _ in question.rarity.counted.values())


def test_the_manual_lists_these_pairs_and_no_others():
    rows = re.findall(r"^\| `(\w+)/` \| (.*?) \| (.*?) \|$", MANUAL.read_text(), re.MULTILINE)
    listed = {
        (room, " ".join(re.findall(r"`(\w+)`", names)), *re.findall(r"`(\w+)`", orderings))
        for room, names, orderings in rows
    }
    assert listed == {(room, filters, *orderings) for room, filters, orderings in PAIRS}


# Every state of a claim a second after the one before it; the first is that of its making.
CHANGED_OFTEN = """
INSERT INTO claims_claimevent ({columns}, pgh_created_at, pgh_label)
SELECT {columns}, pgh_created_at + number * interval '1 second', 'update'
FROM claims_claimevent, generate_series(1, %s) number WHERE pgh_obj_id = %s AND pgh_label = 'insert'
"""
CHANGES = 600


@pytest.mark.parametrize("number", [0, CHANGES // 2, CHANGES])
def test_the_past_of_a_row_costs_each_of_its_states_once(made_up, number):
    view, claim = VIEWS["claims"], make.claim()
    states = Claim.pgh_event_model.objects.filter(pgh_obj_id=claim.pk)
    own = {"pgh_id", "pgh_created_at", "pgh_label"}
    kept = [f'"{one.column}"' for one in states.model._meta.concrete_fields if one.column not in own]
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_OFTEN.format(columns=", ".join(kept)), [CHANGES, claim.pk])
        cursor.execute("ANALYZE claims_claimevent")
    then = states.order_by("pgh_id")[number].pgh_created_at
    sql, params = view._past((), ()).statement_at(then, claim.pk, "")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0][0]["Plan"]
    assert touched(plan) < 50 * CHANGES, "\n".join(outline(plan))
