"""Prove the audit chain."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import audit


class Command(BaseCommand):
    help = "Prove that no audit entry was changed, removed, re-ordered or cut off; name each place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stream", type=int, help="only the chain of this unit")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = audit.verify(options["stream"])
        for fault in faults:
            entry = f" (entry {fault.entry_id})" if fault.entry_id else ""
            self.stderr.write(f"stream {fault.stream}, place {fault.seq}: {fault.kind}{entry}")
        if faults:
            raise CommandError(f"{len(faults)} places do not hold")
        self.stdout.write("every chain holds")
