"""Where the desk is: below the admin, with its login."""

from django.urls import URLPattern

from . import capturing, lookups, proposals, reading
from .answers import call, page

app_name = "desk"
urlpatterns: list[URLPattern] = [
    page("", reading.desk_view, "desk"),
    page("articles/<uuid:article>/", reading.article_view, "article"),
    call("articles/<uuid:article>/marks/", reading.marks_view, "marks"),
    call("articles/<uuid:article>/proposals/", proposals.proposals_view, "proposals"),
    call("articles/<uuid:article>/statements/<uuid:key>/", capturing.statement_view, "statement"),
    call("suggestions/<uuid:key>/", capturing.suggestion_view, "suggestion"),
    call("speakers/", lookups.speakers_view, "speakers"),
    call("claims/", lookups.claims_view, "claims"),
    call("find-articles/", lookups.articles_view, "find-articles"),
    call("topics/", lookups.topics_view, "topics"),
]
