"""Filters by slug or id, for staff who see drafts, and for everybody else, who must not learn of them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests import factories as make
from tests.programs import Program, refused

pytestmark = pytest.mark.django_db
anybody = Client()


@pytest.fixture
def curator() -> Program:
    return Program("curator-8", "Curator")


@pytest.fixture
def draft():
    """A statement that nobody has reviewed, on a claim, by a speaker and in an article that nothing public uses."""
    article = make.article(status="draft", publisher=make.speaker("unseen-paper", kind="publication"))
    claim = make.claim(make.topic("unseen-topic"), status="draft")
    return make.statement(
        claim=claim, speaker=make.speaker("unseen-speaker"), article=article, status="draft"
    )


def ids(program: Program, path: str) -> list[str]:
    answer = program.call("GET", path)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


QUESTIONS = [
    "claims/?speaker=unseen-speaker", "claims/?publisher=unseen-paper", "claims/?topic=unseen-topic",
    "statements/?speaker=unseen-speaker", "statements/?topic=unseen-topic", "articles/?publisher=unseen-paper",
    "rebuttals/?critic=unseen-speaker",
]  # fmt: skip


@pytest.mark.parametrize("path", QUESTIONS)
def test_what_is_a_draft_is_found_by_what_it_refers_to(curator, draft, path):
    """Without `status` the list is of public rows, of which there are none; with it the drafts are there."""
    edge = make.rebuttal(statement=draft, status="draft")
    assert ids(curator, path) == []
    expected = {
        "claims": draft.claim_id,
        "statements": draft.pk,
        "articles": draft.article_id,
        "rebuttals": edge.pk,
    }
    assert ids(curator, f"{path}&status=draft") == [str(expected[path.split("/")[0]])]


@pytest.mark.parametrize("path", QUESTIONS)
def test_those_who_see_no_drafts_are_told_of_them_as_of_nothing(draft, path):
    program = Program("reads-alone", "Curator", scope="read")
    nothing = path.replace("unseen", "nobodys")
    for caller in (anybody.get, lambda address: program.call("GET", address.removeprefix("/api/v1/"))):
        known, unknown = caller(f"/api/v1/{path}"), caller(f"/api/v1/{nothing}")
        assert refused(known, 400).keys() == refused(unknown, 400).keys()
        assert known.content.decode().replace("unseen", "nobodys") == unknown.content.decode()


@pytest.mark.parametrize("kind", ["rebuttals", "supports"])
def test_a_draft_is_found_by_who_stated_its_target_as_a_draft_or_in_public(curator, draft, kind):
    """What targets a draft's claim, what targets the draft itself, and what targets a public claim."""
    stated = make.statement(speaker=make.speaker("seen-speaker"))
    drawn = {"rebuttals": make.rebuttal, "supports": make.support}[kind]
    edges = [
        drawn(statement=make.statement(), status="draft", **target)
        for target in (
            {"target_claim": draft.claim},
            {"target_statement": draft},
            {"target_claim": stated.claim},
        )
    ]
    of_draft = ids(curator, f"{kind}/?status=draft&target_speaker=unseen-speaker")
    assert sorted(of_draft) == sorted(str(edge.pk) for edge in edges[:2])
    assert ids(curator, f"{kind}/?status=draft&target_speaker=seen-speaker") == [str(edges[2].pk)]
    assert ids(curator, f"{kind}/?target_speaker=unseen-speaker") == []


def test_who_sees_drafts_of_rebuttals_alone_learns_of_no_statement_by_their_targets(draft):
    make.rebuttal(target_claim=make.claim(), status="draft")
    make.rebuttal(target_claim=draft.claim, status="draft")
    program = Program("writer-of-rebuttals")
    program.user.user_permissions.set(Permission.objects.filter(codename="change_rebuttal"))
    refused(program.call("GET", "rebuttals/?status=draft&target_speaker=unseen-speaker"), 400)
    make.statement(speaker=draft.speaker)  # the name is public now
    assert ids(program, "rebuttals/?status=draft&target_speaker=unseen-speaker") == []


def test_who_sees_drafts_of_claims_alone_learns_nothing_of_other_drafts_by_a_filter(draft):
    program = Program("writer-of-claims")
    program.user.user_permissions.set(Permission.objects.filter(codename="change_claim"))
    path = "claims/?status=draft"
    assert ids(program, path) == [str(draft.claim_id)]
    assert ids(program, f"{path}&article={draft.article_id}") == []
    assert ids(program, f"{path}&stance={draft.stance}") == []
    refused(program.call("GET", f"{path}&speaker=unseen-speaker"), 400)


def test_drafts_are_found_by_their_own_ids_and_by_those_of_others(curator, draft):
    assert ids(curator, f"claims/?status=draft&id={draft.claim_id}") == [str(draft.claim_id)]
    assert ids(curator, f"claims/?status=draft,published&article={draft.article_id}") == [str(draft.claim_id)]
    assert ids(curator, f"statements/?status=draft&claim={draft.claim_id}") == [str(draft.pk)]
    assert ids(curator, f"claims/?status=withdrawn&speaker={draft.speaker.slug}") == []


def test_one_statement_of_those_states_has_to_meet_all_conditions(curator, draft):
    make.statement(claim=draft.claim, stance="denies", status="draft")
    assert draft.stance != "denies"
    assert ids(curator, "claims/?status=draft&speaker=unseen-speaker&stance=denies") == []
    counted = curator.call("GET", "claims/?status=draft&speaker=unseen-speaker&count=true").json()
    assert counted["count"] == 1
    draft.delete()
    assert curator.call("GET", "claims/?status=draft&speaker=unseen-speaker&count=true").json()["count"] == 0


def test_a_slug_may_be_written_with_capitals_as_in_an_address():
    written = make.article(publisher=make.speaker("harbour-gazette", kind="publication"))
    found = anybody.get("/api/v1/articles/?publisher=Harbour-GAZETTE&fields=id").json()["results"]
    assert found == [{"id": str(written.pk)}]
