"""Both documents curated at the desk, by a browser that does what a curator would, as far as the sample data go.

It marks the words of every statement in `data/`, types its claim, and corrects whatever the desk proposes otherwise. What it
needs beyond the words of the claims is counted and printed, and what stands in the database then is compared with `data/`.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from claims.models import Claim, Rebuttal, Statement, Support, Topic
from sources.canonical import canonicalise
from sources.ingestion.capturing import capture
from sources.ingestion.facts import Facts
from sources.ingestion.reading import read as read_page
from sources.models import Article, Curator, Speaker
from tests.browsing import PASSWORD, choose, chosen, chromium, read, saved, signed_in
from tests.servers import own_database, serving

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the two documents are not part of the project"),
]
expect.set_options(timeout=20_000)
CHOICE = 2  # actions that a change of a select box takes: open, choose


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "data" / f"{name}s.ndjson").read_text().splitlines()]


KINDS = ("statement", "claim", "rebuttal", "support", "speaker", "article", "snapshot", "topic")
DATA = {name: rows(name) for name in KINDS}
CLAIMS = {one["id"]: one for one in DATA["claim"]}
SPEAKERS = {one["slug"]: one for one in DATA["speaker"]}
TOPICS = {one["slug"]: one["name"] for one in DATA["topic"]}
EDGES = [("rebuttal", one) for one in DATA["rebuttal"]] + [("support", one) for one in DATA["support"]]


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


class Curating:
    """A curator's hands, and how often they moved beyond typing the words of claims."""

    def __init__(self, page: Page, article: Article, old: str):
        self.page, self.article, self.old = page, article, old
        self.text = article.snapshots.get().text or ""
        self.known: dict[str, str] = {}  # claims and statements of the data that are recorded: their ids here
        self.done = 0
        self.why: Counter[str] = Counter()
        self.filled_in: Counter[bool] = Counter()  # topics, by whether they were right
        self.drawn: Counter[bool] = Counter()  # targets that were proposed, by whether they were right

    def field(self, name: str):
        return self.page.locator(f"#capture-{name}")

    def count(self, why: str, times: int = 1) -> None:
        self.done += times
        self.why[why] += times

    @property
    def of_topics(self) -> int:
        return sum(times for why, times in self.why.items() if why.startswith("topic"))

    def press(self, key: str, why: str) -> None:
        self.page.keyboard.press(key)
        self.count(why)

    def place(self, one: dict[str, Any]) -> int:
        """Where the quote starts in the text that is here: the same occurrence of it."""
        before = self.old[: one["quote_start"] + len(one["quote_exact"]) - 1].count(one["quote_exact"])
        start = -1
        for _ in range(before + 1):
            start = self.text.index(one["quote_exact"], start + 1)
        return start

    def record(self, one: dict[str, Any], edges: list[tuple[str, dict[str, Any]]]) -> float:
        """Seconds that the save took."""
        draw(self.page, self.place(one), len(one["quote_exact"]))
        self.count("mark")
        expect(self.page.locator("#capture")).to_have_attribute("aria-busy", "false")
        self.speaker(SPEAKERS[one["speaker"]])
        self.claim(CLAIMS[one["claim"]])
        self.clicked("capture-stance", one["stance"], "stance")
        self.targets(edges)
        expect(self.page.locator("#capture")).to_have_attribute("aria-busy", "false")
        for name in ("fidelity", "attribution"):
            self.clicked(f"capture-{name}", one[name], name)
        self.details(one)
        with self.page.expect_response(lambda got: "/statements/" in got.url) as answer:
            self.field("save").focus()
            self.press("Enter", "save")
            expect(self.page.locator("#capture .error:not(:empty)")).to_have_count(0)
        assert answer.value.ok, answer.value.text()
        saved(self.page)
        self.known[one["claim"]] = answer.value.json()["mark"]["claim"]["id"]
        self.known[one["id"]] = answer.value.json()["mark"]["id"]
        timing = answer.value.request.timing
        return (timing["responseEnd"] - timing["requestStart"]) / 1000

    def claim(self, claim: dict[str, Any]) -> None:
        words = claim["text"]
        if claim["id"] not in self.known:
            with self.page.expect_response(lambda got: quote_plus(words) in got.url):
                self.field("claim").fill(words)
            self.topics([TOPICS[slug] for slug in claim.get("topics", [])])
            return
        self.field("claim").fill(words[:30])
        self.pick(self.page.locator("#capture-claim-options"), words, "known claim")

    def topics(self, names: list[str]) -> None:
        expect(self.field("topics-offered")).to_have_attribute("aria-busy", "false")
        chips = self.field("topic-list").locator("li")
        there = chips.locator("span").all_inner_texts()
        self.filled_in.update(name in names for name in there)
        for name in set(there) - set(names):
            self.field("topic-list").get_by_role("button", name=f"Without {name}", exact=True).click()
            self.count("topic taken out")
        for name in (one for one in names if one not in there):
            expect(self.field("topics-offered")).to_have_attribute("aria-busy", "false")
            offered = (
                self.field("topics-offered")
                .get_by_role("button")
                .filter(has=self.page.get_by_text(name, exact=True))
            )
            if offered.count():
                offered.click()
                self.count("topic")
            else:
                self.field("topics").fill(name[:4])
                self.count("topic typed", 5)
                self.pick(self.page.locator("#capture-topics-options"), name, "topic")
        expect(chips).to_have_count(len(names))

    def pick(self, options, words: str, why: str) -> None:
        options.get_by_role("option").filter(has=self.page.get_by_text(words, exact=True)).first.click()
        self.count(why)

    def speaker(self, speaker: dict[str, Any]) -> None:
        box = self.field("speaker")
        expect(self.page.locator("#capture")).to_have_attribute("aria-busy", "false")
        if box.input_value() == speaker["name"]:
            return
        name = re.compile(rf"^(New speaker “)?{re.escape(speaker['name'])}(”|\s+Alt|$)")  # not a longer one
        chip = self.page.locator("#capture-nearby button").filter(has_text=name)
        if speaker.get("named", True) and chip.count():
            chip.first.click()
            self.count("speaker")
            return
        known = Speaker.objects.filter(name=speaker["name"]).exists()
        typed = speaker["name"][:3] if known else speaker["name"]
        box.fill(typed)
        self.count("speaker" if known else "new speaker", 1 + len(typed))
        offered = speaker["name"] if known else f"New speaker “{speaker['name']}”"
        self.pick(self.page.locator("#capture-speaker-options"), offered, "speaker")
        if not known:
            self.new(speaker)

    def new(self, speaker: dict[str, Any]) -> None:
        if speaker.get("named", True):
            self.chosen("kind", speaker["kind"])
        else:
            self.field("unnamed").check()
            self.count("new speaker")

    def chosen(self, name: str, value: str) -> None:
        """Choose from a select box, if it is not chosen."""
        if self.field(name).input_value() != value:
            self.field(name).select_option(value)
            self.count(name, CHOICE)

    def clicked(self, group: str, value: str, why: str) -> None:
        """Choose from words that stand side by side, if it is not chosen."""
        if chosen(self.page, group).get_attribute("value") != value:
            choose(self.page, group, value)
            self.count(why)

    def targets(self, edges: list[tuple[str, dict[str, Any]]]) -> None:
        """Take out a target that is proposed and wrong, set those that are right, and pick the others."""
        rest = list(edges)
        for proposed in self.page.locator("#capture-targets .target").all_inner_texts():
            right = next(
                (one for one in rest if one[0] == "rebuttal" and target_words(one[1])[0] in proposed), None
            )
            self.drawn[right is not None] += 1
            if right:
                rest.remove(right)
                self.relate(right[1], 0)
            else:
                self.page.locator("#capture-targets > li button").first.click()
                self.count("target taken out")
        for kind, edge in rest:
            self.edge(kind, edge)

    def edge(self, kind: str, edge: dict[str, Any]) -> None:
        row = self.page.locator("#capture-targets > li").count()
        is_now = self.page.locator("#capture input[name=kind]:checked").input_value()
        words, what = target_words(edge)
        likely = self.page.locator("#capture-likely button").filter(has_text=words)
        if "target_claim" not in edge:
            likely = likely.filter(has_text="article:")
        expect(self.page.locator("#capture-targets > li")).to_have_count(row)
        self.page.wait_for_timeout(30)  # what is likely is looked up anew after each change
        is_likely = likely.count() > 0
        by_itself = is_now == "claim" and kind == "rebuttal" and is_likely  # the click says both
        if is_now != kind and not by_itself:
            self.press("Alt+2" if kind == "rebuttal" else "Alt+3", "kind")
            self.page.wait_for_timeout(30)
        if is_likely:
            likely.first.click()
            self.count("target")
        else:
            self.look_up(words, what)
        expect(self.page.locator("#capture-targets > li")).to_have_count(row + 1)
        self.relate(edge, row)

    def relate(self, edge: dict[str, Any], row: int) -> None:
        """How the statement bears on the target of a row."""
        if "ground" in edge:  # first: it proposes the relation
            select = self.page.locator(f"#edge-{row}-ground")
            if select.input_value() != edge["ground"]:
                select.select_option(edge["ground"])
                self.count("ground", CHOICE)
        for name in ("relation", "basis"):
            self.clicked(f"edge-{row}-{name}", edge[name], name)

    def look_up(self, words: str, what: str) -> None:
        """A target among all that are offered, or, if it is not there, by its first words."""
        box = self.field("target")
        options = self.page.locator("#capture-target-options").get_by_role("option")
        box.click()
        wanted = options.filter(has_text=words).filter(has_text=what).first
        expect(options.first).to_be_visible()
        if not wanted.is_visible():
            box.fill(words[:8])
            self.count("target typed", 8)
        wanted.click()
        self.count("target looked up", 2)

    def printed(self, words: str) -> None:
        chip = self.field("printed").get_by_role("button", name=words, exact=True)
        if chip.count() and chip.get_attribute("aria-pressed") == "false":
            chip.click()
            self.count("printed")

    def details(self, one: dict[str, Any]) -> None:
        """Role, hedge, venue and date, where they are not there yet: by what is printed, if it is offered."""
        if one.get("hedge"):
            self.printed(f"hedge “{one['hedge']}”")
        if one.get("said_on"):
            self.printed(f"said {', '.join(filter(None, (one['said_on'], one.get('venue'))))}")
        for name in ("role_as_printed", "hedge", "venue", "said_on", "said_on_precision"):
            wanted = one.get(name) or ""
            if self.field(name).input_value() == wanted:
                continue
            if not self.field(name).is_visible():
                self.page.locator("#capture-more summary").click()
                self.count("more")
            if name == "said_on_precision":
                self.chosen(name, wanted)
            else:
                self.field(name).fill(wanted)
                self.count(name, 1 + len(wanted))


