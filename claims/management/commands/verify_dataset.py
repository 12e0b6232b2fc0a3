"""manage.py verify_dataset data/ --texts texts/"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.dataset.files import Unreadable
from claims.dataset.verifying import verify


class Command(BaseCommand):
    help = "Cut every quote of a dataset again from the texts that one has, and say which do not match."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder or file of the dataset, such as data/")
        parser.add_argument(
            "--texts", type=Path, required=True, help="folder of *.txt, as captured or canonical, in UTF-8"
        )

    def handle(self, *args: Any, path: Path, texts: Path, **options: Any) -> None:
        if not texts.is_dir():
            raise CommandError(f"There is no folder {texts}.")
        try:
            verdict = verify(path, texts)
        except Unreadable as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{verdict.quotes} quotes cut again from {verdict.snapshots - verdict.without_text} texts. "
            f"{verdict.without_text} snapshots had no text here, so {verdict.unchecked} quotes were not checked."
        )
        if verdict.findings.count:
            wrong = "\n".join(verdict.findings.lines())
            raise CommandError(f"{verdict.findings.count} wrong.\n{wrong}")
