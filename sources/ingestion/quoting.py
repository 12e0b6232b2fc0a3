"""Direct quotations, each with who says it where that is plain: a verb of saying ties the words to a name in the same sentence.

An outlet that something was told to never speaks, and neither does a name behind "for", "with" or "of". Where the verb is there and the
name is in doubt, the quotation is found without a speaker.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .found import Found
from .names import PERSON, without_portfolio, without_title
from .outlets import AGENCIES, WELL_KNOWN, is_like_an_outlet
from .plain import SENTENCE_END, lines_of
from .speech import AMBIGUOUS, SPEECH, Speech

_ITS_OUTLET = re.compile(
    rf" (?:d[aeiou]|del|von) (?:{'|'.join(map(re.escape, {*AGENCIES, *WELL_KNOWN}))})$"
)  # "Ana Ruiz de El País"
_OWNER = re.compile(r"^.*[’']s? (?=\S)")  # "Hillco’s Ann Lee"
LONG_FIRST_NAME = 10  # letters; a longer word before a name is a title, where nouns are written like names
_ABBREVIATED = re.compile(r" (?:Dr|Mr|Mrs|Ms|Prof|Sen|Gov|Rep|Gen)\. ")
_ARTICLE = (
    "the|an?|its|their|his|her|this|these|der|die|das|den|dem|des|le|la|les|el|los|las|o|os|as|[ld][’']"
)
_ROLE = re.compile(
    r" (?:(?:mining|senior|chief|government|company|political|energy|legal|foreign|policy) )?(?:officials?|spokes\w+|sources?|executives?|representatives?|advis[eo]rs?|aides?|lawyers?|"
    r"attorneys?|analysts?|economists?|strategists?|staff|employees?|insiders?|researchers?|scientists?|engineers?|journalists?|reporters?|correspondents?)\b"
)
_CLAUSE = re.compile(
    r"(?<!\w)(?:that|when|while|after|before|because|until|since) $"
)  # in front of who acts in a clause of its own
_PASSIVE = re.compile(
    r"(?<!\w)(?:is|are|was|were|be|been|being|gets?|got)(?: \w+ly| also| once| often| now)? $"
)
_BESIDE = re.compile(
    r"(?: (?:had|has|have|also|once|later|then|already|first|even|\w+ly))* "
)  # between a name and its verb
WIDE = 600  # characters of a sentence that are read on either side of a quotation
FAR = 60  # characters between a verb and a name or a quotation that belong together
_SCARE = re.compile(
    r"(?:so-called|known as|dubbed|titled|entitled|headlined|nicknamed|termed|the term|the word|the phrase|the headline|a type of|an? kind of|"
    r"sogenannten?|soi-disant|llamad[oa]s?|chamad[oa]s?|intitulé|titulado|intitulad[oa]),? $"
)


class _Name(NamedTuple):
    """A name as it is printed in a sentence. `name` is it without titles, or "" where that leaves no more than a last name."""

    start: int
    end: int
    name: str


def quotes_in(text: str, spellings: list[str], language: str = "en") -> Iterator[Found]:
    """The quotations of a text, with the speaker as printed, or "". None in a language without an entry in `speech`.

    `spellings` are names that count without being a full name ("Potanin").
    """
    speech = SPEECH.get(language)
    if speech is None:
        return
    known = "|".join(re.escape(name) for name in sorted(filter(None, spellings), key=len, reverse=True))
    name = re.compile(rf"(?<![\w-])(?:(?P<known>{known or '(?!)'})|(?P<new>{PERSON}))(?!\w)")
    for offset, line in lines_of(text):
        blanked = speech.marks.sub(_blank, line)
        for quote in speech.marks.finditer(line):
            group = str(quote.lastgroup)
            before = _before(blanked[max(0, quote.start() - WIDE) : quote.start()])
            after = _after(line[quote.end() : quote.end() + WIDE], quote[group], speech)
            if _SCARE.search(before) or _is_no_speech(quote, group, line):
                continue
            tied = _Sentence(before, after, name, speech).tied()
            if tied:
                yield Found("quote", offset + quote.start(group), offset + quote.end(group), tied[1], tied[0])


def _is_no_speech(quote: re.Match[str], group: str, line: str) -> bool:
    """Whether the marks are around a word, a name ("The ‘Hill Oracle’ writes") or an attribute ("the ‘golden mile’ project"), or
    may be apostrophes."""
    words, before, after = (
        quote[group],
        line[max(quote.start() - 10, 0) : quote.start()],
        line[quote.end() : quote.end() + 2],
    )
    few = len(words.split()) < 4 and not words.endswith((",", ".", "!", "?"))
    inside = few and re.match(r" [a-zà-ÿ]", after) and re.search(rf"(?<!\w)(?i:{_ARTICLE}) $", before)
    ends = words.endswith((",", ".", "!", "?")) or re.match(r"[,.;:!?)]|$", after)
    unsure = group.startswith("single") and AMBIGUOUS.search(words) and not ends
    return len(words.split()) < 2 + (group == "single_straight") or bool(inside or unsure)


def _before(words: str) -> str:
    """The beginning of the sentence whose quotation follows."""
    ends = list(SENTENCE_END.finditer(words))
    return words[ends[-1].end() :] if ends else words


def _after(words: str, quoted: str, speech: Speech) -> str:
    """The rest of the sentence of a quotation; nothing if the quotation ends a sentence of its own."""
    if quoted.rstrip()[-1:] in (".", "!", "?") and not re.match(
        rf" ?(?=[a-zà-ÿ-]){speech.inverted}\b", words
    ):
        return ""
    end = SENTENCE_END.search(words)
    return words[: end.start()] if end else words


def _blank(quotation: re.Match[str]) -> str:
    """As many spaces, with the full stop at the end of a quotation that ends its sentence."""
    end = "." if quotation[0][-2] in ".!?" else " "
    return " " * (len(quotation[0]) - 1) + end


class _Sentence:
    """What stands around one quotation."""

    def __init__(self, before: str, after: str, name: re.Pattern[str], speech: Speech) -> None:
        self.before, self.after, self.name, self.speech = before, after, name, speech
        self.verb = rf"(?P<verb>{speech.saying})\b"
        self.beside = re.compile(rf"(?<!\w)(?i:{speech.beside}|{speech.of})(?: the| The)?(?: |[’'])$")
        self.stops = re.compile(rf"(?<!\w)(?:{speech.beside})(?!\w)|[.;:“”„«»‘]")

    def tied(self) -> tuple[str, str] | None:
        """(name or "", verb) of whoever says it; None where no verb of saying belongs to the quotation."""
        return self._verb_then_name() or self._name_then_verb() or self._said_before()

    def _names(self, words: str, start: int = 0, end: int | None = None) -> list[_Name]:
        """Who may be speaking: neither outlets that nobody knows, nor whom or what the words before only mention."""
        found = []
        for match in self.name.finditer(words, start, len(words) if end is None else end):
            name = match[0] if match["known"] else self._bare(match[0])
            owns = re.match(r"[’']s?(?!\w)", words[match.end() :]) or re.search(r"[’']s?$", match[0])
            heads = not name and re.match(
                r" (?:of|for)\b", words[match.end() :]
            )  # "Deputy Secretary of State"
            heads = heads or _ROLE.match(words, match.end())  # "a White House official"
            outlet = not match["known"] and is_like_an_outlet(name)
            if not (
                owns or heads or outlet or self._is_mentioned(words[start : match.start()], match[0], name)
            ):
                found.append(_Name(match.start(), match.end(), name))
        return found

    def _is_mentioned(self, before: str, printed: str, name: str) -> bool:
        """Whether the words before a name say that somebody spoke to it, about it or for it."""
        if not self.beside.search(before):
            return False
        if re.search(r"(?<!\w)(?:der|die|das) $", before):  # "sagte der Minister Jan Roth"
            return name == printed
        return not (before.endswith("of ") and name and without_portfolio(printed) == name != printed)

    def _bare(self, printed: str) -> str:
        """The name alone: without its outlet, its owner and its titles."""
        name = without_portfolio(without_title(_OWNER.sub("", _ITS_OUTLET.sub("", printed))))
        long_word_first = name.count(" ") > 1 and len(name.split()[0]) > LONG_FIRST_NAME
        return "" if self.speech.capital_nouns and long_word_first else name

    def _verb_then_name(self) -> tuple[str, str] | None:
        """“…,” said Ann Lee / said the head of the mine, Ann Lee."""
        verb = re.match(rf",? ?(?P<verb>{self.speech.inverted})\b", self.after)
        if verb is None:
            return None
        names = self._names(self.after, verb.end(), verb.end() + 2 * FAR)
        if not names or names[0].start - verb.end() > FAR:
            return "", verb["verb"]
        between = _ABBREVIATED.sub(" ", self.after[verb.end() : names[0].start])
        between = re.sub(r"^ (?:der|die|le|la|el) ", " ", between)  # "sagte der Minister Jan Roth"
        another = re.search(r"[A-ZÀ-Þ]\w+, $", between) and not re.search(
            rf"(?<!\w)(?:{self.speech.of})(?: the)? [^,]*, $", between
        )
        doubtful = self.stops.search(between) or another or self._joined(self.after, names)
        return "" if doubtful else names[0].name, verb["verb"]

    def _name_then_verb(self) -> tuple[str, str] | None:
        """“…,” Ann Lee said / Ann Lee, who runs the mine, said / he said."""
        for one in self._names(self.after, 0, FAR)[:1]:
            verb = re.match(rf"(?:, [^,]{{1,60}},)? {self.verb}", self.after[one.end :])
            if verb and re.fullmatch(r",? ?[^,.;“\"]{0,40}", self.after[: one.start]):
                return one.name, verb["verb"]
        someone = re.match(
            rf",? ?(?:{self.speech.pronouns}|[A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){{0,3}}) {self.verb}",
            self.after,
        )
        return ("", someone["verb"]) if someone else None

    def _said_before(self) -> tuple[str, str] | None:
        """Ann Lee said, “… / Ann Lee …, calling it “…"""
        verbs = list(re.finditer(rf"(?<!\w){self.speech.saying}(?!\w)", self.before))
        if not verbs or len(self.before) - verbs[-1].end() > FAR:
            return None
        verb = verbs[-1]
        if verb[0].lower() == "according to":
            names = self._names(self.before, verb.end())
            return names[0].name if names else "", verb[0]
        name = self._behind(verb) or (self._actor(verbs) if self.speech.loose else self._beside(verb))
        adjacent = re.fullmatch(r"(?: that| this)?[,:]? ?", self.before[verb.end() :])
        return (name, verb[0]) if name else ("", verb[0]) if adjacent else None

    def _behind(self, verb: re.Match[str]) -> str:
        """The name right behind the verb: “…,” said Ann Lee, “…"""
        words = self.before[verb.end() :]
        names = self._names(words)
        inverted = re.match(rf"{self.speech.inverted}\b", verb[0])
        if inverted and names and names[0].start == 1 and re.fullmatch(r", ?", words[names[0].end :]):
            return names[0].name
        return ""

    def _beside(self, verb: re.Match[str]) -> str:
        """The name that stands right before the verb, with no more than an apposition between."""
        names = self._names(self.before, 0, verb.start())
        if names and re.fullmatch(r"(?:, [^,]{1,80},)? ", self.before[names[-1].end : verb.start()]):
            return "" if self._joined(self.before, names[-2:]) and len(names) > 1 else names[-1].name
        return ""

    def _actor(self, verbs: list[re.Match[str]]) -> str:
        """The name of who acts in the last clause, or "" where that is in doubt."""
        verb = verbs[-1]
        if re.search(
            r",? who (?:\w+ ){0,2}$", self.before[: verb.start()]
        ):  # "Lee cites Rae, who called it “…”"
            anybody = list(self.name.finditer(self.before, 0, verb.start()))
            if len(anybody) > 1 and re.fullmatch(
                r" (?:of|at|for|from|with)(?: the)? ", self.before[anybody[-2].end() : anybody[-1].start()]
            ):
                anybody.pop()  # "Rae of the Hill Survey, who called it “…”"
            return without_title(anybody[-1][0]) if anybody and not is_like_an_outlet(anybody[-1][0]) else ""
        last = next(reversed(list(self.name.finditer(self.before, 0, verb.start()))), None)
        if (
            last
            and _BESIDE.fullmatch(self.before, last.end(), verb.start())
            and _CLAUSE.search(self.before[: last.start()])
        ):
            return self._bare(last[0])  # "Lee says that Rae called it “…”"
        names = self._names(self.before, 0, verb.start())
        pronoun = re.search(rf"(?<!\w)(?:{self.speech.pronouns}) $", self.before[: verb.start()])
        passive = not verb[0].endswith("ing") and _PASSIVE.search(self.before[: verb.start()])
        if not names or pronoun or passive:
            return ""
        if _BESIDE.fullmatch(self.before, names[-1].end, verb.start()):  # "Lee, Rae said, “…”"
            return "" if len(names) > 1 and self._joined(self.before, names[-2:]) else names[-1].name
        if self.before[: verb.start()].endswith(" as "):  # "Lee quoted Rae as saying “…”"
            return names[-1].name if names[-1].end == verb.start() - len(" as ") else ""
        if len(verbs) > 1 and not verb[0].endswith(
            "ing"
        ):  # "When Lee asked “…” the minister, Rae, replied, “…”"
            names = [one for one in names if one.start >= verbs[-2].end()] or names
        clause = max((m.end() for m in re.finditer(r"; | but | while | whereas ", self.before)), default=0)
        names = [one for one in names if one.start >= clause] or names
        beside = re.search(r"([A-Z][\w’'-]*) $", self.before[: verb.start()])
        if beside and beside.end(1) > max(one.end for one in names):  # "… on what Reuters called “…”"
            return ""
        return "" if self._joined(self.before, names) else names[0].name

    def _joined(self, words: str, names: list[_Name]) -> bool:
        """Whether two speak together: "Ann Lee and Bo Rae said"."""
        first, *others = names
        return any(
            re.fullmatch(
                r",? (?:and|&|n?or|und|oder|et|ou|y|e|o|ni) (?:[\w.’'-]+,? ){0,4}",
                words[first.end : one.start],
            )
            for one in others[:1]
        )
