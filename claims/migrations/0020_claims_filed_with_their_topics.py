"""Claims that were loaded after their topics, and of which no statement is public, were filed under none of them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

FILE_MISSING = """
SELECT ree_file_claims(ARRAY(
    SELECT DISTINCT c.id FROM claims_claim c JOIN claims_claimtopic l ON l.claim_id = c.id
    WHERE c.is_public AND NOT EXISTS (
        SELECT FROM claims_claimentry e WHERE e.claim_id = c.id AND e.topic_id = l.topic_id
    )
));
SELECT ree_note_change();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0019_indexes_of_values")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="file_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT id FROM new_rows WHERE is_public));\nRETURN NULL;",
                    hash="81612683a9df5620b5cbc3380538955d710ac27f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_file_insert_fc100",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FILE_MISSING, migrations.RunSQL.noop),
    ]
