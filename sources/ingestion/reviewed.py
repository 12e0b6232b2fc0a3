"""The reports of others that a piece reviews, as its sentences name them: outlet, authors, date and title.

Precision before recall: a report counts where its outlet stands in one of the forms below, in a paragraph.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import dates
from .names import (
    AGENCIES,
    OUTLET,
    PEOPLE,
    WELL_KNOWN,
    is_another_body,
    is_like_an_outlet,
    people_in,
    without_article,
)
from .plain import MARK

FAR = 60_000  # characters: a piece names what it reviews before
LONGEST = 3_000  # characters of a paragraph; the forms take time that grows with its square
VERBS = (
    "report|write|explore|examine|argue|suggest|say|describe|detail|reveal|note|claim|discuss|highlight|analy[sz]e|cover|outline|"
    "point|tell|ask|warn|show|explain|contend|delve|cite|assert|observe|document|reflect|present|summari[sz]e|state|find|look|trace|"
    "investigate|question|consider|offer|raise|chronicle|announce|confirm|maintain|share|break|add|predict|caution|review|assess|follow"
)
_VERB = rf"(?:(?:has|have|had|recently|also|both|jointly|rightly) )*(?:(?:{VERBS})(?:s|es|ed|d)?|wrote|said|told|found|broke|tells)\b"
_WHEN = rf"(?:,? in (?:an?|his|her|their)(?: \w+)? (?:article|report|piece|story|analysis|column|feature|dispatch))?(?:,? ?(?:\(|on |dated |published (?:on )?|of )?(?:\w+day,? )?(?P<when>{dates.PRINTED})(?: edition)?\)?)?"
_VIA = rf"(?:,? (?:via|as carried by|carried by|as published (?:by|in|on)|republished (?:by|in|on)|syndicated (?:by|in|on|to)|distributed by) (?P<via>{OUTLET}))?"
_JOURNALISTS = r"(?:journalists?|reporters?|correspondents?|columnists?|editors?|writers?|analysts?)"
_PIECE = r"(?:article|report|piece|story|analysis|column|op-ed|essay|feature|dispatch|investigation)"

_OPENING = r"(?:(?<=^)|(?<=[.!?] )|(?<=[.!?][”’\"] )|(?<=, )|(?<=\bas )|(?<=\bAs )|(?<=\bthat ))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # Ann Lee & Bo Rae for the Gazette report … / Ann Lee, writing for the Gazette, March 19, 2025, explores …
        rf"{_OPENING}(?P<people>{PEOPLE}),? (?:(?:(?:writing|reporting|who writes|who reports|in an? {_PIECE}|an? (?:\w+ ){{0,2}}{_JOURNALISTS}) )?for|(?:an? (?:\w+ ){{0,2}}{_JOURNALISTS} )?(?P<weak>at|in|of|with)) (?P<outlet>{OUTLET}){_VIA}{_WHEN},? {_VERB}",
        # The Gazette’s Ann Lee reports … / Gazette journalist Ann Lee reports …
        rf"{_OPENING}(?P<outlet>{OUTLET}?)(?:(?P<weak>[’']s?)(?: {_JOURNALISTS})?| {_JOURNALISTS}) (?P<people>{PEOPLE}){_WHEN},? {_VERB}",
        # A Gazette report by Ann Lee … / as reported by the Gazette's Ann Lee
        rf"\b(?:An?|The|This|[Ii]n an?|[Tt]o an?) (?:recent |new )?(?P<outlet>{OUTLET})(?P<weak>) {_PIECE} by (?P<people>{PEOPLE}){_WHEN}",
        rf"\b(?:reported|written|noted) by (?P<outlet>{OUTLET}?)(?P<weak>[’']s?) (?P<people>{PEOPLE}){_WHEN}",
        # In the Gazette, Ann Lee and Bo Rae describe …
        rf"{_OPENING}(?P<weak>[Ii]n) (?P<outlet>{OUTLET}){_WHEN}, (?P<people>{PEOPLE}),? {_VERB}",
        # Writing for the Gazette, March 19, 2025, Ann Lee explores … / In a March 19, 2025 article for the Gazette, Ann Lee …
        rf"(?:[Ww]riting|[Rr]eporting|In an?(?: (?P<when2>{dates.PRINTED}),?)?(?: \w+)? {_PIECE}) (?:for|in|by|at|from|published (?:in|by|on)) (?P<outlet>{OUTLET}){_VIA}{_WHEN}, (?P<people>{PEOPLE})(?:, [^,.;]{{3,80}},|,?) {_VERB}",
        # According to Ann Lee of the Gazette … / an article by Ann Lee in the Gazette
        rf"(?:[Aa]ccording to|{_PIECE} (?:written )?by) (?P<people>{PEOPLE}),? (?P<weak>(?:(?:writing|reporting) )?(?:of|for|at|in|with)) (?P<outlet>{OUTLET}){_VIA}{_WHEN}",
    )
)
# Without a name, only outlets that are on record, or agencies: "China reports …" is no review. NAMES stands for them.
_BARE_FORMS = (
    rf"(?:[Aa]ccording to an?|In an?|[Aa]) (?P<when2>{dates.PRINTED}),? {_PIECE} (?:by|in|from) (?P<outlet>NAMES)\b{_VIA}",
    rf"{_OPENING}(?P<outlet>NAMES){_VIA}{_WHEN},? (?:recently |has |also )*(?:reports?|reported|writes|wrote|published)\b",
    rf"(?:[Aa]ccording to|{_PIECE} (?:by|in|from)) (?P<outlet>NAMES)\b{_VIA}{_WHEN}",
)
_TITLED = re.compile(
    r"(?:titled|entitled|headlined|under the headline|called),? [“\"‘](?P<title>[^”\"\n]{5,250}?),?[”\"’]"
)
_BROADCAST = re.compile(r"\b(?:Radio|TV|Television|Podcast|Newsnight|Newshour)\b")


@dataclass(frozen=True)
class Reviewed:
    """A report that a piece speaks of. `via` is the outlet through which an agency's report was read."""

    outlet: str
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    title: str = ""
    via: str = ""
    broadcast: bool = False


