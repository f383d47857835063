"""Endorsements whose additional premium comes after the issue: what is due on them, and what is owed from the issue on
(domain 5.8: premium first only where it applies)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from finance import public as finance
from organisation.public import system_actor
from underwriting.models import Endorsement, PremiumExemption
from underwriting.rules import endorsement_life as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.customer_credit import customer_fault
from underwriting.selectors.exemptions import PLANNED, owing_by
from underwriting.services.endorsing import extended_to, open_addition
from underwriting.services.plans import CLOCK, cancel_owed, drop_instalments, paid_items, plan_instalment


def owe_change(exemption: PremiumExemption, change: Endorsement, command: Command) -> None:
    """What is due before the issue gives way to what may be paid after it: one item for each payment, or for all."""
    whole = (Decimal(exemption.premium), max(change.effective_on, localdate(command.at)))
    asked = [(Decimal(one["amount"]), date.fromisoformat(one["due_on"])) for one in exemption.payments]
    payments = asked if exemption.code in PLANNED else [whole]
    if change.instalment is not None:
        finance.cancel_policy_premium(command, POLICY_KIND, change.policy_id, instalment=change.instalment)
    numbers = finance.owe_policy_premium(
        command, POLICY_KIND, change.policy_id, payments=payments, pays=_days_paid_for(change)
    )
    clock = command.acting_as(system_actor(CLOCK, unit_id=change.unit_id), f"exempt:{change.pk}")
    if exemption.code in PLANNED:
        for number, (amount, due_on) in zip(numbers, payments, strict=True):
            step = clock.then(f"instalment:{number}")
            plan_instalment(step, exemption_id=exemption.pk, place=number, amount=amount, due_on=due_on)
    credit = {"items": numbers, "code": exemption.code, "later": str(exemption.later)}
    exempt_change(change.pk, clock, credit=credit)


def _days_paid_for(change: Endorsement) -> tuple[date, date | None]:
    """The days that an extension adds, or those from the change until the end of the contract."""
    until = extended_to(change)
    return (change.policy.end_on + timedelta(days=1), until) if until else (change.effective_on, None)


@transition(Endorsement, life.EXEMPT)
def exempt_change(endorsement: Endorsement, command: Command, /, *, credit: Mapping[str, Any]) -> str | None:
    """It may be issued, at once or after the first of its instalments; what comes later stays due."""
    endorsement.instalment, endorsement.on_credit = credit["items"][0], dict(credit)
    if credit["code"] in PLANNED:
        return life.APPROVED
    endorsement.exempted_at = command.at
    return None


def charge_first(exemption: PremiumExemption, change: Endorsement, command: Command) -> None:
    """The exemption is withdrawn before the issue, and before any of it was paid."""
    if change.state not in life.UNEXEMPT.sources or not change.on_credit:
        raise NotPossible(_("The endorsement was issued, or has ended."))
    if paid_items(change):
        raise NotPossible(_("Premium of this change was received already. The exemption stays."))
    drop_instalments(exemption, command)
    clock = command.acting_as(system_actor(CLOCK, unit_id=change.unit_id), f"unexempt:{change.pk}")
    unexempt_change(change.pk, clock)


@transition(Endorsement, life.UNEXEMPT)
def unexempt_change(endorsement: Endorsement, command: Command, /) -> None:
    """The whole additional premium is due before the issue again."""
    cancel_owed(endorsement, command)
    endorsement.on_credit, endorsement.exempted_at = {}, None
    endorsement.instalment = open_addition(endorsement, command)


def refuse_spent_credit_of_change(endorsement: Endorsement, on: date) -> None:
    """Asked again at the issue, as of a proposal (10.3)."""
    given = endorsement.on_credit
    if given and (fault := customer_fault(owing_by(endorsement, on), given["code"], Decimal(given["later"]), on)):
        raise NotPossible(fault)
