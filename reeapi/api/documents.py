"""Addresses that answer one JSON document: neither a list of rows nor a single object."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.renderers import JSONRenderer

from .conditional import answer
from .parameters import Parameter, read
from .viewsets import PublicView


class DocumentView(PublicView):
    """Subclasses give `document(request, given)`, and declare what the OpenAPI document says of it.

    - `operation_id`; `list_description`; `parameters()`: what is accepted is what is documented.
    - `components()`: name → JSON schema, the answer's first, then those that it refers to by `reference(name)`.
    - `response_description`: what the answer is, in a sentence.
    - `bodies`: where it is posted to, the media types of the body with their schemas.
    - `problems`: the kinds of problem that it may answer beside those of every address.
    """

    renderer_classes = (JSONRenderer,)
    operation_id = ""
    list_description = ""
    response_description = ""
    bodies: dict[str, dict[str, Any]] = {}
    problems: tuple[str, ...] = ("query-too-expensive",)

    def asked_parameters(self) -> dict[str, Parameter]:
        return self.parameters()

    def parameters(self) -> dict[str, Parameter]:
        raise NotImplementedError

    def components(self) -> dict[str, dict[str, Any]]:
        raise NotImplementedError

    def document(self, request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def get(self, request: Any) -> HttpResponse:
        http = request._request
        body = self.document(http, read(http.GET, self.parameters()))
        return answer(http, encoded(body), cache_control=self.cache_control)


def encoded(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def reference(name: str) -> dict[str, str]:
    """JSON schema: the component of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def closed_object(members: dict[str, Any]) -> dict[str, Any]:
    """JSON schema: an object that always has all of these members."""
    return {"type": "object", "properties": members, "required": list(members)}
