"""One error shape for everything: RFC 9457 ``application/problem+json``.

Code raises :class:`Problem` (or what Django and DRF raise by themselves); it is turned into an answer once, here.
The types are in `problems`.
"""

import json
import logging
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import Error, InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.views import defaults
from psycopg.errors import LockNotAvailable, QueryCanceled, UndefinedColumn, UndefinedFunction, UndefinedTable
from rest_framework import exceptions
from rest_framework.views import set_rollback

from .migrated import lacking, missing_migrations
from .problems import PROBLEMS

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
RETRY = {"Retry-After": str(RETRY_AFTER_SECONDS)}
logger = logging.getLogger(__name__)


class Problem(Exception):
    """An answer that is an error.

    `errors` are objects ``{"parameter" | "pointer": …, "detail": …, "suggestion"?: …}``; `members` are further
    members of the problem object, such as the date of a withdrawal.
    """

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        errors: Iterable[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ):
        super().__init__(detail)
        self.kind, self.type, self.detail = kind, PROBLEMS[kind], detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.members = dict(members or {})


class Refused(ValueError):
    """A value that cannot be used; whoever knows the parameter's name makes a problem of it."""

    def __init__(self, detail: str, suggestion: str | None = None):
        super().__init__(detail)
        self.detail, self.suggestion = detail, suggestion

    def about(self, parameter: str) -> dict[str, str]:
        error = {"parameter": parameter, "detail": self.detail}
        return error | {"suggestion": self.suggestion} if self.suggestion else error


def invalid_parameters(errors: list[dict[str, str]]) -> Problem:
    """All refused parameters of a request as one problem that names every one of them."""
    names = list(dict.fromkeys(error["parameter"] for error in errors))
    detail = (
        errors[0]["detail"] if len(errors) == 1 else f"These parameters cannot be used: {', '.join(names)}."
    )
    return Problem("invalid-parameter", detail, errors=errors)


def nearest(text: str, names: Iterable[str]) -> str | None:
    """What was probably meant by a misspelt name, if anything."""
    matches = get_close_matches(text[:60].lower(), list(names), n=1, cutoff=0.6)
    return matches[0] if matches else None


@dataclass(frozen=True)
class Moved:
    """The object lives on under another key (a merged row, a former slug)."""

    key: str


@dataclass(frozen=True)
class Withdrawn:
    """The object was public until `on`; `reason` is the public text, which may be empty."""

    on: datetime | None
    reason: str

    def problem(self) -> Problem:
        day = f" on {self.on:%Y-%m-%d}" if self.on else ""
        reason = f": {self.reason}" if self.reason else "."
        members = {"withdrawn_on": self.on and f"{self.on:%Y-%m-%d}", "reason": self.reason or None}
        return Problem("gone", f"This was withdrawn{day}{reason}", members=members)


def base_url(request: HttpRequest) -> str:
    """What every link begins with, without a slash at the end: the setting PUBLIC_URL, else the address called."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


def type_url(request: HttpRequest, kind: str) -> str:
    """The documented address of a problem type; relative where the request's host is not to be trusted."""
    try:
        return f"{base_url(request)}/problems/#{kind}"
    except SuspiciousOperation:
        return f"/problems/#{kind}"


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as an answer that no cache keeps."""
    body: dict[str, Any] = {
        "type": type_url(request, problem.kind),
        "title": problem.type.title,
        "status": problem.type.status,
        "detail": problem.detail,
        "instance": escape_uri_path(request.path),
        **problem.members,
    }
    if problem.errors:
        body["errors"] = problem.errors
    headers = {"Cache-Control": "no-store"} | problem.headers
    return HttpResponse(
        json.dumps(body), status=problem.type.status, content_type=MEDIA_TYPE, headers=headers
    )


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's ``EXCEPTION_HANDLER``. None means a fault of ours, which goes on to ``handler500``."""
    problem = as_problem(exc, context["request"])
    if problem is None:
        return None
    if problem.type.status >= 500:
        logger.error("%s: %s", problem.kind, exc)
    set_rollback()
    return problem_response(context["request"], problem)


def as_problem(exc: BaseException | None, request: Any) -> Problem | None:
    """What an exception means to the caller, or None for a fault of ours."""
    match exc:
        case Problem():
            return exc
        case Http404() | exceptions.NotFound():
            return Problem("not-found", "Nothing public is at this address.")
        case OperationalError() | InterfaceError() | ProgrammingError():
            return _of_database(exc, request)
        case PermissionDenied():
            return Problem("forbidden", "You may not do this.")
        case SuspiciousOperation():
            return Problem(
                "bad-request", "The request is malformed: its host, its size or one of its headers."
            )
        case exceptions.ValidationError() | exceptions.ParseError():
            return Problem("invalid-body", "The body was not accepted.", errors=_pointers(exc.detail))
        case exceptions.APIException():
            return _from_drf(exc)
    return None


