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
_ELSEWHERE = {
    "januar": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8, "september": 9, "oktober": 10,
    "november": 11, "dezember": 12,  # German
    "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8, "septembre": 9, "octobre": 10,
    "novembre": 11, "décembre": 12,  # French
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9,
    "octubre": 10, "noviembre": 11, "diciembre": 12,  # Spanish
    "janeiro": 1, "fevereiro": 2, "março": 3, "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "outubro": 10, "novembro": 11,
    "dezembro": 12,  # Portuguese
    "gennaio": 1, "febbraio": 2, "aprile": 4, "maggio": 5, "giugno": 6, "luglio": 7, "settembre": 9, "ottobre": 10,
    "dicembre": 12,  # Italian
    "января": 1, "февраля": 2, "марта": 3, "апреля": 4, "мая": 5, "июня": 6, "июля": 7, "августа": 8, "сентября": 9,
    "октября": 10, "ноября": 11, "декабря": 12,  # Russian
}  # fmt: skip
_FOREIGN = re.compile(
    rf"(\d{{1,2}})(?:\.|er|º)? (?:de )?({'|'.join(sorted(_ELSEWHERE, key=len, reverse=True))}),? (?:del? )?(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
WITH_YEAR = (
    rf"(?:{MONTH} {_DAY},? \d{{4}}|{_DAY} (?:of )?{MONTH},? \d{{4}}|(?<!\d)\d{{4}}[-/]\d{{2}}[-/]\d{{2}})"
)
WITHOUT_YEAR = rf"(?:{MONTH} {_DAY}|{_DAY} (?:of )?{MONTH})(?!\w|,? \d{{4}})"
PRINTED = rf"(?:{WITH_YEAR}|{WITHOUT_YEAR})"
SLASHED = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d)"
)  # which number is the day depends on the country
NUMBERS = r"(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4})"
ANY = re.compile(rf"{PRINTED}|{SLASHED.pattern}|(?i:{_FOREIGN.pattern})|{_EAST_ASIAN.pattern}")
_DOTTED_IS_DAY_FIRST = frozenset(
    ["de", "ru", "uk", "pl", "cs"]
)  # the one order that these languages write with full stops


def parsed(words: str) -> date | None:
    """The day that the words name, or None: "March 19, 2025", "19 March 2025", "2025-03-19"."""
    iso = re.match(r"(\d{4})([-/])(\d{2})\2(\d{2})(?!\d)", words)
    if iso:
        return _day(int(iso[1]), int(iso[3]), int(iso[4]))
    month, year = re.search(MONTH, words), re.search(r"\b\d{4}\b", words)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    if not (month and year and day):
        return None
    number = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month[0][:3]))
    return _day(int(year[0]), number, int(day[1]))


def numbered(words: str, language: str = "") -> date | None:
    """The day of a date in numbers that can be read in one way only: "25/04/2025", and "03.04.2025" in German."""
    found = SLASHED.search(words)
    if found is None or len(found["year"]) == 2:
        return None
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    day_first = found["mark"] == "." and language.split("-")[0] in _DOTTED_IS_DAY_FIRST
    if first > 12 or first == second or day_first:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def day_of(words: str, language: str = "") -> date | None:
    """The day that the words name in any of these forms, or None."""
    return parsed(words) or in_another_language(words) or numbered(words, language)


def doubt_about(words: str) -> str:
    """Why the printed date is no day, as the second half of a note; "" where the words hold no date in numbers or words."""
    if slashed := SLASHED.search(words):
        return f"“{slashed[0]}”: which number is the month differs by country"
    if yearless := re.search(WITHOUT_YEAR, words):
        return f"“{yearless[0]}” has no year"
    if monthly := re.search(rf"{MONTH} \d{{4}}", words):
        return f"“{monthly[0]}” names no day"
    return ""


def in_another_language(line: str) -> date | None:
    """The day that a line names in another language than English, with the month as a word or a sign of its own."""
    if named := _FOREIGN.search(line):
        return _day(int(named[3]), _ELSEWHERE[named[2].lower()], int(named[1]))
    if numbered := _EAST_ASIAN.search(line):
        return _day(int(numbered[1]), int(numbered[2]), int(numbered[3]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
