"""What may stand behind the ``?`` of a request: declared once, parsed strictly, documented from the same place.

Every parameter of every endpoint is a :class:`Parameter`, so what is documented is what is accepted. A parameter is
read without a form: only those given are looked at, and everything that is wrong with them is answered at once.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import django_filters
from django.http import QueryDict

from .deprecation import Deprecated
from .errors import Refused, invalid_parameters, nearest

LONGEST_VALUE = 4_000  # characters; a hundred UUIDs with commas fit
LONGEST_LIST = 100  # values
SUGGESTED = 10  # unknown names for which a suggestion is looked for, so that a thousand of them cost nothing

DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
NO_TEXT = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)  # control characters, halves of a character
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # controls, marks without width, and spaces
SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*", re.ASCII)


def is_blank(text: str) -> bool:
    """Whether there is nothing in it to be seen."""
    return all(unicodedata.category(character) in INVISIBLE for character in text)


class Parameter(django_filters.Filter):
    """A query parameter: `parse` turns its text into a value or raises `Refused`; `schema` describes it.

    `help_text` and `example` are required: they are what the OpenAPI document says about it.
    """

    many = False
    default: Any = None

    def __init__(
        self,
        field_name: str | None = None,
        *,
        help_text: str,
        example: str,
        deprecated: Deprecated | None = None,
        **options: Any,
    ):
        super().__init__(field_name, **options)
        self.help_text, self.example, self.deprecated = help_text, example, deprecated

    def parse(self, text: str) -> Any:
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class PageSize(Parameter):
    """A whole number from 1 to 200; more is an error, not a smaller page."""

    default, largest = 50, 200

    def parse(self, text: str) -> int:
        if re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII) and int(text) <= self.largest:
            return int(text)
        raise Refused(f"page_size is a whole number from 1 to {self.largest}.")

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": self.largest, "default": self.default}


class Flag(Parameter):
    """``true`` or ``false`` and nothing else."""

    def parse(self, text: str) -> bool:
        if text not in {"true", "false"}:
            raise Refused("Use true or false.", nearest(text, ["true", "false"]))
        return text == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Choice(Parameter):
    """One of a few words."""

    def __init__(self, choices: Iterable[str], **options: Any):
        super().__init__(**options)
        self.choices = list(choices)

    def parse(self, text: str) -> str:
        return chosen(text, self.choices)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": self.choices}


def chosen(text: str, choices: Iterable[str]) -> str:
    """`text` if it is among the choices."""
    if text in choices:
        return text
    raise Refused(f"{quoted(text)} is not one of: {', '.join(sorted(choices))}.", nearest(text, choices))


def quoted(text: str) -> str:
    """What was sent, short enough to be repeated in an answer."""
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"


def split(text: str) -> list[str]:
    """The values of a comma-separated list, each once, in the order given."""
    values = text.split(",")
    if "" in values:
        raise Refused("There is an empty value in the comma-separated list.")
    if len(values) > LONGEST_LIST:
        raise Refused(f"At most {LONGEST_LIST} values are accepted.")
    return list(dict.fromkeys(values))


def parse_date(text: str) -> date:
    """``YYYY-MM-DD``, a day that exists."""
    try:
        if DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"There is no day {text}.") from None
    raise Refused(f"{quoted(text)} is not a date written YYYY-MM-DD.")


def parse_timestamp(text: str) -> datetime:
    """RFC 3339 with an offset, as an aware datetime in UTC."""
    if " " in text and TIMESTAMP.fullmatch(text.replace(" ", "+")):
        raise Refused("The + of the offset must be sent as %2B, or use Z.", text.replace(" ", "%2B"))
    if not TIMESTAMP.fullmatch(text):
        raise Refused(f"{quoted(text)} is not an RFC 3339 time with an offset, such as 2026-01-31T00:00:00Z.")
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(f"There is no time {text}.") from None


def read(query: QueryDict, known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The parameters given, parsed.

    Raises the problem ``invalid-parameter`` that names all that are unknown, repeated, empty or wrong.
    """
    values, errors, unknown = {}, [], 0
    for name, texts in query.lists():
        try:
            if name not in known:
                unknown += 1
                raise _unknown(name, known if unknown <= SUGGESTED else ())
            values[name] = known[name].parse(_one_text(texts, known[name]))
        except Refused as refused:
            errors.append(refused.about(name[:100].replace("\0", "\ufffd")))
    if errors:
        raise invalid_parameters(errors)
    return values


def _unknown(name: str, known: Iterable[str]) -> Refused:
    return Refused(f"There is no parameter {quoted(name)} here.", nearest(name, known))


def _one_text(texts: list[str], parameter: Parameter) -> str:
    """The text of a parameter, fit to be parsed at all. One that takes several values may be given several times."""
    if len(texts) > 1 and not parameter.many:
        raise Refused("Given more than once, and it takes one value.")
    text = ",".join(texts)
    if not all(texts):
        raise Refused("The value is empty; leave the parameter out instead.")
    if len(text) > LONGEST_VALUE:
        raise Refused(f"The value is longer than {LONGEST_VALUE} characters.")
    # Bytes that are not UTF-8, lone surrogates among them, have become U+FFFD when the query string was decoded.
    if "\0" in text or "\ufffd" in text or (not text.isprintable() and _has_surrogate(text)):
        raise Refused("The value holds characters that are not valid text.")
    return text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
