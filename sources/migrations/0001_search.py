"""Full-text search: word forms in English, words as they are in other languages, accents folded in both.

A vector carries the name of its configuration as a lexeme of its own, so that one query, with one index, asks each row in
the configuration that the row was written in.
"""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION public.ree_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.ree_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION public.ree_simple (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION public.ree_simple
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
NO_CONFIGURATIONS = """
DROP TEXT SEARCH CONFIGURATION public.ree_english;
DROP TEXT SEARCH CONFIGURATION public.ree_simple;
"""
FUNCTIONS = """
CREATE FUNCTION public.ree_search_vector(language text, document text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN split_part(language, '-', 1) = 'en'
         THEN to_tsvector('public.ree_english'::regconfig, document) || $$'ree:english'$$::tsvector
         ELSE to_tsvector('public.ree_simple'::regconfig, document) || $$'ree:simple'$$::tsvector
    END;
COMMENT ON FUNCTION public.ree_search_vector IS 'Lexemes of a text, and one that names the configuration.';

CREATE FUNCTION public.ree_names_vector(name text, aliases text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    to_tsvector('public.ree_simple'::regconfig, name || E'\\n' || array_to_string(aliases, E'\\n'))
    || $$'ree:simple'$$::tsvector;
COMMENT ON FUNCTION public.ree_names_vector IS 'Lexemes of a name and its other spellings, in any language.';

CREATE FUNCTION public.ree_search_query(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    (SELECT CASE WHEN numnode(english) > 0 THEN english && $$'ree:english'$$::tsquery ELSE english END
         || CASE WHEN numnode(simple) > 0 THEN simple && $$'ree:simple'$$::tsquery ELSE simple END
     FROM (SELECT websearch_to_tsquery('public.ree_english'::regconfig, words) AS english,
                  websearch_to_tsquery('public.ree_simple'::regconfig, words) AS simple) q);
COMMENT ON FUNCTION public.ree_search_query IS
    'The query for words as a person types them ("a phrase", -without); empty where no word can be searched.';

CREATE FUNCTION public.ree_display_title(title text, publisher text, published_on date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN title <> '' THEN title
         ELSE '(untitled' || coalesce(' in ' || publisher, '') || coalesce(', ' || to_char(published_on, 'YYYY-MM-DD'), '') || ')'
    END;
COMMENT ON FUNCTION public.ree_display_title IS 'The title of an article, or words that say that there is none.';
"""
NO_FUNCTIONS = """
DROP FUNCTION public.ree_display_title(text, text, date);
DROP FUNCTION public.ree_search_query(text);
DROP FUNCTION public.ree_names_vector(text, text[]);
DROP FUNCTION public.ree_search_vector(text, text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(CONFIGURATIONS, NO_CONFIGURATIONS),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
