"""What may be asked of topics, and of other rows by their topic."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import ClaimTopic, Topic
from reeapi.api.filters import SlugFilter, TextSearch, among
from reeapi.api.sql import Placeholder
from sources.filters import UpdatedFilters


def filed_under(topics: Placeholder) -> QuerySet:
    """The topics of claims, as far as they are among these: one row for each claim and topic."""
    return ClaimTopic.objects.filter(among("topic", topics))


def on_topic(topics: Placeholder, claim: str = "pk") -> Q:
    """Condition: the claim has one of the topics."""
    return Q(Exists(filed_under(topics).filter(claim=OuterRef(claim))))


def topic_filter(help_text: str, condition, seek=None) -> SlugFilter:
    return SlugFilter(
        Topic, heading="topic", help_text=f"{help_text}; narrower topics are included.", example="processing",
        widen=Topic.objects.with_narrower, condition=condition, seek=seek, weight=filed_under,
    )  # fmt: skip


class TopicFilterSet(UpdatedFilters):
    id = SlugFilter(Topic, "pk", help_text="Any of these slugs, past or present.", example="processing")
    broader = SlugFilter(
        Topic, "broader", help_text="Directly below any of these topics.", example="supply-chain"
    )
    q = TextSearch("search", help_text="Words of the name.", example="sanctions")
