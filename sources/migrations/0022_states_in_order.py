"""The states of a row in their order, by one index in the place of another; made beside the running service."""

from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING

from sources.concurrently import AddIndexConcurrently

RECORDED = (
    "affiliation",
    "articleauthor",
    "article",
    "citation",
    "rate",
    "snapshot",
    "speaker",
    "suggestion",
)


def states_of(name: str) -> AddIndexConcurrently:
    index = models.Index(fields=["pgh_obj", "pgh_id"], name=f"{name}_states")
    return AddIndexConcurrently(model_name=f"{name}event", index=index)


def without_index(name: str) -> migrations.AlterField:
    field = models.ForeignKey(
        to=f"sources.{name}",
        on_delete=DO_NOTHING,
        related_name="events",
        related_query_name="events",
        db_constraint=False,
        db_index=False,
    )
    return migrations.AlterField(model_name=f"{name}event", name="pgh_obj", field=field)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("sources", "0021_mark_without_end")]
    operations = [*map(states_of, RECORDED), *map(without_index, RECORDED)]
