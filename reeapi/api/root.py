"""The list of resources, and the addresses of each."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import DefaultRouter

from .conditional import REVALIDATE, answer
from .errors import base_url
from .formats import OBJECT_RENDERERS, format_parameter
from .parameters import Parameter, read
from .shapes import ROOT
from .viewsets import PublicView


class ApiRoot(PublicView):
    """The resources, the data licence, how to cite, and whom to write to."""

    renderer_classes = (JSONRenderer,)
    cache_control = REVALIDATE
    resources: tuple[str, ...] = ()
    list_description = "The resources, the data licence, how to cite the data, and whom to write to."
    parameters: dict[str, Parameter] = {"format": format_parameter(OBJECT_RENDERERS)}

    def get(self, request: HttpRequest) -> HttpResponse:
        read(request.GET, self.parameters)
        base = base_url(request)
        body = {
            "resources": {name: f"{base}{ROOT}{name}/" for name in self.resources},
            "documentation": f"{base}/api/docs/",
            "schema": f"{base}/api/schema/",
            "license": settings.DATA_LICENSE,
            "citation": settings.DATA_CITATION,
            "contact": settings.CONTACT_EMAIL,
        }
        return answer(request, json.dumps(body).encode(), cache_control=self.cache_control)


class Router(DefaultRouter):
    """Routes below ``/api/v1/``; the prefix of each resource is also its name."""

    include_format_suffixes = False

    def get_default_basename(self, viewset: type) -> str:
        raise AssertionError("register() names the resource")

    def register(self, prefix: str, viewset: type, basename: str | None = None) -> None:
        super().register(prefix, viewset, basename or prefix)

    def get_api_root_view(self, api_urls: Any = None) -> Any:
        return ApiRoot.as_view(resources=tuple(prefix for prefix, _, _ in self.registry))
