"""Stretches of a snapshot that a curator may want to record: direct quotations with their speaker, and critique.

Patterns, not understanding: a quotation counts where a verb of saying ties it to a name in the same sentence, critique where its
words leave little doubt. Precision goes before recall, and nothing is recorded before a person has looked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.models import Snapshot, Speaker, Suggestion

from .names import PERSON
from .plain import MARK, lines_of

_SAYING = (
    r"(?:said|says|say|saying|told|tells|telling|called|calls|calling|wrote|writes|writing|added|adds|adding|warned|warns|warning|"
    r"argued|argues|arguing|stated|states|stating|noted|notes|noting|insisted|insists|claimed|claims|claiming|declared|declares|"
    r"described|describes|describing|announced|announces|explained|explains|emphasi[sz]ed|emphasi[sz]es|stressed|stresses|"
    r"admitted|admits|replied|replies|asked|asks|remarked|remarks|commented|comments|quipped|vowed|promised|dismissed|dismisses|dismissing|"
    r"accused|accuses|acknowledged|acknowledges|concluded|concludes|posted|tweeted|according to)"
)
_QUOTE = re.compile(r"“(?P<curly>[^“”\n]{3,1200})”|(?<![\w\"])\"(?P<straight>[^\"\n]{3,1200})\"(?!\w)")
_SCARE = re.compile(
    r"(?:so-called|known as|dubbed|titled|entitled|headlined|nicknamed|termed|the term|the word|the phrase|the headline|a type of|an? kind of),? $"
)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)[.!?][”\"’]?(?= +[A-Z“\"‘])")
_PIECE = r"(?:article|report|piece|story|coverage|analysis|author|authors|writer|headline|interview|narrative|account)"
_WITHIN = r"(?:[^.!?;]{0,80}?)"
_CRITIQUE = re.compile(
    "|".join(
        (
            r"fails? to (?:acknowledge|address|mention|consider|account|explain|note|recogni[sz]e|ask|examine|discuss|disclose)",
            rf"\b(?:{_PIECE}|it|Still, it|they|[A-Z]\w+) (?:also |still |entirely |largely )*(?:lacks?|overlooks?|omits?|ignores?|glosses over|skips|sidesteps|downplays|exaggerates|overstates) (?!any licen)",
            r"(?:does|do|did) not (?:fully |really |even |adequately )?(?:address|cite|explain|mention|account for|acknowledge|discuss|consider|just get it)",
            r"without (?:critically|any evidence|citing|explaining|mentioning|addressing|acknowledging)\b",
            r"(?:somewhat |highly |purely |largely )speculative\b",
            r"(?:over-?hyped|misleading|implausible|far-fetched|unsubstantiated|shortsighted|disingenuous|one-sided)\b",
            r"\bignores? the\b",
            r"(?:critical|fatal|serious|major|fundamental) (?:flaw|omission|error|mistake|oversight)s?\b",
            r"critics (?:who )?(?:warn|say|argue|note|point out|contend)\b|highlights skepticism",
            r"\b(?:many|serious|big|open) questions (?:linger|remain)|questions (?:linger|remain) ",
            r"the reality is (?:far |much )?more complex",
            r"little more than an?\b",
            r"\bunlikely to succeed\b|\bdefeats the (?:entire |whole )?purpose\b",
            r"[Ww]hat (?:the|this) \w+ (?:misses|leaves out|does not say)|[Ww]hat about (?:the )?\w+",
        )
    )
)


@dataclass(frozen=True)
class Found:
    """A stretch [start, end) of the text, in code points."""

    kind: str
    start: int
    end: int
    cue: str
    name: str = ""


def suggest(snapshot: Snapshot) -> int:
    """Record suggestions for a snapshot whose text is held; how many are new. Those that were made before stay."""
    if snapshot.text is None:
        return 0
    spellings = _spellings(snapshot.text)
    found = [*quotes_in(snapshot.text, list(spellings)), *critique_in(snapshot.text)]
    before = snapshot.suggestions.count()
    Suggestion.objects.bulk_create(
        (
            Suggestion(
                snapshot=snapshot, kind=one.kind, start=one.start, end=one.end, cue=one.cue[:60],
                speaker=spellings.get(one.name), speaker_name="" if spellings.get(one.name) else one.name[:200],
            )
            for one in found
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return snapshot.suggestions.count() - before


def _spellings(text: str) -> dict[str, Speaker | None]:
    """{spelling: who} of the speakers whose names stand in the text: names, aliases, and the last names of people named in full.

    None stands for a name that nobody on record has, or that several have.
    """
    found: dict[str, Speaker | None] = {}
    named = [one for one in Speaker.objects.named().filter(merged_into=None).only("name", "aliases", "kind").iterator() if _stands(one, text)]  # fmt: skip
    for speaker in named:
        spellings = {speaker.name, *speaker.aliases}
        if speaker.kind == Speaker.Kind.PERSON and " " in speaker.name:
            spellings.add(speaker.name.rsplit(" ", 1)[1])
        for spelling in spellings:
            found[spelling] = speaker if found.get(spelling, speaker) == speaker else None
    return found


def _stands(speaker: Speaker, text: str) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        for name in (speaker.name, *speaker.aliases)
        if name in text
    )


# Quotations


def quotes_in(text: str, spellings: list[str]) -> Iterator[Found]:
    """Quotations that a verb of saying ties to a name, in the sentence or in that of the same paragraph just before it."""
    known = "|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True))
    name = re.compile(
        rf"(?<!\w)(?:(?P<known>{known})|(?P<new>{PERSON}))(?!\w)"
        if known
        else rf"(?<!\w)(?P<new>{PERSON})(?!\w)"
    )
    for offset, line in lines_of(text):
        for quote in _QUOTE.finditer(line):
            group = "curly" if quote["curly"] else "straight"
            before, after = _around(line, quote)
            if _SCARE.search(before) or len(quote[group].split()) < 2:
                continue
            tied = _tied(before, after, name)
            if tied:
                yield Found("quote", offset + quote.start(group), offset + quote.end(group), tied[1], tied[0])


def _around(line: str, quote: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a quotation in its sentence, quotations before it left out."""
    before = _QUOTE.sub(_blank, line[: quote.start()])
    ends = list(_SENTENCE_END.finditer(before))
    after = line[quote.end() :]
    whole = line[quote.end() - 2] in ".!?"  # the quotation ends a sentence of its own
    end = _SENTENCE_END.search(after)
    follows = (
        "" if whole and not re.match(rf" ?{_SAYING}\b", after) else after[: end.start()] if end else after
    )
    return before[ends[-1].end() :] if ends else before, follows


