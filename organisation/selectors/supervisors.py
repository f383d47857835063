"""How many second-level supervisors a claims centre may have, with the figures behind it (ORG-12, ORG-13)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from organisation.models import SUB_BRANCHES, PostAssignment, Staff, Unit, UnitKind
from organisation.rules.supervisors import SupervisorRule, supervisors_allowed
from organisation.selectors.parameters import value

POST = "CS_SUP"
PremiumOfYear = Callable[..., Decimal]
_premium: list[PremiumOfYear] = []


def register_premium(source: PremiumOfYear) -> None:
    """Who knows the premium of a branch in a year (``source(branch_id, year, sub_branch_id=None)``); called by the app
    above while it starts."""
    _premium[:] = [source]


def premium_of(unit: Unit, year: int) -> Decimal:
    """The premium of a branch, or of one sub-branch of it, in a year, as this system knows it."""
    inside = unit.pk if unit.kind in SUB_BRANCHES else None
    return sum((source(unit.branch_id or 0, year, inside) for source in _premium), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisors:
    """What the guide allows a claims centre, and who holds the post today."""

    year: int
    premium: Decimal
    staff: int
    rule: SupervisorRule
    allowed: int
    holders: list[PostAssignment]

    @property
    def premium_suffices(self) -> bool:
        return self.premium >= self.rule.premium_floor

    @property
    def staff_suffices(self) -> bool:
        return self.staff > self.rule.staff_above

    @property
    def by_staff(self) -> int:
        """One for each full group above the base, before the maximum."""
        return max(self.staff - self.rule.staff_above, 0) // self.rule.staff_per_supervisor


def supervisors_of(centre: Unit, on: date) -> Supervisors:
    """For the claims centre of a branch on a day. Informal staff count; people who left do not."""
    rule, year = rule_of(centre, on), on.year - 1
    premium = premium_of(centre, year)
    staff = staff_of(centre)
    holders = PostAssignment.objects.filter(post_id=POST, unit__in=_units_of(centre), period__contains=on)
    return Supervisors(
        year=year,
        premium=premium,
        staff=staff,
        rule=rule,
        allowed=supervisors_allowed(premium, staff, rule),
        holders=list(holders.select_related("staff").order_by("pk")),
    )


def staff_of(centre: Unit) -> int:
    """People who belong to the centre or to a workplace of it, such as 95518."""
    return Staff.objects.filter(belongs_to__in=_units_of(centre), is_active=True).count()


def _units_of(centre: Unit) -> list[int]:
    return list(Unit.objects.filter(Q(pk=centre.pk) | Q(parent=centre)).values_list("pk", flat=True))


def rule_of(centre: Unit, on: date) -> SupervisorRule:
    """The figures of the guide as they hold for the branch on a day; the maximum depends on the kind of branch."""
    municipal = centre.branch is not None and centre.branch.kind == UnitKind.MUNICIPAL_BRANCH
    most = "municipality" if municipal else "prefecture"
    return SupervisorRule(
        premium_floor=value("organisation.supervisor_premium_floor", centre, on),
        staff_above=value("organisation.supervisor_staff_above", centre, on),
        staff_per_supervisor=value("organisation.staff_per_supervisor", centre, on),
        maximum=value(f"organisation.most_supervisors_{most}", centre, on),
    )
