"""What the claims rest on, and what rests on them: visibility, counts and cross-table rules, kept by PostgreSQL.

See `sources.triggers` for the kinds of trigger. A row goes public with what it rests on, and ceases to be with it:

    article ─┬─> statement ──> rebuttal, support ──> rebuttals and supports of that rebuttal
    claim ───┘        └──────> rebuttal, support (as their target; so do claim and article)
"""

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

EDGES = ("claims_rebuttal", "claims_support")

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


def follow(table: str, column: str, *, rows: str = "{flipped}") -> str:
    """SQL that lets the rows of `table` that rest on `rows` by `column` work out again whether they are public."""
    return f"""
UPDATE {table} t SET is_public = f.is_public FROM ({rows}) f
WHERE t.{column} = f.id AND t.is_public <> f.is_public AND t.status = 'published';
"""


def edges_follow(column: str) -> str:
    return "".join(follow(table, column) for table in EDGES)


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
    ELSIF place.text IS NOT NULL THEN
        IF NEW.anchor_status IN ('exact', 'moved')
           AND substring(place.text FROM NEW.quote_start + 1 FOR greatest(NEW.quote_end - NEW.quote_start, 0)) <> NEW.quote_exact THEN
            {
        refuse("The quote is not what the text has at this place.", "statement_quote_is_what_the_text_says")
    }
        END IF;
        NEW.quote_prefix := substring(place.text FROM greatest(NEW.quote_start - 31, 1) FOR least(NEW.quote_start, 32));
        NEW.quote_suffix := substring(place.text FROM NEW.quote_end + 1 FOR 32);
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


# An edge carries its statement's claim and speaker: when these change, it works them out again and counts anew.
MOVE_EDGES = "".join(
    f"""
UPDATE {table} e SET critic_id = n.speaker_id FROM new_rows n JOIN old_rows o USING (id)
WHERE e.statement_id = n.id AND (n.claim_id, n.speaker_id) <> (o.claim_id, o.speaker_id);
"""
    for table in EDGES
)
# Edges that were written before their statement, in the same transaction, could not know its claim.
EDGES_CAME_FIRST = "".join(
    f"UPDATE {table} e SET critic_id = n.speaker_id FROM new_rows n WHERE e.statement_id = n.id;"
    for table in EDGES
)
STATEMENT_SPREADS = (
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
SELECT s.is_public, s.claim_id, s.stance, s.speaker_id INTO own FROM claims_statement s WHERE s.id = NEW.statement_id FOR SHARE;
IF NEW.target_claim_id = own.claim_id {unless} THEN
    {refuse}
END IF;
NEW.counter_claim_id := CASE WHEN NEW.target_claim_id IS DISTINCT FROM own.claim_id THEN own.claim_id END;
NEW.critic_id := own.speaker_id;
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
    derived=("counter_claim_id", "critic_id"),
    reviewed=True,
)
KEEP_SUPPORT = keep(
    declare=(("own", "record"),),
    rules=EDGE_RULES.format(unless="", refuse=OWN_CLAIM),
    public=EDGE_IS_PUBLIC,
    derived=("counter_claim_id", "critic_id"),
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
