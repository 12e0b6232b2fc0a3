"""Under what a row goes on that ended: merged, or under another slug."""

from time import sleep

import pytest
from django.db import connection
from django.db.models import Max

from claims.models import Claim
from sources.models import Change
from tests import factories as make
from tests.servers import serving
from tests.sources.test_changes import asked, client_of_the_guide, database_url, start

pytestmark = pytest.mark.django_db(transaction=True)


def settled(token: str, **parameters: object) -> list[dict]:
    """What is told since the token, once nothing holds back what was noted: other databases of the server may."""
    noted = Change.objects.exclude(kind=Change.Kind.UNDONE).aggregate(last=Max("position"))["last"] or 0
    for _ in range(100):
        if Change.objects.end().position >= noted:
            break
        sleep(0.05)
    return asked(token, **parameters)["results"]


def successors(token: str, room: str) -> dict[str, str | None]:
    """Of what ended."""
    ended = [one for one in settled(token, resource=room) if one["type"] == "withdrawn"]
    return {one["id"]: one["successor"] for one in ended}


def test_a_merged_row_leads_to_its_successor_once_that_is_public():
    old, new = make.claim(), make.claim(status="draft")
    token = start()
    Claim.objects.filter(pk=old.pk).update(merged_into=new)
    (change,) = settled(token)
    assert (change["type"], change["id"], change["successor"]) == ("withdrawn", str(old.pk), None)
    new.publish("reviewer-9")
    assert settled(token)[0]["successor"] == str(new.pk)


@pytest.mark.parametrize("room", ["claims", "speakers"])
def test_what_was_merged_and_renamed_again_and_again_leads_to_where_it_is_now(room):
    rows = [make.statement(speaker=make.speaker(f"name-{n}")) for n in range(3)]
    first, second, third = (row.claim if room == "claims" else row.speaker for row in rows)
    keys = [row.slug if room == "speakers" else str(row.pk) for row in (first, second, third)]
    token = start()
    first.merge(second)
    assert successors(token, room) == {keys[0]: keys[1]}
    second.merge(third)
    assert successors(token, room) == {keys[0]: keys[2], keys[1]: keys[2]}
    if room == "speakers":
        for slug in ("another-name", "last-name"):
            type(third).objects.filter(pk=third.pk).update(slug=slug)
        assert successors(token, room) == dict.fromkeys([*keys, "another-name"], "last-name")
    for row in rows if room == "speakers" else [third]:
        row.refresh_from_db()
        row.withdraw("Wrong.", cascade=True)
    assert set(successors(token, room).values()) == {None}


@pytest.mark.parametrize("room", ["speakers", "topics"])
def test_a_renamed_row_ends_under_one_name_and_begins_under_the_other(room):
    row = make.topic("old-name") if room == "topics" else make.speaker("old-name")
    make.claim(row) if room == "topics" else make.statement(speaker=row)
    token = start()
    type(row).objects.filter(pk=row.pk).update(slug="new-name")
    first, second = settled(token)
    assert (first["type"], first["id"], first["successor"]) == ("withdrawn", "old-name", "new-name")
    assert (second["type"], second["id"]) == ("created", "new-name")


def test_a_copy_finds_what_is_referred_to_by_a_former_slug():
    topic = make.topic("mining")
    speaker = make.speaker("ada")
    statement = make.statement(claim=make.claim(topic), speaker=speaker)
    with serving(database_url()) as address:
        names = client_of_the_guide(address)
        (token, copy), moved = names["begin"](), {}
        connection.close()
        for slug in ("pits", "quarries", "pits"):
            type(topic).objects.filter(pk=topic.pk).update(slug=slug)
            type(speaker).objects.filter(pk=speaker.pk).update(slug=f"{slug}-ada")
            token = names["follow"](token, copy, moved)

    def found(resource: str, key: str) -> dict:
        while successor := moved.get((resource, key)):
            key = successor
        return copy[resource, key]

    (subject,) = copy["claims", str(statement.claim_id)]["topics"]
    assert (subject, found("topics", subject)["slug"]) == ("mining", "pits")
    said_by = copy["statements", str(statement.pk)]["speaker"]["slug"]
    assert (said_by, found("speakers", said_by)["slug"]) == ("ada", "pits-ada")
    assert {key for resource, key in copy if resource == "topics"} == {"pits"}
