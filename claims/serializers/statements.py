"""How statements are shown: who said it, where, in which words."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef
from rest_framework import serializers

from claims.models import Relay, Statement
from claims.models.claims import Precision
from reeapi.api.shapes import Computed, Constant, Link, OptionalText, Shape, Timestamp
from reeapi.api.sql import JsonObject, Path, When
from sources.models import Article, Snapshot, Speaker
from sources.serializers import ArticleReference, Provenance, Reviewed, SpeakerReference, SpeakerWithKind


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
        hides = bool(path.seen) and not {Article, Speaker} <= path.seen
        chain = self._chain(path, relays)
        return When(path("is_public"), chain) if hides else chain

    def _chain(self, path: Path, relays: Any) -> Func:
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


class RelayShape(Shape):
    """An article of the chain, as `Chain` shows it."""

    article = serializers.UUIDField(source="article_id")
    publisher = serializers.CharField(source="article.publisher.slug", allow_null=True)


class StatementShape(Reviewed):
    words = ("quote.exact",)

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
