"""What the words alone say, in a canonical text: a title, a byline and a date at its head, and the highlights."""

import re
from itertools import pairwise

from . import dates
from .facts import Facts
from .names import AGENCIES, PEOPLE, people_in

HIGHLIGHTS = re.compile(
    r"(?:(?:Key |Summary )?Highlights|Key (?:Takeaways|Points)|At a [Gg]lance|HIGHLIGHTS|KEY (?:TAKEAWAYS|POINTS)):?"
)
MARK = re.compile(r"(?:[-–•*·▪◦‣●○]|\d{1,2}[.)]) ")
LONG = 140  # characters: a line of the head is shorter than a paragraph
DEEP = 8  # lines: no head is longer

_BYLINE = re.compile(
    rf"(?:By|BY|Written by|Author(?:s|\(s\))?:|Words by):? (?P<names>{PEOPLE})(?:,? (?:for|of|at)? ?(?P<agency>{'|'.join(sorted(AGENCIES))}))?(?P<rest>(?:[ ,|–—·-].*)?)"
)
_AGENCY_LINE = re.compile(rf"(?:By|BY|Source:) (?P<agency>{'|'.join(sorted(AGENCIES))})")
_DATE_LINE = re.compile(
    rf"(?:(?:Published|Posted|Date|PUBLISHED|POSTED)(?: on)?:? ?)?(?:\w+day,? )?(?P<date>{dates.PRINTED})(?:,? .{{0,30}})?"
)
_UPDATED = re.compile(r"(?:Last )?(?:Updated|Modified|UPDATED|updated)\b.*")


def facts_in(text: str, notes: list[str]) -> Facts:
    """What stands above the body. Nothing is guessed: what is not plain becomes a note."""
    found: dict = {}
    for number, line in enumerate(_head(text)):
        if _UPDATED.fullmatch(line):
            notes.append(f"“{line}” is not a date of publication.")
        elif by := _BYLINE.fullmatch(line):
            found.setdefault("authors", people_in(by["names"]))
            found.setdefault("agency", by["agency"] or "")
            _take_date(by["rest"], found, notes)
        elif agency := _AGENCY_LINE.fullmatch(line):
            found.setdefault("agency", agency["agency"])
        elif _DATE_LINE.fullmatch(line):
            _take_date(line, found, notes)
        elif number == 0 and _is_title(line):
            found["title"] = line
    return Facts(**found)


def _head(text: str) -> list[str]:
    """The lines above the highlights or the first paragraph; a first line may be long, if it is no paragraph."""
    head: list[str] = []
    for number, line in enumerate(filter(None, text.split("\n"))):
        paragraph = len(line) >= LONG and not (number == 0 and _is_title(line))
        if paragraph or HIGHLIGHTS.fullmatch(line) or MARK.match(line) or number >= DEEP:
            break
        head.append(line)
    return head


def _is_title(line: str) -> bool:
    """Whether a first line can be nothing else: no sentence, no list, more than a word or two."""
    ends = line.rstrip("”’\"'")
    return (
        len(line) <= 250
        and len(line.split()) >= 3
        and not ends.endswith((".", ":", ";", ","))
        and ". " not in line
    )


def _take_date(words: str, found: dict, notes: list[str]) -> None:
    printed = re.search(dates.PRINTED, words)
    if printed is None:
        return
    day = dates.parsed(printed[0])
    if day is None:
        notes.append(f"“{printed[0]}” has no year, so the date of publication is left empty.")
    found.setdefault("published_on", day)


def highlights_in(text: str, notes: list[str]) -> list[list[int]]:
    """The ranges [start, end] of the highlights, without their marks, nested ones each by itself."""
    ranges: list[list[int]] = []
    start, heading = 0, False
    for line in text.split("\n"):
        mark = MARK.match(line)
        if HIGHLIGHTS.fullmatch(line) and not ranges:
            heading = True
        elif heading and mark:
            ranges.append([start + mark.end(), start + len(line)])
        elif heading and line:
            if not ranges:
                notes.append("There is a heading for highlights, and no list below it: mark them by hand.")
            break
        start += len(line) + 1
    return ranges


def lines_of(text: str) -> list[tuple[int, str]]:
    """[(offset, line), …] of the lines that are not empty."""
    starts = [0, *(m.end() for m in re.finditer("\n", text)), len(text) + 1]
    return [(a, text[a : b - 1]) for a, b in pairwise(starts) if text[a : b - 1]]
