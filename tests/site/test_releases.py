"""What earlier releases left behind: each one's database migrates, and each one's dataset loads, into this one.

A release's folder holds `database.dump`, written by `pg_dump -Fc` of PostgreSQL 18 (the sample data, a draft with its
captured text, a withdrawal with all that rested on it, a renamed topic, an account), and `dataset/`, the sample as it was then.
"""

import subprocess
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from reeapi.operations import programs
from tests.servers import command, empty_database

RELEASES = sorted((Path(__file__).resolve().parents[1] / "releases").iterdir())
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("release", RELEASES, ids=lambda folder: folder.name),
]
KEPT = [
    "SELECT count(*) FROM claims_claim WHERE text = 'Dysprosium is scarce.' AND status = 'draft'",
    "SELECT count(*) FROM claims_claim WHERE status = 'withdrawn'",
    "SELECT count(*) FROM claims_claimevent WHERE status = 'withdrawn'",
    "SELECT count(*) FROM sources_snapshot WHERE text_state = 'held'",
    "SELECT count(*) FROM claims_topicslug WHERE slug = 'processing'",
    "SELECT count(*) FROM auth_user",
]


def answers(url: str) -> dict[str, int]:
    with psycopg.connect(url) as database:
        return {question: database.execute(question).fetchone()[0] for question in KEPT}


@pytest.mark.long
def test_the_database_of_the_release_migrates_and_loses_nothing(release):
    if connection.pg_version < 180000:
        pytest.skip("the dump is of PostgreSQL 18")
    with empty_database() as url:
        program = programs.find("pg_restore", 18)
        subprocess.run(
            [program, "--exit-on-error", "--no-owner", f"--dbname={url}", release / "database.dump"],
            check=True,
        )
        before = answers(url)
        migrated = command(url, "migrate")
        assert migrated.returncode == 0, migrated.stderr
        after = answers(url)
        assert "FAULT" not in command(url, "doctor").stdout.partition("database")[2]
    assert after == before
    assert all(after.values())


def test_the_dataset_of_the_release_loads(release, capsys):
    call_command("load_dataset", str(release / "dataset"))
    assert "claim: 88 created, 0 updated, 0 unchanged" in capsys.readouterr().out
    call_command("load_dataset", str(release / "dataset"))
    assert "claim: 0 created, 0 updated, 88 unchanged" in capsys.readouterr().out
