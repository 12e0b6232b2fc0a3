"""`manage.py restore FOLDER`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reeapi.operations.backup import BackupError, restore
from reeapi.operations.programs import ProgramError


class Command(BaseCommand):
    help = "Fill an empty database from a backup, and prove by checksums that all of it came back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that `manage.py backup` wrote.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = restore(folder)
        except (BackupError, ProgramError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{rows} rows of {len(manifest['tables'])} tables are as they were.")
