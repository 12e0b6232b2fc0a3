"""Triggers of topics and claims."""

import pgtrigger

from sources.triggers import (
    add_uses,
    after,
    former_slugs,
    keep,
    merged_in_circle,
    next_version,
    no_circle,
    refuse,
)

from .spreading import edges_follow, follow

TOPIC_CYCLE = no_circle(
    "claims_topic",
    "broader_id",
    refuse(
        "A topic cannot lie below itself: follow the broader topics upwards.", "topic_is_not_below_itself"
    ),
)


KEEP_TOPIC = keep(
    rules=former_slugs("claims_topicslug", "topic_id") + TOPIC_CYCLE,
    public="NEW.public_uses > 0",
    counters=("public_uses", "claim_count"),
)


TOPIC_SPREADS = tuple(
    after(
        "broader", add_uses("claims_topic", "SELECT broader_id AS id, d FROM ({changes}) c WHERE is_public")
    )
)


KEEP_CLAIM = keep(
    rules=merged_in_circle("claims_claim"),
    merged="NEW.merged_into_id IS NOT NULL AND NEW.status = 'published'",
    public="""
    NEW.status = 'published' AND NEW.merged_into_id IS NULL AND (
        NEW.about_article_id IS NULL
        OR (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.about_article_id FOR SHARE)
    )""",
    counters=(
        "statement_count",
        "rebuttal_count",
        "support_count",
        "first_said_on",
        "first_said_on_precision",
    ),
    reviewed=True,
)


def count_claims_of_topics(links: str) -> str:
    """SQL that adds the net changes of `links` (id of a topic, d) to the topics' claims and uses."""
    return f"""
WITH net AS MATERIALIZED (
    SELECT id, sum(d) AS d FROM ({links}) l GROUP BY id HAVING sum(d) <> 0
), locked AS MATERIALIZED (
    SELECT t.id FROM claims_topic t WHERE t.id IN (SELECT id FROM net) ORDER BY t.id FOR NO KEY UPDATE
)
UPDATE claims_topic t SET claim_count = t.claim_count + net.d, public_uses = t.public_uses + net.d
FROM net JOIN locked USING (id) WHERE t.id = net.id;
"""


CLAIM_SPREADS = (
    *after(
        "topics",
        count_claims_of_topics(
            "SELECT l.topic_id AS id, c.d FROM ({changes}) c JOIN claims_claimtopic l ON l.claim_id = c.id WHERE c.is_public"
        ),
    ),
    *after(
        "visibility",
        follow("claims_statement", "claim_id") + edges_follow("target_claim_id"),
        pgtrigger.Insert,
        pgtrigger.Update,
    ),
    *after(
        "words",
        """
UPDATE claims_statement s SET search = NULL
FROM new_rows n JOIN old_rows o USING (id)
WHERE s.claim_id = n.id AND (n.text, n.language) <> (o.text, o.language);
""",
        pgtrigger.Update,
    ),
)


CLAIMTOPIC_COUNTS = tuple(
    after(
        "topics",
        next_version("claims_claim", "SELECT claim_id FROM ({changes}) c")
        + count_claims_of_topics(
            "SELECT l.topic_id AS id, l.d FROM ({changes}) l JOIN claims_claim c ON c.id = l.claim_id AND c.is_public"
        ),
    )
)
