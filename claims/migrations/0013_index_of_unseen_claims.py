"""Claims that say something alike are compared by their letters only where the public does not see them: drafts are few."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations
from django.db.models import Q

from sources.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False  # built beside the running service
    dependencies = [("claims", "0012_read_path_indexes")]
    operations = [
        RemoveIndexConcurrently(model_name="claim", name="claim_text_trigram"),
        AddIndexConcurrently(
            model_name="claim",
            index=GinIndex(
                name="claim_unseen_trigram",
                fields=["text"],
                opclasses=["gin_trgm_ops"],
                condition=Q(is_public=False),
            ),
        ),
    ]
