"""Where the desk is: below the admin, with its login."""

from django.urls import URLPattern

from . import capturing, deciding, lookups, proposals, quotes, reading, review
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
    page("review/", review.queue_view, "review"),
    page("review/<uuid:key>/", review.unit_view, "unit"),
    call("review/<uuid:key>/publish/", deciding.publish_view, "publish"),
    call("review/<uuid:key>/return/", deciding.return_view, "return"),
    call("review/reject/", deciding.reject_view, "reject"),
    page("quotes/<int:key>/", quotes.quote_card_view, "quote-card"),
    call("quotes/<int:key>/decide/", quotes.quote_view, "quote"),
]
