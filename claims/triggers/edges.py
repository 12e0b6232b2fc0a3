"""Triggers of rebuttals and supports."""

import pgtrigger

from sources.triggers import (
    after,
    keep,
    refuse,
)

from .spreading import edges_follow


def count_edges(table: str, counter: str, targets: str) -> str:
    """SQL that counts again the distinct claims with which public edges bear on `targets` (kind, id)."""
    return f"""
PERFORM 1 FROM claims_claim WHERE id IN (SELECT target_claim_id FROM ({targets}) e) ORDER BY id FOR NO KEY UPDATE;
UPDATE claims_claim t SET {counter} = counted.n FROM (
    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) + count(DISTINCT target_claim_id) FILTER (WHERE counter_claim_id IS NULL)
                  FROM {table} WHERE target_claim_id = x.id AND is_public) AS n
    FROM (SELECT DISTINCT target_claim_id AS id FROM ({targets}) e WHERE target_claim_id IS NOT NULL) x
) counted WHERE t.id = counted.id AND t.{counter} <> counted.n;
""" + (
        ""
        if table != "claims_rebuttal"
        else f"""
PERFORM 1 FROM claims_rebuttal WHERE id IN (SELECT target_rebuttal_id FROM ({targets}) e) ORDER BY id FOR NO KEY UPDATE;
UPDATE claims_rebuttal t SET rebuttal_count = counted.n FROM (
    SELECT x.id, (SELECT count(DISTINCT counter_claim_id) FROM claims_rebuttal
                  WHERE target_rebuttal_id = x.id AND is_public) AS n
    FROM (SELECT DISTINCT target_rebuttal_id AS id FROM ({targets}) e WHERE target_rebuttal_id IS NOT NULL) x
) counted WHERE t.id = counted.id AND t.rebuttal_count <> counted.n;
"""
    )


TARGET_IS_PUBLIC = """
CASE WHEN NEW.target_claim_id IS NOT NULL
         THEN (SELECT c.is_public FROM claims_claim c WHERE c.id = NEW.target_claim_id FOR NO KEY UPDATE)
     WHEN NEW.target_statement_id IS NOT NULL
         THEN (SELECT s.is_public FROM claims_statement s WHERE s.id = NEW.target_statement_id FOR SHARE)
     WHEN NEW.target_article_id IS NOT NULL
         THEN (SELECT a.is_public FROM sources_article a WHERE a.id = NEW.target_article_id FOR SHARE)
     ELSE (SELECT r.is_public FROM claims_rebuttal r WHERE r.id = NEW.target_rebuttal_id FOR NO KEY UPDATE)
END"""


EDGE_RULES = """
SELECT s.is_public, s.claim_id, s.stance, s.speaker_id, s.said_on INTO own FROM claims_statement s WHERE s.id = NEW.statement_id FOR SHARE;
IF NEW.target_claim_id = own.claim_id {unless} THEN
    {refuse}
END IF;
NEW.counter_claim_id := CASE WHEN NEW.target_claim_id IS DISTINCT FROM own.claim_id THEN own.claim_id END;
NEW.critic_id := own.speaker_id;
NEW.said_on := own.said_on;
"""


NO_CYCLE = f"""
IF TG_OP = 'UPDATE' AND NEW.target_rebuttal_id IS DISTINCT FROM OLD.target_rebuttal_id THEN
    PERFORM pg_advisory_xact_lock(hashtext('claims_rebuttal.target_rebuttal'));
END IF;
IF NEW.target_rebuttal_id IS NOT NULL AND EXISTS (
    WITH RECURSIVE chain(id) AS (
        SELECT NEW.target_rebuttal_id
        UNION
        SELECT r.target_rebuttal_id FROM claims_rebuttal r JOIN chain ON r.id = chain.id WHERE r.target_rebuttal_id IS NOT NULL
    ) SELECT 1 FROM chain WHERE id = NEW.id
) THEN
    {refuse("Rebuttals cannot counter each other in a circle.", "rebuttal_chain_is_acyclic")}
END IF;
"""


OWN_CLAIM = refuse(
    "A statement may bear on its own claim only by denying it: stance denies, ground denial.",
    "edge_targets_its_own_claim_only_to_deny_it",
)


EDGE_IS_PUBLIC = f"NEW.status = 'published' AND own.is_public AND {TARGET_IS_PUBLIC}"


KEEP_REBUTTAL = keep(
    declare=(("own", "record"),),
    rules=EDGE_RULES.format(
        unless="AND NOT (own.stance = 'denies' AND NEW.ground = 'denial')", refuse=OWN_CLAIM
    )
    + NO_CYCLE,
    public=EDGE_IS_PUBLIC,
    counters=("rebuttal_count",),
    derived=("counter_claim_id", "critic_id", "said_on"),
    reviewed=True,
)


KEEP_SUPPORT = keep(
    declare=(("own", "record"),),
    rules=EDGE_RULES.format(unless="", refuse=OWN_CLAIM),
    public=EDGE_IS_PUBLIC,
    derived=("counter_claim_id", "critic_id", "said_on"),
    reviewed=True,
)


NET_EDGES = """
SELECT {columns} FROM ({{changes}}) c
GROUP BY c.id, c.counter_claim_id, c.target_claim_id, {rebuttal} c.is_public HAVING sum(d) <> 0
"""


REBUTTAL_SPREADS = (
    *after(
        "counts",
        count_edges(
            "claims_rebuttal",
            "rebuttal_count",
            NET_EDGES.format(
                columns="c.target_claim_id, c.target_rebuttal_id", rebuttal="c.target_rebuttal_id,"
            ),
        )
        + """
WITH net AS (
    SELECT critic_id AS id, sum(d) AS d FROM ({changes}) c WHERE is_public GROUP BY critic_id HAVING sum(d) <> 0
)
UPDATE sources_speaker p SET rebuttal_count = p.rebuttal_count + net.d FROM net WHERE p.id = net.id;
""",
    ),
    *after("visibility", edges_follow("target_rebuttal_id"), pgtrigger.Insert, pgtrigger.Update),
)


SUPPORT_SPREADS = tuple(
    after(
        "counts",
        count_edges(
            "claims_support", "support_count", NET_EDGES.format(columns="c.target_claim_id", rebuttal="")
        ),
    )
)
