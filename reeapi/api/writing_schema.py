"""The OpenAPI document of the writing operations: bodies, headers, statuses."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import ResolvedComponent

from .bodies import JSON, MERGE_PATCH
from .inputs import LABELS, Input, Key, PartsField, Reference, Text, key_of
from .parameters import SLUG

WRITING = ("create", "update", "partial_update", "destroy", "merge")
NAMES = {
    "create": "create",
    "update": "put",
    "partial_update": "patch",
    "destroy": "delete",
    "merge": "merge",
}
DESCRIPTIONS = {
    "create": "Create one; the server chooses its id, so that an `id` in the body is refused: choose one by PUT.",
    "update": (
        "Replace it with a body in the shape that is read: all members that can be written. With `If-None-Match: *` create it "
        "at this address; the same again answers 200."
    ),
    "partial_update": "Change the members in the body, as a JSON Merge Patch (RFC 7396).",
    "destroy": "Remove it.",
    "merge": "Make it a part of another one: what rests on it moves there, and its address leads there.",
}
ANY_WRITE = (
    "unauthenticated", "forbidden", "invalid-parameter", "bad-request", "not-acceptable", "conflict", "too-many-requests", "unavailable",
    "internal",
)  # fmt: skip
WITH_BODY = ("invalid-body", "too-large", "unsupported-media-type", "four-eyes", "quote-mismatch")
OF_OBJECT = ("not-found", "gone", "precondition-failed", "precondition-required")
PROBLEMS_OF = {
    "create": (*ANY_WRITE, *WITH_BODY),
    "update": (*ANY_WRITE, *WITH_BODY, *OF_OBJECT),
    "partial_update": (*ANY_WRITE, *WITH_BODY, *OF_OBJECT),
    "destroy": (*ANY_WRITE, *OF_OBJECT),
    "merge": (*ANY_WRITE, "invalid-body", "too-large", "unsupported-media-type", *OF_OBJECT),
}
LOCATION = {"Location": {"description": "Its address.", "schema": {"type": "string", "format": "uri"}}}
REMOVED = {
    "type": "object",
    "description": "What a DELETE removed.",
    "properties": {
        "removed": {
            "type": "array",
            "description": "The rows that were deleted or withdrawn; none, if it was withdrawn before.",
            "items": {
                "type": "object",
                "properties": {
                    "type": {"type": "string", "description": "What kind of row it was, such as claim."},
                    "key": {"type": "string", "description": "Its id or slug."},
                },
                "required": ["type", "key"],
            },
        }
    },
    "required": ["removed"],
}
CALLED = {
    "type": ["string", "null"],
    "description": "What it is called; where it is given, it has to be right.",
}
IGNORED = {"description": "As it is read. Not written: whatever is sent here is ignored."}


def condition_headers(action: str) -> list[dict[str, Any]]:
    """The headers that say on which condition a change is made."""
    if action == "create":
        return []
    match = {
        "in": "header",
        "name": "If-Match",
        "schema": {"type": "string"},
        "description": "The ETag of what was read, or `*`.",
        "example": '"4-6a1f0c2b9d3e"',
        "required": action != "update",
    }
    if action != "update":
        return [match]
    new = match | {
        "name": "If-None-Match",
        "schema": {"type": "string", "enum": ["*"]},
        "description": "`*` creates what is not there yet. Either this or If-Match is needed.",
        "example": "*",
    }
    return [match | {"description": f"{match['description']} Either this or If-None-Match is needed."}, new]


def request_body(auto_schema: Any, action: str) -> dict[str, Any] | None:
    view = auto_schema.view
    if action == "destroy":
        return None
    if action == "merge":
        content = {JSON: {"schema": auto_schema._component(*merge_component(view)).ref}}
        return {"content": content, "required": True}
    component = auto_schema.resolve_serializer(view.input_class(), "request")
    if action != "partial_update":
        return {"content": {JSON: {"schema": component.ref}}, "required": True}
    patch = _patch_of(auto_schema, component)
    # `application/json` is read too; with two types for one body openapi-python-client makes code that cannot be imported.
    return {"content": {MERGE_PATCH: {"schema": patch.ref}}, "required": True}


def merge_component(view: Any) -> tuple[str, dict[str, Any], Any]:
    """(name, schema, identity) of the body of a merge."""
    model = view.queryset.model
    by = key_of(model)
    into = {
        "type": "object",
        "properties": {by: _key_schema(model)},
        "required": [by],
        "additionalProperties": False,
        "description": "The one that stays.",
    }
    schema = {
        "type": "object",
        "properties": {"into": into},
        "required": ["into"],
        "additionalProperties": False,
    }
    return f"{model.__name__}Merge", schema, into


def _key_schema(model: Any) -> dict[str, Any]:
    if key_of(model) == "slug":
        return {
            "type": "string",
            "pattern": f"^{SLUG.pattern}$",
            "maxLength": 200,
            "description": "Its slug.",
        }
    return {"type": "string", "format": "uuid", "description": "Its id."}


def _patch_of(auto_schema: Any, component: ResolvedComponent) -> ResolvedComponent:
    """The body of a patch: nothing is needed, and null takes back to the default what has one."""
    schema = component.schema
    needed = set(schema.get("required", ()))
    members = {
        name: _loose(auto_schema, inner) if name in needed else _or_null(_loose(auto_schema, inner))
        for name, inner in schema["properties"].items()
    }
    loose = {name: inner for name, inner in schema.items() if name != "required"} | {"properties": members}
    name = component.name.removesuffix("Input")
    return auto_schema._component(f"{name}Patch", loose, component.name + "Patch")


def _loose(auto_schema: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a member of a patch: of an object within it, too, any part may be left out."""
    ref = schema.get("$ref", "")
    if not ref:
        (ref,) = [one["$ref"] for one in schema.get("anyOf", ()) if "$ref" in one] or [""]
    found = auto_schema.registry._components.get((ref.rpartition("/")[2], ResolvedComponent.SCHEMA))
    if found is None or found.schema.get("type") != "object":
        return schema
    loose = {name: inner for name, inner in found.schema.items() if name != "required"}
    return loose if "$ref" in schema else {"anyOf": [loose, {"type": "null"}]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    kind = schema.get("type")
    if (
        isinstance(kind, list)
        or "anyOf" in schema
        or "oneOf" in schema
        or schema.get("$ref", "").endswith("/Ignored")
    ):
        return schema
    if isinstance(kind, str) and "enum" not in schema:
        return schema | {"type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def responses(auto_schema: Any, action: str, answered: dict[str, Any]) -> dict[str, Any]:
    """The statuses of an operation; `answered` describes an answer with the object."""
    problems = auto_schema._problems(PROBLEMS_OF[action])
    made = answered | {"description": "It was created.", "headers": answered["headers"] | LOCATION}
    if action == "create":
        return {"201": made} | problems
    if action == "destroy":
        schema = auto_schema._component("Removed", REMOVED, "Removed").ref
        return {"200": {"description": "What was removed.", "content": {JSON: {"schema": schema}}}} | problems
    return {"200": answered} | ({"201": made} if action == "update" else {}) | problems


def ignored(auto_schema: Any) -> dict[str, Any]:
    return auto_schema._component("Ignored", IGNORED, "Ignored").ref


class InputExtension(OpenApiSerializerExtension):
    target_class = Input
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        for name, one in self.target.fields.items():
            if isinstance(one, Text) and "enum" not in schema["properties"][name]:
                schema["properties"][name] |= {"pattern": r"\S"}
            schema["properties"][name] |= self.target.schemas.get(name, {})
        others = {
            name: ignored(auto_schema) for name in self.target.known() if name not in self.target.fields
        }
        return schema | {"properties": schema["properties"] | others, "additionalProperties": False}


class ReferenceExtension(OpenApiSerializerFieldExtension):
    target_class = Reference

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        reference: Reference = self.target
        known = reference.shape().fields
        members = {name: _member(auto_schema, reference, name) for name in known}
        schema = {
            "type": "object",
            "description": f"One of the {reference.model._meta.verbose_name_plural}, by its {reference.key}.",
            "properties": members,
            "required": [reference.key],
            "additionalProperties": False,
        }
        name = f"{reference.shape.__name__.removesuffix('Shape')}Input"
        return auto_schema._component(name, schema, reference.shape).ref


def _member(auto_schema: Any, reference: Reference, name: str) -> dict[str, Any]:
    if name == reference.key:
        return _key_schema(reference.model)
    return CALLED if name in LABELS else ignored(auto_schema)


class KeyExtension(OpenApiSerializerFieldExtension):
    target_class = Key

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return _key_schema(self.target.model)


class PartsExtension(OpenApiSerializerFieldExtension):
    target_class = PartsField
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        child = self.target.child
        if isinstance(child, Input):
            item = auto_schema.resolve_serializer(child, "request").ref
        else:
            item = auto_schema._map_serializer_field(child, "request")
        return {"type": "array", "items": item, "maxItems": self.target.most, "uniqueItems": True}


class StatedExtension(OpenApiSerializerFieldExtension):
    """Fields of bodies that say themselves what they accept."""

    target_class = "rest_framework.fields.Field"
    match_subclasses = True
    priority = -1

    @classmethod
    def _matches(cls, target: Any) -> bool:
        return hasattr(target, "body_schema")

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return self.target.body_schema(lambda: ignored(auto_schema))
