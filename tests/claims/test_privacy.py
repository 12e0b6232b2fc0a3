"""Drafts, withdrawn rows and all that only these use are invisible to the public, whichever way it looks.

A marker stands in every text of every private row, and in every private column of public ones. Then everything that
the API can be asked is asked, and neither the marker nor the id of a private row may ever be seen.
"""

import json
import re
from collections.abc import Iterator
from itertools import count, product
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Rebuttal, Statement, Support, Topic, TopicSlug
from reeapi.api.filters import (
    BooleanFilter,
    BoundFilter,
    ChoiceFilter,
    IdFilter,
    SlugFilter,
    TextFilter,
    TextSearch,
)
from reeapi.urls import router
from sources.models import Affiliation, Article, Curator, Snapshot, Speaker, Status
from sources.models.speakers import SpeakerSlug
from tests import factories as make

pytestmark = pytest.mark.django_db
client = Client()  # one for all: each of its own would load the middleware anew
MARK = "zqxmarker"
ITEM = "Q98765432"  # the marker of columns that hold Wikidata items
BEFORE = "The plant opens in May, so the ministry says, and it has said so for several years now. "
REVIEWED = (Article, Claim, Statement, Rebuttal, Support)
SLUGGED = (Speaker, Topic)
ROOMS = {
    "articles": Article,
    "claims": Claim,
    "statements": Statement,
    "rebuttals": Rebuttal,
    "supports": Support,
}
ROOMS |= {"speakers": Speaker, "topics": Topic}
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}
WITH_FACETS = {"claims", "rebuttals"}
numbers = count(1)


# --- What is there ------------------------------------------------------------------------------------------------


def texts_of(model: type[models.Model]) -> list[str]:
    """The columns of free text: what a constraint keeps to codes, tags or hashes cannot hold a marker."""
    fixed = {"language", "sha256", "raw_sha256", "said_on_precision", "first_said_on_precision"}
    cut = {"quote_prefix", "quote_suffix"}  # out of the snapshot's text, by trigger
    kinds = models.CharField | models.TextField | ArrayField
    fields = [f for f in model._meta.concrete_fields if isinstance(f, kinds) and not f.choices]
    return [f.name for f in fields if f.name not in fixed | cut]


def marked() -> str:
    return f"{MARK}-{next(numbers)}"


def hidden_speaker(**fields) -> Speaker:
    fields = {"name": marked(), "aliases": [marked()], "website": f"https://{MARK}.example/"} | fields
    return make.speaker(marked(), **fields)


def hidden_article(**fields) -> Article:
    fields = {"title": marked(), "url": f"https://example.org/{marked()}", "recorded_by": MARK} | fields
    return make.article(hidden_speaker(), publisher=hidden_speaker(kind="publication"), **fields)


def snapshot_marks() -> dict:
    """The marker for all that is known of a captured text beside the text, whose hashes cannot hold it."""
    others = set(texts_of(Snapshot)) - {"text"}
    private_lists = {f.name for f in Snapshot._meta.concrete_fields if f.name in ("removed", "notes")}
    return dict.fromkeys(others, MARK) | {name: [{"text": MARK, "times": 1}] for name in private_lists}


def hidden_quote(article: Article) -> dict:
    text = f"{marked()} said {marked()} to {marked()}"
    place = make.snapshot(article, text, **snapshot_marks())
    return {"snapshot": place, "quote": text[:12]} | {"role_as_printed": MARK, "venue": MARK, "hedge": MARK}


