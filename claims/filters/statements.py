"""What may be asked of statements."""

from django.db.models import Exists, OuterRef, Q

from claims.models import Claim, Relay, Statement
from reeapi.api.filters import (
    ChoiceFilter,
    DateFilter,
    IdFilter,
    SlugFilter,
    TextSearch,
    among,
)
from reeapi.api.filtersets import StrictFilterSet
from sources.filters import EXAMPLE_ID, RowFilters, written_by
from sources.models import Speaker

from .topics import on_topic, topic_filter

Stance = Statement.Stance


def passed_on(by: Q) -> Q:
    """Condition: an article like this stands in the statement's chain."""
    return Q(Exists(Relay.objects.filter(by, statement=OuterRef("pk"))))


class SaidFilters(StrictFilterSet):
    """About one statement: who said it, where, when, through whom, how faithfully."""

    speaker = SlugFilter(
        Speaker, "speaker", heading="speaker", help_text="Said by any of these.", example="vladimir-putin"
    )
    speaker_kind = ChoiceFilter(
        Speaker.Kind, "speaker__kind", help_text="Said by such a speaker.", example="person"
    )
    organization = SlugFilter(
        Speaker, "affiliation", help_text="Said on behalf of any of these.", example="nornickel"
    )
    stance = ChoiceFilter(
        Stance, "stance", help_text="With any of these stances.", example="asserts,concedes"
    )
    article = IdFilter("article", help_text="Read in any of these articles.", example=EXAMPLE_ID)
    publisher = SlugFilter(
        Speaker,
        "article__publisher",
        heading="publisher",
        help_text="Read in an article of any of these.",
        example="rare-earth-exchanges",
    )
    author = SlugFilter(
        Speaker, help_text="Read in an article written by any of these.", example="brendan-cole",
        condition=lambda speakers: written_by(speakers, "article"),
    )  # fmt: skip
    via = IdFilter(
        help_text="Passed on by any of these articles.",
        example=EXAMPLE_ID,
        condition=lambda ids: passed_on(among("article", ids)),
    )
    via_publisher = SlugFilter(
        Speaker, help_text="Passed on by an article of any of these.", example="newsweek",
        condition=lambda speakers: passed_on(among("article__publisher", speakers)),
        weight=lambda speakers: Relay.objects.filter(among("article__publisher", speakers)),
    )  # fmt: skip
    said_after = DateFilter(
        "said_until", bound="after", begins="said_on", example="2025-01-01",
        help_text="Said on this day or later; an imprecise date matches where it may be.",
    )  # fmt: skip
    said_before = DateFilter(
        "said_on", bound="before", example="2025-12-31",
        help_text="Said on this day or earlier; an imprecise date matches where it may be.",
    )  # fmt: skip
    fidelity = ChoiceFilter(
        Statement.Fidelity, "fidelity", help_text="As close to the words as this.", example="verbatim"
    )
    anchor = ChoiceFilter(
        Statement.AnchorStatus,
        "anchor_status",
        help_text="Whether the quote still stands in the text.",
        example="exact",
    )


class StatementFilterSet(SaidFilters, RowFilters):
    claim = IdFilter("claim", model=Claim, help_text="Statements of any of these claims.", example=EXAMPLE_ID)
    topic = topic_filter("On a claim about any of these topics", lambda topics: on_topic(topics, "claim"))
    q = TextSearch(
        "search", help_text="Words of the quote and of the claim.", example='"rare earth" -lithium'
    )
