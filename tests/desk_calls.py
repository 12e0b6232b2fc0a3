"""Calls that the pages of the curation desk make, for tests without a browser."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.identifiers import uuid7
from sources.models import Article
from tests import factories as make

TEXT = "Mayor Ines Halla said that the mines are rich. 𝕃 She said that the mines are rich."


@pytest.fixture
def piece() -> Article:
    made = make.article(status="draft", publisher=make.speaker(kind="publication"))
    make.snapshot(made, TEXT)
    return made


def marking(piece: Article, words: str = "the mines are rich", **changes: Any) -> dict[str, Any]:
    """What the page sends for these words."""
    start = TEXT.index(words)
    return {
        "version": None, "snapshot": str(piece.snapshots.get().pk), "start": start, "end": start + len(words), "quote": words,
        "speaker": {"id": piece.publisher_id}, "claim": {"id": str(uuid7()), "text": "The mines are rich."},
        "stance": "asserts", "fidelity": "paraphrase", "attribution": "explicit", "role_as_printed": "", "hedge": "",
        "said_on": None, "said_on_precision": None, "venue": "", "via": [], "edges": [],
    } | changes  # fmt: skip


def put(client: Client, piece: Article, sent: dict[str, Any], key: Any = None):
    url = reverse("desk:statement", args=[piece.pk, key or uuid7()])
    return client.put(url, json.dumps(sent), "application/json")


def errors(response) -> dict[str, list[str]]:
    return response.json()["errors"]


def post(client: Client, name: str, key: Any = None, **sent: Any):
    return client.post(
        reverse(f"desk:{name}", args=[key] if key else []), json.dumps(sent), "application/json"
    )


def seen(client: Client, key: Any) -> str:
    return client.get(reverse("desk:unit", args=[key])).context["unit"].seen
