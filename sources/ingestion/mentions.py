"""The reports of others that a piece names in its sentences: outlet, authors, date and title.

Precision before recall: a report counts where its outlet stands in one of the forms of `mention_forms`. An outlet that is
named in any other way is told to the curator.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from . import dates
from .mention_forms import BROADCAST, JUDGING, SIGNED, SORT, UNSIGNED, Form
from .mention_forms_elsewhere import FORMS
from .names import people_in
from .outlets import (
    AGENCIES,
    WELL_KNOWN,
    is_another_body,
    is_broadcast,
    is_broadcaster,
    is_like_an_outlet,
    key_of,
    may_be_an_outlet,
    names_pattern,
    without_article,
)
from .plain import MARK

FAR = 60_000  # characters: a piece names what it reviews before
LONGEST = 3_000  # characters of a paragraph; the forms take time that grows with its square
SHORTEST = 20  # characters: a heading names no report
NAMED_AT_MOST = 8  # outlets in the note on those that are in no form

_TITLED = re.compile(
    r"(?:titled|entitled|headlined|under the headline|called),? [“\"‘](?P<title>[^”\"\n]{5,250}?),?[”\"’]"
)
_OF_THE_PIECE = re.compile(
    r"\b(?:reports?|story|article|piece|journalist|reporter|correspondent|columnist|writing)\b"
)
_SENTENCE = re.compile(r"[.!?](?= [A-Z]|$)")
_KINDS = {
    **dict.fromkeys(("column", "op-ed", "editorial"), "opinion"),
    **dict.fromkeys(("segment", "broadcast", "documentary"), "broadcast"),
}
_INFLECTED = re.compile(r"(?<=\w\w)en(?= (?:\w+ )?(?:Zeitung|Rundschau|Post|Presse|Nachrichten)\b)")
# "In a March 3 article, Ann Lee of the Gazette writes": the day stands before the form.
_IN_A_DATED_PIECE = re.compile(rf"\b[Ii]n an? (?:\w+ )?(?P<when>{dates.PRINTED}),? {SORT}, $")


@dataclass(frozen=True)
class Mention:
    """A report that a piece names. `via` is the outlet through which an agency's report was read; `reviews` is whether the piece
    is introduced as one that judges it, else it retells it."""

    outlet: str
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    title: str = ""
    via: str = ""
    kind: str = ""
    reviews: bool = False


def mentions_in(
    text: str, language: str, own: Iterable[str], known: Iterable[str], notes: list[str]
) -> list[Mention]:
    """The reports that a canonical text names, in order, each once.

    `own` are the names of the piece's own outlets, `known` those of outlets on record. Uncertain ones become notes.
    """
    own_keys = {key_of(name) for name in own}
    outlets = frozenset({*known, *AGENCIES, *WELL_KNOWN})
    found: dict[str, Mention] = {}
    others: list[str] = []
    for paragraph in text[:FAR].split("\n"):
        if len(paragraph) < SHORTEST or MARK.match(paragraph):
            continue
        reader = _Paragraph(paragraph[:LONGEST], language, outlets, notes)
        for one in reader.mentions():
            if key_of(one.outlet) not in own_keys:
                _add(one, found)
        others += reader.other_outlets()
    _tell(list(found.values()), [one for one in others if key_of(one) not in own_keys], notes)
    return list(found.values())


def _add(one: Mention, found: dict[str, Mention]) -> None:
    key = key_of(one.outlet)
    if key in found and _is_another(found[key], one):
        key = f"{key} {one.authors} {one.published_on}"
    found[key] = _together(found[key], one) if key in found else one


def _is_another(first: Mention, later: Mention) -> bool:
    """Whether two mentions of an outlet name different people or days, so that two reports are meant."""
    people = first.authors and later.authors and not set(first.authors) & set(later.authors)
    days = first.published_on and later.published_on and first.published_on != later.published_on
    return bool(people or days)


def _together(first: Mention, later: Mention) -> Mention:
    """The same outlet again: the first mention stands, for another report of the outlet may be meant."""
    if first.authors or not later.authors:
        return replace(first, via=first.via or later.via)
    return replace(later, published_on=later.published_on or first.published_on, via=later.via or first.via)


def _tell(found: list[Mention], others: list[str], notes: list[str]) -> None:
    if len(found) > 1:
        names = ", ".join(dict.fromkeys(one.outlet for one in found))
        notes.append(f"Several reports seem to be used: {names}. Check which are.")
    taken = {key_of(name) for one in found for name in (one.outlet, one.via) if name}
    # "BBC" beside "BBC News" is the same
    untold = {
        key_of(name): name
        for name in others
        if not any(key_of(name) in one or one in key_of(name) for one in taken)
    }
    if untold:
        names = ", ".join(list(untold.values())[:NAMED_AT_MOST])
        notes.append(f"The text also names {names}: if it rests on their reports, cite them by hand.")


class _Paragraph:
    """One paragraph, read for what it names."""

    def __init__(self, words: str, language: str, outlets: frozenset[str], notes: list[str]) -> None:
        self.words, self.language, self.outlets, self.notes = words, language, outlets, notes
        self.taken: list[tuple[int, int]] = []

    def mentions(self) -> Iterator[Mention]:
        """In the order of the text."""
        found = []
        for form, pattern in _compiled(self.language, self.outlets):
            for match in pattern.finditer(self.words):
                if self._is_free(match) and self._is_meant(match, form):
                    self.taken.append(match.span())
                    found.append((match.start(), self._read(match, form)))
        return (mention for _, mention in sorted(found, key=lambda one: one[0]))

    def other_outlets(self) -> list[str]:
        """Outlets that stand in none of the forms."""
        every = _any_outlet(self.outlets).finditer(self.words)
        return [without_article(one[0]) for one in every if self._is_free(one)]

    def _is_free(self, match: re.Match[str]) -> bool:
        return not any(a < match.end() and match.start() < b for a, b in self.taken)

    def _is_meant(self, match: re.Match[str], form: Form) -> bool:
        """Whether the outlet is one. What may be one and is not known is told."""
        outlet = self._named(match["outlet"])
        if form.doubtful:
            return may_be_an_outlet(outlet) and self._told(match)
        if _INFLECTED.search(outlet) and outlet not in self.outlets:
            return self._told(match)
        if form in BROADCAST:
            return is_broadcaster(outlet) and (is_broadcast(outlet) or "programme" in match.re.groupindex)
        if outlet in self.outlets or is_like_an_outlet(outlet):
            return True
        if is_another_body(outlet):
            return False
        if match.groupdict().get("weak") is None:
            return True
        return bool(_OF_THE_PIECE.search(match[0].replace(outlet, ""))) and self._told(match)

    def _named(self, printed: str) -> str:
        """The name of an outlet; that of a known one also where a German sentence inflects it: "der Süddeutschen Zeitung"."""
        name = without_article(printed)
        uninflected = _INFLECTED.sub("e", name) if self.language == "de" else name
        return next((one for one in (name, uninflected, name.removesuffix("s")) if one in self.outlets), name)

    def _told(self, match: re.Match[str]) -> bool:
        self.taken.append(match.span())
        self.notes.append(f"“{match[0][:120]}” may name a report: cite it by hand if it does.")
        return False

    def _read(self, match: re.Match[str], form: Form) -> Mention:
        groups = {name: value or "" for name, value in match.groupdict().items()}
        outlet, via = self._named(groups["outlet"]), without_article(groups.get("via", ""))
        if programme := groups.get("programme", "").strip('“”‘’"'):
            self.notes.append(f"{outlet}: the programme is printed as “{programme}”.")
        people = people_in(groups.get("people", ""))
        title = _TITLED.search(self._sentence(match))
        return Mention(
            outlet=outlet, via=via, published_on=self._day(match, groups, outlet), title=title["title"] if title else "",
            authors=tuple(name for name in people if not re.search(r"[’']s? ", name)),
            kind="broadcast" if is_broadcast(outlet) or form in BROADCAST else _KINDS.get(groups.get("piece", ""), ""),
            reviews=form.reviews or bool(people and re.fullmatch(JUDGING, groups.get("verb", ""))),
        )  # fmt: skip

    def _day(self, match: re.Match[str], groups: dict[str, str], outlet: str) -> date | None:
        after = re.match(
            rf",? (?:on |\(|in an? (?:\w+ )?)?(?P<when>{dates.ANY.pattern})", self.words[match.end() :]
        )
        before = _IN_A_DATED_PIECE.search(self.words[: match.start()])
        printed = (
            groups.get("when")
            or groups.get("when2")
            or next((one["when"] for one in (after, before) if one), "")
        )
        day = dates.day_of(printed, self.language) if printed else None
        if printed and day is None:
            self.notes.append(
                f"{outlet}: {dates.doubt_about(printed)}, so the date of that report is left empty."
            )
        return day

    def _sentence(self, match: re.Match[str]) -> str:
        end = _SENTENCE.search(self.words, match.end())
        begin = max(self.words.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ")) + 1
        return self.words[begin : end.start() if end else len(self.words)]


@lru_cache(maxsize=4)
def _compiled(language: str, outlets: frozenset[str]) -> list[tuple[Form, re.Pattern[str]]]:
    """The forms of a language; those of English and of every other where the language is not clear."""
    genitives = {f"{name}s" for name in outlets if language == "de" and name[-1] not in "sxz."}
    names = names_pattern([*outlets, *genitives])
    english = (*BROADCAST[:2], *SIGNED, *UNSIGNED, *BROADCAST[2:])
    forms = {"en": english, "und": (*english, *(form for forms in FORMS.values() for form in forms))}
    chosen = forms.get(language) or FORMS.get(language, ())
    return [(form, re.compile(form.pattern.replace("NAMES", names))) for form in chosen]


@lru_cache(maxsize=4)
def _any_outlet(outlets: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){names_pattern(list(outlets))}")
