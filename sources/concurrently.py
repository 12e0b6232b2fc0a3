"""Indexes that a migration makes beside the running service, and that may be made again where it was interrupted."""

from typing import Any

from django.contrib.postgres import operations
from django.db import models
from django.db.migrations import AlterField
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import DO_NOTHING

IS_WHOLE = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"


class AddIndexConcurrently(operations.AddIndexConcurrently):
    """Django's own, which fails for ever once it was interrupted: what it had made so far is in its way.

    Here what is whole is left, and what is not is made again.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not schema_editor.collect_sql and self.allow_migrate_model(schema_editor.connection.alias, model):
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(IS_WHOLE, [self.index.name])
                found = cursor.fetchone()
            if found == (True,):
                return
            if found:
                schema_editor.remove_index(model, self.index, concurrently=True)
        super().database_forwards(app_label, schema_editor, from_state, to_state)


def states_in_order(app: str, *names: str) -> list[Operation]:
    """For the history of each model of the app: the index of a row's states in their order, then none of rows alone."""
    return [*map(_index_of_states, names), *(_without_index_of_rows(app, name) for name in names)]


def _index_of_states(name: str) -> Operation:
    index = models.Index(fields=["pgh_obj", "pgh_id"], name=f"{name}_states")
    return AddIndexConcurrently(model_name=f"{name}event", index=index)


def _without_index_of_rows(app: str, name: str) -> Operation:
    row = models.ForeignKey(
        to=f"{app}.{name}",
        on_delete=DO_NOTHING,
        related_name="events",
        related_query_name="events",
        db_constraint=False,
        db_index=False,
    )
    return AlterField(model_name=f"{name}event", name="pgh_obj", field=row)