class World:
    """Public rows without a marker in what is shown of them, and private ones around them."""

    def __init__(self) -> None:
        self.outlet = make.speaker("open-outlet", kind="publication")
        self.person, self.critic = make.speaker("open-person"), make.speaker("open-critic")
        self.company = make.speaker("open-company", kind="organization")
        self.topic = make.topic("open-topic")
        self.article = make.article(self.person, publisher=self.outlet, title="An open article")
        self.claim = make.claim(self.topic, text="The plant opens soon.")
        self.counter = make.claim(self.topic, text="The plant never opens.")
        text = make.snapshot(self.article, BEFORE + MARK, **snapshot_marks())
        self.statement = make.statement(
            claim=self.claim,
            speaker=self.person,
            snapshot=text,
            quote="opens in May",
            affiliation=self.company,
        )
        self.denial = make.statement(claim=self.counter, speaker=self.critic, article=self.article)
        self.rebuttal = make.rebuttal(statement=self.denial, target_claim=self.claim)
        self.support = make.support(statement=self.statement, target_article=self.article, relation="praises")
        make.affiliation(speaker=self.person, organization=self.company)
        for status in (Status.DRAFT, Status.WITHDRAWN):
            self.hide(status)
        self.hide_around_public_rows()

    def hide(self, status: str) -> None:
        """One private row of each kind, and published rows that rest on each."""
        review = {"status": status, "recorded_by": MARK, "reviewed_by": MARK}
        if status == Status.WITHDRAWN:
            review["withdrawn_reason"] = MARK  # it never was public, so neither is the reason
        resting = {"recorded_by": MARK, "reviewed_by": MARK}
        article = hidden_article(**review)
        topic = make.topic(marked(), name=marked(), broader=make.topic(marked(), name=marked()))
        claim = make.claim(topic, text=marked(), **review)
        statement = make.statement(
            claim=self.claim, speaker=hidden_speaker(), **hidden_quote(self.article), **review
        )
        own = make.statement(
            claim=self.counter, speaker=self.critic, article=make.article(publisher=self.outlet)
        )
        edge = {"note": MARK, "statement": own}
        rebuttal = make.rebuttal(target_claim=make.claim(text=marked(), **review), **edge, **review)
        make.rebuttal(target_article=self.article, **edge, **review)
        make.support(target_claim=self.claim, **edge, **review)
        about = make.claim(topic, text=marked(), about_article=article, **resting)
        on_claim = make.statement(
            claim=claim, speaker=self.person, **hidden_quote(hidden_article(**review)), **resting
        )
        make.statement(claim=self.claim, speaker=self.person, **hidden_quote(article), **resting)
        make.statement(claim=about, speaker=self.person, article=self.article, **resting)
        make.statement(
            claim=self.claim, speaker=self.critic, article=own.article, via=[article], venue=MARK, **resting
        )
        for target in (
            {"target_claim": claim},
            {"target_statement": on_claim},
            {"target_article": article},
            {"target_rebuttal": rebuttal},
        ):
            make.rebuttal(**edge, **target, **resting)
            make.support(**edge, **target, **resting)
        make.rebuttal(statement=statement, target_article=self.article, note=MARK, **resting)
        make.rebuttal(statement=on_claim, target_claim=self.claim, note=MARK, **resting)

    def hide_around_public_rows(self) -> None:
        """Private rows that public ones point to or are pointed to by."""
        draft = hidden_article(status=Status.DRAFT)
        make.affiliation(speaker=self.person, organization=hidden_speaker(kind="organization"), role=marked())
        make.citation(self.article, draft)
        make.citation(draft, self.article)
        make.article(publisher=self.outlet, syndicated_from=draft)
        group = make.speaker("open-critics", kind="group", named=False, article=draft)
        make.statement(claim=self.claim, speaker=group, article=self.article)
        hidden_speaker(kind="group", named=False, article=draft)
        hidden_speaker(wikidata=ITEM, merged_into=hidden_speaker())
        make.topic(marked(), name=marked(), wikidata=ITEM, broader=self.topic)
        make.claim(text=marked(), merged_into=Claim.objects.drafts().first())
        for row in (hidden_speaker(), make.topic(marked(), name=marked())):
            row.slug = marked()  # the one before is kept as a former slug
            row.save()
        user = get_user_model().objects.create(
            username=MARK, email=f"{MARK}@example.org", first_name=MARK, last_name=MARK, password=MARK
        )
        Curator.objects.create(user=user, handle=marked())

    def private(self, model: type[models.Model]) -> list:
        return list(model.objects.filter(is_public=False))

    def one_of_each(self, model: type[models.Model]) -> list:
        """A private row of each status."""
        return list({getattr(row, "status", ""): row for row in self.private(model)}.values())

    def secrets(self) -> re.Pattern:
        """The marker, the private items, the id of every private row, and the hash of every private text."""
        ids = [row.pk for model in REVIEWED for row in self.private(model)]
        hashes = Snapshot.objects.exclude(article__is_public=True).values_list("sha256", flat=True)
        return re.compile("|".join(map(re.escape, [MARK, ITEM, *map(str, ids), *hashes])), re.IGNORECASE)


@pytest.fixture(scope="module")
def world_of_all(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(world_of_all: World, db: None) -> World:
    """The same rows for every test, as they are in the database: what a test changes is undone after it."""
    for row in vars(world_of_all).values():
        row.refresh_from_db()
    return world_of_all


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


def lists() -> list[str]:
    """The address of every list with everything expanded."""
    expand = {room: ",".join(view.expandable) for room, view in VIEWS.items()}
    return [f"/api/v1/{room}/{names and f'?expand={names}'}" for room, names in expand.items()]


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


def answer_of(path: str, method: str = "GET") -> str:
    """Status, headers and body of an answer as one text."""
    answer = client.generic(method, path)
    body = answer.getvalue().decode() if answer.streaming else answer.content.decode()
    assert answer.status_code < 500, path
    return f"{answer.status_code}\n{answer.headers}\n{body}"


def links_in(text: str) -> set[str]:
    found = re.findall(r"http://testserver(/[^\"\\<> ]*)", text)
    return {link.split("#")[0] for link in found if link.startswith("/api/v1/")}


def pasts(paths: set[str], now: str) -> list[str]:
    """The history of each single object among the addresses, and what it was at that time."""
    alone = {path for path in paths if re.fullmatch(r"/api/v1/[a-z]+/[^/?]+/", path)}
    return [address for path in alone for address in (f"{path}history/", f"{path}?as_of={now}")]


def crawl(paths: list[str]) -> Iterator[tuple[str, str]]:
    """(path, answer) of these addresses and of all that they lead to."""
    done: set[str] = set()
    now = quote(timezone.now().isoformat())
    while paths:
        path = paths.pop()
        if path not in done:
            done.add(path)
            text = answer_of(path)
            found = links_in(text) - done
            paths += [*found, *pasts(found, now)]
            yield path, text


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


def nothing_but(text: str, sent: str) -> str:
    """An answer without the value that was sent, which it may repeat, and without its tag."""
    return re.sub(r"'ETag': '[^']*'", "", text).replace(quote(sent, safe=""), "…").replace(sent, "…")


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


def rows_of(path: str) -> list[dict]:
    return client.get(f"/api/v1/{path}").json()["results"]


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


# --- What was public ----------------------------------------------------------------------------------------------


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
