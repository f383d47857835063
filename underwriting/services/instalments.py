"""Instalments from the approved plan to the last payment, or to the ending that the clause allows (5.8, 9.9)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from finance import public as finance
from organisation.public import parameter, system_actor
from underwriting.models import Instalment, Policy, PremiumExemption, Proposal, Section
from underwriting.rules import exemption_life
from underwriting.rules import instalment_life as life
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.lifecycle import SECTION_KIND
from underwriting.selectors.exemptions import open_exemption
from underwriting.services.endorsing import EndorsementRequest, request_endorsement
from underwriting.services.money import due_of
from underwriting.services.refusals import InvalidEntry

CLOCK, NOTICE_JOB = "policy-clock", "underwriting.arrears_notice"


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
    exemption = PremiumExemption.objects.select_related("proposal__unit").get(pk=exemption_id)
    proposal = exemption.proposal
    made = Instalment(
        exemption=exemption,
        proposal=proposal,
        document_number=proposal.number,
        holder_id=proposal.holder_id or 0,
        holder_name=proposal.holder_name,
        salesperson_id=proposal.salesperson_id,
        line=proposal.line,
        place=place,
        amount=amount,
        due_on=due_on,
    )
    made.set_unit(proposal.unit)
    return made


def bind_to_policy(policy: Policy) -> None:
    """The plan goes on under the number of the policy."""
    Instalment.objects.filter(proposal_id=policy.proposal_id, state__in=[*life.OPEN, life.PAID]).update(
        policy=policy, document_number=policy.number
    )


@transition(Instalment, life.RECEIVE)
def receive_instalment(one: Instalment, command: Command, /, *, received_at: datetime) -> None:
    """It was paid, to the cent."""
    one.paid_at = received_at


@transition(Instalment, life.LOSE)
def lose_instalment(one: Instalment, command: Command, /) -> None:
    """Its receipt was voided: it is due again."""
    one.paid_at = None


@transition(Instalment, life.FALL_DUE)
def fall_due(one: Instalment, command: Command, /) -> None:
    """Its day is over and nothing came."""


@transition(Instalment, life.NOTIFY)
def send_notice(one: Instalment, command: Command, /) -> None:
    """The letter names what is due and until when it may be paid; the contract goes on until then."""
    today = localdate(command.at)
    days = parameter("underwriting.arrears_days", unit=one.unit, on=today)
    one.noticed_on, one.pay_until = today, today + timedelta(days=days)
    enqueue(NOTICE_JOB, key=str(one.pk), payload={"instalment": one.pk}, queue="documents")


@transition(Instalment, life.PROPOSE_ENDING)
def propose_ending(one: Instalment, command: Command, /, *, delivery: str, scan: bytes) -> None:
    """The time to pay is over: an ending for want of payment is asked for, with the notice and its proof of
    delivery."""
    today = localdate(command.at)
    if one.pay_until is None or one.policy_id is None or today <= one.pay_until:
        raise NotPossible(_("The customer may pay until %(day)s.") % {"day": one.pay_until})
    if not delivery.strip():
        raise InvalidEntry(_("Name the notice letter and the proof of its delivery."), field="delivery")
    one.delivery = delivery.strip()
    asked = EndorsementRequest(
        policy_id=one.policy_id,
        kind=Kind.END_INSURER,
        requested_on=today,
        requested_by=command.actor.name,
        effective_on=today,
        scan=scan,
    )
    one.endorsement_id = request_endorsement(command.then("ending"), data=asked).pk


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
