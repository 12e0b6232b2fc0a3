"""A reader who asks again for what has not changed is told so before Django begins.

Many readers ask for the same few lists over and over, each with the tag of the answer they hold. Once Django has said 304
to such a request, the same is said to every request like it for as long as the mark of the database is the same
(`reeapi.api.findings`): one small query, and a line in the log. Whatever else differs, Django decides anew.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import perf_counter
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from reeapi.api.conditional import HOLDS_UNDER
from reeapi.api.findings import MARK
from reeapi.log import log_answer
from reeapi.reads import matched

KEPT = 2_000  # answers of each process; about 4 MB
PATIENCE = 0.2  # seconds to wait for a connection, before Django does
# All of a request that its answer may depend on, except `Authorization`, with which nobody is answered here.
ASKED = (
    "REQUEST_METHOD", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING",
    "HTTP_ACCEPT", "HTTP_ORIGIN", "HTTP_IF_NONE_MATCH",
)  # fmt: skip


class Nothing:
    """The body of a 304. `close` is called when the answer has gone out: nobody waits for what is done then."""

    def __init__(self, close: Callable[[], None]):
        self.close = close

    def __iter__(self) -> Iterator[bytes]:
        return iter(())


class Revalidation:
    """A WSGI application around Django's."""

    def __init__(self, application: Callable[..., Iterable[bytes]]):
        self.application = application
        self.said: dict[tuple, tuple[str, list]] = {}
        self.observe: Callable[..., None] = lambda *_: None
        if settings.METRICS_PORT:
            from reeapi.metrics import observe

            self.observe = observe

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if "HTTP_IF_NONE_MATCH" not in environ or "HTTP_AUTHORIZATION" in environ:
            return self.application(environ, start_response)
        asked = tuple(map(environ.get, ASKED))
        said, begun = self.said.get(asked), perf_counter()
        if said and said[0] == _mark():
            method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
            self.observe(method, matched(path, None).route, 304, perf_counter() - begun)
            start_response("304 Not Modified", said[1])
            return Nothing(partial(log_answer, method, path, 304))

        def start(status: str, headers: list, *failed: Any) -> Any:
            if status.startswith("304") and HOLDS_UNDER in environ:
                self._keep(asked, environ[HOLDS_UNDER], headers)
            return start_response(status, headers, *failed)

        return self.application(environ, start)

    def _keep(self, asked: tuple, mark: str, headers: list) -> None:
        if len(self.said) >= KEPT:
            self.said = {}
        self.said[asked] = mark, list(headers)


def _mark() -> str | None:
    """The mark; None while the database cannot say, which is Django's to tell.

    Asked by way of libpq: a cursor takes as long for it as the database does.
    """
    try:
        with connection.pool.connection(PATIENCE) as database:  # type: ignore[attr-defined]
            found = database.pgconn.exec_(MARK.encode()).get_value(0, 0)
    except psycopg.Error:
        return None
    return found.decode() if found else None
