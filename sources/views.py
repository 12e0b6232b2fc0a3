"""Speakers and articles, as read by the public."""

from reeapi.api.viewsets import ReadViewSet

from .filters import ArticleFilterSet, SpeakerFilterSet
from .models import Article, Speaker
from .serializers import ArticleDetail, ArticleShape, SpeakerShape


class SpeakerViewSet(ReadViewSet):
    queryset = Speaker.objects.published()
    serializer_class = SpeakerShape
    filterset_class = SpeakerFilterSet
    orderings = {
        "name": "name",
        "claims": "claim_count",
        "rebuttals": "rebuttal_count",
        "updated": "updated_at",
    }
    default_ordering = "name"
    expandable = ("affiliations",)
    lookup_field = "slug"
    example_key = "vladimir-potanin"
    list_description = "Anyone who is on record: persons, organizations, publications, groups."
    object_description = "One speaker with affiliations. A former slug redirects."


class ArticleViewSet(ReadViewSet):
    queryset = Article.objects.published()
    serializer_class = ArticleShape
    detail_serializer_class = ArticleDetail
    filterset_class = ArticleFilterSet
    orderings = {"published_on": "published_on", "created": "created_at", "updated": "updated_at"}
    expandable = ("citations",)
    list_description = (
        "Reports, commentary and broadcasts in which statements were read, and the articles these rest on."
    )
    object_description = (
        "One article with what it cites and the hashes of its captured texts. The texts are not public."
    )
