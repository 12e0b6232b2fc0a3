"""Every answer of the API that any test meets is held against the OpenAPI document.

`watch` wraps Django's test client. An answer with a status, a type or a shape that the document does not have fails the
test that asked. Lists are looked at by their first rows, so that long pages cost no more than short ones. An answer with
`fields=` has only what was asked for, so that nothing is required of it.
"""

import json
import re
from functools import cache
from typing import Any

import jsonschema_rs
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

MOST_ROWS = 5
PROBLEM = "application/problem+json"
ask = Client.request


def watch() -> None:
    def request(self: Client, **given: Any) -> Any:
        response = ask(self, **given)
        if settings.ROOT_URLCONF == "reeapi.urls" and given["PATH_INFO"].startswith("/api/v1/"):
            check(given["REQUEST_METHOD"], given["PATH_INFO"], response)
        return response

    Client.request = request  # type: ignore[method-assign]


def check(method: str, path: str, response: HttpResponse) -> None:
    """Raises AssertionError where the answer is not one that the document has for the operation."""
    status, kind = response.status_code, response.get("Content-Type", "").split(";")[0]
    called = f"{method} {path} answered {status} {kind}"
    template = template_of(path)
    methods = document()["paths"].get(template, {})
    if method not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:  # HEAD and OPTIONS are HTTP's own
        return
    if method.lower() not in methods:
        assert status in {301, 308, 404, 405}, f"{called}, and the document does not have the operation"
        names = None
    else:
        documented = methods[method.lower()]["responses"].get(str(status))
        assert documented is not None, f"{called}, a status that the document does not have"
        names = documented.get("content")
        assert kind in (names or {""}), f"{called}, a type that the document does not have"
    if kind == PROBLEM or (kind == "application/json" and names):
        sparse = status == 200 and "fields=" in asked_of(response)
        faults = validator(template, method, status, sparse=sparse).iter_errors(shortened(response))
        fault = next((fault for fault in faults if not is_hidden(response, fault.instance)), None)
        assert fault is None, f"{called}: {fault}"


@cache
def document(*, sparse: bool = False) -> dict[str, Any]:
    """The document, with schemas that admit no member that they do not name; `sparse`: and require none."""
    from reeapi.pages import openapi_document

    found = json.loads(json.dumps(openapi_document()))
    for schema in found["components"]["schemas"].values():
        if schema.get("type") == "object" and "properties" in schema:
            schema.setdefault("additionalProperties", False)
            if sparse:
                schema.pop("required", None)
    return found


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """The paths of the document, those without a variable first."""
    paths = sorted(document()["paths"], key=lambda path: (path.count("{"), path))
    return [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))), path) for path in paths]


def template_of(path: str) -> str:
    return next((template for pattern, template in patterns() if pattern.fullmatch(path)), "")


@cache
def validator(template: str, method: str, status: int, *, sparse: bool) -> jsonschema_rs.Draft202012Validator:
    known = document(sparse=sparse)
    operation = known["paths"].get(template, {}).get(method.lower(), {"responses": {}})
    content = operation["responses"].get(str(status), {}).get("content", {})
    schema = next(iter(content.values()), {"schema": {"$ref": "#/components/schemas/Problem"}})["schema"]
    return jsonschema_rs.Draft202012Validator(
        schema | {"components": known["components"]}, validate_formats=True
    )


def asked_of(response: HttpResponse) -> str:
    return response.wsgi_request.META["QUERY_STRING"]  # type: ignore[attr-defined]


def shortened(response: HttpResponse) -> Any:
    """The answer with few of its rows."""
    found = json.loads(response.content)
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        return found | {"results": found["results"][:MOST_ROWS]}
    return found


def is_hidden(response: HttpResponse, value: Any) -> bool:
    """Whether it is null since it may be: in drafts, and in what a row was at a time, so are references to what the caller
    may not see.
    """
    of_staff = "private" in response.get("Cache-Control", "")
    return value is None and (of_staff or "as_of=" in asked_of(response))
