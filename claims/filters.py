"""What may be asked of topics, claims, statements and the edges between them."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.db.models import Exists, OuterRef, Q

from reeapi.api.filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    IdFilter,
    PatternFilter,
    SlugFilter,
    StrictFilterSet,
    TextSearch,
)
from sources.filters import EXAMPLE_ID, RowFilters, UpdatedFilters, written_by
from sources.models import Speaker

from .models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic
from .models.edges import TARGETS

Stance = Statement.Stance
STATING = (
    Stance.ASSERTS,
    Stance.CONCEDES,
    Stance.PROPOSES,
    Stance.PREDICTS,
)  # stances that stand behind a claim


def on_topic(topics: Iterable[int], claim: str = "pk") -> Q:
    """Condition: the claim has one of the topics."""
    return Q(Exists(ClaimTopic.objects.filter(claim=OuterRef(claim), topic__in=topics)))


def passed_on(**by: list) -> Q:
    """Condition: an article like this stands in the statement's chain."""
    return Q(Exists(Relay.objects.filter(statement=OuterRef("pk"), **by)))


def topic_filter(help_text: str, condition) -> SlugFilter:
    return SlugFilter(
        Topic, help_text=f"{help_text}; narrower topics are included.", example="processing",
        widen=Topic.objects.with_narrower, condition=condition,
    )  # fmt: skip


class TopicFilterSet(UpdatedFilters):
    id = SlugFilter(Topic, "pk", help_text="Any of these slugs, past or present.", example="processing")
    broader = SlugFilter(
        Topic, "broader", help_text="Directly below any of these topics.", example="supply-chain"
    )
    q = TextSearch("search", help_text="Words of the name.", example="sanctions")


class SaidFilters(StrictFilterSet):
    """About one statement: who said it, where, when, through whom, how faithfully."""

    speaker = SlugFilter(Speaker, "speaker", help_text="Said by any of these.", example="vladimir-putin")
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
        condition=lambda ids: passed_on(article__in=ids),
    )
    via_publisher = SlugFilter(
        Speaker, help_text="Passed on by an article of any of these.", example="newsweek",
        condition=lambda speakers: passed_on(article__publisher__in=speakers),
    )  # fmt: skip
    said_after = DateFilter(
        "said_until", bound="after", example="2025-01-01",
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


def scoped(filters: type[StrictFilterSet], scope: str) -> type[StrictFilterSet]:
    """The same filters, as conditions on one and the same row of `scope`."""
    copies = {}
    for name, declared in filters.base_filters.items():
        copies[name] = copy(declared)
        copies[name].scope = scope
    return type(f"{filters.__name__}Of{scope.title()}", (StrictFilterSet,), copies)


class StatementFilterSet(SaidFilters, RowFilters):
    claim = IdFilter("claim", model=Claim, help_text="Statements of any of these claims.", example=EXAMPLE_ID)
    topic = topic_filter("On a claim about any of these topics", lambda topics: on_topic(topics, "claim"))
    q = TextSearch(
        "search", help_text="Words of the quote and of the claim.", example='"rare earth" -lithium'
    )


SaidInOneStatement: Any = scoped(SaidFilters, "statement")


class ClaimFilterSet(SaidInOneStatement, RowFilters):
    scopes = {
        "statement": lambda: Statement.objects.published().filter(claim=OuterRef("pk")),
        "rebuttal": lambda: Rebuttal.objects.published().filter(target_claim=OuterRef("pk")),
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
        help_text="Whether a public counter-claim or denial stands against it.", example="true",
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
        help_text="Whether a public support stands for it.", example="true",
        condition=lambda value: Q(support_count__gt=0) if value else Q(support_count=0),
    )  # fmt: skip
    about = ChoiceFilter(
        ["world", "article"], help_text="About the world, or about a piece of reporting.", example="article",
        condition=lambda kinds: Q(about_article__isnull="world" in kinds) if len(kinds) == 1 else Q(),
    )  # fmt: skip
    about_article = IdFilter("about_article", help_text="About any of these articles.", example=EXAMPLE_ID)
    q = TextSearch("search", help_text="Words of the claim.", example='"rare earth" -lithium')


def about_topic(topics: Iterable[int]) -> Q:
    return on_topic(topics, "target_claim") | on_topic(topics, "statement__claim")


def stated_by(speakers: list[int]) -> Q:
    """Condition: one of the speakers stands behind the targeted claim, or made the targeted statement."""
    behind = Statement.objects.published().filter(
        claim=OuterRef("target_claim"), speaker__in=speakers, stance__in=STATING
    )
    return Q(Exists(behind)) | Q(target_statement__speaker__in=speakers)


def of_kind(kinds: list[str]) -> Q:
    condition = Q()
    for kind in kinds:
        condition |= Q(**{f"target_{kind}__isnull": False})
    return condition


class EdgeFilters(RowFilters):
    """About one edge: who drew on which words, where, against or for what."""

    critic = SlugFilter(Speaker, "critic", help_text="Whose statement it is.", example="rare-earth-exchanges")
    critic_kind = ChoiceFilter(
        Speaker.Kind, "critic__kind", help_text="Whose statement it is, by kind.", example="publication"
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
        example="vladimir-putin", condition=stated_by,
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
    topic = topic_filter("The targeted claim or the one made is about any of these topics", about_topic)
    said_after = DateFilter(
        "statement__said_until", bound="after", example="2025-01-01",
        help_text="Said on this day or later; an imprecise date matches where it may be.",
    )  # fmt: skip
    said_before = DateFilter(
        "statement__said_on", bound="before", example="2025-12-31",
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
