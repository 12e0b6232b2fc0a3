"""manage.py dump_dataset backup/"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.dataset.dumping import dump


class Command(BaseCommand):
    help = "Write all rows, drafts too, as a dataset: one *.ndjson a type, the same bytes for the same rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder to write into; made if need be")
        parser.add_argument("--public", action="store_true", help="only what the public may see")

    def handle(self, *args: Any, path: Path, public: bool, **options: Any) -> None:
        try:
            counts = dump(path, public_only=public)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        for name, count in counts.items():
            self.stdout.write(f"{name:>12}: {count}")
