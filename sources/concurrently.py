"""Indexes that a migration makes beside the running service, and that may be made again where it was interrupted."""

from typing import Any

from django.contrib.postgres import operations


class AddIndexConcurrently(operations.AddIndexConcurrently):
    """Django's own, which fails for ever once it was interrupted: what it had made so far is in its way. Here that is dropped."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.remove_index(model, self.index, concurrently=True)  # if it exists
        super().database_forwards(app_label, schema_editor, from_state, to_state)
