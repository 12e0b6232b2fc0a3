"""Triggers of statements and their relays."""

import pgtrigger

from sources.triggers import (
    add_uses,
    after,
    keep,
    next_version,
    refuse,
)

from .spreading import EDGES, edges_follow

# The locks on claim and article hold off a withdrawal that is under way; the claim's is the one that its counters need.
KEEP_STATEMENT = keep(
    declare=(
        ("claim", "record"),
        ("place", "record"),
        ("article_is_public", "boolean"),
        ("relays_are_public", "boolean"),
    ),
    rules=f"""
SELECT c.is_public, c.text, c.language INTO claim FROM claims_claim c WHERE c.id = NEW.claim_id FOR NO KEY UPDATE;
SELECT a.is_public INTO article_is_public FROM sources_article a WHERE a.id = NEW.article_id FOR SHARE;
SELECT coalesce(bool_and(coalesce(r.is_public, false)), true) INTO relays_are_public FROM (
    SELECT (SELECT a.is_public FROM sources_article a WHERE a.id = l.article_id FOR SHARE) AS is_public
    FROM claims_relay l WHERE l.statement_id = NEW.id
) r;
NEW.search := ree_search_vector(claim.language, claim.text || E'\\n' || NEW.quote_exact);
NEW.quote_prefix := NULL;
NEW.quote_suffix := NULL;
IF NEW.snapshot_id IS NOT NULL THEN
    SELECT s.text, s.text_state, s.length INTO place FROM sources_snapshot s WHERE s.id = NEW.snapshot_id FOR SHARE;
    IF NEW.quote_end > place.length THEN
        {refuse("The quote ends beyond the end of the text.", "statement_quote_lies_within_its_text")}
    ELSIF place.text_state = 'taken_down' THEN
        NEW.anchor_status := 'withheld';
        IF TG_OP = 'INSERT' OR (NEW.snapshot_id, NEW.quote_start, NEW.quote_end, NEW.quote_exact)
                IS DISTINCT FROM (OLD.snapshot_id, OLD.quote_start, OLD.quote_end, OLD.quote_exact) THEN
            {
        refuse(
            "This text was taken down: nobody can check a new quote of it. Quote a later capture.",
            "statement_quote_is_what_the_text_says",
        )
    }
        END IF;
    ELSIF place.text IS NOT NULL THEN
        IF NEW.anchor_status IN ('exact', 'moved')
           AND substring(place.text FROM NEW.quote_start + 1 FOR greatest(NEW.quote_end - NEW.quote_start, 0)) <> NEW.quote_exact THEN
            {
        refuse("The quote is not what the text has at this place.", "statement_quote_is_what_the_text_says")
    }
        END IF;
        IF ree_shows_context(NEW.snapshot_id, NEW.id) THEN
            NEW.quote_prefix := substring(place.text FROM greatest(NEW.quote_start - 31, 1) FOR least(NEW.quote_start, 32));
            NEW.quote_suffix := substring(place.text FROM NEW.quote_end + 1 FOR 32);
        END IF;
    END IF;
END IF;
IF (TG_OP = 'INSERT' OR NEW.article_id <> OLD.article_id)
   AND EXISTS (SELECT 1 FROM claims_relay l WHERE l.statement_id = NEW.id AND l.article_id = NEW.article_id) THEN
    {
        refuse(
            "The chain ends in the article that the statement was read in: leave that one out.",
            "relay_is_another_article",
        )
    }
END IF;
IF TG_OP = 'UPDATE' THEN
    IF (NEW.claim_id, NEW.stance) <> (OLD.claim_id, OLD.stance) AND (
        EXISTS (
            SELECT 1 FROM claims_rebuttal r WHERE r.statement_id = NEW.id AND r.target_claim_id = NEW.claim_id
                AND NOT (NEW.stance = 'denies' AND r.ground = 'denial')
        ) OR EXISTS (SELECT 1 FROM claims_support p WHERE p.statement_id = NEW.id AND p.target_claim_id = NEW.claim_id)
    ) THEN
        {
        refuse(
            "A statement may bear on its own claim only by denying it.",
            "edge_targets_its_own_claim_only_to_deny_it",
        )
    }
    END IF;
END IF;
""",
    public="NEW.status = 'published' AND claim.is_public AND article_is_public AND relays_are_public",
    derived=("quote_prefix", "quote_suffix", "said_until"),
    reviewed=True,
)


