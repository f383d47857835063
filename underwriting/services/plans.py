"""Agreed instalments of a premium: planned with its approved exemption, dropped with what it was asked for (5.8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from finance import public as finance
from organisation.public import system_actor
from underwriting.models import Endorsement, Instalment, PremiumExemption, Proposal, Section
from underwriting.rules import exemption_life
from underwriting.rules import instalment_life as life
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.lifecycle import POLICY_KIND, SECTION_KIND
from underwriting.selectors.exemptions import open_exemption, open_exemption_of_change
from underwriting.services.money import due_of

CLOCK = "policy-clock"


def agree(exemption: PremiumExemption, proposal: Proposal, command: Command) -> None:
    """The premium due becomes one item for each payment; finance numbers them as the plan does."""
    section = Section.objects.get(proposal=proposal)
    finance.cancel_receivable(command, SECTION_KIND, section.pk)
    clock = command.acting_as(system_actor(CLOCK, unit_id=proposal.unit_id), f"plan:{exemption.pk}")
    for place, payment in enumerate(exemption.payments, start=1):
        amount, due_on = Decimal(payment["amount"]), date.fromisoformat(payment["due_on"])
        step = clock.then(f"instalment:{place}")
        plan_instalment(step, exemption_id=exemption.pk, place=place, amount=amount, due_on=due_on)
        finance.open_receivable(command, due_of(proposal, section, amount=amount, due_on=due_on, instalment=place))


@creation(Instalment, life.PLAN)
def plan_instalment(command: Command, /, *, exemption_id: int, place: int, amount: Decimal, due_on: date) -> Instalment:
    """One payment of the plan."""
    found = PremiumExemption.objects.select_related("proposal__unit", "endorsement__policy")
    exemption = found.get(pk=exemption_id)
    proposal, change = exemption.proposal, exemption.endorsement
    contract = change.policy if change is not None else proposal
    made = Instalment(
        exemption=exemption,
        proposal=proposal,
        policy=change.policy if change is not None else None,
        document_number=contract.number,
        holder_id=contract.holder_id or 0,
        holder_name=contract.holder_name,
        salesperson_id=contract.salesperson_id,
        line=proposal.line,
        place=place,
        amount=amount,
        due_on=due_on,
    )
    made.set_unit(proposal.unit)
    return made


@transition(Instalment, life.CANCEL)
def cancel_instalment(one: Instalment, command: Command, /) -> None:
    """The plan or the contract ended."""


@transition(PremiumExemption, exemption_life.FALL_AWAY)
def fall_away(exemption: PremiumExemption, command: Command, /) -> None:
    """The proposal ended or got other terms: what was asked for these is without object."""


def end_plan(proposal: Proposal, command: Command) -> None:
    """The proposal is withdrawn, lapses or gets other terms before its policy: no exemption and no plan stays."""
    if proposal.is_motor:
        return
    found = open_exemption(proposal.pk)
    if found is not None:
        clock = command.acting_as(system_actor(CLOCK, unit_id=found.unit_id), f"exemption:{found.pk}")
        fall_away(found.pk, clock)
        drop_plan(proposal.pk, command)


def drop_plan(proposal_id: int, command: Command) -> None:
    """What is still open of the plan of a proposal is not due any more."""
    for one in Instalment.objects.filter(proposal_id=proposal_id, state__in=life.OPEN).order_by("place"):
        clock = command.acting_as(system_actor(CLOCK, unit_id=one.unit_id), f"drop:{one.pk}")
        cancel_instalment(one.pk, clock)


@transition(Instalment, life.RESUME)
def resume_chase(one: Instalment, command: Command, /) -> None:
    """The contract goes on and the payment is still owed: whoever chases it has it before them again (9.9)."""


def resume_chase_after(endorsement: Endorsement, command: Command) -> None:
    """The ending that was asked for want of payment will not be made."""
    if endorsement.kind != Kind.END_INSURER or endorsement.policy.is_motor:
        return
    for one in Instalment.objects.filter(endorsement_id=endorsement.pk, state=life.ENDING):
        clock = command.acting_as(system_actor(CLOCK, unit_id=one.unit_id), f"resume:{one.pk}")
        resume_chase(one.pk, clock)


def drop_credit(endorsement: Endorsement, command: Command) -> None:
    """The endorsement is not issued, or not as it was: nothing of what was agreed about its premium stays. Refused
    while money of it is there: that goes back to the payer first."""
    found = open_exemption_of_change(endorsement.pk)
    if found is not None:
        clock = command.acting_as(system_actor(CLOCK, unit_id=found.unit_id), f"exemption:{found.pk}")
        fall_away(found.pk, clock)
        drop_instalments(found, command)
    cancel_owed(endorsement, command)
    endorsement.on_credit, endorsement.exempted_at = {}, None


def drop_instalments(exemption: PremiumExemption, command: Command) -> None:
    """What is open of one plan is not due any more."""
    for one in exemption.instalments.filter(state__in=life.OPEN).order_by("place"):
        clock = command.acting_as(system_actor(CLOCK, unit_id=one.unit_id), f"drop:{one.pk}")
        cancel_instalment(one.pk, clock)


def cancel_owed(endorsement: Endorsement, command: Command) -> None:
    """Items that were to be paid after the issue are due no more; what was paid of them is never left behind."""
    items, policy_id = endorsement.on_credit.get("items", ()), endorsement.policy_id
    for number in finance.unpaid_of_policy(POLICY_KIND, policy_id, instalments=items):
        finance.cancel_policy_premium(command.then(f"owed:{number}"), POLICY_KIND, policy_id, instalment=number)
    if paid_items(endorsement):
        raise NotPossible(_("Premium of this change was received. The finance centre gives it back, or it is issued."))


def paid_items(endorsement: Endorsement) -> list[int]:
    """Numbers of the items of a change on credit whose money is there."""
    items = endorsement.on_credit.get("items", ())
    return finance.paid_of_policy(POLICY_KIND, endorsement.policy_id, instalments=items)
