"""Version 2: version 1, text that was decoded wrongly, and the furniture of more sites, with a record of what went.

In order, repeated until nothing changes:

1. a line that is UTF-8 read as a Western encoding ("Russiaâ€™s") is decoded as it was meant, where that can only be so:
   encoding it back gives exactly what stood there. A line that is broken in any other way stays;
2. rules 1 to 5 of version 1: line ends, what nobody sees, spaces, NFC;
3. "(opens in a new tab)" and "(opens in new window)" go wherever they stand;
4. whole lines of furniture go: share bars, categories and tags, comment forms, cookie notices, captions of pictures, advertisements;
5. a table of contents goes, if each of its lines stands again below as a heading;
6. rule 7 of version 1: blank lines.

Headings, list marks and every word of a paragraph stay. No word is joined or split. What goes is recorded, but for spaces.
"""

import re
from collections import Counter

from ftfy import fix_encoding_and_explain

from .version_1 import with_plain_characters, without_stray_blank_lines

_HINT = re.compile(
    r"(?: ?\(opens in (?:a )?new (?:tab|window)\))+(?P<next>[^ \n,.;:!?)\]’”…])?", re.IGNORECASE
)
_ONE_HINT = re.compile(r"\(opens in (?:a )?new (?:tab|window)\)", re.IGNORECASE)
_MAY_BE_MISREAD = re.compile("[\u0080-\u00ff]")

_NETWORKS = r"(?:Facebook|Twitter|X|LinkedIn|WhatsApp|Telegram|Reddit|Pinterest|Tumblr|Bluesky|Threads|Email|E-mail|Mail|Print|Copy [Ll]ink|Link|More|Tweet|Share|Like|Pin)"
_SHARE = (
    r"(?:Spread the word|Share (?:this|on|via|the)(?: (?:this|article|story|post|page|news))?|Share):?",
    rf"(?:Share|Post|Click to share|Click to email(?: a link)?|Click to print|Save) (?:this )?(?:(?:article |story |post )?(?:on|to|via|with|by) )?{_NETWORKS}",
    r"Like this:|Like Loading(?:\.\.\.|…)|Loading(?:\.\.\.|…)|Follow us on [^.\n]{1,80}",
)
_COMMENTS = (
    r"Your email address will not be published\.(?: Required fields are marked \*)?",
    r"Required fields are marked \*",
    r"(?:Comment|Name|Email|Website)(?: ?\*)?",
    r"Save my name, email,? and website in this browser for the next time I comment\.",
    r"(?:Post|Submit) Comment|Cancel [Rr]eply|Δ",
    r"Notify me of (?:follow-up comments|new posts) by email\.",
    r"This site uses Akismet to reduce spam\.(?: Learn how your comment data is processed\.)?",
)
_CHOICES = r"(?:Accept|Reject|Decline|Allow)(?: (?:all|All))?(?: (?:cookies|Cookies))?|(?:Manage|Cookie) (?:preferences|settings|Preferences|Settings)|Privacy [Pp]olicy|Cookie [Pp]olicy|Learn more|OK|Got it"

_SHARE_BAR = re.compile(rf"^(?:{'|'.join(_SHARE)})$(?:\n+(?:{_NETWORKS}|{'|'.join(_SHARE)})$)*", re.MULTILINE)
_COMMENT_FORM = re.compile(
    rf"^Leave a (?:Reply|Comment)(?: Cancel [Rr]eply)?$(?:\n(?:{'|'.join(_COMMENTS)})?$)*", re.MULTILINE
)
_COOKIE_NOTICE = re.compile(
    r"^(?:We(?: and our partners)? use (?:[a-z]+ )?cookies|This (?:web)?site uses (?:[a-z]+ )?cookies|By continuing to (?:use|browse) this (?:web)?site)\b[^\n]{0,400}$"
    rf"(?:\n+(?:{_CHOICES})$)*",
    re.MULTILINE,
)
_LINES = re.compile(
    r"^(?:"
    r"CATEGORIES:[ ,]*"
    r"|(?:CATEGORIES|Categories|Category|TAGS|Tags|Filed [Uu]nder|Posted [Ii]n|Tagged(?: [Ww]ith| [Aa]s)?):[^\n.?!;]{0,150}"
    r"|\(?(?:Photo|Image|Picture|Photograph|Illustration|Graphic|Caption|Credit)(?: (?:credit|source|courtesy|caption))?s?(?::| by| courtesy of) [^\n]{1,200}"
    r"|(?:Image |Photo )?[Ss]ource: (?:Getty|Shutterstock|iStock|Unsplash|Pixabay|Wikimedia|Adobe)[^\n]{0,60}"
    r"|ADVERTISEMENT|Advertisement|Skip to (?:main )?content|Scroll to continue(?: reading)?|Story continues below(?: advertisement)?"
    r")$",
    re.MULTILINE,
)
_CONTENTS = re.compile(
    r"^(?:Table of [Cc]ontents|TABLE OF CONTENTS)(?: ?Toggle)?:?$\n+(?:Toggle$\n+)?", re.MULTILINE
)
_MARK = re.compile(r"^(?:[-–•*·▪◦‣]|\d{1,2}(?:\.\d{1,2})*[.)]?) ")


def cleaned(text: str, removed: Counter[str]) -> str:
    """One pass. What it takes out is counted in `removed`."""
    text = "\n".join(as_meant(line) for line in text.split("\n"))
    text = with_plain_characters(text)
    text = without_hints(text, removed)
    text = _without_contents(text, removed)
    for furniture in (_COMMENT_FORM, _SHARE_BAR, _COOKIE_NOTICE, _LINES):
        text = furniture.sub(lambda found: _recorded(found[0], removed), text)
    return without_stray_blank_lines(text)


def as_meant(line: str) -> str:
    """The line as its author wrote it, if all of it is UTF-8 that was read as another encoding, and only then."""
    if not _MAY_BE_MISREAD.search(line):
        return line
    meant, steps = fix_encoding_and_explain(line)
    certain = steps and all(step.action in ("encode", "decode") for step in steps)
    return meant if certain and len(meant) < len(line) and "\ufffd" not in meant else line


def _recorded(furniture: str, removed: Counter[str]) -> str:
    removed.update(line for line in furniture.split("\n") if line)
    return ""


def without_hints(text: str, removed: Counter[str]) -> str:
    def gone(hints: re.Match[str]) -> str:
        removed.update(hint.lower() for hint in _ONE_HINT.findall(hints[0]))
        return f" {hints['next']}" if hints["next"] else ""

    return _HINT.sub(gone, text)


def _without_contents(text: str, removed: Counter[str]) -> str:
    """A table of contents: the lines below its heading that stand, without their marks, again further below."""
    heading = _CONTENTS.search(text)
    if heading is None:
        return text
    lines = text[heading.end() :].split("\n")
    below = Counter(_MARK.sub("", line) for line in lines)
    count = 0
    while count < len(lines) and (not lines[count] or below[_MARK.sub("", lines[count])] > 1):
        below[_MARK.sub("", lines[count])] -= 1
        count += 1
    if not any(lines[:count]):
        return text
    _recorded(text[heading.start() : heading.end()] + "\n".join(lines[:count]), removed)
    return text[: heading.start()] + "\n".join(lines[count:])
