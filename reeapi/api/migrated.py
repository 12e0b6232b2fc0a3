"""Whether the database has every migration: asked by whoever looks after the service, and where a table or column is missing."""

from time import monotonic

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

KEPT = 1.0  # seconds: what is missing may be there soon
_found: tuple[int, float] | None = None  # how many are missing, and until when that is believed


def missing_migrations() -> int:
    """How many migrations the database lacks. Raises the database's error where it does not answer.

    Once none is missing it stays so for a process: nothing is taken back under a running server.
    """
    global _found
    if _found is None or (_found[0] and monotonic() > _found[1]):
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        _found = missing, monotonic() + KEPT
    return _found[0]


def lacking(missing: int) -> str:
    """What to tell the operator."""
    return f"The database lacks {missing} migrations; run `manage.py migrate`."
