"""Under what a row goes on that ended is looked up when it is asked, and no longer noted."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0015_supplied_text_with_its_furniture"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="announce_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="speaker",
            name="announce_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="speaker",
            name="announce_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'articles', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="f3f4df28769fc8d61f26956efe841e3e15135ebf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_7fd0a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'articles', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="570e25f98bdc7ffb7ea5fb8a4c56b2559df4a911",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_4e98d",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'speakers', e.key, e.kind, clock_timestamp()\nFROM (SELECT n.slug::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="2e01fee77b3f27fe753c8870fe1581e99171d458",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_bc7ef",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'speakers', e.key, e.kind, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.slug ELSE o.slug END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n\nAND NOT (o.is_public AND n.is_public AND o.slug <> n.slug)\nUNION ALL\nSELECT r.key, r.kind FROM new_rows n JOIN old_rows o USING (id),\n    LATERAL (VALUES (o.slug::text, 'withdrawn'), (n.slug::text, 'created')) r(key, kind)\nWHERE o.is_public AND n.is_public AND o.slug <> n.slug\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="4e4766ec53ad7bd8b76ee82c6bd79c743f8212af",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_d8953",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
    ]
