"""Rebuttals and supports carry the date of their statement, so that lists of them have an index in its order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_places_of_quotes_looked_for")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="rebuttal",
            name="keep",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="edges_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="support",
            name="keep",
        ),
        migrations.AddField(
            model_name="rebuttal",
            name="said_on",
            field=models.DateField(
                blank=True,
                db_comment="The statement's date, for lists in its order; NULL where it has none. Kept by trigger.",
                editable=False,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="support",
            name="said_on",
            field=models.DateField(
                blank=True,
                db_comment="The statement's date, for lists in its order; NULL where it has none. Kept by trigger.",
                editable=False,
                null=True,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE own record;",
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.rebuttal_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.rebuttal_count := OLD.rebuttal_count;\nEND IF;\n\nSELECT s.is_public, s.claim_id, s.stance, s.speaker_id, s.said_on INTO own FROM claims_statement s WHERE s.id = NEW.statement_id FOR SHARE;\nIF NEW.target_claim_id = own.claim_id AND NOT (own.stance = 'denies' AND NEW.ground = 'denial') THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_targets_its_own_claim_only_to_deny_it', TABLE = TG_TABLE_NAME, MESSAGE = 'A statement may bear on its own claim only by denying it: stance denies, ground denial.';\nEND IF;\nNEW.counter_claim_id := CASE WHEN NEW.target_claim_id IS DISTINCT FROM own.claim_id THEN own.claim_id END;\nNEW.critic_id := own.speaker_id;\nNEW.said_on := own.said_on;\n\nIF TG_OP = 'UPDATE' AND NEW.target_rebuttal_id IS DISTINCT FROM OLD.target_rebuttal_id THEN\n    PERFORM pg_advisory_xact_lock(hashtext('claims_rebuttal.target_rebuttal'));\nEND IF;\nIF NEW.target_rebuttal_id IS NOT NULL AND EXISTS (\n    WITH RECURSIVE chain(id) AS (\n        SELECT NEW.target_rebuttal_id\n        UNION\n        SELECT r.target_rebuttal_id FROM claims_rebuttal r JOIN chain ON r.id = chain.id WHERE r.target_rebuttal_id IS NOT NULL\n    ) SELECT 1 FROM chain WHERE id = NEW.id\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'rebuttal_chain_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rebuttals cannot counter each other in a circle.';\nEND IF;\n\nNEW.is_public := coalesce(NEW.status = 'published' AND own.is_public AND \nCASE WHEN NEW.target_claim_id IS NOT NULL\n         THEN (SELECT c.is_public FROM claims_claim c WHERE c.id = NEW.target_claim_id FOR NO KEY UPDATE)\n     WHEN NEW.target_statement_id IS NOT NULL\n         THEN (SELECT s.is_public FROM claims_statement s WHERE s.id = NEW.target_statement_id FOR SHARE)\n     WHEN NEW.target_article_id IS NOT NULL\n         THEN (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.target_article_id FOR SHARE)\n     ELSE (SELECT r.is_public FROM claims_rebuttal r WHERE r.id = NEW.target_rebuttal_id FOR NO KEY UPDATE)\nEND, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'rebuttal_count', 'counter_claim_id', 'critic_id', 'said_on'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'rebuttal_count', 'counter_claim_id', 'critic_id', 'said_on'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="ee2d8ce54874b3d0c6854461b1f0a77e0552f942",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_55fcd",
                    table="claims_rebuttal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="edges_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_rebuttal e SET critic_id = n.speaker_id FROM new_rows n JOIN old_rows o USING (id)\nWHERE e.statement_id = n.id AND (n.claim_id, n.speaker_id, n.said_on) IS DISTINCT FROM (o.claim_id, o.speaker_id, o.said_on);\n\nUPDATE claims_support e SET critic_id = n.speaker_id FROM new_rows n JOIN old_rows o USING (id)\nWHERE e.statement_id = n.id AND (n.claim_id, n.speaker_id, n.said_on) IS DISTINCT FROM (o.claim_id, o.speaker_id, o.said_on);\n\nRETURN NULL;",
                    hash="2bc72146ac207b7937fdf7f5b6a467004032c57b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_edges_update_6c6f8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE own record;",
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\nSELECT s.is_public, s.claim_id, s.stance, s.speaker_id, s.said_on INTO own FROM claims_statement s WHERE s.id = NEW.statement_id FOR SHARE;\nIF NEW.target_claim_id = own.claim_id  THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_targets_its_own_claim_only_to_deny_it', TABLE = TG_TABLE_NAME, MESSAGE = 'A statement may bear on its own claim only by denying it: stance denies, ground denial.';\nEND IF;\nNEW.counter_claim_id := CASE WHEN NEW.target_claim_id IS DISTINCT FROM own.claim_id THEN own.claim_id END;\nNEW.critic_id := own.speaker_id;\nNEW.said_on := own.said_on;\n\nNEW.is_public := coalesce(NEW.status = 'published' AND own.is_public AND \nCASE WHEN NEW.target_claim_id IS NOT NULL\n         THEN (SELECT c.is_public FROM claims_claim c WHERE c.id = NEW.target_claim_id FOR NO KEY UPDATE)\n     WHEN NEW.target_statement_id IS NOT NULL\n         THEN (SELECT s.is_public FROM claims_statement s WHERE s.id = NEW.target_statement_id FOR SHARE)\n     WHEN NEW.target_article_id IS NOT NULL\n         THEN (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.target_article_id FOR SHARE)\n     ELSE (SELECT r.is_public FROM claims_rebuttal r WHERE r.id = NEW.target_rebuttal_id FOR NO KEY UPDATE)\nEND, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'counter_claim_id', 'critic_id', 'said_on'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'counter_claim_id', 'critic_id', 'said_on'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="ade2faec9ba85048a62a85325f0b0e291c95627a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_f2e18",
                    table="claims_support",
                    when="BEFORE",
                ),
            ),
        ),
    ]
