"""The canonical form of a captured text: what is hashed, and what offsets count in.

Every hash and every offset in the database rests on these rules, so a rule that was once released never changes:
a better one is a new version beside it, and each snapshot records the version it was made with.

Version 1, in order, repeated until nothing changes (so that doing it twice does nothing more):

1. every kind of line end becomes "\\n";
2. zero-width spaces, byte order marks and soft hyphens go: the reader of the page never saw them
   (joiners that change how a script is shown, U+200C and U+200D, stay);
3. no-break spaces, tabs and every other Unicode space become a plain space;
4. Unicode NFC;
5. runs of spaces become one, spaces at both ends of a line go;
6. page furniture goes: "(opens in a new tab)" wherever it stands; the lines "Spread the word:" and "CATEGORIES: ,";
   the line "Leave a Reply" with the lines of the comment form below it, and nothing else below it;
7. runs of blank lines become one, blank lines at both ends of the text go. There is no newline at the end.

Title, highlights, headings and list marks stay: they are part of what was published. No word is joined or split.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable

CANONICAL_VERSION = 1

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_NEW_TAB = re.compile(r"(?: ?\(opens in a new tab\))+(?P<next>[^ \n,.;:!?)\]’”…])?", re.IGNORECASE)
_FURNITURE_LINE = re.compile(r"^(?:Spread the word:|CATEGORIES:[ ,]*)$", re.MULTILINE)

_FORM_LINES = (
    r"Your email address will not be published\.(?: Required fields are marked \*)?",
    r"Required fields are marked \*",
    r"(?:Comment|Name|Email|Website)(?: ?\*)?",
    r"Save my name, email, and website in this browser for the next time I comment\.",
    r"Post Comment",
)
_COMMENT_FORM = re.compile(
    r"^Leave a Reply(?: Cancel reply)?$(?:\n(?:{})?$)*".format("|".join(_FORM_LINES)), re.MULTILINE
)


def canonicalise(raw: str, version: int = CANONICAL_VERSION) -> str:
    """The canonical form of `raw` under the rules of `version`.

    Pure and idempotent. The result is what `sha256_of` hashes and what quotes are cut from (code points, end exclusive).
    Raises ValueError for a version that this program does not know.
    """
    rule = _RULES.get(version)
    if rule is None:
        known = ", ".join(str(number) for number in sorted(_RULES))
        raise ValueError(f"There is no canonical text version {version}; known: {known}.")
    return _until_stable(rule, raw)


def sha256_of(text: str) -> str:
    """The SHA-256 of a canonical text's UTF-8 bytes, as 64 lower-case hexadecimal digits.

    Raises UnicodeEncodeError for a lone surrogate, which no captured page can hold.
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _until_stable(rule: Callable[[str], str], text: str) -> str:
    """Taking something out can bring its two sides together into something to take out; the first pass may
    lengthen the text (NFC), every later one shortens it, so this ends."""
    while (shorter := rule(text)) != text:
        text = shorter
    return text


def _version_1(text: str) -> str:
    text = _LINE_END.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _SPACE.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(" +", " ", text)
    text = re.sub("^ | $", "", text, flags=re.MULTILINE)
    text = _NEW_TAB.sub(lambda hint: f" {hint['next']}" if hint["next"] else "", text)
    text = _COMMENT_FORM.sub("", text)
    text = _FURNITURE_LINE.sub("", text)
    return re.sub("\n{3,}", "\n\n", text).strip("\n")


_RULES: dict[int, Callable[[str], str]] = {1: _version_1}
