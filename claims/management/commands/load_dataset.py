"""manage.py load_dataset data/"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from claims.dataset.files import Unreadable, raw_lines
from claims.dataset.format import TYPES
from claims.dataset.loading import Report, load


class Command(BaseCommand):
    help = (
        "Load a dataset: a folder of *.ndjson files, or one such file. All of it in one transaction, or nothing. "
        "Loading twice changes nothing; rows that are not in the files are left alone, "
        "and what was withdrawn here stays withdrawn."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder or file, such as data/")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, path: Path, dry_run: bool, **options: Any) -> None:
        try:
            with pghistory.context(command="load_dataset"):
                report = load(raw_lines(path), dry_run=dry_run)
        except Unreadable as error:
            raise CommandError(str(error)) from None
        if not report.ok:
            wrong = "\n".join(report.findings.lines())
            raise CommandError(f"Nothing was loaded: {report.findings.count} wrong.\n{wrong}")
        if not dry_run:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"ANALYZE {', '.join(type_.table for type_ in TYPES.values())}"
                )  # or plans are guesses
        self.tell(report, "would be " if dry_run else "")

    def tell(self, report: Report, mood: str) -> None:
        for name, count in report.counts.items():
            kept = f", {count.kept_withdrawn} withdrawn here and kept so" if count.kept_withdrawn else ""
            self.stdout.write(
                f"{name:>12}: {mood}{count.created} created, {count.updated} updated, {count.unchanged} unchanged{kept}"
            )
