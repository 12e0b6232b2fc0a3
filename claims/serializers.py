"""How topics, claims, statements and the edges between them are shown."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef
from rest_framework import serializers

from reeapi.api.shapes import Computed, Constant, Link, Many, OneOf, OptionalText, Shape, Timestamp
from reeapi.api.sql import JsonObject, Path
from sources.models import Snapshot, Speaker
from sources.serializers import ArticleLink, ArticleReference, Provenance, SpeakerReference, SpeakerWithKind

from .models import Rebuttal, Relay, Statement, Support, Topic
from .models.claims import Precision


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


class ClaimReference(Shape):
    id = serializers.UUIDField()
    url = Link("claims/{id}/")
    text = serializers.CharField()


class StatementReference(Shape):
    id = serializers.UUIDField()
    url = Link("statements/{id}/")
    stance = serializers.ChoiceField(choices=Statement.Stance.choices)


class Quote(Shape):
    """The words as they stand in the text (W3C TextQuoteSelector)."""

    absent_without = "anchor_status"

    exact = serializers.CharField(source="quote_exact")
    prefix = serializers.CharField(
        source="quote_prefix", allow_null=True, help_text="Null where no text is held."
    )
    suffix = serializers.CharField(
        source="quote_suffix", allow_null=True, help_text="Null where no text is held."
    )


class TextAvailable(Computed):
    """Whether the text behind the anchor is held here (it is not public)."""

    schema = {"type": "boolean"}

    def expression(self, path: Path) -> Func:
        return Func(path("snapshot__text_state"), template="(%(expressions)s = 'held')")

    def to_representation(self, instance: Statement) -> bool:
        assert instance.snapshot, "an anchor has a snapshot, by constraint"
        return instance.snapshot.text_state == Snapshot.TextState.HELD


class Anchor(Shape):
    """Where the words stand in the captured text (W3C TextPositionSelector)."""

    absent_without = "anchor_status"

    status = serializers.ChoiceField(source="anchor_status", choices=Statement.AnchorStatus.choices)
    start = serializers.IntegerField(source="quote_start")
    end = serializers.IntegerField(source="quote_end", help_text="Exclusive.")
    unit = Constant("codepoint")
    snapshot_sha256 = serializers.CharField(source="snapshot.sha256")
    captured_at = Timestamp(source="snapshot.captured_at")
    text_available = TextAvailable()


class Chain(Computed):
    """The way of the words: the speaker, then each article that passed them on, up to the one they were read in."""

    columns = ("speaker", "article", "publisher")
    schema = {
        "type": "array",
        "items": {
            "oneOf": [
                {"type": "object", "properties": {"speaker": {"type": "string"}}, "required": ["speaker"]},
                {
                    "type": "object",
                    "properties": {
                        "article": {"type": "string", "format": "uuid"},
                        "publisher": {"type": ["string", "null"]},
                    },
                    "required": ["article", "publisher"],
                },
            ]
        },
    }

    def expression(self, path: Path) -> Func:
        relays = (
            Relay.objects.filter(statement=OuterRef(f"{path.prefix}pk"))
            .order_by("position", "pk")
            .values(link=JsonObject({"article": F("article_id"), "publisher": F("article__publisher__slug")}))
        )
        return Func(
            JsonObject({"speaker": path("speaker__slug")}),
            ArraySubquery(relays),
            JsonObject({"article": path("article_id"), "publisher": path("article__publisher__slug")}),
            template="array_to_json(%(expressions)s)",
            arg_joiner=" || ",
            output_field=JSONField(),
        )

    def to_representation(self, instance: Statement) -> list[dict[str, Any]]:
        articles = [relay.article for relay in instance.relays.order_by("position", "pk")] + [
            instance.article
        ]
        links = [{"article": str(a.pk), "publisher": a.publisher and a.publisher.slug} for a in articles]
        return [{"speaker": instance.speaker.slug}, *links]


class StatementShape(Shape):
    id = serializers.UUIDField()
    url = Link("statements/{id}/")
    claim = ClaimReference()
    speaker = SpeakerWithKind()
    role_as_printed = OptionalText()
    affiliation = SpeakerReference(allow_null=True)
    stance = serializers.ChoiceField(choices=Statement.Stance.choices)
    said_on = serializers.DateField(allow_null=True, help_text="The first day of when it was said.")
    said_on_precision = serializers.ChoiceField(choices=Precision.choices, allow_null=True)
    venue = OptionalText()
    article = ArticleReference()
    chain = Chain()
    fidelity = serializers.ChoiceField(choices=Statement.Fidelity.choices)
    attribution = serializers.ChoiceField(choices=Statement.Attribution.choices)
    hedge = OptionalText()
    quote = Quote(source="*", allow_null=True)
    anchor = Anchor(source="*", allow_null=True)
    provenance = Provenance(source="*")
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


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


class EdgeShape(Shape):
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


class ClaimSpeaker(Shape):
    """Who took which stance on the claim; a stance taken twice is shown once."""

    slug = serializers.CharField(source="speaker.slug")
    name = serializers.CharField(source="speaker.name")
    kind = serializers.ChoiceField(source="speaker.kind", choices=Speaker.Kind.choices)
    stance = serializers.ChoiceField(choices=Statement.Stance.choices)


class ClaimShape(ClaimReference):
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
    topics = Many("slug", lambda: Topic.objects.published().order_by("slug"), "claim_links__claim", limit=50)
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
