"""What was public and is not any more says when and why, or leads on; nothing else of it is told."""

import pytest
from django.db import connection

from claims.models import Claim
from sources.models import Article, Speaker
from tests import factories as make
from tests.hidden import MARK, ROOMS, VIEWS, answer_of, client, crawl, lists, rows_of, world, world_of_all

pytestmark = pytest.mark.django_db
__all__ = ["world", "world_of_all"]  # fixtures


def a_day_passes() -> None:
    """What is public now has been so since yesterday: a row made and unmade within a transaction was never seen."""
    with connection.cursor() as sql:
        sql.execute("SET LOCAL session_replication_role = replica")
        for model in ROOMS.values():
            sql.execute(f"UPDATE {model._meta.db_table} SET published_at = published_at - interval '1 day'")
        sql.execute("SET LOCAL session_replication_role = origin")


def gone(path: str) -> dict:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    return answer.json()


@pytest.mark.parametrize("room", ["articles", "claims", "statements", "rebuttals", "supports"])
def test_what_was_withdrawn_says_when_and_why(world, room):
    a_day_passes()
    row = ROOMS[room].objects.published().latest("pk")
    row.withdraw("It was recorded twice.", cascade=True)
    problem = gone(f"{room}/{row.pk}/")
    row.refresh_from_db()
    assert problem["reason"] == "It was recorded twice."
    assert problem["withdrawn_on"] == f"{row.unpublished_at:%Y-%m-%d}"
    assert "It was recorded twice." in problem["detail"]


@pytest.mark.parametrize("cause", ["article", "claim", "statement"])
def test_what_rested_on_something_withdrawn_tells_the_reason_of_that(world, cause):
    a_day_passes()
    rebuttal = make.rebuttal(statement=world.denial, target_statement=world.statement)
    answer = make.rebuttal(target_rebuttal=rebuttal, statement=make.statement(article=world.article))
    a_day_passes()
    fields = {
        "status": "withdrawn",
        "withdrawn_at": make.NOW,
        "withdrawn_reason": f"The {cause} was a mistake.",
    }
    row = {"article": world.article, "claim": world.claim, "statement": world.statement}[cause]
    type(row).objects.filter(pk=row.pk).update(**fields)
    for path in (f"statements/{world.statement.pk}/", f"rebuttals/{rebuttal.pk}/", f"rebuttals/{answer.pk}/"):
        assert gone(path)["reason"] == f"The {cause} was a mistake."


def test_a_speaker_and_a_topic_that_nothing_public_uses_any_more_are_gone(world):
    a_day_passes()
    for row in (*Article.objects.published(), world.claim, world.counter):
        row.withdraw("All of it was a mistake.", cascade=True)
    assert gone("speakers/open-person/")["withdrawn_on"]
    assert gone("topics/open-topic/")["withdrawn_on"]
    assert all(rows_of(f"{room}/") == [] for room in VIEWS)


def test_what_is_gone_shows_nothing_of_what_it_was(world):
    a_day_passes()
    Claim.objects.filter(pk=world.claim.pk).update(text=MARK)
    world.claim.refresh_from_db()
    world.claim.withdraw("It was a mistake.", cascade=True)
    assert MARK not in answer_of(f"/api/v1/claims/{world.claim.pk}/")
    assert {path for path, text in crawl(lists()) if MARK in text} == set()


def leads_to(path: str) -> str:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 301, answer.content
    return answer["Location"]


def test_a_merged_claim_leads_to_its_successor(world):
    duplicate = make.claim(text="The plant is about to open.")
    a_day_passes()
    Claim.objects.filter(pk=duplicate.pk).update(merged_into=world.claim)
    assert leads_to(f"claims/{duplicate.pk}/?fields=id") == f"/api/v1/claims/{world.claim.pk}/?fields=id"
    assert [row["id"] for row in rows_of(f"claims/?id={duplicate.pk}")] == [str(world.claim.pk)]


def test_a_merged_speaker_leads_to_the_successor(world):
    duplicate = make.speaker("open-persona")
    make.article(duplicate)
    a_day_passes()
    Speaker.objects.filter(pk=duplicate.pk).update(merged_into=world.person)
    assert leads_to("speakers/open-persona/") == "/api/v1/speakers/open-person/"
    assert rows_of("claims/?speaker=open-persona") == rows_of("claims/?speaker=open-person") != []


@pytest.mark.parametrize("room", ["speakers", "topics"])
def test_a_former_slug_leads_to_the_present_one_and_filters_alike(world, room):
    row = world.person if room == "speakers" else world.topic
    old = row.slug
    type(row).objects.filter(pk=row.pk).update(slug="new-name")
    assert leads_to(f"{room}/{old}/") == f"/api/v1/{room}/new-name/"
    name = room.removesuffix("s")
    assert rows_of(f"claims/?{name}={old}") == rows_of(f"claims/?{name}=new-name") != []
