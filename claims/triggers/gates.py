"""Triggers of this app on tables of `sources`."""

import pgtrigger

from sources.triggers import (
    after,
)

from .spreading import edges_follow, follow

ARTICLE_SPREADS = tuple(
    after(
        "visibility",
        follow("claims_claim", "about_article_id")
        + follow("claims_statement", "article_id")
        + """
UPDATE claims_statement t SET is_public = f.is_public FROM ({flipped}) f JOIN claims_relay l ON l.article_id = f.id
WHERE t.id = l.statement_id AND t.is_public <> f.is_public AND t.status = 'published';
"""
        + edges_follow("target_article_id"),
        pgtrigger.Insert,
        pgtrigger.Update,
    )
)


SNAPSHOT_RECUTS_QUOTES = (
    *after(
        "quotes",
        "UPDATE claims_statement s SET quote_prefix = NULL FROM new_rows n WHERE s.snapshot_id = n.id;",
        pgtrigger.Insert,
    ),
    *after(
        "quotes",
        """
UPDATE claims_statement s SET quote_prefix = NULL
FROM new_rows n JOIN old_rows o USING (id) WHERE s.snapshot_id = n.id AND n.text_state <> o.text_state;
""",
        pgtrigger.Update,
    ),
)
