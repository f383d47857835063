"""`manage.py relay`: the process between the job table and the broker."""

from __future__ import annotations

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from core.jobs.broker import Broker
from core.jobs.drain import DrainCrew
from core.jobs.pulse import SILENCE_SECONDS
from core.jobs.relay import Relay


class Command(BaseCommand):
    help = "Announces due jobs to the workers, finds lost ones, and restarts workers that consume nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--drain-processes", type=int, default=2, help="processes that work while the broker is away"
        )

        parser.add_argument(
            "--silence-seconds",
            type=float,
            default=SILENCE_SECONDS,
            help="a queue consumed by nobody for so long is dealt with",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        stop = StopSignal()
        crew = DrainCrew(options["drain_processes"])
        Relay(Broker(), settings.QUEUES, crew=crew, silence=options["silence_seconds"]).work(stop.received)


class StopSignal:
    """Remembers that the process was asked to end, so that the round at hand is finished first."""

    def __init__(self) -> None:
        self._asked = False
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)

    def _ask(self, *_signal: object) -> None:
        self._asked = True

    def received(self) -> bool:
        return self._asked
