"""What was said, in neutral words and independent of who said it."""

from collections.abc import Iterable
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from claims import triggers
from sources.models import Article, Reviewed, ReviewedQuerySet
from sources.models.articles import LANGUAGE, language_field, search_vector
from sources.models.merging import Mergeable, survivors
from sources.models.rows import recorded
from sources.triggers import MARKS, NEVER_TRUNCATED

from .topics import Topic


class Precision(models.TextChoices):
    """How much of a date is known."""

    YEAR = "year", "Year"
    MONTH = "month", "Month"
    DAY = "day", "Day"


class ClaimQuerySet(ReviewedQuerySet):
    def for_staff(self) -> Self:
        return self.filter(merged_into=None)

    def rebutted(self) -> Self:
        """Claims with a public counter-claim, or publicly denied."""
        return self.filter(rebuttal_count__gt=0)

    def resolve_ids(self, ids: Iterable[UUID], *, drafts: bool = False) -> list[UUID]:
        """The same ids, with that of a merged claim replaced by that of its successor."""
        wanted = list(ids)
        found = survivors(self.model, wanted, drafts=drafts)
        return [found[pk] for pk in wanted]

    def successors(self, keys: Iterable[str]) -> dict[str, str]:
        found = survivors(self.model, map(UUID, keys))
        public = set(self.published().filter(pk__in=found.values()).values_list("pk", flat=True))
        return {str(old): str(new) for old, new in found.items() if new != old and new in public}


@recorded(
    "search", "statement_count", "rebuttal_count", "support_count", "first_said_on", "first_said_on_precision"
)
class Claim(Mergeable, Reviewed):
    """A proposition in the curator's neutral words, independent of who said it."""

    text = models.TextField(
        max_length=1000,
        help_text="One proposition, in your own neutral words, true or false by itself: no speaker, no \"says\".",
        db_comment="The proposition in the curator's words.",
    )  # fmt: skip
    language = language_field("Language of your words, like en.")
    about_article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="claims_about",
        help_text="Only for a claim about a piece of reporting itself (\"lacks technical depth\"): that piece.",
        db_comment="The article that the claim is about; NULL for a claim about the world.",
    )  # fmt: skip
    topics = models.ManyToManyField(
        Topic,
        through="ClaimTopic",
        related_name="claims",
        blank=True,
        help_text="The narrowest topics that fit.",
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged",
        help_text="The claim that says the same.",
        db_comment="The claim that this one turned out to duplicate; NULL unless merged.",
    )  # fmt: skip
    first_said_on = models.DateField(
        null=True, blank=True, editable=False,
        db_comment="Start of the date of the first dated public statement; NULL if none is dated. Kept by trigger.",
    )  # fmt: skip
    first_said_on_precision = models.CharField(
        max_length=5, choices=Precision, null=True, blank=True, editable=False,
        db_comment="year, month or day; NULL with first_said_on. Kept by trigger.",
    )  # fmt: skip
    statement_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, db_comment="Public statements of the claim. Kept by trigger."
    )
    rebuttal_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False,
        db_comment="Distinct counter-claims of public rebuttals of the claim, plus one if it is publicly denied. Kept by trigger.",
    )  # fmt: skip
    support_count = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        db_comment="Distinct claims of public supports of the claim. Kept by trigger.",
    )
    search = models.GeneratedField(
        expression=search_vector(F("language"), F("text")), output_field=SearchVectorField(), db_persist=True,
        db_comment="Search vector of the text.",
    )  # fmt: skip

    objects: ClassVar = ClaimQuerySet.as_manager()
    rests_on: ClassVar = ("about_article",)

    class Meta(Reviewed.Meta):
        ordering = ["-created_at", "-id"]
        db_table_comment = "Propositions, independent of who said them."
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                name="claim_has_words", condition=~Q(text=""), violation_error_message="A claim has words."
            ),
            models.CheckConstraint(
                name="claim_language_is_a_tag",
                condition=Q(language__regex=LANGUAGE),
                violation_error_message="A language is a BCP 47 tag, like en or pt-BR.",
            ),
            models.CheckConstraint(
                name="claim_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message="A claim cannot be merged into itself.",
            ),
        ]
        indexes = [
            GinIndex(name="claim_search", fields=["search"], condition=Q(is_public=True)),
            GinIndex(
                name="claim_unseen_trigram",
                fields=["text"],
                opclasses=["gin_trgm_ops"],
                condition=Q(is_public=False),
            ),
            models.Index(
                name="claim_public_by_created", fields=["created_at", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="claim_public_by_updated", fields=["updated_at", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="claim_public_by_date", fields=["first_said_on", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="claim_public_by_rebuttals", fields=["rebuttal_count", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="claim_public_of_language",
                fields=["language", "created_at", "id"],
                condition=Q(is_public=True),
            ),
            models.Index(
                name="claim_public_supported", fields=["id"], condition=Q(is_public=True, support_count__gt=0)
            ),
        ]
        triggers = [
            *Reviewed.Meta.triggers,
            triggers.KEEP_CLAIM,
            *triggers.CLAIM_SPREADS,
            *triggers.CLAIM_FILES,
            *triggers.ANNOUNCE_CLAIMS,
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def own_targets(self, into: "Claim") -> list[models.Model]:
        """Edges from a statement of the one to the other, but for plain denials: a claim may be denied by a statement of it."""
        found: list[models.Model] = []
        for relation in self._meta.related_objects:
            if relation.field.name == "target_claim" and issubclass(relation.related_model, Reviewed):
                both = Q(statement__claim=self, target_claim=into) | Q(
                    statement__claim=into, target_claim=self
                )
                edges = relation.related_model.objects.filter(both).exclude(status="withdrawn").order_by("pk")
                found += [edge for edge in edges if not getattr(edge, "denies", False)]
        return found


@recorded()
class ClaimTopic(models.Model):
    """A claim is about a topic."""

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="topic_links", db_comment="The claim."
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="claim_links",
        help_text="The narrowest topic that fits.", db_comment="The topic.",
    )  # fmt: skip

    class Meta:
        ordering = ["claim", "id"]
        db_table_comment = "Topics of claims."
        constraints = [
            models.UniqueConstraint(
                name="claimtopic_is_given_once",
                fields=["claim", "topic"],
                violation_error_message="The claim already has this topic.",
            ),
        ]
        triggers = [NEVER_TRUNCATED, MARKS, *triggers.CLAIMTOPIC_COUNTS, *triggers.CLAIMTOPIC_FILES]

    def __str__(self) -> str:
        return f"{self.claim}: {self.topic}"
