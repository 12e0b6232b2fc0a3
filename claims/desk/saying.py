"""What a sentence tells of the act of saying: the stance that is taken, who takes it, how sure they are, and when it was.

Pure: strings in, codes and words out (code points from 0, end exclusive). English. Proposals, for a person to correct.
"""

import re
from datetime import date

from sources.ingestion.dates import MONTHS

from .wording import line_at, sentence_at

_BY_VERB = {
    "concedes": r"admit(?:s|ted|ting)?|conced(?:es?|ed|ing)|acknowledg(?:es?|ed|ing)|grant(?:s|ed)? that|owns? up|owned up",
    "denies": r"den(?:y|ies|ied|ying)|disput(?:es|ed|ing) that|(?:reject|dismiss)(?:s|es|ed|ing)? (?:the |any )?(?:claim|idea|notion|suggestion|charge|allegation)s?",
    "questions": r"ask(?:s|ed|ing)? (?:whether|if|how|why)|wonder(?:s|ed|ing)?|question(?:s|ed|ing) (?:whether|if|how|why)|doubt(?:s|ed|ing)? (?:that|whether|if)",
    "predicts": r"predict(?:s|ed|ing)?|forecast(?:s|ing)? that|foresees?|foresaw|warn(?:s|ed|ing) of",
    "asserts": r"said|says|saying|told|tells|add(?:s|ed|ing)|argu(?:es|ed|ing)|insist(?:s|ed|ing)|stress(?:es|ed|ing)|suggesting|meaning",
}
_VERBS = "|".join(f"(?P<{name}>{verbs})" for name, verbs in _BY_VERB.items())
_NOT = r"(?<!not )(?<!n’t )(?<!n't )(?<!fails to )(?<!failed to )(?<!failing to )(?<!refuses to )(?<!refused to )(?<!without )(?<!never )(?<!\bno )"
VERB = re.compile(rf"\b{_NOT}(?:{_VERBS})\b", re.I)
# “…”, she admitted on Monday.  …, admitted Halla, the mayor.
_WHO = r"(?!(?:but|and|while|as|which|who|whose|when|where|yet|so|if|though|although|because|before|after|since)\b)[\w’'.-]+"
BEHIND = re.compile(
    rf"^(?:[^“”\"»]{{0,120}}[”\"»],?|[^,“”\"»]{{0,80}},) (?:{_WHO} ){{0,4}}(?:{_VERBS})\b"
    r"(?! (?:that|it|its|the|this|these|all|any)\b)",
    re.I,
)
GRANTED = re.compile(
    r"^\W*(?:while|although|though|even though|indeed|of course|true|admittedly|granted|to be sure)\b", re.I
)
PRAISED = re.compile(
    r"\b(?:good job|(?:rightly|correctly|effectively|ably|usefully|fairly) \w+|deserves? credit|to (?:its|his|her|their) credit|well (?:told|made|argued|written|researched))\b",
    re.I,
)
TURNED = re.compile(r"\W*(?:but|still|yet|however|nevertheless|nonetheless|even so|that said)\b", re.I)
WANTED = re.compile(
    r"(?<![’']s )(?<!\bthe )(?<!\ban )\b(?:offers|offered|offering|(?-i:proposed)|propos(?:es|ing)|push(?:es|ed|ing)? for|"
    r"call(?:s|ed|ing)? (?:for|on)|urg(?:es|ed|ing)|should|ought to|let us|demand(?:s|ed|ing) (?:that|an?|the)|"
    r"(?:extend|mak|renew)(?:s|es|ed|ing) an offer|made an offer|(?:in|his|her|its|their) pursuit of|wants? to|wanted to|s(?:eeks?|ought|eeking) to)\b",
    re.I,
)
TO_COME = re.compile(
    r"\b(?:will|would|(?:un)?likely to|going to|expected to|(?:could|might) (?!be\b|have\b|seem\b|appear\b|well be\b))\b|’ll\b",
    re.I,
)
BEFORE = 40  # code points before a marking in which its verb is looked for

HEDGE = re.compile(
    r"\b(?:(?:may|might|could|would)(?: (?:well|likely|probably|possibly|perhaps))?(?: (?:seem|appear)(?: to be| to| like)?\b| be (?:attempting|trying|seeking|hoping)\b| be (?!\w+ed\b)|(?= ))|can be (?:thought of|seen|said|argued)|arguably|perhaps|maybe|"
    r"possibly|probably|potentially|presumably|supposedly|apparently|reportedly|(?:un)?likely|seems? to|appears? to|somewhat|"
    r"in (?:my|our) (?:view|opinion)|we (?:think|believe)|I (?:think|believe))",
    re.I,
)
HEDGES = 3  # offered at once

PLAN = re.compile(
    r"\b(?:(?:the|this|that|such an?|such|any|its|his|her|their)|\w+[’']s?) (?:\w+ )?(?:offer|proposal|plan|deal|claim|idea|suggestion|scenario|story|"
    r"argument|partnership|move|project|bid|pitch|overture|promise|report|article|piece)s?\b|\bif\b",
    re.I,
)
THE_PIECES = [
    f"{article} {piece}" for article in ("The", "the") for piece in ("report", "article", "story", "piece")
]
THE_PIECE = re.compile(rf"\b(?:{'|'.join(THE_PIECES)})\b")
PIECE = re.compile(
    r"\b(?:it|reports?|articles?|pieces?|story|stories|coverage|headlines?|authors?|journalists?|reporters?)\b",
    re.I,
)
MONTH = re.compile(r"May\b")

