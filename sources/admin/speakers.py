"""Pages of speakers, their affiliations and their former slugs."""

from django.contrib import admin
from django.db.models import Q, QuerySet

from sources.models import Affiliation, Article, ArticleAuthor, Speaker, SpeakerSlug

from . import searching
from .listings import Listing
from .merging import MergingAdmin
from .owned import FormerSlugAdmin, OwnedAdmin
from .rows import one_word


class AffiliationInline(admin.TabularInline):
    model = Affiliation
    fk_name = "speaker"
    autocomplete_fields = ["organization"]
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(MergingAdmin):
    api_resource = "speakers"
    ordering = ["name", "pk"]
    list_display = [
        "name",
        one_word("kind"),
        "named",
        "aliases",
        "claim_count",
        "rebuttal_count",
        "is_public",
        "on_api",
    ]
    list_filter = ["kind", "named", "is_public"]
    search_help_text = "Beginnings of words in names and aliases; accents and case do not matter."
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["article"]
    readonly_fields = [
        "former_slugs", "merged_into", "claim_count", "rebuttal_count", "is_public", "published_at", "unpublished_at", "version",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "aliases"]}),
        ("Where else to find them", {"fields": ["website", "wikidata"]}),
        ("Unnamed groups", {"fields": ["named", "article"]}),
        ("Kept by the database", {"fields": readonly_fields, "classes": ["collapse"]}),
    ]
    inlines = [AffiliationInline]
    listings = [
        Listing("Members", Affiliation, "organization"),
        Listing("Articles published", Article, "publisher"),
        Listing("Articles written", ArticleAuthor, "speaker", addable=False),
    ]

    def matching(self, words: list[str]) -> Q:
        return searching.speakers(words)

    def choosable(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(merged_into=None)

    @admin.display(description="Former slugs")
    def former_slugs(self, obj: Speaker) -> str:
        return ", ".join(obj.former_slugs.values_list("slug", flat=True)) or "–"


@admin.register(SpeakerSlug)
class SpeakerSlugAdmin(FormerSlugAdmin):
    owner = "speaker"
    ordering = ["slug"]
    list_display = ["slug", "speaker"]
    list_select_related = ("speaker",)

    def matching(self, words: list[str]) -> Q:
        return Q(slug__startswith=words[0])


@admin.register(Affiliation)
class AffiliationAdmin(OwnedAdmin):
    owner = "speaker"
    list_display = ["speaker", "role", "organization", "start_date", "end_date"]
    list_select_related = ("speaker", "organization")
    autocomplete_fields = ["speaker", "organization"]
    search_help_text = "The names of both parties, and the role."

    def matching(self, words: list[str]) -> Q:
        found = Q()
        for word in words:
            either = Speaker.objects.filter(searching.speakers([word])).values("pk")
            found &= Q(speaker__in=either) | Q(organization__in=either) | Q(role__icontains=word)
        return found
