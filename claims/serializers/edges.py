"""How rebuttals and supports are shown."""

from rest_framework import serializers

from claims.models import Rebuttal, Support
from claims.models.claims import Precision
from reeapi.api.shapes import Constant, Link, OneOf, OptionalText, Shape, Timestamp
from sources.serializers import ArticleReference, Provenance, Reviewed, SpeakerWithKind

from .statements import Anchor, ClaimReference, Quote, StatementReference


class TargetClaim(Shape):
    type = Constant("claim")
    id = serializers.UUIDField()
    url = Link("claims/{id}/")
    text = serializers.CharField()


class TargetStatement(Shape):
    type = Constant("statement")
    id = serializers.UUIDField()
    url = Link("statements/{id}/")
    text = serializers.CharField(source="claim.text")


class TargetArticle(Shape):
    type = Constant("article")
    id = serializers.UUIDField()
    url = Link("articles/{id}/")
    title = OptionalText()


class TargetRebuttal(Shape):
    type = Constant("rebuttal")
    id = serializers.UUIDField()
    url = Link("rebuttals/{id}/")
    text = serializers.CharField(source="statement.claim.text")


class EdgeShape(Reviewed):
    """What rebuttals and supports have in common."""

    target = OneOf(
        {
            "target_claim": TargetClaim(),
            "target_statement": TargetStatement(),
            "target_article": TargetArticle(),
            "target_rebuttal": TargetRebuttal(),
        }
    )
    statement = StatementReference()
    counter_claim = ClaimReference(
        allow_null=True, help_text="Null where the statement denies the targeted claim itself."
    )
    critic = SpeakerWithKind()
    said_on = serializers.DateField(source="statement.said_on", allow_null=True)
    said_on_precision = serializers.ChoiceField(
        source="statement.said_on_precision", choices=Precision.choices, allow_null=True
    )
    article = ArticleReference(source="statement.article")
    quote = Quote(source="statement", allow_null=True)
    anchor = Anchor(source="statement", allow_null=True)
    note = OptionalText()


class RebuttalHead(Shape):
    id = serializers.UUIDField()
    url = Link("rebuttals/{id}/")
    relation = serializers.ChoiceField(choices=Rebuttal.Relation.choices)
    ground = serializers.ChoiceField(choices=Rebuttal.Ground.choices)
    basis = serializers.ChoiceField(choices=Rebuttal.Basis.choices)


class SupportHead(Shape):
    id = serializers.UUIDField()
    url = Link("supports/{id}/")
    relation = serializers.ChoiceField(choices=Support.Relation.choices)
    basis = serializers.ChoiceField(choices=Support.Basis.choices)


class RebuttalShape(RebuttalHead, EdgeShape):
    rebuttal_count = serializers.IntegerField(help_text="Distinct counter-claims of this rebuttal.")
    provenance = Provenance(source="*")
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


class SupportShape(SupportHead, EdgeShape):
    provenance = Provenance(source="*")
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()
