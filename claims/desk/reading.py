"""The pages of the desk: where one begins, and the text of an article with what is anchored in it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from claims.models import Remark, Statement
from sources.admin.articles import articles as articles_with
from sources.admin.searching import words_of
from sources.models import Article, Citation, Curator, Snapshot, Status, Suggestion

from . import marks, wording
from .answers import only
from .choices import choices
from .waiting import LIMIT, waiting_drafts

SHOWN = 30  # articles on the first page
LATELY = 30  # days for which a rejected draft is shown to whoever recorded it
HELD = Snapshot.TextState.HELD


def may_read(request: HttpRequest) -> None:
    """Raises PermissionDenied for staff who may not read captured texts and drafts."""
    if not request.user.has_perms(["sources.view_snapshot", "claims.view_statement"]):
        raise PermissionDenied


def held_text(article: Article) -> Snapshot | None:
    """The newest text of an article that is held here: what the desk shows and anchors in."""
    return article.snapshots.filter(text_state=HELD).order_by("-captured_at", "-pk").first()


def context(request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
    """What every page of the desk needs beside its own."""
    handle = Curator.objects.handle_of(request.user)
    shared = {"title": title, "handle": handle, "is_nav_sidebar_enabled": False}
    return admin.site.each_context(request) | shared | more


@only("GET")
def desk_view(request: HttpRequest) -> HttpResponse:
    """Where one begins: what was sent back, what waits for review, and the articles whose text is here."""
    may_read(request)
    page = context(request, "Curation desk", is_desk=True)
    words = words_of(request.GET.get("q", "").replace("\0", ""))
    mine = Remark.objects.open().filter(statement__recorded_by=page["handle"], statement__status=Status.DRAFT)
    back = mine.select_related("statement__speaker", "statement__claim", "statement__article")
    page |= {
        "rejected": rejected_of(page["handle"])[:SHOWN],
        "back": back.order_by("created_at")[:SHOWN], "waiting": waiting_drafts()[:LIMIT].count(), "limit": LIMIT,
        "articles": with_counts(curatable(words)), "q": request.GET.get("q", ""),
    }  # fmt: skip
    return TemplateResponse(request, "desk/desk.html", page)


def rejected_of(handle: str) -> QuerySet[Statement]:
    """Drafts of somebody that were rejected of late, with the reason, the latest first."""
    since = timezone.now() - timedelta(days=LATELY)
    gone = Statement.objects.filter(recorded_by=handle, status=Status.WITHDRAWN, published_at=None)
    latest = gone.filter(withdrawn_at__gte=since).order_by("-withdrawn_at", "-pk")
    return latest.select_related("speaker", "claim", "article")


def curatable(words: list[str]) -> list[Article]:
    """Articles whose text is held, those captured last first."""
    texts = Snapshot.objects.filter(text_state=HELD)
    if words:
        texts = texts.filter(article__in=Article.objects.filter(articles_with(words)).values("pk"))
    newest = list(dict.fromkeys(texts.order_by("-pk").values_list("article", flat=True)[: 4 * SHOWN]))[:SHOWN]
    rows = Article.objects.select_related("publisher").in_bulk(newest)
    return [rows[key] for key in newest]


def with_counts(articles: list[Article]) -> list[dict[str, Any]]:
    """Each with how many statements, drafts among them, and open suggestions it has."""
    said = (
        Statement.objects.filter(article__in=articles)
        .exclude(status=Status.WITHDRAWN)
        .values("article")
        .order_by()
    )
    statements: dict[Any, dict[str, Any]] = {
        one["article"]: one for one in said.annotate(n=Count("pk"), drafts=Count("pk", filter=Q(status=Status.DRAFT)))
    }  # fmt: skip
    found = Suggestion.objects.filter(snapshot__article__in=articles, status=Suggestion.State.OPEN)
    open_ = dict(found.values_list("snapshot__article").annotate(n=Count("pk")).order_by())
    return [
        {"row": one, "label": marks.label_of(one), "suggestions": open_.get(one.pk, 0)}
        | {name: statements.get(one.pk, {}).get(name, 0) for name in ("n", "drafts")}
        for one in articles
    ]


@only("GET")
def article_view(request: HttpRequest, article: Any) -> HttpResponse:
    """The text in one column, what is anchored in it beside it, and what the article is."""
    may_read(request)
    cited = Citation.objects.select_related("cited__publisher").order_by("pk")
    rows: QuerySet[Article] = Article.objects.select_related("publisher", "syndicated_from__publisher").prefetch_related(
        "authors", Prefetch("citations", cited)
    )  # fmt: skip
    row = get_object_or_404(rows, pk=article)
    snapshot = held_text(row)
    page = context(request, row.display_title, article=row, snapshot=snapshot)
    page["lines"] = lines_of(snapshot)
    page["settings"] = {
        "article": marks.article(row), "snapshot": str(snapshot.pk) if snapshot else None, "handle": page["handle"],
        "publisher": marks.speaker(row.publisher) if row.publisher else None, "language": row.language,
        "cited": marks.each_label([one.cited for one in row.citations.all()]), "choices": choices(),
        "fourEyes": settings.FOUR_EYES, "user": request.user.pk,
        "mayChange": may_change(request),
        "mayAdd": request.user.has_perm("claims.add_statement"),
    }  # fmt: skip
    return TemplateResponse(request, "desk/article.html", page)


def may_change(request: HttpRequest) -> dict[str, bool]:
    """Which statements the account may change: as the model's own page has it."""
    own = admin.site.get_model_admin(Statement)
    states = {"draft": Status.DRAFT, "published": Status.PUBLISHED}
    return {
        name: own.has_change_permission(request, Statement(status=status)) for name, status in states.items()
    }


def lines_of(snapshot: Snapshot | None) -> list[dict[str, Any]]:
    """The lines of a text, each with where it starts (code points) and what it looks like: highlight, heading or nothing."""
    text = snapshot.text if snapshot and snapshot.text else ""
    found: list[dict[str, Any]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            assert snapshot is not None
            inside = any(left < end and start < right for left, right in snapshot.highlights)
            look = "highlight" if inside else "heading" if wording.is_heading(text, start) else ""
            found.append({"start": start, "text": line, "look": look})
        start = end + 1
    return found


@only("GET")
def marks_view(request: HttpRequest, article: Any) -> JsonResponse:
    """What is anchored in the text, and what is suggested: asked again after each save, so that others' work shows."""
    may_read(request)
    row = get_object_or_404(Article, pk=article)
    snapshot = held_text(row)
    return JsonResponse(
        {"marks": marks.marks_of(row, snapshot), "suggestions": marks.suggestions_of(snapshot)}
    )
