"""Who made a change, and in which request, beside every row of the history that the database keeps by
trigger.
"""

from typing import Any

import structlog
from django.db import transaction
from django.http import HttpRequest
from pghistory import middleware, runtime


class HistoryMiddleware(middleware.HistoryMiddleware):
    """Gives the changes of one request their context: user id, request id and path.

    Requests to the API name their user when the token is checked; to look for one in the session before that
    would make the answer depend on a cookie.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        request_id = structlog.contextvars.get_contextvars().get("request_id")
        if request.path.startswith("/api/"):
            return {"url": request.path, "request_id": request_id}
        return super().get_context(request) | {"request_id": request_id}


def install() -> None:
    """Let `pghistory.context` work with server-side binding, in requests and commands alike.

    The library sends its two variables and the statement as one string, which the server refuses to prepare.
    """
    runtime._inject_history_context = _execute_in_context


def _execute_in_context(execute, sql, params, many, context):
    """Execute a statement after setting the variables that the triggers read, in the same transaction."""
    connection = context["connection"]
    if not runtime._can_inject_variable(context["cursor"], sql):
        return execute(sql, params, many, context)
    if not connection.in_atomic_block:
        with transaction.atomic(using=connection.alias):
            return _execute_in_context(execute, sql, params, many, context)
    found = runtime._tracker.value
    metadata = runtime.json.dumps(found.metadata, cls=runtime.config.json_encoder())
    with connection.wrap_database_errors:
        connection.connection.execute(
            "SELECT set_config('pghistory.context_id', %s, true), "
            "set_config('pghistory.context_metadata', %s, true)",
            [str(found.id), metadata],
        )
    return execute(sql, params, many, context)
