"""Where everything is."""

from django.contrib import admin
from django.urls import include, path

from claims.facets import ClaimFacetsView, RebuttalFacetsView
from claims.importing import ImportView
from claims.views import ClaimViewSet, RebuttalViewSet, StatementViewSet, SupportViewSet, TopicViewSet
from reeapi import health, pages
from reeapi.api.root import Router
from sources.changes import ChangesView
from sources.views import ArticleViewSet, SpeakerViewSet

router = Router()
router.register("speakers", SpeakerViewSet)
router.register("articles", ArticleViewSet)
router.register("topics", TopicViewSet)
router.register("claims", ClaimViewSet)
router.register("statements", StatementViewSet)
router.register("rebuttals", RebuttalViewSet)
router.register("supports", SupportViewSet)

resources = {prefix: view for prefix, view, _ in router.registry}

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("problems/", pages.problems, name="problems"),
    path("favicon.ico", pages.favicon),
    path("robots.txt", pages.robots),
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("api/v1/claims/facets/", ClaimFacetsView.as_view(viewset=ClaimViewSet)),
    path("api/v1/rebuttals/facets/", RebuttalFacetsView.as_view(viewset=RebuttalViewSet)),
    path("api/v1/import/", ImportView.as_view()),
    path("api/v1/changes/", ChangesView.as_view(resources=resources)),
    path("api/v1/", include(router.urls)),
    path("api/schema/", pages.SchemaView.as_view(), name="schema"),
    path("api/docs/", pages.docs, name="docs"),
    path("admin/desk/", include("claims.desk.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "reeapi.api.errors.handler400"
handler403 = "reeapi.api.errors.handler403"
handler404 = "reeapi.api.errors.handler404"
handler500 = "reeapi.api.errors.handler500"
