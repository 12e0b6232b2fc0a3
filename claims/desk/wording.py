"""What the words around a marking suggest: the sentence, quotation marks, headings, and the role beside a name.

Pure: strings in, places and strings out (code points from 0, end exclusive). Proposals, for a person to correct.
"""

import re

from sources.ingestion.names import NOT_A_NAME, PERSON, UPPER
from sources.ingestion.quoting import quotes_in

QUOTED = re.compile(r"“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|(?<!\w)\"[^\"\n]*\"(?!\w)")
SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)[.!?][”\"’»]?(?= )")
SENTENCE = 5  # words from which a quotation that ends like a sentence is one

ROLE = (
    r"(?:president|vice president|prime minister|minister|premier|chancellor|secretary|spokes(?:man|woman|person)|"
    r"ambassador|envoy|governor|mayor|senator|congress(?:man|woman)|lawmaker|commissioner|official|"
    r"chief executive(?: officer)?|chief|CEO|CFO|chair(?:man|woman|person)?|head|director|manager|founder|co-founder|"
    r"owner|partner|investor|oligarch|billionaire|tycoon|magnate|economist|analyst|expert|consultant|researcher|"
    r"professor|scientist|geologist|engineer|lawyer|historian|author|editor|journalist|correspondent|reporter|"
    r"general|colonel|admiral|activist|campaigner|farmer|miner|king|queen|prince|princess)"
)
_BEFORE = re.compile(
    rf"(?:(?:[Ff]ormer|[Ss]enior|[Dd]eputy|[Cc]hief|[Ii]nterim|[Aa]cting|[Ff]irst|[A-Z][\w.’'-]*) )*(?i:{ROLE})(?= $)"
)
_AFTER = re.compile(
    rf", (?P<role>(?:an?|the|its|their|then|chief|head|former)\b[^,.;:()“”]*?\b(?i:{ROLE})\b[^,;:()“”]*)"
)
_OF_AFTER = re.compile(rf", (?P<role>(?i:{ROLE})\b[^,;:()“”]*)")
_STOPS = re.compile(
    r" (?:said|says|told|was|is|has|had|and [A-Z]|both|who|which|that|writing)\b.*$|\. .*$|\.$"
)
LONGEST = 120  # code points of a role
_PERSON = re.compile(rf"(?:(?i:{ROLE}) )?(?P<name>(?!(?i:{ROLE}) ){PERSON})(?!\w)")
_ALONE = re.compile(rf"(?<!\w)(?!(?:{NOT_A_NAME}|He|She|It|They|We|I)\b)[{UPPER}][\w’'-]*\w(?!\w)")


def line_at(text: str, start: int) -> tuple[int, int]:
    """The line (paragraph) in which a place lies."""
    end = text.find("\n", start)
    return text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the sentence in which a marking starts to the end of that in which it ends."""
    left, right = line_at(text, start)
    for stop in SENTENCE_END.finditer(text, left, right):
        if stop.end() <= start:
            left = stop.end() + 1
        elif stop.end() >= end:
            return left, stop.end()
    return left, max(right, end)


def quotation_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands inside the quotation marks that a marking touches; None if it touches none."""
    left, right = line_at(text, start)
    for found in QUOTED.finditer(text, left, right):
        if found.start() < end and start < found.end():
            return found.start() + 1, found.end() - 1
    return None


def teller_of(text: str, start: int, end: int) -> str:
    """The name, in full where the text has it in full, to which a verb of saying ties the quotation that a marking touches."""
    left, right = line_at(text, start)
    line = text[left:right]
    people = [found["name"] for found in _PERSON.finditer(text)]
    alone = set(_ALONE.findall(_PERSON.sub("", line))) | {name.rsplit(" ", 1)[1] for name in people}
    for quote in quotes_in(line, [*people, *alone]):
        if quote.start < end - left and start - left < quote.end:
            full = [name for name in people if name.endswith(f" {quote.name}")]
            return full[0] if full else quote.name
    return ""


def people_in(text: str, start: int, end: int) -> list[str]:
    """The full names in the sentence of a marking, the nearest first."""
    left, right = sentence_at(text, start, end)
    found = sorted(_PERSON.finditer(text, left, right), key=lambda one: abs(one.start() - start))
    return [one["name"] for one in found]


def is_heading(text: str, start: int) -> bool:
    """Whether a place lies in a title or heading: a short line that does not end like a sentence, in a text of several."""
    left, right = line_at(text, start)
    line = text[left:right].strip()
    return "\n" in text and len(line) <= 150 and not re.search(r"[.!…:;,]\W*$", line)


def fidelity_of(text: str, start: int, end: int, highlights: list[list[int]], *, own_voice: bool) -> str:
    """How the words seem to be given: a code of Statement.Fidelity. `own_voice`: the outlet speaks in its own article."""
    if is_heading(text, start) or any(left <= start < right for left, right in highlights):
        return "headline"
    if own_voice:
        return "verbatim"
    quoted = quotation_at(text, start, end)
    if quoted is None:
        return "paraphrase"
    inside = text[quoted[0] : quoted[1]].strip()
    is_sentence = len(inside.split()) >= SENTENCE and inside[-1:] in ".!?,…"
    return "verbatim" if is_sentence and quoted[0] <= start and end <= quoted[1] else "partial_quote"


def role_of(text: str, names: list[str]) -> str:
    """The role that is printed beside one of the names, as printed; empty if none is."""
    for name in sorted(names, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            left, right = line_at(text, found.start())
            role = _role_before(text[left : found.start()]) or _role_after(text[found.end() : right])
            if role:
                return role
    return ""


def _role_before(words: str) -> str:
    found = _BEFORE.search(words[-LONGEST:])
    return found[0].strip() if found else ""


def _role_after(words: str) -> str:
    words = re.sub(r" ?\([^()]*\)", "", words)  # “the owner of Northmark (NMK)”
    found = _AFTER.match(words) or _OF_AFTER.match(words)
    return re.sub(r"^(?:an?|the) ", "", _STOPS.sub("", found["role"]))[:LONGEST].strip() if found else ""
