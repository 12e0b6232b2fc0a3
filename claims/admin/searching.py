"""How claims and statements are found, public or not."""

from django.db.models import Q

from claims.models import Claim, Statement
from sources.admin.searching import in_both_halves, in_text, speakers_of


def claims(words: list[str]) -> Q:
    """Claims by their words."""
    return in_both_halves(Claim, Q(search=in_text(words)))


def statements(words: list[str]) -> Q:
    """Statements by the words of claim and quote and the names of the speaker."""
    condition = Q()
    for word in words:
        condition &= Q(search=in_text([word])) | speakers_of(word)
    return in_both_halves(Statement, condition)