SAYING = (
    r"(?:said|says|saying|told|tells|stat(?:es|ed)|claim(?:s|ed)|argu(?:es|ed)|warn(?:s|ed)?|insist(?:s|ed)?|admit(?:s|ted)|"
    r"conced(?:es|ed)|emphasi[sz](?:es|ed)|stress(?:es|ed)|suggest(?:s|ed)?|call(?:s|ed)|point(?:s|ed) (?:out|to)|not(?:es|ed)|add(?:s|ed)|"
    r"propos(?:es|ed)|offer(?:s|ed)|downplay(?:s|ed)|highlight(?:s|ed)|announc(?:es|ed)|report(?:s|ed)|present(?:s|ed)|fram(?:es|ed)|portray(?:s|ed)|explain(?:s|ed)|push(?:es|ed)|"
    r"pledg(?:es|ed)|promis(?:es|ed)|den(?:ies|ied)|predict(?:s|ed)|wants?|wanted|hop(?:es|ed)|fear(?:s|ed)|think(?:s)?|believ(?:es|ed))"
)
_ON_THE_WAY = r"(?:’s)?(?: himself| herself| itself)?(?:, [^,.;]{1,80},)? (?:(?:also|now|has|have|had|then|again|\w+ly) )*"
PRONOUN = re.compile(r"^\W*(?:He|She|They|His|Her|Their)\b")

_MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH}) (?:(?P<day>\d{{1,2}}), )?|(?P<first>\d{{1,2}}) (?P<then>{_MONTH}) )(?P<year>(?:19|20)\d\d)\b"
)


def stance_of(text: str, start: int, end: int) -> str:
    """A code of Statement.Stance: what the words say, where they say nothing else it is `asserts`."""
    left, right = sentence_at(text, start, end)
    sentence = text[left:right].rstrip('”"’» ')
    if sentence.endswith("?"):
        return "questions"
    verb = _verb_of(text, (left, right), start, end)
    if verb in ("concedes", "denies", "questions"):
        return verb
    if _is_granted(sentence, start - left) or _is_praise(text, left, right):
        return "concedes"
    if WANTED.search(text, max(left, start - BEFORE), end):
        return "proposes"
    to_come = verb == "predicts" or TO_COME.search(text, max(left, start - BEFORE // 2), end)
    return "predicts" if to_come else "asserts"


def _verb_of(text: str, sentence: tuple[int, int], start: int, end: int) -> str | None:
    """The stance that the verb of saying tells: of the one behind the words, as after a quotation, else of the last before them."""
    behind = BEHIND.search(text[end : sentence[1]])
    before = [] if behind else list(VERB.finditer(text, sentence[0], start))
    found = behind or (before[-1] if before else None)
    return found.lastgroup if found else None


def _is_praise(text: str, left: int, right: int) -> bool:
    """Whether a sentence speaks well of something before the next one turns against it."""
    return PRAISED.search(text, left, right) is not None and TURNED.match(text, right) is not None


def _is_granted(sentence: str, place: int) -> bool:
    """Whether a place lies in what a sentence grants before it goes on to its own point: “While …, ”."""
    found = GRANTED.match(sentence)
    comma = sentence.find(",", found.end() + 1) if found else -1
    return found is not None and (comma < 0 or place < comma)


def bases_of(text: str, start: int, end: int, outlets: list[str]) -> dict[str, str]:
    """{type of target: a code of Edge.Basis}: stated where the sentence speaks of some plan or claim, or of a piece or its outlet."""
    left, right = sentence_at(text, start, end)
    sentence = text[left:right]
    is_of_piece = PIECE.search(sentence) or any(name in sentence for name in outlets)
    return {
        target: "stated" if found else "juxtaposed"
        for target, found in (("claim", PLAN.search(sentence)), ("article", is_of_piece))
    }


def hedges_of(text: str, start: int, end: int) -> list[str]:
    """The words of the sentence that may weaken what is marked, the nearest first."""
    left, right = sentence_at(text, start, end)
    words = (
        one for one in HEDGE.finditer(text, left, right) if one.start() == left or not MONTH.match(one[0])
    )
    found = sorted(words, key=lambda one: max(start - one.end(), one.start() - end))
    return list(dict.fromkeys(one[0].strip() for one in found))[:HEDGES]


def says(text: str, start: int, end: int, names: list[str]) -> int | None:
    """How near (code points) before a marking, in its sentence, one of the names is followed by a verb of saying."""
    left, right = sentence_at(text, start, end)
    name = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)(?:{name})(?!\w){_ON_THE_WAY}{SAYING}\b", text[left:right])
    places = [start - left - one.start() for one in found if one.start() <= start - left]
    return min(places, default=None)


def names_piece(text: str, start: int, end: int) -> bool:
    """Whether a sentence names the source of its words as “the report” or the like."""
    left, right = sentence_at(text, start, end)
    return THE_PIECE.search(text, left, right) is not None


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence speaks of somebody by a pronoun alone: of whoever was spoken of before."""
    left, right = sentence_at(text, start, end)
    return PRONOUN.match(text[left:right]) is not None


def dates_of(text: str, start: int) -> list[tuple[str, str]]:
    """[(ISO date, precision)] that are printed in full, with their year, in the paragraph of a place."""
    left, right = line_at(text, start)
    found = []
    for one in DATE.finditer(text, left, right):
        day = one["day"] or one["first"]
        try:
            when = date(int(one["year"]), MONTHS.index(one["month"] or one["then"]) + 1, int(day or 1))
        except ValueError:  # the 31st of April
            continue
        found.append((when.isoformat(), "day" if day else "month"))
    return list(dict.fromkeys(found))
