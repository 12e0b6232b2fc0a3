"""Under what a row goes on that ended is looked up when it is asked, and no longer noted."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0020_claims_filed_with_their_topics"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="announce_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rebuttal",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rebuttal",
            name="announce_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="announce_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="support",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="support",
            name="announce_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="topic",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="topic",
            name="announce_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'claims', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="e5fcb1234d8aeed680cac84089189745363bfe33",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_d1b1d",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'claims', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="3fa20338e3b3d50adbe7c20f908749670310e525",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_00fcd",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'rebuttals', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="9827c0a8891d56c386782f16c9b9ae7a90ea8b5f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_1dffb",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'rebuttals', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="c1400ddb20a388ef5b80cc849f71f7d0b0a8c819",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_b2d5f",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'statements', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="2dadbb12bff9e332e4f6bd2018a09c806a76bd68",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_fbb99",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'statements', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="65ce1afd08bce8147d894a8db434f02c073dd064",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_5bb11",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'supports', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="138cdae6a62d34a9e1a782beb82c673179665989",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_6871a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'supports', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="ba1123153ece3b0e92314e67cc88590664300207",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_9c2e6",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'topics', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.slug::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="678a55c2166f629a0abcb583b107009276370db2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_5faea",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'topics', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.slug ELSE o.slug END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n\nAND NOT (o.is_public AND n.is_public AND o.slug <> n.slug)\nUNION ALL\nSELECT r.key, r.kind FROM new_rows n JOIN old_rows o USING (id),\n    LATERAL (VALUES (o.slug::text, 'withdrawn'), (n.slug::text, 'created')) r(key, kind)\nWHERE o.is_public AND n.is_public AND o.slug <> n.slug\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="150bc59da45ed4ccfa943d7203cb6146a760b5a4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_7009b",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
    ]
