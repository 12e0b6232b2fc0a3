"""Fixed pieces of the OpenAPI document: the problem, the envelope of a list, the root, headers."""

from typing import Any

HEADERS = {
    "ETag": {"description": "Send it back as `If-None-Match` to be told 304.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "How long the answer may be kept.", "schema": {"type": "string"}},
}
LINK_HEADER = {"description": "`first`, `next` and `prev` page (RFC 8288).", "schema": {"type": "string"}}
SECONDS = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
PROBLEM_HEADERS = {  # by status
    401: {"WWW-Authenticate": {"description": "How to send a token.", "schema": {"type": "string"}}},
    429: {"Retry-After": SECONDS},
    503: {"Retry-After": SECONDS},
}
PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Address that explains the error.",
        },
        "title": {"type": "string", "description": "The kind of error."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What is wrong this time, and what to do."},
        "instance": {"type": "string", "format": "uri-reference", "description": "The path that was called."},
        "withdrawn_on": {
            "type": ["string", "null"],
            "format": "date",
            "description": "With 410: since when.",
        },
        "reason": {"type": ["string", "null"], "description": "With 410: the public reason."},
        "error_count": {
            "type": "integer",
            "description": "Of an import: how many items are wrong; `errors` lists the first hundred.",
        },
        "errors": {
            "type": "array",
            "description": "Each parameter or place in the body that is wrong.",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": "string", "description": "Name of the query parameter."},
                    "pointer": {"type": "string", "description": "JSON pointer into the body."},
                    "line": {
                        "type": "integer",
                        "description": "Of an import: the line, from 1; 0 for the whole.",
                    },
                    "detail": {"type": "string", "description": "What is wrong with it."},
                    "suggestion": {"type": "string", "description": "What was probably meant."},
                    "url": {
                        "type": "string",
                        "description": "With 409: the address of a row that stands in the way.",
                    },
                },
                "required": ["detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}


PROBLEM_EXAMPLES: dict[str, dict[str, Any]] = {
    "invalid-parameter": {
        "detail": "There is no parameter 'pagesize' here.",
        "errors": [
            {
                "parameter": "pagesize",
                "detail": "There is no parameter 'pagesize' here.",
                "suggestion": "page_size",
            }
        ],
    },
    "query-too-expensive": {
        "errors": [{"parameter": "q", "detail": "Narrow this, or add another filter beside it."}]
    },
    "gone": {
        "detail": "This was withdrawn on 2026-01-31: recorded twice by mistake",
        "withdrawn_on": "2026-01-31",
        "reason": "recorded twice by mistake",
    },
}

ROOT_SCHEMA = {
    "type": "object",
    "properties": {
        "resources": {
            "type": "object",
            "additionalProperties": {"type": "string", "format": "uri"},
            "description": "Address of each list.",
        },
        "documentation": {"type": "string", "format": "uri", "description": "These pages."},
        "schema": {"type": "string", "format": "uri", "description": "The OpenAPI document."},
        "license": {
            "type": "object",
            "description": "Licence of the data.",
            "properties": {"name": {"type": "string"}, "url": {"type": "string", "format": "uri"}},
            "required": ["name", "url"],
        },
        "citation": {"type": "string", "description": "How to cite the data."},
        "contact": {"type": "string", "description": "Whom to write to for a correction or a takedown."},
    },
    "required": ["resources", "documentation", "schema", "license", "citation", "contact"],
}


HISTORY_ENTRY = {
    "type": "object",
    "description": "What one transaction made of the object.",
    "properties": {
        "at": {"type": "string", "format": "date-time", "description": "When."},
        "event": {
            "type": "string",
            "enum": ["published", "changed", "withdrawn", "republished"],
            "description": "The first publication, a change, a withdrawal, or the next publication after one.",
        },
        "by": {"type": ["string", "null"], "description": "Handle of a curator; null for a program."},
        "reason": {"type": ["string", "null"], "description": "The public reason, if one was given."},
        "changes": {
            "type": "array",
            "description": "The members that are not what they were when the object was last public.",
            "items": {
                "type": "object",
                "properties": {
                    "member": {"type": "string", "description": "Its name, as `fields=` takes it."},
                    "old": {"description": "What it was; null where there was nothing."},
                    "new": {"description": "What it became."},
                },
                "required": ["member", "old", "new"],
            },
        },
    },
    "required": ["at", "event", "by", "reason", "changes"],
}


def envelope(item: dict[str, Any]) -> dict[str, Any]:
    page = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "properties": {
            "next": page | {"description": "Address of the next page; null on the last."},
            "previous": page | {"description": "Address of the page before; null on the first."},
            "count": {
                "type": "integer",
                "description": "With `count=true`: rows; at least so many, where `count_is_exact` is false.",
            },
            "count_is_exact": {
                "type": "boolean",
                "description": "With `count=true`: false above 100,000, and where counting stopped earlier, since rows had to be "
                "looked at one by one or stand under several of the headings asked for.",
            },
            "relevance_scope": {
                "type": "integer",
                "description": "With `ordering=relevance`: only this many of the newest matches are ranked. It is 10,000, or fewer where "
                "looking for matches stopped earlier.",
            },
            "results": {"type": "array", "items": item, "description": "The rows of this page, in order."},
        },
        "required": ["next", "previous", "results"],
    }
