"""Accounts: the handle beside each, and no list of all permissions to scroll through."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q
from django.http import HttpRequest

from sources.models import Curator

from .pages import CappedPaginator
from .rows import RowAdmin


class CuratorInline(admin.StackedInline):
    model = Curator
    can_delete = False
    verbose_name_plural = "Public handle"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A handle stands under what was recorded with it, so it stays."""
        return ["handle"] if obj is not None and Curator.objects.filter(user=obj).exists() else []


class AccountAdmin(UserAdmin):
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    inlines = [CuratorInline]
    list_display = ["username", "curator", "is_active", "is_staff", "is_superuser", "last_login"]
    list_select_related = ["curator"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["username", "first_name", "last_name", "email", "curator__handle"]
    filter_horizontal = ()
    autocomplete_fields = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is (never public)", {"fields": ["first_name", "last_name", "email"]}),
        ("What they may do", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]


class RoleAdmin(GroupAdmin):
    filter_horizontal = ()
    autocomplete_fields = ["permissions"]


admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.register(User, AccountAdmin)
admin.site.register(Group, RoleAdmin)


@admin.register(Permission)
class PermissionAdmin(admin.ModelAdmin):
    """There so that a group's permissions can be searched; they come and go with the program."""

    search_fields = ["name", "codename"]
    list_display = ["name", "codename", "content_type"]
    list_select_related = ["content_type"]
    ordering = ["content_type__app_label", "codename"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("content_type")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Curator)
class CuratorAdmin(RowAdmin):
    ordering = ["handle"]
    list_display = ["handle", "user"]
    list_select_related = ("user",)
    autocomplete_fields = ["user"]

    def matching(self, words: list[str]) -> Q:
        return Q(handle__icontains=words[0]) | Q(user__username__icontains=words[0])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["user", "handle"] if obj else []
