"""Pages of claims and their topics."""

from django.contrib import admin
from django.db.models import Q, QuerySet

from claims.models import Claim, ClaimTopic, Topic
from sources.admin.merging import MergingAdmin
from sources.admin.owned import OwnedAdmin
from sources.admin.review import ReviewedAdmin

from .listings import OF_CLAIM
from .searching import claims


class TopicInline(admin.TabularInline):
    model = ClaimTopic
    autocomplete_fields = ["topic"]
    extra = 0
    verbose_name = "topic"
    verbose_name_plural = "Topics: the narrowest that fit"


@admin.register(Claim)
class ClaimAdmin(MergingAdmin, ReviewedAdmin):
    api_resource = "claims"
    list_display = [
        "__str__", "state", "statement_count", "rebuttal_count", "support_count", "first_said_on", "recorded_by", "on_api",
    ]  # fmt: skip
    list_select_related = ("about_article__publisher",)
    search_help_text = "Words of the claim, in any form: look here before you write a new one."
    autocomplete_fields = ["about_article"]
    readonly_fields = (*ReviewedAdmin.readonly_fields, "merged_into")
    fieldsets = [(None, {"fields": ["text", "language", "about_article"]})]
    inlines = [TopicInline]
    listings = OF_CLAIM

    def matching(self, words: list[str]) -> Q:
        return claims(words)

    def choosable(self, queryset: QuerySet) -> QuerySet:
        return super().choosable(queryset).filter(merged_into=None)


@admin.register(ClaimTopic)
class ClaimTopicAdmin(OwnedAdmin):
    owner = "claim"
    hidden = True
    list_display = ["claim", "topic"]
    list_select_related = ("claim", "topic")
    autocomplete_fields = ["claim", "topic"]

    def matching(self, words: list[str]) -> Q:
        return Q(topic__in=Topic.objects.filter(name__icontains=words[0]).values("pk"))
