"""What may be written of topics, claims, statements, rebuttals and supports. Each is read as the shape of the same name."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from reeapi.api.inputs import (
    LABELS,
    Input,
    Key,
    Links,
    Parts,
    PartsField,
    Reference,
    Text,
    Wanted,
    Whole,
    checked_key,
    known_members,
)
from sources.inputs import ReviewedInput
from sources.models import Article, Speaker
from sources.models.articles import LANGUAGE
from sources.models.speakers import SLUG, WIKIDATA
from sources.serializers import ArticleLink, ArticleReference, SpeakerReference, SpeakerWithKind

from .models import Claim, Rebuttal, Statement, Support, Topic
from .models.edges import TARGETS
from .serializers import ClaimDetail, RebuttalShape, StatementShape, SupportShape, TopicDetail
from .serializers.edges import TargetArticle, TargetClaim, TargetRebuttal, TargetStatement
from .serializers.statements import Anchor, ClaimReference, Quote, StatementReference
from .serializers.topics import TopicReference

LARGEST = 2_147_483_647  # of a column of whole numbers


class TopicInput(Input):
    """What may be written of a topic."""

    shape, model = TopicDetail, Topic
    own = ("slug", "name", "wikidata")
    schemas = {"slug": {"pattern": SLUG}, "wikidata": {"pattern": WIKIDATA}}
    pointers = {"slug_was_never_anothers": "/slug", "topic_is_not_below_itself": "/broader"}
    broader = Reference(TopicReference, Topic, allow_null=True, help_text="The next wider topic.")


class ClaimInput(ReviewedInput):
    """What may be written of a claim."""

    shape, model = ClaimDetail, Claim
    own = ("text", "language")
    schemas = {"language": {"pattern": LANGUAGE}}
    about_article = Reference(
        ArticleLink, Article, allow_null=True, help_text="The article that the claim is about."
    )
    topics = Links(
        Key(Topic), "topic_links", "topic", most=50, help_text="Slugs of the narrowest topics that fit."
    )


class QuoteInput(Input):
    """The words of a statement."""

    shape, model = Quote, Statement
    exact = Text(max_length=2000, help_text="The words exactly as they stand in the text.")


class AnchorInput(Input):
    """Where the words stand in the captured text. What is left out is looked for."""

    shape, model = Anchor, Statement
    start = Whole(
        min_value=0, max_value=LARGEST, required=False, allow_null=True, help_text="In code points, from 0."
    )
    end = Whole(min_value=0, max_value=LARGEST, required=False, allow_null=True, help_text="Exclusive.")
    snapshot_sha256 = Text(
        max_length=64, required=False, allow_null=True, help_text="Which text; the newest if left out."
    )


class ChainLink(serializers.Field):
    """``{"speaker": slug}`` or ``{"article": id}``."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        known_members(data, ["speaker", "article", "publisher"])
        if set(data) == {"speaker"}:
            return {"speaker": checked_key(Speaker, data["speaker"])}
        if "speaker" in data or "article" not in data:
            raise ValidationError("This is the speaker, or an article that passed the words on.")
        return {"article": Wanted(Article, checked_key(Article, data["article"]))}

    def body_schema(self, ignored: Any) -> dict[str, Any]:
        speaker = {
            "type": "object",
            "properties": {"speaker": {"type": "string", "description": "Slug of the speaker."}},
            "required": ["speaker"],
            "additionalProperties": False,
        }
        article = {
            "type": "object",
            "properties": {
                "article": {"type": "string", "format": "uuid", "description": "Its id."},
                "publisher": ignored(),
            },
            "required": ["article"],
            "additionalProperties": False,
        }
        return {"oneOf": [speaker, article]}

    def bare(self, data: Any) -> Any:
        return data


class ChainField(PartsField):
    """The way of the words as it is read: the speaker, the articles that passed them on, the one they were read in.

    Both ends say again what `speaker` and `article` say, and may be left out.
    """

    ordered = True

    def row(self, value: dict[str, Any]) -> dict[str, Any]:
        return value


