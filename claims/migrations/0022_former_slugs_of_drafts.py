"""Former slugs say whether they were public."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0021_successors_looked_up"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="topic",
            name="keep",
        ),
        migrations.AddField(
            model_name="topicslug",
            name="was_public",
            field=models.BooleanField(
                db_comment="Whether the row was public under it; if not, it leads staff alone.",
                db_default=True,
                default=True,
                editable=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.public_uses := 0;NEW.claim_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.public_uses := OLD.public_uses;NEW.claim_count := OLD.claim_count;\nEND IF;\n\nIF EXISTS (SELECT 1 FROM claims_topicslug f WHERE f.slug = NEW.slug AND f.topic_id <> NEW.id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'slug_was_never_anothers', TABLE = TG_TABLE_NAME, MESSAGE = 'This slug was used before by another row and still redirects to it.';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug THEN\n    DELETE FROM claims_topicslug WHERE slug = NEW.slug;\n    INSERT INTO claims_topicslug (slug, topic_id, was_public) VALUES (OLD.slug, NEW.id, OLD.published_at IS NOT NULL);\nEND IF;\n\nIF NEW.broader_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.broader_id IS DISTINCT FROM OLD.broader_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('claims_topic.broader_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.broader_id\n            UNION\n            SELECT t.broader_id FROM claims_topic t JOIN above ON t.id = above.id WHERE t.broader_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'topic_is_not_below_itself', TABLE = TG_TABLE_NAME, MESSAGE = 'A topic cannot lie below itself: follow the broader topics upwards.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.public_uses > 0, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="73a1c47cf3caeee3c814d84cefc28712ceab38d7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_25a88",
                    table="claims_topic",
                    when="BEFORE",
                ),
            ),
        ),
    ]
