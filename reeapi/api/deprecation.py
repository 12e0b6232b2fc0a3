"""What is going to end: declared where it is declared, said in the document and in the headers of answers.

An endpoint, a parameter or a member of a shape that is `deprecated` goes on working. Answers that it plays a part in have
``Deprecation`` (RFC 9745), ``Sunset`` (RFC 8594) once the day is known, and a ``Link`` to what takes its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.http import http_date

GUIDE = "/api/docs/"


@dataclass(frozen=True)
class Deprecated:
    """Since when, what to use in its place (a sentence), and the day on which it ends, if that is known."""

    since: date
    instead: str
    sunset: date | None = None

    def sentence(self) -> str:
        ends = f" It ends on {self.sunset}." if self.sunset else ""
        return f"Deprecated since {self.since}: {self.instead}{ends}"


def headers(found: Iterable[Deprecated], base: str) -> dict[str, str]:
    """The headers of an answer that these play a part in: the earliest days of all, since clients have to heed the first."""
    all_of = list(found)
    if not all_of:
        return {}
    said = {
        "Deprecation": f"@{_seconds(min(one.since for one in all_of))}",
        "Link": f'<{base}{GUIDE}>; rel="deprecation"; type="text/html"',
    }
    ends = [one.sunset for one in all_of if one.sunset]
    return said | ({"Sunset": http_date(_seconds(min(ends)))} if ends else {})


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def marked(described: dict[str, Any], deprecated: Deprecated | None) -> dict[str, Any]:
    """An operation, a parameter or a schema of the OpenAPI document, marked if it is deprecated."""
    if deprecated is None:
        return described
    text = f"{described.get('description', '')} {deprecated.sentence()}".strip()
    return described | {"deprecated": True, "description": text}
