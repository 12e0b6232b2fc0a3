"""Notes of what began, changed or ended to be public."""

import django.contrib.postgres.indexes
import pgtrigger.compiler
from django.db import migrations, models

from sources.triggers import AddTrigger

# Which database this is. A dump that is read into another one, where transactions are counted anew, takes notes along:
# they and the tokens that point into them are told apart by this. A physical copy is the same database.
EPOCH = """
CREATE FUNCTION ree_epoch() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ('x' || left(md5(s.system_identifier || ' ' || d.oid), 7))::bit(28)::integer
    FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()
$$;
"""
# Where a transaction that ends now stands among the notes; see `sources.announcing`.
PLACE = """
CREATE FUNCTION ree_place_of_change(OUT epoch integer, OUT transaction bigint, OUT "position" bigint)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    epoch := ree_epoch();
    transaction := pg_current_xact_id()::text::bigint;
    SELECT c."position" INTO "position" FROM sources_change c
    WHERE c.epoch = ree_place_of_change.epoch AND c.kind <> 'undone' AND c."position" > ree_place_of_change.transaction
    ORDER BY c."position" DESC, c.id DESC LIMIT 1;
    "position" := coalesce("position", transaction);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0005_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "epoch",
                    models.IntegerField(
                        db_comment="Which database noted it (ree_epoch): others count transactions anew.",
                        editable=False,
                    ),
                ),
                (
                    "transaction",
                    models.BigIntegerField(db_comment="Number of the transaction.", editable=False),
                ),
                (
                    "position",
                    models.BigIntegerField(
                        db_comment="That number, or the highest position that the transaction could see.",
                        editable=False,
                    ),
                ),
                (
                    "resource",
                    models.CharField(
                        db_comment="Name of the list in the API, such as claims.",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(db_comment="Id or slug of the row.", editable=False, max_length=100),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("created", "Created: it is public now"),
                            ("updated", "Updated: something of it changed"),
                            ("withdrawn", "Withdrawn: it is not public any more"),
                            ("undone", "Undone: public within the transaction alone; never shown"),
                        ],
                        db_comment="created, updated, withdrawn or undone.",
                        editable=False,
                        max_length=9,
                    ),
                ),
                (
                    "successor",
                    models.CharField(
                        blank=True,
                        db_comment="Id or slug under which a row that ended lives on; empty if it does not.",
                        editable=False,
                        max_length=100,
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(db_comment="When the row was first noted.", editable=False),
                ),
            ],
            options={
                "db_table_comment": "What began, changed or ended to be public, for those who keep a copy in step.",
                "ordering": ["position", "id"],
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(EPOCH, "DROP FUNCTION ree_epoch()"),
        migrations.RunSQL(PLACE, "DROP FUNCTION ree_place_of_change()"),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'articles', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.id::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="c4097ad39494570085d8e61267d3f36584195e5c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_7fd0a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'articles', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.id ELSE o.id END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE '' END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="34cffbd430ade6862e99d3aaaa5c6a3ffa6e82d6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_4e98d",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'speakers', e.key, e.kind, e.successor, clock_timestamp()\nFROM (SELECT n.slug::text AS key, 'created' AS kind, '' AS successor FROM new_rows n WHERE n.is_public) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="fc50326ad6444b59e73d26d3bf97151f44ef6ed8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_announce_insert_bc7ef",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="announce_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nINSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, successor, changed_at)\nSELECT here.epoch, here.transaction, here.position, 'speakers', e.key, e.kind, e.successor, clock_timestamp()\nFROM (\nSELECT CASE WHEN n.is_public THEN n.slug ELSE o.slug END::text AS key,\n       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind,\n       CASE WHEN n.is_public THEN '' ELSE coalesce((SELECT m.slug FROM sources_speaker m WHERE m.id = n.merged_into_id), '') END AS successor\nFROM new_rows n JOIN old_rows o USING (id)\nWHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)\n\nAND NOT (o.is_public AND n.is_public AND o.slug <> n.slug)\nUNION ALL\nSELECT r.key, r.kind, r.successor FROM new_rows n JOIN old_rows o USING (id),\n    LATERAL (VALUES (o.slug::text, 'withdrawn', n.slug::text), (n.slug::text, 'created', '')) r(key, kind, successor)\nWHERE o.is_public AND n.is_public AND o.slug <> n.slug\n) e, ree_place_of_change() here\nON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET\n    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,\n    position = greatest(c.position, excluded.position),\n    kind = CASE excluded.kind\n        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END\n        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END\n        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END\n    END,\n    successor = excluded.successor\nWHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');\n\nRETURN NULL;",
                    hash="1b85dbda40ffc819567d831cf397d935c5ef56ce",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_announce_update_d8953",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("kind", "undone"), _negated=True),
                fields=["epoch", "position", "id"],
                name="change_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["changed_at"], name="change_by_time"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["created", "updated", "withdrawn", "undone"])),
                name="change_kind_is_known",
                violation_error_message="A change is created, updated, withdrawn or undone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("epoch", "transaction", "resource", "key"),
                name="change_is_noted_once",
                violation_error_message="A transaction notes each row once.",
            ),
        ),
        AddTrigger(
            model_name="change",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="adab66a9a58a3a192096949e7f7bf8177eece1ca",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_7b77f",
                    table="sources_change",
                    when="BEFORE",
                ),
            ),
        ),
    ]
