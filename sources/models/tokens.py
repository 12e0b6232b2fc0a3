"""Tokens with which programs of staff call the API."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from knox.models import AbstractAuthToken, AuthTokenManager, get_digest_token
from knox.settings import CONSTANTS

from sources import triggers

LONGEST_LIFE = timedelta(days=366)
USUAL_LIFE = timedelta(days=90)
NOTED_EVERY = timedelta(minutes=1)  # a busy token does not write a row for each of its calls


def in_some_months():
    return timezone.now() + USUAL_LIFE


class Token(AbstractAuthToken):
    """What a program shows instead of a password. Its secret is shown once and kept as a hash alone."""

    class Scope(models.TextChoices):
        READ = "read", "Read only: what everybody sees"
        WRITE = "write", "Read and write: drafts, and changes, as far as your permissions go"

    digest = models.CharField(
        max_length=CONSTANTS.DIGEST_LENGTH, unique=True, editable=False, db_comment="Hex SHA-512 of the secret."
    )  # fmt: skip
    token_key = models.CharField(
        max_length=CONSTANTS.MAXIMUM_TOKEN_PREFIX_LENGTH + CONSTANTS.TOKEN_KEY_LENGTH, db_index=True, editable=False,
        help_text="How the secret begins.", db_comment="How the secret begins: enough to find the row, not to guess it.",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="auth_token_set",
        help_text="The account whose permissions the token has.", db_comment="The account.",
    )  # fmt: skip
    name = models.CharField(
        max_length=100, help_text="What it is for, such as the program that uses it.", db_comment="What it is for."
    )  # fmt: skip
    scope = models.CharField(
        max_length=5, choices=Scope, default=Scope.READ, help_text="What it may be used for.",
        db_comment="read (what everybody sees) or write (drafts and changes too).",
    )  # fmt: skip
    created = models.DateTimeField(auto_now_add=True, db_comment="When it was made.")
    expiry = models.DateTimeField(
        default=in_some_months, help_text="From then on it is refused: at most a year from now.",
        db_comment="From then on it is refused.",
    )  # fmt: skip
    revoked_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when it is refused.", db_comment="Since when it is refused; NULL if not revoked."
    )  # fmt: skip
    last_used_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was last used, to the minute.",
        db_comment="When it was last used, to the minute; NULL if never.",
    )  # fmt: skip

    objects: ClassVar = AuthTokenManager()

    class Meta:
        ordering = ["-created", "-id"]
        verbose_name = "API token"
        db_table_comment = "Tokens of the API: hashed, named, expiring."
        constraints = [
            models.CheckConstraint(
                name="token_scope_is_known",
                condition=Q(scope__in=["read", "write"]),
                violation_error_message="A token is for read or for write.",
            ),
            models.CheckConstraint(
                name="token_has_a_name", condition=~Q(name=""), violation_error_message="Say what it is for."
            ),
            models.CheckConstraint(
                name="token_expires_within_a_year",
                condition=Q(expiry__lte=F("created") + LONGEST_LIFE),
                violation_error_message="A token lives for a year at most.",
            ),
        ]
        triggers = [triggers.NEVER_TRUNCATED]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The lifetime, while a form can say what is wrong with it."""
        if self.expiry and not timezone.now() < self.expiry <= timezone.now() + LONGEST_LIFE:
            raise ValidationError({"expiry": "Choose a time from now on, within a year."})

    @property
    def may_write(self) -> bool:
        """Whether it is for writing, and its account still one of staff."""
        return self.scope == self.Scope.WRITE and self.user.is_staff

    @property
    def is_good(self) -> bool:
        return self.revoked_at is None and self.expiry > timezone.now()

    def issue(self) -> str:
        """Store a new token. Returns its secret, which nobody can find out again."""
        self.digest, secret = get_digest_token()
        self.token_key = secret[: CONSTANTS.TOKEN_KEY_LENGTH]
        self.save(force_insert=True)
        return secret

    def revoke(self) -> None:
        """Refuse it from now on. One that was revoked before keeps its time."""
        now = timezone.now()
        Token.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=now)

    def note_use(self) -> None:
        """Remember that it was used, once a minute."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at < now - NOTED_EVERY:
            unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
            Token.objects.filter(unnoted, pk=self.pk).update(last_used_at=now)
