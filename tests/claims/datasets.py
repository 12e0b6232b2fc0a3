"""A small dataset, for the tests that load one."""

import json
from itertools import chain
from pathlib import Path
from typing import Any

from django.apps import apps

from claims.dataset.loading import Report, load

DATA = Path(__file__).resolve().parents[2] / "data"
REVIEW = {
    "status": "published", "method": "curated", "recorded_by": "curator-1", "recorded_at": "2026-11-20T09:00:20Z",
    "reviewed_by": "reviewer-1", "reviewed_at": "2026-11-21T09:07:20Z",
}  # fmt: skip


def key(number: int) -> str:
    return f"01a1f82f-6ca0-7000-8000-{number:012d}"


def sample() -> dict[str, dict[str, Any]]:
    """One small right dataset, by the names that the tests change lines under; references point forwards and back."""
    return {
        "rebuttal": {
            "type": "rebuttal", "id": key(9), "statement": key(8), "target_claim": key(4), "relation": "rebuts",
            "ground": "feasibility", "basis": "stated", **REVIEW,
        },
        "topic": {"type": "topic", "slug": "mining", "name": "Mining", "broader": "industry"},
        "broader": {"type": "topic", "slug": "industry", "name": "Industry"},
        "speaker": {"type": "speaker", "slug": "ada-miner", "name": "Ada Miner", "kind": "person", "aliases": ["A. Miner", "Ада"]},
        "outlet": {"type": "speaker", "slug": "the-outlet", "name": "The Outlet", "kind": "publication"},
        "group": {"type": "speaker", "slug": "critics-1", "name": "critics", "kind": "group", "named": False, "article": key(1)},
        "article": {
            "type": "article", "id": key(1), "title": "Ore", "publisher": "the-outlet", "authors": ["the-outlet", "ada-miner"],
            "published_on": "2025-02-25", "language": "en", "kind": "report", **REVIEW,
        },
        "stub": {"type": "article", "id": key(2), "language": "en", "kind": "report", **REVIEW},
        "affiliation": {
            "type": "affiliation", "id": key(10), "speaker": "ada-miner", "organization": "the-outlet", "role": "editor",
        },
        "citation": {"type": "citation", "id": key(11), "article": key(1), "cited": key(2), "relation": "reviews"},
        "snapshot": {
            "type": "snapshot", "id": key(3), "article": key(1), "sha256": "ab" * 32, "length": 40, "canonical_version": 1,
            "captured_at": "2026-11-20T09:00:00Z", "method": "manual", "captured_by": "curator-1",
        },
        "claim": {"type": "claim", "id": key(4), "text": "The ore is rich.", "language": "en", "topics": ["mining"], **REVIEW},
        "counter": {"type": "claim", "id": key(5), "text": "The ore is too deep.", "language": "en", **REVIEW},
        "statement": {
            "type": "statement", "id": key(7), "claim": key(4), "speaker": "ada-miner", "article": key(1), "stance": "asserts",
            "said_on": "2025-02-01", "said_on_precision": "month", "fidelity": "verbatim", "attribution": "explicit",
            "snapshot": key(3), "quote_exact": "riches “naïve”", "quote_start": 4, "quote_end": 18,
            "anchor_status": "exact", "via": [key(2)], **REVIEW,
        },
        "other": {
            "type": "statement", "id": key(8), "claim": key(5), "speaker": "critics-1", "article": key(1), "stance": "asserts",
            "fidelity": "paraphrase", "attribution": "explicit", **REVIEW,
        },
    }  # fmt: skip


def raw(line: Any) -> bytes:
    return line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() + b"\n"


def loaded(*lines: Any, dry_run: bool = False) -> Report:
    return load((("file.ndjson", n, raw(line)) for n, line in enumerate(lines, start=1)), dry_run=dry_run)


def with_changed(name: str, **changes: Any) -> list[dict[str, Any]]:
    """The sample with another value for some fields of one line; None takes the field out."""
    found = sample()
    found[name] = {k: v for k, v in (found[name] | changes).items() if v is not None}
    return list(found.values())


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of our tables and of their history."""
    models = chain(apps.get_app_config("sources").get_models(), apps.get_app_config("claims").get_models())
    return {m.__name__: sorted(m.objects.values_list(), key=str) for m in models if not m._meta.proxy}
