"""The public names of the people who curate."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources import triggers

from .speakers import SLUG


class CuratorQuerySet(models.QuerySet):
    def handle_of(self, user) -> str:
        """The handle of an account: the one chosen for it, or `curator-N`, made the first time it is needed."""
        curator: Any
        curator, _ = self.get_or_create(user=user, defaults={"handle": f"curator-{user.pk + 1}"})
        return curator.handle

    def handles(self, users: Iterable[Any]) -> dict[Any, str]:
        """The handles of the accounts with these ids, for those that have one."""
        return dict(self.filter(user__in=users).values_list("user", "handle"))


class Curator(models.Model):
    """The handle under which an account's work appears in public: never its login name or e-mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="curator",
        help_text="The account.", db_comment="The account.",
    )  # fmt: skip
    handle = models.CharField(
        max_length=40, unique=True, help_text="Public name: lower-case words joined by hyphens, like curator-3.",
        db_comment="Public name of the account, shown in provenance.",
    )  # fmt: skip

    objects = CuratorQuerySet.as_manager()

    class Meta:
        ordering = ["handle", "id"]
        db_table_comment = "Public handles of accounts."
        constraints = [
            models.CheckConstraint(
                name="curator_handle_is_lower_case_words",
                condition=Q(handle__regex=SLUG),
                violation_error_message="A handle has lower-case letters and digits, joined by single hyphens.",
            ),
        ]
        triggers = [triggers.NEVER_TRUNCATED]

    def __str__(self) -> str:
        return self.handle
