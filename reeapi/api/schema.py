"""OpenAPI 3.1 from the same declarations that answer requests: parameters, shapes, problems."""

from copy import deepcopy
from typing import Any

import uritemplate
from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema as SpectacularSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework import serializers

from . import writing_schema
from .components import (
    HEADERS,
    HISTORY_ENTRY,
    LINK_HEADER,
    PROBLEM,
    PROBLEM_EXAMPLES,
    PROBLEM_HEADERS,
    ROOT_SCHEMA,
    envelope,
)
from .deprecation import marked
from .documents import DocumentView
from .errors import MEDIA_TYPE
from .parameters import Parameter
from .past import without_past
from .problems import PROBLEMS
from .root import ApiRoot
from .shapes import Computed, Constant, Link, Many, OneOf, Shape
from .viewsets import PublicView, ReadViewSet

EXAMPLE_ID = "0197d2a0-0000-7000-8000-000000000000"
ANY_PROBLEMS = (
    "invalid-parameter", "unauthenticated", "not-acceptable", "too-many-requests", "unavailable", "internal",
)  # fmt: skip
LIST_PROBLEMS = (*ANY_PROBLEMS, "forbidden", "query-too-expensive")
OBJECT_PROBLEMS = (*ANY_PROBLEMS, "not-found", "gone")

UNCHANGED = {"304": {"description": "The answer is the one that `If-None-Match` names.", "headers": HEADERS}}


HISTORY = (
    "What became of it since it was first public, newest first. What a draft said, and what changed while it was withdrawn, "
    "is not told; embedded objects are shown as they are today."
)


