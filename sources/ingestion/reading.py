"""From bytes to a text: a page, the JSON of a WordPress post, or plain words."""

import json
import re
from dataclasses import replace

from . import pages, posts
from .facts import Facts, Reading, Unreadable

LARGEST = 5_000_000  # bytes

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|main|article|section|div|p|h1|h2|meta|ul)\b",
    re.I | re.S,
)

# Elements of HTML. A text holds one where a pair of tags stands in it, or several that need no end.
_NAMES = (
    "a|abbr|article|aside|b|blockquote|body|button|center|cite|code|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font|footer|form|"
    "h[1-6]|head|header|html|i|iframe|ins|label|li|main|mark|nav|noscript|object|ol|p|pre|q|s|script|section|small|span|strong|style|sub|"
    "summary|sup|svg|table|tbody|td|template|textarea|th|thead|time|title|tr|u|ul|video"
)
_PAIR = re.compile(rf"<({_NAMES})(?:\s[^<>]*)?>.*?</\1\s*>", re.I | re.S)
_RUNS = re.compile(r"<(?:script|style|iframe|object|embed|svg|img|meta|link|base)\b[^<>]*>?", re.I)
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|td|section|article|blockquote|pre)\b", re.I)
_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)
_TAG = re.compile(rf"</?(?:{_NAMES}|br|hr|img|input)\b[^<>]*>", re.I)
_BEGUN_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"[\w-]+"\s*:')
# What pages mean by the name of an encoding, as browsers read it: the wider one of which that is a part.
_AS_BROWSERS_DO = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    "big5": "big5hkscs", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
SEVERAL = 3  # tags that no plain text holds by chance


def read(raw: bytes, given: Facts | None = None) -> Reading:
    """What the bytes say. What a curator has `given` goes before what the page says. Raises Unreadable."""
    if len(raw) > LARGEST:
        raise Unreadable(f"This is larger than {LARGEST:,} bytes: no article is.")
    text, notes = decoded(raw)
    if not text.strip():
        raise Unreadable("There is no text here.")
    reading = _read(text, raw)
    facts = (given or Facts()).or_else(reading.facts)
    return replace(reading, facts=facts, notes=[*notes, *reading.notes])


def decoded(raw: bytes) -> tuple[str, list[str]]:
    """The characters of the bytes, and what is to be said about them. Raises Unreadable for what is not text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        named = re.search(rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)=[\"']?([\w-]+)", raw[:4096], re.I)
        name = named[1].decode().lower() if named else ""
        encodings = ["utf-8-sig", *filter(None, [_AS_BROWSERS_DO.get(name, name)]), "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if re.search("[\0-\x08\x0e-\x1a]", text):
            break
        certain = encoding != "cp1252" or _AS_BROWSERS_DO.get(name) == encoding
        return text, [] if certain else ["It is not UTF-8: it was read as Windows-1252. Look at its accents."]
    raise Unreadable("This is not text: give a page, a text file or the JSON of a WordPress post.")


def _read(text: str, raw: bytes) -> Reading:
    if text.lstrip().startswith(("{", "[")):
        try:
            found = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            if _BEGUN_JSON.match(text):
                raise Unreadable(
                    "This begins as JSON and does not end as such: a part of it is missing."
                ) from None
            return Reading(text, Facts(), raw)
        if isinstance(found, (dict, list)):
            return posts.read_post(found, raw)
    if _MARKUP.match(text):
        try:
            return pages.read_page(text, raw)
        except Unreadable:
            if _WHOLE.search(text):
                raise
    if _PAIR.search(text) or _RUNS.search(text) or len(_TAG.findall(text)) >= SEVERAL:
        return _read_fragment(text, raw)
    return Reading(text, Facts(), raw)


def _read_fragment(html: str, raw: bytes) -> Reading:
    """A piece of a page: all of its words, and none of its scripts."""
    text = posts.words_of(html if _BLOCK.search(html) else html.replace("\n", "<br>"))
    if not text:
        raise Unreadable("This is HTML without a text: scripts and the like are never read.")
    note = "It holds HTML, so it was read as HTML: tags, scripts and styles are left out."
    return Reading(text, Facts(), raw, notes=[note])
