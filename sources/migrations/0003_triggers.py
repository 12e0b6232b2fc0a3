import pgtrigger.compiler
from django.db import migrations

from sources.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0002_models"),
    ]

    operations = [
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="e243c0fbdc4bef97735c69b543fc1e608aa5847e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_89fb0",
                    table="sources_citation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="483a869c386603e780ec36568f480e63ad465337",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_815d5",
                    table="sources_citation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_citationevent" ("article_id", "cited_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "version") VALUES (NEW."article_id", NEW."cited_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relation", NEW."version"); RETURN NULL;',
                    hash="53583e9c0d5576c727eecb975037284d5a64697b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a56d3",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."cited_id" IS DISTINCT FROM (NEW."cited_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."relation" IS DISTINCT FROM (NEW."relation"))',
                    func='INSERT INTO "sources_citationevent" ("article_id", "cited_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "version") VALUES (NEW."article_id", NEW."cited_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relation", NEW."version"); RETURN NULL;',
                    hash="4d0ce188ea5f291e5cc922c92132954f3d42affe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1b25",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_citationevent" ("article_id", "cited_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "version") VALUES (OLD."article_id", OLD."cited_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relation", OLD."version"); RETURN NULL;',
                    hash="2070ee40cfaec26f93686496c9ad91b40525dd6e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00c85",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="c3e226adaef5e8164653f2b7af64793a1b8fe347",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_7e1ed",
                    table="sources_citationevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="citationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="805d92caa8f3a90df98be5334b278d4bb3fd97fb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_66bf6",
                    table="sources_citationevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="curator",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="861f71a0517e508e7efc31cc531b4b4a700dc4c6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_f4d90",
                    table="sources_curator",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="a76e018ba6e09d98ea052d2dafc16420d19ddd46",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_a7a57",
                    table="sources_snapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="66828f16a70a17bc89db6b6ffceb259cdf36ad4c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_35ff1",
                    table="sources_snapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF to_jsonb(NEW) - ARRAY['text', 'text_state', 'updated_at', 'version']\n       <> to_jsonb(OLD) - ARRAY['text', 'text_state', 'updated_at', 'version']\n   OR (NEW.text IS DISTINCT FROM OLD.text AND NEW.text_state = OLD.text_state)\n   OR (OLD.text_state, NEW.text_state) NOT IN (\n       ('held', 'held'), ('never_held', 'never_held'), ('taken_down', 'taken_down'),\n       ('never_held', 'held'), ('held', 'taken_down'), ('never_held', 'taken_down')\n   ) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_is_immutable', TABLE = TG_TABLE_NAME, MESSAGE = 'A snapshot never changes: its text may be supplied once, where it was never held, and be taken down for good. Capture a new snapshot instead.';\nEND IF;\nRETURN NEW;\n",
                    hash="b7fb0f4a6c34eee9d99fa24204724bd54a7bef64",
                    operation="UPDATE",
                    pgid="pgtrigger_immutable_64208",
                    table="sources_snapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_snapshotevent" ("article_id", "canonical_version", "captured_at", "captured_by", "highlights", "id", "length", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "text_state", "version") VALUES (NEW."article_id", NEW."canonical_version", NEW."captured_at", NEW."captured_by", NEW."highlights", NEW."id", NEW."length", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."text_state", NEW."version"); RETURN NULL;',
                    hash="b494e2621a0c72345d6aec5fd861a52c1043fbb7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d68c2",
                    table="sources_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."canonical_version" IS DISTINCT FROM (NEW."canonical_version") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."captured_by" IS DISTINCT FROM (NEW."captured_by") OR OLD."highlights" IS DISTINCT FROM (NEW."highlights") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."length" IS DISTINCT FROM (NEW."length") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."text_state" IS DISTINCT FROM (NEW."text_state"))',
                    func='INSERT INTO "sources_snapshotevent" ("article_id", "canonical_version", "captured_at", "captured_by", "highlights", "id", "length", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "text_state", "version") VALUES (NEW."article_id", NEW."canonical_version", NEW."captured_at", NEW."captured_by", NEW."highlights", NEW."id", NEW."length", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."text_state", NEW."version"); RETURN NULL;',
                    hash="5c18dbbb065e45535145b20b44542b32cec38bb9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_53e7f",
                    table="sources_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_snapshotevent" ("article_id", "canonical_version", "captured_at", "captured_by", "highlights", "id", "length", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "text_state", "version") VALUES (OLD."article_id", OLD."canonical_version", OLD."captured_at", OLD."captured_by", OLD."highlights", OLD."id", OLD."length", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."text_state", OLD."version"); RETURN NULL;',
                    hash="e7ccd09270c5f378efc453ad4b53f6ae50f503d9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_644f9",
                    table="sources_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshotevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="1503413b9f1a1d63ee9398cc8f2ba547c0b5bb57",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_4bd71",
                    table="sources_snapshotevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshotevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="140b7aceb896179a255628e5aa63e1d6cbd5190c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e9842",
                    table="sources_snapshotevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.public_uses := 0;NEW.claim_count := 0;NEW.rebuttal_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.public_uses := OLD.public_uses;NEW.claim_count := OLD.claim_count;NEW.rebuttal_count := OLD.rebuttal_count;\nEND IF;\n\nIF EXISTS (SELECT 1 FROM sources_speakerslug f WHERE f.slug = NEW.slug AND f.speaker_id <> NEW.id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'slug_was_never_anothers', TABLE = TG_TABLE_NAME, MESSAGE = 'This slug was used before by another row and still redirects to it.';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug THEN\n    DELETE FROM sources_speakerslug WHERE slug = NEW.slug;\n    INSERT INTO sources_speakerslug (slug, speaker_id) VALUES (OLD.slug, NEW.id);\nEND IF;\n\nIF NEW.merged_into_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('sources_speaker.merged_into_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.merged_into_id\n            UNION\n            SELECT t.merged_into_id FROM sources_speaker t JOIN above ON t.id = above.id WHERE t.merged_into_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merging_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rows cannot be merged into each other in a circle.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.public_uses > 0 AND NEW.merged_into_id IS NULL, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count', 'rebuttal_count'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count', 'rebuttal_count'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="625d8c734457149aeb433bd0a7296393223335c0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_fa380",
                    table="sources_speaker",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="26ddae8e4bea3014d22c5ab285f1bedf96bfad98",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_c564b",
                    table="sources_speaker",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="a69b6d9c9d83f3d54244c0e28aeb52a2db088bc3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_d7f46",
                    table="sources_speaker",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_speakerevent" ("aliases", "article_id", "id", "is_public", "kind", "merged_into_id", "name", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "unpublished_at", "version", "website", "wikidata") VALUES (NEW."aliases", NEW."article_id", NEW."id", NEW."is_public", NEW."kind", NEW."merged_into_id", NEW."name", NEW."named", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."slug", NEW."unpublished_at", NEW."version", NEW."website", NEW."wikidata"); RETURN NULL;',
                    hash="155d61b7069689a9e2999444eb8b921f940f5453",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_37d75",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aliases" IS DISTINCT FROM (NEW."aliases") OR OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."named" IS DISTINCT FROM (NEW."named") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."website" IS DISTINCT FROM (NEW."website") OR OLD."wikidata" IS DISTINCT FROM (NEW."wikidata"))',
                    func='INSERT INTO "sources_speakerevent" ("aliases", "article_id", "id", "is_public", "kind", "merged_into_id", "name", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "unpublished_at", "version", "website", "wikidata") VALUES (NEW."aliases", NEW."article_id", NEW."id", NEW."is_public", NEW."kind", NEW."merged_into_id", NEW."name", NEW."named", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."slug", NEW."unpublished_at", NEW."version", NEW."website", NEW."wikidata"); RETURN NULL;',
                    hash="8c67c36d6a2e2b58cf6b31c82aa9853df0874796",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_74c1d",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_speakerevent" ("aliases", "article_id", "id", "is_public", "kind", "merged_into_id", "name", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "unpublished_at", "version", "website", "wikidata") VALUES (OLD."aliases", OLD."article_id", OLD."id", OLD."is_public", OLD."kind", OLD."merged_into_id", OLD."name", OLD."named", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."slug", OLD."unpublished_at", OLD."version", OLD."website", OLD."wikidata"); RETURN NULL;',
                    hash="453e2f72dfbe0819b808ac6f06950fed3db3be9a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f4a57",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="fb9c1c2c06a973cc29cff42b4d8362f3768bc915",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_bf985",
                    table="sources_articleevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5319c4b562bd42ae5c5acd0cca7a95eec4021e4a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0526f",
                    table="sources_articleevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="1f0b9f94f584f40a6133cd33cae43507a93d27a1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_0f55d",
                    table="sources_articleauthorevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b634761c498f5e747c6fd7f467f0fe7bcd05c22a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_31384",
                    table="sources_articleauthorevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="44f142069434e22bcce6a5001fe4d75c198c5cf7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_a1d1f",
                    table="sources_articleauthor",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="speakers_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE sources_article t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT article_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n            SELECT c.speaker_id AS id, c.d FROM (SELECT 1 AS d, n.* FROM new_rows n) c\n            JOIN sources_article a ON a.id = c.article_id AND a.is_public\n            ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="3591022667f2ea5b5a065e3ee6dbdd316c442497",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_speakers_insert_3fe4b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="speakers_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE sources_article t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT article_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n            SELECT c.speaker_id AS id, c.d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\n            JOIN sources_article a ON a.id = c.article_id AND a.is_public\n            ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="d9410b212fc74a4dc84c93b3f23ab6a86044e117",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_speakers_update_d7c8b",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="speakers_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nUPDATE sources_article t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT article_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n            SELECT c.speaker_id AS id, c.d FROM (SELECT -1 AS d, o.* FROM old_rows o) c\n            JOIN sources_article a ON a.id = c.article_id AND a.is_public\n            ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="386223526311852988cc12374ce851d6fbb4844c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_speakers_delete_89f6f",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_articleauthorevent" ("article_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker_id") VALUES (NEW."article_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."speaker_id"); RETURN NULL;',
                    hash="07afa5d8e832b2218cff52f322a708985315fb53",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d24d6",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_articleauthorevent" ("article_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker_id") VALUES (NEW."article_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."speaker_id"); RETURN NULL;',
                    hash="2c984d78b81ba6d9c10f80dffb77d9f0a81e396a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_98a27",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_articleauthorevent" ("article_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker_id") VALUES (OLD."article_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."speaker_id"); RETURN NULL;',
                    hash="348b4f3a331eafe23754ccbcd9c68be7586fa46d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a3a81",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="22a0042ca9658937352e60a893f15256f2223f64",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_c23c2",
                    table="sources_article",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="a9d2711d5def2410b9076459cb9f525f9160a6a6",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_73ae3",
                    table="sources_article",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\nNEW.is_public := coalesce(NEW.status = 'published', false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="975f30fe0b77ac3d67c4197afb9009a9b0b9c9c5",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_f1528",
                    table="sources_article",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="speakers_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n            SELECT publisher_id AS id, d FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public\n            UNION ALL\n            SELECT a.speaker_id, c.d FROM (SELECT 1 AS d, n.* FROM new_rows n) c JOIN sources_articleauthor a ON a.article_id = c.id WHERE c.is_public\n            ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="f837e8d5a85aa62bff82fc6fa549929d7ecd2e56",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_speakers_insert_4b62b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="speakers_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n            SELECT publisher_id AS id, d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public\n            UNION ALL\n            SELECT a.speaker_id, c.d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c JOIN sources_articleauthor a ON a.article_id = c.id WHERE c.is_public\n            ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="9248aaad1a31329ea7b015d6e30043326543855d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_speakers_update_4bbd1",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="speakers_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n            SELECT publisher_id AS id, d FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public\n            UNION ALL\n            SELECT a.speaker_id, c.d FROM (SELECT -1 AS d, o.* FROM old_rows o) c JOIN sources_articleauthor a ON a.article_id = c.id WHERE c.is_public\n            ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="75dc84f6fa08d1d3313f03127033e0cef385186e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_speakers_delete_cafa2",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_articleevent" ("id", "is_public", "kind", "language", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_on", "publisher_id", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "status", "syndicated_from_id", "title", "unpublished_at", "url", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."id", NEW."is_public", NEW."kind", NEW."language", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_on", NEW."publisher_id", NEW."recorded_at", NEW."recorded_by", NEW."reviewed_at", NEW."reviewed_by", NEW."status", NEW."syndicated_from_id", NEW."title", NEW."unpublished_at", NEW."url", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="3e68e83c7c3b1935756d127a0539a7ab703a50a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0de75",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."publisher_id" IS DISTINCT FROM (NEW."publisher_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by" IS DISTINCT FROM (NEW."reviewed_by") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."syndicated_from_id" IS DISTINCT FROM (NEW."syndicated_from_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "sources_articleevent" ("id", "is_public", "kind", "language", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_on", "publisher_id", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "status", "syndicated_from_id", "title", "unpublished_at", "url", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."id", NEW."is_public", NEW."kind", NEW."language", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_on", NEW."publisher_id", NEW."recorded_at", NEW."recorded_by", NEW."reviewed_at", NEW."reviewed_by", NEW."status", NEW."syndicated_from_id", NEW."title", NEW."unpublished_at", NEW."url", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="1e977b0b69721185ef5994553baabfd58d16d66b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_168af",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_articleevent" ("id", "is_public", "kind", "language", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_on", "publisher_id", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "status", "syndicated_from_id", "title", "unpublished_at", "url", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."id", OLD."is_public", OLD."kind", OLD."language", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_on", OLD."publisher_id", OLD."recorded_at", OLD."recorded_by", OLD."reviewed_at", OLD."reviewed_by", OLD."status", OLD."syndicated_from_id", OLD."title", OLD."unpublished_at", OLD."url", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="fbe411fe0f989c312e59d2c43af464dcfd6bcd72",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10a2a",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="873b3455b999c35038508f96b6d5439343473f31",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_8c7fa",
                    table="sources_affiliationevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="48a7e2e2d17a7a3010f9a383d6f8f051958c861d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_59b6a",
                    table="sources_affiliationevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="5da854c4c7cb6ef35ed6e21c89be290c9f324823",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_dbf40",
                    table="sources_affiliation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="9e7f452758f86dbe299c60c757491954ee8b6d26",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_03276",
                    table="sources_affiliation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_affiliationevent" ("end_date", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "speaker_id", "start_date", "version") VALUES (NEW."end_date", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."speaker_id", NEW."start_date", NEW."version"); RETURN NULL;',
                    hash="aa796644f190daf07df9acf33561e5687d601a1b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_99061",
                    table="sources_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."end_date" IS DISTINCT FROM (NEW."end_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."speaker_id" IS DISTINCT FROM (NEW."speaker_id") OR OLD."start_date" IS DISTINCT FROM (NEW."start_date"))',
                    func='INSERT INTO "sources_affiliationevent" ("end_date", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "speaker_id", "start_date", "version") VALUES (NEW."end_date", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."speaker_id", NEW."start_date", NEW."version"); RETURN NULL;',
                    hash="5e2e98209f06d38db4b857ef42ccd4fd5218d189",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5523",
                    table="sources_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_affiliationevent" ("end_date", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "speaker_id", "start_date", "version") VALUES (OLD."end_date", OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."speaker_id", OLD."start_date", OLD."version"); RETURN NULL;',
                    hash="b1d60d2de5bc7c0e754a1260b27839a1aa96e976",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_edb48",
                    table="sources_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speakerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="53314d926f19f5db804fbfc30fd2babc53b40dd0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_f2e31",
                    table="sources_speakerevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="speakerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="97762ed8bc446cd5a03ba916e79286deecf93612",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_52b49",
                    table="sources_speakerevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="speakerslug",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="fceae04f12e058ac491a1d2004b67156dd60360b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_43bd4",
                    table="sources_speakerslug",
                    when="BEFORE",
                ),
            ),
        ),
    ]
