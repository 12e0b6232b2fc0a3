"""Quotes that wait for a person, and a cap on what public quotes and contexts together show of a text."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# At most half of a text, or 1,000 code points of a short one, is shown by quotes and contexts together. A context is 64.
FUNCTIONS = """
CREATE FUNCTION public.ree_exposure_limit(length integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN greatest(1000, length / 2);
COMMENT ON FUNCTION public.ree_exposure_limit IS
    'How many code points of a text of that length public quotes and contexts together may show.';

CREATE FUNCTION public.ree_quoted(snapshot uuid) RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum(upper(part) - lower(part)), 0)::integer FROM unnest((
        SELECT range_agg(int4range(quote_start, quote_end)) FROM public.claims_statement
        WHERE snapshot_id = snapshot AND is_public
    )) part
$$;
COMMENT ON FUNCTION public.ree_quoted IS
    'How many code points of a snapshot stand in public quotes, each counted once.';

CREATE FUNCTION public.ree_shows_context(snapshot uuid, statement uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT public.ree_quoted(s.id) + 64 * (1 + (
        SELECT count(*) FROM public.claims_statement t WHERE t.snapshot_id = s.id AND t.is_public AND t.id < statement
    )) <= public.ree_exposure_limit(s.length)
    FROM public.sources_snapshot s WHERE s.id = snapshot
$$;
COMMENT ON FUNCTION public.ree_shows_context IS
    'Whether the cap leaves room for the context of a statement, those of older public ones of the snapshot included.';
"""
RECUT = "UPDATE claims_statement SET quote_prefix = NULL WHERE quote_prefix IS NOT NULL;"
NO_FUNCTIONS = """
DROP FUNCTION public.ree_shows_context(uuid, uuid);
DROP FUNCTION public.ree_quoted(uuid);
DROP FUNCTION public.ree_exposure_limit(integer);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_groups"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0003_triggers"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.CreateModel(
            name="AnchorReview",
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
                    "found",
                    models.CharField(
                        choices=[
                            ("changed", "Changed: other words stand there"),
                            ("orphaned", "Orphaned: nothing like it was found"),
                        ],
                        db_comment="changed (other words stand there) or orphaned.",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "differs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        db_comment="What kinds of word differ: number, negation, name, other.",
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        db_comment="Start of the other words in the newer text; NULL if orphaned.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "end",
                    models.PositiveIntegerField(
                        db_comment="Their end, exclusive; NULL if orphaned.", editable=False, null=True
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted: the new words are the quote"),
                            ("orphaned", "Orphaned: the words are gone"),
                        ],
                        db_comment="open, accepted (the new words became the quote) or orphaned.",
                        db_default="open",
                        default="open",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the person who decided; empty while open.",
                        db_default="",
                        default="",
                        editable=False,
                        max_length=40,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_comment="When it was decided; NULL while open.", editable=False, null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "quote to look at",
                "verbose_name_plural": "quotes to look at",
                "db_table_comment": "Quotes that a newer text no longer has, and what a person made of each.",
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AnchorReviewEvent",
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
                    "found",
                    models.CharField(
                        choices=[
                            ("changed", "Changed: other words stand there"),
                            ("orphaned", "Orphaned: nothing like it was found"),
                        ],
                        db_comment="changed (other words stand there) or orphaned.",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "differs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        db_comment="What kinds of word differ: number, negation, name, other.",
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        db_comment="Start of the other words in the newer text; NULL if orphaned.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "end",
                    models.PositiveIntegerField(
                        db_comment="Their end, exclusive; NULL if orphaned.", editable=False, null=True
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted: the new words are the quote"),
                            ("orphaned", "Orphaned: the words are gone"),
                        ],
                        db_comment="open, accepted (the new words became the quote) or orphaned.",
                        db_default="open",
                        default="open",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the person who decided; empty while open.",
                        db_default="",
                        default="",
                        editable=False,
                        max_length=40,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_comment="When it was decided; NULL while open.", editable=False, null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="keep",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE claim record; place record; article_is_public boolean; relays_are_public boolean;",
                    func="\n\nIF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back_to_draft', TABLE = TG_TABLE_NAME, MESSAGE = 'What was public cannot become a draft again: withdraw it.';\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\nSELECT c.is_public, c.text, c.language INTO claim FROM claims_claim c WHERE c.id = NEW.claim_id FOR NO KEY UPDATE;\nSELECT a.is_public INTO article_is_public FROM sources_article a WHERE a.id = NEW.article_id FOR SHARE;\nSELECT coalesce(bool_and(coalesce(r.is_public, false)), true) INTO relays_are_public FROM (\n    SELECT (SELECT a.is_public FROM sources_article a WHERE a.id = l.article_id FOR SHARE) AS is_public\n    FROM claims_relay l WHERE l.statement_id = NEW.id\n) r;\nNEW.search := ree_search_vector(claim.language, claim.text || E'\\n' || NEW.quote_exact);\nNEW.quote_prefix := NULL;\nNEW.quote_suffix := NULL;\nIF NEW.snapshot_id IS NOT NULL THEN\n    SELECT s.text, s.text_state, s.length INTO place FROM sources_snapshot s WHERE s.id = NEW.snapshot_id FOR SHARE;\n    IF NEW.quote_end > place.length THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quote_lies_within_its_text', TABLE = TG_TABLE_NAME, MESSAGE = 'The quote ends beyond the end of the text.';\n    ELSIF place.text_state = 'taken_down' THEN\n        NEW.anchor_status := 'withheld';\n    ELSIF place.text IS NOT NULL THEN\n        IF NEW.anchor_status IN ('exact', 'moved')\n           AND substring(place.text FROM NEW.quote_start + 1 FOR greatest(NEW.quote_end - NEW.quote_start, 0)) <> NEW.quote_exact THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quote_is_what_the_text_says', TABLE = TG_TABLE_NAME, MESSAGE = 'The quote is not what the text has at this place.';\n        END IF;\n        IF ree_shows_context(NEW.snapshot_id, NEW.id) THEN\n            NEW.quote_prefix := substring(place.text FROM greatest(NEW.quote_start - 31, 1) FOR least(NEW.quote_start, 32));\n            NEW.quote_suffix := substring(place.text FROM NEW.quote_end + 1 FOR 32);\n        END IF;\n    END IF;\nEND IF;\nIF (TG_OP = 'INSERT' OR NEW.article_id <> OLD.article_id)\n   AND EXISTS (SELECT 1 FROM claims_relay l WHERE l.statement_id = NEW.id AND l.article_id = NEW.article_id) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'relay_is_another_article', TABLE = TG_TABLE_NAME, MESSAGE = 'The chain ends in the article that the statement was read in: leave that one out.';\nEND IF;\nIF TG_OP = 'UPDATE' THEN\n    IF (NEW.claim_id, NEW.stance) <> (OLD.claim_id, OLD.stance) AND (\n        EXISTS (\n            SELECT 1 FROM claims_rebuttal r WHERE r.statement_id = NEW.id AND r.target_claim_id = NEW.claim_id\n                AND NOT (NEW.stance = 'denies' AND r.ground = 'denial')\n        ) OR EXISTS (SELECT 1 FROM claims_support p WHERE p.statement_id = NEW.id AND p.target_claim_id = NEW.claim_id)\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_targets_its_own_claim_only_to_deny_it', TABLE = TG_TABLE_NAME, MESSAGE = 'A statement may bear on its own claim only by denying it.';\n    END IF;\nEND IF;\n\nNEW.is_public := coalesce(NEW.status = 'published' AND claim.is_public AND article_is_public AND relays_are_public, false);\nIF TG_OP = 'INSERT' THEN\n    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;\n    NEW.unpublished_at := NULL;\nELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN\n    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it\n    NEW.unpublished_at := NULL;\nELSE\n    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);\n    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL\n                               WHEN OLD.is_public THEN clock_timestamp()\n                               ELSE OLD.unpublished_at END;\nEND IF;\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'quote_prefix', 'quote_suffix', 'said_until'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search', 'quote_prefix', 'quote_suffix', 'said_until'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="7491f0a30c3565e61509eb25152424a7d301c76f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_2b1a8",
                    table="claims_statement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="exposure_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nIF EXISTS (\n    SELECT 1 FROM sources_snapshot s\n    WHERE s.id IN (\nSELECT snapshot_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public AND snapshot_id IS NOT NULL\nGROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)\n > 0) AND ree_quoted(s.id) > ree_exposure_limit(s.length)\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quotes_leave_the_text_unpublished', TABLE = TG_TABLE_NAME, MESSAGE = 'So much of this text is quoted in public already that this quote would be too much. Mark fewer or shorter words.';\nEND IF;\nWITH texts AS MATERIALIZED (\n    SELECT s.id, ree_exposure_limit(s.length) - ree_quoted(s.id) AS free FROM sources_snapshot s\n    WHERE s.text_state = 'held' AND s.id IN (\nSELECT snapshot_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE snapshot_id IS NOT NULL\nGROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)\n <> 0)\n), due AS MATERIALIZED (\n    SELECT t.id, 64 * row_number() OVER (PARTITION BY t.snapshot_id ORDER BY t.id) <= texts.free AS shown\n    FROM claims_statement t JOIN texts ON texts.id = t.snapshot_id WHERE t.is_public\n)\nUPDATE claims_statement t SET quote_prefix = NULL FROM due WHERE t.id = due.id AND (t.quote_prefix IS NOT NULL) <> due.shown;\n\nRETURN NULL;",
                    hash="16355e60be7a18f949dcd78d401fd70f9c3ea6d5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_exposure_insert_b21c7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="exposure_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;\nIF EXISTS (\n    SELECT 1 FROM sources_snapshot s\n    WHERE s.id IN (\nSELECT snapshot_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public AND snapshot_id IS NOT NULL\nGROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)\n > 0) AND ree_quoted(s.id) > ree_exposure_limit(s.length)\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quotes_leave_the_text_unpublished', TABLE = TG_TABLE_NAME, MESSAGE = 'So much of this text is quoted in public already that this quote would be too much. Mark fewer or shorter words.';\nEND IF;\nWITH texts AS MATERIALIZED (\n    SELECT s.id, ree_exposure_limit(s.length) - ree_quoted(s.id) AS free FROM sources_snapshot s\n    WHERE s.text_state = 'held' AND s.id IN (\nSELECT snapshot_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE snapshot_id IS NOT NULL\nGROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)\n <> 0)\n), due AS MATERIALIZED (\n    SELECT t.id, 64 * row_number() OVER (PARTITION BY t.snapshot_id ORDER BY t.id) <= texts.free AS shown\n    FROM claims_statement t JOIN texts ON texts.id = t.snapshot_id WHERE t.is_public\n)\nUPDATE claims_statement t SET quote_prefix = NULL FROM due WHERE t.id = due.id AND (t.quote_prefix IS NOT NULL) <> due.shown;\n\nRETURN NULL;",
                    hash="a3066b3ca9d4e00bfdcb4d6091d9d79d1c0cc707",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_exposure_update_9eeaa",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="exposure_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;\nIF EXISTS (\n    SELECT 1 FROM sources_snapshot s\n    WHERE s.id IN (\nSELECT snapshot_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public AND snapshot_id IS NOT NULL\nGROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)\n > 0) AND ree_quoted(s.id) > ree_exposure_limit(s.length)\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_quotes_leave_the_text_unpublished', TABLE = TG_TABLE_NAME, MESSAGE = 'So much of this text is quoted in public already that this quote would be too much. Mark fewer or shorter words.';\nEND IF;\nWITH texts AS MATERIALIZED (\n    SELECT s.id, ree_exposure_limit(s.length) - ree_quoted(s.id) AS free FROM sources_snapshot s\n    WHERE s.text_state = 'held' AND s.id IN (\nSELECT snapshot_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE snapshot_id IS NOT NULL\nGROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)\n <> 0)\n), due AS MATERIALIZED (\n    SELECT t.id, 64 * row_number() OVER (PARTITION BY t.snapshot_id ORDER BY t.id) <= texts.free AS shown\n    FROM claims_statement t JOIN texts ON texts.id = t.snapshot_id WHERE t.is_public\n)\nUPDATE claims_statement t SET quote_prefix = NULL FROM due WHERE t.id = due.id AND (t.quote_prefix IS NOT NULL) <> due.shown;\n\nRETURN NULL;",
                    hash="42266fae1af76908356d05cc61eae463efd6e07b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_exposure_delete_56f8d",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="anchorreview",
            name="snapshot",
            field=models.ForeignKey(
                db_comment="The newer text, in which the quote was not found.",
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="anchor_reviews",
                to="sources.snapshot",
            ),
        ),
        migrations.AddField(
            model_name="anchorreview",
            name="statement",
            field=models.ForeignKey(
                db_comment="Whose quote it is.",
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="anchor_reviews",
                to="claims.statement",
            ),
        ),
        migrations.AddField(
            model_name="anchorreviewevent",
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
            model_name="anchorreviewevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                related_query_name="events",
                to="claims.anchorreview",
            ),
        ),
        migrations.AddField(
            model_name="anchorreviewevent",
            name="snapshot",
            field=models.ForeignKey(
                db_comment="The newer text, in which the quote was not found.",
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sources.snapshot",
            ),
        ),
        migrations.AddField(
            model_name="anchorreviewevent",
            name="statement",
            field=models.ForeignKey(
                db_comment="Whose quote it is.",
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="claims.statement",
            ),
        ),
        migrations.AddConstraint(
            model_name="anchorreview",
            constraint=models.UniqueConstraint(
                fields=("statement", "snapshot"),
                name="anchorreview_is_asked_once",
                violation_error_message="This quote was looked for in this text already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="anchorreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", True), ("found", "orphaned"), ("start__isnull", True)),
                    models.Q(("end__gt", models.F("start")), ("found", "changed"), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="anchorreview_shows_what_it_found",
                violation_error_message="Changed words have a place, and orphaned ones have none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="anchorreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by", ""), ("decision", "open")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decision", "orphaned"),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decision", "accepted"),
                        ("found", "changed"),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="anchorreview_is_decided_by_somebody",
                violation_error_message="A decision has its author and time; only changed words can be accepted.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreview",
            trigger=pgtrigger.compiler.Trigger(
                name="keep",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n\nIF TG_OP = 'INSERT' THEN\n    NEW.version := 1;\n    \nELSIF NEW.id <> OLD.id THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'id_never_changes', TABLE = TG_TABLE_NAME, MESSAGE = 'An id never changes.';\nELSIF pg_trigger_depth() = 1 THEN\n    NULL; \nEND IF;\n\n\nIF TG_OP = 'INSERT' THEN\n    RETURN NEW;\nEND IF;\nNEW.created_at := OLD.created_at;\nIF NEW.version > OLD.version OR to_jsonb(NEW) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] <> to_jsonb(OLD) - ARRAY['created_at', 'updated_at', 'version', 'is_public', 'published_at', 'unpublished_at', 'search'] THEN\n    NEW.version := OLD.version + 1;\n    NEW.updated_at := clock_timestamp();\nELSE\n    NEW.version := OLD.version;\n    NEW.updated_at := CASE WHEN to_jsonb(NEW) - ARRAY['search', 'said_until', 'updated_at'] <> to_jsonb(OLD) - ARRAY['search', 'said_until', 'updated_at'] THEN clock_timestamp() ELSE OLD.updated_at END;\nEND IF;\nRETURN NEW;\n",
                    hash="ffb09fa40d8396d8ece0a758973a0b72679bb346",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_keep_182e3",
                    table="claims_anchorreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="eb8e89464d9837101fa2c5c1ca2cf611bc6ed36a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_1a1d7",
                    table="claims_anchorreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_anchorreviewevent" ("decided_at", "decided_by", "decision", "differs", "end", "found", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot_id", "start", "statement_id", "version") VALUES (NEW."decided_at", NEW."decided_by", NEW."decision", NEW."differs", NEW."end", NEW."found", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."snapshot_id", NEW."start", NEW."statement_id", NEW."version"); RETURN NULL;',
                    hash="730a91296b089da4c19a52acca33975d57dbd436",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d9770",
                    table="claims_anchorreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by" IS DISTINCT FROM (NEW."decided_by") OR OLD."decision" IS DISTINCT FROM (NEW."decision") OR OLD."differs" IS DISTINCT FROM (NEW."differs") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."found" IS DISTINCT FROM (NEW."found") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."snapshot_id" IS DISTINCT FROM (NEW."snapshot_id") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id"))',
                    func='INSERT INTO "claims_anchorreviewevent" ("decided_at", "decided_by", "decision", "differs", "end", "found", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot_id", "start", "statement_id", "version") VALUES (NEW."decided_at", NEW."decided_by", NEW."decision", NEW."differs", NEW."end", NEW."found", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."snapshot_id", NEW."start", NEW."statement_id", NEW."version"); RETURN NULL;',
                    hash="0a33d1a48e05f592cc08c8ab2e024918ee8b2f44",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_943d6",
                    table="claims_anchorreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_anchorreviewevent" ("decided_at", "decided_by", "decision", "differs", "end", "found", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot_id", "start", "statement_id", "version") VALUES (OLD."decided_at", OLD."decided_by", OLD."decision", OLD."differs", OLD."end", OLD."found", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."snapshot_id", OLD."start", OLD."statement_id", OLD."version"); RETURN NULL;',
                    hash="d53cf0f6900eb80f2833a16db64037a73a8fef80",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7cad4",
                    table="claims_anchorreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="31267a92f9fd6efdcb370c6fe1d8d02b6c541562",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_f54e8",
                    table="claims_anchorreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchorreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0579023c160ea39abdd831c418c76646a1038424",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6bde0",
                    table="claims_anchorreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(RECUT, migrations.RunSQL.noop),
    ]
