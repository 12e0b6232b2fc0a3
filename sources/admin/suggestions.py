"""What a program found in captured texts: for a person to look at, accept or reject."""

from django.contrib import admin
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest

from sources.models import Article, Suggestion

from .articles import articles
from .rows import RowAdmin, one_word

State = Suggestion.State


@admin.register(Suggestion)
class SuggestionAdmin(RowAdmin):
    """To be looked at, accepted or rejected. Who may capture texts may do that; nobody adds or deletes one."""

    ordering = ["-pk"]
    list_display = ["stretch", one_word("kind"), "who", "cue", "snapshot", one_word("status")]
    list_filter = ["status", "kind"]
    list_select_related = ("snapshot__article__publisher", "speaker")
    search_help_text = "The words of the article."
    actions = ["accept", "reject"]
    fields = readonly_fields = ["kind", "stretch", "who", "cue", "snapshot", "start", "end", "status"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        length = F("end") - F("start")
        words = Substr("snapshot__text", F("start") + 1, length)
        return super().get_queryset(request).annotate(stretch_words=words).defer("snapshot__text")

    def matching(self, words: list[str]) -> Q:
        return Q(snapshot__article__in=Article.objects.filter(articles(words)).values("pk"))

    @admin.display(description="Words")
    def stretch(self, obj: Suggestion) -> str:
        return obj.stretch_words or "(the text is not held)"

    @admin.display(description="Speaker")
    def who(self, obj: Suggestion) -> str:
        return str(obj.speaker or obj.speaker_name or "–")

    @admin.action(description="Accept: it is recorded", permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet) -> None:
        queryset.update(status=State.ACCEPTED)

    @admin.action(description="Reject: it is not what it looks like", permissions=["decide"])
    def reject(self, request: HttpRequest, queryset: QuerySet) -> None:
        queryset.update(status=State.REJECTED)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.add_snapshot")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("sources.view_snapshot")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
