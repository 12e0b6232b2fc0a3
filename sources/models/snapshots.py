"""The words themselves: what an article's text was when it was captured. Private, immutable, known by its hash."""

from django.db import models
from django.db.models import CharField, F, Func, IntegerField, Q
from django.utils import timezone

from sources import triggers
from sources.identifiers import uuid7, validate_uuid7

from .articles import Article
from .rows import Row, WebAddress, empty_or, recorded


class Sha256(Func):
    """Hex digest of a text's UTF-8 bytes."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = CharField()


class CodePoints(Func):
    function = "char_length"
    output_field = IntegerField()


@recorded("text", "removed", "notes")
class Snapshot(Row):
    """The canonical text of an article as captured. The text is other people's: the public sees quotes, never the text."""

    class TextState(models.TextChoices):
        HELD = "held", "Held"
        NEVER_HELD = "never_held", "Never held: known by hash and length alone"
        TAKEN_DOWN = "taken_down", "Taken down for good"

    id = models.UUIDField(
        primary_key=True,
        default=uuid7,
        validators=[validate_uuid7],
        editable=False,
        db_comment="UUIDv7 (RFC 9562).",
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="snapshots",
        help_text="Whose text it is.", db_comment="Whose text it is.",
    )  # fmt: skip
    text = models.TextField(
        null=True, blank=True, help_text="The canonical text, title and highlights included. Private.",
        db_comment="Canonical text; NULL where it was never held or was taken down. Never public.",
    )  # fmt: skip
    text_state = models.CharField(
        max_length=10, choices=TextState, help_text="Whether the text is here.",
        db_comment="held, never_held (may be filled once, by a text of this hash) or taken_down (for good).",
    )  # fmt: skip
    sha256 = models.CharField(
        max_length=64, help_text="Hash of the canonical text.",
        db_comment="Hex SHA-256 of the canonical text in UTF-8.",
    )  # fmt: skip
    length = models.PositiveIntegerField(
        help_text="Length of the canonical text in code points.",
        db_comment="Length of the text in Unicode code points.",
    )
    canonical_version = models.PositiveSmallIntegerField(
        help_text="Version of the rule that made the text canonical.",
        db_comment="Version of sources.canonical that produced the text.",
    )
    highlights = models.JSONField(
        default=list, db_default=[], blank=True,
        help_text="Where the highlights stand: [[start, end], …] in code points, end exclusive.",
        db_comment="Ranges [[start, end], …] of the highlights, in code points, end exclusive.",
    )  # fmt: skip
    captured_at = models.DateTimeField(
        default=timezone.now, help_text="When the page was read.", db_comment="When the page was read."
    )
    method = models.CharField(
        max_length=40, default="manual", help_text="How it was captured: manual, or the program and its version.",
        db_comment="How it was captured.",
    )  # fmt: skip
    captured_by = models.CharField(
        max_length=40,
        help_text="Public handle of whoever captured it.",
        db_comment="Handle of whoever captured it.",
    )
    raw_sha256 = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="Hash of the bytes as they came, before any cleaning.",
        db_comment="Hex SHA-256 of the raw bytes of the page or file; empty where they were not kept in view.",
    )  # fmt: skip
    tool = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="The program that took the text out of the page.",
        db_comment="Program that took the text out of the page; empty if a person did.",
    )  # fmt: skip
    tool_version = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="The version of that program.",
        db_comment="Version of that program; empty if there was none.",
    )  # fmt: skip
    rights = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="What the page says about its rights or licence.",
        db_comment="What the page says about rights; empty if nothing was found.",
    )  # fmt: skip
    archive_url = WebAddress(
        max_length=2000, blank=True, default="", db_default="", help_text="An archived copy of the page, if there is one.",
        db_comment="Address of an archived copy; empty if none is known.",
    )  # fmt: skip
    removed = models.JSONField(
        default=list, db_default=[], blank=True,
        help_text="Page furniture that was taken out: [{\"text\": …, \"times\": …}, …]. Private, and gone after a takedown.",
        db_comment="What was taken out of the page to make the text canonical. Never public, not in the history.",
    )  # fmt: skip

    notes = models.JSONField(
        default=list, db_default=[], blank=True,
        help_text="What the program that read the page was not certain of, or left empty: for the curator.",
        db_comment="Notes to the curator from the reading of the page. Never public, not in the history.",
    )  # fmt: skip

    class Meta:
        ordering = ["article", "-captured_at", "-id"]
        db_table_comment = "Texts of articles as captured: immutable, private, known by hash."
        constraints = [
            models.CheckConstraint(
                name="snapshot_state_says_whether_text_is_held",
                condition=Q(text_state="held", text__isnull=False)
                | Q(text_state__in=["never_held", "taken_down"], text__isnull=True),
                violation_error_message="A text that is held is here; one that is not, is not.",
            ),
            models.CheckConstraint(
                name="snapshot_hash_and_length_are_of_its_text",
                condition=Q(text__isnull=True) | Q(sha256=Sha256(F("text")), length=CodePoints(F("text"))),
                violation_error_message="Hash and length must be those of the text.",
            ),
            models.CheckConstraint(
                name="snapshot_hash_is_sha256",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A hash is 64 hexadecimal digits, in lower case.",
            ),
            models.CheckConstraint(
                name="snapshot_raw_hash_is_sha256",
                condition=empty_or("raw_sha256", r"^[0-9a-f]{64}$"),
                violation_error_message="A hash is 64 hexadecimal digits, in lower case.",
            ),
            models.CheckConstraint(
                name="snapshot_taken_down_keeps_no_furniture",
                condition=~Q(text_state="taken_down") | Q(removed=[]),
                violation_error_message="A takedown takes what was removed from the page, too.",
            ),
            models.CheckConstraint(
                name="snapshot_has_a_text",
                condition=Q(length__gt=0),
                violation_error_message="The text is empty.",
            ),
            models.UniqueConstraint(
                name="snapshot_is_captured_once",
                fields=["article", "sha256"],
                violation_error_message="This very text of the article is already here.",
            ),
            # What a statement's composite foreign key points to: a snapshot of that same article.
            models.UniqueConstraint(
                name="snapshot_of_its_article",
                fields=["id", "article"],
                violation_error_message="A snapshot is of one article.",
            ),
        ]
        triggers = [
            triggers.KEEP_ROW,
            triggers.NEVER_TRUNCATED,
            triggers.MARKS,
            triggers.SNAPSHOT_IS_IMMUTABLE,
            triggers.SNAPSHOT_TAKES_SUGGESTIONS_ALONG,
        ]

    def __str__(self) -> str:
        return f"{self.article}, {self.captured_at:%Y-%m-%d} ({self.sha256[:12]})"
