"""Programs of staff that call the API with a token."""

import json
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from sources.models import Curator, Token


class Program(Client):
    """Calls below ``/api/v1/`` for an account of these roles."""

    def __init__(self, name: str, *roles: str, scope: str = "write", **account: Any):
        super().__init__(raise_request_exception=False)
        self.user = User.objects.create_user(name, **{"is_staff": True} | account)
        self.user.groups.set(Group.objects.filter(name__in=roles))
        Curator.objects.create(user=self.user, handle=name)
        self.token = Token(user=self.user, name="Program", scope=scope)
        self.headers = {"Authorization": f"Bearer {self.token.issue()}"}

    def call(self, method: str, path: str, body: Any = None, **headers: str):
        """The answer; `body` is bytes as they are, or what becomes JSON. Headers are given as `If_Match="*"`."""
        given = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        kind = given.pop("Content-Type", "application/json")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.generic(method, f"/api/v1/{path}", data, kind, headers=given)

    def made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The object that a POST created."""
        answer = self.call("POST", path, body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    def published(self, path: str) -> None:
        answer = self.call("PATCH", path, {"status": "published"}, If_Match="*")
        assert answer.status_code == 200, answer.content


def refused(answer: Any, status: int) -> dict[str, str]:
    """The errors of a refusal by their pointers (or parameters)."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    errors = answer.json().get("errors", [])
    return {error.get("pointer", error.get("parameter", "")): error["detail"] for error in errors}


def everything(curator: Program) -> dict[str, dict]:
    """One object of each kind, made through the API with every member that can be written."""
    curator.call("PUT", "topics/energy/", {"name": "Energy"}, If_None_Match="*")
    paper = {"name": "The Harbour Gazette", "kind": "publication", "aliases": ["Gazette"]}
    curator.call("PUT", "speakers/harbour-gazette/", paper, If_None_Match="*")
    person = {"name": "Halla", "kind": "person", "website": "https://halla.example/", "wikidata": "Q4242"}
    role = {"role": "mayor", "start_date": "2020-01-01", "organization": {"slug": "harbour-gazette"}}
    first = curator.made("articles/", {"title": "First"})
    return {
        "topics": curator.made("topics/", {"slug": "lithium", "name": "Lithium", "broader": {"slug": "energy"}}),
        "speakers": curator.made("speakers/", person | {"slug": "halla", "affiliations": [role]}),
        "articles": (article := curator.made("articles/", {
            "title": "Second", "source_url": "https://gazette.example/2", "publisher": {"slug": "harbour-gazette"},
            "authors": [{"slug": "halla"}], "published_on": "2025-03-01", "language": "pt-BR", "kind": "opinion",
            "syndicated_from": {"id": first["id"]}, "citations": [{"relation": "reviews", "article": {"id": first["id"]}}],
        })),
        "claims": (claim := curator.made("claims/", {"text": "Mines are slow.", "topics": ["lithium", "energy"]})),
        "statements": (statement := curator.made("statements/", {
            "claim": {"id": claim["id"]}, "speaker": {"slug": "halla"}, "article": {"id": article["id"]},
            "role_as_printed": "mayor", "affiliation": {"slug": "harbour-gazette"}, "stance": "concedes",
            "said_on": "2025-02-01", "said_on_precision": "month", "venue": "radio", "fidelity": "paraphrase",
            "attribution": "implicit", "hedge": "perhaps", "chain": [{"article": first["id"]}],
        })),
        "rebuttals": curator.made("rebuttals/", {
            "statement": {"id": statement["id"]}, "target": {"type": "article", "id": first["id"]},
            "relation": "rebuts", "ground": "omission", "basis": "inferred", "note": "Why.",
        }),
        "supports": curator.made("supports/", {
            "statement": {"id": statement["id"]}, "target": {"type": "article", "id": first["id"]}, "relation": "praises",
        }),
    }  # fmt: skip


def assert_unchanged_by_itself(program: Program, path: str) -> None:
    read = program.call("GET", path)
    assert read.status_code == 200, read.content
    for method, body in (("PUT", read.json()), ("PATCH", read.json()), ("PATCH", {})):
        answer = program.call(method, path, body, If_Match=read["ETag"])
        assert (answer.status_code, answer.json()) == (200, read.json()), answer.content
        assert answer["ETag"] == read["ETag"]
