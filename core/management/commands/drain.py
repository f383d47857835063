"""`manage.py drain`: do due jobs straight from the table, without the broker."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from core.jobs.drain import drain_until_quiet
from core.jobs.runner import work_as_drain
from core.management.commands.relay import StopSignal


class Command(BaseCommand):
    help = "Does due jobs straight from the table until none has been due for a while."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queues", default=",".join(settings.QUEUES), help="comma-separated")
        parser.add_argument("--quiet-seconds", type=float, default=3.0, help="end after so long without work")

    def handle(self, *_args: Any, **options: Any) -> None:
        work_as_drain()
        queues = options["queues"].split(",")
        count = drain_until_quiet(queues, quiet=options["quiet_seconds"], stopped=StopSignal().received)
        self.stdout.write(f"{count}")
