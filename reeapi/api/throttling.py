"""How often somebody may ask: counted in PostgreSQL, so that it is exact however many processes answer.

Rates are rows of `settings.RATE_MODEL`: for each kind of caller (``address`` or ``token``), so many requests in so many
seconds. A kind without a row is not counted, and costs nothing. The table of counts is unlogged: a request that is
counted waits for no disk, and a crash begins all counts anew.
"""

import ipaddress
import math
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.views import APIView

from .errors import Problem
from .primary import primary

RATES_KEPT = 10  # seconds, until a change of a rate is noticed
SWEPT_EVERY = 1000  # counts, on average
STREAM_COST = 10  # requests that a CSV or NDJSON of all rows counts for

COUNT = """
INSERT INTO ree_request_count AS c (who, used, ends_at)
VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (who) DO UPDATE SET
    used = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.used ELSE c.used + excluded.used END,
    ends_at = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE c.ends_at END
RETURNING used, extract(epoch FROM ends_at - clock_timestamp())::float, ree_mark()
"""


@dataclass(frozen=True)
class Counted:
    """`used` of what is allowed until the count begins anew, `seconds` from now; and the mark of the database by then."""

    used: int
    seconds: float
    mark: str


def count(who: str, cost: int, seconds: int) -> Counted:
    """Add `cost` to what `who` has used since their first request within the last `seconds`. Atomic."""
    if random.random() < 1 / SWEPT_EVERY:  # noqa: S311  (nothing secret)
        sweep()
    with primary().cursor() as cursor:
        cursor.execute(COUNT, [who, cost, seconds])
        used, left, mark = cursor.fetchone()
    return Counted(used, max(left, 0.0), mark)


def forget(who: str) -> None:
    """Begin the count of `who` anew; a ``%`` stands for anything."""
    with primary().cursor() as cursor:
        cursor.execute("DELETE FROM ree_request_count WHERE who LIKE %s", [who])


def sweep() -> None:
    """Delete the counts that have ended."""
    with primary().cursor() as cursor:
        cursor.execute("DELETE FROM ree_request_count WHERE ends_at < clock_timestamp()")


def client_address(request: HttpRequest) -> str:
    """Who calls, as the nearest trusted proxy saw them: the n-th of `X-Forwarded-For` from the right.

    What stands further left anybody can write there. An IPv6 network of 64 bits is one caller.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_COUNT:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= settings.PROXY_COUNT and _parsed(hops[-settings.PROXY_COUNT]):
            address = hops[-settings.PROXY_COUNT]
    found = _parsed(address)
    if found is None:
        return "0.0.0.0"  # noqa: S104  (a socket without addresses)
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found.packed, 64), strict=False).network_address)


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


class Rates:
    """The rates by kind of caller, read anew every few seconds."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[int, int]] = {}
        self.until = 0.0

    def of(self, kind: str) -> tuple[int, int] | None:
        """(requests, seconds) for callers of this kind, if they are counted."""
        if not settings.RATE_LIMITS:
            return None
        if time.monotonic() >= self.until:
            rows: Any = apps.get_model(settings.RATE_MODEL)._default_manager
            self.found = {k: (n, s) for k, n, s in rows.values_list("kind", "requests", "seconds")}
            self.until = time.monotonic() + RATES_KEPT
        return self.found.get(kind)

    def rest(self) -> None:
        """Count nobody for a while: nothing can be written, and readers of a replica must not wait for that."""
        self.found, self.until = {}, time.monotonic() + RATES_KEPT


RATES = Rates()


@dataclass(frozen=True)
class Admitted:
    """`headers` say what is left. `mark`: of the database that is read, where counting told it on the way."""

    headers: Mapping[str, str]
    mark: str | None = None


NOT_COUNTED = Admitted({})


def admit(request: HttpRequest, token: Any, name: str = "json") -> Admitted:
    """Count a request for an answer in the format of that name, if callers of its kind are counted.

    Raises ``too-many-requests`` where nothing is left.
    """
    kind = "address" if token is None else "token"
    rate = RATES.of(kind)
    if rate is None:
        return NOT_COUNTED
    requests, seconds = rate
    cost = 1 if name == "json" else STREAM_COST
    who = f"{kind}:{client_address(request) if token is None else token.pk}"
    try:
        counted = count(who, cost, seconds)
    except (OperationalError, InterfaceError):
        RATES.rest()
        return NOT_COUNTED
    wait = math.ceil(counted.seconds)
    headers = {
        "RateLimit-Policy": f'"{kind}";q={requests};w={seconds}',
        "RateLimit": f'"{kind}";r={max(requests - counted.used, 0)};t={wait}',
    }
    if counted.used <= requests:
        replica_reads = primary() is not connections["default"]  # it may not have replayed as much
        return Admitted(headers, None if replica_reads else counted.mark)
    detail = f"This {kind} may ask {requests} times in {seconds} seconds. Go on in {max(wait, 1)} seconds."
    raise Problem("too-many-requests", detail, headers=headers | {"Retry-After": str(max(wait, 1))})


class CountedView(APIView):
    """Counts each request before it is answered."""

    admitted = NOT_COUNTED

    def perform_authentication(self, request: Request) -> None:
        """A token that is no good counts for its address, so that nobody tries tokens faster than others ask."""
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.admitted = admit(request._request, None)
            raise

    def check_throttles(self, request: Request) -> None:
        if request.method != "OPTIONS":
            self.admitted = admit(request._request, request.auth, request.accepted_renderer.format)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        self.tell_what_is_left(response)
        return response

    def tell_what_is_left(self, response: HttpResponseBase) -> None:
        """But in a 304, which is kept as it is for others who ask the same (`reeapi.revalidation`)."""
        if response.status_code != 304:
            for name, value in self.admitted.headers.items():
                response.headers[name] = value
