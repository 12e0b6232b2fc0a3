"""Is the process alive, and can it serve? For load balancers and container engines."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reeapi.api.errors import RETRY, Problem, problem_response
from reeapi.api.migrated import lacking, missing_migrations


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
        missing = missing_migrations()
    except Error:
        return _unavailable(request, "The database does not answer.")
    if missing:
        return _unavailable(request, lacking(missing))
    return HttpResponse("ok\n", content_type="text/plain")


def _unavailable(request: HttpRequest, detail: str) -> HttpResponse:
    return problem_response(request, Problem("unavailable", detail, headers=RETRY))
