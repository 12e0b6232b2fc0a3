"""Rules that span rows or tables, as PostgreSQL triggers, so that no path around Python escapes them.

Four kinds of trigger keep a table:

- `keep` (before each row): works out what the database derives (`is_public`, `version`, …) and refuses what is not allowed;
- `after` (once per SQL command, over its transition tables): passes counts and visibility on to other tables, in sets,
  so that loading a million rows costs a few updates and not a million;
- `NEVER_TRUNCATED` and `NEVER_DELETED_ONCE_PUBLIC` guard what must not vanish;
- `MARKS` belongs to every table of which anything is shown: readers learn by the mark that something changed.

Rows that decide about others are locked in the same order (what is spoken of before who speaks, by id), and read again
after the lock: under READ COMMITTED each command of a trigger sees what was committed while it waited.
"""

from collections.abc import Iterator
from typing import Any

import pgtrigger
import pgtrigger.migrations

KEPT = ("created_at", "updated_at", "version", "is_public", "published_at", "unpublished_at", "search")
GENERATED = "ARRAY['search', 'said_until', 'updated_at']"  # not known yet before the row is written


def refuse(message: str, constraint: str) -> str:
    """SQL that raises the violation of a named rule, as a CHECK would."""
    return (
        f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}', "
        f"TABLE = TG_TABLE_NAME, MESSAGE = '{message.replace(chr(39), chr(39) * 2)}';"
    )


NEVER_TRUNCATED = pgtrigger.Trigger(
    name="never_truncated",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func=refuse("This table is never truncated: withdraw rows one by one, with a reason.", "never_truncated"),
)

NEVER_DELETED_ONCE_PUBLIC = pgtrigger.Trigger(
    name="never_deleted_once_public",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func=refuse("What was public keeps its address: withdraw it instead.", "never_deleted_once_public"),
)

MARKS = pgtrigger.Trigger(
    name="marks",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="PERFORM ree_note_change(); RETURN NULL;",
)

TIMES_PUBLIC = """
IF TG_OP = 'INSERT' THEN
    NEW.published_at := CASE WHEN NEW.is_public THEN transaction_timestamp() END;
    NEW.unpublished_at := NULL;
ELSIF NOT NEW.is_public AND OLD.published_at = transaction_timestamp() THEN
    NEW.published_at := NULL;  -- made and unmade in one transaction: nobody ever saw it
    NEW.unpublished_at := NULL;
ELSE
    NEW.published_at := coalesce(OLD.published_at, CASE WHEN NEW.is_public THEN transaction_timestamp() END);
    NEW.unpublished_at := CASE WHEN NEW.is_public THEN NULL
                               WHEN OLD.is_public THEN clock_timestamp()
                               ELSE OLD.unpublished_at END;
END IF;
"""

CAME_MERGED = """
IF TG_OP = 'INSERT' AND {} THEN
    NEW.published_at := clock_timestamp();  -- not the beginning of the transaction, which would be: never seen
    NEW.unpublished_at := NEW.published_at;
END IF;
"""

NEVER_BACK_TO_DRAFT = f"""
IF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND OLD.published_at IS NOT NULL THEN
    {refuse("What was public cannot become a draft again: withdraw it.", "never_back_to_draft")}
END IF;
"""


KEEPING = """
{never_back}
IF TG_OP = 'INSERT' THEN
    NEW.version := 1;
    {fresh}
ELSIF NEW.id <> OLD.id THEN
    {changed_id}
ELSIF pg_trigger_depth() = 1 THEN
    NULL; {restored}
END IF;
{rules}
{visibility}
{version}
RETURN NEW;
"""


def keep(
    *,
    rules: str = "",
    public: str | None = None,
    counters: tuple[str, ...] = (),
    derived: tuple[str, ...] = (),
    reviewed: bool = False,
    merged: str = "",
    declare: tuple[tuple[str, str], ...] = (),
) -> pgtrigger.Trigger:
    """Before each insert or update: check `rules`, derive `is_public` from the SQL condition `public`, count versions.

    A change of the row's own columns moves `version` and `updated_at`; a change of others moves `updated_at` alone: of
    `counters`, which only other triggers may write (a program that saves an old copy of the row would undo them), and of
    what is `derived` here. A writer may ask for a new version (`version = version + 1`) where what belongs to the row
    stands in another table. `merged`: SQL condition under which a new row counts as having been public: it comes from
    elsewhere, as a part of another, and its address leads there.
    """
    visibility = "" if public is None else f"NEW.is_public := coalesce({public}, false);{TIMES_PUBLIC}"
    if merged:
        visibility += CAME_MERGED.format(merged)
    fresh = "".join(
        f"NEW.{name} := {'0' if name.endswith(('_count', '_uses')) else 'NULL'};" for name in counters
    )
    restored = "".join(f"NEW.{name} := OLD.{name};" for name in counters)
    return pgtrigger.Trigger(
        name="keep",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=list(declare),
        func=KEEPING.format(
            never_back=NEVER_BACK_TO_DRAFT if reviewed else "",
            fresh=fresh,
            changed_id=refuse("An id never changes.", "id_never_changes"),
            restored=restored,
            rules=rules,
            visibility=visibility,
            version=counted_version((*KEPT, *counters, *derived)),
        ),
    )


