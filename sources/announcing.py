"""Triggers that note when what the public sees of a row begins, changes or ends, for those who keep a copy in step.

A transaction notes each row once: what its commands did to the row is folded into their net effect, and a row that was
public only inside the transaction leaves nothing to be read. The place of a note is a pair (position, id). The position
is the number of the transaction, or, if that is higher, the highest one that the transaction could see; so whatever a
transaction could see stands before what it did. Readers stop before the oldest transaction that is still under way:
whatever is noted later stands behind what they have read (see `sources.models.changes`).
"""

from collections.abc import Iterator

import pgtrigger

from .triggers import after

NOTE = """
INSERT INTO sources_change AS c (epoch, transaction, position, resource, key, kind, changed_at)
SELECT here.epoch, here.transaction, here.position, '{resource}', e.key, e.kind, clock_timestamp()
FROM ({events}) e, ree_place_of_change() here
ON CONFLICT (epoch, transaction, resource, key) DO UPDATE SET
    id = CASE WHEN c.position < excluded.position THEN excluded.id ELSE c.id END,
    position = greatest(c.position, excluded.position),
    kind = CASE excluded.kind
        WHEN 'created' THEN CASE WHEN c.kind IN ('withdrawn', 'updated') THEN 'updated' ELSE 'created' END
        WHEN 'updated' THEN CASE c.kind WHEN 'created' THEN 'created' ELSE 'updated' END
        ELSE CASE c.kind WHEN 'created' THEN 'undone' ELSE 'withdrawn' END
    END
WHERE c.position < excluded.position OR excluded.kind = 'withdrawn' OR c.kind IN ('withdrawn', 'undone');
"""

BEGUN = "SELECT n.{key}::text AS key, 'created' AS kind FROM new_rows n WHERE n.is_public"
CHANGED = """
SELECT CASE WHEN n.is_public THEN n.{key} ELSE o.{key} END::text AS key,
       CASE WHEN o.is_public AND n.is_public THEN 'updated' WHEN n.is_public THEN 'created' ELSE 'withdrawn' END AS kind
FROM new_rows n JOIN old_rows o USING (id)
WHERE (o.is_public OR n.is_public) AND (o.is_public <> n.is_public OR o.updated_at <> n.updated_at)
"""
# The former slug ends here, and the new one begins.
RENAMED = """
AND NOT (o.is_public AND n.is_public AND o.slug <> n.slug)
UNION ALL
SELECT r.key, r.kind FROM new_rows n JOIN old_rows o USING (id),
    LATERAL (VALUES (o.slug::text, 'withdrawn'), (n.slug::text, 'created')) r(key, kind)
WHERE o.is_public AND n.is_public AND o.slug <> n.slug
"""


def announce(resource: str, *, key: str = "id") -> Iterator[pgtrigger.Trigger]:
    """Triggers of the table whose rows the API lists as `resource`, by `key` (its `id` or `slug`).

    They run before a table's other triggers after a command, which may change the row again: names decide the order.
    """
    changed = CHANGED.format(key=key) + (RENAMED if key == "slug" else "")
    for events, operation in ((BEGUN.format(key=key), pgtrigger.Insert), (changed, pgtrigger.Update)):
        yield from after("announce", NOTE.format(resource=resource, events=events), operation)


ANNOUNCE_SPEAKERS = tuple(announce("speakers", key="slug"))
ANNOUNCE_ARTICLES = tuple(announce("articles"))
