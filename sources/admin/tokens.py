"""API tokens: one's own, and for those who may manage them, everybody's."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from sources.models import Token

from .rows import RowAdmin, one_word

SHOWN = ["name", "user", "scope", "begins_with", "expiry", "created", "last_used_at", "revoked_at"]


@admin.register(Token)
class TokenAdmin(RowAdmin):
    """Everybody of staff makes and revokes their own. Who has the permissions on tokens sees and revokes all.

    Only a superuser makes them for other accounts: a token may do whatever its account may.
    """

    list_display = ["name", one_word("scope"), "user", "state", "expiry", "last_used_at"]
    list_select_related = ("user",)
    list_filter = ("scope",)
    search_help_text = "The name of the token or of its account."
    autocomplete_fields = ["user"]
    actions = ["revoke_selected"]

    def matching(self, words: list[str]) -> Q:
        found = Q()
        for word in words:
            found &= Q(name__icontains=word) | Q(user__username__icontains=word)
        return found

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows if self.manages(request, "view") else rows.filter(user=request.user)

    # What is shown

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is not None:
            return SHOWN
        return [*(["user"] if request.user.is_superuser else []), "name", "scope", "expiry"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return SHOWN if obj is not None else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user.pk} | super().get_changeform_initial_data(request)

    @admin.display(description="Begins with")
    def begins_with(self, obj: Token) -> str:
        return f"{obj.token_key}…"

    @admin.display(description="State")
    def state(self, obj: Token) -> str:
        if obj.revoked_at:
            return "Revoked"
        return "Good" if obj.is_good else "Expired"

    # Who may do what

    def manages(self, request: HttpRequest, action: str) -> bool:
        """Whether they may do this with the tokens of others."""
        return request.user.has_perm(f"sources.{action}_token")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return obj is None or obj.user_id == request.user.pk or self.manages(request, "view")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_staff

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return obj is None or obj.user_id == request.user.pk or self.manages(request, "change")

    # Made, shown once, revoked

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        if not request.user.is_superuser:
            obj.user = request.user
        obj.secret = obj.issue()

    @method_decorator(never_cache)
    def response_add(self, request: HttpRequest, obj: Token, post_url_continue: str | None = None):
        """The one page that shows the secret: no redirect, no message, both of which would keep it somewhere."""
        context = self.admin_site.each_context(request) | {
            "title": f"Your new token: {obj}", "opts": self.opts, "token": obj, "media": self.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/curation/new_token.html", context)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.revoke_view)
        return [path("<int:key>/revoke/", view, name="sources_token_revoke"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.is_good and self.has_revoke_permission(request, obj):
            context["revoke_url"] = self.page("revoke")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def revoke_view(self, request: HttpRequest, key: int) -> HttpResponse:
        token = get_object_or_404(self.get_queryset(request), pk=key)
        if request.method != "POST" or not self.has_revoke_permission(request, token):
            raise PermissionDenied
        self.revoke(request, token)
        return redirect(self.page("changelist"))

    @admin.action(description="Revoke the selected tokens", permissions=["revoke"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        for token in queryset:
            if self.has_revoke_permission(request, token):
                self.revoke(request, token)

    def revoke(self, request: HttpRequest, token: Token) -> None:
        token.revoke()
        self.log_change(request, token, "Revoked.")
        messages.success(request, f"Revoked: {token}. Nothing can be done with it any more.")
