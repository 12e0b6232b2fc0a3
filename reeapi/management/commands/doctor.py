"""`manage.py doctor`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reeapi.operations.doctor import Level, examine


class Command(BaseCommand):
    help = "Look at settings, database, disk, clock, replicas and data, and say what is wrong and what to do."
    requires_system_checks = ()  # they are among what is told

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for name, findings in examine().items():
            self.stdout.write(f"{name:<11} {'' if findings else 'good'}")
            for finding in findings:
                faults += finding.level is Level.FAULT
                self.stdout.write(f"  {finding.level}: {finding.what}\n    → {finding.advice}")
        if faults:
            raise CommandError(f"{faults} faults.")