def counted_version(not_own: tuple[str, ...]) -> str:
    """SQL that ends an insert, and gives an update the version and the time that it deserves; `not_own` columns are no change."""
    columns = "ARRAY[{}]".format(", ".join(f"'{name}'" for name in not_own))
    return f"""IF TG_OP = 'INSERT' THEN
    RETURN NEW;
END IF;
NEW.created_at := OLD.created_at;
IF NEW.version > OLD.version OR to_jsonb(NEW) - {columns} <> to_jsonb(OLD) - {columns} THEN
    NEW.version := OLD.version + 1;
    NEW.updated_at := clock_timestamp();
ELSE
    NEW.version := OLD.version;
    NEW.updated_at := CASE WHEN to_jsonb(NEW) - {GENERATED} <> to_jsonb(OLD) - {GENERATED} THEN clock_timestamp() ELSE OLD.updated_at END;
END IF;"""


CHANGES = {
    pgtrigger.Insert: "SELECT 1 AS d, n.* FROM new_rows n",
    pgtrigger.Update: "SELECT 1 AS d, n.* FROM new_rows n UNION ALL SELECT -1 AS d, o.* FROM old_rows o",
    pgtrigger.Delete: "SELECT -1 AS d, o.* FROM old_rows o",
}
FLIPPED = {
    pgtrigger.Insert: "SELECT n.* FROM new_rows n WHERE n.is_public",
    pgtrigger.Update: "SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE o.is_public <> n.is_public",
}
# A command that met no row ends here, and so does what a table's triggers pass on to the table itself.
NOTHING_CHANGED = "IF NOT EXISTS (SELECT 1 FROM {}) THEN RETURN NULL; END IF;"


def after(name: str, func: str, *operations: pgtrigger.Operation) -> Iterator[pgtrigger.Trigger]:
    """Once after each INSERT, UPDATE or DELETE command. In `func` stand for queries:

    `{changes}`: the rows as they are now with `d` = 1, and as they were with `d` = -1 (sums of `d` are net changes);
    `{flipped}`: the rows whose visibility changed.
    """
    for operation in operations or tuple(CHANGES):
        yield pgtrigger.Trigger(
            name=f"{name}_{str(operation).lower()}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(
                old=None if operation is pgtrigger.Insert else "old_rows",
                new=None if operation is pgtrigger.Delete else "new_rows",
            ),
            func=NOTHING_CHANGED.format("old_rows" if operation is pgtrigger.Delete else "new_rows")
            + func.replace("{changes}", CHANGES[operation]).replace("{flipped}", FLIPPED.get(operation, ""))
            + "\nRETURN NULL;",
        )


def add_uses(table: str, net: str) -> str:
    """SQL that adds `net` (id, d) to the count of public rows that use a speaker or a topic."""
    return f"""
WITH net AS MATERIALIZED (
    SELECT id, sum(d) AS d FROM ({net}) uses WHERE id IS NOT NULL GROUP BY id HAVING sum(d) <> 0
), locked AS MATERIALIZED (
    SELECT s.id FROM {table} s WHERE s.id IN (SELECT id FROM net) ORDER BY s.id FOR NO KEY UPDATE
)
UPDATE {table} s SET public_uses = s.public_uses + net.d FROM net JOIN locked USING (id) WHERE s.id = net.id;
"""


def next_version(table: str, ids: str) -> str:
    """SQL that gives rows a new version because something that belongs to them, in another table, changed.

    A row that this transaction has made is at its first version still. (That it has written the row is not enough: that
    may have been a counter, or a form saved without a change.)
    """
    return f"""
UPDATE {table} t SET version = t.version
    + CASE WHEN t.xmin = pg_current_xact_id()::xid AND t.created_at >= transaction_timestamp() THEN 0 ELSE 1 END
WHERE t.id IN ({ids});
"""


def former_slugs(table: str, owner: str) -> str:
    """SQL that keeps a slug that was given up, as a redirect, and out of others' hands."""
    taken = refuse(
        "This slug was used before by another row and still redirects to it.", "slug_was_never_anothers"
    )
    return f"""
IF EXISTS (SELECT 1 FROM {table} f WHERE f.slug = NEW.slug AND f.{owner} <> NEW.id) THEN
    {taken}
END IF;
IF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug THEN
    DELETE FROM {table} WHERE slug = NEW.slug;
    INSERT INTO {table} (slug, {owner}, was_public) VALUES (OLD.slug, NEW.id, OLD.published_at IS NOT NULL);
END IF;
"""