class StatementInput(ReviewedInput):
    """What may be written of a statement."""

    shape, model = StatementShape, Statement
    own = (
        "role_as_printed",
        "stance",
        "said_on",
        "said_on_precision",
        "venue",
        "fidelity",
        "attribution",
        "hedge",
    )
    apart = ("status", "provenance", "quote", "anchor", "chain")
    pointers = {
        "relay_is_another_article": "/chain",
        "via": "/chain",
        "statement_quote_is_what_the_text_says": "/quote/exact",
        "statement_quote_lies_within_its_text": "/anchor/end",
        "statement_quotes_leave_the_text_unpublished": "/quote/exact",
        "edge_targets_its_own_claim_only_to_deny_it": "/claim",
        "quote_exact": "/quote/exact", "quote_start": "/anchor/start", "quote_end": "/anchor/end",
        "snapshot": "/anchor/snapshot_sha256",
    }  # fmt: skip
    claim = Reference(ClaimReference, Claim, help_text="What is said.")
    speaker = Reference(SpeakerWithKind, Speaker, help_text="Whose stance it is.")
    affiliation = Reference(
        SpeakerReference, Speaker, allow_null=True, help_text="Whom they speak for, as presented."
    )
    article = Reference(ArticleReference, Article, help_text="Where it was read.")
    chain = ChainField(ChainLink(), "relays", most=50, help_text="The way of the words, as it is read.")
    quote = QuoteInput(required=False, allow_null=True, default=None)
    anchor = AnchorInput(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The chain without its two ends, which have to be the speaker and the article."""
        rows, first = attrs["chain"].rows, 0
        if rows and "speaker" in rows[0]:
            if rows[0]["speaker"] != attrs["speaker"].key:
                raise ValidationError({"chain": {0: {"speaker": "The chain begins with another speaker."}}})
            rows, first = rows[1:], 1
        if rows and rows[-1] == {"article": Wanted(Article, attrs["article"].key)}:
            rows = rows[:-1]
        for index, row in enumerate(rows, first):
            if "speaker" in row:
                raise ValidationError({"chain": {index: "Only the first of the chain is the speaker."}})
        return attrs | {"chain": Parts(rows, first)}


class TargetField(serializers.Field):
    """What an edge bears on: ``{"type": "claim", "id": …}``, as it is read."""

    shapes = {
        "claim": TargetClaim,
        "statement": TargetStatement,
        "article": TargetArticle,
        "rebuttal": TargetRebuttal,
    }
    models = {"claim": Claim, "statement": Statement, "article": Article, "rebuttal": Rebuttal}

    def to_internal_value(self, data: Any) -> Wanted:
        known_members(data, {name for shape in self.shapes.values() for name in shape().fields})
        kind = data.get("type")
        if not isinstance(kind, str) or kind not in self.shapes:
            raise ValidationError({"type": f"This is one of: {', '.join(self.shapes)}."})
        given = {name: value for name, value in data.items() if name != "type"}
        fields = self.shapes[kind]().fields
        return Reference(self.shapes[kind], self.models[kind]).to_internal_value(
            {name: value for name, value in given.items() if name in fields or name not in LABELS}
        )

    def body_schema(self, ignored: Any) -> dict[str, Any]:
        names = {name for shape in self.shapes.values() for name in shape().fields} - {"type", "id"}
        return {
            "type": "object",
            "properties": {
                "type": {"type": "string", "enum": list(self.shapes)},
                "id": {"type": "string", "format": "uuid"},
                **{name: ignored() for name in sorted(names)},
            },
            "required": ["type", "id"],
            "additionalProperties": False,
        }

    def bare(self, data: Any) -> Any:
        return data and {"type": data["type"], "id": data["id"]}


class EdgeInput(ReviewedInput):
    pointers = dict.fromkeys(
        [*TARGETS, "edge_targets_its_own_claim_only_to_deny_it", "rebuttal_chain_is_acyclic"], "/target"
    )
    statement = Reference(StatementReference, Statement, help_text="Who, where, in which words.")
    target = TargetField(help_text="Exactly one claim, statement, article or rebuttal.")

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        target = values["target"]
        return (
            super().columns(values) | dict.fromkeys(TARGETS) | {f"target_{target._meta.model_name}": target}
        )


class RebuttalInput(EdgeInput):
    """What may be written of a rebuttal."""

    shape, model = RebuttalShape, Rebuttal
    own = ("relation", "ground", "basis", "note")


class SupportInput(EdgeInput):
    """What may be written of a support."""

    shape, model = SupportShape, Support
    own = ("relation", "basis", "note")
