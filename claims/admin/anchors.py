"""The queue of quotes that a newer text no longer has: both wordings side by side, and a person's decision."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.html import format_html, format_html_join
from rapidfuzz.distance import Levenshtein

from claims.anchoring.wording import pieces
from claims.models import AnchorReview, Statement
from sources.admin.rows import RowAdmin
from sources.models import Curator, Snapshot
from sources.refusals import REFUSALS, in_words

from .searching import statements

AROUND = 120  # code points of the text shown on each side of a wording


class WaitingFilter(admin.SimpleListFilter):
    title = "decision"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Decided or settled")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield first | {"display": "Waiting for a person"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        waiting = AnchorReview.objects.waiting().values("pk")
        return queryset.exclude(pk__in=waiting) if self.value() == "no" else queryset.filter(pk__in=waiting)


@admin.register(AnchorReview)
class AnchorReviewAdmin(RowAdmin):
    """Who may look at a statement may look at its quote; who may change it may decide."""

    list_display = ["statement", "found", "what_differs", "was", "is_now"]
    list_filter = (WaitingFilter, "found")
    list_select_related = ("statement__speaker", "statement__claim", "quote_snapshot", "snapshot")
    fields = readonly_fields = ("statement", "found", "what_differs", "decision", "decided_by", "decided_at")
    search_help_text = "Words of the claim or the quote, and names of the speaker."
    change_form_template = "admin/curation/anchor_review.html"

    def matching(self, words: list[str]) -> Q:
        return Q(statement__in=Statement.objects.filter(statements(words)).values("pk"))

    @admin.display(description="Differs in")
    def what_differs(self, obj: AnchorReview) -> str:
        return ", ".join(obj.differs) or "–"

    @admin.display(description="Quote")
    def was(self, obj: AnchorReview) -> str:
        return obj.old_words or "–"

    @admin.display(description="Newer text")
    def is_now(self, obj: AnchorReview) -> str:
        return obj.new_words or "–"

    # Permissions are those on statements

    def statement_admin(self) -> Any:
        return self.admin_site.get_model_admin(Statement)

    def may_decide(self, request: HttpRequest, review: AnchorReview) -> bool:
        return self.statement_admin().has_change_permission(request, review.statement)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.statement_admin().has_view_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    # Both wordings, and the decision

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["wordings"] = self.wordings(obj)
        context["may_decide"] = self.may_decide(request, obj) and (
            AnchorReview.objects.waiting().filter(pk=obj.pk).exists()
        )
        context["decide_url"] = self.page("decide")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def wordings(self, review: AnchorReview) -> list[dict[str, Any]]:
        was, now = review.old_words, review.new_words or ""
        return [
            side("The quote, in the text of", review.quote_snapshot, review.quote_start, was, now),
            side("Instead, in the text of", review.snapshot, review.start, now, was),
        ]

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.decide_view)
        return [
            path("<int:key>/decide/", view, name="claims_anchorreview_decide"),
            *super().get_urls(),
        ]

    def decide_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """POST with `decision` accept or orphan, about what was seen in `seen_version`."""
        review = get_object_or_404(self.get_queryset(request), pk=key)
        if request.method != "POST" or not self.may_decide(request, review):
            raise PermissionDenied
        try:
            self.decide(request, review, request.POST)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except REFUSALS as refusal:
            messages.error(request, in_words(refusal))
        else:
            self.log_change(request, review, f"Decided: {review.get_decision_display()}")
            messages.success(request, f"{review.get_decision_display()}. ({review.statement})")
        return redirect(self.page("changelist"))

    def decide(self, request: HttpRequest, review: AnchorReview, given: Mapping[str, Any]) -> None:
        """Carry out the `decision` that was given about what was seen in `seen_version`. Raises ValidationError."""
        if str(given.get("seen_version")) != str(review.statement.version):
            raise ValidationError("Somebody edited this statement after you opened it. Look at it again.")
        verbs = {"accept": review.accept, "orphan": review.orphan}
        verb = verbs.get(given.get("decision", ""))
        if verb is None:
            raise ValidationError("Choose whether the new words are the quote or the words are gone.")
        verb(by=Curator.objects.handle_of(request.user))


def side(title: str, snapshot: Snapshot | None, start: int | None, words: str, other: str) -> dict[str, Any]:
    """One wording with what differs from the other marked, and what stands around it where that is known."""
    before = after = ""
    if snapshot is not None and snapshot.text is not None and start is not None:
        end = start + len(words)
        before, after = snapshot.text[max(start - AROUND, 0) : start], snapshot.text[end : end + AROUND]
    return {
        "title": title, "snapshot": snapshot, "words": marked(words, other), "before": before, "after": after,
    }  # fmt: skip


def marked(words: str, other: str) -> str:
    """The words as HTML, with those marked that the other wording does not have."""
    mine, others = pieces(words), pieces(other)
    steps = [
        (step.tag, "".join(mine[step.src_start : step.src_end])) for step in Levenshtein.opcodes(mine, others)
    ]
    return format_html_join(
        "", "{}", ((text if tag == "equal" else format_html("<mark>{}</mark>", text),) for tag, text in steps if text)
    )  # fmt: skip
