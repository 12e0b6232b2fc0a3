"""How topics are shown."""

from rest_framework import serializers

from claims.models import Topic
from reeapi.api.shapes import Link, Many, OptionalText, Shape, Timestamp


class TopicReference(Shape):
    slug = serializers.CharField()
    url = Link("topics/{slug}/")
    name = serializers.CharField()


class TopicShape(TopicReference):
    broader = TopicReference(allow_null=True)
    wikidata = OptionalText()
    claim_count = serializers.IntegerField(
        help_text="Public claims on this very topic, without narrower ones."
    )
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


class TopicDetail(TopicShape):
    narrower = Many(TopicReference, lambda: Topic.objects.published().order_by("name", "pk"), "broader")
