"""Indexes that tell which values few rows have, and lists by language or date in order, made beside the running service."""

from django.db import migrations, models

from sources.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("claims", "0018_dates_of_edges_filled")]
    operations = [
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["language", "created_at", "id"],
                name="claim_public_of_language",
            ),
        ),
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("is_public", True), ("support_count__gt", 0)),
                fields=["id"],
                name="claim_public_supported",
            ),
        ),
        AddIndexConcurrently(
            model_name="rebuttal",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["basis"], name="rebuttal_public_of_basis"
            ),
        ),
        AddIndexConcurrently(
            model_name="rebuttal",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["relation"],
                name="rebuttal_public_of_relation",
            ),
        ),
        AddIndexConcurrently(
            model_name="rebuttal",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["said_on", "id"],
                name="rebuttal_public_by_date",
            ),
        ),
        AddIndexConcurrently(
            model_name="rebuttal",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["ground"], name="rebuttal_public_of_ground"
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["stance"], name="statement_public_of_stance"
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["fidelity"],
                name="statement_public_of_fidelity",
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["anchor_status"],
                name="statement_public_of_anchor",
            ),
        ),
        AddIndexConcurrently(
            model_name="support",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["basis"], name="support_public_of_basis"
            ),
        ),
        AddIndexConcurrently(
            model_name="support",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["relation"],
                name="support_public_of_relation",
            ),
        ),
        AddIndexConcurrently(
            model_name="support",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["said_on", "id"],
                name="support_public_by_date",
            ),
        ),
    ]
