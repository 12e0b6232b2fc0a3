"""The kinds of value that a field of a dataset line can have: how each is read, and how it is put into words.

Readers return what COPY takes, or raise `Refused` with the reason in words that the writer of the line can act on.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from reeapi.api.errors import Refused, nearest
from reeapi.api.parameters import is_blank
from sources.models.rows import WEB_ADDRESS

from .findings import quoted

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
LARGEST = {"PositiveSmallIntegerField": 32_767, "PositiveIntegerField": 2_147_483_647}


@dataclass(frozen=True)
class Kind:
    """A kind of value: its description in the documentation, its type in a staging table, its reader.

    `plain`: as a text, it has nothing that JSON escapes.
    """

    words: str
    sql: str
    read: Callable[[Any], Any]
    plain: bool = False


def _string(value: Any) -> str:
    if type(value) is not str:
        raise Refused(f"{quoted(value)} is not a text in quotation marks.")
    return value


def text(longest: int | None, *, url: bool = False) -> Kind:
    """`longest` counts code points."""

    def read(value: Any) -> str:
        found = _string(value)
        if longest is not None and len(found) > longest:
            raise Refused(f"{quoted(value)} has {len(found)} characters; at most {longest} are allowed.")
        if found and is_blank(found):
            raise Refused("The text is blank; leave it out for none.")
        if url:
            try:
                WEB_ADDRESS(found)
            except ValidationError:
                raise Refused(
                    f"{quoted(value)} is not an address that begins with http:// or https://."
                ) from None
        return found

    words = "address (http or https)" if url else "text"
    return Kind(f"{words} of up to {longest} characters" if longest else words, "text", read)


def choice(values: Iterable[str]) -> Kind:
    known = tuple(values)

    def read(value: Any) -> str:
        if value in known and type(value) is str:
            return value
        suggestion = nearest(value, known) if type(value) is str else None
        raise Refused(f"{quoted(value)} is not one of {', '.join(known)}.", suggestion and quoted(suggestion))

    return Kind(f"one of {', '.join(known)}", "text", read, plain=True)


def number(largest: int) -> Kind:
    def read(value: Any) -> int:
        if type(value) is not int or not 0 <= value <= largest:
            raise Refused(f"{quoted(value)} is not a whole number from 0 to {largest}.")
        return value

    return Kind("whole number from 0", "integer", read)


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise Refused(f"{quoted(value)} is neither true nor false.")
    return value


def _day(value: Any) -> str:
    if type(value) is str and DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            raise Refused(f"{quoted(value)} is no day of the calendar.") from None
        return value
    raise Refused(f"{quoted(value)} is not a date as YYYY-MM-DD.")


def _moment(value: Any) -> str:
    if type(value) is str and MOMENT.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise Refused(f"{quoted(value)} is no moment of the calendar.") from None
        return value
    raise Refused(f"{quoted(value)} is not a moment in UTC as YYYY-MM-DDTHH:MM:SSZ.")


def _uuid7(value: Any) -> str:
    if type(value) is str and UUID7.fullmatch(value):
        return value
    if type(value) is str and UUID.fullmatch(value):
        if UUID7.fullmatch(value.lower()):
            raise Refused(f"{quoted(value)} must be in lower case.", quoted(value.lower()))
        raise Refused(f"{quoted(value)} is a UUID, but not of version 7 (RFC 9562).")
    raise Refused(f"{quoted(value)} is not a UUID of version 7, like 01a1f830-a520-7412-bb55-6d0dafa1e352.")


def _slug(value: Any) -> str:
    if type(value) is str and len(value) <= 100 and SLUG.fullmatch(value):
        return value
    lowered = re.sub("[^a-z0-9]+", "-", value.lower()).strip("-") if type(value) is str else ""
    raise Refused(
        f"{quoted(value)} is not a slug: up to 100 lower-case letters and digits, joined by single hyphens.",
        quoted(lowered) if lowered and len(lowered) <= 100 else None,
    )


def list_of(kind: Kind, what: str) -> Kind:
    """A list without repetitions."""

    def read(value: Any) -> list[Any]:
        if type(value) is not list:
            raise Refused(f"{quoted(value)} is not a list in square brackets.")
        found = [kind.read(item) for item in value]
        if len(set(found)) < len(found):
            raise Refused(f"{quoted(value)} names something twice.")
        return found

    return Kind(f"list of {what}", f"{kind.sql}[]", read)


FLAG = Kind("true or false", "boolean", _flag)
DATE = Kind("date as YYYY-MM-DD", "date", _day)
TIMESTAMP = Kind("moment in UTC as YYYY-MM-DDTHH:MM:SSZ", "timestamptz", _moment)
ID = Kind("UUID of version 7 in lower case", "uuid", _uuid7)
REFERENCE_SLUG = Kind("slug", "text", _slug, plain=True)
