"""Three endpoints over the real models that use every part of the floor, so that its tests need none of the real ones."""

from django.db.models import Q
from django.urls import include, path
from rest_framework import serializers

from claims.models import Claim, Statement, Topic
from reeapi.api.conditional import REVALIDATE
from reeapi.api.filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    IdFilter,
    PatternFilter,
    SlugFilter,
    TextFilter,
    TextSearch,
    TimestampFilter,
)
from reeapi.api.filtersets import Scope, StrictFilterSet
from reeapi.api.pagination import Relevance
from reeapi.api.root import Router
from reeapi.api.shapes import Constant, Link, Many, OneOf, OptionalText, Shape, Timestamp
from reeapi.api.viewsets import ReadViewSet
from sources.models import Speaker

ID = "0197d2a0-0000-7000-8000-000000000000"


class SpeakerReference(Shape):
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(Speaker.Kind.choices)


class ArticleReference(Shape):
    id = serializers.UUIDField()
    url = Link("articles/{id}/")
    title = OptionalText()
    published_on = serializers.DateField(allow_null=True)
    publisher = SpeakerReference(allow_null=True)


class ClaimReference(Shape):
    type = Constant("claim")
    id = serializers.UUIDField()
    url = Link("claims/{id}/")
    text = serializers.CharField()


class ArticleTarget(ArticleReference):
    type = Constant("article")


class Quote(Shape):
    absent_without = "quote_start"
    exact = serializers.CharField(source="quote_exact")
    prefix = serializers.CharField(source="quote_prefix", allow_null=True)


class StatementShape(Shape):
    id = serializers.UUIDField()
    url = Link("statements/{id}/")
    claim = ClaimReference()
    speaker = SpeakerReference()
    affiliation = SpeakerReference(allow_null=True)
    stance = serializers.ChoiceField(Statement.Stance.choices)
    said_on = serializers.DateField(allow_null=True)
    article = ArticleReference()
    publisher_name = serializers.CharField(source="article.publisher.name", allow_null=True)
    publisher_since = Timestamp(source="article.publisher.created_at", allow_null=True)
    anything = OneOf({"affiliation": SpeakerReference(), "claim": ClaimReference()})
    quote = Quote(source="*", allow_null=True)
    created_at = Timestamp()
    version = serializers.IntegerField()


class ClaimShape(Shape):
    id = serializers.UUIDField()
    url = Link("claims/{id}/")
    text = serializers.CharField()
    topics = Many("slug", lambda: Topic.objects.published().order_by("slug"), "claims", limit=50)
    first_said_on = serializers.DateField(allow_null=True)
    about_article = ArticleReference(allow_null=True)
    statement_count = serializers.IntegerField()
    statements = Many(
        StatementShape,
        lambda: Statement.objects.published().order_by("created_at", "id"),
        "claim",
        link="statements/?claim={id}",
    )
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


class SpeakerShape(Shape):
    slug = serializers.CharField()
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    website = OptionalText()
    version = serializers.IntegerField()


class ClaimFilterSet(StrictFilterSet):
    scopes = {
        "statement": Scope(Statement, "claim"),
        "topic": Scope(Topic, "claims"),
    }
    id = IdFilter("pk", model=Claim, help_text="Any of these claims.", example=ID)
    updated_since = TimestampFilter(
        "updated_at", bound="after", help_text="Since.", example="2026-01-31T00:00:00Z"
    )
    speaker = SlugFilter(
        Speaker, "speaker", scope="statement", help_text="Who said it.", example="vladimir-putin"
    )
    stance = ChoiceFilter(
        Statement.Stance, "stance", scope="statement", help_text="Stance.", example="asserts,denies"
    )
    said_after = DateFilter(
        "said_until", bound="after", scope="statement", help_text="From.", example="2025-01-31"
    )
    said_before = DateFilter(
        "said_on", bound="before", scope="statement", help_text="Until.", example="2025-01-31"
    )
    topic = SlugFilter(Topic, "pk", scope="topic", help_text="What it is about.", example="processing")
    language = PatternFilter(r"[a-z]{2,3}", "language", help_text="Language.", example="en")
    text = TextFilter("text", help_text="The very words.", example="Mines are slow.")
    rebutted = BooleanFilter(
        condition=lambda yes: Q(rebuttal_count__gt=0) if yes else Q(rebuttal_count=0),
        help_text="Whether it is rebutted.",
        example="true",
    )
    q = TextSearch("search", help_text="Words of the claim.", example="rare earths")


class StatementFilterSet(StrictFilterSet):
    claim = IdFilter("claim", model=Claim, help_text="The claim.", example=ID)


class SpeakerFilterSet(StrictFilterSet):
    named = BooleanFilter("named", default=True, help_text="Those with a name.", example="true")


class ClaimViewSet(ReadViewSet):
    cache_control = REVALIDATE
    queryset = Claim.objects.published()
    serializer_class = ClaimShape
    filterset_class = ClaimFilterSet
    orderings = {
        "said_on": "first_said_on",
        "created": "created_at",
        "updated": "updated_at",
        "rebuttals": "rebuttal_count",
        "relevance": Relevance("search"),
    }
    expandable = ("statements",)
    list_description = "Claims."
    object_description = "A claim."


class StatementViewSet(ReadViewSet):
    cache_control = REVALIDATE
    queryset = Statement.objects.published()
    serializer_class = StatementShape
    filterset_class = StatementFilterSet
    orderings = {"said_on": "said_on", "created": "created_at", "published": "article__published_on"}


class SpeakerViewSet(ReadViewSet):
    cache_control = REVALIDATE
    queryset = Speaker.objects.published()
    serializer_class = SpeakerShape
    filterset_class = SpeakerFilterSet
    orderings = {"name": "name", "claims": "claim_count"}
    default_ordering = "name"
    lookup_field = "slug"


router = Router()
router.register("claims", ClaimViewSet)
router.register("statements", StatementViewSet)
router.register("speakers", SpeakerViewSet)

urlpatterns = [path("api/v1/", include(router.urls))]
handler400 = "reeapi.api.errors.handler400"
handler403 = "reeapi.api.errors.handler403"
handler404 = "reeapi.api.errors.handler404"
handler500 = "reeapi.api.errors.handler500"
