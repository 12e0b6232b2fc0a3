"""Speakers and articles."""

from reeapi.api.conditional import REVALIDATE
from reeapi.api.history import Part

from .filters import ArticleFilterSet, SpeakerFilterSet
from .inputs import ArticleInput, SpeakerInput
from .models import Affiliation, Article, ArticleAuthor, Citation, Snapshot, Speaker
from .serializers import (
    AffiliationShape,
    ArticleDetail,
    ArticleShape,
    CitationShape,
    SnapshotShape,
    SpeakerDetail,
    SpeakerReference,
    SpeakerShape,
)
from .writing import MergingViewSet, ReviewedViewSet


class SpeakerViewSet(MergingViewSet):
    cache_control = REVALIDATE
    queryset = Speaker.objects.published()
    serializer_class = SpeakerShape
    detail_serializer_class = SpeakerDetail
    input_class = SpeakerInput
    reference_class = SpeakerReference
    filterset_class = SpeakerFilterSet
    orderings = {
        "name": "name",
        "claims": "claim_count",
        "rebuttals": "rebuttal_count",
        "updated": "updated_at",
    }
    default_ordering = "name"
    expandable = ("affiliations",)
    parts = {
        "affiliations": Part(Affiliation, "speaker", AffiliationShape, to="organization", order="start_date")
    }
    lookup_field = "slug"
    example_key = "vladimir-potanin"
    list_description = "Anyone who is on record: persons, organizations, publications, groups."
    object_description = "One speaker with affiliations. A former slug redirects."


class ArticleViewSet(ReviewedViewSet):
    cache_control = REVALIDATE
    queryset = Article.objects.published()
    serializer_class = ArticleShape
    detail_serializer_class = ArticleDetail
    input_class = ArticleInput
    filterset_class = ArticleFilterSet
    orderings = {"published_on": "published_on", "created": "created_at", "updated": "updated_at"}
    expandable = ("citations",)
    parts = {
        "authors": Part(
            ArticleAuthor, "article", SpeakerReference, to="speaker", at_target=True, order="position"
        ),
        "citations": Part(Citation, "article", CitationShape, to="cited"),
        "snapshots": Part(Snapshot, "article", SnapshotShape, order="captured_at"),
    }
    list_description = (
        "Reports, commentary and broadcasts in which statements were read, and the articles these rest on."
    )
    object_description = (
        "One article with what it cites and the hashes of its captured texts. The texts are not public."
    )
