"""Dates as they are printed. A date without a year, or one that two countries read differently, is none."""

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH = (
    "(?:"
    + "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
    + r"|Sept)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
WITH_YEAR = rf"(?:{MONTH} {_DAY},? \d{{4}}|{_DAY} (?:of )?{MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
WITHOUT_YEAR = rf"(?:{MONTH} {_DAY}|{_DAY} (?:of )?{MONTH})(?!\w|,? \d{{4}})"
PRINTED = rf"(?:{WITH_YEAR}|{WITHOUT_YEAR})"


def parsed(words: str) -> date | None:
    """The day that the words name, or None: "March 19, 2025", "19 March 2025", "2025-03-19"."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", words)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    month, year = re.search(MONTH, words), re.search(r"\b\d{4}\b", words)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    if not (month and year and day):
        return None
    number = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month[0][:3]))
    return _day(int(year[0]), number, int(day[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
