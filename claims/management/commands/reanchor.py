"""manage.py reanchor ARTICLE_ID"""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from claims.anchoring.arrival import newest_text, reanchor


class Command(BaseCommand):
    help = "Look for the quotes of an article in the newest text of it that is held, and say what became of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=UUID, help="id of the article")

    def handle(self, *args: Any, article: UUID, **options: Any) -> None:
        newest = newest_text(article)
        if newest is None:
            raise CommandError(f"No text of an article {article} is held here.")
        outcome = reanchor(newest)
        told = ", ".join(f"{count} {status}" for status, count in sorted(outcome.items()))
        self.stdout.write(
            f"Text of {newest.captured_at:%Y-%m-%d}: {told or 'no quote stands in an older text'}."
        )
