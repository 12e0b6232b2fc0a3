"""Rows that came as parts of others count as having been public, so that their addresses lead on."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


FILL = """
SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger
WHERE tgrelid = 'sources_speaker'::regclass AND tgname LIKE 'pgtrigger%';
UPDATE sources_speaker SET published_at = created_at, unpublished_at = created_at
WHERE merged_into_id IS NOT NULL AND published_at IS NULL;
SELECT set_config('pgtrigger.ignore', NULL, true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0019_former_slugs_of_drafts"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="speaker",
            name="keep",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.public_uses := 0;NEW.claim_count := 0;NEW.rebuttal_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.public_uses := OLD.public_uses;NEW.claim_count := OLD.claim_count;NEW.rebuttal_count := OLD.rebuttal_count;\nEND IF;\n\nIF EXISTS (SELECT 1 FROM sources_speakerslug f WHERE f.slug = NEW.slug AND f.speaker_id <> NEW.id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'slug_was_never_anothers', TABLE = TG_TABLE_NAME, MESSAGE = 'This slug was used before by another row and still redirects to it.';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug THEN\n    DELETE FROM sources_speakerslug WHERE slug = NEW.slug;\n    INSERT INTO sources_speakerslug (slug, speaker_id, was_public) VALUES (OLD.slug, NEW.id, OLD.published_at IS NOT NULL);\nEND IF;\n\nIF NEW.merged_into_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('sources_speaker.merged_into_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.merged_into_id\n            UNION\n            SELECT t.merged_into_id FROM sources_speaker t JOIN above ON t.id = above.id WHERE t.merged_into_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merging_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rows cannot be merged into each other in a circle.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.public_uses > 0 AND NEW.merged_into_id IS NULL, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' AND NEW.merged_into_id IS NOT NULL THEN\n    NEW.published_at := clock_timestamp();  -- not the beginning of the transaction, which would be: never seen\n    NEW.unpublished_at := NEW.published_at;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count', 'rebuttal_count'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count', 'rebuttal_count'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="f227c0f1620584c0dbf7b86fa23678e193ab13f4",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_fa380",
                    table="sources_speaker",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
