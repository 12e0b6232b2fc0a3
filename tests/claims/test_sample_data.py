"""What the project ships as data: complete, public, and with no more of other people's words than a short quote."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.dataset.files import raw_lines
from claims.dataset.format import TYPES
from claims.dataset.loading import load

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(type_: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{type_}s.ndjson").read_text().splitlines()]


def quoting() -> list[dict[str, Any]]:
    return [row for row in rows("statement") if "quote_exact" in row]


def test_each_type_has_its_file_with_its_own_lines_alone():
    assert {file.name for file in DATA.glob("*.ndjson")} == {found.filename for found in TYPES.values()}
    assert all(row["type"] == name for name in TYPES for row in rows(name))


def test_lines_are_sorted_and_their_keys_are_in_order():
    for name, found in TYPES.items():
        assert [row[found.key] for row in rows(name)] == sorted(row[found.key] for row in rows(name))
        order = ["type", *found.fields]
        assert all(list(row) == [key for key in order if key in row] for row in rows(name))


def test_quotes_have_at_most_eight_words():
    assert [row["quote_exact"] for row in quoting() if len(row["quote_exact"].split()) > 8] == []


def test_quotes_are_as_long_as_their_places():
    assert all(row["quote_end"] - row["quote_start"] == len(row["quote_exact"]) for row in quoting())


def test_quotes_lie_within_their_texts():
    lengths = {row["id"]: row["length"] for row in rows("snapshot")}
    assert all(row["quote_end"] <= lengths[row["snapshot"]] for row in quoting())


def test_no_text_highlight_or_context_is_shipped():
    keys = {key for name in TYPES if name != "claim" for row in rows(name) for key in row}
    assert keys.isdisjoint({"text", "highlights", "quote_prefix", "quote_suffix", "prefix", "suffix"})


def test_everybody_is_named_by_handle_and_nobody_reviewed_their_own():
    reviewed = [row for name, found in TYPES.items() if "status" in found.fields for row in rows(name)]
    assert {(row["recorded_by"], row["reviewed_by"]) for row in reviewed} == {("curator-1", "reviewer-1")}
    assert {row["status"] for row in reviewed} == {"published"}


@pytest.mark.django_db
def test_everything_is_public_once_loaded():
    assert load(raw_lines(DATA)).ok
    for name, found in TYPES.items():
        if any(field.name == "is_public" for field in found.model._meta.get_fields()):
            assert list(found.model.objects.filter(is_public=False)) == [], name
