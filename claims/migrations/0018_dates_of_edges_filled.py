"""The dates of the rebuttals and supports that are there already.

Nothing that is shown changes, so no trigger has anything to note: no version, no history, no change.
"""

from django.db import migrations

FILL = """
SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger
WHERE tgrelid IN ('claims_rebuttal'::regclass, 'claims_support'::regclass) AND tgname LIKE 'pgtrigger%';
UPDATE claims_rebuttal e SET said_on = s.said_on FROM claims_statement s WHERE s.id = e.statement_id AND s.said_on IS NOT NULL;
UPDATE claims_support e SET said_on = s.said_on FROM claims_statement s WHERE s.id = e.statement_id AND s.said_on IS NOT NULL;
SELECT set_config('pgtrigger.ignore', NULL, true);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_dates_of_edges")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
