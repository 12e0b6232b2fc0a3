"""A peer: the same models in stock Django REST framework, as its documentation shows it.

ModelSerializer, select_related, prefetch_related, django-filter, CursorPagination. It shows the same members; links, the
chain and what is absent are written more simply, in its favour.
"""

from typing import Any

import django_filters as filters
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet
from django.urls import include, path
from rest_framework import pagination, routers, serializers, viewsets

from claims.models import Claim, Rebuttal, Statement
from sources.models import Article, Speaker

REVIEW = ("recorded_at", "recorded_by", "method", "reviewed_at", "created_at", "updated_at", "version")
COUNTS = ("statement_count", "rebuttal_count", "support_count")


class SpeakerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Speaker
        fields = ("slug", "name", "kind")


class ArticleSerializer(serializers.ModelSerializer):
    publisher = SpeakerSerializer()

    class Meta:
        model = Article
        fields = ("id", "title", "published_on", "url", "publisher")


class ClaimReference(serializers.ModelSerializer):
    class Meta:
        model = Claim
        fields = ("id", "text")


class ClaimSpeaker(serializers.ModelSerializer):
    speaker = SpeakerSerializer()

    class Meta:
        model = Statement
        fields = ("speaker", "stance")


class ClaimSerializer(serializers.ModelSerializer):
    speakers = ClaimSpeaker(source="statements", many=True)
    topics: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)

    class Meta:
        model = Claim
        fields: Any = (
            "id", "text", "language", "speakers", "topics", "first_said_on", "first_said_on_precision", "about_article",
            *COUNTS, "created_at", "updated_at", "version",
        )  # fmt: skip


QUOTED = ("quote_exact", "quote_prefix", "quote_suffix", "quote_start", "quote_end", "anchor_status")


class StatementSerializer(serializers.ModelSerializer):
    claim = ClaimReference()
    speaker = SpeakerSerializer()
    affiliation = SpeakerSerializer()
    article = ArticleSerializer()
    via = ArticleSerializer(many=True)

    class Meta:
        model = Statement
        fields = (
            "id", "claim", "speaker", "role_as_printed", "affiliation", "stance", "said_on", "said_on_precision", "venue",
            "article", "via", "fidelity", "attribution", "hedge", *QUOTED, *REVIEW,
        )  # fmt: skip


class QuoteSerializer(serializers.ModelSerializer):
    article = ArticleSerializer()

    class Meta:
        model = Statement
        fields = ("id", "stance", "said_on", "said_on_precision", "article", *QUOTED)


class RebuttalSerializer(serializers.ModelSerializer):
    target_claim = ClaimReference()
    counter_claim = ClaimReference()
    critic = SpeakerSerializer()
    statement = QuoteSerializer()

    class Meta:
        model = Rebuttal
        fields = (
            "id", "relation", "ground", "basis", "target_claim", "statement", "counter_claim", "critic", "note",
            "rebuttal_count", *REVIEW,
        )  # fmt: skip


class ClaimDetail(ClaimSerializer):
    statements = StatementSerializer(many=True)
    rebuttals = RebuttalSerializer(many=True)

    class Meta(ClaimSerializer.Meta):
        fields = (*ClaimSerializer.Meta.fields, "statements", "rebuttals", *REVIEW)


class ClaimFilter(filters.FilterSet):
    speaker = filters.CharFilter("statements__speaker__slug", distinct=True)
    publisher = filters.CharFilter("statements__article__publisher__slug", distinct=True)
    topic = filters.CharFilter("topics__slug")
    said_after = filters.DateFilter("statements__said_until", lookup_expr="gte", distinct=True)
    said_before = filters.DateFilter("statements__said_on", lookup_expr="lte", distinct=True)
    rebutted = filters.BooleanFilter(method="only_rebutted")
    updated_since = filters.IsoDateTimeFilter("updated_at", lookup_expr="gte")
    q = filters.CharFilter(method="words")

    def only_rebutted(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(rebuttal_count__gt=0)

    def words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        query = SearchQuery(value, search_type="websearch", config="public.ree_english")
        return rows.filter(search=query).annotate(rank=SearchRank(F("search"), query))


class Pages(pagination.CursorPagination):
    page_size = 50
    ordering = ("-created_at", "-id")

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        return {"relevance": ("-rank", "-id"), "updated": ("updated_at", "id")}.get(
            request.GET.get("ordering"), self.ordering
        )

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.counted = queryset.count() if "count" in request.GET else None
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Any:
        response = super().get_paginated_response(data)
        response.data["count"] = self.counted
        return response


class ClaimViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Claim.objects.filter(is_public=True).defer("search")
    filterset_class = ClaimFilter
    pagination_class = Pages

    def get_serializer_class(self) -> Any:
        return ClaimDetail if self.action == "retrieve" else ClaimSerializer

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related("about_article")
        if self.action != "retrieve":
            return rows.prefetch_related("statements__speaker", "topics")
        about = ("statement__article__publisher", "target_claim", "counter_claim", "critic")
        return rows.prefetch_related(
            "topics", "statements__claim", "statements__speaker", "statements__affiliation",
            "statements__article__publisher", "statements__via__publisher", *(f"rebuttals__{name}" for name in about),
        )  # fmt: skip


class RebuttalFilter(filters.FilterSet):
    critic = filters.CharFilter("critic__slug")

    class Meta:
        model = Rebuttal
        fields = ("ground",)


class RebuttalViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Rebuttal.objects.filter(is_public=True).select_related(
        "target_claim", "counter_claim", "critic", "statement__article__publisher"
    )
    serializer_class = RebuttalSerializer
    filterset_class = RebuttalFilter
    pagination_class = Pages


router = routers.SimpleRouter()
router.register("claims", ClaimViewSet)
router.register("rebuttals", RebuttalViewSet)
urlpatterns = [path("api/v1/", include(router.urls))]
