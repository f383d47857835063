"""Instalments of the premium of other lines than motor: what a plan must keep to (domain 5.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from underwriting.rules import periods
from underwriting.rules.words import gettext_noop as _


class Instalment(NamedTuple):
    """One payment and its last day."""

    amount: Decimal
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Payments of one premium. ``first_share`` is the least share of the first, ``last_share`` the share of the period
    before which the last is due; the first is due until ``first_on``, the start of the period unless told otherwise."""

    premium: Decimal
    start_on: date
    end_on: date
    payments: Sequence[Instalment]
    first_share: Decimal
    last_share: Decimal
    first_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which a payment may be due."""
        days = periods.total_days(self.start_on, self.end_on) * self.last_share
        return self.start_on + timedelta(days=int(days) - 1)


_LATE_COVER = _("The first instalment is due before cover begins.")
_LATE_CHANGE = _("The first instalment is due before the change holds.")


def fault_of(plan: Plan) -> str:
    """What is wrong with a plan, as an English text to be translated; nothing when it may be approved."""
    amounts = [payment.amount for payment in plan.payments]
    days = [payment.due_on for payment in plan.payments]
    faults = (
        (len(amounts) < 2, _("Instalments are at least two.")),
        (any(amount <= 0 for amount in amounts), _("Every instalment is above zero.")),
        (sum(amounts, Decimal(0)) != plan.premium, _("The instalments add up to the premium.")),
        (
            any(a < b for a, b in pairwise(amounts[1:])),
            _("After the first, no instalment grows."),
        ),
        (bool(amounts) and amounts[0] < plan.premium * plan.first_share, _("The first instalment is too small.")),
        (any(a >= b for a, b in pairwise(days)), _("Each instalment is due after the one before.")),
        (bool(days) and days[0] > (plan.first_on or plan.start_on), _LATE_CHANGE if plan.first_on else _LATE_COVER),
        (bool(days) and days[-1] > plan.last_day, _("The last instalment is due too late in the period.")),
    )
    return next((text for holds, text in faults if holds), "")
