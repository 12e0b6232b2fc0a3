"""What may be asked of speakers and articles."""

from django.db.models import Exists, OuterRef, Q

from reeapi.api.filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    IdFilter,
    PatternFilter,
    SlugFilter,
    TextFilter,
    TextSearch,
    TimestampFilter,
    among,
)
from reeapi.api.filtersets import Scope, StrictFilterSet
from reeapi.api.sql import Placeholder

from .models import Affiliation, Article, ArticleAuthor, Citation, Speaker

EXAMPLE_ID = "0197d2a0-0000-7000-8000-000000000000"


class UpdatedFilters(StrictFilterSet):
    updated_since = TimestampFilter(
        "updated_at",
        bound="after",
        help_text="Changed at this time or later.",
        example="2026-01-31T00:00:00Z",
    )


class RowFilters(UpdatedFilters):
    id = IdFilter("pk", help_text="Any of these ids.", example=EXAMPLE_ID)


def written_by(speakers: Placeholder, article: str = "pk") -> Q:
    """Condition: one of the speakers stands in the byline of the article."""
    return Q(Exists(ArticleAuthor.objects.filter(among("speaker", speakers), article=OuterRef(article))))


def publishes(value: bool) -> Q:
    condition = Q(Exists(Article.objects.published().filter(publisher=OuterRef("pk"))))
    return condition if value else ~condition


class SpeakerFilterSet(UpdatedFilters):
    scopes = {"affiliation": Scope(Affiliation, "speaker")}

    id = SlugFilter(Speaker, "pk", help_text="Any of these slugs, past or present.", example="vladimir-putin")
    kind = ChoiceFilter(Speaker.Kind, "kind", help_text="What sort of speaker.", example="person")
    named = BooleanFilter(
        "named",
        default=True,
        help_text="`false` lists the unnamed groups of single articles instead, also beside `id`.",
        example="true",
    )
    organization = SlugFilter(
        Speaker,
        "organization",
        scope="affiliation",
        help_text="Affiliated with any of these.",
        example="nornickel",
    )
    role = TextFilter(
        "role__iexact",
        scope="affiliation",
        help_text="In this role; upper and lower case are alike.",
        example="owner",
    )
    wikidata = PatternFilter(
        r"Q[1-9]\d{0,18}", "wikidata", help_text="Any of these Wikidata items.", example="Q7747"
    )
    has_claims = BooleanFilter(
        help_text="Whether the speaker took a stance on a public claim.", example="true", column="claim_count",
        condition=lambda value: Q(claim_count__gt=0) if value else Q(claim_count=0),
    )  # fmt: skip
    is_publisher = BooleanFilter(
        help_text="Whether the speaker publishes a public article.", example="true", condition=publishes,
        weight=lambda _: Article.objects.published(),
    )  # fmt: skip
    q = TextSearch(
        "search", help_text="Words of the name or of an alias; accents do not matter.", example="putin"
    )


class ArticleFilterSet(RowFilters):
    scopes = {"review": Scope(Citation, "article", Q(relation=Citation.Relation.REVIEWS))}

    url = TextFilter(
        "url", help_text="The address of the original, letter by letter.", example="https://example.org/a"
    )
    publisher = SlugFilter(
        Speaker, "publisher", help_text="Published by any of these.", example="rare-earth-exchanges"
    )
    author = SlugFilter(
        Speaker, help_text="Any of these is in the byline.", example="hafsa-khalil", condition=written_by
    )
    kind = ChoiceFilter(Article.Kind, "kind", help_text="What sort of article.", example="commentary")
    language = PatternFilter(
        r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "language", help_text="BCP 47 tag.", example="en"
    )
    published_after = DateFilter(
        "published_on", bound="after", help_text="Published on this day or later.", example="2025-01-01"
    )
    published_before = DateFilter(
        "published_on", bound="before", help_text="Published on this day or earlier.", example="2025-12-31"
    )
    reviews = IdFilter(
        "cited", scope="review", help_text="Reviews any of these articles.", example=EXAMPLE_ID
    )
    reviewed_publisher = SlugFilter(
        Speaker,
        "cited__publisher",
        scope="review",
        help_text="Reviews a piece published by any of these.",
        example="newsweek",
    )
    q = TextSearch("search", help_text="Words of the title.", example='"rare earth" -gold')
