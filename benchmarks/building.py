"""Building a world fast: the rows without indexes, then each index at once.

Of a world built with its indexes in place, most of the time is their upkeep row by row, and a third of the space is what
random inserts and the update of every statement leave behind. A world of 10,000,000 claims takes about 47 GB.
"""

from time import monotonic

import psycopg

from . import world

# The statements' words, worked out as each is copied: an update afterwards would write every one twice.
WORDS = """
CREATE FUNCTION pg_temp.words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    SELECT ree_search_vector(c.language, c.text || E'\\n' || NEW.quote_exact) INTO NEW.search
    FROM claims_claim c WHERE c.id = NEW.claim_id;
    RETURN NEW;
END $$;
CREATE TRIGGER words BEFORE INSERT ON claims_statement FOR EACH ROW EXECUTE FUNCTION pg_temp.words();
ALTER TABLE claims_statement ENABLE ALWAYS TRIGGER words
"""
# What `ree_file_claims` would file, of all claims in one statement.
ENTRIES = """
INSERT INTO claims_claimentry (claim_id, speaker_id, publisher_id, topic_id, created_at, first_said_on)
SELECT c.id, w.speaker_id, w.publisher_id, w.topic_id, c.created_at, c.first_said_on FROM (
    SELECT claim_id, speaker_id, NULL::bigint AS publisher_id, NULL::bigint AS topic_id FROM claims_statement
    UNION SELECT s.claim_id, NULL, a.publisher_id, NULL FROM claims_statement s JOIN sources_article a ON a.id = s.article_id
    UNION SELECT claim_id, NULL, NULL, topic_id FROM claims_claimtopic
) w JOIN claims_claim c ON c.id = w.claim_id ORDER BY c.id
"""
FILING = "SELECT ree_file_claims("
TABLES = [table for table, _, _ in world.TABLES] + ["claims_claimentry"]
# Constraints that a foreign key rests on stay, and so do primary keys: both are filled in their order.
CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c WHERE c.contype = 'u' AND c.conrelid = ANY (%s::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = c.conindid)
"""
INDEXES = """
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
FROM pg_index i WHERE i.indrelid = ANY (%s::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def build(url: str, size: int) -> None:
    """Fill the migrated, empty database with a world of `size` claims, vacuumed and analysed, as an old one would be."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in (
            "session_replication_role = replica",
            "statement_timeout = 0",
            "maintenance_work_mem = '1GB'",
            "work_mem = '512MB'",
        ):
            connection.execute(f"SET {setting}")
        makers = _dropped(connection)
        connection.execute(WORDS)
        _copy(connection, world.World(size))
        connection.execute("DROP TRIGGER words ON claims_statement")
        _timed(connection, "ANALYZE")
        for command in world.DERIVED.split(";\n"):
            if command.strip():
                _timed(connection, ENTRIES if command.startswith(FILING) else command)
        for maker in makers:
            _timed(connection, maker)
        _timed(connection, "VACUUM ANALYZE")


def _dropped(connection: psycopg.Connection) -> list[str]:
    """What makes the indexes again that are dropped now."""
    makers = []
    for listed in (CONSTRAINTS, INDEXES):
        for dropping, making in connection.execute(listed, [TABLES]).fetchall():
            connection.execute(dropping)
            makers.append(making)
    return makers


def _copy(connection: psycopg.Connection, made: world.World) -> None:
    for table, columns, rows in world.TABLES:
        began = monotonic()
        with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows(made):
                copy.write_row(row)
        print(f"{monotonic() - began:7.1f} s  {table}", flush=True)


def _timed(connection: psycopg.Connection, command: str) -> None:
    began = monotonic()
    connection.execute(command)
    print(f"{monotonic() - began:7.1f} s  {' '.join(command.split())[:110]}", flush=True)
