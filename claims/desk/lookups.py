"""What is on record already, as one types: speakers, claims with who said them, articles, topics."""

from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, TrigramWordSimilarity
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse

from claims.models import Claim, Statement, Topic
from sources.admin import searching
from sources.admin.articles import articles as articles_with
from sources.admin.searching import as_uuid, words_of
from sources.models import Article, Speaker, Status

from . import marks, topics
from .answers import only
from .reading import may_read

SHOWN = 8
LONGEST = 300  # characters of a claim that are compared
COMPARED = 6  # words of a claim that are looked for
POOL = 100  # claims whose letters are compared
NAMED = 3  # speakers told of a claim
TOPICS = 24  # proposed at once


def asked(request: HttpRequest) -> tuple[list[str], Any]:
    """The words of `q`, and the article in which they are asked for."""
    may_read(request)
    return words_of(request.GET.get("q", "").replace("\0", "")), as_uuid(request.GET.get("article", ""))


@only("GET")
def speakers_view(request: HttpRequest) -> JsonResponse:
    """By name or alias, those last recorded in this article first; without words those of the article. `kind=` narrows."""
    words, article = asked(request)
    found = Speaker.objects.filter(Q(named=True) | Q(article=article), merged_into=None)
    if request.GET.get("kind"):
        found = found.filter(kind=request.GET["kind"])
    recent = (
        Statement.objects.filter(article=article).order_by("-created_at").values_list("speaker", flat=True)
    )
    order = list(dict.fromkeys(recent[:200]))
    chosen = found.filter(searching.speakers(words)) if words else found.filter(pk__in=order)
    rank = [When(pk=key, then=Value(place)) for place, key in enumerate(order)]
    first = Case(*rank, default=Value(len(order)), output_field=IntegerField())
    rows = chosen.order_by(first, "-claim_count", "name", "pk")[:SHOWN]
    return JsonResponse({"found": [marks.speaker(one) | {"note": note_of(one)} for one in rows]})


def note_of(speaker: Speaker) -> str:
    """What tells a speaker from another of that name."""
    if not speaker.named:
        return "of this article alone"
    return ", ".join([speaker.kind, *speaker.aliases[:2]])


@only("GET")
def claims_view(request: HttpRequest) -> JsonResponse:
    """Claims that say something alike, with who said them; those of this article first among equals."""
    words, article = asked(request)
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    rows = list(alike(typed, words, article)) if words else []
    said = who_said(rows)
    return JsonResponse({"found": [
        {"id": str(one.pk), "label": one.text, "note": said.get(one.pk, "nobody yet"), "status": one.status}
        for one in rows
    ]})  # fmt: skip


def alike(typed: str, words: list[str], article: Any) -> QuerySet[Claim]:
    """The likeliest of those in which most of the words stand, in any form, and of drafts, which may be today's, by their letters."""
    usable = Claim.objects.filter(merged_into=None).exclude(status=Status.WITHDRAWN).order_by()
    public = usable.filter(is_public=True, search=most_of(words))
    unseen = usable.filter(is_public=False, text__trigram_word_similar=typed)
    pool = [key for rows in (public, unseen) for key in rows.values_list("pk", flat=True)[:POOL]]
    here = Exists(Statement.objects.filter(claim=OuterRef("pk"), article=article))
    found = Claim.objects.filter(pk__in=pool).annotate(
        likeness=TrigramWordSimilarity(typed, "text"), here=here
    )
    return found.order_by("-likeness", "-here", "-pk")[:SHOWN]


def most_of(words: list[str]) -> SearchQuery | CombinedSearchQuery:
    """A query for two thirds of the longest words, each of which may be the beginning of one."""
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)[:COMPARED]
    needed = combinations(longest, -(-2 * len(longest) // 3))
    queries = [searching.in_text(list(some)) for some in needed]
    return reduce(or_, queries)


def who_said(rows: list[Claim]) -> dict[Any, str]:
    """{claim: "Ann Lee, Bo Rae and 4 more"}"""
    said: dict[Any, dict[str, None]] = {}
    statements = (
        Statement.objects.filter(claim__in=rows).exclude(status=Status.WITHDRAWN).order_by("-is_public", "pk")
    )
    for claim, name in statements.values_list("claim", "speaker__name")[:500]:
        said.setdefault(claim, {})[name] = None
    return {claim: in_words(list(names)) for claim, names in said.items()}


def in_words(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


@only("GET")
def articles_view(request: HttpRequest) -> JsonResponse:
    words, _ = asked(request)
    found = Article.objects.exclude(status=Status.WITHDRAWN).select_related("publisher")
    rows = found.filter(articles_with(words)).order_by("-pk")[:SHOWN] if words else []
    return JsonResponse({"found": marks.each_label(rows)})


@only("GET")
def topics_view(request: HttpRequest) -> JsonResponse:
    """By name; without words those that the claim `claim=` and the marked words `quote=` suggest, `sure` where they are filled in."""
    words, article = asked(request)
    if not words:
        claim, quote = (request.GET.get(name, "")[:LONGEST] for name in ("claim", "quote"))
        likely = topics.likely(claim, quote, article)[:TOPICS]
        return JsonResponse({"found": [topic(one) | {"sure": is_sure} for one, is_sure in likely]})
    found = Topic.objects.order_by("-claim_count", "name", "pk")
    for word in words:
        found = found.filter(name__icontains=word)
    return JsonResponse({"found": [topic(one) for one in found[: 2 * SHOWN]]})


def topic(row: Topic) -> dict[str, Any]:
    return {"id": row.pk, "label": row.name}
