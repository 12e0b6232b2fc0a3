"""Conditional reads (RFC 9110): strong tags, and 304 where the reader already has the answer.

The tag of an object is a digest of its own answer, so that nobody else's change moves it. That of a list is known before
the list is read: it stands for the mark of the database (`findings`), the question, and the release that answers it.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

REVALIDATE = "public, max-age=0, must-revalidate"
HOLDS_UNDER = "reeapi.holds_under"  # in the environ of a request: the mark for as long as which its 304 holds
PRIVATE = "private, no-store"  # what somebody with a token is answered


def tag(body: bytes, version: object = "") -> str:
    """A strong entity tag. That of a single object begins with its version, which alone is what `If-Match` compares."""
    digest = blake2b(body, digest_size=12).hexdigest()
    return f'"{version}-{digest}"' if version != "" else f'"{digest}"'


def has_it(request: HttpRequest, etag: str) -> bool:
    """Whether `If-None-Match` holds this tag: a list, or ``*``, compared weakly as the RFC asks."""
    header = request.META.get("HTTP_IF_NONE_MATCH")
    if not header:
        return False
    given = parse_etags(header)
    return given == ["*"] or etag in {one.removeprefix("W/") for one in given}


def list_tag(request: HttpRequest, base: str, mark: str, name: str = "json") -> str:
    """The tag of a list in the format of that name: another one whenever anything shown anywhere changes, the question,
    or what answers it."""
    path = request.get_full_path() if name == "json" else f"{request.get_full_path()} {name}"
    return tag(f"{release()} {mark} {base} {path}".encode())


def holds_tag(request: HttpRequest, etag: str) -> bool:
    """Whether the reader holds this tag of a list, which nobody has but from an answer to this very question.

    A ``*`` is not looked at: it would spare a question that is to be refused its refusal.
    """
    return etag in request.META.get("HTTP_IF_NONE_MATCH", "")


@cache
def release() -> str:
    """A digest of the code that answers: the same in all processes of a release, another in the next one."""
    digest = blake2b(digest_size=12)
    root = Path(settings.BASE_DIR)
    apps_of_ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == root]
    for file in sorted(file for folder in apps_of_ours for file in folder.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str | None = None,
    cache_control: str = REVALIDATE,
    link: str = "",
    mark: str | None = None,
) -> HttpResponse:
    """The JSON body with its tag, or 304 without it. `mark` as in `unchanged`."""
    etag = etag or tag(body)
    if has_it(request, etag):
        return unchanged(request, etag, cache_control, mark)
    headers = {"ETag": etag, "Cache-Control": cache_control}
    if link:
        headers["Link"] = link
    return HttpResponse(body, content_type="application/json", headers=headers)


def unchanged(request: HttpRequest, etag: str, cache_control: str, mark: str | None = None) -> HttpResponse:
    """304. With a mark, it holds for this question for as long as the database has that mark."""
    if mark is not None:
        request.META[HOLDS_UNDER] = mark
    response = HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": cache_control})
    del response["Content-Type"]  # it describes a body, and there is none
    return response
