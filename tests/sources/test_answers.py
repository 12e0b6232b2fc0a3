"""Speakers and articles are answered in the shapes of the contract, from the sample data."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from reeapi.api.fields import choose
from reeapi.api.representation import compiled, plain
from reeapi.api.shapes import OBJECT_LIMIT
from sources.models import Speaker
from sources.views import ArticleViewSet, SpeakerViewSet
from tests import factories as make

pytestmark = pytest.mark.django_db
client = Client()  # one for all: each of its own would load the middleware anew
DATA = Path(__file__).resolve().parents[2] / "data"
HOST = "http://testserver"
VIEWS = {"speakers": SpeakerViewSet, "articles": ArticleViewSet}
END = "created_at updated_at version"
SPEAKER = "slug url name kind named article aliases website wikidata is_publisher claim_count rebuttal_count"
ARTICLE = "id url title display_title source_url publisher authors published_on language kind syndicated_from"
IN_A_LIST = {"speakers": f"{SPEAKER} {END}", "articles": f"{ARTICLE} {END}"}
ALONE = {
    "speakers": f"{SPEAKER} affiliations {END}",
    "articles": f"{ARTICLE} citations snapshots provenance {END}",
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


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / f"{name}.ndjson").read_text().splitlines()]


@pytest.mark.parametrize("room", VIEWS)
def test_a_list_has_the_members_of_the_contract_in_their_order(loaded, room):
    assert {" ".join(row) for row in read(f"{room}/")["results"]} == {IN_A_LIST[room]}


@pytest.mark.parametrize("room", VIEWS)
def test_a_single_object_has_the_members_of_the_contract_in_their_order(loaded, room):
    for row in read(f"{room}/?page_size=4")["results"]:
        assert " ".join(read(f"{room}/{row.get('id') or row['slug']}/")) == ALONE[room]


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


def test_every_article_of_the_dataset_is_answered_as_it_was_written(loaded):
    answers = {row["id"]: row for row in read("articles/?expand=citations")["results"]}
    assert answers.keys() == {line["id"] for line in lines("articles")}
    for line in lines("articles"):
        row = answers[line["id"]]
        assert row["title"] == line.get("title")
        assert row["published_on"] == line.get("published_on")
        assert [author["slug"] for author in row["authors"]] == line.get("authors", [])
    cited = {(pk, c["relation"], c["article"]["id"]) for pk, row in answers.items() for c in row["citations"]}
    assert cited == {(c["article"], c["relation"], c["cited"]) for c in lines("citations")}


def test_unnamed_groups_are_listed_only_when_asked_for(loaded):
    unnamed = {line["slug"] for line in lines("speakers") if line.get("named") is False}
    assert {row["slug"] for row in read("speakers/?named=false")["results"]} == unnamed
    listed = read("speakers/?page_size=200")["results"]
    assert {row["named"] for row in listed} == {True}
    assert not unnamed & {row["slug"] for row in listed}


def test_an_article_without_a_title_says_so():
    outlet = make.speaker("weekly", name="The Weekly", kind="publication")
    row = read(f"articles/{make.article(title='', publisher=outlet, published_on=date(2025, 2, 25)).pk}/")
    assert (row["title"], row["display_title"]) == (None, "(untitled in The Weekly, 2025-02-25)")


def test_an_article_shows_the_hash_of_its_text_and_never_the_text():
    text = make.snapshot(make.article(), "Nobody may read these words here.")
    answer = client.get(f"/api/v1/articles/{text.article_id}/")
    (shown,) = answer.json()["snapshots"]
    assert list(shown) == ["sha256", "length", "canonical_version", "captured_at"]
    assert (shown["sha256"], shown["length"]) == (text.sha256, len(text.text))
    assert "Nobody may read" not in answer.content.decode()


def test_authors_stand_in_the_order_of_the_byline():
    names = ["third", "first", "second"]
    made = make.article(*(make.speaker(name) for name in names))
    assert [author["slug"] for author in read(f"articles/{made.pk}/")["authors"]] == names


def test_a_speaker_shows_affiliations_alone_and_when_expanded():
    tie = make.affiliation(role="owner", start_date=date(2012, 12, 17))
    make.statement(speaker=tie.speaker, affiliation=tie.organization)
    expected = {
        "organization": {
            "slug": tie.organization.slug,
            "url": f"{HOST}/api/v1/speakers/{tie.organization.slug}/",
            "name": tie.organization.name,
        }
    }
    expected |= {"role": "owner", "start_date": "2012-12-17", "end_date": None}
    assert read(f"speakers/{tie.speaker.slug}/")["affiliations"] == [expected]
    assert read(f"speakers/?id={tie.speaker.slug}&expand=affiliations")["results"][0]["affiliations"] == [
        expected
    ]
    assert "affiliations" not in read(f"speakers/?id={tie.speaker.slug}")["results"][0]


def test_a_group_of_one_article_names_it():
    article = make.article(title="Their only home")
    group = make.speaker("critics", kind="group", named=False, article=article)
    make.statement(speaker=group, article=article)
    row = read("speakers/critics/")
    assert (row["named"], row["article"]["title"]) == (False, "Their only home")


def test_a_speaker_who_says_more_gets_another_tag_but_no_other_version():
    speaker = make.statement().speaker
    before = client.get(f"/api/v1/speakers/{speaker.slug}/")
    make.statement(speaker=speaker)
    after = client.get(f"/api/v1/speakers/{speaker.slug}/")
    assert (before.json()["claim_count"], after.json()["claim_count"]) == (1, 2)
    assert before["ETag"] != after["ETag"]
    assert before.json()["version"] == after.json()["version"]
    assert (
        client.get(f"/api/v1/speakers/{speaker.slug}/", headers={"If-None-Match": after["ETag"]}).status_code
        == 304
    )


def test_a_name_that_changes_is_shown_everywhere_at_once():
    said = make.statement(speaker=make.speaker("putin", name="V. Putin"))
    Speaker.objects.filter(slug="putin").update(name="Vladimir Putin")
    assert read(f"statements/{said.pk}/")["speaker"]["name"] == "Vladimir Putin"
    assert read(f"claims/{said.claim_id}/")["speakers"][0]["name"] == "Vladimir Putin"
