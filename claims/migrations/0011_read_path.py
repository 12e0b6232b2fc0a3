"""Claims filed under their speakers, publishers and topics; every table that is shown moves the mark."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from sources.triggers import AddTrigger

FILING = """
CREATE FUNCTION public.ree_file_claims(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM claims_claim WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    WITH wanted AS MATERIALIZED (
        SELECT DISTINCT w.claim_id, w.speaker_id, w.publisher_id, w.topic_id, c.created_at, c.first_said_on
        FROM claims_claim c, LATERAL (
            SELECT c.id, s.speaker_id, NULL::bigint, NULL::bigint
            FROM claims_statement s WHERE s.claim_id = c.id AND s.is_public
            UNION ALL
            SELECT c.id, NULL, a.publisher_id, NULL
            FROM claims_statement s JOIN sources_article a ON a.id = s.article_id
            WHERE s.claim_id = c.id AND s.is_public AND a.publisher_id IS NOT NULL
            UNION ALL
            SELECT c.id, NULL, NULL, l.topic_id FROM claims_claimtopic l WHERE l.claim_id = c.id
        ) w (claim_id, speaker_id, publisher_id, topic_id)
        WHERE c.id = ANY (ids) AND c.is_public
    ), gone AS (
        DELETE FROM claims_claimentry e WHERE e.claim_id = ANY (ids) AND NOT EXISTS (
            SELECT 1 FROM wanted w WHERE w.claim_id = e.claim_id
                AND (w.speaker_id, w.publisher_id, w.topic_id) IS NOT DISTINCT FROM (e.speaker_id, e.publisher_id, e.topic_id)
        )
    )
    INSERT INTO claims_claimentry AS e (claim_id, speaker_id, publisher_id, topic_id, created_at, first_said_on)
    SELECT * FROM wanted
    ON CONFLICT (claim_id, speaker_id, publisher_id, topic_id) DO UPDATE SET first_said_on = excluded.first_said_on
    WHERE e.first_said_on IS DISTINCT FROM excluded.first_said_on;
END $$;
COMMENT ON FUNCTION public.ree_file_claims IS 'Makes the entries of these claims anew from what they follow from.';
"""
NO_FILING = "DROP FUNCTION public.ree_file_claims(uuid[])"
FILE_ALL = "SELECT ree_file_claims(ARRAY(SELECT id FROM claims_claim))"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_versions_in_history"),
        ("sources", "0009_read_path"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(db_comment="That of the claim.", editable=False)),
                (
                    "first_said_on",
                    models.DateField(
                        db_comment="That of the claim; NULL where it has none.", editable=False, null=True
                    ),
                ),
            ],
            options={
                "db_table_comment": "Public claims under each speaker, publisher and topic, with what they are sorted by. Derived.",
                "ordering": ["id"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="claimentry",
            name="claim",
            field=models.ForeignKey(
                db_comment="What is filed.",
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimentry",
            name="publisher",
            field=models.ForeignKey(
                db_comment="The publisher of an article with a public statement of the claim; NULL where the heading is of another kind.",
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="sources.speaker",
            ),
        ),
        migrations.AddField(
            model_name="claimentry",
            name="speaker",
            field=models.ForeignKey(
                db_comment="Somebody with a public statement of the claim; NULL where the heading is of another kind.",
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="sources.speaker",
            ),
        ),
        migrations.AddField(
            model_name="claimentry",
            name="topic",
            field=models.ForeignKey(
                db_comment="A topic of the claim itself; NULL where the heading is of another kind.",
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="claims.topic",
            ),
        ),
        migrations.AddIndex(
            model_name="claimentry",
            index=models.Index(
                condition=models.Q(("speaker__isnull", False)),
                fields=["speaker", "created_at", "claim"],
                name="entry_of_speaker_by_created",
            ),
        ),
        migrations.AddIndex(
            model_name="claimentry",
            index=models.Index(
                condition=models.Q(("speaker__isnull", False)),
                fields=["speaker", "first_said_on", "claim"],
                name="entry_of_speaker_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="claimentry",
            index=models.Index(
                condition=models.Q(("publisher__isnull", False)),
                fields=["publisher", "created_at", "claim"],
                name="entry_of_publisher_by_created",
            ),
        ),
        migrations.AddIndex(
            model_name="claimentry",
            index=models.Index(
                condition=models.Q(("publisher__isnull", False)),
                fields=["publisher", "first_said_on", "claim"],
                name="entry_of_publisher_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="claimentry",
            index=models.Index(
                condition=models.Q(("topic__isnull", False)),
                fields=["topic", "created_at", "claim"],
                name="entry_of_topic_by_created",
            ),
        ),
        migrations.AddIndex(
            model_name="claimentry",
            index=models.Index(
                condition=models.Q(("topic__isnull", False)),
                fields=["topic", "first_said_on", "claim"],
                name="entry_of_topic_by_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimentry",
            constraint=models.UniqueConstraint(
                fields=("claim", "speaker", "publisher", "topic"),
                name="claimentry_is_filed_once",
                nulls_distinct=False,
                violation_error_message="The claim is already filed under this heading.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("publisher__isnull", True), ("speaker__isnull", False), ("topic__isnull", True)
                    ),
                    models.Q(
                        ("publisher__isnull", False), ("speaker__isnull", True), ("topic__isnull", True)
                    ),
                    models.Q(
                        ("publisher__isnull", True), ("speaker__isnull", True), ("topic__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="claimentry_has_one_heading",
                violation_error_message="An entry has exactly one heading.",
            ),
        ),
        migrations.RunSQL(FILING, NO_FILING),
        AddTrigger(
            model_name="articlegate",
            trigger=pgtrigger.compiler.Trigger(
                name="file_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT s.claim_id FROM new_rows n JOIN old_rows o USING (id) JOIN claims_statement s ON s.article_id = n.id WHERE n.publisher_id IS DISTINCT FROM o.publisher_id AND s.is_public));\nRETURN NULL;",
                    hash="dccfcb10503c7c03283493ff81f92f342d4a2365",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_file_update_7b17d",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="7a0673051b084067024cf814b48d1f7c9d6b77a4",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_e2e01",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="file_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT n.id FROM new_rows n JOIN old_rows o USING (id) WHERE (n.is_public, n.first_said_on) IS DISTINCT FROM (o.is_public, o.first_said_on)));\nRETURN NULL;",
                    hash="150078641d79fbde55475ca43181328561887d3a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_file_update_85b5c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="7639b659f271227565b8c844571d49aba170c42e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_757da",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="file_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c));\nRETURN NULL;",
                    hash="75a8380b8684daa712dc97b713ca05fcb1d58ffd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_file_insert_af7ae",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="file_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c));\nRETURN NULL;",
                    hash="341c4fc61a7c8157ceb36e0f09d44a81b9c28a00",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_file_update_83084",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimtopic",
            trigger=pgtrigger.compiler.Trigger(
                name="file_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT claim_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c));\nRETURN NULL;",
                    hash="cc7ef88531957ec7d8e0ac144905eb95e8eca0d0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_file_delete_eab27",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_claimtopic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="rebuttal",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="26612b1a2ab2367342917cd75e50e4fd17af30e2",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_fa87b",
                    table="claims_rebuttal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="8c99e95f8a52a0fc4888706c180dcf6945d462d9",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_1eed6",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="52f4d8f8037488bae738e6c2812c0ed713ae0e9b",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_dcc02",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="file_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n) c WHERE is_public GROUP BY claim_id, speaker_id, article_id HAVING sum(d) <> 0));\nRETURN NULL;",
                    hash="264569c14162bb36420043e54a9c0dcd48a7580e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_file_insert_13510",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="file_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT claim_id FROM (SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public GROUP BY claim_id, speaker_id, article_id HAVING sum(d) <> 0));\nRETURN NULL;",
                    hash="3d409495ab0987e71f0b8d8b25013bce43de0afb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_file_update_8db47",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="file_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;PERFORM ree_file_claims(ARRAY(SELECT claim_id FROM (SELECT -1 AS d, o.* FROM old_rows o) c WHERE is_public GROUP BY claim_id, speaker_id, article_id HAVING sum(d) <> 0));\nRETURN NULL;",
                    hash="6be7bcdd49ce444722b369129f3aff83b68fdd84",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_file_delete_725cc",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="89e6fdbe31a7c9e5ff84222f3f0245e8005caa50",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_21b1f",
                    table="claims_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="abec387c78798d67beb3a31fb200786f2ba74dda",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_1c2c8",
                    table="claims_topic",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="topicslug",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="6d819e9eb6c9aba5d15d76cdfdbb023387c3b540",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_57b58",
                    table="claims_topicslug",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="claimentry",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="13616cdcf3d67a2470df1da8becaff1d034546e6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_b38f3",
                    table="claims_claimentry",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FILE_ALL, migrations.RunSQL.noop),
    ]
