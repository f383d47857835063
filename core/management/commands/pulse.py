"""`manage.py pulse`: exit code 0 when the queues are proved to be consumed; health checks use it."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.jobs.pulse import RELAY, silences, unproven
from core.jobs.restart import end_silent_worker

STEP_SECONDS = 0.5


def end_silent_workers(queues: list[str]) -> None:
    """In a container of its own the worker is out of the relay's reach: its health check ends it."""
    for silence in silences(queues):
        if silence.stalled:
            end_silent_worker(silence)


class Command(BaseCommand):
    help = "Says whether canaries come out of every queue (or the given one) and the relay makes its rounds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queue", action="append", help="a queue, or 'relay'; may be repeated")
        parser.add_argument("--wait", type=float, default=0.0, help="seconds to wait for it")

        parser.add_argument(
            "--end-silent-worker",
            action="store_true",
            help="kill the worker on this host that is up and consumes nothing",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        asked = options["queue"] or [RELAY, *settings.QUEUES]
        until = time.monotonic() + options["wait"]
        while missing := unproven(asked):
            if time.monotonic() >= until:
                if options["end_silent_worker"]:
                    end_silent_workers(missing)
                raise CommandError(", ".join(missing))
            time.sleep(STEP_SECONDS)
