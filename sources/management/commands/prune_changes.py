"""manage.py prune_changes"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models.functions import Now

from sources.models import Change

MARGIN = timedelta(days=2)  # what was noted by a long transaction, or read late in the day of a token


class Command(BaseCommand):
    help = (
        "Delete notes of changes that no token of the changes feed leads to any more. To be run every night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = timedelta(days=settings.CHANGES_KEPT_DAYS) + MARGIN
        deleted, _ = Change.objects.filter(changed_at__lt=Now() - kept).delete()
        self.stdout.write(f"{deleted} notes of changes deleted.")
