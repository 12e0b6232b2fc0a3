"""Indexes that tell which values few rows have, made beside the running service."""

from django.db import migrations, models

from sources.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("sources", "0013_search_without_marks_of_languages")]
    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["kind"], name="article_public_of_kind"
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["language"],
                name="article_public_of_language",
            ),
        ),
        AddIndexConcurrently(
            model_name="speaker",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["kind"], name="speaker_public_of_kind"
            ),
        ),
    ]
