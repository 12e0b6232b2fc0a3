"""Search asks the index for words alone.

The lexeme that names a row's configuration is in every row, and the index had to look it up for each row that holds the
rarest word. Where English and other languages have the same forms the query does without it, and `ree_search_words` is
what the index is asked in any case.
"""

from django.db import migrations

FORMER = """
    (SELECT CASE WHEN numnode(english) > 0 THEN english && $$'ree:english'$$::tsquery ELSE english END
         || CASE WHEN numnode(simple) > 0 THEN simple && $$'ree:simple'$$::tsquery ELSE simple END
"""
QUERY = """
CREATE OR REPLACE FUNCTION public.ree_search_query(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {}
     FROM (SELECT websearch_to_tsquery('public.ree_english'::regconfig, words) AS english,
                  websearch_to_tsquery('public.ree_simple'::regconfig, words) AS simple) q);
"""
WORDS = """
CREATE FUNCTION public.ree_search_words(query tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    ts_rewrite(ts_rewrite(query, $$'ree:english'$$::tsquery, ''::tsquery), $$'ree:simple'$$::tsquery, ''::tsquery);
COMMENT ON FUNCTION public.ree_search_words IS
    'The query in any configuration: it finds all that the query finds, and at times more.';
"""
SAME = FORMER.replace("SELECT CASE", "SELECT CASE WHEN english = simple THEN english ELSE CASE") + "END"


class Migration(migrations.Migration):
    dependencies = [("sources", "0012_suggestions_go_with_their_text")]
    operations = [
        migrations.RunSQL(
            QUERY.format(SAME) + WORDS,
            QUERY.format(FORMER) + "DROP FUNCTION public.ree_search_words(tsquery);",
        )
    ]
