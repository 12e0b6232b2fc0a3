"""The tests' own PostgreSQL, and what a test may ask for.

One embedded server per run, in a temporary folder, without fsync; every process of pytest-xdist has a
database of its own on it. With DATABASE_URL set, that server is used instead. POSTGRES_BIN_DIR chooses
another version of the embedded one.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management.color import Style
from django.db import models  # noqa: F401  (Django's modules import each other in this order)
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings

from reeapi import embedded
from reeapi.embedded.places import locked

NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
WRITTEN_BY_MIGRATIONS = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}
STASHED_SERVER = pytest.StashKey[embedded.Server]()

hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.load_profile("here")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not os.environ.get("DATABASE_URL"):
        folder = temporary_folder()
        config.stash[STASHED_SERVER] = embedded.use(folder / "data", NOT_DURABLE)
        os.environ["DATA_DIR"] = str(folder / "data")  # the processes of pytest-xdist inherit it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reeapi.settings")
    from django.conf import settings

    assert settings.SECRET_KEY  # loads the settings, now that the database is known
    DatabaseOperations.execute_sql_flush = flush_despite_triggers  # type: ignore[method-assign]
    DatabaseOperations.sql_flush = flush_all_but_groups  # type: ignore[method-assign]


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(STASHED_SERVER, None)
    if server:
        server.leave()
        shutil.rmtree(server.folder.parent)


def temporary_folder() -> Path:
    """A new folder that root's PostgreSQL, which runs under another account, can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="reeapi-tests-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    """Migrate once per run; every process's test database is a copy of that."""
    if os.environ.get("DATABASE_URL"):
        return
    from django.core.management import call_command
    from django.db import connection

    migrated = embedded.data_dir() / "migrated"
    with locked(migrated.with_suffix(".lock"), seconds=300), django_db_blocker.unblock():
        if not migrated.exists():
            name = connection.settings_dict["NAME"]
            connection.settings_dict["NAME"] = embedded.DATABASE
            call_command("migrate", interactive=False, verbosity=0)
            connection.close()
            connection.close_pool()
            connection.settings_dict["NAME"] = name
            migrated.touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = embedded.DATABASE


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker
) -> Iterator[None]:
    """A test database, whichever tests were chosen.

    pytest-django's own makes one only if a chosen test bears its mark; the others would write into the template.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _answers_are_watched() -> None:
    from tests.conformance import watch

    watch()


def flush_despite_triggers(
    self: DatabaseOperations, sql_list: list[str], flush=DatabaseOperations.execute_sql_flush
) -> None:
    """Empty the tables after a test with transactions of its own, although triggers refuse TRUNCATE."""
    flush(self, ["SET LOCAL session_replication_role = replica", *sql_list])


def flush_all_but_groups(
    self: DatabaseOperations,
    style: Style,
    tables: list[str],
    sql_flush=DatabaseOperations.sql_flush,
    **options: bool,
) -> list[str]:
    """What migrations wrote stays: the groups and their permissions."""
    return sql_flush(
        self, style, [table for table in tables if table not in WRITTEN_BY_MIGRATIONS], **options
    )


def needs_program(name: str) -> str:
    """The path of an outside program. Without it the test is skipped, but fails in CI, which must have them
    all.
    """
    found = shutil.which(name)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"CI must install the program `{name}`.")
    pytest.skip(f"the program `{name}` is not installed here")


@pytest.fixture
def data_folder() -> Path:
    """Where a server of the test's own can keep its data; not made yet."""
    folder = temporary_folder()
    yield folder / "data"
    shutil.rmtree(folder)
