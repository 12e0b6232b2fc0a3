"""Where it was published: articles, who wrote them, and which articles they speak of."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value

from sources import triggers
from sources.announcing import ANNOUNCE_ARTICLES
from sources.identifiers import uuid7, validate_uuid7

from .review import Reviewed
from .rows import Row, WebAddress, recorded
from .speakers import Speaker

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def language_field(help_text: str) -> models.CharField:
    return models.CharField(
        max_length=35, default="en", db_default="en", help_text=help_text, db_comment="BCP 47 language tag."
    )


def search_vector(language: F | Value, text: F) -> Func:
    """The search vector of a text: word forms in English, words as they are in other languages, accents folded."""
    return Func(language, text, function="ree_search_vector", output_field=SearchVectorField())


@recorded("search")
class Article(Reviewed):
    """One publication: a report, a commentary, a broadcast. May be a stub that is only known because another reviews it."""

    class Kind(models.TextChoices):
        REPORT = "report", "Report: tells what happened or was said"
        COMMENTARY = "commentary", "Commentary: weighs what others reported"
        OPINION = "opinion", "Opinion: argues a view of its own"
        INTERVIEW = "interview", "Interview: questions and answers"
        PRESS_RELEASE = "press_release", "Press release: a party about itself"
        BROADCAST = "broadcast", "Broadcast: television or radio"
        TRANSCRIPT = "transcript", "Transcript: spoken words in full"

    title = models.CharField(
        max_length=500, blank=True, default="", db_default="", help_text="As printed. Leave empty if there is none.",
        db_comment="Title as printed; empty if there is none or it is not known.",
    )  # fmt: skip
    url = WebAddress(
        max_length=2000, blank=True, default="", db_default="", help_text="Address of the original; empty if not known.",
        db_comment="Address of the original; empty if not known.",
    )  # fmt: skip
    publisher = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="articles_published",
        help_text="The outlet. Where it argues in its own voice, it is also the speaker.",
        db_comment="The outlet; NULL if not known.",
    )  # fmt: skip
    authors = models.ManyToManyField(
        Speaker, through="ArticleAuthor", related_name="articles_written", blank=True,
        help_text="In the order of the byline; empty if there is none.",
    )  # fmt: skip
    published_on = models.DateField(
        null=True, blank=True, help_text="Date of publication as printed. Never guess it.",
        db_comment="Date of publication; NULL if not printed.",
    )  # fmt: skip
    language = language_field("Language of the article, like en or pt-BR.")
    kind = models.CharField(
        max_length=13, choices=Kind, default=Kind.REPORT, help_text="What sort of publication it is.",
        db_comment="report, commentary, opinion, interview, press_release, broadcast or transcript.",
    )  # fmt: skip
    syndicated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="syndicated_to",
        help_text="The article that this one reprints, such as an agency's.",
        db_comment="The article that this one reprints; NULL if it is an original.",
    )  # fmt: skip
    search = models.GeneratedField(
        expression=search_vector(F("language"), F("title")), output_field=SearchVectorField(), db_persist=True,
        db_comment="Search vector of the title.",
    )  # fmt: skip

    class Meta(Reviewed.Meta):
        ordering = ["-created_at", "-id"]
        db_table_comment = "Publications in which statements were read, and those they rest on (stubs)."
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                name="article_kind_is_known",
                condition=Q(kind__in=["report", "commentary", "opinion", "interview", "press_release", "broadcast", "transcript"]),
                violation_error_message="Choose one of the kinds of article.",
            ),
            models.CheckConstraint(
                name="article_language_is_a_tag",
                condition=Q(language__regex=LANGUAGE),
                violation_error_message="A language is a BCP 47 tag, like en or pt-BR.",
            ),
            models.UniqueConstraint(
                name="article_url_is_unique",
                fields=["url"],
                condition=~Q(url=""),
                violation_error_message="An article with this address is already here.",
            ),
            models.CheckConstraint(
                name="article_is_not_its_own_source",
                condition=Q(syndicated_from__isnull=True) | ~Q(syndicated_from=F("id")),
                violation_error_message="An article cannot reprint itself.",
            ),
        ]  # fmt: skip
        indexes = [
            GinIndex(name="article_search", fields=["search"]),
            models.Index(name="article_public_by_created", fields=["created_at", "id"], condition=Q(is_public=True)),
            models.Index(name="article_public_by_updated", fields=["updated_at", "id"], condition=Q(is_public=True)),
            models.Index(name="article_public_by_date", fields=["published_on", "id"], condition=Q(is_public=True)),
            models.Index(name="article_public_of_kind", fields=["kind"], condition=Q(is_public=True)),
            models.Index(name="article_public_of_language", fields=["language"], condition=Q(is_public=True)),
            models.Index(name="article_public_of_publisher", fields=["publisher", "created_at", "id"], condition=Q(is_public=True)),
        ]  # fmt: skip
        triggers = [
            *Reviewed.Meta.triggers,
            triggers.KEEP_ARTICLE,
            *triggers.ARTICLE_USES_SPEAKERS,
            *ANNOUNCE_ARTICLES,
        ]

    def __str__(self) -> str:
        return self.display_title

    @property
    def display_title(self) -> str:
        """The title, or words that say that there is none."""
        if self.title:
            return self.title
        where = f" in {self.publisher}" if self.publisher else ""
        when = f", {self.published_on:%Y-%m-%d}" if self.published_on else ""
        return f"(untitled{where}{when})"


@recorded()
class ArticleAuthor(models.Model):
    """One name of an article's byline, in its place."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="bylines", db_comment="The article."
    )
    speaker = models.ForeignKey(
        Speaker,
        on_delete=models.PROTECT,
        related_name="bylines",
        help_text="Who wrote it.",
        db_comment="Who wrote it.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Place in the byline, from 0.", db_comment="Place in the byline, from 0."
    )

    class Meta:
        ordering = ["article", "position", "id"]
        db_table_comment = "Bylines: the authors of articles, in order."
        constraints = [
            models.UniqueConstraint(
                name="articleauthor_is_named_once",
                fields=["article", "speaker"],
                violation_error_message="This author already stands in the byline.",
            ),
            models.UniqueConstraint(
                name="articleauthor_place_is_taken_once",
                fields=["article", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two authors cannot have the same place in the byline.",
            ),
        ]
        triggers = [triggers.NEVER_TRUNCATED, triggers.MARKS, *triggers.AUTHOR_USES_SPEAKER]

    def __str__(self) -> str:
        return f"{self.speaker}, no. {self.position + 1} in the byline of {self.article}"


class CitationQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those between two public articles."""
        return self.filter(article__is_public=True, cited__is_public=True)


@recorded()
class Citation(Row):
    """One article speaks of another."""

    class Relation(models.TextChoices):
        REVIEWS = "reviews", "Reviews: judges the other piece"
        REPORTS = "reports", "Reports: retells what the other piece says"
        QUOTES = "quotes", "Quotes: takes words from the other piece"
        SYNDICATES = "syndicates", "Syndicates: reprints the other piece"
        LINKS = "links", "Links: points to the other piece"

    id = models.UUIDField(
        primary_key=True,
        default=uuid7,
        validators=[validate_uuid7],
        editable=False,
        db_comment="UUIDv7 (RFC 9562).",
    )
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="citations",
        help_text="The article that speaks of another.", db_comment="The citing article.",
    )  # fmt: skip
    cited = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="cited_by",
        help_text="The article that is spoken of; a stub will do.", db_comment="The cited article.",
    )  # fmt: skip
    relation = models.CharField(
        max_length=10, choices=Relation, help_text="What the one does with the other.",
        db_comment="reviews, reports, quotes, syndicates or links.",
    )  # fmt: skip

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["article", "id"]
        db_table_comment = "Which article speaks of which, and how."
        constraints = [
            models.CheckConstraint(
                name="citation_relation_is_known",
                condition=Q(relation__in=["reviews", "reports", "quotes", "syndicates", "links"]),
                violation_error_message="The relation is reviews, reports, quotes, syndicates or links.",
            ),
            models.CheckConstraint(
                name="citation_is_of_another_article",
                condition=~Q(article=F("cited")),
                violation_error_message="An article cannot cite itself.",
            ),
            models.UniqueConstraint(
                name="citation_is_recorded_once",
                fields=["article", "cited", "relation"],
                violation_error_message="This citation is already recorded.",
            ),
        ]
        triggers = [triggers.KEEP_ROW, triggers.NEVER_TRUNCATED, triggers.MARKS, *triggers.CITATION_BELONGS]

    def __str__(self) -> str:
        return f"{self.article} {self.relation} {self.cited}"
