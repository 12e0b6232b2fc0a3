"""Why drafts were sent back: written by who may publish, read by who may read statements."""

from django.contrib import admin
from django.db.models import Model, Q
from django.http import HttpRequest

from claims.models import Remark, Statement
from sources.admin.rows import RowAdmin
from sources.models import Curator

from .searching import statements


@admin.register(Remark)
class RemarkAdmin(RowAdmin):
    """A remark is written once; it is settled by changing the draft, at the curation desk or on its page."""

    list_display = ["__str__", "statement", "made_by", "created_at", "settled_by", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ("statement__speaker", "statement__claim")
    search_help_text = "Words of the claim or the quote, and names of the speaker."
    autocomplete_fields = ["statement"]
    fields = ["statement", "text"]

    def matching(self, words: list[str]) -> Q:
        return Q(statement__in=Statement.objects.filter(statements(words)).values("pk"))

    def save_model(self, request, obj, form, change) -> None:
        obj.made_by = Curator.objects.handle_of(request.user)
        super().save_model(request, obj, form, change)

    # Permissions are those on statements

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("claims.view_statement")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("claims.publish_statement")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
