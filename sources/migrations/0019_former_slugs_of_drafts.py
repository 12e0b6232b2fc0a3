"""Former slugs say whether they were public, and articles are no copies of each other in a circle."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0018_addresses_of_the_web"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="keep",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="speaker",
            name="keep",
        ),
        migrations.AddField(
            model_name="speakerslug",
            name="was_public",
            field=models.BooleanField(
                db_comment="Whether the row was public under it; if not, it leads staff alone.",
                db_default=True,
                default=True,
                editable=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\nIF NEW.syndicated_from_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.syndicated_from_id IS DISTINCT FROM OLD.syndicated_from_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('sources_article.syndicated_from_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.syndicated_from_id\n            UNION\n            SELECT t.syndicated_from_id FROM sources_article t JOIN above ON t.id = above.id WHERE t.syndicated_from_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'syndication_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Articles cannot be copies of each other in a circle.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.status = 'published', false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="2e066370eaca798ac3c371f8f6bff795d68f66ac",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_f1528",
                    table="sources_article",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.public_uses := 0;NEW.claim_count := 0;NEW.rebuttal_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.public_uses := OLD.public_uses;NEW.claim_count := OLD.claim_count;NEW.rebuttal_count := OLD.rebuttal_count;\nEND IF;\n\nIF EXISTS (SELECT 1 FROM sources_speakerslug f WHERE f.slug = NEW.slug AND f.speaker_id <> NEW.id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'slug_was_never_anothers', TABLE = TG_TABLE_NAME, MESSAGE = 'This slug was used before by another row and still redirects to it.';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug THEN\n    DELETE FROM sources_speakerslug WHERE slug = NEW.slug;\n    INSERT INTO sources_speakerslug (slug, speaker_id, was_public) VALUES (OLD.slug, NEW.id, OLD.published_at IS NOT NULL);\nEND IF;\n\nIF NEW.merged_into_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('sources_speaker.merged_into_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.merged_into_id\n            UNION\n            SELECT t.merged_into_id FROM sources_speaker t JOIN above ON t.id = above.id WHERE t.merged_into_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merging_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rows cannot be merged into each other in a circle.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.public_uses > 0 AND NEW.merged_into_id IS NULL, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count', 'rebuttal_count'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count', 'rebuttal_count'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="692ec19969fa2bf50abf9df487a1cc167ef8c5ea",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_fa380",
                    table="sources_speaker",
                    when="BEFORE",
                ),
            ),
        ),
    ]
