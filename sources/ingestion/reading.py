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

_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|strong|em|a)\b[^<>]*>", re.I)
_BEGUN_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"[\w-]+"\s*:')
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
        named = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", raw[:4096], re.I)
        encodings = ["utf-8-sig", *([named[1].decode()] if named else []), "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if re.search("[\0-\x08\x0e-\x1a]", text):
            break
        certain = encoding != "cp1252"
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
        return pages.read_page(text, raw)
    if len(_TAG.findall(text)) >= SEVERAL:  # a piece of a page that begins with words
        return Reading(posts.words_of(text), Facts(), raw)
    return Reading(text, Facts(), raw)
