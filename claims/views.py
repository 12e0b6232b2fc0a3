"""Topics, claims, statements, rebuttals and supports."""

from reeapi.api.conditional import REVALIDATE
from reeapi.api.history import Part
from reeapi.api.pagination import Relevance
from sources.writing import CuratedViewSet, MergingViewSet, ReviewedViewSet

from .annotations import AnnotatedViewSet
from .filters import ClaimFilterSet, RebuttalFilterSet, StatementFilterSet, SupportFilterSet, TopicFilterSet
from .inputs import ClaimInput, RebuttalInput, StatementInput, SupportInput, TopicInput
from .models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic
from .serializers import (
    ClaimDetail,
    ClaimReference,
    ClaimShape,
    RebuttalShape,
    RelayShape,
    StatementShape,
    SupportShape,
    TopicDetail,
    TopicShape,
)
from .writing import QuotingViewSet


class TopicViewSet(CuratedViewSet):
    cache_control = REVALIDATE
    queryset = Topic.objects.published()
    serializer_class = TopicShape
    detail_serializer_class = TopicDetail
    input_class = TopicInput
    filterset_class = TopicFilterSet
    orderings = {"name": "name", "claims": "claim_count"}
    default_ordering = "name"
    lookup_field = "slug"
    example_key = "processing"
    list_description = "Subjects of claims, in a tree."
    object_description = "One topic with its narrower ones. A former slug redirects."


class ClaimViewSet(ReviewedViewSet, MergingViewSet):
    cache_control = REVALIDATE
    queryset = Claim.objects.published()
    serializer_class = ClaimShape
    detail_serializer_class = ClaimDetail
    input_class = ClaimInput
    reference_class = ClaimReference
    filterset_class = ClaimFilterSet
    orderings = {
        "said_on": "first_said_on",
        "created": "created_at",
        "updated": "updated_at",
        "rebuttals": "rebuttal_count",
        "relevance": Relevance("search"),
    }
    expandable = ("statements", "rebuttals", "supports")
    parts = {"topics": Part(ClaimTopic, "claim", "slug", to="topic", at_target=True, order="topic__slug")}
    list_description = (
        "Propositions, independent of who said them. Parameters about a statement hold of one and the same statement, "
        "those about a rebuttal of one and the same rebuttal: `speaker=x&stance=denies` means that x denies it."
    )
    object_description = "One claim with its statements, rebuttals and supports. A merged claim redirects."


class StatementViewSet(AnnotatedViewSet, QuotingViewSet):
    cache_control = REVALIDATE
    queryset = Statement.objects.published()
    serializer_class = StatementShape
    input_class = StatementInput
    filterset_class = StatementFilterSet
    orderings = {"said_on": "said_on", "created": "created_at", "updated": "updated_at"}
    parts = {"chain": Part(Relay, "statement", RelayShape, to="article", order="position")}
    list_description = "Who took which stance on which claim, in which article and in which words."
    object_description = (
        "One statement with its quote, anchor and chain of attribution; also as a Web Annotation."
    )


class RebuttalViewSet(ReviewedViewSet):
    cache_control = REVALIDATE
    queryset = Rebuttal.objects.published()
    serializer_class = RebuttalShape
    input_class = RebuttalInput
    filterset_class = RebuttalFilterSet
    orderings = {"said_on": "said_on", "created": "created_at", "updated": "updated_at"}
    list_description = (
        "What counters which claim, statement, article or rebuttal, by whom and on what grounds."
    )
    object_description = "One rebuttal with its target and its counter-claim."


class SupportViewSet(ReviewedViewSet):
    cache_control = REVALIDATE
    queryset = Support.objects.published()
    serializer_class = SupportShape
    input_class = SupportInput
    filterset_class = SupportFilterSet
    orderings = {"said_on": "said_on", "created": "created_at", "updated": "updated_at"}
    list_description = "What speaks in favour of which claim, statement, article or rebuttal."
    object_description = "One support with its target and the claim that it makes."
