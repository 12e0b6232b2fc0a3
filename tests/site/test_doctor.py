"""What `manage.py doctor` finds, each in a database that has been given just that illness."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reeapi.operations import doctor
from tests import factories
from tests.servers import command, empty_database

pytestmark = pytest.mark.django_db


def findings(check, *illness: str) -> str:
    with connection.cursor() as cursor:
        for statement in illness:
            cursor.execute(statement)
    return " ".join(f"{found.level} {found.what} {found.advice}" for found in check())


def test_a_healthy_installation_has_no_faults():
    out = io.StringIO()
    call_command("doctor", stdout=out)
    said = out.getvalue()
    assert "FAULT" not in said
    assert all(
        name in said for name in ("settings", "disk", "database", "migrations", "clock", "anchors", "chains")
    )


@pytest.mark.parametrize(
    ("check", "illness", "said"),
    [
        (doctor.migrations_check, "DELETE FROM django_migrations WHERE app = 'sessions'",
         "FAULT 1 migrations are missing: sessions.0001_initial. Run `manage.py migrate`."),
        (doctor.migrations_check, "INSERT INTO django_migrations (app, name, applied) VALUES ('claims', '9999_new', now())",
         "notice The database has migrations that this release does not know: claims.9999_new."),
        (doctor.schema_check, "ALTER TABLE claims_claim DISABLE TRIGGER USER",
         "FAULT Triggers of claims_claim are switched off"),
        (doctor.schema_check, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'claims_claim_pkey'::regclass",
         "FAULT The index claims_claim_pkey is unfinished"),
        (doctor.extensions_check, "DROP EXTENSION pg_trgm CASCADE", "FAULT Extensions are missing: pg_trgm."),
    ],
)  # fmt: skip
def test_an_illness_is_named_with_its_remedy(check, illness, said):
    assert said in findings(check, illness)


def test_a_chain_with_a_gap_is_found():
    via = [factories.article(), factories.article()]
    statement = factories.statement(via=via)
    assert not findings(doctor.chains_check)
    statement.relays.order_by("position").first().delete()
    assert "The chains of 1 statements have gaps" in findings(doctor.chains_check)


def test_an_empty_database_is_a_fault_and_not_a_crash():
    with empty_database() as url:
        said = command(url, "doctor")
    assert said.returncode == 1
    assert "Run `manage.py migrate`" in said.stdout


def test_a_database_that_is_away_is_a_fault_and_not_a_crash():
    said = command("postgresql://nobody@127.0.0.1:9/nothing", "doctor")
    assert said.returncode == 1
    assert "The database does not answer" in said.stdout
    assert "correct DATABASE_URL" in said.stdout


def test_faults_end_it_with_a_failure():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_claim DISABLE TRIGGER USER")
    with pytest.raises(CommandError, match="1 fault"):
        call_command("doctor", stdout=io.StringIO())
