"""Pages of captured texts: pasted once, read by staff, taken down for good, never edited."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from sources.canonical import CANONICAL_VERSION, canonical, sha256_of
from sources.models import Article, Curator, Snapshot, Suggestion
from sources.signals import snapshot_captured

from .articles import articles
from .listings import Listing
from .rows import RowAdmin, RowForm
from .searching import as_uuid

HELD = Snapshot.TextState.HELD
TAKEN_DOWN = Snapshot.TextState.TAKEN_DOWN
# Why the text of a snapshot that is not here cannot be pasted as a new one.
NOT_HERE: dict[str, str] = {
    Snapshot.TextState.NEVER_HELD: "This text of the article is known by its hash. Paste it under Articles, “Add from text or address”: that supplies it.",
    TAKEN_DOWN: "This text of the article was taken down for good, so it is not captured again.",
}


class CaptureForm(RowForm):
    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
        help_text="Paste all of the article: title, highlights and body. Page furniture and odd spaces are cleaned.",
    )

    def clean_text(self) -> str:
        """The canonical text; the row's hash, length and version of the rule are set with it."""
        text, removed = canonical(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError("Nothing is left of this text once the page furniture is removed.")
        row = self.instance
        row.text_state, row.canonical_version = HELD, CANONICAL_VERSION
        row.sha256, row.length, row.removed = sha256_of(text), len(text), removed
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("article") and "text" in cleaned:
            known = cleaned["article"].snapshots.filter(sha256=self.instance.sha256).first()
            if known is not None and known.text_state in NOT_HERE:
                self.add_error("text", NOT_HERE[known.text_state])
        return cleaned


@admin.register(Snapshot)
class SnapshotAdmin(RowAdmin):
    list_display = ["article", "captured_at", "captured_by", "length", "text_state", "short_hash"]
    list_filter = ["text_state"]
    list_select_related = ("article__publisher",)
    search_help_text = "The article's words, or the beginning of the hash."
    autocomplete_fields = ["article"]
    actions = ["take_down_selected"]
    listings = [Listing("Suggestions", Suggestion, "snapshot", addable=False)]
    pasted = ["article", "captured_at", "method", "rights", "archive_url", "text"]
    shown = [
        "article", "text_state", "captured_at", "captured_by", "method", "length", "sha256", "canonical_version", "highlights",
        "raw_sha256", "tool", "tool_version", "rights", "archive_url", "what_was_noted",
        "what_was_removed", "full_text",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("text")

    def matching(self, words: list[str]) -> Q:
        of_article = Q(article__in=Article.objects.filter(articles(words)).values("pk"))
        return of_article | Q(sha256__startswith=words[0].lower())

    def choosable(self, queryset: QuerySet) -> QuerySet:
        return queryset.exclude(text_state=TAKEN_DOWN)

    @admin.display(description="Hash")
    def short_hash(self, obj: Snapshot) -> str:
        return obj.sha256[:12]

    @admin.display(description="Text")
    def full_text(self, obj: Snapshot) -> str:
        if obj.text is None:
            return "The text is not here, and its quotes have no context."
        return format_html('<pre class="captured">{}</pre>', obj.text)

    @admin.display(description="Notes of the reading")
    def what_was_noted(self, obj: Snapshot) -> str:
        return format_html_join("", "<div>{}</div>", ((note,) for note in obj.notes)) or "–"

    @admin.display(description="Removed from the page")
    def what_was_removed(self, obj: Snapshot) -> str:
        return "; ".join(f"{one['text']} (×{one['times']})" for one in obj.removed) or "–"

    # Captured once

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any):
        return super().get_form(request, obj, change, **({} if obj else {"form": CaptureForm}) | kwargs)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return self.shown if obj else self.pasted

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return self.shown if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Snapshot | None = None) -> bool:
        """A text that was pasted by mistake, while its article is a draft that nobody outside has seen."""
        return super().has_delete_permission(request, obj) and (
            obj is None or obj.article.published_at is None
        )

    def save_model(self, request: HttpRequest, obj: Snapshot, form: RowForm, change: bool) -> None:
        obj.captured_by = Curator.objects.handle_of(request.user)
        previous = obj.article.snapshots.order_by("-captured_at", "-pk").first()
        super().save_model(request, obj, form, change)
        if previous is not None:
            snapshot_captured.send(sender=Snapshot, snapshot=obj, previous=previous)

    # Taken down for good

    def has_take_down_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.publish_article")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.take_down_view)
        return [path("take-down/", view, name="sources_snapshot_take_down"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.text_state != TAKEN_DOWN and self.has_take_down_permission(request):
            context["take_down_url"] = self.page("take_down")
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.action(description="Take down the selected texts…", permissions=["take_down"])
    def take_down_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self.confirm("take_down", queryset.values_list("pk", flat=True)[:100])

    def take_down_view(self, request: HttpRequest) -> HttpResponse:
        """GET `?id=…&id=…` asks, POST takes the texts down."""
        if not self.has_take_down_permission(request):
            raise PermissionDenied
        keys = [key for text in request.GET.getlist("id")[:100] if (key := as_uuid(text))]
        rows = list(self.get_queryset(request).filter(pk__in=keys).exclude(text_state=TAKEN_DOWN))
        if not rows:
            messages.error(request, "These texts were taken down already.")
        elif request.method == "POST":
            Snapshot.objects.filter(pk__in=keys).exclude(text_state=TAKEN_DOWN).update(
                text=None, text_state=TAKEN_DOWN, removed=[], notes=[]
            )
            for row in rows:
                self.log_change(request, row, "Text taken down.")
            messages.success(
                request, f"Taken down: {len(rows)}. Hash and length stay; quotes lose their context."
            )
        else:
            context = self.admin_site.each_context(request) | {
                "title": "Take down captured texts", "opts": self.opts, "rows": rows, "media": self.media,
            }  # fmt: skip
            return TemplateResponse(request, "admin/curation/take_down.html", context)
        return redirect(self.page("changelist"))
