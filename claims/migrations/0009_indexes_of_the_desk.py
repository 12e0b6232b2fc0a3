"""Indexes for the curation desk: claims that say something alike, and the few rows that are drafts."""

import django.contrib.postgres.indexes
from django.db import migrations, models

from sources.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False  # built beside the running service
    dependencies = [("claims", "0008_remarks")]
    operations = [
        AddIndexConcurrently(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["text"], name="claim_text_trigram", opclasses=["gin_trgm_ops"]
            ),
        ),
        AddIndexConcurrently(
            model_name="rebuttal",
            index=models.Index(
                condition=models.Q(("status", "draft")), fields=["statement"], name="rebuttal_drafts"
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("status", "draft")), fields=["id"], name="statement_drafts"
            ),
        ),
        AddIndexConcurrently(
            model_name="support",
            index=models.Index(
                condition=models.Q(("status", "draft")), fields=["statement"], name="support_drafts"
            ),
        ),
    ]
