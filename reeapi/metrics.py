"""Figures for Prometheus, on a port of their own that only the operator's network can reach (METRICS_PORT).

Every worker counts into files of its own below one folder; the process that started them adds these up when asked. Nothing
is counted by address, user or question: a route's pattern, such as ``api/v1/claims/``, is as near as it gets.
"""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import psycopg
from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)

REQUESTS = Counter("reeapi_http_requests_total", "Answered requests.", ["method", "route", "status"])
DURATION = Histogram(
    "reeapi_http_request_seconds",
    "Time to the first byte of an answer.",
    ["method", "route"],
    buckets=SECONDS,
)
DATABASE = """
SELECT pg_database_size(current_database()),
       count(*) FILTER (WHERE state = 'active'),
       count(*),
       COALESCE(max(extract(epoch FROM now() - xact_start)), 0)
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class MetricsMiddleware:
    """Counts and times each request; the outermost, so that nothing is left out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = self.get_response(request)
        method = str(request.method) if request.method in METHODS else "other"
        route = request.resolver_match.route if request.resolver_match else "none"
        observe(method, route, response.status_code, perf_counter() - begun)
        return response


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count an answer."""
    DURATION.labels(method, route).observe(seconds)
    REQUESTS.labels(method, route, status).inc()


class DatabaseCollector:
    """How the database is, asked anew for each scrape."""

    def collect(self) -> Iterator[Any]:
        try:
            size, active, all_connections, oldest = _ask()
        except psycopg.Error:
            yield GaugeMetricFamily("reeapi_database_up", "Whether the database answers.", 0)
            return
        yield GaugeMetricFamily("reeapi_database_up", "Whether the database answers.", 1)
        yield GaugeMetricFamily("reeapi_database_size_bytes", "Size of the database on disk.", size)
        yield GaugeMetricFamily(
            "reeapi_database_connections", "Connections to the database.", all_connections
        )
        yield GaugeMetricFamily("reeapi_database_active", "Connections that run a query.", active)
        yield GaugeMetricFamily(
            "reeapi_database_oldest_transaction_seconds", "Age of the oldest one.", float(oldest)
        )


def _ask() -> tuple[Any, ...]:
    """On a connection of its own: workers that are forked later must find no pool of this process."""
    parameters = connection.get_connection_params() | {"connect_timeout": 1}
    with psycopg.connect(**parameters, autocommit=True) as database:
        return database.execute(DATABASE).fetchone() or ()


def expose(host: str, port: int) -> None:
    """Answer Prometheus from this process, in a thread of its own."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(DatabaseCollector())
    start_http_server(port, addr=host, registry=registry)
