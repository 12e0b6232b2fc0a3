"""The formats of an answer. JSON is a page; CSV (RFC 4180) and NDJSON stream every row that the filters select.

Rows are fetched by keyset in chunks, so that a million of them need no more memory than a few hundred.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.http import StreamingHttpResponse
from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

from .errors import Refused, invalid_parameters
from .fields import Tree
from .findings import Findings
from .parameters import Choice
from .questions import Form, compiled_question
from .shapes import Computed, Many, Shape

CHUNK = 500  # rows
ONLY_OF_PAGES = ("page_size", "cursor", "count")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvRenderer(BaseRenderer):
    media_type, format, charset = "text/csv", "csv", "utf-8"


class NdjsonRenderer(BaseRenderer):
    media_type, format, charset = "application/x-ndjson", "ndjson", "utf-8"


LIST_RENDERERS = (JSONRenderer, CsvRenderer, NdjsonRenderer)
OBJECT_RENDERERS = (JSONRenderer,)


class StrictNegotiation(DefaultContentNegotiation):
    """``format=`` wins over ``Accept``. A format that is not known here is refused with the other parameters."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> tuple:
        asked = request.GET.get("format")
        if asked is None:
            return _preferred(request.META.get("HTTP_ACCEPT", "*/*"), tuple(renderers))
        found = next((renderer for renderer in renderers if renderer.format == asked), renderers[0])
        return found, found.media_type


@lru_cache(maxsize=256)
def _preferred(accept: str, renderers: tuple) -> tuple:
    """The renderer with the highest quality in `Accept` (RFC 9110, 12.5.1); of equal ones, ours comes first."""
    ranges = [MediaType(part) for part in accept.split(",") if part.strip()]

    def quality(renderer: Any) -> float:
        fitting = [each for each in ranges if each.match(renderer.media_type)]
        return max(fitting, key=lambda each: each.specificity).quality if fitting else 0.0

    best = max(renderers, key=quality)
    if not quality(best):
        raise NotAcceptable(available_renderers=renderers)
    return best, best.media_type


def format_parameter(renderers: Iterable[type[BaseRenderer]]) -> Choice:
    """``format=`` with the formats of these renderers."""
    names = [renderer.format for renderer in renderers]
    return Choice(
        names, help_text="The format; `Accept` says the same. CSV and NDJSON stream all rows.", example="json"
    )


def refuse_pages(given: Mapping[str, Any], name: str) -> None:
    """A stream has no pages, so what is about pages is refused rather than ignored."""
    errors = [
        Refused(f"With format={name} all rows are answered; leave this out.").about(parameter)
        for parameter in ONLY_OF_PAGES
        if parameter in given
    ]
    if errors:
        raise invalid_parameters(errors)


def row_texts(form: Form, values: Mapping[str, Any], base: str) -> Iterator[list[str]]:
    """The JSON texts of all rows, in chunks."""
    cursor = None
    while True:
        chunk = replace(form, size=CHUNK, cursor=cursor.form if cursor else None)
        page = compiled_question(chunk).page(values, cursor, base, Findings(), keep=False)
        yield page.texts
        cursor = page.next
        if cursor is None:
            return


def stream(
    chunks: Iterator[list[str]], shape: Shape, shown: Tree, name: str, filename: str
) -> StreamingHttpResponse:
    """The chunks as a file. The first is fetched at once, so that a fault there is still answered as a problem."""
    first = next(chunks)
    parts = _csv(first, chunks, columns(shape, shown)) if name == "csv" else _ndjson(first, chunks)
    kinds = {"csv": "text/csv; charset=utf-8; header=present", "ndjson": "application/x-ndjson"}
    headers = {"Content-Disposition": f'attachment; filename="{filename}.{name}"'}
    return StreamingHttpResponse(parts, content_type=kinds[name], headers=headers)


def _ndjson(first: list[str], rest: Iterator[list[str]]) -> Iterator[bytes]:
    yield _lines(first)
    for texts in rest:
        yield _lines(texts)


def _lines(texts: list[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _csv(first: list[str], rest: Iterator[list[str]], names: list[str]) -> Iterator[bytes]:
    paths = [name.split(".") for name in names]
    yield _table([names])
    yield _table(_cells(text, paths) for text in first)
    for texts in rest:
        yield _table(_cells(text, paths) for text in texts)


def _table(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _cells(text: str, paths: list[list[str]]) -> list[str]:
    row = json.loads(text)
    return [_safe(_value(row, path)) for path in paths]


def columns(shape: Any, shown: Tree, prefix: str = "") -> list[str]:
    """The names of the columns: embedded objects and lists of objects become dotted names."""
    names: list[str] = []
    for name, inner in shown.items():
        field = shape.fields.get(name) if isinstance(shape, Shape) else None
        if inner:
            child = field.child if isinstance(field, Many) else field
            names += columns(child, inner, f"{prefix}{name}.")
        elif isinstance(field, Computed) and field.columns:
            names += [f"{prefix}{name}.{column}" for column in field.columns]
        else:
            names.append(prefix + name)
    return names


def _value(value: Any, path: list[str]) -> Any:
    """What lies at the path: text, number, truth or None; of a list, its texts joined by ``|``."""
    if isinstance(value, list):
        parts = (_text(_value(item, path)) for item in value)
        return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)
    if value is None or not path:
        return value
    return _value(value.get(path[0]), path[1:])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _safe(value: Any) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = _text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
