"""The pages for people: what this is, what each error means, and the manual of the API."""

import json
from collections.abc import Callable
from functools import cache, wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from claims.models import Claim, Rebuttal, Statement
from claims.views import ClaimViewSet
from reeapi.api.conditional import REVALIDATE, has_it, tag, unchanged
from reeapi.api.errors import Problem, base_url, problem_response
from reeapi.api.findings import Findings
from reeapi.api.formats import StrictNegotiation
from reeapi.api.parameters import Choice, read
from reeapi.api.problems import PROBLEMS
from reeapi.api.questions import compiled_question
from sources.models import Article, Speaker

Page = Callable[[HttpRequest], HttpResponse]

COUNT_CAP = 10_000  # beyond it a page says "more than", so that it is as fast over a million claims
COUNTED = {
    "claims": Claim.objects.published(),
    "statements": Statement.objects.published(),
    "rebuttals": Rebuttal.objects.published(),
    "speakers": Speaker.objects.published().filter(named=True),  # as `speakers/` lists them
    "articles": Article.objects.published(),
}
ASKED_ABOUT = "vladimir-potanin"
FIRST_EXAMPLE = f"/api/v1/claims/?speaker={ASKED_ABOUT}&expand=statements,rebuttals"
CLAIMS_SHOWN = 5  # of the answer to the first example
EXAMPLES = [
    (
        "Which of Putin’s claims are called infeasible, and what is said against them?",
        "/api/v1/claims/?speaker=vladimir-putin&ground=feasibility&expand=rebuttals",
    ),
    (
        "What does the economist Vasily Astrov hold against whom?",
        "/api/v1/rebuttals/?critic=vasily-astrov",
    ),
    (
        "Who concedes what? Speakers, claims and words alone.",
        "/api/v1/statements/?stance=concedes&fields=speaker.name,claim.text,quote.exact",
    ),
    (
        "How is Newsweek’s report itself criticised, and how often?",
        "/api/v1/rebuttals/?target_publisher=newsweek&count=true",
    ),
    (
        "Which claims about deposits or investment are countered most?",
        "/api/v1/claims/?topic=deposits,investment&rebutted=true&ordering=-rebuttals",
    ),
    (
        "Everything said of processing, as a spreadsheet.",
        "/api/v1/statements/?topic=processing&format=csv",
    ),
]


def page(*, seconds: int) -> Callable[[Page], Page]:
    """A page that is only read, and that caches may keep for so many seconds."""

    def decorate(view: Page) -> Page:
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                refused = Problem(
                    "method-not-allowed", "This page can only be read.", headers={"Allow": "GET, HEAD"}
                )
                return problem_response(request, refused)
            return cache_control(public=True, max_age=seconds)(view)(request)

        return csrf_exempt(answer)  # so that a POST is told what is wrong with it

    return decorate


@page(seconds=60)
def landing(request: HttpRequest) -> HttpResponse:
    """What this is, what it holds just now, and calls to try."""
    context = {
        "base": base_url(request),
        "counts": live_counts(),
        "count_cap": COUNT_CAP,
        "first_example": FIRST_EXAMPLE,
        "answer": first_answer(base_url(request)),
        "examples": EXAMPLES,
        "license": settings.DATA_LICENSE,
        "citation": settings.DATA_CITATION,
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "reeapi/landing.html", context)


@page(seconds=3600)
def problems(request: HttpRequest) -> HttpResponse:
    """Every type of error, at the anchor that the `type` of a problem points to."""
    described = [(slug, kind, code_marked(kind.explanation)) for slug, kind in PROBLEMS.items()]
    return render(request, "reeapi/problems.html", {"problems": described})


@page(seconds=3600)
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI. Its script is a file of ours, so that no policy against scripts in pages needs an exception."""
    return render(request, "reeapi/docs.html")


@page(seconds=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask for it without having read a page."""
    return redirect(static("reeapi/favicon.svg"))


@page(seconds=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /admin/\n", content_type="text/plain")


def live_counts() -> dict[str, int]:
    """How many public rows there are of each kind, counted no further than `COUNT_CAP` + 1."""
    capped = [rows.order_by().values("pk")[: COUNT_CAP + 1] for rows in COUNTED.values()]
    parts = [rows.query.sql_with_params() for rows in capped]
    sql = ", ".join(f"(SELECT count(*) FROM ({part}) AS counted)" for part, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [value for _, params in parts for value in params])
        return dict(zip(COUNTED, cursor.fetchone(), strict=True))


def first_answer(base: str) -> list[dict[str, Any]]:
    """The claims that the first example answers, as the API shows them, those countered most in front.

    Empty where that speaker is unknown.
    """
    view = ClaimViewSet
    given = {"speaker": [ASKED_ABOUT], "expand": ("statements", "rebuttals"), "page_size": CLAIMS_SHOWN}
    try:
        found = Findings()
        values = view.filterset_class.values(given, found)
    except Problem:
        return []
    question = compiled_question(view.form(given, values, view.built_orderings()[view.default_ordering]))
    page = question.page(view.filterset_class.bound(values), None, base, found)
    claims = [json.loads(text) for text in page.texts]
    return [summary(claim) for claim in sorted(claims, key=lambda claim: -claim["rebuttal_count"])]


def summary(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with what the speaker asked about said of it, once, and what counters it."""
    said = [row for row in claim["statements"] if row["speaker"]["slug"] == ASKED_ABOUT]
    return {"claim": claim, "said": said[0] if said else None, "rebuttals": claim["rebuttals"]}


class SchemaView(SpectacularAPIView):
    """The OpenAPI document, as YAML or JSON: the same for every caller, so a process makes each once."""

    content_negotiation_class = StrictNegotiation
    parameters = {
        "format": Choice(["yaml", "json"], help_text="The format; `Accept` says the same.", example="json")
    }

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        read(request.query_params, self.parameters)
        renderer: Any = type(request.accepted_renderer)
        body, etag = _written(renderer)
        if has_it(request._request, etag):
            return unchanged(request._request, etag, REVALIDATE)
        headers = {
            "ETag": etag,
            "Cache-Control": REVALIDATE,
            "Content-Disposition": f'inline; filename="{self._get_filename(request, "")}"',
        }
        return HttpResponse(body, content_type=request.accepted_media_type, headers=headers)


_one_at_a_time = Lock()


def openapi_document() -> dict[str, Any]:
    """The document; the first callers wait for each other, for two threads at once break what makes it."""
    with _one_at_a_time:
        return _made_document()


@cache
def _written(renderer: type[BaseRenderer]) -> tuple[bytes, str]:
    """The document in one of its formats, and its tag."""
    body = renderer().render(openapi_document(), renderer.media_type, {})
    return body, tag(body)


@cache
def _made_document() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def code_marked(text: str) -> SafeString:
    """Text with `code` between backticks, as HTML."""
    parts = enumerate(text.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if i % 2 else part,) for i, part in parts)
    )
