"""The states of a row in their order, by one index in the place of another; made beside the running service."""

from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING

from sources.concurrently import AddIndexConcurrently

RECORDED = (
    "anchorreview",
    "claim",
    "claimtopic",
    "rebuttal",
    "relay",
    "remark",
    "statement",
    "support",
    "topic",
)


def states_of(name: str) -> AddIndexConcurrently:
    index = models.Index(fields=["pgh_obj", "pgh_id"], name=f"{name}_states")
    return AddIndexConcurrently(model_name=f"{name}event", index=index)


def without_index(name: str) -> migrations.AlterField:
    field = models.ForeignKey(
        to=f"claims.{name}",
        on_delete=DO_NOTHING,
        related_name="events",
        related_query_name="events",
        db_constraint=False,
        db_index=False,
    )
    return migrations.AlterField(model_name=f"{name}event", name="pgh_obj", field=field)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("claims", "0024_merged_rows_lead_on")]
    operations = [*map(states_of, RECORDED), *map(without_index, RECORDED)]
