"""Inspection before acceptance (验险): when it is needed, and how long it counts (5.1, B-25, PRO-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

INSPECTION_KIND = "underwriting.inspection"
RECORDED, SET_ASIDE = "recorded", "set_aside"
_PERMISSION = "underwriting.inspect"


class Result(StrEnum):
    """What the inspector found."""

    GOOD = "good"
    REMARKS = "remarks"
    REFUSED = "refused"


RESULT_LABELS = {
    Result.GOOD: _("in order"),
    Result.REMARKS: _("in order with remarks"),
    Result.REFUSED: _("not to be insured"),
}
RECORD = Creation(
    name="underwriting.inspection.record", label=_("Record the inspection"), permission=_PERMISSION, target=RECORDED
)
PUT_ASIDE = Transition(
    name="underwriting.inspection.set_aside",
    label=_("Set the record aside"),
    permission=_PERMISSION,
    sources=frozenset({RECORDED}),
    target=SET_ASIDE,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)
INSPECTION = Lifecycle(
    kind=INSPECTION_KIND,
    label=_("Inspection"),
    states=(
        State(value=RECORDED, label=_("recorded"), tone=Tone.GOOD),
        State(value=SET_ASIDE, label=_("set aside"), final=True),
    ),
    creation=RECORD,
    transitions=(PUT_ASIDE,),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What decides whether an inspection is needed. ``rule`` is the product's, ``sum_before`` the sum of the last year,
    ``growth`` by which share a renewal may grow without one."""

    rule: str
    own_damage: bool = False
    renewal: bool = False
    lapse_days: int = 0
    transferred: bool = False
    limit_raised: bool = False
    special: bool = False
    sum_insured: Decimal = Decimal(0)
    sum_before: Decimal | None = None
    growth: Decimal = Decimal(0)


def needed(case: Case) -> bool:
    """Motor: own damage that is new, lapsed or transferred, a raised third-party limit, special vehicles; property: new
    business and grown renewals; engineering: always."""
    if case.rule == "always":
        return True
    if case.rule == "new_business":
        return not case.renewal or case.sum_before is None or case.sum_insured >= case.sum_before * (1 + case.growth)
    if case.rule == "motor":
        damage = case.own_damage and (not case.renewal or case.lapse_days > 0 or case.transferred)
        return damage or case.limit_raised or case.special
    return False


def is_fresh(inspected_on: date, today: date, days: int) -> bool:
    """An older record is stale at submission."""
    return inspected_on >= today - timedelta(days=days)
