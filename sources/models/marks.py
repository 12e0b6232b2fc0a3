"""Has anything changed? One number says so, for readers who keep an answer."""

from django.db import models

from sources import triggers


class Mark(models.Model):
    """A part of the database's mark, which is the sum of all parts: another after each commit that changed what is shown.

    Each table that is shown has the trigger `MARKS`. A transaction adds to one part, which it holds to its end; another
    that writes meanwhile takes a part that is free, or adds one, so that nobody waits. The steps are random, so that a
    database restored from a backup does not come by the marks of what it has lost.
    """

    value = models.BigIntegerField(
        default=0, db_default=0, editable=False, db_comment="Grows by a random step with each transaction."
    )

    class Meta:
        ordering = ["id"]
        triggers = [triggers.NEVER_TRUNCATED]
        default_permissions = ()
        db_table_comment = (
            "Parts of the mark that tells whether anything changed; as many as there were writers at once."
        )

    def __str__(self) -> str:
        return str(self.value)
