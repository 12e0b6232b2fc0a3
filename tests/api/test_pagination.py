"""A walk through the pages meets every row once, in every ordering, both ways, whatever happens meanwhile."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from claims.models import Claim, Statement
from reeapi.api import questions
from tests import factories as make

pytestmark = pytest.mark.django_db
ORDERINGS = ["said_on", "-said_on", "created", "-created", "published", "-published"]


@pytest.fixture
def statements() -> list[Statement]:
    """Eleven, some with equal dates and some without."""
    claim, speaker = make.claim(), make.speaker()
    days = [
        None,
        "2025-01-01",
        "2025-01-01",
        "2025-01-01",
        None,
        "2024-12-31",
        None,
        "2025-02-01",
        "2025-01-01",
    ]
    for number, day in enumerate([*days, None, "2025-01-02"]):
        article = make.article(published_on=date(2025, 1, 1 + number % 3) if number % 2 else None)
        make.statement(claim=claim, speaker=speaker, article=article, said_on=day)
    return list(Statement.objects.all())


def walk(api, path: str, direction: str = "next") -> list[list[str]]:
    """The ids of each page, from this one on."""
    pages = []
    while path:
        answer = api.get(path).json()
        pages.append([row["id"] for row in answer["results"]])
        path = answer[direction]
    return pages


def last_page(api, path: str) -> str:
    while following := api.get(path).json()["next"]:
        path = following
    return path


def expected(rows: list[Statement], ordering: str) -> list[str]:
    """The order of the promise, in plain Python: absent values last both ways, ties by primary key."""
    columns = {
        "said_on": lambda row: row.said_on,
        "created": lambda row: row.created_at,
        "published": lambda row: row.article.published_on,
    }
    column, down = columns[ordering.lstrip("-")], ordering.startswith("-")
    by_pk = sorted(rows, key=lambda row: row.pk, reverse=down)
    keyed = sorted((row for row in by_pk if column(row) is not None), key=column, reverse=down)
    return [str(row.pk) for row in [*keyed, *(row for row in by_pk if column(row) is None)]]


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 11])
def test_a_walk_forwards_meets_every_row_once_in_order(sample, statements, ordering, size):
    pages = walk(sample, f"/api/v1/statements/?ordering={ordering}&page_size={size}")
    assert [pk for page in pages for pk in page] == expected(statements, ordering)


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("size", [1, 2, 4])
def test_a_walk_backwards_meets_the_same_rows(sample, statements, ordering, size):
    end = last_page(sample, f"/api/v1/statements/?ordering={ordering}&page_size={size}")
    pages = walk(sample, end, "previous")
    assert [pk for page in reversed(pages) for pk in page] == expected(statements, ordering)


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("direction", ["next", "previous"])
def test_rows_inserted_and_withdrawn_during_a_walk_disturb_nobody(sample, statements, ordering, direction):
    order = expected(statements, ordering)
    path = f"/api/v1/statements/?ordering={ordering}&page_size=2"
    path = last_page(sample, path) if direction == "previous" else path
    met: list[str] = []
    for victim in (order[1], order[5], order[9], None, None, None, None, None):
        answer = sample.get(path).json()
        met += [row["id"] for row in answer["results"]]
        if victim:
            statement = Statement.objects.get(pk=victim)
            statement.status, statement.withdrawn_at, statement.withdrawn_reason = (
                "withdrawn",
                make.NOW,
                "Twice.",
            )
            statement.save()
            make.statement(said_on="2025-01-01")
        if not answer[direction]:
            break
        path = answer[direction]
    survivors = set(order) - {order[1], order[5], order[9]}
    assert {pk: met.count(pk) for pk in survivors} == dict.fromkeys(survivors, 1)


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(sample, statements):
    first = sample.read("statements/?page_size=6").json()
    last = sample.get(first["next"]).json()
    assert first["previous"] is None
    assert last["next"] is None
    assert sample.get(last["previous"]).json()["results"] == first["results"]
    assert sample.get(last["previous"]).json()["previous"] is None


def test_links_keep_all_other_parameters(sample, statements):
    answer = sample.read("statements/?page_size=2&fields=id,stance&ordering=-said_on&count=true")
    query = parse_qs(urlsplit(answer.json()["next"]).query)
    del query["cursor"]
    assert query == {"page_size": ["2"], "fields": ["id,stance"], "ordering": ["-said_on"], "count": ["true"]}
    assert answer.json()["next"].startswith("http://testserver/api/v1/statements/?")
    assert f'<{answer.json()["next"]}>; rel="next"' in answer["Link"]
    assert 'rel="first"' in answer["Link"]
    assert 'rel="prev"' in sample.get(answer.json()["next"])["Link"]


def test_when_the_page_before_has_gone_its_next_begins_with_the_first_row_left(sample, statements):
    second = sample.get(sample.read("statements/?ordering=created&page_size=3").json()["next"]).json()
    gone = expected(statements, "created")[:3]
    Statement.objects.filter(pk__in=gone).update(
        status="withdrawn", withdrawn_at=make.NOW, withdrawn_reason="Twice."
    )
    before = sample.get(second["previous"]).json()
    assert (before["results"], before["previous"]) == ([], None)
    assert sample.get(before["next"]).json()["results"] == second["results"]


def test_a_count_is_given_only_when_asked_for(sample, statements):
    assert "count" not in sample.read("statements/").json()
    answer = sample.read("statements/?count=true&page_size=1").json()
    assert (answer["count"], answer["count_is_exact"]) == (11, True)


def test_a_count_stops_at_its_cap_and_says_so(sample, statements, monkeypatch):
    monkeypatch.setattr(questions, "COUNT_CAP", 10)
    answer = sample.read("statements/?count=true").json()
    assert (answer["count"], answer["count_is_exact"]) == (10, False)


def test_relevance_walks_from_the_best_to_the_least(sample):
    for repeated in (1, 3, 2, 2, 1):
        make.claim(text=" ".join(["lithium"] * repeated) + " is here")
    pages = walk(sample, "/api/v1/claims/?q=lithium&ordering=relevance&page_size=2")
    texts = {str(row.pk): row.text for row in Claim.objects.all()}
    assert [texts[pk].count("lithium") for page in pages for pk in page] == [3, 2, 2, 1, 1]
    assert sample.read("claims/?q=lithium&ordering=relevance").json()["relevance_scope"] == 10_000


def test_relevance_needs_words(sample):
    assert "add q=" in sample.refused("claims/?ordering=relevance")["ordering"]["detail"]


@pytest.mark.parametrize("size", ["0", "-1", "201", "1e2", "١", "5.0", "05", "99999999999999999999", " 5"])
def test_a_page_size_out_of_range_is_refused(sample, size):
    assert "1 to 200" in sample.refused(f"statements/?page_size={size}")["page_size"]["detail"]


def encoded(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


PK = "0197d2a0-0000-7000-8000-000000000000"
BROKEN = {
    "not base64": "%F0%9F%98%80",
    "not json": "YWJj",
    "too long": "A" * 3000,
    "deeply nested": encoded(json.loads("[" * 300 + "]" * 300)),
    "not a list": encoded({"a": 1}),
    "too short": encoded(["-created", "n", "2025-01-01T00:00:00Z"]),
    "unknown ordering": encoded(["-secret", "n", "x", PK]),
    "unhashable ordering": encoded([[], "n", "x", PK]),
    "unknown direction": encoded(["-created", "sideways", "2025-01-01T00:00:00Z", PK]),
    "absent key where none may be absent": encoded(["-created", "n", None, PK]),
    "wrong type of key": encoded(["-created", "n", 5, PK]),
    "far date": encoded(["-created", "n", "99999-01-01T00:00:00Z", PK]),
    "wrong type of pk": encoded(["-created", "n", "2025-01-01T00:00:00Z", 7]),
    "pk with a NUL": encoded(["-created", "n", "2025-01-01T00:00:00Z", "a\0b"]),
    "SQL": encoded(["-created", "n", "2025-01-01T00:00:00Z", "'; DROP TABLE x; --"]),
    "another ordering": encoded(["said_on", "n", "2025-01-01", PK]),
}


@pytest.mark.parametrize("cursor", BROKEN.values(), ids=BROKEN)
def test_a_broken_cursor_is_refused_by_name(sample, cursor):
    assert list(sample.refused(f"statements/?cursor={cursor}")) == ["cursor"]


@pytest.mark.parametrize(
    "key",
    [
        ["name", "n", "\ud800", 1],
        ["name", "n", "x", 2**63],
        ["claims", "n", 2**70, 1],
        ["claims", "n", True, 1],
    ],
)
def test_a_cursor_with_values_no_database_takes_is_refused(sample, key):
    assert list(sample.refused(f"speakers/?ordering={key[0]}&cursor={encoded(key)}")) == ["cursor"]


def test_a_cursor_is_compact_and_opaque(sample, statements):
    query = parse_qs(urlsplit(sample.read("statements/?page_size=1").json()["next"]).query)
    [cursor] = query["cursor"]
    assert json.loads(urlsafe_b64decode(cursor + "=="))[0] == "-created"
    assert len(cursor) < 200
