"""Where the quotes stood that were looked for before that was kept: as the history of their statements has it."""

from django.db import migrations

STOOD = """
UPDATE claims_anchorreview r SET (quote_snapshot_id, quote_start, quote_end) = (
    SELECT e.snapshot_id, e.quote_start, e.quote_end FROM claims_statementevent e
    WHERE e.pgh_obj_id = r.statement_id AND e.snapshot_id <> r.snapshot_id
        AND e.pgh_created_at <= coalesce(r.decided_at, transaction_timestamp())
        AND EXISTS (SELECT 1 FROM sources_snapshot s WHERE s.id = e.snapshot_id)
    ORDER BY e.pgh_id DESC LIMIT 1
)
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0015_where_quotes_stood")]

    operations = [migrations.RunSQL(STOOD, migrations.RunSQL.noop)]
