"""The states of a row in their order, by one index in the place of another; made beside the running service."""

from django.db import migrations

from sources.concurrently import states_in_order


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("sources", "0021_mark_without_end")]
    operations = states_in_order(
        "sources", "affiliation", "articleauthor", "article", "citation", "rate", "snapshot", "speaker", "suggestion",
    )  # fmt: skip
