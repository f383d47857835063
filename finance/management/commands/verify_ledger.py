"""Prove the books."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from finance.selectors.ledger import ledger_faults
from finance.selectors.reconciliation import differences_of_branches


class Command(BaseCommand):
    help = "Prove that no posted voucher was changed, removed or left out, and that business and ledger agree."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [f"unit {fault.unit_id}, place {fault.chain_no}: {fault.kind}" for fault in ledger_faults()]
        differing = [f"{unit}: {check.code} differs by {check.difference}" for unit, check in differences_of_branches()]
        for line in (*faults, *differing):
            self.stderr.write(line)
        if faults or differing:
            raise CommandError(f"{len(faults)} places of the chain and {len(differing)} reconciliations do not hold")
        self.stdout.write("every chain holds, business and ledger agree")
