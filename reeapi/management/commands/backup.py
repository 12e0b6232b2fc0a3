"""`manage.py backup FOLDER`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reeapi.operations.backup import BackupError, backup
from reeapi.operations.programs import ProgramError


class Command(BaseCommand):
    help = "Write a backup of the whole database into a new folder, with a checksum of every table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = backup(folder)
        except (BackupError, ProgramError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{folder}: {rows} rows of {len(manifest['tables'])} tables.")
