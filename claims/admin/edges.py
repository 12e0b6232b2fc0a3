"""Pages of rebuttals and supports."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from claims.models import Claim, Rebuttal, Statement, Support
from claims.models.edges import TARGETS, Edge
from sources.admin.review import ReviewedAdmin
from sources.admin.rows import one_word

from .listings import OF_REBUTTAL
from .searching import claims, statements

EXACTLY_ONE = "Exactly one of the four: a claim, whoever made it; else the one statement, article or rebuttal that is meant."
SHOWN_OF_TARGET = (
    "target_claim", "target_statement__speaker", "target_statement__claim", "target_article__publisher",
    "target_rebuttal__statement__speaker", "target_rebuttal__statement__claim", "target_rebuttal__target_claim",
)  # fmt: skip


class EdgeInline(admin.StackedInline):
    """New edges that a statement makes. Those there are have pages of their own, and are listed below."""

    fk_name = "statement"
    autocomplete_fields = TARGETS
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).none()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RebuttalInline(EdgeInline):
    model = Rebuttal
    fields = [*TARGETS, "relation", "ground", "basis", "note"]
    verbose_name_plural = "New rebuttals by this statement"


class SupportInline(EdgeInline):
    model = Support
    fields = [*TARGETS, "relation", "basis", "note"]
    verbose_name_plural = "New supports by this statement"


class EdgeAdmin(ReviewedAdmin):
    list_filter: tuple = (*ReviewedAdmin.list_filter, "relation", "basis")
    list_select_related = ("critic", "statement__speaker", "statement__claim", *SHOWN_OF_TARGET)
    search_help_text = (
        "Words of the statement that makes it, names of its speaker, or words of the targeted claim."
    )
    autocomplete_fields = ["statement", *TARGETS]

    def matching(self, words: list[str]) -> Q:
        made = Statement.objects.filter(statements(words)).values("pk")
        return Q(statement__in=made) | Q(target_claim__in=Claim.objects.filter(claims(words)).values("pk"))

    @admin.display(description="Says")
    def says(self, obj: Edge) -> str:
        return str(obj.statement.claim)

    @admin.display(description="Target")
    def target_in_words(self, obj: Edge) -> str:
        target = obj.target
        if isinstance(target, Rebuttal):
            return f"Rebuttal by {target.statement.speaker}: {target.statement.claim}"
        return Truncator(f"{obj.target_kind.capitalize()}: {target}").chars(120)


@admin.register(Rebuttal)
class RebuttalAdmin(EdgeAdmin):
    api_resource = "rebuttals"
    list_display = [
        "says",
        "critic",
        one_word("relation"),
        "target_in_words",
        one_word("ground"),
        "state",
        "on_api",
    ]
    list_filter = (*EdgeAdmin.list_filter, "ground")
    fieldsets = [
        ("Which statement counters", {"fields": ["statement"]}),
        ("What it counters", {"fields": TARGETS, "description": EXACTLY_ONE}),
        ("How", {"fields": ["relation", "ground", "basis", "note"]}),
    ]
    listings = OF_REBUTTAL


@admin.register(Support)
class SupportAdmin(EdgeAdmin):
    api_resource = "supports"
    list_display = ["says", "critic", one_word("relation"), "target_in_words", "state", "on_api"]
    fieldsets = [
        ("Which statement supports", {"fields": ["statement"]}),
        ("What it supports", {"fields": TARGETS, "description": EXACTLY_ONE}),
        ("How", {"fields": ["relation", "basis", "note"]}),
    ]
