"""Loading lines of the dataset format: what becomes of them."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.dataset.dumping import dump
from claims.dataset.files import raw_lines
from claims.dataset.format import TYPES, Type, as_markdown
from claims.dataset.loading import load
from claims.models import Claim, Rebuttal, Statement, Topic
from sources.models import Article, Snapshot, Speaker
from tests import factories
from tests.claims.datasets import DATA, everything, key, loaded, raw, sample, with_changed

pytestmark = pytest.mark.django_db


def test_tables_and_lines_load_side_by_side(tmp_path):
    (tmp_path / "topics.csv").write_text("slug,name,broader\nmining,Mining,industry\nindustry,Industry,\n")
    (tmp_path / "claims.ndjson").write_bytes(raw(sample()["claim"]))
    assert load(raw_lines(tmp_path)).ok
    assert list(Claim.objects.get().topics.values_list("name", flat=True)) == ["Mining"]


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


def test_a_load_never_takes_back_a_withdrawal():
    loaded(*sample().values())
    Statement.objects.get(pk=key(8)).withdraw("Misread.", cascade=True)
    report = loaded(*with_changed("other", venue="on air"))
    assert (report.counts["statement"].kept_withdrawn, report.counts["rebuttal"].kept_withdrawn) == (1, 1)
    assert Statement.objects.get(pk=key(8)).withdrawn_reason == "Misread."


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


def documented(type_: Type) -> list[str]:
    """The keys of a type in the table of the data's documentation, those in bold with their stars."""
    rows = dict(re.findall(r"^\| `?([a-z.]+)`? \| (.*) \|$", (DATA / "README.md").read_text(), re.MULTILINE))
    listed = rows[type_.filename].replace(", review", f" {rows['review']}")
    return re.findall(r"\*{0,2}`[a-z0-9_]+`", listed)


@pytest.mark.parametrize("type_", TYPES.values(), ids=TYPES)
def test_the_documentation_of_the_data_names_every_field_in_order_and_what_a_line_must_have(type_):
    assert documented(type_) == ["**`type`"] + [
        f"{'**' if field.required else ''}`{name}`" for name, field in type_.fields.items()
    ]
