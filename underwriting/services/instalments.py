"""Agreed instalments until the last payment, or until the ending that the clause allows (5.8, 9.9)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from organisation.public import parameter
from underwriting.models import Instalment, Policy
from underwriting.rules import instalment_life as life
from underwriting.rules.endorsement_kinds import Kind
from underwriting.services.endorsement_request import EndorsementRequest
from underwriting.services.endorsing import request_endorsement
from underwriting.services.refusals import InvalidEntry

CLOCK, NOTICE_JOB = "policy-clock", "underwriting.arrears_notice"


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
