"""What may be asked of topics, and of other rows by their topic."""

from django.db.models import Exists, OuterRef, Q

from claims.models import ClaimTopic, Topic
from reeapi.api.filters import SlugFilter, TextSearch, among
from reeapi.api.sql import Placeholder
from sources.filters import UpdatedFilters


def on_topic(topics: Placeholder, claim: str = "pk") -> Q:
    """Condition: the claim has one of the topics."""
    return Q(Exists(ClaimTopic.objects.filter(among("topic", topics), claim=OuterRef(claim))))


def topic_filter(help_text: str, condition, seek=None) -> SlugFilter:
    return SlugFilter(
        Topic, heading="topic", help_text=f"{help_text}; narrower topics are included.", example="processing",
        widen=Topic.objects.with_narrower, condition=condition, seek=seek,
    )  # fmt: skip


class TopicFilterSet(UpdatedFilters):
    id = SlugFilter(Topic, "pk", help_text="Any of these slugs, past or present.", example="processing")
    broader = SlugFilter(
        Topic, "broader", help_text="Directly below any of these topics.", example="supply-chain"
    )
    q = TextSearch("search", help_text="Words of the name.", example="sanctions")
