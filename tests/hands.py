"""A curator's hands at the desk: they record the sample data there, and count what that takes."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from playwright.sync_api import Page, expect

from sources.models import Article, Speaker
from tests.browsing import choose, chosen, saved

ROOT = Path(__file__).resolve().parents[1]
CHOICE = 2  # actions that a change of a select box takes: open, choose


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "data" / f"{name}s.ndjson").read_text().splitlines()]


KINDS = ("statement", "claim", "rebuttal", "support", "speaker", "article", "snapshot", "topic")
DATA = {name: rows(name) for name in KINDS}
CLAIMS = {one["id"]: one for one in DATA["claim"]}
SPEAKERS = {one["slug"]: one for one in DATA["speaker"]}
TOPICS = {one["slug"]: one["name"] for one in DATA["topic"]}
EDGES = [("rebuttal", one) for one in DATA["rebuttal"]] + [("support", one) for one in DATA["support"]]


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
