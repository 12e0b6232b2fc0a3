"""Drafts, withdrawn rows and all that only these use are invisible to the public, whichever way it looks.

A marker stands in every text of every private row, and in every private column of public ones. Then everything that
the API can be asked is asked, and neither the marker nor the id of a private row may ever be seen.
"""

import json
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote
from uuid import uuid4

import pytest

from claims.models import Claim, TopicSlug
from reeapi.api.filters import (
    BooleanFilter,
    BoundFilter,
    ChoiceFilter,
    IdFilter,
    SlugFilter,
    TextFilter,
    TextSearch,
)
from sources.models import Affiliation, Article, Curator, Snapshot, Speaker
from sources.models.speakers import SpeakerSlug
from tests import factories as make
from tests.hidden import (
    ITEM,
    MARK,
    REVIEWED,
    ROOMS,
    SLUGGED,
    VIEWS,
    World,
    answer_of,
    client,
    crawl,
    lists,
    nothing_but,
    rows_of,
    texts_of,
    world,
    world_of_all,
)

pytestmark = pytest.mark.django_db
__all__ = ["world", "world_of_all"]  # fixtures
WITH_FACETS = {"claims", "rebuttals"}


@pytest.mark.parametrize(
    "model",
    [*REVIEWED, *SLUGGED, SpeakerSlug, TopicSlug, Affiliation, Snapshot, Curator],
    ids=lambda m: m.__name__,
)
def test_the_marker_stands_in_every_text_of_the_private_rows(world, model):
    texts = texts_of(model)
    rows = [{name: str(getattr(row, name)) for name in texts} for row in model._base_manager.all()]
    unmarked = [n for n in texts if not any(MARK in row[n] or ITEM in row[n] for row in rows)]
    assert texts
    assert unmarked == []


# --- Everything that can be asked ---------------------------------------------------------------------------------


def values_of(parameter, name: str) -> Iterator[str]:
    """Every value that leads anywhere: all choices, both truths, all public names and ids, the ends of time."""
    if name in {"ordering", "expand", "format"} or isinstance(parameter, ChoiceFilter):
        schema = parameter.schema()
        yield from schema.get("enum") or schema["items"]["enum"]
    elif isinstance(parameter, BooleanFilter) or name == "count":
        yield from ("true", "false")
    elif isinstance(parameter, SlugFilter):
        yield from parameter.target.objects.published().values_list("slug", flat=True)
    elif isinstance(parameter, IdFilter):
        yield from (str(model.objects.published().earliest("pk").pk) for model in REVIEWED)
    elif isinstance(parameter, TextSearch):
        yield from ("plant", "article", "open", "-lithium", '"The plant"')
    elif isinstance(parameter, BoundFilter):
        late, early = ("9999-12-31", "0001-01-01")
        yield from (d if parameter.schema()["format"] == "date" else f"{d}T00:00:00Z" for d in (late, early))
    elif name == "fields":
        yield from (field for field in sorted(parameter.names) if "." not in field)
    elif name == "page_size":
        yield "1"


def questions() -> Iterator[str]:
    """The address of every list with every parameter in turn."""
    for room, view in VIEWS.items():
        yield f"/api/v1/{room}/"
        for name, parameter in view.list_parameters().items():
            for value in values_of(parameter, name):
                expand = f"&expand={value.removesuffix('_url')}" if name == "fields" else ""
                hidden = expand[8:] in view.expandable
                words = "&q=plant" if value.endswith("relevance") else ""
                yield f"/api/v1/{room}/?{name}={quote(value)}{words}{expand if hidden else ''}"
                if room in WITH_FACETS and name in view.filterset_class.base_filters:
                    yield f"/api/v1/{room}/facets/?{name}={quote(value)}"


def test_nothing_private_is_ever_seen(world):
    secret = world.secrets()
    elsewhere = [
        "/",
        "/problems/",
        "/api/v1/",
        "/api/docs/",
        "/api/schema/",
        "/robots.txt",
        "/livez",
        "/readyz",
    ]
    answers = dict(crawl([*elsewhere, *lists(), *questions()]))
    answers |= {
        f"{method} {path}": answer_of(path, method)
        for path in VIEWS
        for method in ("OPTIONS", "HEAD", "POST")
    }
    assert {path: secret.search(text).group() for path, text in answers.items() if secret.search(text)} == {}
    assert len(answers) > 600
    assert {f"/api/v1/{room}/" for room in VIEWS} < set(answers)
    assert f"/api/v1/claims/{world.claim.pk}/" in answers
    assert answers[f"/api/v1/claims/{world.claim.pk}/history/"].startswith("200")


def test_a_crawl_sees_the_marker_where_it_is_public(world):
    Claim.objects.filter(pk=world.claim.pk).update(text=f"It says {MARK}.")
    seen = [path for path, text in crawl(lists()) if MARK in text]
    assert {path.split("/")[3] for path in seen} >= {"claims", "statements", "rebuttals"}


