"""Conditional reads (RFC 9110): strong tags, and 304 where the reader already has the answer."""

from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

REVALIDATE = "public, max-age=0, must-revalidate"
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


def answer(
    request: HttpRequest,
    body: bytes,
    *,
    version: object = "",
    cache_control: str = REVALIDATE,
    link: str = "",
) -> HttpResponse:
    """The JSON body with its tag, or 304 without it."""
    etag = tag(body, version)
    headers = {"ETag": etag, "Cache-Control": cache_control}
    if link:
        headers["Link"] = link
    if has_it(request, etag):
        unchanged = HttpResponse(status=304, headers=headers)
        del unchanged["Content-Type"]  # it describes a body, and there is none
        return unchanged
    return HttpResponse(body, content_type="application/json", headers=headers)
