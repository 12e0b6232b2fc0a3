"""Sentences that look like critique: words that leave little doubt. English alone."""

import re
from collections.abc import Iterator

from .found import Found
from .plain import MARK, SENTENCE_END, lines_of

_PIECE = r"(?:article|report|piece|story|coverage|analysis|author|authors|writer|headline|interview|narrative|account)"
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


# Of a report that was introduced before: "the story overlooks …", "Fisk's argument is one-sided".
_JUDGEMENT = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]heir|[Hh]is|[Hh]er|\w+[’']s?) (?:[A-Z][\w.]+ |news )?(?:article|report|piece|story|coverage|authors?|segment|op-ed|column|reporting|argument)(?:[’']s? \w+)?,? "
    r"(?:also |still |entirely |largely |however,? |though,? )*(?:fails? to|lacks?|overlooks?|omits?|ignores?|glosse?s? over|sidesteps?|downplays?|exaggerates?|overstates?|misses|neglects?|leaves? out|"
    r"(?:does|do) not (?:fully |really |even |adequately )?(?:address|cite|explain|mention|account|acknowledge|discuss|consider)|does a (?:good|fine|fair|decent) job|(?:is|are) (?:one-sided|misleading|shallow|speculative|thin))"
)


def judgement_in(text: str) -> str:
    """The first sentence that judges a report, or ""."""
    for _, line in lines_of(text):
        for start, end in _sentences(line):
            if _JUDGEMENT.search(line, start, end):
                return line[start:end]
    return ""


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
    for end in SENTENCE_END.finditer(line):
        yield start, end.end()
        start = end.end() + len(line[end.end() :]) - len(line[end.end() :].lstrip())
    if start < len(line):
        yield start, len(line)
