"""Reserves by coverage, with history and reason; the books follow in the same transaction (CAS-04, JE-19)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from claims.models import Claim, ReserveEntry
from claims.rules import claim_lifecycle as states
from claims.selectors.reserves import reserves_of
from claims.services.loss_experience import tell_underwriting
from claims.services.refusals import InvalidEntry
from core.workflow.command import Command
from core.workflow.engine import transition
from finance.public import ReserveChange, record_claim_reserves

ZERO = Decimal("0.00")
LARGEST = Decimal(10) ** 12


@transition(Claim, states.REVISE_RESERVE)
def revise_reserve(claim: Claim, command: Command, /, *, reserves: dict[str, Decimal]) -> None:
    """A new estimate with its reason."""
    known = reserves_of(claim)
    if set(reserves) - set(known) or any(not 0 <= amount < LARGEST for amount in reserves.values()):
        raise InvalidEntry(_("Enter a reserve of zero or more for each coverage."), field="reserves")
    if all(known[coverage] == amount for coverage, amount in reserves.items()):
        raise InvalidEntry(_("Nothing was changed."), field="reserves")
    set_reserves(claim, command, reserves, command.reason.strip()[:500])
    tell_underwriting(claim, command, closed=False)


def set_reserves(
    claim: Claim, command: Command, wanted: Mapping[str, Decimal], reason: str, *, first: bool = False
) -> None:
    """Write every change down and tell the books; ``claim.reserve`` is the sum of all coverages."""
    now = {} if first else reserves_of(claim)
    changed = [(coverage, new) for coverage, new in sorted(wanted.items()) if now.get(coverage) != new]
    entries = [
        ReserveEntry(
            claim=claim,
            coverage=coverage,
            old=now.get(coverage, ZERO),
            new=new,
            reason=reason,
            by=command.signature,
            at=command.at,
        )
        for coverage, new in changed
    ]
    ReserveEntry.objects.bulk_create(entries)
    changes = [_change(claim, entry) for entry in entries if entry.old != entry.new]
    record_claim_reserves(command.then("reserves"), changes)
    claim.reserve = sum((now | dict(changed)).values(), ZERO)


def release_reserves(claim: Claim, command: Command, reason: str) -> None:
    """Nothing is reserved any more."""
    set_reserves(claim, command, dict.fromkeys(reserves_of(claim), ZERO), reason)


def _change(claim: Claim, entry: ReserveEntry) -> ReserveChange:
    return ReserveChange(
        claim_kind=states.CLAIM_KIND,
        claim_id=claim.pk,
        claim_number=claim.number,
        unit_id=claim.unit_id,
        line=entry.coverage,
        old=entry.old,
        new=entry.new,
    )
