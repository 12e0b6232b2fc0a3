"""Pages of topics and their former slugs."""

from django.contrib import admin
from django.db.models import Q

from claims.models import Topic, TopicSlug
from sources.admin.owned import FormerSlugAdmin
from sources.admin.rows import RowAdmin

from .listings import OF_TOPIC


@admin.register(Topic)
class TopicAdmin(RowAdmin):
    api_resource = "topics"
    ordering = ["name", "pk"]
    list_display = ["name", "broader", "claim_count", "is_public", "on_api"]
    list_filter = ["is_public"]
    list_select_related = ("broader",)
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["broader"]
    readonly_fields = [
        "former_slugs",
        "claim_count",
        "is_public",
        "published_at",
        "unpublished_at",
        "version",
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "broader", "wikidata"]}),
        ("Kept by the database", {"fields": readonly_fields, "classes": ["collapse"]}),
    ]
    listings = OF_TOPIC

    def matching(self, words: list[str]) -> Q:
        found = Q()
        for word in words:
            found &= Q(name__unaccent__icontains=word) | Q(slug__icontains=word)
        return found

    @admin.display(description="Former slugs")
    def former_slugs(self, obj: Topic) -> str:
        return ", ".join(obj.former_slugs.values_list("slug", flat=True)) or "–"


@admin.register(TopicSlug)
class TopicSlugAdmin(FormerSlugAdmin):
    owner = "topic"
    ordering = ["slug"]
    list_display = ["slug", "topic"]
    list_select_related = ("topic",)

    def matching(self, words: list[str]) -> Q:
        return Q(slug__startswith=words[0])
