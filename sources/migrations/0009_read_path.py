"""The mark: another number after each commit that changed what is shown."""

import pgtrigger.compiler
from django.db import migrations, models

from sources.triggers import AddTrigger

# The first change of a transaction adds to a part that nobody holds. What it reads itself then differs after each of its
# commands, by a setting that ends with the transaction: nothing found midway can be taken for what was committed.
FUNCTIONS = """
CREATE FUNCTION public.ree_note_change() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    step bigint := 1 + floor(random() * 1000000000000);
BEGIN
    IF coalesce(current_setting('ree.changing', true), '') = '' THEN
        UPDATE sources_mark SET value = value + step
        WHERE id = (SELECT id FROM sources_mark LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO sources_mark (value) VALUES (step);
        END IF;
    END IF;
    PERFORM set_config('ree.changing', step::text, true);
END $$;
COMMENT ON FUNCTION public.ree_note_change IS 'Moves the mark: once in each transaction for others, each time for itself.';

CREATE FUNCTION public.ree_mark() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce(sum(value), 0) FROM sources_mark) || ':' || coalesce(current_setting('ree.changing', true), '');
END $$;
COMMENT ON FUNCTION public.ree_mark IS 'Another text after each commit that changed anything shown.';
"""
NO_FUNCTIONS = """
DROP FUNCTION public.ree_mark();
DROP FUNCTION public.ree_note_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0008_versions_in_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.BigIntegerField(
                        db_comment="Grows by a random step with each transaction.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
            ],
            options={
                "db_table_comment": "Parts of the mark that tells whether anything changed; as many as there were writers at once.",
                "ordering": ["id"],
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="3bc9bef629af5812b039b1fd26d06075b356f072",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_88cbe",
                    table="sources_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="5b51907f08a6ee3afed4280095676c60a9e4b828",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_0c737",
                    table="sources_article",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="articleauthor",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="a3793cba15d53ec567d4549c3b725e7ab924bacf",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_937dc",
                    table="sources_articleauthor",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="32cf477c38a1b079f768d4af805672078941d74f",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_21625",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="e8d90eb6c8fb91cdbeb58ac8b7e0509172f7eb45",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_44e24",
                    table="sources_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speaker",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="0da9ac4a3a370bf9c24ce80dcda50e53f1c218ae",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_ecc7d",
                    table="sources_speaker",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="speakerslug",
            trigger=pgtrigger.compiler.Trigger(
                name="marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM ree_note_change(); RETURN NULL;",
                    hash="fbbab9150d845fd50f14dd4de00993cf517d49aa",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_marks_d6152",
                    table="sources_speakerslug",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="mark",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated', TABLE = TG_TABLE_NAME, MESSAGE = 'This table is never truncated: withdraw rows one by one, with a reason.';",
                    hash="dc7700f3b7d10229692fc6a0148826ce76f4c653",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_ab788",
                    table="sources_mark",
                    when="BEFORE",
                ),
            ),
        ),
    ]
