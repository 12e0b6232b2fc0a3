"""Migrations that make indexes beside the running service, and are run again where they were interrupted."""

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from sources.concurrently import AddIndexConcurrently

HALF_MADE = """
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'claim_states'::regclass
"""
VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'claim_states'::regclass"


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_left_half_made_is_made_again():
    index = models.Index(fields=["pgh_obj", "pgh_id"], name="claim_states")
    state = MigrationLoader(connection).project_state()
    with connection.cursor() as cursor:
        cursor.execute(HALF_MADE)
        with connection.schema_editor(atomic=False) as editor:
            AddIndexConcurrently("claimevent", index).database_forwards("claims", editor, state, state)
        cursor.execute(VALID)
        assert cursor.fetchone() == (True,)
