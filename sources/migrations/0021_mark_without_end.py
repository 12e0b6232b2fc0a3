"""The mark begins anew before a part of it grows too large to be stored, which no write would survive."""

from django.db import migrations

MOVING = """
CREATE OR REPLACE FUNCTION public.ree_note_change() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    step bigint := 1 + floor(random() * 1000000000000);
BEGIN
    IF coalesce(current_setting('ree.changing', true), '') = '' THEN
        UPDATE sources_mark SET value = {}
        WHERE id = (SELECT id FROM sources_mark LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO sources_mark (value) VALUES (step);
        END IF;
    END IF;
    PERFORM set_config('ree.changing', step::text, true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0020_merged_rows_lead_on"),
    ]

    operations = [
        migrations.RunSQL(
            MOVING.format("(value + step) % (1::bigint << 62)"),
            MOVING.format("value + step"),
        ),
    ]
