"""Plans in scope, what holds on a day, and the figures on which a plan rests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import BRANCHES, SUB_BRANCHES, FiledPlan, Unit
from organisation.rules import filed_plans
from organisation.rules.filed_plans import Matter, Standing
from organisation.rules.lifecycles import filed_plan as states
from organisation.rules.periods import months_later
from organisation.selectors.parameters import value
from organisation.selectors.same_city import is_same_city
from organisation.selectors.supervisors import premium_of
from organisation.selectors.units import units_in_scope


def plans(actor: Any) -> QuerySet[FiledPlan]:
    """Plans of units in the actor's scope."""
    return FiledPlan.objects.visible_to(actor).select_related("unit", "drafted_by", "endorsed_by", "answered_by")


def plan_for(actor: Any, pk: int) -> FiledPlan:
    """One plan; out of scope reads as not found."""
    found = plans(actor).select_related("previous").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(rows: QuerySet[FiledPlan], text: str) -> QuerySet[FiledPlan]:
    """By number, unit or what was written."""
    return rows.filter(Q(number__iexact=text) | Q(unit__name__contains=text) | Q(plan__contains=text))


def plan_on(unit_id: int, matter: str, on: date) -> FiledPlan | None:
    """The plan that holds for a unit on a day."""
    rows = FiledPlan.objects.filter(unit_id=unit_id, matter=matter, state__in=sorted(states.STANDING))
    return rows.filter(effective__contains=on).first()


def units_for(actor: Any, matter: Matter) -> list[Unit]:
    """The units for which a plan on the matter can be drafted."""
    kinds = BRANCHES if matter.of_a_branch else SUB_BRANCHES
    return [unit for unit in units_in_scope(actor) if unit.kind in kinds and unit.active]


def standing_of(unit: Unit, matter: Matter, stated: Decimal, on: date) -> Standing:
    """What the plan rests on: the premium of the year before beside the least that is asked for."""
    return Standing(
        year=on.year - 1,
        stated=stated,
        known=premium_of(unit, on.year - 1),
        floor=value(matter.floor, unit, on) if matter.floor else None,
        same_city=unit.kind in SUB_BRANCHES and is_same_city(unit, on),
    )


def stable_until(unit: Unit, matter: str, on: date) -> date | None:
    """The day until which the mode of the finance centre stays as it is (ORG-17); None when it may change."""
    held = plan_on(unit.pk, matter, on) if matter == filed_plans.FINANCE_MODE else None
    if held is None or held.effective.lower is None:
        return None
    until = months_later(held.effective.lower, value("organisation.finance_mode_months", unit, on))
    return until if until > on else None


def posts_allowed(unit: Unit, on: date) -> set[str]:
    """The posts that plans in force let a sub-branch have on a day."""
    rows = FiledPlan.objects.filter(unit=unit, state__in=sorted(states.STANDING), effective__contains=on)
    return {post for row in rows for post in row.posts}


def units_allowed(units: Iterable[Unit], post: str, on: date) -> set[int]:
    """Those of the units whose plans in force let them have a post on a day, in one statement."""
    rows = FiledPlan.objects.filter(unit__in=list(units), state__in=sorted(states.STANDING), effective__contains=on)
    return {row.unit_id for row in rows if post in row.posts}


def over(on: date) -> QuerySet[FiledPlan]:
    """Plans whose period has ended."""
    return FiledPlan.objects.filter(state__in=sorted(states.STANDING), effective__endswith__lte=on)
