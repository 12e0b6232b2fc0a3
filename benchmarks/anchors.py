"""How well quotes are found again in a changed text: python -m benchmarks.anchors [cases of each kind]

Texts that nothing was tuned on: Python's own manual (it comes with every interpreter), the licences of the installed
packages (what they have in common once), and the seeds where they lie beside the repository. Each case takes one quote of 3 to 12 words and one text,
changes the text in one way, and knows where the quote is then, if it still is. What counts, with its limit:

    found     of the quotes whose words are still there, moved or not              >= 99 %
    misplaced of all quotes, found at another place than the true one              <= 0.3 %
    refused   of the quotes that were deleted, or of which a word was changed       100 %
    time      of an anchor in a text of 40,000 characters, edit script included    <= 10 ms
"""

import random
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from pydoc_data.topics import topics
from statistics import mean
from time import perf_counter

from claims.anchoring import Anchor, Finding, Rung, TextPair
from sources.canonical import canonicalise

LENGTH = 40_000
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
WORD = re.compile(r"\S+")
NUMBER = re.compile(r"\b(?:\d[\d.,]*\d|\d|two|three|four|five|ten|hundred)\b")
NEGATION = re.compile(r"\b(?:not|no|never|none|cannot|nor|neither|without|failed|unlikely) ")
VERB = re.compile(r"\b(?:is|are|may|must|can|will|would|should|shall|does|do) (?!not\b)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")
FILLER = "A paragraph that nobody had written before was put in here, of some length and of no interest."


@dataclass(frozen=True)
class Case:
    """A changed text, and where the quote truly is in it: None if it is not there any more."""

    new: str
    place: int | None


@dataclass
class Tally:
    cases: int = 0
    found: int = 0
    misplaced: int = 0
    rungs: Counter = field(default_factory=Counter)
    failures: list[tuple[str, Finding]] = field(default_factory=list)

    def count(self, case: Case, quote: str, finding: Finding) -> None:
        self.cases += 1
        self.rungs[finding.rung.value] += 1
        self.found += finding.is_found
        wrong = finding.is_found and finding.start != case.place
        self.misplaced += wrong
        if wrong or (case.place is not None and not finding.is_found):
            self.failures.append((quote, finding))


@cache
def texts() -> list[str]:
    """Real English of about LENGTH code points each, and the seeds as they are."""
    packages = Path(sysconfig.get_path("purelib"))
    licences = {path.read_text(errors="ignore") for path in sorted(packages.glob("*.dist-info/**/LICENSE*"))}
    whole = [*map(str, topics.values()), *sorted(licences)]
    found, joined, seen = [], "", set()
    for paragraph in (part for text in whole for part in canonicalise(text).split("\n\n")):
        if (
            paragraph in seen
        ):  # the packages' licences repeat each other, as the parts of one article never do
            continue
        seen.add(paragraph)
        joined += f"{paragraph}\n\n"
        if len(joined) >= LENGTH:
            found.append(joined[:LENGTH])
            joined = ""
    return found + [canonicalise(path.read_text()) for path in sorted(SEEDS.glob("*.txt"))]


def spread(old: str, start: int, end: int, words: int) -> tuple[int, int]:
    """The whole words of the line around [start, end), up to `words` more on each side."""
    line = old.rfind("\n", 0, start) + 1, (old.find("\n", end) + 1 or len(old) + 1) - 1
    spans = [(m.start(), m.end()) for m in WORD.finditer(old, *line)]
    inside = [i for i, (a, b) in enumerate(spans) if b > start and a < end]
    return spans[max(inside[0] - words, 0)][0], spans[min(inside[-1] + words, len(spans) - 1)][1]


def any_quote(old: str, chance: random.Random) -> tuple[int, int] | None:
    at = WORD.search(old, chance.randrange(len(old) - 100)).start()  # type: ignore[union-attr]
    start, end = spread(old, at, at + 1, chance.randint(1, 5))
    return (start, end) if old[start:end].count(" ") >= 2 else None


def quote_with(pattern: re.Pattern[str]) -> Callable:
    """A quote that contains what the pattern finds."""

    def pick(old: str, chance: random.Random) -> tuple[int, int] | None:
        places = [m.span() for m in pattern.finditer(old)]
        return spread(old, *chance.choice(places), chance.randint(1, 4)) if places else None

    return pick


# What may happen to a text. Each takes the old text, the quote's place and chance, and gives the case.


def text_before(old: str, start: int, end: int, chance: random.Random) -> Case:
    return Case(f"{FILLER}\n\n{old}", start + len(FILLER) + 2)


def edited_elsewhere(old: str, start: int, end: int, chance: random.Random) -> Case:
    """One word in twenty outside the quote replaced, dropped or doubled."""

    def edited(text: str) -> str:
        return WORD.sub(
            lambda m: m[0] if chance.random() > 0.05 else chance.choice(["", "edited", f"{m[0]} {m[0]}"]),
            text,
        )

    before = edited(old[:start])
    return Case(before + old[start:end] + edited(old[end:]), len(before))


def neighbours_replaced(old: str, start: int, end: int, chance: random.Random) -> Case:
    """The word on either side is another, unless it is a negation: that would change what the quote says."""
    before = re.sub(rf"(?<!\S)(?!{NEGATION.pattern})\S+(\s*)$", r"somewhat\1", old[:start])
    after = re.sub(rf"^(\s*)(?!{NEGATION.pattern})\S+", r"\1altogether", old[end:])
    return Case(before + old[start:end] + after, len(before))


