"""A world in which rows of every kind are drafts, withdrawn, or used by nothing else, and the ways to look for them.

A marker stands in every text of every private row, and in every private column of public ones.
"""

import re
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Rebuttal, Statement, Support, Topic
from reeapi.urls import router
from sources.models import Article, Curator, Snapshot, Speaker, Status
from tests import factories as make

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
numbers = count(1)


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


# --- What is looked at ---------------------------------------------------------------------------------------------


def lists() -> list[str]:
    """The address of every list with everything expanded."""
    expand = {room: ",".join(view.expandable) for room, view in VIEWS.items()}
    return [f"/api/v1/{room}/{names and f'?expand={names}'}" for room, names in expand.items()]


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


def nothing_but(text: str, sent: str) -> str:
    """An answer without the value that was sent, which it may repeat, and without its tag."""
    return re.sub(r"'ETag': '[^']*'", "", text).replace(quote(sent, safe=""), "…").replace(sent, "…")


def rows_of(path: str) -> list[dict]:
    return client.get(f"/api/v1/{path}").json()["results"]
