"""A restore that is not proved is a hope: backups of the sample data, damaged ones, and databases that are in the way."""

import json
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from reeapi.operations import backup, checksums, programs
from tests import factories
from tests.servers import cloned_database, command, empty_database

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def made(tmp_path, capsys) -> Path:
    """A backup of the sample data."""
    call_command("load_dataset", str(SAMPLE), verbosity=0)
    call_command("backup", str(tmp_path / "backup"))
    assert "tables." in capsys.readouterr().out
    return tmp_path / "backup"


def test_what_is_restored_is_every_row_of_every_table(made):
    manifest = json.loads((made / "manifest.json").read_text())
    assert manifest["tables"]["claims_claim"]["rows"] == 88
    assert set(manifest["tables"]) == set(checksums.table_names())
    with empty_database() as url:
        restored = command(url, "restore", made)
        assert restored.returncode == 0, restored.stderr
        assert "are as they were" in restored.stdout
        assert "holds" in command(url, "restore", made).stderr, "a database that is not empty stays as it is"
        assert command(url, "migrate", "--check").returncode == 0
        again = made.with_name("again")
        assert command(url, "backup", again).returncode == 0
    assert json.loads((again / "manifest.json").read_text())["tables"] == manifest["tables"]


def test_a_damaged_file_is_refused_before_anything_is_restored(made):
    dump = made / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"!")
    with pytest.raises(CommandError, match="it is damaged"):
        call_command("restore", str(made))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "sha256": ""}'])
def test_a_folder_that_is_no_backup_is_named(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    (tmp_path / "database.dump").touch()
    with pytest.raises(CommandError, match=str(tmp_path)):
        call_command("restore", str(tmp_path))


def test_a_folder_that_is_there_is_never_written_over(made):
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(made))


def test_one_changed_value_makes_a_difference():
    call_command("load_dataset", str(SAMPLE), verbosity=0)
    before = {name: found.as_json() for name, found in checksums.checksums().items()}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_topic SET name = name || '.' WHERE slug = 'processing'")
    assert "claims_topic" in backup.differences({"tables": before}, checksums.checksums())


CORRUPT = """
ALTER TABLE sources_snapshot DROP CONSTRAINT snapshot_hash_and_length_are_of_its_text;
SET session_replication_role = replica;
UPDATE sources_snapshot SET text = text || '.';
"""


def test_a_text_that_its_hash_does_not_fit_stops_the_backup(tmp_path):
    broken = factories.snapshot(factories.article(), "Words as they stood.")
    with cloned_database() as url:
        with psycopg.connect(url) as database:
            database.execute(CORRUPT)
        said = command(url, "backup", tmp_path / "backup").stderr
    assert str(broken.pk) in said
    assert not (tmp_path / "backup").exists()


def test_programs_of_another_version_are_not_used():
    with pytest.raises(
        programs.ProgramError,
        match=r"PostgreSQL 99 and needs the program `pg_dump` of the same version; here",
    ):
        programs.find("pg_dump", 99)