def paragraph_moved(old: str, start: int, end: int, chance: random.Random) -> Case:
    first, last = old.rfind("\n", 0, start) + 1, (old.find("\n", end) + 1) or len(old)
    moved, rest = old[first:last].rstrip("\n") + "\n", old[:first] + old[last:]
    to = chance.choice([0, *(m.end() for m in re.finditer("\n", rest))])
    return Case(rest[:to] + moved + rest[to:], to + start - first)


def other_form(old: str, start: int, end: int, chance: random.Random) -> Case:
    """Other quotation marks and dashes, and the lines broken at other places, in all of the text."""
    swap = str.maketrans({'"': "”", "'": "’", "-": "‐"})
    new = re.sub(" ", lambda m: "\n" if chance.random() < 0.1 else " ", old.translate(swap))
    return Case(new, start)


def deleted(old: str, start: int, end: int, chance: random.Random) -> Case:
    return Case(old[:start].rstrip(" ") + old[end:], None)


def line_deleted(old: str, start: int, end: int, chance: random.Random) -> Case:
    first, last = old.rfind("\n", 0, start) + 1, (old.find("\n", end) + 1) or len(old)
    return Case(old[:first] + old[last:], None)


def line_replaced(old: str, start: int, end: int, chance: random.Random) -> Case:
    first, last = old.rfind("\n", 0, start) + 1, (old.find("\n", end) + 1) or len(old)
    return Case(f"{old[:first]}{FILLER}\n{old[last:]}", None)


def replaced(
    pattern: re.Pattern[str], by: Callable[[re.Match[str]], str], *, moved: bool = False
) -> Callable:
    """Within the quote, the first match of the pattern is another word; with `moved` the text before it grew, too."""

    def change(old: str, start: int, end: int, chance: random.Random) -> Case:
        match = pattern.search(old, start, end) or next(WORD.finditer(old, start, end))
        new = old[: match.start()] + by(match) + old[match.end() :]
        return Case(f"{FILLER}\n\n{new}" if moved else new, None)

    return change


def another_number(match: re.Match[str]) -> str:
    return "eleven" if match[0].isalpha() else str(int(re.sub(r"\D", "", match[0])) + 1)


STAYS = {
    "text put before it": (any_quote, text_before),
    "words edited elsewhere": (any_quote, edited_elsewhere),
    "words beside it replaced": (any_quote, neighbours_replaced),
    "its line moved": (any_quote, paragraph_moved),
    "another form": (any_quote, other_form),
}
GOES = {
    "deleted": (any_quote, deleted),
    "its line deleted": (any_quote, line_deleted),
    "its line replaced": (any_quote, line_replaced),
    "a number edited": (quote_with(NUMBER), replaced(NUMBER, another_number)),
    "a number edited, and moved": (quote_with(NUMBER), replaced(NUMBER, another_number, moved=True)),
    "a negation dropped": (quote_with(NEGATION), replaced(NEGATION, lambda m: "")),
    "a negation added": (quote_with(VERB), replaced(VERB, lambda m: f"{m[0]}not ")),
    "a name edited": (quote_with(NAME), replaced(NAME, lambda m: "Potemkin")),
    "a word edited": (any_quote, replaced(WORD, lambda m: "moreover")),
}  # fmt: skip


def cases(kind: str, count: int) -> Iterator[tuple[str, Anchor, Case]]:
    """(old text, anchor, case), the same ones every time."""
    pick, change = (STAYS | GOES)[kind]
    chance = random.Random(kind)
    made = 0
    while made < count:
        old = chance.choice(texts())
        span = pick(old, chance)
        if span is None:
            continue
        made += 1
        yield old, Anchor(old[slice(*span)], span[0]), change(old, *span, chance)


def measure(kind: str, count: int) -> Tally:
    tally = Tally()
    for old, anchor, case in cases(kind, count):
        tally.count(case, anchor.quote, TextPair(old, case.new).climb(anchor))
    return tally


def milliseconds(anchors: int = 25, pairs: int = 8) -> tuple[float, float]:
    """(mean, worst) time of an anchor where a text of LENGTH characters was edited all over and a line of it moved;
    the worst is a pair's whole time over its anchors."""
    chance, took = random.Random(5), []
    for old in [text for text in texts() if len(text) == LENGTH][:pairs]:
        new = edited_elsewhere(old, 0, 0, chance).new
        marked = [span for _ in range(3 * anchors) if (span := any_quote(old, chance))][:anchors]
        began = perf_counter()
        pair = TextPair(old, new)
        for start, end in marked:
            pair.climb(Anchor(old[start:end], start))
        took.append((perf_counter() - began) * 1000 / len(marked))
    return mean(took), max(took)


def main(count: int) -> None:
    print(f"{count} cases of each kind, {len(texts())} texts")
    tallies = {kind: measure(kind, count) for kind in STAYS | GOES}
    for kind, tally in tallies.items():
        rungs = ", ".join(
            f"{rung.value} {tally.rungs[rung.value]}" for rung in Rung if tally.rungs[rung.value]
        )
        print(f"  {kind:28} found {tally.found / tally.cases:7.2%}  misplaced {tally.misplaced:3}  ({rungs})")
    stays, goes = [tallies[kind] for kind in STAYS], [tallies[kind] for kind in GOES]
    total = sum(tally.cases for tally in tallies.values())
    print(
        f"found     {sum(t.found - t.misplaced for t in stays) / sum(t.cases for t in stays):8.2%}  (>= 99 %)"
    )
    print(f"misplaced {sum(t.misplaced for t in stays) / total:8.2%}  (<= 0.3 %)")
    print(f"refused   {1 - sum(t.found for t in goes) / sum(t.cases for t in goes):8.2%}  (100 %)")
    average, worst = milliseconds()
    print(f"time      {average:5.1f} ms an anchor, {worst:.1f} in the worst pair of texts  (<= 10 ms)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
