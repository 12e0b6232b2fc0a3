from django.db import migrations

LAST_DAY = """
CREATE FUNCTION public.ree_last_day(said_on date, precision_known text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE precision_known
        WHEN 'year' THEN (said_on + interval '1 year' - interval '1 day')::date
        WHEN 'month' THEN (said_on + interval '1 month' - interval '1 day')::date
        ELSE said_on
    END;
COMMENT ON FUNCTION public.ree_last_day IS 'The last day that an imprecise date, given as its first day, may mean.';
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("sources", "0001_search")]
    operations = [migrations.RunSQL(LAST_DAY, "DROP FUNCTION public.ree_last_day(date, text);")]
