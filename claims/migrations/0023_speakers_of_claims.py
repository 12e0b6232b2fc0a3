"""One index of a claim's statements, in the order of its speakers, in the place of two without it; made beside the service."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


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
        migrations.AlterField(
            model_name="statement",
            name="claim",
            field=models.ForeignKey(
                db_comment="What is said.",
                db_index=False,
                help_text="What is said. Look for a claim that says the same before you write a new one.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="claims.claim",
            ),
        ),
    ]
