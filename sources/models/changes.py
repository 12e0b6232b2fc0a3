"""What began, changed or ended to be public, in an order in which nothing is ever put in between later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import connection, models
from django.db.models import Q

from sources import triggers

# Every transaction of this database with a lower number has ended, and whatever it noted can be seen. An open one is of
# another database only if it is known to be: one that has ended since the snapshot, or that this role may not see, counts.
SETTLED = """position < (
    SELECT LEAST(pg_snapshot_xmax(snapshot)::text::bigint, pg_current_xact_id_if_assigned()::text::bigint, (
        SELECT min(number::text::bigint) FROM pg_snapshot_xip(snapshot) AS open (number) WHERE NOT EXISTS (
            SELECT FROM pg_stat_activity WHERE backend_xid = number::xid AND datname <> current_database())))
    FROM (SELECT pg_current_snapshot() AS snapshot) AS now)"""
READ = 10_000  # changes that are looked through for one page


@dataclass(frozen=True)
class Place:
    """A place between two changes of one database. What `epoch` tells apart: see `ree_epoch` in the database."""

    epoch: int
    position: int
    id: int


@dataclass(frozen=True)
class Noted:
    """A change: `key` is the id or slug of a row of `resource`."""

    place: Place
    resource: str
    key: str
    kind: str
    changed_at: datetime


@dataclass(frozen=True)
class Stretch:
    """A part of the log: the changes that were asked for, the place behind what was read for them, and whether to read on."""

    changes: list[Noted]
    end: Place
    more: bool


class ChangeQuerySet(models.QuerySet):
    def end(self) -> Place:
        """The place behind everything that is settled now."""
        (row,) = _rows(
            "SELECT ree_epoch(), coalesce(last.position, 0), coalesce(last.id, 0) FROM (SELECT 1) here LEFT JOIN ("
            f"SELECT position, id FROM sources_change WHERE epoch = ree_epoch() AND kind <> 'undone' AND {SETTLED} "
            "ORDER BY position DESC, id DESC LIMIT 1) last ON true"
        )
        return Place(*row)

    def is_of_here(self, place: Place) -> bool:
        """Whether this database has given out the place: not another one, nor this one before it was set back.

        A replica may lag behind what another one has told: it has nothing new yet.
        """
        ((epoch, reached, is_replica),) = _rows(
            "SELECT ree_epoch(), pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_is_in_recovery()"
        )
        return place.epoch == epoch and (is_replica or place.position < reached)

    def behind(self, place: Place, size: int, resources: list[str]) -> Stretch:
        """The next settled changes behind a place, `size` at most; with `resources`, of these alone.

        At most `READ` are looked through for them.
        """
        rows = _rows(
            "SELECT position, id, resource, key, kind, changed_at, fits, number FROM ("
            "  SELECT *, %s OR resource = ANY(%s) AS fits, row_number() OVER inorder AS number,"
            "  lead(id) OVER inorder IS NULL AS last FROM ("
            "    SELECT position, id, resource, key, kind, changed_at FROM sources_change"
            f"   WHERE epoch = %s AND kind <> 'undone' AND (position, id) > (%s, %s) AND {SETTLED}"
            "    ORDER BY position, id LIMIT %s) AS read WINDOW inorder AS (ORDER BY position, id)"
            ") AS numbered WHERE fits OR last ORDER BY position, id LIMIT %s",
            [not resources, resources, place.epoch, place.position, place.id, READ, size + 1],
        )
        changes: list[Noted] = []
        for position, pk, *rest, fits, number in rows:
            if len(changes) == size and fits:
                return Stretch(changes, changes[-1].place, more=True)
            place = Place(place.epoch, position, pk)
            if fits:
                changes.append(Noted(place, *rest))
            if number == READ:
                return Stretch(changes, place, more=True)
        return Stretch(changes, place, more=False)


def _rows(sql: str, params: list[Any] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


class Change(models.Model):
    """The net effect of one transaction on what the public sees of one row. Written by trigger alone."""

    class Kind(models.TextChoices):
        CREATED = "created", "Created: it is public now"
        UPDATED = "updated", "Updated: something of it changed"
        WITHDRAWN = "withdrawn", "Withdrawn: it is not public any more"
        UNDONE = "undone", "Undone: public within the transaction alone; never shown"

    epoch = models.IntegerField(
        editable=False, db_comment="Which database noted it (ree_epoch): others count transactions anew."
    )
    transaction = models.BigIntegerField(editable=False, db_comment="Number of the transaction.")
    position = models.BigIntegerField(
        editable=False, db_comment="That number, or the highest position that the transaction could see."
    )
    resource = models.CharField(
        max_length=10, editable=False, db_comment="Name of the list in the API, such as claims."
    )
    key = models.CharField(max_length=100, editable=False, db_comment="Id or slug of the row.")
    kind = models.CharField(
        max_length=9, choices=Kind, editable=False, db_comment="created, updated, withdrawn or undone."
    )
    changed_at = models.DateTimeField(editable=False, db_comment="When the row was first noted.")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        default_permissions = ()
        db_table_comment = "What began, changed or ended to be public, for those who keep a copy in step."
        constraints = [
            models.CheckConstraint(
                name="change_kind_is_known",
                condition=Q(kind__in=["created", "updated", "withdrawn", "undone"]),
                violation_error_message="A change is created, updated, withdrawn or undone.",
            ),
            models.UniqueConstraint(
                name="change_is_noted_once",
                fields=["epoch", "transaction", "resource", "key"],
                violation_error_message="A transaction notes each row once.",
            ),
        ]
        indexes = [
            models.Index(
                name="change_in_order", fields=["epoch", "position", "id"], condition=~Q(kind="undone")
            ),
            BrinIndex(name="change_by_time", fields=["changed_at"]),
        ]
        triggers = [triggers.NEVER_TRUNCATED]

    def __str__(self) -> str:
        return f"{self.resource}/{self.key} {self.kind}"
