"""The reinsurance programme of a day: retentions, treaties with their signed lines, reinsurers, statutory limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet

from organisation.models import ScopedActor, Unit
from organisation.public import parameter
from underwriting.models import Reinsurer, RetentionTable, Treaty, TreatyKind, TreatyShare
from underwriting.rules.reinsurance.excess import ExcessLayer
from underwriting.rules.reinsurance.sharing import Placement, Programme, QuotaShare, Surplus
from underwriting.rules.reinsurance.statute import Strength
from underwriting.rules.reinsurance.units import RiskUnit, retention_for

_KEY, _GENERATION = "underwriting.reinsurance", "underwriting.reinsurance.generation"
_SECONDS, _MINUTE = 300, 60
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """All that protects a line on the day when cover begins."""

    line: str
    rows: Sequence[Mapping[str, Any]]
    basis: str
    treaties: tuple[Treaty, ...]

    def of_kind(self, kind: str) -> list[Treaty]:
        return [treaty for treaty in self.treaties if treaty.kind == kind]

    def programme(self, unit: RiskUnit, placements: Sequence[Placement] = ()) -> Programme:
        """The programme as it meets one risk unit."""
        return Programme(
            retention=retention_for(self.rows, occupancy=unit.occupancy, pml=unit.pml),
            basis=self.basis,
            quota_shares=[_quota(treaty) for treaty in self.of_kind(TreatyKind.QUOTA_SHARE)],
            surpluses=[_surplus(treaty) for treaty in self.of_kind(TreatyKind.SURPLUS)],
            placements=placements,
        )

    @property
    def layers(self) -> list[tuple[Treaty, ExcessLayer]]:
        """Excess layers from the lowest up."""
        ordered = sorted(self.of_kind(TreatyKind.EXCESS), key=lambda one: one.attachment or Decimal(0))
        return [
            (
                one,
                ExcessLayer(
                    code=one.code,
                    attachment=one.attachment or Decimal(0),
                    limit=one.limit or Decimal(0),
                    aggregate=one.aggregate,
                ),
            )
            for one in ordered
        ]

    @property
    def confirm_above(self) -> Decimal | None:
        """The ceded amount above which a treaty wants to be asked first (REI-04)."""
        bounds = [one.confirm_above for one in self.treaties if one.confirm_above is not None]
        return min(bounds) if bounds else None


def _quota(treaty: Treaty) -> QuotaShare:
    return QuotaShare(
        code=treaty.code,
        share=(treaty.share or Decimal(0)) / PERCENT,
        commission=treaty.commission_percent / PERCENT,
        limit=treaty.limit,
    )


def _surplus(treaty: Treaty) -> Surplus:
    return Surplus(
        code=treaty.code,
        lines=treaty.surplus_lines or Decimal(0),
        commission=treaty.commission_percent / PERCENT,
        limit=treaty.limit,
    )


def ceded_lines() -> frozenset[str]:
    """Lines with a retention table; all others are kept whole (motor) and ask nothing."""
    known: frozenset[str] | None = cache.get(_KEY)
    if known is None:
        known = frozenset(RetentionTable.objects.exclude(effective__isempty=True).values_list("line", flat=True))
        cache.set(_KEY, known, _SECONDS)
    return known


def forget() -> None:
    """Read the programme anew; called when it changed."""
    cache.delete(_KEY)
    cache.set(_GENERATION, cache.get(_GENERATION, 0) + 1, None)


def _released() -> Q:
    return Q(proposed_by=None) | Q(approved_by__isnull=False)


def protection_of(line: str, on: date) -> Protection | None:
    """The protection of a line on a day, kept for a minute in this process; None when the line is kept whole."""
    if line not in ceded_lines():
        return None
    key = f"{_KEY}.{cache.get(_GENERATION, 0)}.{line}.{on}"
    kept: tuple[Protection | None] | None = cache.get(key)
    if kept is None:
        kept = (_read_protection(line, on),)
        cache.set(key, kept, _MINUTE)
    return kept[0]


def _read_protection(line: str, on: date) -> Protection | None:
    table = RetentionTable.objects.filter(_released(), line=line, effective__contains=on).first()
    if table is None:
        return None
    shares = Prefetch("shares", TreatyShare.objects.order_by("-leads", "-signed_percent", "pk"))
    treaties = Treaty.objects.filter(_released(), lines__contains=[line], effective__contains=on)
    return Protection(
        line=line,
        rows=table.rows,
        basis=table.source or str(table.effective.lower),
        treaties=tuple(treaties.prefetch_related(shares).order_by("kind", "code")),
    )


def reinsurers_on(on: date) -> list[Reinsurer]:
    """Reinsurers to whom business may be ceded on a day."""
    return list(Reinsurer.objects.filter(_released(), effective__contains=on).order_by("name"))


def strength_of(unit: Unit, on: date) -> Strength:
    """Capital, reserves and the multiples of the law."""
    return Strength(
        capital_and_reserves=Decimal(parameter("underwriting.capital_and_reserves", unit, on)),
        risk_unit_share=Decimal(parameter("underwriting.risk_unit_share", unit, on)),
        premium_multiple=Decimal(parameter("underwriting.retained_premium_multiple", unit, on)),
    )


def strength_seen_by(actor: ScopedActor, on: date) -> Strength:
    """The bounds as they hold where the actor works."""
    return strength_of(Unit.objects.get(pk=actor.unit_id), on)


def branch_of(actor: ScopedActor) -> int:
    """The branch whose accounts the actor keeps."""
    found: int | None = Unit.objects.values_list("branch_id", flat=True).get(pk=actor.unit_id)
    return found or actor.unit_id


def treaties(_actor: ScopedActor) -> QuerySet[Treaty]:
    """Treaties of the whole company, every version that is or will be in force, and the past ones."""
    shares = Prefetch("shares", TreatyShare.objects.order_by("-leads", "-signed_percent", "pk"))
    return Treaty.objects.filter(_released()).prefetch_related(shares)


def retention_tables(on: date) -> list[RetentionTable]:
    return list(RetentionTable.objects.filter(_released(), effective__contains=on).order_by("line"))
