"""What may be asked of claims."""

from copy import copy
from typing import Any

from django.db.models import Q

from claims.models import Claim, ClaimEntry, Rebuttal, Statement
from reeapi.api.filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    IdFilter,
    PatternFilter,
    SlugFilter,
    TextSearch,
)
from reeapi.api.filtersets import Scope, StrictFilterSet
from sources.filters import EXAMPLE_ID, RowFilters
from sources.models import Speaker

from .statements import SaidFilters
from .topics import on_topic, topic_filter


def scoped(filters: type[StrictFilterSet], scope: str) -> type[StrictFilterSet]:
    """The same filters, as conditions on one and the same row of `scope`."""
    copies = {}
    for name, declared in filters.base_filters.items():
        copies[name] = copy(declared)
        copies[name].scope = scope
    return type(f"{filters.__name__}Of{scope.title()}", (StrictFilterSet,), copies)


SaidInOneStatement: Any = scoped(SaidFilters, "statement")


class ClaimFilterSet(SaidInOneStatement, RowFilters):
    files = (ClaimEntry, "claim")
    scopes = {
        "statement": Scope(Statement, "claim"),
        "rebuttal": Scope(Rebuttal, "target_claim"),
    }

    id = IdFilter(
        "pk", model=Claim, help_text="Any of these ids; those of merged claims resolve.", example=EXAMPLE_ID
    )
    topic = topic_filter("About any of these topics", on_topic)
    published_after = DateFilter(
        "article__published_on", bound="after", scope="statement", example="2025-01-01",
        help_text="Read in an article published on this day or later.",
    )  # fmt: skip
    published_before = DateFilter(
        "article__published_on", bound="before", scope="statement", example="2025-12-31",
        help_text="Read in an article published on this day or earlier.",
    )  # fmt: skip
    language = PatternFilter(
        r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        "language",
        help_text="Language of the claim (BCP 47).",
        example="en",
    )
    rebutted = BooleanFilter(
        help_text="Whether a public counter-claim or denial stands against it.", example="true", column="rebuttal_count",
        condition=lambda value: Q(rebuttal_count__gt=0) if value else Q(rebuttal_count=0),
    )  # fmt: skip
    rebutted_by = SlugFilter(
        Speaker,
        "critic",
        scope="rebuttal",
        help_text="Countered by any of these.",
        example="vladimir-potanin",
    )
    relation = ChoiceFilter(
        Rebuttal.Relation,
        "relation",
        scope="rebuttal",
        help_text="Countered in this way.",
        example="undercuts",
    )
    ground = ChoiceFilter(
        Rebuttal.Ground,
        "ground",
        scope="rebuttal",
        help_text="Countered on these grounds.",
        example="feasibility",
    )
    supported = BooleanFilter(
        help_text="Whether a public support stands for it.", example="true", column="support_count",
        condition=lambda value: Q(support_count__gt=0) if value else Q(support_count=0),
    )  # fmt: skip
    about = ChoiceFilter(
        ["world", "article"], help_text="About the world, or about a piece of reporting.", example="article",
        condition=lambda kinds: Q(about_article__isnull="world" in kinds) if len(kinds) == 1 else Q(),
    )  # fmt: skip
    about_article = IdFilter("about_article", help_text="About any of these articles.", example=EXAMPLE_ID)
    q = TextSearch("search", help_text="Words of the claim.", example='"rare earth" -lithium')
