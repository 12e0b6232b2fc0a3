"""Loading, dumping and verifying the dataset format."""

import hashlib
import json
import shutil
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from claims.dataset.dumping import dump
from claims.dataset.files import raw_lines
from claims.dataset.format import TYPES, as_markdown
from claims.dataset.loading import Report, load
from claims.dataset.verifying import verify
from claims.models import Claim, Rebuttal, Statement, Topic
from sources.models import Article, Snapshot, Speaker
from tests import factories

DATA = Path(__file__).resolve().parents[2] / "data"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.django_db

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


def test_the_sample_data_come_back_as_the_same_bytes(tmp_path):
    assert load(raw_lines(DATA)).ok
    dump(tmp_path)
    assert {f.name: f.read_bytes() for f in tmp_path.glob("*.ndjson")} == {
        f.name: f.read_bytes() for f in DATA.glob("*.ndjson")
    }


def test_the_manifest_of_a_dump_has_the_count_and_hash_of_each_file(tmp_path):
    loaded(*sample().values())
    counts = dump(tmp_path)
    files = json.loads((tmp_path / "manifest.json").read_text())["files"]
    assert {TYPES[name].filename: number for name, number in counts.items()} == {
        name: said["lines"] for name, said in files.items()
    }
    for name, said in files.items():
        assert said["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "claims.ndjson").write_bytes(b""), "not the file that was dumped"),
        (lambda folder: (folder / "claims.ndjson").unlink(), "not in the folder"),
        (lambda folder: (folder / "more.ndjson").write_bytes(b""), "not in the manifest"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"[]"), "no manifest"),
    ],
)
def test_a_dump_that_is_not_as_its_manifest_says_is_not_loaded_nor_verified(tmp_path, damage, said):
    loaded(*sample().values())
    dump(tmp_path)
    damage(tmp_path)
    report = load(raw_lines(tmp_path))
    assert (report.ok, said in str(report.findings.listed[-1])) == (False, True)
    assert said in str(verify(tmp_path, tmp_path).findings.listed[-1])


def test_tables_and_lines_load_side_by_side(tmp_path):
    (tmp_path / "topics.csv").write_text("slug,name,broader\nmining,Mining,industry\nindustry,Industry,\n")
    (tmp_path / "claims.ndjson").write_bytes(raw(sample()["claim"]))
    assert load(raw_lines(tmp_path)).ok
    assert list(Claim.objects.get().topics.values_list("name", flat=True)) == ["Mining"]


def test_a_dump_of_any_right_lines_loads_as_no_change(tmp_path):
    assert loaded(*sample().values()).ok
    dump(tmp_path)
    report = load(raw_lines(tmp_path))
    assert {name: (c.created, c.updated) for name, c in report.counts.items()} == dict.fromkeys(
        report.counts, (0, 0)
    )


def test_loading_twice_changes_nothing_at_all():
    loaded(*sample().values())
    before = everything()
    report = loaded(*sample().values())
    assert everything() == before
    assert (report.counts["statement"].unchanged, report.counts["statement"].updated) == (2, 0)


def test_references_may_point_forwards_within_a_file():
    assert loaded(*sample().values()).findings.listed == []
    assert Rebuttal.objects.published().get().target_claim.rebuttal_count == 1
    assert Topic.objects.get(slug="mining").broader.slug == "industry"
    assert Article.objects.get(pk=key(1)).bylines.count() == 2


def test_a_changed_line_updates_its_row_alone():
    loaded(*sample().values())
    report = loaded(*with_changed("claim", text="The ore is very rich.", topics=["industry", "mining"]))
    assert (report.counts["claim"].updated, report.counts["claim"].unchanged) == (1, 1)
    changed = Claim.objects.get(pk=key(4))
    assert changed.text == "The ore is very rich."
    assert changed.version > 1
    assert changed.topics.count() == 2
    assert Claim.objects.get(pk=key(5)).version == 1


