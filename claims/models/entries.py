"""Where the claims of a speaker, a publisher or a topic are read in their order, as in a library's catalogue."""

from django.db import models
from django.db.models import Q

from sources.models import Speaker
from sources.triggers import NEVER_TRUNCATED

from .claims import Claim
from .topics import Topic

HEADINGS = ("speaker", "publisher", "topic")


def heading(to: type[models.Model], db_comment: str) -> models.ForeignKey:
    return models.ForeignKey(
        to, on_delete=models.CASCADE, null=True, editable=False, db_constraint=False, db_index=False, related_name="+",
        db_comment=f"{db_comment}; NULL where the heading is of another kind.",
    )  # fmt: skip


class ClaimEntry(models.Model):
    """A public claim, filed under one heading: somebody who said it, a publisher of where it was read, a topic of it.

    The entry repeats what claims are sorted by, so that an index on heading and sort key has each page in one piece. Entries
    are derived: `ree_file_claims(ids)` makes them anew, and triggers call it when anything changes that they follow from. No
    foreign key is checked by the database, since the rows that entries are derived from have theirs.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, editable=False, db_constraint=False, db_index=False, related_name="+",
        db_comment="What is filed.",
    )  # fmt: skip
    speaker = heading(Speaker, "Somebody with a public statement of the claim")
    publisher = heading(Speaker, "The publisher of an article with a public statement of the claim")
    topic = heading(Topic, "A topic of the claim itself")
    created_at = models.DateTimeField(editable=False, db_comment="That of the claim.")
    first_said_on = models.DateField(
        null=True, editable=False, db_comment="That of the claim; NULL where it has none."
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        db_table_comment = (
            "Public claims under each speaker, publisher and topic, with what they are sorted by. Derived."
        )
        constraints = [
            models.UniqueConstraint(
                name="claimentry_is_filed_once",
                fields=["claim", *HEADINGS],
                nulls_distinct=False,
                violation_error_message="The claim is already filed under this heading.",
            ),
            models.CheckConstraint(
                name="claimentry_has_one_heading",
                condition=Q(speaker__isnull=False, publisher__isnull=True, topic__isnull=True)
                | Q(speaker__isnull=True, publisher__isnull=False, topic__isnull=True)
                | Q(speaker__isnull=True, publisher__isnull=True, topic__isnull=False),
                violation_error_message="An entry has exactly one heading.",
            ),
        ]
        triggers = [NEVER_TRUNCATED]
        indexes = [
            models.Index(
                name=f"entry_of_{name}_by_{short}",
                fields=[name, key, "claim"],
                condition=Q(**{f"{name}__isnull": False}),
            )
            for name in HEADINGS
            for key, short in (("created_at", "created"), ("first_said_on", "date"))
        ]

    def __str__(self) -> str:
        return f"{self.claim} under {self.speaker or self.publisher or self.topic}"
