"""An index of a claim's statements that goes on by speaker and stance, in the place of one by speaker; made beside the service."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from sources.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("claims", "0022_former_slugs_of_drafts"),
        ("sources", "0019_former_slugs_of_drafts"),
    ]
    operations = [
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["claim", "speaker", "stance", "id"],
                name="statement_speakers_of_claim",
            ),
        ),
        RemoveIndexConcurrently(model_name="statement", name="statement_public_of_claim"),
    ]
