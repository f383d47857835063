"""Build a large branch by bulk loading.

It lives in underwriting, the lowest app that may see all it fills: customers, premium due, search and work lists.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisation.models import Unit
from underwriting.demo.scale import building, loading
from underwriting.demo.scale.names import UNIT_WEIGHTS
from underwriting.models import Proposal


class Command(BaseCommand):
    help = "Build a large Quanzhou branch for measurements: rows of the business, no audit trail and no books."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--policies", type=int, default=1_000_000)
        parser.add_argument("--seed", type=int, default=350500)
        parser.add_argument("--again", action="store_true", help="add to a database that holds business already")

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse(options)
        started = time.monotonic()

        def say(step: str) -> None:
            self.stdout.write(f"{time.monotonic() - started:7.1f} s  {step}")

        building.build(policies=options["policies"], seed=options["seed"], at=timezone.now(), say=say)
        self.stdout.write(f"{options['policies']:,} policies in {time.monotonic() - started:.0f} s")

    @staticmethod
    def _refuse(options: dict[str, Any]) -> None:
        if options["policies"] < 1:
            raise CommandError("--policies must be at least 1.")
        if Unit.objects.filter(code__in=UNIT_WEIGHTS).count() != len(UNIT_WEIGHTS):
            raise CommandError("The units of the demo branch are missing. Run `manage.py seed_demo` first.")
        if Proposal.objects.exists() and not options["again"]:
            raise CommandError("There is business in this database. Say --again to add to it.")
        if not loading.owns(building.TABLES):
            raise CommandError("Run it as the role that owns the tables: DATABASE_URL=$DATABASE_OWNER_URL.")