def private_values(world: World, parameter, name: str) -> Iterator[tuple[str, str]]:
    """Pairs of a value that means a private row and one that means nothing at all, alike in form."""
    if isinstance(parameter, SlugFilter):
        for row in world.one_of_each(parameter.target):
            yield row.slug, row.slug.replace(MARK, "zqxnobody")
            yield f"{row.slug}x", f"{row.slug}x".replace(MARK, "zqxnobody")
        former = SpeakerSlug if parameter.target is Speaker else TopicSlug
        yield from ((f.slug, f.slug.replace(MARK, "zqxnobody")) for f in former.objects.all())
    elif isinstance(parameter, IdFilter):
        yield from ((str(row.pk), str(uuid4())) for model in REVIEWED for row in world.one_of_each(model))
    elif name == "wikidata":
        yield ITEM, "Q12345678"
    elif isinstance(parameter, TextSearch | TextFilter):
        yield MARK, "zqxnobody"
        yield from ((a.url, "https://nobody.example/") for a in world.one_of_each(Article))


@pytest.mark.parametrize("room", VIEWS)
def test_a_filter_answers_for_a_private_value_as_for_one_that_does_not_exist(world, room):
    asked = 0
    for name, parameter in VIEWS[room].list_parameters().items():
        counted = (
            ["facets/"] if room in WITH_FACETS and name in VIEWS[room].filterset_class.base_filters else []
        )
        for path, (private, missing) in product(["", *counted], private_values(world, parameter, name)):
            known, unknown = (
                answer_of(
                    f"/api/v1/{room}/{path}?{name}={quote(value, safe='')}{'' if path else '&count=true'}"
                )
                for value in (private, missing)
            )
            assert nothing_but(known, private) == nothing_but(unknown, missing), (path, name, private)
            asked += 1
    assert asked > 0


@pytest.mark.parametrize("room", ROOMS)
def test_a_private_row_and_a_missing_one_are_indistinguishable(world, room):
    rows = world.private(ROOMS[room])
    assert rows
    for row in rows:
        key = str(row.pk) if ROOMS[room] in REVIEWED else row.slug
        missing = str(uuid4()) if ROOMS[room] in REVIEWED else key.replace(MARK, "zqxnobody")
        for method, query in (
            ("GET", ""),
            ("GET", "?fields=url"),
            ("GET", "?as_of=2025-01-01T00:00:00Z"),
            ("GET", "history/"),
            ("HEAD", ""),
            ("OPTIONS", ""),
            ("DELETE", ""),
            ("PUT", ""),
        ):
            known, unknown = (answer_of(f"/api/v1/{room}/{k}/{query}", method) for k in (key, missing))
            assert nothing_but(known, key) == nothing_but(unknown, missing)
            assert method != "GET" or known.startswith("404")


def test_former_slugs_of_private_rows_lead_nowhere(world):
    for room, model in (("speakers", SpeakerSlug), ("topics", TopicSlug)):
        for former in model.objects.all():
            assert answer_of(f"/api/v1/{room}/{former.slug}/").startswith("404")


# --- What is counted ----------------------------------------------------------------------------------------------


def test_counts_are_of_public_rows(world):
    for room, model in ROOMS.items():
        named = "&named=true" if room == "speakers" else ""
        answer = client.get(f"/api/v1/{room}/?count=true&page_size=200{named}").json()
        public = model.objects.published().filter(**{"named": True} if named else {})
        assert answer["count"] == len(answer["results"]) == public.count()


def test_counters_agree_with_the_lists_that_they_count(world):
    claims = {row["id"]: row for row in rows_of("claims/?expand=statements,rebuttals,supports")}
    for row in claims.values():
        assert row["statement_count"] == len(row["statements"])
        assert row["rebuttal_count"] == len({r["counter_claim"]["id"] for r in row["rebuttals"]})
        assert row["support_count"] == len({s["counter_claim"]["id"] for s in row["supports"]})
    for topic in rows_of("topics/"):
        assert topic["claim_count"] == sum(topic["slug"] in row["topics"] for row in claims.values())
    for speaker in rows_of("speakers/"):
        said = sum(speaker["slug"] in {s["slug"] for s in row["speakers"]} for row in claims.values())
        assert speaker["claim_count"] == said
        assert speaker["rebuttal_count"] == len(rows_of(f"rebuttals/?critic={speaker['slug']}"))


def test_saving_a_copy_from_before_a_count_moved_does_not_undo_the_count(world):
    """A form that was opened before a claim went public is saved after it."""
    old = make.speaker("open-newcomer")
    make.statement(claim=world.claim, speaker=old, article=world.article)
    old.website = "https://newcomer.example/"
    old.save()
    old.refresh_from_db()
    assert (old.is_public, old.claim_count) == (True, 1)


def test_suggestions_are_of_public_names_alone(world):
    errors = json.loads(client.get("/api/v1/claims/?speaker=open-persn&topic=zqxmarkr").content)["errors"]
    assert [error.get("suggestion") for error in errors] == ["open-person", None]
