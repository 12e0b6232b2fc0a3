"""Drafts, publishing and withdrawing, on the pages of all rows that are reviewed."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html

from sources.models import Curator, Reviewed, Status
from sources.models.review import FourEyes
from sources.refusals import REFUSALS, in_words

from .history import still_at
from .rows import RowAdmin
from .withdrawal import LIMIT, withdrawal_view

KEPT = (
    "status", "is_public", "method", "recorded_by", "recorded_at", "reviewed_by", "reviewed_at", "published_at",
    "unpublished_at", "withdrawn_at", "withdrawn_reason", "version",
)  # fmt: skip


class RecordedByFilter(admin.SimpleListFilter):
    """One's own rows, or those of others, which one may review."""

    title = "recorded by"
    parameter_name = "recorded"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", "Me"), ("others", "Others")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        mine = Curator.objects.filter(user=request.user).values("handle")
        if self.value() == "me":
            return queryset.filter(recorded_by__in=mine)
        return queryset.exclude(recorded_by__in=mine) if self.value() == "others" else queryset


def held_back_by(row: Reviewed) -> list[Model]:
    """What the row rests on that is not public, and so keeps the row from being public."""
    found: list[Model] = []
    for name in row.rests_on:
        value = getattr(row, name)
        found += value.all() if row._meta.get_field(name).many_to_many else [value]
    return [one for one in found if one is not None and not one.is_public]


class ReviewedAdmin(RowAdmin):
    """Rows that somebody else must review. Who may not publish sees published rows, and edits drafts."""

    actions = ["publish_selected", "withdraw_selected"]
    list_filter: tuple = ("status", "is_public", RecordedByFilter, "method")
    readonly_fields = KEPT
    review_fieldset = ("Review", {"fields": KEPT, "classes": ["collapse"]})

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        fieldsets = list(super().get_fieldsets(request, obj))
        return [*fieldsets, self.review_fieldset] if obj else fieldsets

    @admin.display(description="State")
    def state(self, obj: Reviewed) -> str:
        waits = obj.status == Status.PUBLISHED and not obj.is_public
        words = "Published, waits" if waits else obj.get_status_display()
        return format_html('<span class="state state-{}">{}</span>', "waits" if waits else obj.status, words)

    def choosable(self, queryset: QuerySet) -> QuerySet:
        return queryset.exclude(status=Status.WITHDRAWN)

    # Who may do what

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Reviewed | None = None) -> bool:
        if obj is not None and obj.status != Status.DRAFT and not self.has_publish_permission(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Reviewed | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self.has_change_permission(request, obj))

    # Publish and withdraw

    def get_urls(self) -> list:
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("withdraw/", wrap(self.withdraw_view), name=f"{info}_withdraw"),
            path("<uuid:key>/publish/", wrap(self.publish_view), name=f"{info}_publish"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_publish_permission(request):
            context["can_publish"] = obj.status != Status.PUBLISHED
            context["can_withdraw"] = obj.status == Status.PUBLISHED
            context["publish_url"], context["withdraw_url"] = self.page("publish"), self.page("withdraw")
        if obj is not None and obj.status == Status.PUBLISHED and not obj.is_public:
            context["held_back_by"] = held_back_by(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def publish_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        """Publish the row as it was shown: not if it was edited since."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        seen = request.POST.get("seen_version", "")
        row = self.get_object(request, str(key))
        if request.method == "POST" and row is not None:
            with transaction.atomic():
                if seen == str(row.version) and still_at(row, row.version):
                    self.publish(request, row)
                else:
                    messages.error(
                        request, "Somebody edited this row after you opened it. Read it again, then publish."
                    )
        return redirect(self.page("change"), key)

    @admin.action(description="Publish the selected %(verbose_name_plural)s", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        for row in queryset.order_by("pk"):
            self.publish(request, row)

    def publish(self, request: HttpRequest, row: Reviewed) -> None:
        """Publish a row, or say why not, and what still keeps it from being seen."""
        if row.status == Status.PUBLISHED:
            messages.info(request, f"Already published: {row}")
            return
        try:
            with transaction.atomic():
                row.publish(by=Curator.objects.handle_of(request.user))
        except FourEyes as refusal:
            messages.error(request, f"{refusal} ({row})")
            return
        except REFUSALS as refusal:
            messages.error(request, f"Not published: {row}. {in_words(refusal)}")
            return
        self.log_change(request, row, "Published.")
        row.refresh_from_db()
        if row.is_public:
            messages.success(request, f"Published: {row}")
            return
        waits_for = "; ".join(f"{one._meta.verbose_name} “{one}”" for one in held_back_by(row))
        messages.warning(
            request, f"Published, but not seen by the public before this is: {waits_for}. ({row})"
        )

    @admin.action(description="Withdraw the selected %(verbose_name_plural)s…", permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True)[: LIMIT + 1])
        if len(keys) > LIMIT:
            messages.error(request, f"Withdraw at most {LIMIT} rows at a time.")
            return None
        return self.confirm("withdraw", keys)

    def withdraw_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_publish_permission(request):
            raise PermissionDenied
        return withdrawal_view(self, request)
