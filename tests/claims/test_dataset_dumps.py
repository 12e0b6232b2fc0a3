"""Dumping and verifying: the same bytes for the same rows, and a manifest that says what they are."""

import hashlib
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.dataset.dumping import dump
from claims.dataset.files import raw_lines
from claims.dataset.format import TYPES
from claims.dataset.loading import load
from claims.dataset.verifying import verify
from claims.models import Claim
from tests.claims.datasets import DATA, key, loaded, raw, sample, with_changed

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.django_db


def test_the_sample_data_come_back_as_the_same_bytes(tmp_path):
    assert load(raw_lines(DATA)).ok
    dump(tmp_path)
    assert {f.name: f.read_bytes() for f in tmp_path.glob("*.ndjson")} == {
        f.name: f.read_bytes() for f in DATA.glob("*.ndjson")
    }


def test_a_dump_of_any_right_lines_loads_as_no_change(tmp_path):
    assert loaded(*sample().values()).ok
    dump(tmp_path)
    report = load(raw_lines(tmp_path))
    assert {name: (c.created, c.updated) for name, c in report.counts.items()} == dict.fromkeys(
        report.counts, (0, 0)
    )


AWKWARD = 'Quotes " and \\ and \\" and \\n, a tab\t, a line\n and \r, é, 稀土, \U0001f30d, \u2028, NULL, \\.'


def test_every_character_comes_back_as_the_same_bytes(tmp_path):
    lines = sample()
    lines["claim"]["text"] = lines["counter"]["text"] = AWKWARD
    lines["speaker"] |= {"name": AWKWARD, "aliases": [AWKWARD, "\\."]}
    for name in lines:
        if "recorded_by" in lines[name]:
            lines[name]["recorded_by"] = 'a "b" \\'
    assert loaded(*lines.values()).ok
    dump(tmp_path)
    dumped = b"".join(file.read_bytes() for file in tmp_path.glob("*.ndjson"))
    assert sorted(dumped.splitlines(keepends=True)) == sorted(map(raw, lines.values()))


def test_moments_keep_their_fraction_of_a_second(tmp_path):
    loaded(*with_changed("claim", recorded_at="2026-11-20T09:00:20.012300Z"))
    dump(tmp_path)
    assert '"recorded_at": "2026-11-20T09:00:20.012300Z"' in (tmp_path / "claims.ndjson").read_text()


def test_merged_rows_stay_merged(tmp_path):
    loaded(*sample().values(), sample()["counter"] | {"id": key(6), "merged_into": key(5)})
    dump(tmp_path)
    assert Claim.objects.get(pk=key(6)).merged_into_id == Claim.objects.get(pk=key(5)).pk
    assert f'"merged_into": "{key(5)}"' in (tmp_path / "claims.ndjson").read_text()


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
