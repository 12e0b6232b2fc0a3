"""What two wordings have in common, and what kind of word differs between them."""

import re

from rapidfuzz.distance import Indel, Levenshtein

DOUBLE_QUOTES = '"“”„‟«»'
SINGLE_QUOTES = "'’‘‚‛`´"
DASHES = "-‐‑‒–—―−"

_FORMS = str.maketrans(
    dict.fromkeys(DOUBLE_QUOTES, '"') | dict.fromkeys(SINGLE_QUOTES, "'") | dict.fromkeys(DASHES, "-") | {"…": "..."}
)  # fmt: skip
# A word with what holds it together ("wouldn't", "12.5", "rare-earth"), or a mark by itself.
_TOKEN = re.compile(r"[^\W_]+(?:['.,:/-][^\W_]+)*|\.\.\.|\S")
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
# What holds a word together in a text as it stands, to see whether a place lies inside a word.
_JOINT = frozenset(f".,:/{SINGLE_QUOTES}{DASHES}")

_COUNTING = frozenset((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand",
    "thousands", "million", "millions", "billion", "billions", "trillion", "trillions", "dozen", "dozens",
    "half", "halves", "third", "thirds", "quarter", "quarters", "fifth", "tenth", "first", "second", "once",
    "twice", "thrice", "double", "triple", "tenfold", "%", "percent",
))  # fmt: skip
_NEGATIONS = frozenset((
    "no", "not", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "cannot", "cant",
    "without", "hardly", "barely", "scarcely", "rarely", "seldom", "lacks", "lack", "fails", "failed",
    "denies", "denied", "denying", "refused", "unlikely",
))  # fmt: skip
_NEGATING = ("un", "in", "im", "il", "ir", "dis", "non", "non-")
# Words that are another word when their case changes.
_CASE_MATTERS = frozenset((
    "us", "it", "who", "may", "march", "august", "polish", "china", "turkey", "aids",
))  # fmt: skip


def tokens(text: str) -> list[str]:
    """The words and marks of a text, each in one form of quotation marks, dashes and ellipses."""
    return _TOKEN.findall(text.translate(_FORMS))


def pieces(text: str) -> list[str]:
    """A text cut into words, spaces and marks, of which it can be put together again."""
    return _PIECE.findall(text)


def alikeness(old: list[str], new: list[str]) -> float:
    """Share of words that two wordings have in common in the same order, 0 to 1. For proposals only: it decides nothing."""
    return Indel.normalized_similarity(old, new)


def tightened(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of the text without words at its ends that make it longer than the quote, and less like it."""
    wanted = tokens(quote)
    while True:
        words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
        if len(tokens(text[start:end])) <= len(wanted) or len(words) < 2:
            return start, end
        shorter = [(words[1][0], end), (start, words[-2][1])]
        likeness = [alikeness(wanted, tokens(text[a:b])) for a, b in [(start, end), *shorter]]
        best = likeness.index(max(likeness))
        if best == 0:
            return start, end
        start, end = shorter[best - 1]


def differences(old: str, new: str) -> list[str]:
    """What kinds of word differ: of "number", "negation", "name" and "other", in this order; [] if none does."""
    before, after = tokens(old), tokens(new)
    found: set[str] = set()
    for step in Levenshtein.opcodes(before, after):
        if step.tag == "equal":
            continue
        gone, come = (
            before[step.src_start : step.src_end],
            after[step.dest_start : step.dest_end],
        )
        kinds = {kind_of(word) for word in gone} | {kind_of(word) for word in come}
        if any(_negates(a, b) or _negates(b, a) for a in gone for b in come):
            kinds.add("negation")
        kinds.discard("other")
        found |= kinds or {"other"}
    return [kind for kind in ("number", "negation", "name", "other") if kind in found]


def kind_of(word: str) -> str:
    """number, negation, name (it begins with a capital) or other."""
    small = word.lower()
    parts = small.split("-")
    if any(letter.isdigit() for letter in word) or _COUNTING & {small, *parts}:
        return "number"
    if small in _NEGATIONS or small.endswith("n't"):
        return "negation"
    return "name" if word[0].isupper() else "other"


def is_negation(word: str) -> bool:
    return kind_of(word) == "negation"


def _negates(positive: str, negative: str) -> bool:
    """possible → impossible, useful → useless."""
    positive, negative = positive.lower(), negative.lower()
    return any(negative == prefix + positive for prefix in _NEGATING) or (
        negative.endswith("less") and negative[:-4] == positive.removesuffix("ful")
    )


def same_but_for_form(quote: str) -> re.Pattern[str]:
    """What a wording matches that differs from the quote in nothing but case, spaces, quotation marks and dashes."""
    pieces = re.findall(r"\s+|\.\.\.|.", quote.strip())
    return re.compile("".join(map(_forms_of, pieces)), re.IGNORECASE)


def _forms_of(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    if piece in ("...", "…"):
        return r"(?:\.\.\.|…)"
    kinds = [kind for kind in (DOUBLE_QUOTES, SINGLE_QUOTES, DASHES) if piece in kind]
    return f"[{re.escape(kinds[0])}]" if kinds else re.escape(piece)


def case_alone_differs(old: str, new: str) -> bool:
    """Whether the words are the same, none of them one that its case makes another ("us", "US")."""
    before, after = tokens(old), tokens(new)
    return len(before) == len(after) and all(
        a == b or (a.lower() == b.lower() and a.lower() not in _CASE_MATTERS) for a, b in zip(before, after, strict=True)
    )  # fmt: skip


def cuts_word(text: str, place: int) -> bool:
    """Whether a place lies inside a word or number: in "wouldn't", between the digits of "12.5"."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before.isalnum() and after.isalnum():
        return True
    if before.isalnum() and after in _JOINT:
        return text[place + 1 : place + 2].isalnum()
    return before in _JOINT and after.isalnum() and text[place - 2 : place - 1].isalnum()


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The word before and the word after a place, in the same line; "" where there is none."""
    before = tokens(text[max(start - 40, 0) : start].rpartition("\n")[2])
    after = tokens(text[end : end + 40].partition("\n")[0])
    return before[-1] if before else "", after[0] if after else ""
