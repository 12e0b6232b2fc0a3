"""The queue of drafts: each shown in its context, with what publishing it makes public. `deciding` is what is done with it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sources.admin.searching import as_uuid
from sources.models import Article, Reviewed

from . import marks, waiting
from .answers import only
from .deciding import may_publish
from .quotes import lost_quotes
from .reading import context, may_read


@only("GET")
def queue_view(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first or `?order=article`; of one `article=`; without one's own or `?whose=all`."""
    may_read(request)
    page = context(request, "Review")
    found = waiting.waiting_drafts()
    article = Article.objects.filter(pk=as_uuid(request.GET.get("article", ""))).first()
    by_article, everybody = request.GET.get("order") == "article", request.GET.get("whose") == "all"
    if article:
        found = found.filter(article=article)
    if not everybody:
        found = waiting.by_others(found, page["handle"])
    if by_article:
        found = found.order_by("article", "pk")
    page |= {
        "article": article, "by_article": by_article, "everybody": everybody, "limit": waiting.LIMIT,
        "units": waiting.of_queue(found), "quotes": lost_quotes(article),
        "may_publish": request.user.has_perm("claims.publish_statement"),
    }  # fmt: skip
    return TemplateResponse(request, "desk/review.html", page)


@only("GET")
def unit_view(request: HttpRequest, key: Any) -> HttpResponse:
    """One draft as a reviewer reads it; a part of the page of the queue."""
    may_read(request)
    page = context(request, "Draft")
    statement = get_object_or_404(marks.statements().select_related("snapshot", "article__publisher"), pk=key)
    unit = waiting.unit_of(statement)
    own = list(filter(None, (one.own_of(page["handle"]) for one in unit.drafts)))
    page |= {"unit": unit, "statement": statement, "around": waiting.around(statement), "own": own}
    page["four_eyes"] = settings.FOUR_EYES
    page |= {"drafts": named(unit.drafts), "waits": named(unit.waits_for), "edges": marks.edges_of(statement)}
    page["may_publish"] = all(may_publish(request, one) for one in unit.drafts)
    return TemplateResponse(request, "desk/unit.html", page)


def named(rows: list[Reviewed]) -> list[tuple[str, Reviewed]]:
    """Rows with what they are called."""
    return [(str(row._meta.verbose_name), row) for row in rows]
