"""A short way for public reads: most of the middleware is there for people's pages, and for whoever writes.

Sessions, accounts, messages, forms, the policy of pages and the longer time limit decide nothing about a read of the API
without a token, yet together they took as long as the answer to it. What has to see every request stands above this in
`MIDDLEWARE`; what stands below is passed by.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, get_resolver, get_urlconf

# What the middleware below would say of an answer that is no page.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


class PublicReads:
    """Answers `GET` and `HEAD` below ``/api/v1/`` without `Authorization`; anything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response
        self.read: Callable[[HttpRequest], Any] = convert_exception_to_response(_read)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_read = request.method in {"GET", "HEAD"} and "HTTP_AUTHORIZATION" not in request.META
        if not (is_read and request.path_info.startswith("/api/v1/") and _resolved(request)):
            return self.get_response(request)
        response = self.read(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # The length of a 304 would be that of the answer that is held.
        if not response.streaming and response.status_code != 304:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


@lru_cache(maxsize=2_000)
def matched(path: str, urlconf: str | None) -> ResolverMatch:
    """Where a path leads; asked of each pattern in turn, it took a tenth of a small answer."""
    return get_resolver(urlconf).resolve(path)


def _resolved(request: HttpRequest) -> bool:
    try:
        request.resolver_match = matched(request.path_info, get_urlconf())
    except Resolver404:
        return False
    return True


def _read(request: HttpRequest) -> HttpResponseBase:
    match = request.resolver_match
    assert match
    return match.func(request, *match.args, **match.kwargs)
