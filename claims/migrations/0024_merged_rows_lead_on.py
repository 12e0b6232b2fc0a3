"""Rows that came as parts of others count as having been public, so that their addresses lead on."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


FILL = """
SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger
WHERE tgrelid = 'claims_claim'::regclass AND tgname LIKE 'pgtrigger%';
UPDATE claims_claim SET published_at = created_at, unpublished_at = created_at
WHERE merged_into_id IS NOT NULL AND published_at IS NULL AND status = 'published';
SELECT set_config('pgtrigger.ignore', NULL, true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_speakers_of_claims"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="keep",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.statement_count := 0;NEW.rebuttal_count := 0;NEW.support_count := 0;NEW.first_said_on := NULL;NEW.first_said_on_precision := NULL;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.statement_count := OLD.statement_count;NEW.rebuttal_count := OLD.rebuttal_count;NEW.support_count := OLD.support_count;NEW.first_said_on := OLD.first_said_on;NEW.first_said_on_precision := OLD.first_said_on_precision;\nEND IF;\n\nIF NEW.merged_into_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('claims_claim.merged_into_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.merged_into_id\n            UNION\n            SELECT t.merged_into_id FROM claims_claim t JOIN above ON t.id = above.id WHERE t.merged_into_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merging_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rows cannot be merged into each other in a circle.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(\n    NEW.status = 'published' AND NEW.merged_into_id IS NULL AND (\n        NEW.about_article_id IS NULL\n        OR (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.about_article_id FOR SHARE)\n    ), false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' AND NEW.merged_into_id IS NOT NULL AND NEW.status = 'published' THEN\n    NEW.published_at := clock_timestamp();  -- not the beginning of the transaction, which would be: never seen\n    NEW.unpublished_at := NEW.published_at;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'statement_count', 'rebuttal_count', 'support_count', 'first_said_on', 'first_said_on_precision'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'statement_count', 'rebuttal_count', 'support_count', 'first_said_on', 'first_said_on_precision'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="f96a8c01d7e4a0d5ad0a20bca85fa6a07f041711",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_ea492",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
