"""How long one statement may keep the database busy: a second for public reads, longer for staff at work.

The short limit is the default of every connection that a server process opens, so that no read can forget it. Requests
that write, and the admin, raise it for their own duration. Commands have no limit.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse


def limit_reads() -> None:
    """From now on, connections of this process begin with the short limit. Called before the first is opened."""
    limit = f"-c statement_timeout={settings.PUBLIC_STATEMENT_TIMEOUT}"
    for database in connections.settings.values():
        options = database["OPTIONS"]
        options["options"] = f"{options.get('options', '')} {limit}".strip()


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
    """Raises the limit before the first statement of a request, if there is one, and takes it back at the end."""

    def __init__(self) -> None:
        self.raised: Any = None

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        current = context["connection"].connection
        if self.raised is not current:
            current.execute(
                "SELECT set_config('statement_timeout', %s, false)", [settings.STAFF_STATEMENT_TIMEOUT]
            )
            self.raised = current
        return execute(sql, params, many, context)

    def end(self) -> None:
        if self.raised is not None and self.raised is connection.connection and not self.raised.closed:
            self.raised.execute("RESET statement_timeout")
