"""Quotes that a newer text no longer has, among what waits: both wordings side by side, and a decision."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from claims.models import AnchorReview
from sources.models import Article

from .answers import only, sent
from .reading import context, may_read

LIMIT = 100  # listed at once


def lost_quotes(article: Article | None) -> QuerySet[AnchorReview]:
    """Those that a person must look at, the oldest first."""
    found = AnchorReview.objects.waiting().select_related(
        "statement__speaker", "statement__claim", "snapshot"
    )
    return (found.filter(statement__article=article) if article else found).order_by("pk")[:LIMIT]


@only("GET")
def quote_card_view(request: HttpRequest, key: int) -> HttpResponse:
    """One quote as its page in the admin shows it; a part of the page of the queue."""
    may_read(request)
    rows = AnchorReview.objects.select_related("statement__snapshot", "statement__article", "snapshot")
    review = get_object_or_404(rows, pk=key)
    own = admin.site.get_model_admin(AnchorReview)
    waits = AnchorReview.objects.waiting().filter(pk=key).exists()
    page = context(request, "Quote", review=review, wordings=own.wordings(review))
    page["may_decide"] = waits and own.may_decide(request, review)
    return TemplateResponse(request, "desk/quote.html", page)


@only("POST")
@transaction.atomic
def quote_view(request: HttpRequest, key: int) -> JsonResponse:
    """POST {"decision": "accept" | "orphan", "seen_version": …}"""
    review = get_object_or_404(AnchorReview.objects.select_related("statement", "snapshot"), pk=key)
    own = admin.site.get_model_admin(AnchorReview)
    if not own.may_decide(request, review):
        raise PermissionDenied("Your account may not change this statement.")
    own.decide(request, review, sent(request))
    own.log_change(request, review, f"Decided: {review.get_decision_display()}")
    return JsonResponse({"done": str(key)})
