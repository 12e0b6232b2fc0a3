"""What the claims rest on, and what rests on them: visibility, counts and cross-table rules, kept by PostgreSQL.

See `sources.triggers` for the kinds of trigger. A row goes public with what it rests on, and ceases to be with it:

    article ─┬─> statement ──> rebuttal, support ──> rebuttals and supports of that rebuttal
    claim ───┘        └──────> rebuttal, support (as their target; so do claim and article)
"""

from .announcing import (
    ANNOUNCE_CLAIMS,
    ANNOUNCE_REBUTTALS,
    ANNOUNCE_STATEMENTS,
    ANNOUNCE_SUPPORTS,
    ANNOUNCE_TOPICS,
)
from .claims import CLAIM_SPREADS, CLAIMTOPIC_COUNTS, KEEP_CLAIM, KEEP_TOPIC, TOPIC_SPREADS
from .edges import KEEP_REBUTTAL, KEEP_SUPPORT, REBUTTAL_SPREADS, SUPPORT_SPREADS
from .entries import ARTICLE_FILES, CLAIM_FILES, CLAIMTOPIC_FILES, STATEMENT_FILES
from .gates import ARTICLE_SPREADS, SNAPSHOT_RECUTS_QUOTES
from .statements import KEEP_STATEMENT, RELAY_IS_ANOTHER_ARTICLE, RELAY_SPREADS, STATEMENT_SPREADS

__all__ = [
    "ANNOUNCE_CLAIMS",
    "ANNOUNCE_REBUTTALS",
    "ANNOUNCE_STATEMENTS",
    "ANNOUNCE_SUPPORTS",
    "ANNOUNCE_TOPICS",
    "ARTICLE_FILES",
    "ARTICLE_SPREADS",
    "CLAIMTOPIC_COUNTS",
    "CLAIMTOPIC_FILES",
    "CLAIM_FILES",
    "CLAIM_SPREADS",
    "KEEP_CLAIM",
    "KEEP_REBUTTAL",
    "KEEP_STATEMENT",
    "KEEP_SUPPORT",
    "KEEP_TOPIC",
    "REBUTTAL_SPREADS",
    "RELAY_IS_ANOTHER_ARTICLE",
    "RELAY_SPREADS",
    "SNAPSHOT_RECUTS_QUOTES",
    "STATEMENT_FILES",
    "STATEMENT_SPREADS",
    "SUPPORT_SPREADS",
    "TOPIC_SPREADS",
]
