"""Triggers that keep `ClaimEntry` in step with what entries follow from.

Each names the claims concerned; the function looks at those claims as they are then, so it does not matter in which order
the triggers of one command run. It locks the claims first, or two writers could each miss what the other commits.
"""

import pgtrigger

from sources.triggers import after


def file_claims(claims: str) -> str:
    """SQL that files again the claims whose ids the query `claims` gives."""
    return f"PERFORM ree_file_claims(ARRAY({claims}));"


CLAIM_FILES = (
    # Its topics may be there before it.
    *after("file", file_claims("SELECT id FROM new_rows WHERE is_public"), pgtrigger.Insert),
    *after(
        "file",
        file_claims(
            "SELECT n.id FROM new_rows n JOIN old_rows o USING (id) "
            "WHERE (n.is_public, n.first_said_on) IS DISTINCT FROM (o.is_public, o.first_said_on)"
        ),
        pgtrigger.Update,
    ),
)

STATEMENT_FILES = tuple(
    after(
        "file",
        file_claims(
            "SELECT claim_id FROM ({changes}) c WHERE is_public "
            "GROUP BY claim_id, speaker_id, article_id HAVING sum(d) <> 0"
        ),
    )
)

CLAIMTOPIC_FILES = tuple(after("file", file_claims("SELECT claim_id FROM ({changes}) c")))

ARTICLE_FILES = (
    *after(
        "file",
        file_claims(
            "SELECT s.claim_id FROM new_rows n JOIN old_rows o USING (id) JOIN claims_statement s ON s.article_id = n.id "
            "WHERE n.publisher_id IS DISTINCT FROM o.publisher_id AND s.is_public"
        ),
        pgtrigger.Update,
    ),
)
