"""Search as one types: every word may be the beginning of one, in any case, with or without accents."""

import re
from uuid import UUID

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import Model, Q

from sources.models import Speaker

MANY = 12  # words; whoever pastes a paragraph searches for its first ones


def words_of(term: str) -> list[str]:
    return [word for word in term.split() if re.search(r"\w", word)][:MANY]


def beginnings(words: list[str], language: str) -> SearchQuery:
    """A query that finds texts with words that begin like all of `words`."""
    quoted = (word.replace("\\", "\\\\").replace("'", "''") for word in words)
    return SearchQuery(
        " & ".join(f"'{word}':*" for word in quoted), config=f"public.ree_{language}", search_type="raw"
    )


def in_text(words: list[str]) -> SearchQuery | CombinedSearchQuery:
    """For vectors of texts, which are written in the configuration of their language."""
    return beginnings(words, "english") | beginnings(words, "simple")


def speakers(words: list[str]) -> Q:
    """Speakers by name or alias."""
    return Q(search=beginnings(words, "simple")) if words else Q(pk__in=[])


def speakers_of(word: str) -> Q:
    """Rows whose `speaker` has a name or an alias with this word."""
    return Q(speaker__in=Speaker.objects.filter(speakers([word])).values("pk"))


def in_both_halves(model: type[Model], condition: Q) -> Q:
    """`condition` on a table whose text index covers its public rows alone: the others are few, and read through."""
    public, others = (
        model._base_manager.filter(condition, is_public=flag).values("pk") for flag in (True, False)
    )
    return Q(pk__in=public.union(others, all=True))


def as_uuid(term: str) -> UUID | None:
    try:
        return UUID(term)
    except ValueError:
        return None