def test_a_chain_that_changes_with_its_article_is_taken_over():
    loaded(*sample().values())
    moved = with_changed("other", article=key(2), via=[key(1)])
    assert loaded(*moved).findings.listed == []
    assert loaded(*with_changed("other", via=[key(2)])).findings.listed == []
    assert [a.pk.hex for a in Statement.objects.get(pk=key(8)).via.all()] == [key(2).replace("-", "")]


def test_the_order_of_a_byline_can_change():
    loaded(*sample().values())
    loaded(*with_changed("article", authors=["ada-miner", "the-outlet"]))
    assert list(Article.objects.get(pk=key(1)).bylines.values_list("speaker__slug", "position")) == [
        ("ada-miner", 0),
        ("the-outlet", 1),
    ]


def test_a_field_taken_out_of_a_line_becomes_empty():
    loaded(*sample().values())
    loaded(*with_changed("speaker", aliases=None))
    assert Speaker.objects.get(slug="ada-miner").aliases == []


def test_rows_that_are_not_in_the_files_are_left_alone():
    loaded(*sample().values())
    loaded(sample()["broader"])
    assert Statement.objects.count() == 2


def test_one_wrong_line_loads_nothing():
    report = loaded(*with_changed("other", stance="assert"))
    assert not report.ok
    assert not Speaker.objects.exists()


def test_a_dry_run_says_what_would_change_and_changes_nothing():
    report = loaded(*sample().values(), dry_run=True)
    assert report.counts["claim"].created == 2
    assert not Claim.objects.exists()


def test_drafts_stay_private_and_keep_what_only_they_use_private(tmp_path):
    draft = {"status": "draft", "reviewed_by": None, "reviewed_at": None}
    assert loaded(*with_changed("claim", **draft)).ok
    assert not Claim.objects.get(pk=key(4)).is_public
    assert not Statement.objects.get(pk=key(7)).is_public
    assert not Topic.objects.published().exists()
    dump(tmp_path, public_only=True)
    assert key(4) not in "".join(f.read_text() for f in tmp_path.iterdir())


def test_a_statement_through_a_draft_article_was_never_public():
    draft = {"status": "draft", "reviewed_by": None, "reviewed_at": None}
    loaded(*with_changed("stub", **draft))
    statement = Statement.objects.get(pk=key(7))
    assert (statement.is_public, statement.published_at, statement.events.count()) == (False, None, 1)


def test_snapshots_are_never_held_at_first_and_a_held_text_is_not_disturbed():
    loaded(*sample().values())
    assert Snapshot.objects.get().text_state == "never_held"
    article = Article.objects.get(pk=key(2))
    held = factories.snapshot(of=article, text="Words that are held.")
    line = sample()["snapshot"] | {
        "id": str(held.pk), "article": key(2), "sha256": held.sha256, "length": held.length, "canonical_version": held.canonical_version,
        "captured_at": "2026-11-01T09:00:00Z", "captured_by": "curator-9",
    }  # fmt: skip
    assert loaded(line).counts["snapshot"].unchanged == 1
    assert Snapshot.objects.get(pk=held.pk).text == "Words that are held."


def test_a_quote_of_a_text_that_was_taken_down_stays_withheld():
    loaded(*sample().values())
    Snapshot.objects.update(text_state="taken_down")
    assert loaded(*sample().values()).counts["statement"].updated == 0
    assert Statement.objects.get(pk=key(7)).anchor_status == "withheld"


def test_moments_keep_their_fraction_of_a_second(tmp_path):
    loaded(*with_changed("claim", recorded_at="2026-11-20T09:00:20.012300Z"))
    dump(tmp_path)
    assert '"recorded_at": "2026-11-20T09:00:20.012300Z"' in (tmp_path / "claims.ndjson").read_text()


