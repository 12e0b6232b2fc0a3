"""Migrations that make indexes beside the running service, and are run again where they were interrupted."""

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from sources.concurrently import AddIndexConcurrently

HALF_MADE = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'claim_states'::regclass"
FOUND = "SELECT indexrelid, indisvalid FROM pg_index WHERE indexrelid = 'claim_states'::regclass"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("half_made", [True, False])
def test_an_index_that_was_left_half_made_is_made_again(half_made):
    index = models.Index(fields=["pgh_obj", "pgh_id"], name="claim_states")
    state = MigrationLoader(connection).project_state()
    with connection.cursor() as cursor:
        if half_made:
            cursor.execute(HALF_MADE)
        cursor.execute(FOUND)
        before, _ = cursor.fetchone()
        with connection.schema_editor(atomic=False) as editor:
            AddIndexConcurrently("claimevent", index).database_forwards("claims", editor, state, state)
        cursor.execute(FOUND)
        after, is_valid = cursor.fetchone()
    assert (is_valid, after != before) == (True, half_made)
