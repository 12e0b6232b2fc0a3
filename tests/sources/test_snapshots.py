"""A captured text never changes, quotes are cut from it, and a takedown leaves nothing of it behind."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from sources.models import Snapshot, Suggestion
from tests import factories
from tests.claims.test_counters import sql

pytestmark = pytest.mark.django_db
TEXT = (
    "A long time ago somebody said that ten mines would open by Sunday, or so it is told here, in many words."
)
QUOTE = "ten mines would open"


@pytest.fixture
def snapshot() -> Snapshot:
    return factories.snapshot(factories.article(), TEXT)


@pytest.mark.parametrize(
    ("column", "value"),
    [("sha256", "0" * 64), ("length", 5), ("canonical_version", 1), ("highlights", "[[0, 1]]"), ("text", "Other."),
     ("captured_at", "2020-01-01"), ("captured_by", "curator-2"), ("method", "other"), ("text_state", "never_held")],
)  # fmt: skip
def test_a_snapshot_never_changes(snapshot, column, value):
    with pytest.raises(IntegrityError, match="A snapshot never changes"):
        sql(f"UPDATE sources_snapshot SET {column} = %s", value)


def test_a_snapshot_never_moves_to_another_article(snapshot):
    with pytest.raises(IntegrityError, match="A snapshot never changes"):
        Snapshot.objects.update(article=factories.article())


def take_down() -> None:
    sql("UPDATE sources_snapshot SET text = NULL, text_state = 'taken_down'")


def test_a_text_is_taken_down_for_good(snapshot):
    take_down()
    with pytest.raises(IntegrityError, match="A snapshot never changes"):
        sql("UPDATE sources_snapshot SET text = %s, text_state = 'held'", TEXT)


def never_held() -> Snapshot:
    held = factories.snapshot(factories.article(), TEXT)
    fields = {"sha256": held.sha256, "length": held.length}
    Snapshot.objects.all().delete()
    return factories.snapshot(held.article, **fields)


def supply(text: str) -> int:
    return sql("UPDATE sources_snapshot SET text = %s, text_state = 'held'", text)


def quote(snapshot: Snapshot, exact: str = QUOTE, start: int = TEXT.index(QUOTE), **fields):
    place = {"quote_exact": exact, "quote_start": start, "quote_end": start + len(exact), "anchor_status": "exact"}  # fmt: skip
    return factories.statement(snapshot=snapshot, article=snapshot.article, **place | fields)


def test_a_text_may_be_supplied_once_if_it_has_the_hash():
    never_held()
    with pytest.raises(IntegrityError, match="snapshot_hash_and_length_are_of_its_text"), transaction.atomic():  # fmt: skip
        supply(TEXT.replace("ten", "two"))
    assert supply(TEXT) == 1


def test_supplying_the_text_gives_every_quote_its_context():
    statement = quote(never_held())
    assert (statement.quote_prefix, statement.quote_suffix) == (None, None)
    supply(TEXT)
    statement.refresh_from_db()
    start, end = statement.quote_start, statement.quote_end
    assert (statement.quote_prefix, statement.quote_suffix) == (
        TEXT[start - 32 : start],
        TEXT[end : end + 32],
    )


def test_supplying_the_text_checks_every_quote():
    snapshot = never_held()
    quote(snapshot)
    quote(snapshot, exact="twelve mines")
    with pytest.raises(IntegrityError, match="The quote is not what the text has"):
        supply(TEXT)


@pytest.mark.parametrize(
    ("start", "exact"), [(0, "A"), (0, TEXT), (5, TEXT[5:9]), (len(TEXT) - 2, TEXT[-2:]), (31, TEXT[31:40]), (33, TEXT[33:40])]
)  # fmt: skip
def test_context_ends_where_the_text_does(snapshot, start, exact):
    statement = quote(snapshot, exact, start)
    end = start + len(exact)
    assert statement.quote_prefix == TEXT[max(0, start - 32) : start]
    assert statement.quote_suffix == TEXT[end : end + 32]


@pytest.mark.parametrize(
    "change", [{"start": 3}, {"exact": "two mines"}, {"anchor_status": "moved", "start": 4}]
)
def test_a_quote_that_the_text_does_not_have_is_refused(snapshot, change):
    with pytest.raises(IntegrityError, match="The quote is not what the text has"):
        quote(snapshot, **change)


def test_a_quote_that_was_found_changed_may_differ(snapshot):
    assert quote(snapshot, exact="two mines", anchor_status="changed").anchor_status == "changed"


def test_a_quote_never_ends_beyond_the_text():
    with pytest.raises(IntegrityError, match="beyond the end"):
        quote(never_held(), start=len(TEXT) - 2)


def test_offsets_count_code_points():
    snapshot = factories.snapshot(factories.article(), "🪨🪨 rare 稀土 earths")
    assert quote(snapshot, "rare 稀土", 3).quote_prefix == "🪨🪨 "


def test_a_takedown_withholds_the_context_and_keeps_the_quote(snapshot):
    statement = quote(snapshot)
    take_down()
    statement.refresh_from_db()
    assert (statement.anchor_status, statement.quote_prefix, statement.quote_suffix) == ("withheld", None, None)  # fmt: skip
    assert (statement.quote_exact, statement.is_public) == (QUOTE, True)


def test_after_a_takedown_no_words_but_the_quotes_are_left_anywhere(snapshot):
    statement = quote(snapshot)
    statement.venue = "On the radio"
    statement.save()
    take_down()
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(json_agg(t), '[]')::text FROM {table} t")
            rows = json.dumps(json.loads(cursor.fetchone()[0]), ensure_ascii=False)
        assert "long time ago" not in rows, table
        assert "Sunday" not in rows, table


def test_what_was_suggested_in_a_text_goes_with_it():
    text = factories.snapshot(factories.article(), "Critics warn that gallium is scarce.")
    Suggestion.objects.create(snapshot=text, kind="critique", start=0, end=12, cue="Critics warn")
    Snapshot.objects.filter(pk=text.pk).update(text=None, text_state="taken_down", removed=[])
    assert not Suggestion.objects.exists()