def target_words(edge: dict[str, Any]) -> tuple[str, str]:
    """The words of a target, and those that say what it is."""
    if "target_claim" in edge:
        return CLAIMS[edge["target_claim"]]["text"], "claim, "
    if "target_article" in edge:
        found = next(one for one in DATA["article"] if one["id"] == edge["target_article"])
        return SPEAKERS[found["publisher"]]["name"], "article, "
    raise AssertionError(edge)


def draw(page: Page, start: int, length: int) -> None:
    """Draw the mouse over a stretch of the text."""
    box = page.evaluate(DRAW, [start, length])
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=3)
    page.mouse.up()
    expect(page.locator("#capture")).to_be_visible()


DRAW = """
([start, length]) => {
  const lines = [...document.querySelectorAll("#text [data-start]")];
  const line = lines.findLast((one) => Number(one.dataset.start) <= start);
  const units = (points) => [...line.firstChild.data].slice(0, points).join("").length;
  const range = document.createRange();
  range.setStart(line.firstChild, units(start - line.dataset.start));
  range.setEnd(line.firstChild, units(start - line.dataset.start + length));
  line.scrollIntoView({ block: "center" });
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const [first, last] = [boxes[0], boxes.at(-1)];
  return [first.left + 0.5, (first.top + first.bottom) / 2, last.right - 0.5, (last.top + last.bottom) / 2];
}
"""


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
