"""Topics, claims, statements, rebuttals and supports note their changes."""

import pgtrigger.compiler
from django.db import migrations

from sources.triggers import AddTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_anchoring"),
        ("sources", "0006_changes"),
    ]

    operations = [
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'claims', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="0a124b2c25ba0818a8662768548e13d7481a5529",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_d1b1d",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'claims', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE coalesce(n.merged_into_id::text, '') END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="5a2a65a2c44a5dfa4c9efad749458fa27ed681d3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_00fcd",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'rebuttals', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="7e2dd9fd5406e974d5773cc651ee69f1f657e534",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_1dffb",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'rebuttals', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE '' END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="eb530cf4f0f03b1723d83e910947d21a7a7443e8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_b2d5f",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'statements', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="0c509cc883d483e1f63b9f5b9a1e75443e3f7b82",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_fbb99",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'statements', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE '' END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="d35a6001313dd7899d1a5d9a9f87c1ab55e6bef9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_5bb11",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'supports', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="3362b5b473be7261a18171c501a6eb0d0244d2c4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_6871a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'supports', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE '' END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="03fa5d7417f6efb33e214b6c38279e424f51021a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_9c2e6",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'topics', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.slug::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="455494965c8310921536b4d155493adb62f58001",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_5faea",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'topics', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.slug ELSE o.slug END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE '' END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n\nAND NOT (o.is_public AND n.is_public AND o.slug <> n.slug)\nUNION ALL\nSELECT r.key, r.kind, r.successor FROM new_rows n JOIN old_rows o USING (id),\n    LATERAL (VALUES (o.slug::text, 'withdrawn', n.slug::text), (n.slug::text, 'created', '')) r(key, kind, successor)\nWHERE o.is_public AND n.is_public AND o.slug <> n.slug\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="afa009374b759a5828e1bb32d99638634ffa33f6",
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