def _blank(quotation: re.Match[str]) -> str:
    """As many spaces, with the full stop at the end of a quotation that ends its sentence."""
    end = "." if quotation[0][-2] in ".!?" else " "
    return " " * (len(quotation[0]) - 1) + end


def _tied(before: str, after: str, name: re.Pattern[str]) -> tuple[str, str] | None:
    """(name, verb) of whoever says it: "…” said Ann Lee", "…” Ann Lee said", "Ann Lee said, “…", "Ann Lee …, calling it “…"."""
    follows = re.match(rf",? ?(?:(?P<verb>{_SAYING})\b )?(?:[^,.;“\"]{{0,40}}?)", after)
    verb_first = re.match(rf",? ?(?P<verb>{_SAYING})\b", after)
    if verb_first and (found := name.search(after, verb_first.end(), verb_first.end() + 90)):
        return found[0], verb_first["verb"]
    found = name.search(after, 0, 50) if follows else None
    if found and (verb := re.match(rf"(?:, [^,]{{1,60}},)? (?P<verb>{_SAYING})\b", after[found.end() :])):
        return found[0], verb["verb"]
    verbs = list(re.finditer(rf"\b{_SAYING}\b", before))
    if not verbs or len(before) - verbs[-1].end() > 60:
        return None
    if verbs[-1][0] == "according to":
        found = name.search(before, verbs[-1].end())
        return (found[0], verbs[-1][0]) if found else None
    return _before(verbs, before, name)


def _before(verbs: list[re.Match[str]], before: str, name: re.Pattern[str]) -> tuple[str, str] | None:
    """(name, verb) of who acts in the last clause, or None where that is in doubt."""
    verb = verbs[-1]
    subjects = list(name.finditer(before, 0, verb.start()))
    if not subjects:
        return None
    if re.search(r",? who (?:\w+ ){0,2}$", before[: verb.start()]):  # "Lee cites Rae, who called it “…”"
        return subjects[-1][0], verb[0]
    if len(verbs) > 1 and not verb[0].endswith("ing"):  # "When Lee asked “…” the minister, Rae, replied, “…”"
        subjects = [one for one in subjects if one.start() >= verbs[-2].end()] or subjects
    found = _subject(subjects, before)
    beside = re.search(r"([A-Z][\w’'-]*) $", before[: verb.start()])
    if beside and beside.end(1) > max(one.end() for one in subjects):  # "… on what Reuters called “…”"
        return None
    return found[0], verb[0]


def _subject(names: list[re.Match[str]], before: str) -> re.Match[str]:
    """The first name of the last clause: who acts, not whom it is about."""
    clause = max((m.end() for m in re.finditer(r"; | but | while | whereas ", before)), default=0)
    inside = [one for one in names if one.start() >= clause]
    return (inside or names)[0]


# Critique


def critique_in(text: str) -> Iterator[Found]:
    """Sentences of paragraphs with words of critique."""
    for offset, line in lines_of(text):
        if len(line) < 60 or MARK.match(line) or "\n" not in text:
            continue
        for start, end in _sentences(line):
            cue = _CRITIQUE.search(line, start, end)
            if cue:
                yield Found("critique", offset + start, offset + end, cue[0])


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        yield start, end.end()
        start = end.end() + len(line[end.end() :]) - len(line[end.end() :].lstrip())
    if start < len(line):
        yield start, len(line)
