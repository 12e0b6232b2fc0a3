"""Reading the body of a request: JSON as RFC 8259 and I-JSON have it, and nothing that could be taken in two ways."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from .errors import Problem, nearest
from .parameters import NO_TEXT

LARGEST = 1_000_000  # bytes
DEEPEST = 20  # objects and lists within each other
JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"

Errors = list[dict[str, str]]


def invalid_body(errors: Errors) -> Problem:
    """All that is wrong with a body as one problem that points at each place."""
    if len(errors) == 1:
        return Problem("invalid-body", errors[0]["detail"], errors=errors)
    places = ", ".join(dict.fromkeys(error["pointer"] or "the body" for error in errors))
    return Problem("invalid-body", f"The body cannot be used: {places}.", errors=errors)


def wrong(pointer: str, detail: str, suggestion: str | None = None) -> dict[str, str]:
    error = {"pointer": pointer, "detail": detail}
    return error | {"suggestion": suggestion} if suggestion else error


def unknown(pointer: str, name: str, known: Collection[str]) -> dict[str, str]:
    """The error for a member that nothing is known of."""
    return wrong(step(pointer, name), f"There is no member '{name[:60]}' here.", nearest(name, known))


def step(pointer: str, name: str | int) -> str:
    """The JSON pointer (RFC 6901) of a member of what `pointer` points at."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')[:100]}"


def read_object(request: HttpRequest, *media_types: str) -> dict[str, Any]:
    """The body as an object. Raises the problems 400, 413 and 415."""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type not in media_types or charset not in {"utf-8", "utf8"}:
        raise Problem("unsupported-media-type", f"Send {' or '.join(media_types)}, in UTF-8.")
    refuse_encodings(request)
    document = parse(_bytes(request))
    if not isinstance(document, dict):
        raise invalid_body([wrong("", "The body has to be a JSON object.")])
    return document


def refuse_encodings(request: HttpRequest) -> None:
    """Refuse a body that was compressed: taken as it is, it would be read as something else."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Problem("unsupported-media-type", "Send the body as it is, without a `Content-Encoding`.")


def _bytes(request: HttpRequest) -> bytes:
    too_large = Problem("too-large", f"A body has at most {LARGEST:,} bytes.")
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > LARGEST:
        raise too_large
    if not length:  # the gateway reads as many bytes as were announced: none
        detail = "There is no body, or one in chunks, which is not read: send it with its `Content-Length`."
        raise invalid_body([wrong("", detail)])
    try:
        return request.body
    except RequestDataTooBig:
        raise too_large from None


class _Repeated(dict):
    """An object in which a member stands more than once; `names` are those."""

    names: tuple[str, ...] = ()


class _NotJson:
    """Stands for NaN and the infinities, which JSON does not have."""


def parse(raw: bytes) -> Any:
    """The JSON value of the bytes. Raises the problem `invalid-body`, which points at what is wrong."""
    try:
        document = json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_constant=lambda name: _NotJson(),
            parse_float=_float,
        )
        errors = list(_faults(document, "", 0))
    except UnicodeDecodeError as error:
        raise invalid_body([wrong("", f"The body is not UTF-8: byte {error.start} is not.")]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise invalid_body([wrong("", f"The body is not JSON ({where}): {error.msg}.")]) from None
    except RecursionError:
        raise invalid_body([wrong("", _TOO_DEEP)]) from None
    except ValueError:  # a number of thousands of digits
        raise invalid_body([wrong("", "There is a number of too many digits in the body.")]) from None
    if errors:
        raise invalid_body(errors[:100])
    return document


_TOO_DEEP = f"Objects and lists stand within each other more than {DEEPEST} deep."


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    repeated = _Repeated(found)
    repeated.names = tuple(name for name in found if names.count(name) > 1)
    return repeated


def _float(text: str) -> float | _NotJson:
    number = float(text)
    return number if abs(number) != float("inf") else _NotJson()


def _faults(value: Any, pointer: str, depth: int) -> Iterator[dict[str, str]]:
    """What no member of any body may hold."""
    if depth > DEEPEST:
        yield wrong(pointer, _TOO_DEEP)
        return
    match value:
        case str() if not _storable(value):
            yield wrong(
                pointer, "The text holds a control character, or half of a character, which no text has."
            )
        case _NotJson():
            yield wrong(pointer, "There is no such number in JSON.")
        case dict():
            for name in value.names if isinstance(value, _Repeated) else ():
                yield wrong(step(pointer, _shown(name)), "This member stands here more than once.")
            for name, inner in value.items():
                if not _storable(name):
                    yield wrong(
                        pointer, "The name of a member holds a control character, or half of a character."
                    )
                else:
                    yield from _faults(inner, step(pointer, name), depth + 1)
        case list():
            for index, inner in enumerate(value):
                yield from _faults(inner, step(pointer, index), depth + 1)


def _storable(text: str) -> bool:
    return not NO_TEXT.search(text)


def _shown(name: str) -> str:
    return name if _storable(name) else "\ufffd"


def merged(target: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7396). A null for what is not there stays, so that a name that nothing is known of is told."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None and name in result:
            del result[name]
        else:
            result[name] = merged(result.get(name), value)
    return result
