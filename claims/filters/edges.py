"""What may be asked of rebuttals and supports."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.models import Claim, Rebuttal, Statement, Support
from claims.models.edges import TARGETS
from reeapi.api.filters import (
    ChoiceFilter,
    DateFilter,
    IdFilter,
    Rows,
    SlugFilter,
    TextSearch,
    among,
    published,
)
from reeapi.api.sql import AnyOf, Placeholder
from sources.filters import EXAMPLE_ID, RowFilters
from sources.models import Speaker

from .topics import on_topic, topic_filter

Stance = Statement.Stance


STATING = (
    Stance.ASSERTS,
    Stance.CONCEDES,
    Stance.PROPOSES,
    Stance.PREDICTS,
)  # stances that stand behind a claim


def about_topic(topics: Placeholder) -> Q:
    """Condition: the targeted claim or the one made is; an edge without a counter-claim makes the targeted one."""
    return on_topic(topics, "target_claim") | on_topic(topics, "counter_claim")


def seek_topic(topics: Placeholder) -> list[Q]:
    return [on_topic(topics, "target_claim"), on_topic(topics, "counter_claim")]


def said_by(speakers: Placeholder, rows: Rows = published) -> QuerySet:
    return rows(Statement).order_by().filter(among("speaker", speakers))


def stated_by(speakers: Placeholder, rows: Rows) -> Q:
    """Condition: one of the speakers stands behind the targeted claim, or made the targeted statement."""
    behind = said_by(speakers, rows).filter(claim=OuterRef("target_claim"), stance__in=STATING)
    targeted = Statement.objects.filter(among("speaker", speakers), pk=OuterRef("target_statement"))
    return Q(Exists(behind)) | Q(Exists(targeted))


def seek_stated_by(speakers: Placeholder) -> list[Q]:
    claims = ArraySubquery(said_by(speakers).filter(stance__in=STATING).values("claim"))
    statements = ArraySubquery(said_by(speakers).values("pk"))
    return [Q(AnyOf(F("target_claim"), claims)), Q(AnyOf(F("target_statement"), statements))]


def of_kind(kinds: list[str]) -> Q:
    condition = Q()
    for kind in kinds:
        condition |= Q(**{f"target_{kind}__isnull": False})
    return condition


class EdgeFilters(RowFilters):
    """About one edge: who drew on which words, where, against or for what."""

    owner = "statement"

    critic = SlugFilter(Speaker, "critic", help_text="Whose statement it is.", example="rare-earth-exchanges")
    critic_kind = ChoiceFilter(
        Speaker.Kind, "critic__kind", help_text="Whose statement it is, by kind.", example="publication"
    )
    stance = ChoiceFilter(
        Stance, "statement__stance", help_text="How it takes to the claim that it makes.", example="denies"
    )
    claim = IdFilter(
        "target_claim", model=Claim, help_text="Targets any of these claims.", example=EXAMPLE_ID
    )
    statement = IdFilter("target_statement", help_text="Targets any of these statements.", example=EXAMPLE_ID)
    rebuttal = IdFilter("target_rebuttal", help_text="Targets any of these rebuttals.", example=EXAMPLE_ID)
    target_article = IdFilter(
        "target_article", help_text="Targets any of these articles.", example=EXAMPLE_ID
    )
    target_kind = ChoiceFilter(
        [name.removeprefix("target_") for name in TARGETS],
        help_text="What is targeted.",
        example="claim",
        condition=of_kind,
    )
    target_speaker = SlugFilter(
        Speaker, help_text="Targets a claim that any of these stands behind, or a statement of theirs.",
        example="vladimir-putin", related=stated_by, seek=seek_stated_by, weight=said_by,
    )  # fmt: skip
    target_publisher = SlugFilter(
        Speaker,
        "target_article__publisher",
        help_text="Targets an article of any of these.",
        example="newsweek",
    )
    counter_claim = IdFilter(
        "counter_claim", model=Claim, help_text="Makes any of these claims.", example=EXAMPLE_ID
    )
    basis = ChoiceFilter(Rebuttal.Basis, "basis", help_text="Who draws the line.", example="stated")
    article = IdFilter("statement__article", help_text="Read in any of these articles.", example=EXAMPLE_ID)
    publisher = SlugFilter(
        Speaker,
        "statement__article__publisher",
        help_text="Read in an article of any of these.",
        example="rare-earth-exchanges",
    )
    topic = topic_filter(
        "The targeted claim or the one made is about any of these topics", about_topic, seek_topic
    )
    said_after = DateFilter(
        "statement__said_until", bound="after", begins="said_on", example="2025-01-01",
        help_text="Said on this day or later; an imprecise date matches where it may be.",
    )  # fmt: skip
    said_before = DateFilter(
        "said_on", bound="before", example="2025-12-31",
        help_text="Said on this day or earlier; an imprecise date matches where it may be.",
    )  # fmt: skip
    q = TextSearch(
        "statement__search", help_text="Words of the quote and of the claim made.", example="processing"
    )


class RebuttalFilterSet(EdgeFilters):
    relation = ChoiceFilter(
        Rebuttal.Relation, "relation", help_text="How it counters.", example="rebuts,undercuts"
    )
    ground = ChoiceFilter(Rebuttal.Ground, "ground", help_text="On what grounds.", example="feasibility")


class SupportFilterSet(EdgeFilters):
    relation = ChoiceFilter(Support.Relation, "relation", help_text="How it supports.", example="praises")
