"""Who said it, where, and in which words."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import DateField, F, Q
from django.db.models.functions import Cast, ExtractDay, ExtractMonth
from django.db.models.lookups import Exact

from claims import triggers
from sources.models import Article, Reviewed, Snapshot, Speaker
from sources.models.rows import recorded
from sources.triggers import MARKS, NEVER_TRUNCATED

from .claims import Claim, Precision

# Cast, since a form may check a date that is not given, whose type PostgreSQL could not tell.
SAID_ON = Cast(F("said_on"), DateField())
FIRST_OF_MONTH = Q(Exact(ExtractDay(SAID_ON), 1))
FIRST_OF_YEAR = FIRST_OF_MONTH & Q(Exact(ExtractMonth(SAID_ON), 1))


class LastDay(models.Func):
    """The last day that a date of the given precision may mean."""

    function = "ree_last_day"
    output_field = DateField()


@recorded("search", "said_until", "quote_prefix", "quote_suffix")
class Statement(Reviewed):
    """One occurrence: this speaker took this stance on this claim in this article, in these words."""

    # Without an anchor there is no quote: words that do not stand here today are not told of the past.
    derived_then: ClassVar = {
        "anchor_status": "CASE WHEN e.quote_exact = (SELECT now.quote_exact FROM claims_statement now "
        "WHERE now.id = e.pgh_obj_id) THEN e.anchor_status END",
    }

    class Stance(models.TextChoices):
        ASSERTS = "asserts", "Asserts: says that it is so"
        DENIES = "denies", "Denies: says that it is not so"
        QUESTIONS = "questions", "Questions: raises whether it is so"
        CONCEDES = "concedes", "Concedes: admits it against their own interest"
        PROPOSES = "proposes", "Proposes: wants it to be done"
        PREDICTS = "predicts", "Predicts: says that it will be so"

    class Fidelity(models.TextChoices):
        VERBATIM = "verbatim", "Verbatim: the speaker's own words, quoted or in the outlet's own voice"
        PARTIAL_QUOTE = "partial_quote", "Partial quote: some own words within the writer's"
        PARAPHRASE = "paraphrase", "Paraphrase: the writer's words for what was said"
        TRANSLATION = "translation", "Translation: own words from another language"
        HEADLINE = "headline", "Headline: title or highlight, shortened"

    class Attribution(models.TextChoices):
        EXPLICIT = "explicit", "Explicit: the text names the speaker for it"
        IMPLICIT = "implicit", "Implicit: the context gives it to the speaker"
        UNCERTAIN = "uncertain", "Uncertain: may be the writer's own voice"

    class AnchorStatus(models.TextChoices):
        EXACT = "exact", "Exact: the words stand at this place"
        MOVED = "moved", "Moved: the same words at another place"
        NORMALISED = "normalised", "Normalised: alike but for spacing or punctuation"
        CHANGED = "changed", "Changed: the words are no longer the same"
        ORPHANED = "orphaned", "Orphaned: the words are gone"
        WITHHELD = "withheld", "Withheld: the text was taken down"

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="statements",
        help_text="What is said. Look for a claim that says the same before you write a new one.",
        db_comment="What is said.",
    )  # fmt: skip
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="statements",
        help_text="Whose stance it is. The outlet, where it argues in its own voice.", db_comment="Whose stance it is.",
    )  # fmt: skip
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="statements",
        help_text="The article that you read it in, not one further up the chain.", db_comment="Where it was read.",
    )  # fmt: skip
    stance = models.CharField(
        max_length=9, choices=Stance, default=Stance.ASSERTS, help_text="What the speaker does with the claim.",
        db_comment="asserts, denies, questions, concedes, proposes or predicts.",
    )  # fmt: skip
    role_as_printed = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="The speaker's role in the article's own words.",
        db_comment="Role in the article's words; empty if none is printed.",
    )  # fmt: skip
    affiliation = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="statements_for",
        help_text="The organization that the speaker belongs to or speaks for, as the article presents it.",
        db_comment="Organization as presented; NULL if none is.",
    )  # fmt: skip
    said_on = models.DateField(
        null=True, blank=True,
        help_text="When it was said, if the text says so. For a month give its first day, for a year 1 January.",
        db_comment="First day of when it was said; NULL if not known.",
    )  # fmt: skip
    said_on_precision = models.CharField(
        max_length=5, choices=Precision, null=True, blank=True, help_text="How much of the date is known.",
        db_comment="year, month or day; NULL with said_on.",
    )  # fmt: skip
    said_until = models.GeneratedField(
        expression=LastDay(F("said_on"), F("said_on_precision")), output_field=DateField(null=True), db_persist=True,
        db_comment="Last day of when it may have been said; NULL with said_on.",
    )  # fmt: skip
    venue = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Where it was said: \"state TV interview\".",
        db_comment="Where it was said; empty if not known.",
    )  # fmt: skip
    fidelity = models.CharField(
        max_length=13, choices=Fidelity, help_text="How close the words are to what was said.",
        db_comment="verbatim, partial_quote, paraphrase, translation or headline.",
    )  # fmt: skip
    attribution = models.CharField(
        max_length=9, choices=Attribution, default=Attribution.EXPLICIT,
        help_text="Is this voice the speaker's or the writer's?", db_comment="explicit, implicit or uncertain.",
    )  # fmt: skip
    hedge = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="The hedge as printed: \"arguably\", \"may\".",
        db_comment="Hedge as printed; empty if there is none.",
    )  # fmt: skip
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="statements",
        help_text="The captured text that the quote was marked on.",
        db_comment="Text that the quote stands in; NULL without a quote. Of the same article, by composite foreign key.",
    )  # fmt: skip
    quote_exact = models.TextField(
        blank=True, default="", db_default="", max_length=2000,
        help_text="The shortest words that decide it, exactly as they stand in the text.",
        db_comment="Exact words (TextQuoteSelector.exact); empty if none were marked.",
    )  # fmt: skip
    quote_prefix = models.CharField(
        max_length=32, null=True, blank=True, editable=False,
        db_comment="Up to 32 code points before the quote; NULL where no text is held. Kept by trigger.",
    )  # fmt: skip
    quote_suffix = models.CharField(
        max_length=32, null=True, blank=True, editable=False,
        db_comment="Up to 32 code points after the quote; NULL where no text is held. Kept by trigger.",
    )  # fmt: skip
    quote_start = models.PositiveIntegerField(
        null=True, blank=True, help_text="Where the quote starts, in code points from 0.",
        db_comment="Start in code points (TextPositionSelector); NULL without a quote.",
    )  # fmt: skip
    quote_end = models.PositiveIntegerField(
        null=True, blank=True, help_text="Where the quote ends, exclusive.",
        db_comment="End in code points, exclusive; NULL without a quote.",
    )  # fmt: skip
    anchor_status = models.CharField(
        max_length=10, choices=AnchorStatus, null=True, blank=True, editable=False,
        help_text="Whether the quoted words still stand at that place.",
        db_comment="exact, moved, normalised, changed, orphaned or withheld; NULL without a quote.",
    )  # fmt: skip
    via = models.ManyToManyField(
        Article, through="Relay", related_name="relayed", blank=True,
        help_text="The articles through which it reached this one, the first first.",
    )  # fmt: skip
    search = SearchVectorField(
        null=True,
        editable=False,
        db_comment="Search vector of claim and quote. Kept by trigger; never NULL once written.",
    )

    rests_on: ClassVar = ("claim", "article", "via")

    class Meta(Reviewed.Meta):
        ordering = ["-created_at", "-id"]
        db_table_comment = "Who took which stance on which claim in which article, in which words."
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                name="statement_stance_is_known",
                condition=Q(
                    stance__in=["asserts", "denies", "questions", "concedes", "proposes", "predicts"]
                ),
                violation_error_message="Choose one of the stances.",
            ),
            models.CheckConstraint(
                name="statement_fidelity_is_known",
                condition=Q(
                    fidelity__in=["verbatim", "partial_quote", "paraphrase", "translation", "headline"]
                ),
                violation_error_message="Choose one of the degrees of fidelity.",
            ),
            models.CheckConstraint(
                name="statement_attribution_is_known",
                condition=Q(attribution__in=["explicit", "implicit", "uncertain"]),
                violation_error_message="The attribution is explicit, implicit or uncertain.",
            ),
            models.CheckConstraint(
                name="statement_anchor_status_is_known",
                condition=Q(anchor_status__isnull=True)
                | Q(anchor_status__in=["exact", "moved", "normalised", "changed", "orphaned", "withheld"]),
                violation_error_message="Choose one of the states of an anchor.",
            ),
            models.CheckConstraint(
                name="statement_date_fits_its_precision",
                condition=Q(said_on__isnull=True, said_on_precision__isnull=True)
                | Q(said_on__isnull=False, said_on_precision__isnull=False)
                & (
                    Q(said_on_precision="day")
                    | Q(FIRST_OF_MONTH, said_on_precision="month")
                    | Q(FIRST_OF_YEAR, said_on_precision="year")
                ),
                violation_error_message="Give date and precision together; a month is its first day, a year 1 January.",
            ),
            models.CheckConstraint(
                name="statement_quote_and_place_stand_together",
                condition=Q(
                    quote_exact="",
                    quote_start__isnull=True,
                    quote_end__isnull=True,
                    snapshot__isnull=True,
                    anchor_status__isnull=True,
                )
                | ~Q(quote_exact="")
                & Q(
                    quote_start__isnull=False,
                    quote_end__isnull=False,
                    snapshot__isnull=False,
                    anchor_status__isnull=False,
                ),
                violation_error_message="A quote comes with its snapshot, start and end, or not at all.",
            ),
            models.CheckConstraint(
                name="statement_quote_is_as_long_as_its_place",
                condition=Q(quote_start__isnull=True)
                | Q(quote_end__gt=F("quote_start"))
                & Q(
                    quote_end=F("quote_start")
                    + models.Func(
                        F("quote_exact"), function="char_length", output_field=models.IntegerField()
                    )
                ),
                violation_error_message="End minus start must be the length of the quote in code points.",
            ),
            models.UniqueConstraint(
                name="statement_is_recorded_once_in_its_place",
                fields=["claim", "speaker", "article", "stance", "snapshot", "quote_start"],
                nulls_distinct=False,
                violation_error_message="This statement of the same claim is already recorded at this place.",
            ),
        ]
        indexes = [
            GinIndex(name="statement_search", fields=["search"], condition=Q(is_public=True)),
            models.Index(
                name="statement_public_by_created", fields=["created_at", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="statement_public_by_updated", fields=["updated_at", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="statement_public_by_date", fields=["said_on", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="statement_public_of_speaker", fields=["speaker", "claim"], condition=Q(is_public=True)
            ),
            models.Index(
                name="statement_speaker_by_created",
                fields=["speaker", "created_at", "id"],
                condition=Q(is_public=True),
            ),
            models.Index(
                name="statement_speaker_by_date",
                fields=["speaker", "said_on", "id"],
                condition=Q(is_public=True),
            ),
            # Has the speakers of a claim with their stances in order, so that the first are found at once.
            models.Index(
                name="statement_speakers_of_claim",
                fields=["claim", "speaker", "stance", "id"],
                condition=Q(is_public=True),
            ),
            # Short, for one entry lists all rows of a value: they tell which values few statements have.
            models.Index(name="statement_public_of_stance", fields=["stance"], condition=Q(is_public=True)),
            models.Index(
                name="statement_public_of_fidelity", fields=["fidelity"], condition=Q(is_public=True)
            ),
            models.Index(
                name="statement_public_of_anchor", fields=["anchor_status"], condition=Q(is_public=True)
            ),
            models.Index(name="statement_drafts", fields=["id"], condition=Q(status="draft")),
        ]
        triggers = [
            *Reviewed.Meta.triggers,
            triggers.KEEP_STATEMENT,
            *triggers.STATEMENT_SPREADS,
            *triggers.STATEMENT_FILES,
            *triggers.ANNOUNCE_STATEMENTS,
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.stance}: {self.claim}"


@recorded()
class Relay(models.Model):
    """One article on the way of a statement from its speaker to the article that it was read in."""

    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        related_name="relays",
        db_comment="The statement that was passed on.",
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="relays",
        help_text="An article that passed it on; a stub will do.", db_comment="The article that passed it on.",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(
        default=0,
        help_text="Place in the chain, from 0, nearest to the speaker.",
        db_comment="Place in the chain, from 0.",
    )

    class Meta:
        ordering = ["statement", "position", "id"]
        db_table_comment = (
            "Articles through which statements reached the article they were read in, in order."
        )
        constraints = [
            models.UniqueConstraint(
                name="relay_passes_on_once",
                fields=["statement", "article"],
                violation_error_message="This article already stands in the chain.",
            ),
            models.UniqueConstraint(
                name="relay_place_is_taken_once",
                fields=["statement", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two articles cannot have the same place in the chain.",
            ),
        ]
        triggers = [NEVER_TRUNCATED, MARKS, triggers.RELAY_IS_ANOTHER_ARTICLE, *triggers.RELAY_SPREADS]

    def __str__(self) -> str:
        return f"via {self.article}"
