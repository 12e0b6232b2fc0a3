"""Pages of articles, their bylines and the articles that they speak of."""

from django.contrib import admin
from django.db.models import Q

from sources.models import Article, ArticleAuthor, Citation, Snapshot, Speaker

from . import searching
from .ingestion import IngestingAdmin
from .listings import Listing
from .owned import OwnedAdmin, PlacesInline
from .review import ReviewedAdmin
from .rows import one_word


def articles(words: list[str]) -> Q:
    """Articles by title, address, publisher or author."""
    if len(words) == 1 and words[0].startswith(("http://", "https://")):
        return Q(url__startswith=words[0])
    named = Speaker.objects.filter(searching.speakers(words)).values("pk")
    return (
        Q(search=searching.in_text(words))
        | Q(publisher__in=named)
        | Q(pk__in=ArticleAuthor.objects.filter(speaker__in=named).values("article"))
    )


class AuthorInline(PlacesInline):
    model = ArticleAuthor
    autocomplete_fields = ["speaker"]
    verbose_name = "author"
    verbose_name_plural = "Byline"


class CitationInline(admin.TabularInline):
    model = Citation
    fk_name = "article"
    autocomplete_fields = ["cited"]
    extra = 0
    verbose_name_plural = "Articles that it speaks of"


@admin.register(Article)
class ArticleAdmin(IngestingAdmin, ReviewedAdmin):
    api_resource = "articles"
    list_display = [
        "__str__",
        one_word("kind"),
        "publisher",
        "published_on",
        "state",
        "recorded_by",
        "on_api",
    ]
    list_filter = (*ReviewedAdmin.list_filter, "kind")
    list_select_related = ("publisher",)
    search_help_text = "Words of the title, the publisher or an author, or the address."
    autocomplete_fields = ["publisher", "syndicated_from"]
    fieldsets = [
        (None, {"fields": ["title", "url", "kind", "language"]}),
        ("Who and when", {"fields": ["publisher", "published_on", "syndicated_from"]}),
    ]
    inlines = [AuthorInline, CitationInline]
    listings = [
        Listing("Captured texts", Snapshot, "article"),
        Listing("Spoken of by", Citation, "cited"),
    ]

    def matching(self, words: list[str]) -> Q:
        return articles(words)


@admin.register(ArticleAuthor)
class ArticleAuthorAdmin(OwnedAdmin):
    owner = "article"
    hidden = True
    list_display = ["article", "speaker", "position"]
    list_select_related = ("article__publisher", "speaker")
    autocomplete_fields = ["article", "speaker"]

    def matching(self, words: list[str]) -> Q:
        return Q(speaker__in=Speaker.objects.filter(searching.speakers(words)).values("pk"))


@admin.register(Citation)
class CitationAdmin(OwnedAdmin):
    owner = "article"
    list_display = ["article", one_word("relation"), "cited"]
    list_filter = ["relation"]
    list_select_related = ("article__publisher", "cited__publisher")
    autocomplete_fields = ["article", "cited"]
    search_help_text = "Words of the title, the publisher or an author of either article."

    def matching(self, words: list[str]) -> Q:
        found = Article.objects.filter(articles(words)).values("pk")
        return Q(article__in=found) | Q(cited__in=found)
