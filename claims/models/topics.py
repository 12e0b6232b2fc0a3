"""What claims are about: a small tree of topics."""

from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value

from claims import triggers
from sources.models.articles import search_vector
from sources.models.rows import Row, empty_or, recorded
from sources.models.speakers import SLUG, WIKIDATA, SluggedQuerySet
from sources.triggers import MARKS, NEVER_DELETED_ONCE_PUBLIC, NEVER_TRUNCATED


class TopicQuerySet(SluggedQuerySet):
    def with_narrower(self, ids: Iterable[int]) -> list[int]:
        """The ids of these topics and of all topics below them."""
        found: set[int] = set()
        layer = set(ids)
        while layer:
            found |= layer
            layer = set(self.filter(broader__in=layer).values_list("pk", flat=True)) - found
        return sorted(found)


@recorded("search", "public_uses", "claim_count")
class Topic(Row):
    """A subject of claims, such as processing or sanctions."""

    slug = models.SlugField(
        max_length=100, unique=True,
        help_text="Short name in addresses: lower-case letters, digits, hyphens. An old one keeps redirecting.",
        db_comment="Name in URLs; former ones are in claims_topicslug.",
    )  # fmt: skip
    name = models.CharField(
        max_length=200, help_text="The usual name in English.", db_comment="Usual name in English."
    )
    broader = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower",
        help_text="The next wider topic; a filter on that one finds this one too.",
        db_comment="The next wider topic; NULL for a topic at the top.",
    )  # fmt: skip
    wikidata = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="Wikidata item. Leave empty rather than guess.",
        db_comment="Wikidata item id; empty if not looked up.",
    )  # fmt: skip
    public_uses = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        db_comment="Public claims and narrower topics. Kept by trigger.",
    )
    claim_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False,
        db_comment="Public claims on this very topic, without narrower ones. Kept by trigger.",
    )  # fmt: skip
    is_public = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        db_comment="Whether a public claim uses it. Kept by trigger.",
    )
    published_at = models.DateTimeField(
        null=True, blank=True, editable=False, db_comment="When first public; NULL if never. Kept by trigger."
    )
    unpublished_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        db_comment="When it ceased to be public; NULL while it is. Kept by trigger.",
    )
    search = models.GeneratedField(
        expression=search_vector(Value("en"), F("name")), output_field=SearchVectorField(), db_persist=True,
        db_comment="Search vector of the name.",
    )  # fmt: skip

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        db_table_comment = "Subjects of claims, in a tree."
        constraints = [
            models.CheckConstraint(
                name="topic_slug_is_lower_case_words",
                condition=Q(slug__regex=SLUG),
                violation_error_message="A slug has lower-case letters and digits, joined by single hyphens.",
            ),
            models.CheckConstraint(
                name="topic_has_a_name", condition=~Q(name=""), violation_error_message="A topic has a name."
            ),
            models.CheckConstraint(
                name="topic_wikidata_is_an_item",
                condition=empty_or("wikidata", WIKIDATA),
                violation_error_message="A Wikidata item looks like Q7747.",
            ),
            models.CheckConstraint(
                name="topic_is_not_broader_than_itself",
                condition=Q(broader__isnull=True) | ~Q(broader=F("id")),
                violation_error_message="A topic cannot be broader than itself.",
            ),
        ]
        indexes = [
            GinIndex(name="topic_search", fields=["search"]),
            GinIndex(name="topic_slug_trigram", fields=["slug"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="topic_name_trigram", fields=["name"], opclasses=["gin_trgm_ops"]),
        ]
        triggers = [
            triggers.KEEP_TOPIC,
            *triggers.TOPIC_SPREADS,
            *triggers.ANNOUNCE_TOPICS,
            NEVER_TRUNCATED,
            MARKS,
            NEVER_DELETED_ONCE_PUBLIC,
        ]

    def __str__(self) -> str:
        return self.name


class TopicSlug(models.Model):
    """A slug that a topic gave up; it keeps redirecting."""

    slug = models.SlugField(max_length=100, unique=True, db_comment="The former slug.")
    was_public = models.BooleanField(
        db_default=True,
        default=True,
        editable=False,
        db_comment="Whether the row was public under it; if not, it leads staff alone.",
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="former_slugs", db_comment="The topic that had it."
    )

    class Meta:
        ordering = ["slug", "id"]
        db_table_comment = "Former slugs of topics, kept as redirects."
        triggers = [NEVER_TRUNCATED, MARKS]

    def __str__(self) -> str:
        return f"{self.slug} → {self.topic.slug}"
