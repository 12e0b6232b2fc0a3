"""Version 1. Released: it never changes.

In order, repeated until nothing changes (so that doing it twice does nothing more):

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

import re
import unicodedata
from collections import Counter

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


def cleaned(text: str, removed: Counter[str]) -> str:
    """One pass. `removed` stays as it is: this version does not tell what it takes out."""
    text = with_plain_characters(text)
    text = _NEW_TAB.sub(lambda hint: f" {hint['next']}" if hint["next"] else "", text)
    text = _COMMENT_FORM.sub("", text)
    text = _FURNITURE_LINE.sub("", text)
    return without_stray_blank_lines(text)


def with_plain_characters(text: str) -> str:
    """Rules 1 to 5."""
    text = _LINE_END.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _SPACE.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(" +", " ", text)
    return re.sub("^ | $", "", text, flags=re.MULTILINE)


def without_stray_blank_lines(text: str) -> str:
    """Rule 7."""
    return re.sub("\n{3,}", "\n\n", text).strip("\n")
