"""Statements as Web Annotations (W3C Web Annotation Data Model), for readers that know nothing else of this API."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.renderers import BaseRenderer

from reeapi.api.conditional import answer, tag
from reeapi.api.errors import Refused, base_url, invalid_parameters
from reeapi.api.formats import OBJECT_RENDERERS, StrictNegotiation, format_parameter
from reeapi.api.parameters import Parameter, read
from sources.writing import ReviewedViewSet

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = "application/ld+json"
NOT_OF_ANNOTATIONS = ("fields", "expand", "as_of")


class AnnotationRenderer(BaseRenderer):
    media_type, format, charset = MEDIA_TYPE, "jsonld", "utf-8"


RENDERERS = (*OBJECT_RENDERERS, AnnotationRenderer)


def annotation(statement: dict[str, Any]) -> dict[str, Any]:
    """The annotation that a statement is, from its public representation.

    It describes, in the words of the claim, what the quoted words say; the words are found by quote and by position in the
    text of that day. A statement without a quote is about the article as a whole, so its target has no selector.
    """
    provenance = statement["provenance"]
    return {
        "@context": CONTEXT,
        "id": statement["url"],
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Person", "nickname": provenance["recorded_by"]},
        "created": provenance["recorded_at"],
        "modified": statement["updated_at"],
        "rights": settings.DATA_LICENSE["url"],
        "body": list(_bodies(statement)),
        "target": _target(statement),
    }


def _bodies(statement: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The claim in words and as a resource, the stance, and whose it is."""
    yield _text(statement["claim"]["text"], "describing")
    yield {"type": "SpecificResource", "source": statement["claim"]["url"], "purpose": "linking"}
    yield _text(statement["stance"], "tagging")
    if statement["speaker"]:
        yield {"type": "SpecificResource", "source": statement["speaker"]["url"], "purpose": "identifying"}


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(statement: dict[str, Any]) -> dict[str, Any]:
    article, quote, anchor = statement["article"], statement["quote"], statement["anchor"]
    target = {"type": "SpecificResource", "source": article["source_url"] or article["url"]}
    if not quote:
        return target
    words = {name: quote[name] for name in ("exact", "prefix", "suffix") if quote[name] is not None}
    return target | {
        "state": {"type": "TimeState", "sourceDate": anchor["captured_at"]},
        "selector": [
            {"type": "TextQuoteSelector", **words},
            {"type": "TextPositionSelector", "start": anchor["start"], "end": anchor["end"]},
        ],
    }


class AnnotatedViewSet(ReviewedViewSet):
    """Single objects that are also answered as Web Annotations: `format=jsonld`, or `Accept`."""

    other_forms = {
        MEDIA_TYPE: {
            "type": "object",
            "description": "A Web Annotation (W3C).",
            "properties": {
                "@context": {"type": "string", "const": CONTEXT},
                "id": {"type": "string", "format": "uri"},
                "type": {"type": "string", "const": "Annotation"},
                "motivation": {"type": "string"},
                "creator": {"type": "object"},
                "created": {"type": "string", "format": "date-time"},
                "modified": {"type": "string", "format": "date-time"},
                "rights": {"type": "string", "format": "uri"},
                "body": {"type": "array", "items": {"type": "object"}},
                "target": {"type": "object"},
            },
            "required": ["@context", "id", "type", "body", "target"],
        }
    }

    def get_renderers(self) -> list:
        return (
            [renderer() for renderer in RENDERERS] if self.action == "retrieve" else super().get_renderers()
        )

    @classmethod
    @cache
    def object_parameters(cls) -> dict[str, Parameter]:
        return super().object_parameters() | {"format": format_parameter(RENDERERS)}

    def answer_object(self, request: HttpRequest) -> HttpResponse:
        renderer, _ = StrictNegotiation().select_renderer(request, self.get_renderers())
        if renderer.format != AnnotationRenderer.format:
            return super().answer_object(request)
        self.admit(request)
        given = read(request.GET, self.object_parameters())
        misplaced = [
            Refused("An annotation is whole and of today; leave this out.").about(name)
            for name in NOT_OF_ANNOTATIONS
            if name in given
        ]
        if misplaced:
            raise invalid_parameters(misplaced)
        key = self._key(self.kwargs)
        rows = self._object_shown({}).rows([key], base_url(request))
        if not rows:
            return self._elsewhere(request, key)
        _, version, text = rows[0]
        body = json.dumps(annotation(json.loads(text)), ensure_ascii=False).encode()
        response = answer(request, body, etag=tag(body, version), cache_control=self.cache_control)
        if response.status_code == 200:
            response["Content-Type"] = f'{MEDIA_TYPE}; profile="{CONTEXT}"'
        return response