def no_circle(table: str, column: str, refusal: str) -> str:
    """SQL that refuses a row whose `column` leads, from row to row of the same table, back to itself."""
    return f"""
IF NEW.{column} IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.{column} IS DISTINCT FROM OLD.{column}) THEN
    PERFORM pg_advisory_xact_lock(hashtext('{table}.{column}'));
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.{column}
            UNION
            SELECT t.{column} FROM {table} t JOIN above ON t.id = above.id WHERE t.{column} IS NOT NULL
        ) SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        {refusal}
    END IF;
END IF;
"""


def merged_in_circle(table: str) -> str:
    refusal = refuse("Rows cannot be merged into each other in a circle.", "merging_is_acyclic")
    return no_circle(table, "merged_into_id", refusal)


KEEP_SPEAKER = keep(
    rules=former_slugs("sources_speakerslug", "speaker_id") + merged_in_circle("sources_speaker"),
    public="NEW.public_uses > 0 AND NEW.merged_into_id IS NULL",
    merged="NEW.merged_into_id IS NOT NULL",
    counters=("public_uses", "claim_count", "rebuttal_count"),
)
KEEP_ROW = keep()
KEEP_ARTICLE = keep(
    rules=no_circle(
        "sources_article",
        "syndicated_from_id",
        refuse("Articles cannot be copies of each other in a circle.", "syndication_is_acyclic"),
    ),
    public="NEW.status = 'published'",
    reviewed=True,
)

# An article's publisher and its authors are public because it is.
ARTICLE_USES_SPEAKERS = tuple(
    after(
        "speakers",
        add_uses(
            "sources_speaker",
            """
            SELECT publisher_id AS id, d FROM ({changes}) c WHERE is_public
            UNION ALL
            SELECT a.speaker_id, c.d FROM ({changes}) c JOIN sources_articleauthor a ON a.article_id = c.id WHERE c.is_public
            """,
        ),
    )
)
AUTHOR_USES_SPEAKER = tuple(
    after(
        "speakers",
        next_version("sources_article", "SELECT article_id FROM ({changes}) c")
        + add_uses(
            "sources_speaker",
            """
            SELECT c.speaker_id AS id, c.d FROM ({changes}) c
            JOIN sources_article a ON a.id = c.article_id AND a.is_public
            """,
        ),
    )
)

# Affiliations and citations are written with their owner, so that they move its version.
AFFILIATION_BELONGS = tuple(
    after("belongs", next_version("sources_speaker", "SELECT speaker_id FROM ({changes}) c"))
)
CITATION_BELONGS = tuple(
    after("belongs", next_version("sources_article", "SELECT article_id FROM ({changes}) c"))
)

# What a program suggested in a text goes with it, since a cue is a word of it.
SNAPSHOT_TAKES_SUGGESTIONS_ALONG = pgtrigger.Trigger(
    name="takes_suggestions_along",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("text_state"),
    condition=pgtrigger.Q(new__text_state="taken_down"),
    func="DELETE FROM sources_suggestion WHERE snapshot_id = NEW.id; RETURN NULL;",
)

# The text of a snapshot may be supplied once and taken down once, each with what was removed from it; nothing else ever changes.
SNAPSHOT_IS_IMMUTABLE = pgtrigger.Trigger(
    name="immutable",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF NEW.text_state = 'taken_down' AND OLD.text_state <> 'taken_down' THEN
    NEW.removed := '[]';
    OLD.removed := '[]';
    NEW.notes := '[]';
    OLD.notes := '[]';
ELSIF NEW.text_state = 'held' AND OLD.text_state = 'never_held' THEN
    OLD.removed := NEW.removed;
END IF;
IF to_jsonb(NEW) - ARRAY['text', 'text_state', 'updated_at', 'version']
       <> to_jsonb(OLD) - ARRAY['text', 'text_state', 'updated_at', 'version']
   OR (NEW.text IS DISTINCT FROM OLD.text AND NEW.text_state = OLD.text_state)
   OR (OLD.text_state, NEW.text_state) NOT IN (
       ('held', 'held'), ('never_held', 'never_held'), ('taken_down', 'taken_down'),
       ('never_held', 'held'), ('held', 'taken_down'), ('never_held', 'taken_down')
   ) THEN
    {
        refuse(
            "A snapshot never changes: its text may be supplied once, where it was never held, and be taken down for good. "
            "Capture a new snapshot instead.",
            "snapshot_is_immutable",
        )
    }
END IF;
RETURN NEW;
""",
)


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """For migrations of many triggers: the models, which do not depend on them, are not built anew for each one."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        options = state.models[app_label, self.model_name_lower].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
