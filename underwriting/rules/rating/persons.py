"""Groups of people in one rating: heads, what each is insured for, and the rate of the class (domain 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, RatingFault, Tariff, rate_in
from underwriting.rules.rating.composing import Item, Section
from underwriting.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of the same class with the same sums. ``plan`` names a filed premium per head instead of a rate."""

    tier: str = ""
    heads: int
    sum_insured: Decimal = ZERO
    medical: Decimal = ZERO
    allowance: Decimal = ZERO
    plan: str = ""


def main_item(group: Group, index: int, tariff: Tariff) -> Item:
    """Death and disability: a filed premium per head, or the rate of the class on the sum per head."""
    if group.heads < 1:
        raise RatingFault(f"groups.{index}.heads", _("Enter how many persons are insured."))
    if group.plan:
        return _planned_item(group, index, tariff)
    if group.sum_insured <= ZERO:
        raise RatingFault(f"groups.{index}.sum_insured", _("Enter an amount above zero."))
    charged = rate_in(tariff, "rates", group.tier, field=f"groups.{index}.tier")
    return Item(name=group.tier, amount=group.sum_insured, rate=charged, heads=group.heads)


def _planned_item(group: Group, index: int, tariff: Tariff) -> Item:
    """A plan is sold as it is filed: its own sum per head, to the classes of occupation that it names."""
    where = f"groups.{index}.plan"
    charge = rate_in(tariff, "plans", group.plan, "premium", field=where)
    insured = rate_in(tariff, "plans", group.plan, "sum_insured", field=where)
    classes = tariff["plans"][group.plan].get("tiers") or ()
    if group.tier and classes and group.tier not in classes:
        raise RatingFault(f"groups.{index}.tier", _("The plan is not sold to this class of occupation."))
    if group.sum_insured not in {ZERO, insured}:
        message = _("The plan insures %(sum)s for each person. Leave the sum empty, or take out the plan.")
        raise RatingFault(f"groups.{index}.sum_insured", message, sum=f"{insured:,.2f}")
    return Item(name=group.plan, amount=charge, rate=Decimal(1), heads=group.heads, insured=insured)


def sections_of(groups: Iterable[Group], tariff: Tariff) -> tuple[Section, ...]:
    """Main cover of all groups, then medical expenses and daily allowance where they are wanted."""
    numbered = list(enumerate(groups))
    main = tuple(main_item(group, index, tariff) for index, group in numbered)
    found = [Section(code="MAIN", items=main)] if main else []
    for code, field, amount in EXTRAS:
        items = tuple(
            Item(
                name=group.tier or group.plan,
                amount=amount(group),
                rate=rate_in(tariff, "extras", code, field=f"groups.{index}.{field}"),
                heads=group.heads,
            )
            for index, group in numbered
            if amount(group) > ZERO
        )
        if items:
            found.append(Section(code=code, items=items, counts=False))
    return tuple(found)


EXTRAS: tuple[tuple[str, str, Callable[[Group], Decimal]], ...] = (
    ("MEDICAL", "medical", lambda group: group.medical),
    ("ALLOWANCE", "allowance", lambda group: group.allowance),
)
