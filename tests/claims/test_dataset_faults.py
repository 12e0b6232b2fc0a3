"""Wrong lines: each is named by file, line and field, and nothing is loaded."""

import json

import pytest

from sources.models import Speaker
from tests.claims.datasets import key, loaded, sample, with_changed

pytestmark = pytest.mark.django_db

WRONG_VALUES = [
    ("an unknown key", "speaker", {"sluug": "x"}, "sluug", "slug"),
    ("an unknown type", "speaker", {"type": "speeker"}, "type", "speaker"),
    ("an unknown value of a list", "other", {"stance": "assert"}, "stance", "asserts"),
    ("an unknown slug", "other", {"speaker": "ada-minor"}, "speaker", "ada-miner"),
    ("an unknown author", "article", {"authors": ["ada-miner", "the-outlett"]}, "authors", "the-outlet"),
    ("an unknown topic", "claim", {"topics": ["minnig"]}, "topics", "mining"),
    ("a reference to nothing", "other", {"claim": key(77)}, "claim", key(77)),
    ("a chain through nothing", "other", {"via": [key(77)]}, "via", key(77)),
    ("a ground that does not fit its target", "rebuttal", {"ground": "omission"}, "ground", "feasibility"),
    ("no target", "rebuttal", {"target_claim": None}, "target_claim", "exactly one"),
    ("two targets", "rebuttal", {"target_article": key(1)}, "target_article", "exactly one"),
    ("a rebuttal of its own claim", "rebuttal", {"target_claim": key(5)}, "target_claim", "denying"),
    ("a quote of another length than its place", "statement", {"quote_end": 19}, "quote_end", "18"),
    ("a quote without a snapshot", "statement", {"snapshot": None}, "snapshot", "missing"),
    ("a quote beyond the end of the text", "statement", {"quote_start": 30, "quote_end": 44}, "quote_end", "beyond"),
    ("a quote on another article's snapshot", "statement", {"article": key(2), "via": []}, "snapshot", "another article"),
    ("a chain that ends in its own article", "statement", {"via": [key(1)]}, "via", "leave that one out"),
    ("a name that stands twice in a byline", "article", {"authors": ["ada-miner"] * 2}, "authors", "twice"),
    ("an id that is no UUID", "claim", {"id": "7"}, "id", "version 7"),
    ("an id of another version", "claim", {"id": "01a1f82f-6ca0-4000-8000-000000000001"}, "id", "version 7"),
    ("an id in capitals", "claim", {"id": key(4).upper()}, "id", key(4)),
    ("a slug with capitals", "speaker", {"slug": "Ada Miner"}, "slug", "ada-miner"),
    ("a day that does not exist", "article", {"published_on": "2025-02-30"}, "published_on", "calendar"),
    ("a date in words", "article", {"published_on": "25 Feb"}, "published_on", "YYYY-MM-DD"),
    ("a moment without a zone", "claim", {"recorded_at": "2026-11-20T09:00:20"}, "recorded_at", "UTC"),
    ("a month that is not its first day", "statement", {"said_on": "2025-02-24"}, "said_on_precision", "first day"),
    ("the text of a snapshot", "snapshot", {"text": "words"}, "text", "no such field"),
    ("the state of a text", "snapshot", {"text_state": "held"}, "text_state", "no such field"),
    ("a counter that the database keeps", "claim", {"rebuttal_count": 3}, "rebuttal_count", "no such field"),
    ("a hash that is none", "snapshot", {"sha256": "xyz"}, "sha256", "64"),
    ("a number in quotation marks", "snapshot", {"length": "40"}, "length", "whole number"),
    ("a number too large to store", "snapshot", {"length": 2**31}, "length", "2147483647"),
    ("a text that is a number", "claim", {"text": 7}, "text", "quotation marks"),
    ("a text with nothing to be seen", "claim", {"text": "\u200b\u00a0"}, "text", "blank"),
    ("a text that is too long", "claim", {"text": "x" * 1001}, "text", "at most 1000"),
    ("a list that is a text", "speaker", {"aliases": "A. Miner"}, "aliases", "brackets"),
    ("a required field left out", "statement", {"fidelity": None}, "fidelity", "needs"),
    ("an address that is none", "article", {"url": "outlet.example"}, "url", "http"),
    ("an address of another kind", "speaker", {"website": "ftp://outlet.example/"}, "website", "http"),
    ("a language that is none", "claim", {"language": "English!"}, "language", "BCP 47"),
    ("something published without review", "claim", {"reviewed_by": None}, "reviewed_by", "reviewed"),
    ("a withdrawal without a reason", "claim", {"status": "withdrawn", "withdrawn_at": "2026-12-01T09:00:00Z"}, "withdrawn_reason", "reason"),
    ("an unnamed speaker of no article", "group", {"article": None}, "article", "one article"),
    ("a topic broader than itself", "broader", {"broader": "industry"}, "broader", "itself"),
    ("topics in a circle", "broader", {"broader": "mining"}, "broader", "below itself"),
    ("a character that cannot be stored", "claim", {"text": "a\0b"}, "text", "U+0000"),
    ("a control character", "claim", {"text": "a\x07b"}, "text", "U+0007"),
    ("half a character", "claim", {"text": "\ud800"}, "text", "U+D800"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "changes", "field", "said"),
    [case[1:] for case in WRONG_VALUES],
    ids=[case[0] for case in WRONG_VALUES],
)
def test_a_wrong_value_is_named_by_file_line_and_field(name, changes, field, said):
    lines = [json.dumps(line).encode() + b"\n" for line in with_changed(name, **changes)]
    report = loaded(*lines)
    first = report.findings.listed[0]
    assert (first.source, first.line, first.field) == ("file.ndjson", list(sample()).index(name) + 1, field)
    assert said in str(first)
    assert not Speaker.objects.exists()


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        pytest.param(b"{\n", "", "not JSON", id="broken JSON"),
        pytest.param(b"[]\n", "", "curly brackets", id="a list"),
        pytest.param(b"\n", "", "blank", id="a blank line"),
        pytest.param(b"{}\n", "type", "missing", id="no type"),
        pytest.param(b'{"type": []}\n', "type", "not a type", id="a type that is a list"),
        pytest.param('{"type": "topic", "slug": "é"}\n'.encode("latin-1"), "", "0xE9", id="Latin-1"),
        pytest.param('{"type": "topic"}\n'.encode("utf-16"), "", "UTF-8", id="UTF-16"),
        pytest.param(b'\xef\xbb\xbf{"type": "topic"}\n', "", "byte order mark", id="a byte order mark"),
        pytest.param(b'{"type": "topic", "slug": "a", "slug": "b"}', "slug", "twice", id="a field twice"),
        pytest.param(b"9" * 5000, "", "too long", id="a huge number"),
        pytest.param(b"[" * 100_000, "", "not JSON", id="brackets without end"),
        pytest.param(b" " * 1_000_001 + b"{}", "", "longer than", id="a huge line"),
    ],
)
def test_an_unreadable_line_is_named(line, field, said):
    report = loaded(sample()["broader"], line)
    assert [(w.source, w.line, w.field) for w in report.findings.listed] == [("file.ndjson", 2, field)]
    assert said in report.findings.listed[0].reason


