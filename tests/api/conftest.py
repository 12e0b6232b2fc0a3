"""The floor's tests call three small endpoints of their own, see `endpoints.py`."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client


class Api(Client):
    """GET below ``/api/v1/``; without raising what a server would answer with 500."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)

    def read(self, path: str, **headers: str) -> HttpResponse:
        return self.get(f"/api/v1/{path}", headers=headers)

    def rows(self, path: str) -> list[dict[str, Any]]:
        answer = self.read(path)
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    def refused(self, path: str) -> dict[str, dict[str, str]]:
        """The errors of a refused request by the name of the parameter."""
        answer = self.read(path)
        assert answer.status_code == 400, answer.content
        return {error["parameter"]: error for error in answer.json()["errors"]}


@pytest.fixture
def sample(settings: Any) -> Api:
    settings.ROOT_URLCONF = "tests.api.endpoints"
    settings.DATA_LICENSE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    settings.DATA_CITATION = "Cite it."
    return Api()


@pytest.fixture
def streamed(sample: Api) -> Callable[[str], str]:
    """The text of a streamed list."""

    def read(path: str) -> str:
        answer = sample.read(path)
        assert answer.status_code == 200, json.loads(answer.content)
        return b"".join(answer.streaming_content).decode()

    return read
