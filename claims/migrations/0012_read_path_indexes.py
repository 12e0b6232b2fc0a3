"""Indexes for lists by one speaker, made while the previous release goes on writing."""

from django.db import migrations, models

from sources.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("claims", "0011_read_path")]
    operations = [
        AddIndexConcurrently(
            model_name="rebuttal",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["critic", "created_at", "id"],
                name="rebuttal_of_critic_by_created",
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["speaker", "created_at", "id"],
                name="statement_speaker_by_created",
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["speaker", "said_on", "id"],
                name="statement_speaker_by_date",
            ),
        ),
        AddIndexConcurrently(
            model_name="support",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["critic", "created_at", "id"],
                name="support_of_critic_by_created",
            ),
        ),
    ]
