import pgtrigger.compiler
from django.db import migrations

from sources.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("claims", "0002_models"),
        ("sources", "0003_triggers"),
    ]

    operations = [
        AddTrigger(
            model_name="articlegate",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_claim t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.about_article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_statement t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_statement t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f JOIN claims_relay l ON l.article_id = f.id\nWHERE t.id = l.statement_id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="7019363f70660c515339b18c0405a9c80b061e7a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_visibility_insert_386ea",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articlegate",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_claim t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.about_article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_statement t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_statement t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f JOIN claims_relay l ON l.article_id = f.id\nWHERE t.id = l.statement_id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_article_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="fc755d7337b3f84e059d3d59b0614d60393a93a7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_visibility_update_bbe4b",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshotgate",
            trigger=pgtrigger.compiler.Trigger(
                name="quotes_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;UPDATE claims_statement s SET quote_prefix = NULL FROM new_rows n WHERE s.snapshot_id = n.id;\nRETURN NULL;",
                    hash="675ab6f6677f16e9755d7706844371b06e59a70a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_quotes_insert_36335",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshotgate",
            trigger=pgtrigger.compiler.Trigger(
                name="quotes_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement s SET quote_prefix = NULL\nFROM new_rows n JOIN old_rows o USING (id) WHERE s.snapshot_id = n.id AND n.text_state <> o.text_state;\n\nRETURN NULL;",
                    hash="510f5742164ba6a56a52c230420a2947f71266fb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_quotes_update_6b153",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="90c8eb9fcc964391ee4288515d96e94ee5f5e2cc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_41b99",
                    table="claims_claimevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0342f9354d975fc258a2169f5a68f2fcb6b672f7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aeef3",
                    table="claims_claimevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="b8632614ba85aae9f0057f32a07ae8c0e2adf9f4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_62db5",
                    table="claims_statement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="c078b9656ac32523a39b3d2c2991edb7627a1625",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_8419f",
                    table="claims_statement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE claim record; place record; article_is_public boolean; relays_are_public boolean;",
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\nSELECT c.is_public, c.text, c.language INTO claim FROM claims_claim c WHERE c.id = NEW.claim_id FOR NO KEY UPDATE;\nSELECT a.is_public INTO article_is_public FROM sources_article a WHERE a.id = NEW.article_id FOR SHARE;\nSELECT coalesce(bool_and(coalesce(r.is_public, false)), true) INTO relays_are_public FROM (\n    SELECT (SELECT a.is_public FROM sources_article a WHERE a.id = l.article_id FOR SHARE) AS is_public\n    FROM claims_relay l WHERE l.statement_id = NEW.id\n) r;\nNEW.search := ree_search_vector(claim.language, claim.text || E'\\n' || NEW.quote_exact);\nNEW.quote_prefix := NULL;\nNEW.quote_suffix := NULL;\nIF NEW.snapshot_id IS NOT NULL THEN\n    SELECT s.text, s.text_state, s.length INTO place FROM sources_snapshot s WHERE s.id = NEW.snapshot_id FOR SHARE;\n    IF NEW.quote_end > place.length THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quote_lies_within_its_text', TABLE = TG_TABLE_NAME, MESSAGE = 'The quote ends beyond the end of the text.';\n    ELSIF place.text_state = 'taken_down' THEN\n        NEW.anchor_status := 'withheld';\n    ELSIF place.text IS NOT NULL THEN\n        IF NEW.anchor_status IN ('exact', 'moved')\n           AND substring(place.text FROM NEW.quote_start + 1 FOR greatest(NEW.quote_end - NEW.quote_start, 0)) <> NEW.quote_exact THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quote_is_what_the_text_says', TABLE = TG_TABLE_NAME, MESSAGE = 'The quote is not what the text has at this place.';\n        END IF;\n        NEW.quote_prefix := substring(place.text FROM greatest(NEW.quote_start - 31, 1) FOR least(NEW.quote_start, 32));\n        NEW.quote_suffix := substring(place.text FROM NEW.quote_end + 1 FOR 32);\n    END IF;\nEND IF;\nIF (TG_OP = 'INSERT' OR NEW.article_id <> OLD.article_id)\n   AND EXISTS (SELECT 1 FROM claims_relay l WHERE l.statement_id = NEW.id AND l.article_id = NEW.article_id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'relay_is_another_article', TABLE = TG_TABLE_NAME, MESSAGE = 'The chain ends in the article that the statement was read in: leave that one out.';\nEND IF;\nIF TG_OP = 'UPDATE' THEN\n    IF (NEW.claim_id, NEW.stance) <> (OLD.claim_id, OLD.stance) AND (\n        EXISTS (\n            SELECT 1 FROM claims_rebuttal r WHERE r.statement_id = NEW.id AND r.target_claim_id = NEW.claim_id\n                AND NOT (NEW.stance = 'denies' AND r.ground = 'denial')\n        ) OR EXISTS (SELECT 1 FROM claims_support p WHERE p.statement_id = NEW.id AND p.target_claim_id = NEW.claim_id)\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_targets_its_own_claim_only_to_deny_it', TABLE = TG_TABLE_NAME, MESSAGE = 'A statement may bear on its own claim only by denying it.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.status = 'published' AND claim.is_public AND article_is_public AND relays_are_public, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'quote_prefix', 'quote_suffix', 'said_until'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'quote_prefix', 'quote_suffix', 'said_until'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="9a1083e29d101e5f839f61e1b9da86bfe0d363dd",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_2b1a8",
                    table="claims_statement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c) ORDER BY id FOR NO KEY UPDATE;\nWITH changed AS (\n    SELECT DISTINCT claim_id AS id FROM (\n        SELECT id, claim_id, is_public, said_on, said_on_precision, sum(d) FROM (SELECT 1 AS d, n.* FROM new_rows n) c\n        GROUP BY 1, 2, 3, 4, 5 HAVING sum(d) <> 0\n    ) net\n), counted AS (\n    SELECT changed.id, s.* FROM changed, LATERAL (\n        SELECT count(*) AS n, min(said_on) AS first_on,\n               (array_agg(said_on_precision ORDER BY said_on, said_until, id))[1] AS first_precision\n        FROM claims_statement WHERE claim_id = changed.id AND is_public\n    ) s\n)\nUPDATE claims_claim c\nSET statement_count = n, first_said_on = first_on, first_said_on_precision = CASE WHEN first_on IS NOT NULL THEN first_precision END\nFROM counted WHERE c.id = counted.id\n    AND (c.statement_count, c.first_said_on, c.first_said_on_precision) IS DISTINCT FROM (n::int, first_on, first_precision);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n        SELECT speaker_id AS id, d FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public\n        UNION ALL SELECT affiliation_id, d FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public\n        ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nPERFORM 1 FROM sources_speaker WHERE id IN (SELECT speaker_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c) ORDER BY id FOR NO KEY UPDATE;\nWITH pairs AS (\n    SELECT speaker_id, claim_id, sum(d) AS d FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public GROUP BY 1, 2 HAVING sum(d) <> 0\n), net AS (\n    SELECT speaker_id, sum((now.n > 0)::int - (now.n - pairs.d > 0)::int) AS d\n    FROM pairs, LATERAL (\n        SELECT count(*) AS n FROM claims_statement s\n        WHERE s.speaker_id = pairs.speaker_id AND s.claim_id = pairs.claim_id AND s.is_public\n    ) now\n    GROUP BY speaker_id\n)\nUPDATE sources_speaker p SET claim_count = p.claim_count + net.d FROM net WHERE p.id = net.speaker_id AND net.d <> 0;\n\nRETURN NULL;",
                    hash="eea32e80a7564f79a520a2bd783411eca84df27e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_counts_insert_521cc",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c) ORDER BY id FOR NO KEY UPDATE;\nWITH changed AS (\n    SELECT DISTINCT claim_id AS id FROM (\n        SELECT id, claim_id, is_public, said_on, said_on_precision, sum(d) FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\n        GROUP BY 1, 2, 3, 4, 5 HAVING sum(d) <> 0\n    ) net\n), counted AS (\n    SELECT changed.id, s.* FROM changed, LATERAL (\n        SELECT count(*) AS n, min(said_on) AS first_on,\n               (array_agg(said_on_precision ORDER BY said_on, said_until, id))[1] AS first_precision\n        FROM claims_statement WHERE claim_id = changed.id AND is_public\n    ) s\n)\nUPDATE claims_claim c\nSET statement_count = n, first_said_on = first_on, first_said_on_precision = CASE WHEN first_on IS NOT NULL THEN first_precision END\nFROM counted WHERE c.id = counted.id\n    AND (c.statement_count, c.first_said_on, c.first_said_on_precision) IS DISTINCT FROM (n::int, first_on, first_precision);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n        SELECT speaker_id AS id, d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public\n        UNION ALL SELECT affiliation_id, d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public\n        ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nPERFORM 1 FROM sources_speaker WHERE id IN (SELECT speaker_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c) ORDER BY id FOR NO KEY UPDATE;\nWITH pairs AS (\n    SELECT speaker_id, claim_id, sum(d) AS d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public GROUP BY 1, 2 HAVING sum(d) <> 0\n), net AS (\n    SELECT speaker_id, sum((now.n > 0)::int - (now.n - pairs.d > 0)::int) AS d\n    FROM pairs, LATERAL (\n        SELECT count(*) AS n FROM claims_statement s\n        WHERE s.speaker_id = pairs.speaker_id AND s.claim_id = pairs.claim_id AND s.is_public\n    ) now\n    GROUP BY speaker_id\n)\nUPDATE sources_speaker p SET claim_count = p.claim_count + net.d FROM net WHERE p.id = net.speaker_id AND net.d <> 0;\n\nRETURN NULL;",
                    hash="30ac0a817f50f44ea69df40f9e583af99634c8ed",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_update_376ec",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT claim_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c) ORDER BY id FOR NO KEY UPDATE;\nWITH changed AS (\n    SELECT DISTINCT claim_id AS id FROM (\n        SELECT id, claim_id, is_public, said_on, said_on_precision, sum(d) FROM (SELECT -1 AS d, o.* FROM old_rows o) c\n        GROUP BY 1, 2, 3, 4, 5 HAVING sum(d) <> 0\n    ) net\n), counted AS (\n    SELECT changed.id, s.* FROM changed, LATERAL (\n        SELECT count(*) AS n, min(said_on) AS first_on,\n               (array_agg(said_on_precision ORDER BY said_on, said_until, id))[1] AS first_precision\n        FROM claims_statement WHERE claim_id = changed.id AND is_public\n    ) s\n)\nUPDATE claims_claim c\nSET statement_count = n, first_said_on = first_on, first_said_on_precision = CASE WHEN first_on IS NOT NULL THEN first_precision END\nFROM counted WHERE c.id = counted.id\n    AND (c.statement_count, c.first_said_on, c.first_said_on_precision) IS DISTINCT FROM (n::int, first_on, first_precision);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (\n        SELECT speaker_id AS id, d FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public\n        UNION ALL SELECT affiliation_id, d FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public\n        ) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM sources_speaker s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE sources_speaker s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nPERFORM 1 FROM sources_speaker WHERE id IN (SELECT speaker_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c) ORDER BY id FOR NO KEY UPDATE;\nWITH pairs AS (\n    SELECT speaker_id, claim_id, sum(d) AS d FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public GROUP BY 1, 2 HAVING sum(d) <> 0\n), net AS (\n    SELECT speaker_id, sum((now.n > 0)::int - (now.n - pairs.d > 0)::int) AS d\n    FROM pairs, LATERAL (\n        SELECT count(*) AS n FROM claims_statement s\n        WHERE s.speaker_id = pairs.speaker_id AND s.claim_id = pairs.claim_id AND s.is_public\n    ) now\n    GROUP BY speaker_id\n)\nUPDATE sources_speaker p SET claim_count = p.claim_count + net.d FROM net WHERE p.id = net.speaker_id AND net.d <> 0;\n\nRETURN NULL;",
                    hash="3445dedfe539b4b7bebc39e4ba8d9430593e9970",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_counts_delete_4aee0",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="edges_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_rebuttal e SET critic_id = n.speaker_id FROM new_rows n JOIN old_rows o USING (id)\nWHERE e.statement_id = n.id AND (n.claim_id, n.speaker_id) <> (o.claim_id, o.speaker_id);\n\nUPDATE claims_support e SET critic_id = n.speaker_id FROM new_rows n JOIN old_rows o USING (id)\nWHERE e.statement_id = n.id AND (n.claim_id, n.speaker_id) <> (o.claim_id, o.speaker_id);\n\nRETURN NULL;",
                    hash="87c3f03edc71005dbc2dd46e46f21b24d3d61023",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_edges_update_6c6f8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="edges_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;UPDATE claims_rebuttal e SET critic_id = n.speaker_id FROM new_rows n WHERE e.statement_id = n.id;UPDATE claims_support e SET critic_id = n.speaker_id FROM new_rows n WHERE e.statement_id = n.id;\nRETURN NULL;",
                    hash="616d6d0985208147d90f50cef39ec60579a31279",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_edges_insert_bc96f",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="85f888f1163326396ba57d03aca061c072316278",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_visibility_insert_1c47d",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_statement_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="14ed774020b42110f58091fedb9d014611ba36cc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_visibility_update_136b9",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_statementevent" ("affiliation_id", "anchor_status", "article_id", "attribution", "claim_id", "fidelity", "hedge", "id", "is_public", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "quote_end", "quote_exact", "quote_start", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "role_as_printed", "said_on", "said_on_precision", "snapshot_id", "speaker_id", "stance", "status", "unpublished_at", "venue", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."affiliation_id", NEW."anchor_status", NEW."article_id", NEW."attribution", NEW."claim_id", NEW."fidelity", NEW."hedge", NEW."id", NEW."is_public", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."quote_end", NEW."quote_exact", NEW."quote_start", NEW."recorded_at", NEW."recorded_by", NEW."reviewed_at", NEW."reviewed_by", NEW."role_as_printed", NEW."said_on", NEW."said_on_precision", NEW."snapshot_id", NEW."speaker_id", NEW."stance", NEW."status", NEW."unpublished_at", NEW."venue", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="8aa615c67309842f579dd605affbccfe5672cfaa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ec354",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."affiliation_id" IS DISTINCT FROM (NEW."affiliation_id") OR OLD."anchor_status" IS DISTINCT FROM (NEW."anchor_status") OR OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."attribution" IS DISTINCT FROM (NEW."attribution") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."fidelity" IS DISTINCT FROM (NEW."fidelity") OR OLD."hedge" IS DISTINCT FROM (NEW."hedge") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."quote_end" IS DISTINCT FROM (NEW."quote_end") OR OLD."quote_exact" IS DISTINCT FROM (NEW."quote_exact") OR OLD."quote_start" IS DISTINCT FROM (NEW."quote_start") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by" IS DISTINCT FROM (NEW."reviewed_by") OR OLD."role_as_printed" IS DISTINCT FROM (NEW."role_as_printed") OR OLD."said_on" IS DISTINCT FROM (NEW."said_on") OR OLD."said_on_precision" IS DISTINCT FROM (NEW."said_on_precision") OR OLD."snapshot_id" IS DISTINCT FROM (NEW."snapshot_id") OR OLD."speaker_id" IS DISTINCT FROM (NEW."speaker_id") OR OLD."stance" IS DISTINCT FROM (NEW."stance") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "claims_statementevent" ("affiliation_id", "anchor_status", "article_id", "attribution", "claim_id", "fidelity", "hedge", "id", "is_public", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "quote_end", "quote_exact", "quote_start", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "role_as_printed", "said_on", "said_on_precision", "snapshot_id", "speaker_id", "stance", "status", "unpublished_at", "venue", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."affiliation_id", NEW."anchor_status", NEW."article_id", NEW."attribution", NEW."claim_id", NEW."fidelity", NEW."hedge", NEW."id", NEW."is_public", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."quote_end", NEW."quote_exact", NEW."quote_start", NEW."recorded_at", NEW."recorded_by", NEW."reviewed_at", NEW."reviewed_by", NEW."role_as_printed", NEW."said_on", NEW."said_on_precision", NEW."snapshot_id", NEW."speaker_id", NEW."stance", NEW."status", NEW."unpublished_at", NEW."venue", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="ad900b916c03185c614615b04f5ce4029af5fdbe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eabae",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_statementevent" ("affiliation_id", "anchor_status", "article_id", "attribution", "claim_id", "fidelity", "hedge", "id", "is_public", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "quote_end", "quote_exact", "quote_start", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "role_as_printed", "said_on", "said_on_precision", "snapshot_id", "speaker_id", "stance", "status", "unpublished_at", "venue", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."affiliation_id", OLD."anchor_status", OLD."article_id", OLD."attribution", OLD."claim_id", OLD."fidelity", OLD."hedge", OLD."id", OLD."is_public", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."quote_end", OLD."quote_exact", OLD."quote_start", OLD."recorded_at", OLD."recorded_by", OLD."reviewed_at", OLD."reviewed_by", OLD."role_as_printed", OLD."said_on", OLD."said_on_precision", OLD."snapshot_id", OLD."speaker_id", OLD."stance", OLD."status", OLD."unpublished_at", OLD."venue", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="87657cd217d84e21ebd473e7b52bcbe174424d34",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aae0e",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relayevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="c9292b7c859d085445ae278e84b4b9d42cdbd6b3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_91835",
                    table="claims_relayevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="relayevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="04d7a82131bfe3b1018b8e7ad182596fbb79b71d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b89a2",
                    table="claims_relayevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="2e2d20f79b10f4cf393f98f2701141a1edbf690e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_85d25",
                    table="claims_relay",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="another_article",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT 1 FROM claims_statement s WHERE s.id = NEW.statement_id AND s.article_id = NEW.article_id FOR SHARE) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'relay_is_another_article', TABLE = TG_TABLE_NAME, MESSAGE = 'The chain ends in the article that the statement was read in: leave that one out.';\nEND IF;\nRETURN NEW;\n",
                    hash="5716f398fed9c1f41a98011dd2f0ee4ad982c254",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_another_article_8ac2e",
                    table="claims_relay",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="chain_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT statement_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c);\n\nRETURN NULL;",
                    hash="33dd1c04fc9729307322cf18c67ac17ec962ba63",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_chain_insert_2d0b3",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="chain_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT statement_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c);\n\nRETURN NULL;",
                    hash="0452866be047758decbcf5cc7eb78f659da5419b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_chain_update_f0177",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="chain_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT statement_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c);\n\nRETURN NULL;",
                    hash="0b486fb9cf7b92dccaed0cf0542acf24ef4695cd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_chain_delete_df284",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_relayevent" ("article_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "statement_id") VALUES (NEW."article_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."statement_id"); RETURN NULL;',
                    hash="a68b5a0940044a8cfc675320d9bae653e4f3df00",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e99e",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_relayevent" ("article_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "statement_id") VALUES (NEW."article_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."statement_id"); RETURN NULL;',
                    hash="c5b4581d0b9d92dcc8b1d4ba3eab2d4ac1978e4d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56cf0",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_relayevent" ("article_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "statement_id") VALUES (OLD."article_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."statement_id"); RETURN NULL;',
                    hash="237aa21e347769df8b3b55de42fabf25849fc606",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_45bf9",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="52f3deba8e64f31203eb84ff4ec5656b26260b3c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_cbf70",
                    table="claims_rebuttalevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="08b298bd58775046ca8252f8046f16fa15e2afe8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88aeb",
                    table="claims_rebuttalevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="17b409095f48eaeea3b8cc37467d91631093103c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_4d986",
                    table="claims_rebuttal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="86ca03c8e037167499a660ae8a6a001392585d30",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_15ad1",
                    table="claims_rebuttal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE own record;",
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.rebuttal_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.rebuttal_count := OLD.rebuttal_count;\nEND IF;\n\nSELECT s.is_public, s.claim_id, s.stance, s.speaker_id INTO own FROM claims_statement s WHERE s.id = NEW.statement_id FOR SHARE;\nIF NEW.target_claim_id = own.claim_id AND NOT (own.stance = 'denies' AND NEW.ground = 'denial') THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_targets_its_own_claim_only_to_deny_it', TABLE = TG_TABLE_NAME, MESSAGE = 'A statement may bear on its own claim only by denying it: stance denies, ground denial.';\nEND IF;\nNEW.counter_claim_id := CASE WHEN NEW.target_claim_id IS DISTINCT FROM own.claim_id THEN own.claim_id END;\nNEW.critic_id := own.speaker_id;\n\nIF TG_OP = 'UPDATE' AND NEW.target_rebuttal_id IS DISTINCT FROM OLD.target_rebuttal_id THEN\n    PERFORM pg_advisory_xact_lock(hashtext('claims_rebuttal.target_rebuttal'));\nEND IF;\nIF NEW.target_rebuttal_id IS NOT NULL AND EXISTS (\n    WITH RECURSIVE chain(id) AS (\n        SELECT NEW.target_rebuttal_id\n        UNION\n        SELECT r.target_rebuttal_id FROM claims_rebuttal r JOIN chain ON r.id = chain.id WHERE r.target_rebuttal_id IS NOT NULL\n    ) SELECT 1 FROM chain WHERE id = NEW.id\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'rebuttal_chain_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rebuttals cannot counter each other in a circle.';\nEND IF;\n\nNEW.is_public := coalesce(NEW.status = 'published' AND own.is_public AND \nCASE WHEN NEW.target_claim_id IS NOT NULL\n         THEN (SELECT c.is_public FROM claims_claim c WHERE c.id = NEW.target_claim_id FOR NO KEY UPDATE)\n     WHEN NEW.target_statement_id IS NOT NULL\n         THEN (SELECT s.is_public FROM claims_statement s WHERE s.id = NEW.target_statement_id FOR SHARE)\n     WHEN NEW.target_article_id IS NOT NULL\n         THEN (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.target_article_id FOR SHARE)\n     ELSE (SELECT r.is_public FROM claims_rebuttal r WHERE r.id = NEW.target_rebuttal_id FOR NO KEY UPDATE)\nEND, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'rebuttal_count', 'counter_claim_id', 'critic_id'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'rebuttal_count', 'counter_claim_id', 'critic_id'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="afcb2ef425b266c49257e0f946be253de1f4302e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_55fcd",
                    table="claims_rebuttal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_claim t SET rebuttal_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)\n                  FROM claims_rebuttal WHERE target_claim_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_claim_id AS id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e WHERE target_claim_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;\n\nPERFORM 1 FROM claims_rebuttal WHERE id IN (SELECT target_rebuttal_id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_rebuttal t SET rebuttal_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) FROM claims_rebuttal\n                  WHERE target_rebuttal_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_rebuttal_id AS id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e WHERE target_rebuttal_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;\n\nWITH net AS (\n    SELECT critic_id AS id, sum(d) AS d FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public GROUP BY critic_id HAVING sum(d) <> 0\n)\nUPDATE sources_speaker p SET rebuttal_count = p.rebuttal_count + net.d FROM net WHERE p.id = net.id;\n\nRETURN NULL;",
                    hash="dd5b220c5dd7dc0b31fda2fbb7498e56699e5d68",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_counts_insert_f6702",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_claim t SET rebuttal_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)\n                  FROM claims_rebuttal WHERE target_claim_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_claim_id AS id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e WHERE target_claim_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;\n\nPERFORM 1 FROM claims_rebuttal WHERE id IN (SELECT target_rebuttal_id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_rebuttal t SET rebuttal_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) FROM claims_rebuttal\n                  WHERE target_rebuttal_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_rebuttal_id AS id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e WHERE target_rebuttal_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;\n\nWITH net AS (\n    SELECT critic_id AS id, sum(d) AS d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public GROUP BY critic_id HAVING sum(d) <> 0\n)\nUPDATE sources_speaker p SET rebuttal_count = p.rebuttal_count + net.d FROM net WHERE p.id = net.id;\n\nRETURN NULL;",
                    hash="17b15c7ab90b388aeba66ad52e878f5c728b4d40",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_update_0c688",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_claim t SET rebuttal_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)\n                  FROM claims_rebuttal WHERE target_claim_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_claim_id AS id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e WHERE target_claim_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;\n\nPERFORM 1 FROM claims_rebuttal WHERE id IN (SELECT target_rebuttal_id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_rebuttal t SET rebuttal_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) FROM claims_rebuttal\n                  WHERE target_rebuttal_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_rebuttal_id AS id FROM (\nSELECT c.target_claim_id, c.target_rebuttal_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id, c.target_rebuttal_id, c.is_public HAVING sum(d) <> 0\n) e WHERE target_rebuttal_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;\n\nWITH net AS (\n    SELECT critic_id AS id, sum(d) AS d FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public GROUP BY critic_id HAVING sum(d) <> 0\n)\nUPDATE sources_speaker p SET rebuttal_count = p.rebuttal_count + net.d FROM net WHERE p.id = net.id;\n\nRETURN NULL;",
                    hash="166c0df6492687928ab1c98a46b7b0aa5086f70e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_counts_delete_68aa8",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_rebuttal_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_rebuttal_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="6e78afe227a26ab56667650fe4747ea35523a0d1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_visibility_insert_2d80b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_rebuttal_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_rebuttal_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="57f4cdaa3dedd297d360c78d23f3bad5be53a5a2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_visibility_update_10342",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_rebuttalevent" ("basis", "ground", "id", "is_public", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "relation", "reviewed_at", "reviewed_by", "statement_id", "status", "target_article_id", "target_claim_id", "target_rebuttal_id", "target_statement_id", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."basis", NEW."ground", NEW."id", NEW."is_public", NEW."method", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."recorded_by", NEW."relation", NEW."reviewed_at", NEW."reviewed_by", NEW."statement_id", NEW."status", NEW."target_article_id", NEW."target_claim_id", NEW."target_rebuttal_id", NEW."target_statement_id", NEW."unpublished_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="cb3f633a2456164e92ed38460a57645c24b3072d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_669b9",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by" IS DISTINCT FROM (NEW."reviewed_by") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."target_article_id" IS DISTINCT FROM (NEW."target_article_id") OR OLD."target_claim_id" IS DISTINCT FROM (NEW."target_claim_id") OR OLD."target_rebuttal_id" IS DISTINCT FROM (NEW."target_rebuttal_id") OR OLD."target_statement_id" IS DISTINCT FROM (NEW."target_statement_id") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "claims_rebuttalevent" ("basis", "ground", "id", "is_public", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "relation", "reviewed_at", "reviewed_by", "statement_id", "status", "target_article_id", "target_claim_id", "target_rebuttal_id", "target_statement_id", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."basis", NEW."ground", NEW."id", NEW."is_public", NEW."method", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."recorded_by", NEW."relation", NEW."reviewed_at", NEW."reviewed_by", NEW."statement_id", NEW."status", NEW."target_article_id", NEW."target_claim_id", NEW."target_rebuttal_id", NEW."target_statement_id", NEW."unpublished_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="bacaa91a7bcff0b88d44caac1d29d68868be30f3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c8a4e",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_rebuttalevent" ("basis", "ground", "id", "is_public", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "relation", "reviewed_at", "reviewed_by", "statement_id", "status", "target_article_id", "target_claim_id", "target_rebuttal_id", "target_statement_id", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."basis", OLD."ground", OLD."id", OLD."is_public", OLD."method", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."recorded_at", OLD."recorded_by", OLD."relation", OLD."reviewed_at", OLD."reviewed_by", OLD."statement_id", OLD."status", OLD."target_article_id", OLD."target_claim_id", OLD."target_rebuttal_id", OLD."target_statement_id", OLD."unpublished_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="eed89c33fbae6afbff76d6c3b86e4153d2430861",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_af35b",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="93d29c109b3ef7a2d434ada3a76b73f9b5e706c0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_492af",
                    table="claims_statementevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7eddb168d025cd315c6a16dd8024aa365caf5c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a2cf2",
                    table="claims_statementevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="17393ca9cdf339d611c88a885865a8a6a363323b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_278aa",
                    table="claims_support",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="9969baff3e4ff72e7b8a0ad4cd47fac13fa30c6c",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_a8994",
                    table="claims_support",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE own record;",
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\nSELECT s.is_public, s.claim_id, s.stance, s.speaker_id INTO own FROM claims_statement s WHERE s.id = NEW.statement_id FOR SHARE;\nIF NEW.target_claim_id = own.claim_id  THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_targets_its_own_claim_only_to_deny_it', TABLE = TG_TABLE_NAME, MESSAGE = 'A statement may bear on its own claim only by denying it: stance denies, ground denial.';\nEND IF;\nNEW.counter_claim_id := CASE WHEN NEW.target_claim_id IS DISTINCT FROM own.claim_id THEN own.claim_id END;\nNEW.critic_id := own.speaker_id;\n\nNEW.is_public := coalesce(NEW.status = 'published' AND own.is_public AND \nCASE WHEN NEW.target_claim_id IS NOT NULL\n         THEN (SELECT c.is_public FROM claims_claim c WHERE c.id = NEW.target_claim_id FOR NO KEY UPDATE)\n     WHEN NEW.target_statement_id IS NOT NULL\n         THEN (SELECT s.is_public FROM claims_statement s WHERE s.id = NEW.target_statement_id FOR SHARE)\n     WHEN NEW.target_article_id IS NOT NULL\n         THEN (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.target_article_id FOR SHARE)\n     ELSE (SELECT r.is_public FROM claims_rebuttal r WHERE r.id = NEW.target_rebuttal_id FOR NO KEY UPDATE)\nEND, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'counter_claim_id', 'critic_id'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'counter_claim_id', 'critic_id'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="9f981c2dff306a18ca3d74bcf8dac9cdccf2fb69",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_f2e18",
                    table="claims_support",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM (\nSELECT c.target_claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id,  c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_claim t SET support_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)\n                  FROM claims_support WHERE target_claim_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_claim_id AS id FROM (\nSELECT c.target_claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id,  c.is_public HAVING sum(d) <> 0\n) e WHERE target_claim_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.support_count <> counted.n;\n\nRETURN NULL;",
                    hash="da00a774d188c6315c32a6d9e15f05b3aa895fd5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_counts_insert_89d3c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM (\nSELECT c.target_claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id,  c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_claim t SET support_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)\n                  FROM claims_support WHERE target_claim_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_claim_id AS id FROM (\nSELECT c.target_claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id,  c.is_public HAVING sum(d) <> 0\n) e WHERE target_claim_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.support_count <> counted.n;\n\nRETURN NULL;",
                    hash="deb5f0cbcb7d4722fee46415256238f599c1411f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_update_58231",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nPERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM (\nSELECT c.target_claim_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id,  c.is_public HAVING sum(d) <> 0\n) e) ORDER BY id FOR NO KEY UPDATE;\nUPDATE claims_claim t SET support_count = counted.n FROM (\n    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)\n                  FROM claims_support WHERE target_claim_id = x.id AND is_public) AS n\n    FROM (SELECT DISTINCT target_claim_id AS id FROM (\nSELECT c.target_claim_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c\nGROUP BY c.id, c.counter_claim_id, c.target_claim_id,  c.is_public HAVING sum(d) <> 0\n) e WHERE target_claim_id IS NOT NULL) x\n) counted WHERE t.id = counted.id AND t.support_count <> counted.n;\n\nRETURN NULL;",
                    hash="90bc6d674f07ec98ec74aecf002d599df8e77ac0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_counts_delete_74ca7",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_supportevent" ("basis", "id", "is_public", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "relation", "reviewed_at", "reviewed_by", "statement_id", "status", "target_article_id", "target_claim_id", "target_rebuttal_id", "target_statement_id", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."basis", NEW."id", NEW."is_public", NEW."method", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."recorded_by", NEW."relation", NEW."reviewed_at", NEW."reviewed_by", NEW."statement_id", NEW."status", NEW."target_article_id", NEW."target_claim_id", NEW."target_rebuttal_id", NEW."target_statement_id", NEW."unpublished_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="0c33f0ea4d2cfaf2db0ad0996ec6f6a75d9b7ffb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e5c7f",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by" IS DISTINCT FROM (NEW."reviewed_by") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."target_article_id" IS DISTINCT FROM (NEW."target_article_id") OR OLD."target_claim_id" IS DISTINCT FROM (NEW."target_claim_id") OR OLD."target_rebuttal_id" IS DISTINCT FROM (NEW."target_rebuttal_id") OR OLD."target_statement_id" IS DISTINCT FROM (NEW."target_statement_id") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "claims_supportevent" ("basis", "id", "is_public", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "relation", "reviewed_at", "reviewed_by", "statement_id", "status", "target_article_id", "target_claim_id", "target_rebuttal_id", "target_statement_id", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."basis", NEW."id", NEW."is_public", NEW."method", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."recorded_by", NEW."relation", NEW."reviewed_at", NEW."reviewed_by", NEW."statement_id", NEW."status", NEW."target_article_id", NEW."target_claim_id", NEW."target_rebuttal_id", NEW."target_statement_id", NEW."unpublished_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="84fcf0a6d9a5eca62e5bfc23c6525c4c69eb7568",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a06b2",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_supportevent" ("basis", "id", "is_public", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "relation", "reviewed_at", "reviewed_by", "statement_id", "status", "target_article_id", "target_claim_id", "target_rebuttal_id", "target_statement_id", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."basis", OLD."id", OLD."is_public", OLD."method", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."recorded_at", OLD."recorded_by", OLD."relation", OLD."reviewed_at", OLD."reviewed_by", OLD."statement_id", OLD."status", OLD."target_article_id", OLD."target_claim_id", OLD."target_rebuttal_id", OLD."target_statement_id", OLD."unpublished_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="778a8fbdbc330e0d0ded9956b09270e62ac9c22e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6f884",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="supportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="01e60b45ae083d42c00258a4bbd1b50e553589d6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_800a0",
                    table="claims_supportevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="supportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8bb8871d59d28d02bf701e4fc097db7586c3efdb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5a357",
                    table="claims_supportevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.public_uses := 0;NEW.claim_count := 0;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.public_uses := OLD.public_uses;NEW.claim_count := OLD.claim_count;\nEND IF;\n\nIF EXISTS (SELECT 1 FROM claims_topicslug f WHERE f.slug = NEW.slug AND f.topic_id <> NEW.id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'slug_was_never_anothers', TABLE = TG_TABLE_NAME, MESSAGE = 'This slug was used before by another row and still redirects to it.';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug THEN\n    DELETE FROM claims_topicslug WHERE slug = NEW.slug;\n    INSERT INTO claims_topicslug (slug, topic_id) VALUES (OLD.slug, NEW.id);\nEND IF;\n\nIF NEW.broader_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.broader_id IS DISTINCT FROM OLD.broader_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('claims_topic.broader_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.broader_id\n            UNION\n            SELECT t.broader_id FROM claims_topic t JOIN above ON t.id = above.id WHERE t.broader_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'topic_is_not_below_itself', TABLE = TG_TABLE_NAME, MESSAGE = 'A topic cannot lie below itself: follow the broader topics upwards.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.public_uses > 0, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'public_uses', 'claim_count'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="f584996675f95f5343b5e0008878aef214d6f327",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_25a88",
                    table="claims_topic",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="broader_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT broader_id AS id, d FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM claims_topic s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="f1df0fd03c2fcc5d466872d681069dd511bd7bd6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_broader_insert_9d786",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="broader_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT broader_id AS id, d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM claims_topic s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="aba7fabcefb2cc54495a2f754309eadbbb01929e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_broader_update_73889",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="broader_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT broader_id AS id, d FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT s.id FROM claims_topic s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;\n\nRETURN NULL;",
                    hash="fd1d36fdd51ecd804b05a90758ddf68668051fba",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_broader_delete_ec078",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="ee4dd9d042d3509024982469a2d964b8278d8510",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_2c6e9",
                    table="claims_topic",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="82be2b17ce0f50e9068447e37b28767b500b4bbf",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_d1c35",
                    table="claims_topic",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_topicevent" ("broader_id", "id", "is_public", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "unpublished_at", "version", "wikidata") VALUES (NEW."broader_id", NEW."id", NEW."is_public", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."slug", NEW."unpublished_at", NEW."version", NEW."wikidata"); RETURN NULL;',
                    hash="102837eb6a7dd75e3533edeba21fe9bef52760c8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5f998",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."broader_id" IS DISTINCT FROM (NEW."broader_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."wikidata" IS DISTINCT FROM (NEW."wikidata"))',
                    func='INSERT INTO "claims_topicevent" ("broader_id", "id", "is_public", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "unpublished_at", "version", "wikidata") VALUES (NEW."broader_id", NEW."id", NEW."is_public", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."slug", NEW."unpublished_at", NEW."version", NEW."wikidata"); RETURN NULL;',
                    hash="96f96e269242796a9e3dbc84c38b06ebc38e500a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_010ac",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_topicevent" ("broader_id", "id", "is_public", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "unpublished_at", "version", "wikidata") VALUES (OLD."broader_id", OLD."id", OLD."is_public", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."slug", OLD."unpublished_at", OLD."version", OLD."wikidata"); RETURN NULL;',
                    hash="0e92017ce59bebb4efdf27a2ed446925026f56d8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a32b8",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="ac5e86f6854d5b666f0c76e5237978b98d042864",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_da2d9",
                    table="claims_claimtopicevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2dbe984367cd4bad8386644b41ce64842d7138ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cefd0",
                    table="claims_claimtopicevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="89a4f3779d45cd233095fafeb2331e91273ff50b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_aca0d",
                    table="claims_claimtopic",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="topics_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_claim t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT l.topic_id AS id, l.d FROM (SELECT 1 AS d, n.* FROM new_rows n) l JOIN claims_claim c ON c.id = l.claim_id AND c.is_public) l GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d\nFROM net JOIN locked USING (id) WHERE t.id = net.id;\n\nRETURN NULL;",
                    hash="a639f9967c626de227e0ec2f328db56fd105ae16",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_topics_insert_dbbe7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="topics_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_claim t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT l.topic_id AS id, l.d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) l JOIN claims_claim c ON c.id = l.claim_id AND c.is_public) l GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d\nFROM net JOIN locked USING (id) WHERE t.id = net.id;\n\nRETURN NULL;",
                    hash="d45009771ba9b2887ee921c1e28af7b7a090c0f6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_topics_update_dc5e8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="topics_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nUPDATE claims_claim t SET version = t.version\n    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END\nWHERE t.id IN (SELECT claim_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c);\n\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT l.topic_id AS id, l.d FROM (SELECT -1 AS d, o.* FROM old_rows o) l JOIN claims_claim c ON c.id = l.claim_id AND c.is_public) l GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d\nFROM net JOIN locked USING (id) WHERE t.id = net.id;\n\nRETURN NULL;",
                    hash="51d6b1fc335ac77719d0ec30bece5d797be131a7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_topics_delete_f0005",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimtopicevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;',
                    hash="fb5d207f936c16119faf2270f57cc78ba21dd10c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3f7f",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_claimtopicevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topic_id"); RETURN NULL;',
                    hash="7af796af165e10acbc225ee8691669daa9b09d1c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e96f8",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimtopicevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (OLD."claim_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topic_id"); RETURN NULL;',
                    hash="fa651cc80d152caa08b45782f8568197034a813f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_28e40",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="c008cfe2617bcf3aa1efe919853df774b28b83ea",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_30ae4",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted_once_public",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted_once_public', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public keeps its address: withdraw it instead.';",
                    hash="b8bdca7705335f96a0b8b06348c6b08599a1965e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_once_public_70b9e",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    NEW.statement_count := 0;NEW.rebuttal_count := 0;NEW.support_count := 0;NEW.first_said_on := NULL;NEW.first_said_on_precision := NULL;\nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; NEW.statement_count := OLD.statement_count;NEW.rebuttal_count := OLD.rebuttal_count;NEW.support_count := OLD.support_count;NEW.first_said_on := OLD.first_said_on;NEW.first_said_on_precision := OLD.first_said_on_precision;\nEND IF;\n\nIF NEW.merged_into_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) THEN\n    PERFORM pg_advisory_xact_lock(hashtext('claims_claim.merged_into_id'));\n    IF EXISTS (\n        WITH RECURSIVE above(id) AS (\n            SELECT NEW.merged_into_id\n            UNION\n            SELECT t.merged_into_id FROM claims_claim t JOIN above ON t.id = above.id WHERE t.merged_into_id IS NOT NULL\n        ) SELECT 1 FROM above WHERE id = NEW.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merging_is_acyclic', TABLE = TG_TABLE_NAME, MESSAGE = 'Rows cannot be merged into each other in a circle.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(\n    NEW.status = 'published' AND NEW.merged_into_id IS NULL AND (\n        NEW.about_article_id IS NULL\n        OR (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.about_article_id FOR SHARE)\n    ), false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'statement_count', 'rebuttal_count', 'support_count', 'first_said_on', 'first_said_on_precision'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'statement_count', 'rebuttal_count', 'support_count', 'first_said_on', 'first_said_on_precision'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="278c9659306b4c7d1b56032fbc8990275a9581bb",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_ea492",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="topics_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT l.topic_id AS id, c.d FROM (SELECT 1 AS d, n.* FROM new_rows n) c JOIN claims_claimtopic l ON l.claim_id = c.id WHERE c.is_public) l GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d\nFROM net JOIN locked USING (id) WHERE t.id = net.id;\n\nRETURN NULL;",
                    hash="3aac1775ce6de5358508d275b75d860ed454dddc",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_topics_insert_97689",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="topics_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT l.topic_id AS id, c.d FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c JOIN claims_claimtopic l ON l.claim_id = c.id WHERE c.is_public) l GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d\nFROM net JOIN locked USING (id) WHERE t.id = net.id;\n\nRETURN NULL;",
                    hash="6b13d98455476d50b72042ab67946686398f8249",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_topics_update_e79a7",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="topics_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nWITH net AS MATERIALIZED (\n    SELECT id, sum(d) AS d FROM (SELECT l.topic_id AS id, c.d FROM (SELECT -1 AS d, o.* FROM old_rows o) c JOIN claims_claimtopic l ON l.claim_id = c.id WHERE c.is_public) l GROUP BY id HAVING sum(d) <> 0\n), locked AS MATERIALIZED (\n    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE\n)\nUPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d\nFROM net JOIN locked USING (id) WHERE t.id = net.id;\n\nRETURN NULL;",
                    hash="98c837408d43e46c72e918eaa6d76f89a3da09cd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_topics_delete_ab4f8",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.claim_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_claim_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n WHERE n.is_public) f\nWHERE t.target_claim_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="3ac8ce99e44e4fec912a7a4df16285688af847f3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_visibility_insert_d2666",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.claim_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_rebuttal t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_claim_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nUPDATE claims_support t SET is_public = f.is_public FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public) f\nWHERE t.target_claim_id = f.id AND t.is_public <> f.is_public AND t.status = 'published';\n\nRETURN NULL;",
                    hash="8c6a8408d5499d48ac575193fb704caf80311bbd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_visibility_update_7199a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="words_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nUPDATE claims_statement s SET search = NULL\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE s.claim_id = n.id AND (n.text, n.language) <> (o.text, o.language);\n\nRETURN NULL;",
                    hash="b30f49fef88d404f8781affa6f940a7f77e727d1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_words_update_3a0e9",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("about_article_id", "id", "is_public", "language", "merged_into_id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "status", "text", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."about_article_id", NEW."id", NEW."is_public", NEW."language", NEW."merged_into_id", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."recorded_by", NEW."reviewed_at", NEW."reviewed_by", NEW."status", NEW."text", NEW."unpublished_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="443e08fe8f29a5735dfe9a3d6be592a5167c8bfd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df8fa",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."about_article_id" IS DISTINCT FROM (NEW."about_article_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by" IS DISTINCT FROM (NEW."reviewed_by") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."unpublished_at" IS DISTINCT FROM (NEW."unpublished_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "claims_claimevent" ("about_article_id", "id", "is_public", "language", "merged_into_id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "status", "text", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."about_article_id", NEW."id", NEW."is_public", NEW."language", NEW."merged_into_id", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."recorded_by", NEW."reviewed_at", NEW."reviewed_by", NEW."status", NEW."text", NEW."unpublished_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="3bde35e1a48c97ca490f536ab248e50fd95eb3ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe4ba",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("about_article_id", "id", "is_public", "language", "merged_into_id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "recorded_by", "reviewed_at", "reviewed_by", "status", "text", "unpublished_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."about_article_id", OLD."id", OLD."is_public", OLD."language", OLD."merged_into_id", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."recorded_at", OLD."recorded_by", OLD."reviewed_at", OLD."reviewed_by", OLD."status", OLD."text", OLD."unpublished_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="e20a90daa3168963cde22b7767c255a689ef4f1a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dbf31",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="b32ea268d6e8799cee79a527df854fcce96822e3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_a7dbd",
                    table="claims_topicevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="topicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="23bb4601503dae76b9c311784eb4dceb19884a7e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7eb88",
                    table="claims_topicevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="topicslug",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="221effba3c5725effa4c0c82e7863c4ec3959a68",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_e2723",
                    table="claims_topicslug",
                    when="BEFORE",
                ),
            ),
        ),
    ]