class AutoSchema(SpectacularSchema):
    """Describes a `ReadViewSet` by what it declares.

    A member is `required` where every answer without `fields=` has it: neither `expand=` nor a token has to be given for it,
    and answers of the past have it too.
    """

    def get_operation_id(self) -> str:
        if isinstance(self.view, ApiRoot):
            return "getApiRoot"
        if isinstance(self.view, DocumentView):
            return self.view.operation_id
        if not isinstance(self.view, ReadViewSet):
            return super().get_operation_id()
        if self.writes():
            return f"{writing_schema.NAMES[self.view.action]}{self.view.queryset.model.__name__}"
        if self.view.action == "history":
            return f"list{self.view.queryset.model.__name__}History"
        resource = "".join(part.title() for part in self._tokenize_path()[0].split("-"))
        return f"list{resource}" if self.view.action == "list" else f"get{self.view.queryset.model.__name__}"

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        return super().get_serializer_name(serializer, direction).removesuffix("Shape")

    def get_tags(self) -> list[str]:
        return self._tokenize_path()[:1] or ["about"]

    def writes(self) -> bool:
        return isinstance(self.view, ReadViewSet) and self.view.action in writing_schema.WRITING

    def get_description(self) -> str:
        ends = getattr(self.view, "deprecated", None)
        return f"{self._what_it_does()} {ends.sentence()}" if ends else self._what_it_does()

    def _what_it_does(self) -> str:
        if self.writes():
            own = self.view.writing_descriptions.get(self.view.action, "")
            return f"{writing_schema.DESCRIPTIONS[self.view.action]} {own}".strip()
        if getattr(self.view, "action", "") == "history":
            return HISTORY
        of_object = isinstance(self.view, ReadViewSet) and self.view.action != "list"
        return self.view.object_description if of_object else getattr(self.view, "list_description", "")

    def is_deprecated(self) -> bool:
        return getattr(self.view, "deprecated", None) is not None

    def get_auth(self) -> list[dict]:
        if self.writes() or getattr(self.view, "bodies", {}):
            return [{"token": []}]
        return [{}, {"token": []}] if isinstance(self.view, PublicView) else []

    def _get_parameters(self) -> list[dict[str, Any]]:
        if isinstance(self.view, ApiRoot):
            return _query(self.view.parameters)
        if isinstance(self.view, DocumentView):
            return _query(self.view.parameters())
        if not isinstance(self.view, ReadViewSet):
            return super()._get_parameters()
        if self.view.action == "list":
            return _query(self.view.list_parameters())
        if self.writes():
            in_path = map(self._in_path, uritemplate.variables(self.path))
            given = self.view.removal_parameters if self.view.action == "destroy" else {}
            return [*in_path, *writing_schema.condition_headers(self.view.action), *_query(given)]
        of_history = self.view.action == "history"
        asked = self.view.history_parameters() if of_history else self.view.object_parameters()
        return [*map(self._in_path, uritemplate.variables(self.path)), *_query(asked)]

    def _in_path(self, name: str) -> dict[str, Any]:
        by_id = self.view.lookup_field == "pk"
        return {
            "in": "path",
            "name": name,
            "required": True,
            "schema": {"type": "string", "format": "uuid"} if by_id else {"type": "string"},
            "description": "Its identifier (UUIDv7)." if by_id else "Its slug; a former one redirects.",
            "example": self.view.example_key or EXAMPLE_ID,
        }

    def _get_request_body(self, direction: str = "request") -> dict[str, Any] | None:
        if isinstance(self.view, DocumentView):
            content = {kind: {"schema": schema} for kind, schema in self.view.bodies.items()}
            return {"content": content, "required": True} if content else None
        return writing_schema.request_body(self, self.view.action) if self.writes() else None

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        if isinstance(self.view, ApiRoot):
            root = _json(ROOT_SCHEMA, "What there is, under which licence, and whom to write to.")
            return {"200": root} | self._problems(ANY_PROBLEMS)
        if isinstance(self.view, DocumentView):
            return self._document_responses(self.view)
        if not isinstance(self.view, ReadViewSet):
            return super()._get_response_bodies(direction)
        if self.writes():
            return writing_schema.responses(self, self.view.action, self._object_response())
        listing = self.view.action == "list"
        if self.view.action == "history":
            good = self._history_response()
        else:
            good = self._list_response() if listing else self._object_response()
        moved = {} if listing else {"301": {"description": "It goes on under another key, at `Location`."}}
        return (
            {"200": good} | moved | UNCHANGED | self._problems(LIST_PROBLEMS if listing else OBJECT_PROBLEMS)
        )

    def _document_responses(self, view: DocumentView) -> dict[str, Any]:
        schema, *_ = [self._component(name, schema, name).ref for name, schema in view.components().items()]
        good = {"200": _json(schema, view.response_description)} | ({} if view.bodies else UNCHANGED)
        return good | self._problems((*ANY_PROBLEMS, *view.problems))

    def _list_response(self) -> dict[str, Any]:
        item = self.resolve_serializer(self.view.serializer_class, "response")
        component = self._component(f"{item.name}List", envelope(item.ref), self.view.serializer_class)
        response = _json(component.ref, "A page; as CSV or NDJSON, all rows.")
        response["content"]["text/csv"] = {"schema": {"type": "string"}}
        response["content"]["application/x-ndjson"] = {"schema": {"type": "string"}}
        response["headers"] = response["headers"] | {"Link": LINK_HEADER}
        return response

    def _history_response(self) -> dict[str, Any]:
        entry = self._component("HistoryEntry", HISTORY_ENTRY, HISTORY_ENTRY)
        response = _json(self._component("History", envelope(entry.ref), HISTORY).ref, "A page.")
        response["headers"] = response["headers"] | {"Link": LINK_HEADER}
        return response

    def _object_response(self) -> dict[str, Any]:
        response = _json(self.resolve_serializer(self.view.object_shape(), "response").ref, "The object.")
        for media_type, schema in getattr(self.view, "other_forms", {}).items():
            response["content"][media_type] = {"schema": schema}
        return response

    def _problems(self, kinds: tuple[str, ...]) -> dict[str, Any]:
        schema = self._component("Problem", PROBLEM, PROBLEMS).ref
        by_status: dict[str, Any] = {}
        for kind in kinds:
            described = PROBLEMS[kind]
            response = by_status.setdefault(
                str(described.status),
                {"description": "", "content": {MEDIA_TYPE: {"schema": schema, "examples": {}}}},
            )
            response["description"] = f"{response['description']} {described.explanation}".strip()
            response["content"][MEDIA_TYPE]["examples"][kind] = {"value": self._example(kind)}
            if described.status in PROBLEM_HEADERS:
                response["headers"] = PROBLEM_HEADERS[described.status]
        return by_status

    def _example(self, kind: str) -> dict[str, Any]:
        described, example = PROBLEMS[kind], PROBLEM_EXAMPLES.get(kind, {})
        return {
            "type": f"/problems/#{kind}",
            "title": described.title,
            "status": described.status,
            "detail": described.explanation,
            "instance": self.path.replace("{id}", EXAMPLE_ID).replace("{slug}", "example"),
        } | example

    def _component(self, name: str, schema: dict[str, Any], identity: Any) -> ResolvedComponent:
        # A copy: what makes the document names enums within it, and may do so again.
        own = deepcopy(schema)
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=own, object=identity)
        self.registry.register_on_missing(component)
        return component


