"""How often the API may be asked."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Counts of requests and of attempts to log in, by whoever is counted. Unlogged: nobody waits for the disk, and after a
# crash all begin anew. Rows change in place, hence the room in each page.
COUNTS = [
    "CREATE TABLE ree_request_count (who text PRIMARY KEY, used bigint NOT NULL, ends_at timestamptz NOT NULL) WITH (fillfactor = 50)",
    "ALTER TABLE ree_request_count SET UNLOGGED",
    "COMMENT ON TABLE ree_request_count IS 'How much each caller has used of what is allowed until then.'",
]
# What a deployment begins with: nobody who reads with a browser or walks a list page by page is ever told to wait.
RATES = """
INSERT INTO sources_rate (kind, requests, seconds) VALUES ('address', 1200, 60), ('token', 6000, 60);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0006_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("address", "Address: each address that calls without a token"),
                            ("token", "Token: each token"),
                        ],
                        db_comment="address or token.",
                        help_text="Who is counted.",
                        max_length=7,
                    ),
                ),
                (
                    "requests",
                    models.PositiveIntegerField(
                        db_comment="Requests that are answered in that time.",
                        help_text="How many requests are answered in that time; the next ones are told to wait. A stream of all rows counts for ten.",
                    ),
                ),
                (
                    "seconds",
                    models.PositiveIntegerField(
                        db_comment="In how many seconds, from the first request on.",
                        default=60,
                        help_text="In how many seconds.",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_comment="When this database first held the row.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("address", "Address: each address that calls without a token"),
                            ("token", "Token: each token"),
                        ],
                        db_comment="address or token.",
                        help_text="Who is counted.",
                        max_length=7,
                        unique=True,
                    ),
                ),
                (
                    "requests",
                    models.PositiveIntegerField(
                        db_comment="Requests that are answered in that time.",
                        help_text="How many requests are answered in that time; the next ones are told to wait. A stream of all rows counts for ten.",
                    ),
                ),
                (
                    "seconds",
                    models.PositiveIntegerField(
                        db_comment="In how many seconds, from the first request on.",
                        default=60,
                        help_text="In how many seconds.",
                    ),
                ),
            ],
            options={
                "db_table_comment": "How often the API may be asked.",
                "ordering": ["kind", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["address", "token"])),
                        name="rate_kind_is_known",
                        violation_error_message="A rate is for an address or for a token.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requests__gte", 1), ("seconds__gte", 1), ("seconds__lte", 86400)
                        ),
                        name="rate_lets_somebody_in",
                        violation_error_message="Allow at least one request, in 1 to 86400 seconds. To stop counting, delete the rate.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rate",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="5ca9bc9ddc538e363fe091321b689943a6c1ca23",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_61700",
                    table="sources_rate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rate",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="a0f0e367717526b8efb52049f67876e750f02cbe",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_8b7e4",
                    table="sources_rate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_rateevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests", "seconds", "version") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requests", NEW."seconds", NEW."version"); RETURN NULL;',
                    hash="4f55b78088a8784337e5d8a68d743ee34299e79b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9a1d7",
                    table="sources_rate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."requests" IS DISTINCT FROM (NEW."requests") OR OLD."seconds" IS DISTINCT FROM (NEW."seconds"))',
                    func='INSERT INTO "sources_rateevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests", "seconds", "version") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requests", NEW."seconds", NEW."version"); RETURN NULL;',
                    hash="899aed6fb3aa3208603436b9e5ae82a637c0cce9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5716",
                    table="sources_rate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_rateevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests", "seconds", "version") VALUES (OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requests", OLD."seconds", OLD."version"); RETURN NULL;',
                    hash="f0d51dade656208464a09b3e4e466e174f1215de",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e68c7",
                    table="sources_rate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="rateevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="rateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                related_query_name="events",
                to="sources.rate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="9b8eb98d5e117e12c2664c0ba12c13e9cd402970",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_6bd85",
                    table="sources_rateevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="670059ddadb4c37f93c9badfd658b7da641cee57",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a5a42",
                    table="sources_rateevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(COUNTS, "drop table ree_request_count"),
        migrations.RunSQL(RATES, "DELETE FROM sources_rate"),
    ]
