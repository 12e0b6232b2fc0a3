"""Who is on record: one identity table, because the same party can be claimant, critic, author and publisher."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import F, Func, Q

from reeapi.api.errors import Moved, Withdrawn
from sources import triggers
from sources.announcing import ANNOUNCE_SPEAKERS
from sources.identifiers import uuid7, validate_uuid7

from .merging import Mergeable, survivors
from .rows import Row, WebAddress, empty_or, recorded

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
WIKIDATA = r"^Q[1-9][0-9]*$"


class SluggedQuerySet(models.QuerySet):
    """Rows that are addressed by a slug, whose former slugs redirect: the model names them in `former_slugs`."""

    def published(self) -> Self:
        """What a public row uses. Kept in the column by triggers."""
        return self.filter(is_public=True)

    def for_staff(self) -> Self:
        """What staff may see: all but what has become part of another row."""
        return self.all()

    def resolve_slugs(
        self, slugs: Iterable[str], *, drafts: bool = False
    ) -> tuple[dict[str, int], list[str]]:
        """The public rows that slugs, past or present, stand for: {slug: id}, and the slugs that nobody public has.

        With `drafts`, for staff, rows that nothing public uses are found too.
        """
        wanted = list(dict.fromkeys(slugs))
        there = self.for_staff() if drafts else self.published()
        found = dict(there.filter(slug__in=wanted).values_list("slug", "pk"))
        if missing := [slug for slug in wanted if slug not in found]:
            former = self._with_former_slugs(missing, drafts=drafts)
            led = dict(former.values_list("former_slugs__slug", "pk"))
            led |= self.model._base_manager.filter(slug__in=missing).values_list("slug", "pk")
            if issubclass(self.model, Mergeable):
                ends = survivors(self.model, led.values(), drafts=drafts)
                led = {slug: ends[pk] for slug, pk in led.items()}
            seen = set(there.filter(pk__in=led.values()).values_list("pk", flat=True))
            found |= {slug: pk for slug, pk in led.items() if pk in seen}
        return found, [slug for slug in wanted if slug not in found]

    def successors(self, keys: Iterable[str]) -> dict[str, str]:
        """{slug: that of the public row which it leads to}, of those that lead to another one."""
        found, _ = self.resolve_slugs(keys)
        slugs = dict(self.published().filter(pk__in=found.values()).values_list("pk", "slug"))
        return {slug: slugs[pk] for slug, pk in found.items() if slugs.get(pk, slug) != slug}

    def suggest(self, text: str, limit: int = 3) -> list[str]:
        """Public slugs that look like the text, the likeliest first."""
        likely = self.published().filter(Q(slug__trigram_similar=text) | Q(name__trigram_similar=text))
        closeness = Func(
            F("slug"), models.Value(text), function="similarity", output_field=models.FloatField()
        )
        return list(likely.order_by(closeness.desc(), "slug").values_list("slug", flat=True)[:limit])

    def whereabouts(self, key: str) -> Moved | Withdrawn | None:
        """Where the row of a slug went that is not (or no longer) public under it."""
        row = self.successor(key, drafts=False)
        if row is None or row.published_at is None:
            return None
        if row.is_public:
            return Moved(row.slug)
        return Withdrawn(on=row.unpublished_at, reason="Everything public that used it has been withdrawn.")

    def successor(self, slug: str, *, kept: Collection[Any] = (), drafts: bool = True) -> Any:
        """The row that a slug, past or present, leads to, after any merging, or one of the primary keys `kept` on the way.

        Without `drafts` nothing leads on that was never public: nobody is to learn what a draft was called.
        """
        rows = self.model._base_manager
        row: Any = rows.filter(slug=slug).first() or self._with_former_slugs([slug], drafts=drafts).first()
        while getattr(row, "merged_into", None) is not None and row.pk not in kept:
            row = row.merged_into if drafts or row.published_at else None
        return row

    def _with_former_slugs(self, slugs: list[str], *, drafts: bool) -> models.QuerySet:
        known = {} if drafts else {"former_slugs__was_public": True}
        return self.model._base_manager.filter(former_slugs__slug__in=slugs, **known)


class SpeakerQuerySet(SluggedQuerySet):
    def for_staff(self) -> Self:
        return self.filter(merged_into=None)

    def named(self) -> Self:
        """Those with an identity of their own, without the "critics" and "officials" of single articles."""
        return self.filter(named=True)


def names_vector() -> Func:
    """The search vector of a name and its aliases, in any language."""
    return Func(F("name"), F("aliases"), function="ree_names_vector", output_field=SearchVectorField())


@recorded("search", "public_uses", "claim_count", "rebuttal_count")
class Speaker(Mergeable, Row):
    """Anyone who is on record: a person, an organization, a publication or a group."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANIZATION = "organization", "Organization (company, ministry, state, party)"
        PUBLICATION = "publication", "Publication (newspaper, broadcaster, site)"
        GROUP = "group", "Group (people who are named only together)"

    slug = models.SlugField(
        max_length=100, unique=True,
        help_text="Short name in addresses: lower-case letters, digits, hyphens. An old one keeps redirecting.",
        db_comment="Name in URLs; former ones are in sources_speakerslug.",
    )  # fmt: skip
    name = models.CharField(
        max_length=200, help_text="The usual full name in English.", db_comment="Usual full name in English."
    )
    kind = models.CharField(
        max_length=12, choices=Kind, help_text="A state that speaks as one (\"Russia\") is an organization.",
        db_comment="person, organization, publication or group.",
    )  # fmt: skip
    named = models.BooleanField(
        default=True, db_default=True,
        help_text="Untick for \"critics\" or \"officials\": such a group belongs to one article.",
        db_comment="False for a group that has no identity outside one article.",
    )  # fmt: skip
    article = models.ForeignKey(
        "sources.Article", on_delete=models.PROTECT, null=True, blank=True, related_name="unnamed_groups",
        help_text="For an unnamed group alone: the article that it speaks in.",
        db_comment="The article an unnamed group belongs to; NULL for everybody with an identity of their own.",
    )  # fmt: skip
    aliases = ArrayField(
        models.CharField(max_length=200), default=list, db_default=[], blank=True,
        help_text="Other names and spellings, separated by commas; search finds them.",
        db_comment="Other names and spellings.",
    )  # fmt: skip
    website = WebAddress(
        max_length=500, blank=True, default="", db_default="", help_text="Home page, if any.",
        db_comment="Home page; empty if none is known.",
    )  # fmt: skip
    wikidata = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="Wikidata item, like Q7747. Leave empty rather than guess.",
        db_comment="Wikidata item id; empty if not looked up.",
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged",
        help_text="The speaker that this one turned out to be.",
        db_comment="The speaker that this one turned out to be; NULL unless merged.",
    )  # fmt: skip
    public_uses = models.PositiveIntegerField(
        default=0, db_default=0, editable=False,
        db_comment="Public rows that name this speaker (statements, articles). Kept by trigger.",
    )  # fmt: skip
    claim_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False,
        db_comment="Public claims on which this speaker has a public statement. Kept by trigger.",
    )  # fmt: skip
    rebuttal_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False,
        db_comment="Public rebuttals that this speaker made, as critic. Kept by trigger.",
    )  # fmt: skip
    is_public = models.BooleanField(
        default=False, db_default=False, editable=False,
        db_comment="Whether a public row uses it and it was not merged. Kept by trigger.",
    )  # fmt: skip
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
        expression=names_vector(), output_field=SearchVectorField(), db_persist=True,
        db_comment="Search vector of name and aliases.",
    )  # fmt: skip

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        db_table_comment = "Anyone who is on record: claimants, critics, authors, publishers."
        constraints = [
            models.CheckConstraint(
                name="speaker_kind_is_known",
                condition=Q(kind__in=["person", "organization", "publication", "group"]),
                violation_error_message="The kind is person, organization, publication or group.",
            ),
            models.CheckConstraint(
                name="speaker_slug_is_lower_case_words",
                condition=Q(slug__regex=SLUG),
                violation_error_message="A slug has lower-case letters and digits, joined by single hyphens.",
            ),
            models.CheckConstraint(
                name="speaker_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A speaker has a name.",
            ),
            models.CheckConstraint(
                name="speaker_wikidata_is_an_item",
                condition=empty_or("wikidata", WIKIDATA),
                violation_error_message="A Wikidata item looks like Q7747.",
            ),
            models.UniqueConstraint(
                name="speaker_wikidata_is_unique",
                fields=["wikidata"],
                condition=~Q(wikidata="") & Q(merged_into__isnull=True),
                violation_error_message="Another speaker has this Wikidata item: are they the same?",
            ),
            models.CheckConstraint(
                name="speaker_unnamed_is_a_group_of_one_article",
                condition=Q(named=True, article__isnull=True)
                | Q(named=False, kind="group", article__isnull=False),
                violation_error_message="An unnamed speaker is a group and belongs to one article; a named one to none.",
            ),
            models.CheckConstraint(
                name="speaker_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message="A speaker cannot be merged into itself.",
            ),
        ]
        indexes = [
            GinIndex(name="speaker_search", fields=["search"]),
            GinIndex(name="speaker_slug_trigram", fields=["slug"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="speaker_name_trigram", fields=["name"], opclasses=["gin_trgm_ops"]),
            models.Index(name="speaker_public_of_kind", fields=["kind"], condition=Q(is_public=True)),
            models.Index(name="speaker_public_by_name", fields=["name", "id"], condition=Q(is_public=True)),
            models.Index(
                name="speaker_public_by_claims", fields=["claim_count", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="speaker_public_by_rebuttals",
                fields=["rebuttal_count", "id"],
                condition=Q(is_public=True),
            ),
            models.Index(
                name="speaker_public_by_updated", fields=["updated_at", "id"], condition=Q(is_public=True)
            ),
        ]
        triggers = [
            triggers.KEEP_SPEAKER,
            triggers.NEVER_TRUNCATED,
            triggers.MARKS,
            triggers.NEVER_DELETED_ONCE_PUBLIC,
            *ANNOUNCE_SPEAKERS,
        ]

    def __str__(self) -> str:
        return self.name

    def own_targets(self, into: "Speaker") -> list[models.Model]:
        """Affiliations between the two."""
        both = Q(speaker=self, organization=into) | Q(speaker=into, organization=self)
        return list(Affiliation.objects.filter(both).order_by("pk"))

    @transaction.atomic
    def merge(self, into: "Speaker") -> None:
        """As `Mergeable.merge`; the names of this one become aliases of the other, so that searches still find it.

        What only this one tells of itself, the other tells from now on.
        """
        super().merge(into)
        names = [name for name in (self.name, *self.aliases) if name not in (into.name, *into.aliases)]
        into.aliases = [*into.aliases, *dict.fromkeys(names)]
        told = [name for name in ("website", "wikidata") if not getattr(into, name)]
        for name in told:
            setattr(into, name, getattr(self, name))
        into.save(update_fields=["aliases", *told])


class SpeakerSlug(models.Model):
    """A slug that a speaker gave up; it keeps redirecting."""

    slug = models.SlugField(max_length=100, unique=True, db_comment="The former slug.")
    was_public = models.BooleanField(
        db_default=True,
        default=True,
        editable=False,
        db_comment="Whether the row was public under it; if not, it leads staff alone.",
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.CASCADE, related_name="former_slugs", db_comment="Who had it."
    )

    class Meta:
        ordering = ["slug", "id"]
        db_table_comment = "Former slugs of speakers, kept as redirects."
        triggers = [triggers.NEVER_TRUNCATED, triggers.MARKS]

    def __str__(self) -> str:
        return f"{self.slug} → {self.speaker.slug}"


class AffiliationQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those whose two parties are both public."""
        return self.filter(speaker__is_public=True, organization__is_public=True)


@recorded()
class Affiliation(Row):
    """Who speaks for which organization, in which role, from when to when. Roles change; statements keep them as printed."""

    id = models.UUIDField(
        primary_key=True,
        default=uuid7,
        validators=[validate_uuid7],
        editable=False,
        db_comment="UUIDv7 (RFC 9562).",
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="affiliations",
        help_text="The person (or organization) that belongs.", db_comment="Who belongs.",
    )  # fmt: skip
    organization = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="members",
        help_text="What they belong to.", db_comment="What they belong to.",
    )  # fmt: skip
    role = models.CharField(
        max_length=200, help_text="The role in a few words: \"owner\", \"chief executive officer\".",
        db_comment="Role in a few words.",
    )  # fmt: skip
    start_date = models.DateField(
        null=True, blank=True, help_text="First day, if known.", db_comment="First day; NULL if not known."
    )
    end_date = models.DateField(
        null=True, blank=True, help_text="Last day; empty while it lasts or if not known.",
        db_comment="Last day; NULL while it lasts or if not known.",
    )  # fmt: skip

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["speaker", "start_date", "id"]
        db_table_comment = "Roles of speakers in organizations, with their dates."
        constraints = [
            models.CheckConstraint(
                name="affiliation_starts_before_it_ends",
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(start_date__lte=F("end_date")),
                violation_error_message="An affiliation cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="affiliation_is_with_somebody_else",
                condition=~Q(speaker=F("organization")),
                violation_error_message="Nobody is affiliated with themselves.",
            ),
            models.CheckConstraint(
                name="affiliation_has_a_role",
                condition=~Q(role=""),
                violation_error_message="Say which role.",
            ),
            models.UniqueConstraint(
                name="affiliation_is_recorded_once",
                fields=["speaker", "organization", "role", "start_date"],
                nulls_distinct=False,
                violation_error_message="This affiliation is already recorded.",
            ),
        ]
        triggers = [
            triggers.KEEP_ROW,
            triggers.NEVER_TRUNCATED,
            triggers.MARKS,
            *triggers.AFFILIATION_BELONGS,
        ]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.role}, {self.organization}"
