"""Topics, claims, statements, rebuttals and supports are answered in the shapes of the contract, from the sample data."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from claims.models import Claim, Statement
from claims.views import ClaimViewSet, RebuttalViewSet, StatementViewSet, SupportViewSet, TopicViewSet
from reeapi.api.fields import choose
from reeapi.api.representation import compiled, plain
from reeapi.api.shapes import OBJECT_LIMIT
from tests import factories as make

pytestmark = pytest.mark.django_db
client = Client()  # one for all: each of its own would load the middleware anew
DATA = Path(__file__).resolve().parents[2] / "data"
HOST = "http://testserver"
VIEWS = {
    "topics": TopicViewSet,
    "claims": ClaimViewSet,
    "statements": StatementViewSet,
    "rebuttals": RebuttalViewSet,
    "supports": SupportViewSet,
}
END = "created_at updated_at version"
CLAIM = "id url text language speakers topics first_said_on first_said_on_precision about_article statement_count rebuttal_count support_count"
EMBEDDED = "statements statements_url rebuttals rebuttals_url supports supports_url"
EDGE = "target statement counter_claim critic said_on said_on_precision article quote anchor note"
STATEMENT = (
    "id url claim speaker role_as_printed affiliation stance said_on said_on_precision venue article chain fidelity "
    f"attribution hedge quote anchor provenance {END}"
)
IN_A_LIST = {
    "topics": f"slug url name broader wikidata claim_count {END}",
    "claims": f"{CLAIM} {END}",
    "statements": STATEMENT,
    "rebuttals": f"id url relation ground basis {EDGE} rebuttal_count provenance {END}",
    "supports": f"id url relation basis {EDGE} provenance {END}",
}
ALONE = IN_A_LIST | {
    "topics": f"slug url name broader wikidata claim_count narrower {END}",
    "claims": f"{CLAIM} {EMBEDDED} provenance {END}",
}
INSIDE = {
    "claims.speakers": "slug name kind stance",
    "statements.claim": "id url text",
    "statements.speaker": "slug url name kind",
    "statements.affiliation": "slug url name",
    "statements.article": "id url title published_on source_url publisher",
    "statements.article.publisher": "slug url name",
    "statements.quote": "exact prefix suffix",
    "statements.anchor": "status start end unit snapshot_sha256 captured_at text_available",
    "statements.provenance": "recorded_at recorded_by method reviewed_by reviewed_at",
    "rebuttals.target": "type id url text",
    "rebuttals.statement": "id url stance",
    "rebuttals.counter_claim": "id url text",
    "rebuttals.critic": "slug url name kind",
    "rebuttals.article": "id url title published_on source_url publisher",
    "topics.broader": "slug url name",
}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The sample dataset, for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_dataset", str(DATA), verbosity=0)
        yield
        transaction.set_rollback(True)


def read(path: str) -> dict:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def rows(path: str) -> list[dict]:
    """All rows of a list, through all its pages."""
    found, page = [], read(path)
    while True:
        found += page["results"]
        if not page["next"]:
            return found
        page = client.get(page["next"]).json()


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / f"{name}.ndjson").read_text().splitlines()]


def key(row: dict) -> str:
    return row.get("id") or row["slug"]


# --- Shapes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", VIEWS)
def test_a_list_has_the_members_of_the_contract_in_their_order(loaded, room):
    answer = read(f"{room}/")
    assert list(answer) == ["next", "previous", "results"]
    assert {" ".join(row) for row in answer["results"]} == {IN_A_LIST[room]}


@pytest.mark.parametrize("room", VIEWS)
def test_a_single_object_has_the_members_of_the_contract_in_their_order(loaded, room):
    for row in read(f"{room}/?page_size=5")["results"]:
        assert " ".join(read(f"{room}/{key(row)}/")) == ALONE[room]


@pytest.mark.parametrize("path", INSIDE)
def test_what_is_embedded_has_the_members_of_the_contract_in_their_order(loaded, path):
    room, *names = path.split(".")
    inside = rows(f"{room}/" + ("?target_kind=claim" if path == "rebuttals.target" else ""))
    for name in names:
        values = [row[name] for row in inside if row[name]]
        inside = [item for value in values for item in (value if isinstance(value, list) else [value])]
    assert {" ".join(item) for item in inside} == {INSIDE[path]}


def test_the_target_of_a_rebuttal_says_what_it_is(loaded):
    shapes = {row["target"]["type"]: " ".join(row["target"]) for row in rows("rebuttals/")}
    assert shapes["article"] == "type id url title"
    assert all(shape == "type id url text" for kind, shape in shapes.items() if kind != "article")


@pytest.mark.parametrize("room", VIEWS)
def test_the_database_answers_what_the_serializer_says(loaded, room):
    view = VIEWS[room]
    for shape, hidden, limit in (
        (view.serializer_class, view.expandable, 20),
        (view.object_shape(), (), OBJECT_LIMIT),
    ):
        ready = compiled(shape, view.queryset.model, hidden=tuple(hidden), limit=limit)
        objects = {str(row.pk): row for row in view.queryset.all()}
        shown = choose(shape().tree(), (), hidden, ())
        answers = {pk: json.loads(text) for pk, _, text in ready.rows(objects, HOST)}
        assert answers.keys() == objects.keys() != set()
        for pk, row in objects.items():
            assert json.dumps(answers[pk]) == json.dumps(plain(shape, row, HOST, shown, limit))


def test_every_time_is_utc_with_six_digits_and_every_address_answers(loaded):
    row = next(row for row in rows("statements/") if row["affiliation"] and row["anchor"])
    for moment in (
        row["created_at"],
        row["updated_at"],
        row["provenance"]["recorded_at"],
        row["anchor"]["captured_at"],
    ):
        assert len(moment) == len("2026-01-31T12:00:00.000000Z")
        assert moment.endswith("Z")
    for link in (
        row["url"],
        row["claim"]["url"],
        row["speaker"]["url"],
        row["article"]["url"],
        row["affiliation"]["url"],
    ):
        assert client.get(link).status_code == 200


# --- The question of the whole service ----------------------------------------------------------------------------


def test_one_address_tells_what_potanin_claimed_where_relayed_by_whom_and_what_counters_it(loaded):
    answer = rows("claims/?speaker=vladimir-potanin&expand=statements,rebuttals")
    said = [line for line in lines("statements") if line["speaker"] == "vladimir-potanin"]
    countered = [
        line for line in lines("rebuttals") if line.get("target_claim") in {s["claim"] for s in said}
    ]
    assert {row["id"] for row in answer} == {line["claim"] for line in said} != set()
    statements = [
        s for row in answer for s in row["statements"] if s["speaker"]["slug"] == "vladimir-potanin"
    ]
    assert {s["id"]: [link.get("article") for link in s["chain"]] for s in statements} == {
        line["id"]: [None, *line.get("via", []), line["article"]] for line in said
    }
    assert {r["id"]: (r["ground"], r["statement"]["id"]) for row in answer for r in row["rebuttals"]} == {
        line["id"]: (line["ground"], line["statement"]) for line in countered
    }
    assert {s["article"]["publisher"]["slug"] for s in statements} == {"rare-earth-exchanges"}
    assert {link["publisher"] for s in statements for link in s["chain"][1:]} == {
        "newsweek",
        "rare-earth-exchanges",
    }


def test_every_public_line_of_the_dataset_is_answered(loaded):
    for room in VIEWS:
        published = {key(line) for line in lines(room) if line.get("status", "published") == "published"}
        assert {key(row) for row in rows(f"{room}/")} == published


# --- Chain, quote, anchor -----------------------------------------------------------------------------------------


def test_the_chain_goes_from_the_speaker_through_every_article_to_the_one_that_was_read():
    first, second = (
        make.article(publisher=make.speaker(name, kind="publication")) for name in ("agency", "weekly")
    )
    said = make.statement(speaker=make.speaker("potanin"), via=[first, second], article=make.article())
    assert read(f"statements/{said.pk}/")["chain"] == [
        {"speaker": "potanin"},
        {"article": str(first.pk), "publisher": "agency"},
        {"article": str(second.pk), "publisher": "weekly"},
        {"article": str(said.article_id), "publisher": None},
    ]


def test_a_quote_of_a_held_text_has_its_context_and_its_place():
    text = make.snapshot(make.article(), "Before it. The words. After it.")
    row = read(f"statements/{make.statement(snapshot=text, quote='The words').pk}/")
    assert row["quote"] == {"exact": "The words", "prefix": "Before it. ", "suffix": ". After it."}
    assert {k: row["anchor"][k] for k in ("status", "start", "end", "unit", "snapshot_sha256", "text_available")} == {
        "status": "exact", "start": 11, "end": 20, "unit": "codepoint", "snapshot_sha256": text.sha256, "text_available": True,
    }  # fmt: skip


def test_a_quote_of_a_text_that_is_not_held_has_no_context():
    text = make.snapshot(make.article())
    place = {"quote_exact": "read", "quote_start": 25, "quote_end": 29, "anchor_status": "exact"}
    row = read(f"statements/{make.statement(snapshot=text, article=text.article, **place).pk}/")
    assert row["quote"] == {"exact": "read", "prefix": None, "suffix": None}
    assert row["anchor"]["text_available"] is False


def test_a_text_that_is_taken_down_takes_the_context_with_it():
    text = make.snapshot(make.article(), "Before it. The words. After it.")
    said = make.statement(snapshot=text, quote="The words")
    type(text).objects.filter(pk=text.pk).update(text=None, text_state="taken_down")
    row = read(f"statements/{said.pk}/")
    assert row["quote"] == {"exact": "The words", "prefix": None, "suffix": None}
    assert (row["anchor"]["status"], row["anchor"]["text_available"]) == ("withheld", False)


def test_what_is_absent_is_null():
    row = read(f"statements/{make.statement().pk}/")
    absent = (
        "role_as_printed",
        "affiliation",
        "said_on",
        "said_on_precision",
        "venue",
        "hedge",
        "quote",
        "anchor",
    )
    assert [row[name] for name in absent] == [None] * len(absent)
    assert row["article"]["publisher"] is None


def test_a_denial_of_the_claim_itself_has_no_counter_claim():
    denial = make.statement(stance="denies")
    edge = make.rebuttal(statement=denial, target_claim=denial.claim, ground="denial")
    assert read(f"rebuttals/{edge.pk}/")["counter_claim"] is None
    assert read(f"claims/{denial.claim_id}/")["rebuttal_count"] == 1


def test_a_claim_names_each_speaker_once_for_each_stance():
    claim, speaker = make.claim(), make.speaker("putin")
    for stance in ("asserts", "asserts", "denies"):
        make.statement(claim=claim, speaker=speaker, stance=stance)
    assert [(s["slug"], s["stance"]) for s in read(f"claims/{claim.pk}/")["speakers"]] == [
        ("putin", "asserts"),
        ("putin", "denies"),
    ]


# --- fields, expand, conditional reads ----------------------------------------------------------------------------


def test_a_list_embeds_twenty_and_a_single_object_a_hundred_with_the_address_of_the_rest():
    claim, article, speaker = make.claim(), make.article(), make.speaker()
    Statement.objects.bulk_create(
        Statement(
            claim=claim,
            article=make.article() if n else article,
            speaker=speaker,
            fidelity="paraphrase",
            **make.reviewed(),
        )
        for n in range(110)
    )
    listed = read(f"claims/?id={claim.pk}&expand=statements")["results"][0]
    alone = read(f"claims/{claim.pk}/")
    assert (len(listed["statements"]), len(alone["statements"])) == (20, 100)
    assert (
        listed["statements_url"] == alone["statements_url"] == f"{HOST}/api/v1/statements/?claim={claim.pk}"
    )
    assert len(rows(f"statements/?claim={claim.pk}")) == listed["statement_count"] == 110


def test_fields_choose_members_at_every_depth_in_the_declared_order(loaded):
    (row, *_) = read(
        "claims/?fields=speakers.name,text,statements.article.publisher.slug&expand=statements&speaker=vladimir-potanin"
    )["results"]
    assert list(row) == ["text", "speakers", "statements", "statements_url"]
    assert {" ".join(s) for s in row["speakers"]} == {"name"}
    assert row["statements"][0] == {"article": {"publisher": {"slug": "rare-earth-exchanges"}}}


def test_a_field_of_a_list_that_was_not_expanded_is_refused(loaded):
    (error,) = client.get("/api/v1/claims/?fields=statements").json()["errors"]
    assert (error["parameter"], error["suggestion"]) == ("fields", "expand=statements")


def test_an_answer_is_sent_once(loaded):
    for path in ("/api/v1/claims/", f"/api/v1/claims/{Claim.objects.published().first().pk}/"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Cookie" not in first.get("Vary", "")
        assert not first.cookies


def test_a_stranger_who_rebuts_a_claim_changes_its_tag_but_not_its_version():
    claim = make.claim()
    before = client.get(f"/api/v1/claims/{claim.pk}/")
    make.rebuttal(target_claim=claim)
    after = client.get(f"/api/v1/claims/{claim.pk}/")
    assert before["ETag"] != after["ETag"]
    assert before["ETag"].partition("-")[0] == after["ETag"].partition("-")[0]
    assert before.json()["version"] == after.json()["version"]
    assert before.json()["updated_at"] < after.json()["updated_at"]


def test_a_claim_gets_a_new_version_with_its_own_words():
    claim = make.claim()
    before = read(f"claims/{claim.pk}/")
    Claim.objects.filter(pk=claim.pk).update(text="Other words.")
    after = read(f"claims/{claim.pk}/")
    assert (after["text"], after["version"]) == ("Other words.", before["version"] + 1)
