"""The reinsurance programme of a day: retentions, treaties with their signed lines, reinsurers, statutory limits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet

from organisation.models import ScopedActor, Unit
from organisation.public import parameter
from underwriting.models import AccumulationLimit, Movement, Reinsurer, RetentionTable, Treaty, TreatyKind, TreatyShare
from underwriting.rules.lines import CEDED_LINES
from underwriting.rules.reinsurance.account import ended_quarters
from underwriting.rules.reinsurance.accumulation import Limit
from underwriting.rules.reinsurance.excess import ExcessLayer
from underwriting.rules.reinsurance.exclusions import Register, kinds_of, shown
from underwriting.rules.reinsurance.sharing import Placement, Programme, QuotaShare, Surplus
from underwriting.rules.reinsurance.statute import Strength
from underwriting.rules.reinsurance.units import RiskUnit, retention_for
from underwriting.selectors.tables import NoTable, table

_KEY, _GENERATION = "underwriting.reinsurance", "underwriting.reinsurance.generation"
_MINUTE = 60
REGISTER = "treaty.exclusions"
PERCENT, BY_LAW = Decimal(100), "LAW-103"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """All that protects a line on the day when cover begins. ``most`` is what the law lets the company keep of one
    risk unit; a line without a table of its own is kept up to there (LAW-103)."""

    line: str
    rows: Sequence[Mapping[str, Any]]
    basis: str
    most: Decimal
    treaties: tuple[Treaty, ...]
    register: Register
    limits: tuple[Limit, ...]

    def of_kind(self, kind: str, unit_kinds: Collection[str] = ()) -> list[Treaty]:
        """Treaties of a kind that take a risk of such kinds."""
        return [one for one in self.treaties if one.kind == kind and not set(unit_kinds) & set(one.excluded)]

    @property
    def excludes(self) -> bool:
        """Some treaty of the line does not take every kind of risk."""
        return any(one.excluded for one in self.treaties)

    def kinds_of(self, unit: RiskUnit) -> frozenset[str]:
        """The kinds of the register that the risk unit belongs to."""
        return kinds_of(unit.said, self.register)

    def programme(self, unit: RiskUnit, placements: Sequence[Placement] = ()) -> Programme:
        """The programme as it meets one risk unit."""
        kinds = self.kinds_of(unit)
        return Programme(
            retention=self.kept_of(occupancy=unit.occupancy, pml=unit.pml),
            basis=self.basis,
            quota_shares=[_quota(treaty) for treaty in self.of_kind(TreatyKind.QUOTA_SHARE, kinds)],
            surpluses=[_surplus(treaty) for treaty in self.of_kind(TreatyKind.SURPLUS, kinds)],
            placements=placements,
            refused=[
                (one.code, shown(sorted(met), self.register))
                for one in self.treaties
                if (met := kinds & set(one.excluded)) and one.kind != TreatyKind.EXCESS
            ],
        )

    def kept_of(self, *, occupancy: str, pml: Decimal) -> Decimal:
        """The retention of the table, never above the law's bound, which may have fallen since the table was
        released."""
        if not self.rows:
            return self.most
        return min(retention_for(self.rows, occupancy=occupancy, pml=pml), self.most)

    @property
    def layers(self) -> list[tuple[Treaty, ExcessLayer]]:
        """Excess layers from the lowest up."""
        return self.layers_for(())

    def layers_for(self, kinds: Collection[str]) -> list[tuple[Treaty, ExcessLayer]]:
        """The layers that take a loss of a risk of such kinds."""
        ordered = sorted(self.of_kind(TreatyKind.EXCESS, kinds), key=lambda one: one.attachment or Decimal(0))
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


def forget() -> None:
    """Read the programme anew; called when it changed."""
    cache.set(_GENERATION, cache.get(_GENERATION, 0) + 1, None)


def _released() -> Q:
    return Q(proposed_by=None) | Q(approved_by__isnull=False)


def protection_of(line: str, on: date) -> Protection | None:
    """The protection of a line on a day, kept for a minute in this process; None for motor business, which is kept
    whole."""
    if line not in CEDED_LINES:
        return None
    key = f"{_KEY}.{cache.get(_GENERATION, 0)}.{line}.{on}"
    kept: Protection | None = cache.get(key)
    if kept is None:
        kept = _read_protection(line, on)
        cache.set(key, kept, _MINUTE)
    return kept


def _read_protection(line: str, on: date) -> Protection:
    table = RetentionTable.objects.filter(_released(), line=line, effective__contains=on).first()
    shares = Prefetch("shares", TreatyShare.objects.order_by("-leads", "-signed_percent", "pk"))
    treaties = Treaty.objects.filter(_released(), lines__contains=[line], effective__contains=on)
    return Protection(
        line=line,
        rows=table.rows if table else (),
        basis=(table.source or str(table.effective.lower)) if table else BY_LAW,
        most=strength_of(None, on).largest_retention,
        treaties=tuple(treaties.prefetch_related(shares).order_by("kind", "code")),
        register=register_on(on),
        limits=tuple(limits_on(on, line=line)),
    )


def limits_on(on: date, *, line: str = "") -> list[Limit]:
    """The limits of accumulation in force on a day, of one line or of all."""
    rows = AccumulationLimit.objects.filter(_released(), effective__contains=on).order_by("event", "area")
    if line:
        rows = rows.filter(lines__contains=[line])
    return [Limit(event=one.event, area=one.area, amount=one.amount, lines=tuple(one.lines)) for one in rows]


def register_on(on: date) -> Register:
    """The kinds of risks that treaties may exclude; none before the first version of the register."""
    try:
        found: Register = table(REGISTER, on).data["kinds"]
    except NoTable:
        return {}
    return found


def reinsurers_on(on: date) -> list[Reinsurer]:
    """Reinsurers to whom business may be ceded on a day."""
    return list(Reinsurer.objects.filter(_released(), effective__contains=on).order_by("name"))


def strength_of(unit: Unit | None, on: date) -> Strength:
    """Capital, reserves and the multiples of the law; without a unit those of the whole company."""
    return Strength(
        capital_and_reserves=Decimal(parameter("underwriting.capital_and_reserves", unit, on)),
        risk_unit_share=Decimal(parameter("underwriting.risk_unit_share", unit, on)),
        premium_multiple=Decimal(parameter("underwriting.retained_premium_multiple", unit, on)),
    )


def strength_seen_by(actor: ScopedActor, on: date) -> Strength:
    """The bounds as they hold where the actor works."""
    return strength_of(Unit.objects.get(pk=actor.unit_id), on)


def quarters_to_account(branch_id: int, today: date) -> list[date]:
    """The ended quarters in which something may have moved, the newest first."""
    moved = Movement.objects.filter(branch_id=branch_id).order_by("booked_on", "pk")
    return ended_quarters(moved.values_list("booked_on", flat=True).first() or today, today)


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
