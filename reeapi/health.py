"""Is the process alive, and can it serve? For load balancers and container engines."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reeapi.api.errors import RETRY, Problem, problem_response

_migrated = (
    False  # once true it stays true for a process: migrations are never taken back under a running server
)


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; the database is not asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has every migration, else a 503 problem that says which of the two
    fails.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = _missing_migrations()
    except Error:
        return _unavailable(request, "The database does not answer.")
    if missing:
        return _unavailable(request, f"The database lacks {missing} migrations; run `manage.py migrate`.")
    return HttpResponse("ok\n", content_type="text/plain")


def _missing_migrations() -> int:
    global _migrated
    if _migrated:
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _migrated = not missing
    return missing


def _unavailable(request: HttpRequest, detail: str) -> HttpResponse:
    return problem_response(request, Problem("unavailable", detail, headers=RETRY))