RELAY_IS_ANOTHER_ARTICLE = pgtrigger.Trigger(
    name="another_article",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
IF EXISTS (SELECT 1 FROM claims_statement s WHERE s.id = NEW.statement_id AND s.article_id = NEW.article_id FOR SHARE) THEN
    {
        refuse(
            "The chain ends in the article that the statement was read in: leave that one out.",
            "relay_is_another_article",
        )
    }
END IF;
RETURN NEW;
""",
)


RELAY_SPREADS = tuple(
    after("chain", next_version("claims_statement", "SELECT statement_id FROM ({changes}) c"))
)


# Speakers are locked before their claims are counted, so that two first statements of one claim are counted once.
COUNT_SPEAKERS = (
    add_uses(
        "sources_speaker",
        """
        SELECT speaker_id AS id, d FROM ({changes}) c WHERE is_public
        UNION ALL SELECT affiliation_id, d FROM ({changes}) c WHERE is_public
        """,
    )
    + """
PERFORM 1 FROM sources_speaker WHERE id IN (SELECT speaker_id FROM ({changes}) c) ORDER BY id FOR NO KEY UPDATE;
WITH pairs AS (
    SELECT speaker_id, claim_id, sum(d) AS d FROM ({changes}) c WHERE is_public GROUP BY 1, 2 HAVING sum(d) <> 0
), net AS (
    SELECT speaker_id, sum((now.n > 0)::int - (now.n - pairs.d > 0)::int) AS d
    FROM pairs, LATERAL (
        SELECT count(*) AS n FROM claims_statement s
        WHERE s.speaker_id = pairs.speaker_id AND s.claim_id = pairs.claim_id AND s.is_public
    ) now
    GROUP BY speaker_id
)
UPDATE sources_speaker p SET claim_count = p.claim_count + net.d FROM net WHERE p.id = net.speaker_id AND net.d <> 0;
"""
)


# Claims and rebuttals are locked before they are counted, or a count could miss what another transaction is committing.
COUNT_STATEMENTS = """
PERFORM 1 FROM claims_claim WHERE id IN (SELECT claim_id FROM ({changes}) c) ORDER BY id FOR NO KEY UPDATE;
WITH changed AS (
    SELECT DISTINCT claim_id AS id FROM (
        SELECT id, claim_id, is_public, said_on, said_on_precision, sum(d) FROM ({changes}) c
        GROUP BY 1, 2, 3, 4, 5 HAVING sum(d) <> 0
    ) net
), counted AS (
    SELECT changed.id, s.* FROM changed, LATERAL (
        SELECT count(*) AS n, min(said_on) AS first_on,
               (array_agg(said_on_precision ORDER BY said_on, said_until, id))[1] AS first_precision
        FROM claims_statement WHERE claim_id = changed.id AND is_public
    ) s
)
UPDATE claims_claim c
SET statement_count = n, first_said_on = first_on, first_said_on_precision = CASE WHEN first_on IS NOT NULL THEN first_precision END
FROM counted WHERE c.id = counted.id
    AND (c.statement_count, c.first_said_on, c.first_said_on_precision) IS DISTINCT FROM (n::int, first_on, first_precision);
"""


# An edge carries its statement's claim, speaker and date: when these change, it works them out again and counts anew.
MOVE_EDGES = "".join(
    f"""
UPDATE {table} e SET critic_id = n.speaker_id FROM new_rows n JOIN old_rows o USING (id)
WHERE e.statement_id = n.id AND (n.claim_id, n.speaker_id, n.said_on) IS DISTINCT FROM (o.claim_id, o.speaker_id, o.said_on);
"""
    for table in EDGES
)


# Edges that were written before their statement, in the same transaction, could not know its claim.
EDGES_CAME_FIRST = "".join(
    f"UPDATE {table} e SET critic_id = n.speaker_id FROM new_rows n WHERE e.statement_id = n.id;"
    for table in EDGES
)


# What public quotes and contexts together show of a text is capped (see the migration `exposure`). Quotes beyond the cap
# are refused; contexts go to the oldest statements as far as it reaches, so a new quote may take them from others.
NEWLY_EXPOSED = """
SELECT snapshot_id FROM ({changes}) c WHERE snapshot_id IS NOT NULL
GROUP BY snapshot_id, id, is_public, quote_start, quote_end HAVING sum(d)
"""
CAP_EXPOSURE = f"""
IF EXISTS (
    SELECT 1 FROM sources_snapshot s
    WHERE s.id IN ({
    NEWLY_EXPOSED.replace("WHERE", "WHERE is_public AND")
} > 0) AND ree_quoted(s.id) > ree_exposure_limit(s.length)
) THEN
    {
    refuse(
        "So much of this text is quoted in public already that this quote would be too much. Mark fewer or shorter words.",
        "statement_quotes_leave_the_text_unpublished",
    )
}
END IF;
WITH texts AS MATERIALIZED (
    SELECT s.id, ree_exposure_limit(s.length) - ree_quoted(s.id) AS free FROM sources_snapshot s
    WHERE s.text_state = 'held' AND s.id IN ({NEWLY_EXPOSED} <> 0)
), due AS MATERIALIZED (
    SELECT t.id, 64 * row_number() OVER (PARTITION BY t.snapshot_id ORDER BY t.id) <= texts.free AS shown
    FROM claims_statement t JOIN texts ON texts.id = t.snapshot_id WHERE t.is_public
)
UPDATE claims_statement t SET quote_prefix = NULL FROM due WHERE t.id = due.id AND (t.quote_prefix IS NOT NULL) <> due.shown;
"""


STATEMENT_SPREADS = (
    *after("exposure", CAP_EXPOSURE),
    *after("counts", COUNT_STATEMENTS + COUNT_SPEAKERS),
    *after("edges", MOVE_EDGES, pgtrigger.Update),
    *after("edges", EDGES_CAME_FIRST, pgtrigger.Insert),
    *after(
        "visibility",
        edges_follow("statement_id") + edges_follow("target_statement_id"),
        pgtrigger.Insert,
        pgtrigger.Update,
    ),
)
