"""Credit lines: who brings a piece, whose it is and when, in one line: "Reuters via Mining.com | April 2, 2025"."""

import re
from dataclasses import dataclass

from . import dates
from .outlets import AGENCIES, OUTLET, WELL_KNOWN, is_another_body, is_like_an_outlet, without_article

LONGEST = 120  # characters
_BETWEEN = re.compile(r"\s*[|·•]\s*|\s+[–—/-]\s+")
_SAYS_NOTHING = re.compile(
    r"(?:\d{1,2} min(?:ute)?s?(?: read)?|\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Published|Posted|News|World|Business|Markets?|Mining|Commodities)"
    r"(?: on)?:?",
    re.IGNORECASE,
)
_LED = r"(?:(?:By|Source|From|Credit):? )?"
_VIA = re.compile(rf"{_LED}(?P<agency>{OUTLET}) (?:via|through|on|courtesy of) (?P<outlet>{OUTLET})")
_ONE = re.compile(rf"{_LED}(?P<outlet>{OUTLET})")


@dataclass(frozen=True)
class Credit:
    """`printed` is the date as it stands there, or "". `doubtful` are names that may be an outlet's."""

    agency: str = ""
    publisher: str = ""
    printed: str = ""
    doubtful: tuple[str, ...] = ()


def credit_of(line: str) -> Credit | None:
    """What a line says that holds nothing but outlets and a date; None for any other, so that it may be a title."""
    if len(line) > LONGEST:
        return None
    printed = dates.ANY.search(line)
    parts = [part.strip(" ,()") for part in _BETWEEN.split(_without(line, printed))]
    named: list[tuple[str, str]] = []
    for part in filter(None, parts):
        if _SAYS_NOTHING.fullmatch(part):
            continue
        outlets = _outlets_of(part)
        if outlets is None:
            return None
        named.append(outlets)
    if not named:
        return None
    return _credit(named, printed[0] if printed else "")


def _without(line: str, printed: re.Match[str] | None) -> str:
    """The line with a bar in place of its date."""
    return f"{line[: printed.start()]}|{line[printed.end() :]}" if printed else line


def _outlets_of(part: str) -> tuple[str, str] | None:
    """(agency, outlet) that a part of the line names, either of them perhaps ""; None if it is something else."""
    via = _VIA.fullmatch(part)
    if via and is_like_an_outlet(without_article(via["agency"])) and not is_another_body(via["outlet"]):
        return without_article(via["agency"]), without_article(via["outlet"])
    one = _ONE.fullmatch(part)
    if one is None or not is_like_an_outlet(without_article(one["outlet"])):
        return None
    name = without_article(one["outlet"])
    return (name, "") if name in AGENCIES else ("", name)


def _credit(named: list[tuple[str, str]], printed: str) -> Credit | None:
    agencies = list(dict.fromkeys(agency for agency, _ in named if agency))
    outlets = list(dict.fromkeys(outlet for _, outlet in named if outlet))
    sure = (
        (agencies or all(outlet in WELL_KNOWN for outlet in outlets))
        and len(outlets) <= 1
        and len(agencies) <= 1
    )
    if sure:
        return Credit("".join(agencies), "".join(outlets), printed)
    return Credit("", "", printed, (*agencies, *outlets)) if printed else None
