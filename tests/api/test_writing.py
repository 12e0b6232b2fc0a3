"""What is read can be written back: the round trip of every resource, and what a body may not hold."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from reeapi.urls import router
from sources.models import Curator, Token
from tests.api.test_openapi import DATA

pytestmark = pytest.mark.django_db
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}


class Writer(Client):
    """A program of staff: calls below ``/api/v1/`` with a token."""

    def __init__(self, name: str, *roles: str, scope: str = "write", **account: Any):
        super().__init__(raise_request_exception=True)
        self.user = User.objects.create_user(name, **{"is_staff": True} | account)
        self.user.groups.set(Group.objects.filter(name__in=roles))
        Curator.objects.create(user=self.user, handle=name)
        self.token = Token(user=self.user, name="Program", scope=scope)
        self.secret = self.token.issue()

    def call(self, method: str, path: str, body: Any = None, *, match: str | None = None, **headers: str):
        given = {"Authorization": f"Bearer {self.secret}"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        if match:
            given["If-Match"] = match
        kind = given.pop("Content-Type", "application/json")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.generic(method, f"/api/v1/{path}", data, kind, headers=given)


@pytest.fixture
def reviewer() -> Writer:
    return Writer("reviewer-7", "Curator", "Reviewer")


@pytest.fixture
def curator() -> Writer:
    return Writer("curator-7", "Curator")


@pytest.fixture
def dataset() -> None:
    call_command("load_dataset", str(DATA), verbosity=0)


@pytest.mark.parametrize("room", VIEWS)
@pytest.mark.usefixtures("dataset")
def test_what_is_read_can_be_put_back_and_changes_nothing(reviewer, room):
    for row in reviewer.call("GET", f"{room}/?page_size=200").json()["results"]:
        path = f"{room}/{row.get('slug') or row['id']}/"
        read = reviewer.call("GET", path)
        put = reviewer.call("PUT", path, read.json(), match=read["ETag"])
        assert put.status_code == 200, put.content
        assert put.json() == read.json()
        assert put["ETag"] == read["ETag"]
        patched = reviewer.call("PATCH", path, {}, match=read["ETag"])
        assert patched.json() == read.json()