def _json(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "description": description,
        "headers": HEADERS,
        "content": {"application/json": {"schema": schema}},
    }


def _query(parameters: dict[str, Parameter]) -> list[dict[str, Any]]:
    """Parameter objects; a list is comma-separated (``style=form``, not exploded)."""
    described = []
    for name, parameter in parameters.items():
        schema = parameter.schema()
        listed = schema["type"] == "array"
        item: dict[str, Any] = {
            "in": "query",
            "name": name,
            "schema": schema,
            "description": parameter.help_text,
        }
        item["example"] = (
            parameter.example.split(",") if listed else _typed(parameter.example, schema["type"])
        )
        if listed:
            item |= {"style": "form", "explode": False}
        described.append(marked(item, parameter.deprecated))
    return described


def _typed(example: str, kind: str) -> Any:
    if kind == "integer":
        return int(example)
    return example == "true" if kind == "boolean" else example


class ShapeExtension(OpenApiSerializerExtension):
    target_class = Shape
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        left_out = self._left_out(auto_schema.view)
        schema["required"] = [name for name in self.target.public_fields() if name not in left_out]
        for name, ends in self.target.deprecated.items():
            schema["properties"][name] = marked(schema["properties"][name], ends)
        return schema

    def _left_out(self, view: ReadViewSet) -> set[str]:
        """The members that some answer without `fields=` does not have."""
        shape = type(self.target)
        past = without_past(view.object_shape()(), view.queryset.model)
        left_out = {name for owner, name in past if owner is shape}
        if shape is view.serializer_class:
            left_out |= {name for member in view.expandable for name in (member, f"{member}_url")}
        return left_out


class ManyExtension(OpenApiSerializerFieldExtension):
    target_class = Many

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        child = self.target.child
        item = (
            {"type": "string"}
            if isinstance(child, str)
            else auto_schema.resolve_serializer(child, direction).ref
        )
        return {"type": "array", "items": item}


class OneOfExtension(OpenApiSerializerFieldExtension):
    target_class = OneOf

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        shapes = self.target.variants.values()
        refs = {auto_schema.resolve_serializer(shape, direction).ref["$ref"]: None for shape in shapes}
        return {"anyOf": [{"$ref": ref} for ref in refs]}


class PlainExtension(OpenApiSerializerFieldExtension):
    target_class = serializers.Field
    match_subclasses = True
    priority = -1

    @classmethod
    def _matches(cls, target: Any) -> bool:
        return isinstance(target, Link | Constant | Computed)

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        match self.target:
            case Link():
                return {"type": "string", "format": "uri"}
            case Constant():
                return {"type": "string", "const": self.target.text}
        return dict(self.target.schema)
