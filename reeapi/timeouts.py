"""How long one statement may keep the database busy: a second for public reads, longer for staff at work; and how long
anybody may wait for a lock, or hold one while doing nothing.

The short limits are the default of every connection that a server process opens, so that no read can forget them. Requests
that write, and the admin, raise them for their own duration. Commands have none. Behind PgBouncer sessions are shared:
there its `connect_query` sets the short limits, and staff's are raised for a transaction at a time.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse

# One question has one processor: the others are for who asks at the same time, and workers take longer to start than a page takes.
ALONE = {"max_parallel_workers_per_gather": "0"}
# A read waits for a lock less long than for its answer, or it would be told that its question is at fault.
LOCKED_OUT = {"reads": "800ms", "writes": "10s"}
RAISE = "SELECT set_config('statement_timeout', %s, %s), set_config('lock_timeout', %s, %s)"


def limit_reads() -> None:
    """From now on, connections of this process begin with the short limits. Called before the first is opened."""
    if settings.PGBOUNCER:
        return
    limits = {
        "statement_timeout": settings.PUBLIC_STATEMENT_TIMEOUT,
        "lock_timeout": LOCKED_OUT["reads"],
        "idle_in_transaction_session_timeout": "60s",
    } | ALONE
    text = " ".join(f"-c {name}={value}" for name, value in limits.items())
    for database in connections.settings.values():
        options = database["OPTIONS"]
        options["options"] = f"{options.get('options', '')} {text}".strip()


class PatientMiddleware:
    """Gives requests of staff, and those that write, the time that `STAFF_STATEMENT_TIMEOUT` allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} and not request.path.startswith("/admin/"):
            return self.get_response(request)
        patience = Patience()
        try:
            with connection.execute_wrapper(patience):
                return self.get_response(request)
        finally:
            patience.end()


class Patience:
    """Raises the limits before the first statement of a request, if there is one, and takes them back at the end.

    Where sessions are shared it does so in each transaction, which takes them back by itself.
    """

    def __init__(self) -> None:
        self.raised: Any = None

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        database = context["connection"]
        with database.wrap_database_errors:
            if not settings.PGBOUNCER:
                self._raise(database.connection, local=False)
            elif database.in_atomic_block:
                self._raise(database.connection, local=True)
        return execute(sql, params, many, context)

    def _raise(self, session: Any, *, local: bool) -> None:
        if local or self.raised is not session:
            session.execute(RAISE, [settings.STAFF_STATEMENT_TIMEOUT, local, LOCKED_OUT["writes"], local])
            self.raised = session

    def end(self) -> None:
        ours = self.raised is not None and self.raised is connection.connection
        if ours and not settings.PGBOUNCER and not self.raised.closed:
            with suppress(psycopg.Error):  # a session that has broken meanwhile is nobody's any more
                for name in ("statement_timeout", "lock_timeout"):
                    self.raised.execute(f"RESET {name}")
