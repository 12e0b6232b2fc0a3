"""Both documents curated at the desk, by a browser that does what a curator would, as far as the sample data go.

It marks the words of every statement in `data/`, types its claim, and corrects whatever the desk proposes otherwise. What it
needs beyond the words of the claims is counted and printed, and what stands in the database then is compared with `data/`.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from claims.models import Claim, Rebuttal, Statement, Support, Topic
from sources.canonical import canonicalise
from sources.ingestion.capturing import capture
from sources.ingestion.facts import Facts
from sources.ingestion.reading import read as read_page
from sources.models import Article, Curator
from tests.browsing import PASSWORD, chromium, read, signed_in
from tests.hands import CLAIMS, DATA, EDGES, ROOT, SPEAKERS, TOPICS, Curating
from tests.servers import own_database, serving

SEEDS = ROOT.parent / "shared" / "seeds"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the two documents are not part of the project"),
]
expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker) -> Iterator[str]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
    with django_db_blocker.unblock(), own_database() as url:
        user = User.objects.create_user("mira", password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name="Curator"))
        Curator.objects.create(user=user, handle="mira")
        Topic.objects.bulk_create(Topic(slug=slug, name=name) for slug, name in TOPICS.items())
        for file in sorted(SEEDS.glob("0*.txt")):
            address = next(a["url"] for a in DATA["article"] if "url" in a and is_text_of(a, file))
            capture(
                read_page(file.read_bytes(), Facts(url=address, publisher="Rare Earth Exchanges")), "mira"
            )
        with serving(url, LOG_LEVEL="ERROR") as address:
            yield address
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def is_text_of(article: dict[str, Any], file: Path) -> bool:
    return old_text(article["id"], file) is not None


def old_text(article: str, file: Path) -> str | None:
    """The text of a file as the data count in it, if it is that of the article."""
    one = next((s for s in DATA["snapshot"] if s["article"] == article), None)
    text = canonicalise(file.read_text(), one["canonical_version"]) if one else ""
    return text if one and len(text) == one["length"] else None


def curated(page: Page, address: str, article: Article, file: Path) -> dict[str, Any]:
    """Record all statements of a document, in the order in which they were recorded, with the edges whose target is there."""
    theirs = next(one["id"] for one in DATA["article"] if one.get("url") == article.url)
    hands = Curating(page, article, old_text(theirs, file) or "")
    wanted = sorted((one for one in DATA["statement"] if one["article"] == theirs), key=lambda one: one["id"])
    counts, seconds, edges = [], [], []
    began = perf_counter()
    read(page, address, article.pk)
    opened = perf_counter() - began
    for one in wanted:
        made = [
            (kind, edge)
            for kind, edge in EDGES
            if edge["statement"] == one["id"] and can_be_drawn(edge, hands.known)
        ]
        hands.done, topics = 0, hands.of_topics
        seconds.append(hands.record(one, made))
        counts.append((made[0][0] if made else "claim", hands.done, hands.of_topics - topics))
        edges += made
    return {
        "counts": counts, "seconds": seconds, "opened": opened, "why": hands.why, "wanted": wanted, "edges": edges,
        "topics": hands.filled_in, "targets": hands.drawn,
    }  # fmt: skip


def can_be_drawn(edge: dict[str, Any], known: dict[str, str]) -> bool:
    """Whether its target is an article, or a claim that was recorded before it."""
    return "target_article" in edge or edge.get("target_claim") in known


def test_both_documents_are_curated_at_the_desk(address, capsys):
    with chromium() as browser, signed_in(browser, address, "mira") as page:
        results = []
        for file in sorted(SEEDS.glob("0*.txt")):
            url = next(a["url"] for a in DATA["article"] if "url" in a and is_text_of(a, file))
            results.append(curated(page, address, Article.objects.get(url=url), file))
    told(results, capsys)
    wanted = [one for result in results for one in result["wanted"]]
    assert Counter(map(as_recorded, Statement.objects.select_related("speaker", "claim"))) == Counter(
        map(as_wanted, wanted)
    )
    topics = {
        one.text: {link.topic.name for link in one.topic_links.all()}
        for one in Claim.objects.prefetch_related("topic_links__topic")
    }
    assert topics == {
        CLAIMS[one["claim"]]["text"]: {TOPICS[slug] for slug in CLAIMS[one["claim"]].get("topics", [])}
        for one in wanted
    }
    made = Counter(
        [("rebuttal", *one) for one in Rebuttal.objects.values_list("relation", "ground", "basis")]
        + [("support", one[0], "", one[1]) for one in Support.objects.values_list("relation", "basis")]
    )
    assert made == Counter(
        (kind, one["relation"], one.get("ground", ""), one["basis"])
        for result in results
        for kind, one in result["edges"]
    )


PLAIN = ("stance", "fidelity", "attribution", "role_as_printed", "hedge", "venue", "said_on_precision")


def as_recorded(row: Statement) -> tuple[Any, ...]:
    said_on = row.said_on.isoformat() if row.said_on else ""
    plain = (getattr(row, name) or "" for name in PLAIN)
    return (row.quote_exact, row.speaker.name, row.claim.text, said_on, *plain)


def as_wanted(one: dict[str, Any]) -> tuple[Any, ...]:
    plain = (one.get(name) or "" for name in PLAIN)
    speaker, claim = SPEAKERS[one["speaker"]]["name"], CLAIMS[one["claim"]]["text"]
    return (one["quote_exact"], speaker, claim, one.get("said_on") or "", *plain)


def told(results: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    """What it took, for each kind of marking."""
    counts = [one for result in results for one in result["counts"]]
    seconds = [spent for one in results for spent in one["seconds"]]
    with capsys.disabled():
        print("\nactions for each statement beyond the words of its claim:")
        for kind in ("claim", "rebuttal", "support", "all"):
            own = [count for name, count, _ in counts if kind in (name, "all")]
            bare = [count - topics for name, count, topics in counts if kind in (name, "all")]
            print(
                f"{kind:9} {len(own):4}: median {median(own):g}, nine in ten within {quantiles(own, n=10)[-1]:.0f}; "
                f"without topics {median(bare):g} and {quantiles(bare, n=10)[-1]:.0f}"
            )
        print("what for:", dict(sum((one["why"] for one in results), Counter()).most_common()))
        for name in ("topics", "targets"):
            found = sum((one[name] for one in results), Counter())
            print(f"{name} filled in: {found[True]} right, {found[False]} wrong")
        print(
            f"a save took {1000 * median(seconds):.0f} ms in the median, {1000 * max(seconds):.0f} at most; "
            f"a page opened in {max(one['opened'] for one in results):.2f} s"
        )