def _of_database(error: Error, request: Any) -> Problem | None:
    """What the database could not do, or None where it was asked for what is not there."""
    match error.__cause__:
        case QueryCanceled():
            return _too_expensive(request)
        case LockNotAvailable():
            detail = "Another change is under way that this has to wait for. Try again."
            return Problem("unavailable", detail, headers=RETRY)
        case UndefinedTable() | UndefinedColumn() | UndefinedFunction():
            return _not_migrated()
    if isinstance(error, ProgrammingError):
        return None
    return Problem("unavailable", "The database cannot be reached just now. Try again.", headers=RETRY)


def _not_migrated() -> Problem | None:
    """The problem, if something is missing in the database because migrations are; else the fault is ours."""
    try:
        missing = missing_migrations()
    except Error:
        return None
    return Problem("unavailable", lacking(missing), headers=RETRY) if missing else None


def _too_expensive(request: Any) -> Problem:
    """Names the parameters that were given, since these are what can be narrowed."""
    given = [
        name for name in request.GET if name not in {"fields", "expand", "format", "cursor", "page_size"}
    ]
    errors = [
        {"parameter": name, "detail": "Narrow this, or add another filter beside it."} for name in given
    ]
    named = f"Narrow {', '.join(given)}" if given else "Narrow the question"
    detail = f"{named}: it took longer than the server allows. Dates, a speaker or a topic help most."
    return Problem("query-too-expensive", detail, errors=errors)


def _from_drf(exc: exceptions.APIException) -> Problem | None:
    kinds: dict[int, str] = {}
    for name, described in PROBLEMS.items():
        if described.status not in {400, 500}:
            kinds.setdefault(described.status, name)
    kind = kinds.get(exc.status_code)
    if kind is None:
        return None
    headers = {}
    if auth_header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(wait)
    detail = str(exc.detail)
    if isinstance(exc, exceptions.NotAcceptable):
        detail = (
            f"Available here: {', '.join(renderer.media_type for renderer in exc.available_renderers or ())}."
        )
    return Problem(kind, detail, headers=headers)


def _pointers(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    """DRF's nested error detail as a flat list with a JSON pointer for each."""
    if isinstance(detail, Mapping):
        return [
            error
            for key, value in detail.items()
            for error in _pointers(value, pointer if key == "non_field_errors" else f"{pointer}/{key}")
        ]
    if isinstance(detail, list):
        nested = any(isinstance(item, Mapping | list) for item in detail)
        return [
            error
            for index, item in enumerate(detail)
            for error in _pointers(item, f"{pointer}/{index}" if nested else pointer)
        ]
    return [{"pointer": pointer, "detail": str(detail)}]


def _in_admin(request: HttpRequest) -> bool:
    """The admin's pages stay HTML, for they are read by people."""
    try:
        return request.path.startswith(reverse("admin:index"))
    except NoReverseMatch:
        return False


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _in_admin(request):
        return defaults.bad_request(request, exception)
    return problem_response(
        request, as_problem(exception, request) or Problem("bad-request", "Malformed request.")
    )


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _in_admin(request):
        return defaults.permission_denied(request, exception)
    return problem_response(request, Problem("forbidden", "You may not do this."))


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _in_admin(request):
        return defaults.page_not_found(request, exception)
    return problem_response(request, Problem("not-found", "Nothing public is at this address."))


def handler500(request: HttpRequest) -> HttpResponse:
    """Says nothing about the fault itself, unless it is that the database is away or not ready."""
    problem = as_problem(sys.exc_info()[1], request)
    if _in_admin(request):
        is_away = problem is not None and problem.type.status == 503
        return _unavailable_page(problem) if is_away else defaults.server_error(request)
    return problem_response(request, problem or Problem("internal", "The fault is ours; it has been logged."))


def _unavailable_page(problem: Any) -> HttpResponse:
    """What went wrong, for a person."""
    page = format_html(
        "<!doctype html><title>{0}</title><h1>{0}</h1><p>{1}</p>", problem.type.title, problem.detail
    )
    return HttpResponse(
        page, status=problem.type.status, headers={"Cache-Control": "no-store"} | problem.headers
    )
