"""Every change leaves a row behind, by whichever way it came, and nobody can change what is past."""

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection, transaction

from claims.models import Claim, ClaimTopic, Relay
from sources.models import ArticleAuthor, Speaker
from tests import factories
from tests.claims.test_counters import sql

pytestmark = pytest.mark.django_db


def labels(model) -> list[str]:
    return list(model.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True))


def by_save(row) -> None:
    row.name = "Other"
    row.save()


def by_bulk_update(row) -> None:
    row.name = "Other"
    Speaker.objects.bulk_update([row], ["name"])


CHANGES = {
    "save": by_save,
    "bulk_update": by_bulk_update,
    "update": lambda row: Speaker.objects.update(name="Other"),
    "SQL": lambda row: sql("UPDATE sources_speaker SET name = 'Other'"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_leaves_a_row(change):
    change(factories.speaker())
    assert labels(Speaker) == ["insert", "update"]
    assert Speaker.pgh_event_model.objects.last().name == "Other"


def by_copy() -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY sources_speaker (slug, name, kind) FROM STDIN") as copy,
    ):
        copy.write_row(("new", "New", "person"))


INSERTS = {
    "create": factories.speaker,
    "bulk_create": lambda: Speaker.objects.bulk_create([Speaker(slug="new", name="New", kind="person")]),
    "SQL": lambda: sql("INSERT INTO sources_speaker (slug, name, kind) VALUES ('new', 'New', 'person')"),
    "COPY": by_copy,
}


@pytest.mark.parametrize("insert", INSERTS.values(), ids=INSERTS)
def test_an_insert_leaves_a_row(insert):
    insert()
    assert labels(Speaker) == ["insert"]


def test_a_cascade_leaves_a_row_for_each_that_it_hides_or_shows():
    statement = factories.statement(status="draft")
    factories.rebuttal(statement=statement)
    statement.publish("reviewer-9")
    events = type(statement).pgh_event_model.objects.order_by("pgh_id")
    assert list(events.values_list("is_public", flat=True)) == [False, True]
    sql("UPDATE sources_article SET status = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'x' WHERE id = %s", statement.article_id)  # fmt: skip
    assert events.last().is_public is False


def test_deleting_a_draft_leaves_a_row_for_it_and_its_links():
    factories.claim(factories.topic(), status="draft").delete()
    assert (labels(Claim)[-1], labels(ClaimTopic)) == ("delete", ["insert", "delete"])


@pytest.mark.parametrize("model", [ClaimTopic, Relay, ArticleAuthor])
def test_links_leave_rows(model):
    factories.claim(factories.topic())
    factories.statement(via=[factories.article(factories.speaker())])
    model.objects.all().delete()
    assert labels(model) == ["insert", "delete"]


UNRECORDED = {
    "SpeakerSlug", "TopicSlug", "Mark", "Change", "ClaimEntry",  # kept by triggers, out of rows that have a history
    "Curator", "Token",  # of accounts, not of what is published
}  # fmt: skip


def recorded(table: str) -> set[str]:
    """The kinds of change of each row of this table that a trigger puts into its history."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT split_part(tgname, '_', 2) FROM pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgenabled = 'O' AND tgtype & 1 = 1 "
            "AND tgname ~ '^pgtrigger_(insert_insert|update_update|delete_delete)_'",
            [table],
        )
        return {kind for (kind,) in cursor.fetchall()}


def test_every_table_of_ours_leaves_a_row_for_every_change():
    """By triggers of each row, so by whichever way the change comes; the tables without are named here."""
    ours = [m for m in apps.get_models() if m._meta.app_label in ("sources", "claims") and not m._meta.proxy]
    rows = [m for m in ours if not issubclass(m, pghistory.models.Event)]
    without = {m.__name__ for m in rows if recorded(m._meta.db_table) != {"insert", "update", "delete"}}
    assert without == UNRECORDED


def test_counters_leave_none():
    claim = factories.claim()
    factories.statement(claim=claim)
    assert labels(Claim) == ["insert"]


@pytest.mark.parametrize("command", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_the_past_is_never_changed(command):
    factories.rebuttal(target_statement=factories.statement(via=[factories.article(factories.speaker())]))
    factories.claim(factories.topic())
    past = [t for t in connection.introspection.table_names() if t.endswith("event")]
    assert len(past) >= 12
    for table in past:
        if sql(f"SELECT 1 FROM {table}"):
            with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
                sql(command.format(table))
