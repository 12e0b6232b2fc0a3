"""How the desk answers its page: JSON for staff who are logged in, and refusals by field."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path

from sources.refusals import REFUSALS, in_words

View = Callable[..., HttpResponse]
LARGEST = 200_000  # bytes of a request: many times what a form can hold


class Conflict(Exception):
    """Somebody else saved a row meanwhile. `theirs` shows it as it is now, in the shape of a mark."""

    def __init__(self, theirs: dict[str, Any] | None, message: str):
        super().__init__(message)
        self.theirs = theirs


class Gone(Exception):
    """Somebody deleted the row meanwhile: it can only be recorded anew."""


class Stale(Exception):
    """A row has another version than the one that was seen, or is gone."""


def page(route: str, view: View, name: str) -> URLPattern:
    """A page of the desk, for whoever may enter the admin."""
    return path(route, admin.site.admin_view(view), name=name)


def call(route: str, view: View, name: str) -> URLPattern:
    """An address that the desk's pages call. Nobody but they asks for it, so it answers in JSON whatever happens."""
    return path(route, admin.site.admin_view(answering(view)), name=name)


def answering(view: View) -> View:
    """The answer of `view`, or why there is none: 422 by field, 403, 404, 410, or 409 with the row as it is now."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            return JsonResponse({"errors": by_field(error)}, status=422)
        except REFUSALS as refusal:
            return JsonResponse({"errors": {"": [in_words(refusal)]}}, status=422)
        except Conflict as conflict:
            return JsonResponse({"errors": {"": [str(conflict)]}, "theirs": conflict.theirs}, status=409)
        except Gone as gone:
            return JsonResponse({"errors": {"": [str(gone)]}}, status=410)
        except PermissionDenied as denial:
            said = str(denial) or "Your account may not do this."
            return JsonResponse({"errors": {"": [said]}}, status=403)
        except Http404:
            return JsonResponse({"errors": {"": ["This is not here any more."]}}, status=404)

    return answered


def by_field(error: ValidationError) -> dict[str, list[str]]:
    """{field: messages}; those that are about no single field stand under the empty name."""
    if not hasattr(error, "error_dict"):
        return {"": error.messages}
    return {("" if name == NON_FIELD_ERRORS else name): said for name, said in error.message_dict.items()}


def only(*methods: str) -> Callable[[View], View]:
    """Decorator: these HTTP methods alone."""

    def narrow(view: View) -> View:
        @wraps(view)
        def narrowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            allowed = request.method in methods
            return view(request, *args, **kwargs) if allowed else HttpResponseNotAllowed(methods)

        return narrowed

    return narrow


def sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that a request carries. Raises ValidationError for anything else."""
    if len(request.body) > LARGEST:
        raise ValidationError("This is too long to be saved.")
    try:
        found = json.loads(request.body or "{}")
    except ValueError as error:
        raise ValidationError("This is not JSON.") from error
    if not isinstance(found, dict) or "\\u0000" in json.dumps(found):
        raise ValidationError("This is not an object of JSON without NUL characters.")
    return found


def part(sent: dict[str, Any], name: str) -> dict[str, Any]:
    """The object under a name of what was sent; empty if there is none."""
    found = sent.get(name) or {}
    if not isinstance(found, dict):
        raise ValidationError({name: [f"`{name}` is an object."]})
    return found


def listed(sent: dict[str, Any], name: str, of: type) -> list[Any]:
    """The list under a name of what was sent, whose items are all of one type; empty if there is none."""
    found = sent.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, of) for one in found):
        raise ValidationError(
            {name: [f"`{name}` is a list of {'objects' if of is dict else 'identifiers'}."]}
        )
    return found