def test_merged_rows_stay_merged(tmp_path):
    loaded(*sample().values(), sample()["counter"] | {"id": key(6), "merged_into": key(5)})
    dump(tmp_path)
    assert Claim.objects.get(pk=key(6)).merged_into_id == Claim.objects.get(pk=key(5)).pk
    assert f'"merged_into": "{key(5)}"' in (tmp_path / "claims.ndjson").read_text()


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
    ("a text that is too long", "claim", {"text": "x" * 1001}, "text", "at most 1000"),
    ("a list that is a text", "speaker", {"aliases": "A. Miner"}, "aliases", "brackets"),
    ("a required field left out", "statement", {"fidelity": None}, "fidelity", "needs"),
    ("an address that is none", "article", {"url": "outlet.example"}, "url", "http"),
    ("a language that is none", "claim", {"language": "English!"}, "language", "BCP 47"),
    ("something published without review", "claim", {"reviewed_by": None}, "reviewed_by", "reviewed"),
    ("a withdrawal without a reason", "claim", {"status": "withdrawn", "withdrawn_at": "2026-12-01T09:00:00Z"}, "withdrawn_reason", "reason"),
    ("an unnamed speaker of no article", "group", {"article": None}, "article", "one article"),
    ("a topic broader than itself", "broader", {"broader": "industry"}, "broader", "itself"),
    ("topics in a circle", "broader", {"broader": "mining"}, "broader", "below itself"),
    ("a character that cannot be stored", "claim", {"text": "a\0b"}, "text", "U+0000"),
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


def test_the_command_says_what_is_wrong_and_loads_nothing(tmp_path):
    (tmp_path / "topics.ndjson").write_bytes(raw({"type": "topic", "slug": "a", "name": "A", "broder": "b"}))
    with pytest.raises(CommandError) as refused:
        call_command("load_dataset", tmp_path)
    assert 'topics.ndjson: 1: broder: A topic has no such field. Did you mean "broader"?' in str(
        refused.value
    )


@pytest.mark.parametrize("path", ["missing", "."])
def test_a_path_without_a_dataset_is_refused(tmp_path, path):
    with pytest.raises(CommandError, match=r"no file"):
        call_command("load_dataset", tmp_path / path)


def test_the_history_names_the_command(tmp_path):
    file = tmp_path / "any.ndjson"
    file.write_bytes(raw(sample()["broader"]))
    said = StringIO()
    call_command("load_dataset", file, stdout=said)
    assert Topic.objects.get().events.get().pgh_context.metadata == {"command": "load_dataset"}
    assert "topic: 1 created, 0 updated, 0 unchanged" in said.getvalue()


def test_the_documentation_of_the_format_names_every_field():
    text = "\n".join(as_markdown())
    assert all(f"`{name}`" in text for found in TYPES.values() for name in found.fields)


needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the two documents are not part of the project")


@needs_seeds
def test_every_quote_is_cut_again_from_the_documents():
    verdict = verify(DATA, SEEDS)
    assert verdict.findings.listed == []
    assert (verdict.without_text, verdict.unchecked) == (0, 0)
    assert verdict.quotes == (DATA / "statements.ndjson").read_text().count('"quote_exact"')


@needs_seeds
def test_a_quote_at_another_place_is_reported_with_its_right_place(tmp_path):
    copy = shutil.copytree(DATA, tmp_path / "data")
    file = copy / "statements.ndjson"
    first, *rest = file.read_text().splitlines(keepends=True)
    line = json.loads(first)
    line |= {"quote_start": line["quote_start"] + 1, "quote_end": line["quote_end"] + 1}
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n" + "".join(rest))
    with pytest.raises(
        CommandError, match=r"statements\.ndjson: 1: quote_exact: .* Did you mean [0-9]+ to [0-9]+"
    ):
        call_command("verify_dataset", copy, texts=SEEDS, stdout=StringIO())


def test_snapshots_without_a_text_are_counted(tmp_path):
    verdict = verify(DATA, tmp_path)
    assert (verdict.findings.count, verdict.quotes) == (0, 0)
    assert verdict.without_text == verdict.snapshots == 2


def test_a_load_never_takes_back_a_withdrawal():
    loaded(*sample().values())
    Statement.objects.get(pk=key(8)).withdraw("Misread.", cascade=True)
    report = loaded(*with_changed("other", venue="on air"))
    assert (report.counts["statement"].kept_withdrawn, report.counts["rebuttal"].kept_withdrawn) == (1, 1)
    assert Statement.objects.get(pk=key(8)).withdrawn_reason == "Misread."
