"""The states of a row in their order, by one index in the place of another; made beside the running service."""

from django.db import migrations

from sources.concurrently import states_in_order


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("claims", "0024_merged_rows_lead_on")]
    operations = states_in_order(
        "claims", "anchorreview", "claim", "claimtopic", "rebuttal", "relay", "remark", "statement", "support", "topic",
    )  # fmt: skip
