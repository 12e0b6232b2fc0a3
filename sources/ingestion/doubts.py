"""What a curator should look at in a text, whatever was found in it."""

import re

from ftfy.badness import is_bad

from . import mention_forms_elsewhere, speech
from .languages import NAMES, UNKNOWN

SHORT = 300  # characters
ENTRIES = 4  # lines that begin with a time of day: a live blog has more, a programme of events fewer

_PAYWALL = re.compile(
    r"(?i:\b(?:subscribe|sign in|log in|register|become a (?:member|subscriber))\b[^.\n]{0,30} to (?:continue|keep|read|unlock|access)|"
    r"(?:for|only) (?:paying )?subscribers(?: only)?\b|(?:this|the) (?:article|content|story) is (?:reserved )?for (?:our )?subscribers|"
    r"already a subscriber\?|weiterlesen mit|réservé aux abonnés|solo para suscriptores|exclusivo para assinantes)"
)
_CORRECTION = re.compile(
    r"^(?:Correction|CORRECTION|Clarification|Corrected|Editor[’']s note|This (?:article|story) (?:was|has been) (?:corrected|amended|updated))\b.*",
    re.M,
)
_HELPERS = re.compile(
    r"(?:[Aa]dditional|[Ff]urther) reporting by [^.;\n]{3,80}|[Ww]ith assistance from [^.;\n]{3,80}|(?<![^\n(])(?:Reporting|Writing|Compiled) by [^.;\n]{3,80}|"
    r"(?<![^\n(])[^.\n]{5,80} contributed (?:reporting|to (?:this|the) (?:report|reporting|story|article))\b",
    re.M,
)
_ENTRY = re.compile(
    r"^(?:[0-2]?\d[:.h][0-5]\d|\d{1,2} ?[ap]\.?m\.?)(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\b", re.M
)


def about(text: str) -> list[str]:
    """Notes on the text as a whole."""
    notes = []
    if len(text) < SHORT:
        notes.append("The text is very short: is it all of the article?")
    if paywall := _PAYWALL.search(text):
        notes.append(f"“{paywall[0]}”: it may break off at a paywall. Is it all of the article?")
    if len(_ENTRY.findall(text)) >= ENTRIES:
        notes.append("It looks like a live blog: the dates and authors of its entries are not read.")
    if correction := _CORRECTION.search(text):
        notes.append(f"It speaks of a correction, so an earlier text may be about: “{correction[0][:120]}”")
    notes += [
        f"“{helpers}” is not read as the byline. Enter who signs it by hand."
        for helpers in _HELPERS.findall(text)
    ]
    if misread := [line for line in text.split("\n") if is_bad(line)]:
        notes.append(
            f"Some characters seem misread, and stay as they were given: “{misread[0].strip()[:80]}”"
        )
    return notes


def about_repairs(raw: str, text: str) -> list[str]:
    """A note where characters that had been misread were put right."""
    kept = set(text.split("\n"))
    repaired = [line.strip() for line in raw.split("\n") if is_bad(line) and line.strip() not in kept]
    return [f"Misread characters were put right. As given: “{repaired[0][:80]}”"] if repaired else []


def about_language(language: str) -> list[str]:
    """What is not looked for in a text of that language."""
    tag = language.split("-")[0]
    if tag == UNKNOWN:
        return ["The language is not clear: choose it by hand."]
    if tag == "en":
        return []
    name = NAMES.get(tag, tag)
    sought = [
        ("the reports that it rests on", tag in mention_forms_elsewhere.FORMS),
        ("quotations", tag in speech.SPEECH),
    ]
    missing = [what for what, looked_for in (*sought, ("critique", False)) if not looked_for]
    return [f"The text is in {name}. Not looked for in this language: {', '.join(missing)}."]