def test_a_double_id_names_both_lines():
    report = loaded(sample()["broader"], sample()["topic"], sample()["broader"])
    assert (
        str(report.findings.listed[0])
        == 'file.ndjson: 3: slug: "industry" is the slug of line 1 of file.ndjson already.'
    )


def test_what_is_recorded_already_under_another_id_is_named():
    loaded(*sample().values())
    report = loaded(sample()["citation"] | {"id": key(50)}, sample()["citation"] | {"id": key(51)})
    assert [(w.line, w.field) for w in report.findings.listed] == [(1, "relation"), (2, "relation")]
    assert "already recorded" in report.findings.listed[0].reason


def test_what_was_public_cannot_become_a_draft():
    loaded(*sample().values())
    draft = {"status": "draft", "reviewed_by": None, "reviewed_at": None}
    report = loaded(*with_changed("counter", **draft))
    assert [w.field for w in report.findings.listed] == ["status"]
    assert "withdraw" in report.findings.listed[0].reason


def test_a_captured_text_cannot_be_exchanged():
    loaded(*sample().values())
    report = loaded(*with_changed("snapshot", length=39))
    assert "never changes" in report.findings.listed[0].reason
    assert report.findings.listed[0].line == list(sample()).index("snapshot") + 1


def test_a_former_slug_is_answered_with_the_present_one():
    loaded(*sample().values())
    Speaker.objects.filter(slug="ada-miner").update(slug="ada-digger")
    report = loaded(sample()["other"] | {"speaker": "ada-miner"})
    assert [(w.field, w.suggestion) for w in report.findings.listed] == [("speaker", '"ada-digger"')]


def test_a_reference_to_a_wrong_line_is_not_wrong_for_that():
    report = loaded(*with_changed("claim", text=7))
    assert [w.field for w in report.findings.listed] == ["text"]


def test_every_wrong_item_is_named_up_to_a_hundred_then_counted():
    report = loaded(*({"type": "topic", "slug": f"t{n}", "nme": "x"} for n in range(150)))
    assert (len(report.findings.listed), report.findings.count) == (100, 300)
    assert list(report.findings.lines())[-1] == "… and 200 more."


def test_what_only_the_database_refuses_is_found_for_every_line():
    loaded(*sample().values())
    report = loaded(*(sample()["rebuttal"] | {"id": key(100 + n), "target_claim": key(5)} for n in range(3)))
    assert [(w.line, w.field) for w in report.findings.listed] == [(n, "target_claim") for n in (1, 2, 3)]