def reviewed_in(text: str, own: Iterable[str], known: Iterable[str], notes: list[str]) -> list[Reviewed]:
    """The reports that a canonical text reviews, in order, each once.

    `own` are the names of the piece's own outlet, `known` those of outlets on record. Uncertain ones become notes.
    """
    own_names = {name.casefold().removeprefix("the ") for name in own}
    found: dict[str, Reviewed] = {}
    for paragraph in text[:FAR].split("\n"):
        if len(paragraph) < 60 or MARK.match(paragraph):
            continue
        for one in _in_paragraph(
            paragraph[:LONGEST], sorted({*known, *AGENCIES, *WELL_KNOWN}, key=len, reverse=True), notes
        ):
            key = one.outlet.casefold().removeprefix("the ")
            if key in own_names:
                continue
            if key in found and _others(found[key], one):
                key = f"{key} {one.authors}"
            found[key] = _together(found[key], one) if key in found else one
    if len(found) > 1:
        notes.append(
            f"Several reports seem to be reviewed: {', '.join(one.outlet for one in found.values())}. Check which are."
        )
    return list(found.values())


def _others(first: Reviewed, later: Reviewed) -> bool:
    """Whether two mentions of an outlet name different people, so that two reports are meant."""
    return bool(first.authors and later.authors) and not set(first.authors) & set(later.authors)


def _together(first: Reviewed, later: Reviewed) -> Reviewed:
    """The same outlet again: the first mention stands, for another report of the outlet may be meant."""
    return (
        first
        if first.authors or not later.authors
        else replace(later, published_on=later.published_on or first.published_on)
    )


def _in_paragraph(paragraph: str, outlets: list[str], notes: list[str]) -> Iterator[Reviewed]:
    names = rf"(?:[Tt]he )?(?:{'|'.join(map(re.escape, outlets))})(?![\w-])"
    bare = [re.compile(form.replace("NAMES", names)) for form in _BARE_FORMS]
    taken: list[tuple[int, int]] = []
    for form in (*_FORMS, *bare):
        for match in form.finditer(paragraph):
            outlet = without_article(match["outlet"])
            plain = outlet in outlets or is_like_an_outlet(outlet)
            doubtful = not plain and (match.groupdict().get("weak") is not None or is_another_body(outlet))
            if not doubtful and not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
                yield _from_match(match, paragraph, notes)


def _from_match(match: re.Match[str], paragraph: str, notes: list[str]) -> Reviewed:
    groups = match.groupdict()
    outlet, via = without_article(groups["outlet"]), without_article(groups.get("via") or "")
    after = re.match(rf",? on (?P<when>{dates.PRINTED})", paragraph[match.end() :])
    printed = groups.get("when") or groups.get("when2") or (after["when"] if after else "")
    day = dates.parsed(printed) if printed else None
    if printed and day is None:
        notes.append(f"{outlet}: “{printed}” has no year, so the date of that report is left empty.")
    end = re.search(r"[.!?](?= [A-Z]|$)", paragraph[match.end() :])
    begin = max(paragraph.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ")) + 1
    sentence = paragraph[begin : match.end() + (end.start() if end else len(paragraph))]
    title = _TITLED.search(sentence)
    broadcast = bool(_BROADCAST.search(outlet))
    people = tuple(name for name in people_in(groups.get("people") or "") if not re.search(r"[’']s? ", name))
    return Reviewed(outlet, people, day, title["title"] if title else "", via, broadcast)
