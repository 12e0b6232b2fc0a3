"""How speakers and articles are shown, in lists, alone, and inside other objects."""

from django.db.models import Exists, Func, OuterRef, TextField
from rest_framework import serializers

from reeapi.api.shapes import Computed, Link, Many, OptionalText, Shape, Timestamp
from reeapi.api.sql import Path

from .models import Affiliation, Article, Citation, Snapshot, Speaker, Status
from .models.review import Method


class SpeakerReference(Shape):
    slug = serializers.CharField()
    url = Link("speakers/{slug}/")
    name = serializers.CharField()


class SpeakerWithKind(SpeakerReference):
    kind = serializers.ChoiceField(choices=Speaker.Kind.choices)


class ArticleLink(Shape):
    id = serializers.UUIDField()
    url = Link("articles/{id}/")
    title = OptionalText(help_text="As printed; null where the article has none.")


class ArticleReference(ArticleLink):
    """What must be known of an article to find it."""

    published_on = serializers.DateField(allow_null=True)
    source_url = OptionalText(source="url", help_text="Address of the original; null where it is not known.")
    publisher = SpeakerReference(allow_null=True)


class Provenance(Shape):
    """Who recorded it, under which handle, and when somebody else reviewed it."""

    recorded_at = Timestamp()
    recorded_by = serializers.CharField(help_text="Handle of a curator.")
    method = serializers.ChoiceField(choices=Method.choices, help_text="How the row came to be.")
    reviewed_by = OptionalText(help_text="Handle of the curator who reviewed it.")
    reviewed_at = Timestamp(allow_null=True)


class Reviewed(Shape):
    """How a row was reviewed."""

    staff_only = ("status", "reviewed_by", "reviewed_at")

    status = serializers.ChoiceField(choices=Status.choices, help_text="For staff with a token for writing.")
    reviewed_by = OptionalText(help_text="Handle of the reviewer. For staff with a token for writing.")
    reviewed_at = Timestamp(allow_null=True, help_text="For staff with a token for writing.")


class AffiliationShape(Shape):
    organization = SpeakerReference()
    role = serializers.CharField()
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)


class IsPublisher(Computed):
    """Whether a public article names the speaker as its publisher."""

    schema = {"type": "boolean"}

    def expression(self, path: Path) -> Exists:
        return Exists(Article.objects.published().filter(publisher=OuterRef(f"{path.prefix}pk")))

    def to_representation(self, instance: Speaker) -> bool:
        return Article.objects.published().filter(publisher=instance).exists()


class SpeakerShape(SpeakerWithKind):
    named = serializers.BooleanField(help_text="False for a group without an identity outside one article.")
    article = ArticleLink(allow_null=True, help_text="The article an unnamed group belongs to.")
    aliases = serializers.ListField(child=serializers.CharField())
    website = OptionalText()
    wikidata = OptionalText(help_text="Wikidata item, such as Q7747.")
    is_publisher = IsPublisher()
    claim_count = serializers.IntegerField(help_text="Public claims on which the speaker took a stance.")
    rebuttal_count = serializers.IntegerField(help_text="Public rebuttals that the speaker made.")
    affiliations = Many(
        AffiliationShape,
        lambda: Affiliation.objects.published().order_by("start_date", "id"),
        "speaker",
        whole=lambda: Affiliation.objects.order_by("start_date", "id"),
        help_text="Roles in organizations.",
    )
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


class SpeakerDetail(SpeakerShape):
    """A speaker alone, whose affiliations are always shown."""


class DisplayTitle(Computed):
    """The title, or words that say that there is none."""

    schema = {"type": "string"}

    def expression(self, path: Path) -> Func:
        parts = path("title"), path("publisher__name"), path("published_on")
        return Func(*parts, function="ree_display_title", output_field=TextField())

    def to_representation(self, instance: Article) -> str:
        return instance.display_title


class CitationShape(Shape):
    relation = serializers.ChoiceField(choices=Citation.Relation.choices)
    article = ArticleReference(source="cited")


class SnapshotShape(Shape):
    """A captured text, by its hash. The text itself is never public."""

    sha256 = serializers.CharField()
    length = serializers.IntegerField(help_text="In Unicode code points.")
    canonical_version = serializers.IntegerField()
    captured_at = Timestamp()


class ArticleShape(Reviewed):
    id = serializers.UUIDField()
    url = Link("articles/{id}/")
    title = OptionalText(help_text="As printed; null where the article has none.")
    display_title = DisplayTitle()
    source_url = OptionalText(source="url", help_text="Address of the original; null where it is not known.")
    publisher = SpeakerReference(allow_null=True)
    authors = Many(
        SpeakerReference,
        lambda: Speaker.objects.published().order_by("bylines__position", "pk"),
        "bylines__article",
        whole=lambda: Speaker.objects.order_by("bylines__position", "pk"),
        limit=50,
        help_text="In the order of the byline.",
    )
    published_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    kind = serializers.ChoiceField(choices=Article.Kind.choices)
    syndicated_from = ArticleLink(allow_null=True)
    citations = Many(
        CitationShape,
        lambda: Citation.objects.published().order_by("pk"),
        "article",
        whole=lambda: Citation.objects.order_by("pk"),
        help_text="The articles that this one speaks of.",
    )
    created_at = Timestamp()
    updated_at = Timestamp()
    version = serializers.IntegerField()


class ArticleDetail(ArticleShape):
    snapshots = Many(
        SnapshotShape,
        lambda: Snapshot.objects.order_by("captured_at", "pk"),
        "article",
        help_text="Captured texts, by hash.",
    )
    provenance = Provenance(source="*")
