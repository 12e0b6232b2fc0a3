"""How claims are shown."""

from django.db.models import F
from rest_framework import serializers

from claims.models import Rebuttal, Statement, Support, Topic
from claims.models.claims import Precision
from reeapi.api.shapes import Many, Shape, Timestamp
from sources.models import Speaker
from sources.serializers import ArticleLink, Provenance, Reviewed

from .edges import RebuttalShape, SupportShape
from .statements import ClaimReference, StatementShape


class ClaimSpeaker(Shape):
    """Who took which stance on the claim; a stance taken twice is shown once."""

    slug = serializers.CharField(source="speaker.slug")
    name = serializers.CharField(source="speaker.name")
    kind = serializers.ChoiceField(source="speaker.kind", choices=Speaker.Kind.choices)
    stance = serializers.ChoiceField(choices=Statement.Stance.choices)


class ClaimShape(ClaimReference, Reviewed):
    language = serializers.CharField()
    speakers = Many(
        ClaimSpeaker,
        lambda: (
            Statement.objects.published()
            .order_by("speaker_id", "stance", "pk")
            .distinct("speaker_id", "stance")
        ),
        "claim",
        help_text="Who took which stance, each once; the first 20 in a list.",
    )
    topics = Many(
        "slug",
        lambda: Topic.objects.published().order_by("slug"),
        "claim_links__claim",
        limit=50,
        whole=lambda: Topic.objects.order_by("slug"),
    )
    first_said_on = serializers.DateField(allow_null=True, help_text="Date of the first dated statement.")
    first_said_on_precision = serializers.ChoiceField(choices=Precision.choices, allow_null=True)
    about_article = ArticleLink(allow_null=True, help_text="The piece of reporting that the claim is about.")
    statement_count = serializers.IntegerField()
    rebuttal_count = serializers.IntegerField(
        help_text="Distinct counter-claims, plus one if the claim is denied."
    )
    support_count = serializers.IntegerField()
    statements = Many(
        StatementShape,
        lambda: Statement.objects.published().order_by(F("said_on").asc(nulls_last=True), "pk"),
        "claim",
        link="statements/?claim={id}",
        help_text="Who said it, where, in which words.",
    )
    rebuttals = Many(
        RebuttalShape,
        lambda: Rebuttal.objects.published().order_by("pk"),
        "target_claim",
        link="rebuttals/?claim={id}",
        help_text="What counters the claim itself.",
    )
    supports = Many(
        SupportShape,
        lambda: Support.objects.published().order_by("pk"),
        "target_claim",
        link="supports/?claim={id}",
        help_text="What speaks for the claim itself.",
    )
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


class ClaimDetail(ClaimShape):
    provenance = Provenance(source="*")
