"""Asking that a policy may be issued before its premium, and deciding on it (ISS-03, domain 5.8, 9.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction as database
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import DocumentFact, deposit_upload
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from finance import public as finance
from organisation.public import system_actor
from underwriting.models import PremiumExemption, Proposal, Section
from underwriting.rules import exemption_life as life
from underwriting.rules import lifecycle
from underwriting.rules.exemption_life import EXEMPT
from underwriting.rules.instalments import Instalment as Payment
from underwriting.rules.premium_first import Exemption
from underwriting.selectors.customer_credit import customer_fault
from underwriting.selectors.exemptions import PLANNED, credit_fault, plan_fault
from underwriting.selectors.kept import kept_until
from underwriting.services.indexing import index_proposal
from underwriting.services.instalments import agree, drop_plan
from underwriting.services.money import open_due, unmark_paid
from underwriting.services.refusals import InvalidEntry

CLOCK = "policy-clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionData:
    """What is asked: the ground, why, the evidence, and for instalments or a subsidy the payments."""

    proposal_id: int
    code: str
    grounds: str
    payments: tuple[Payment, ...] = ()
    evidence: bytes = b""


def request_exemption(command: Command, *, data: ExemptionData) -> PremiumExemption:
    """Ask, with the evidence that is kept."""
    with database.atomic():
        made = _request(command, data=data)
        _keep_evidence(made, command, data.evidence)
        return made


@creation(PremiumExemption, life.REQUEST)
def _request(command: Command, /, *, data: ExemptionData) -> PremiumExemption:
    proposal = Proposal.objects.select_related("unit").select_for_update(of=("self",)).get(pk=data.proposal_id)
    _refuse_request(proposal, data, command)
    made = PremiumExemption(
        proposal=proposal,
        code=data.code,
        line=proposal.line,
        premium=proposal.premium,
        later=_later(proposal, data),
        payments=[{"amount": str(one.amount), "due_on": one.due_on.isoformat()} for one in data.payments],
        grounds=data.grounds.strip(),
        requested_by_id=command.actor.staff_id,
        requested_by=command.actor.name,
    )
    made.set_unit(proposal.unit)
    year = localdate(command.at).year
    made.number = business_number("M", proposal.line, year, proposal.unit.code, gap_free=False)
    return made


def _later(proposal: Proposal, data: ExemptionData) -> Decimal:
    """What comes after the issue: everything, or all payments but the first."""
    return proposal.premium - (data.payments[0].amount if data.payments else Decimal(0))


def _refuse_request(proposal: Proposal, data: ExemptionData, command: Command) -> None:
    today = localdate(command.at)
    _refuse_moved_on(proposal)
    if data.code not in set(Exemption):
        raise InvalidEntry(_("Choose the ground."), field="code")
    if fault := credit_fault(proposal, data.code, _later(proposal, data), today):
        raise InvalidEntry(fault, field="code")
    if not data.grounds.strip():
        raise InvalidEntry(_("Say why the premium comes later."), field="grounds")
    if not data.evidence:
        raise InvalidEntry(_("Attach the evidence."), field="evidence")
    if fault := plan_fault(proposal, data.code, data.payments, today):
        raise InvalidEntry(fault, field="payments")
    if proposal.exemptions.filter(state__in=life.OPEN).exists():
        raise NotPossible(_("This was asked already. Withdraw the earlier request first."))


def _refuse_moved_on(proposal: Proposal) -> None:
    """Terms and premium stand, and no money has come yet."""
    if proposal.state != lifecycle.APPROVED:
        raise NotPossible(_("This is asked for an approved proposal whose premium is due."))


def _keep_evidence(made: PremiumExemption, command: Command, content: bytes) -> None:
    fact = DocumentFact(
        kind="exemption_evidence",
        title=_("Supporting papers"),
        subject_kind=life.EXEMPTION_KIND,
        subject_id=made.pk,
        subject_number=made.number,
        content=content,
        media_type="application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(made.proposal, localdate(command.at)),
    )
    deposit_upload(command.then("evidence"), fact)


def measures_of(exemption: PremiumExemption) -> dict[str, Decimal]:
    """Authority is measured by the premium that comes after the issue."""
    return {"premium": Decimal(exemption.later)}


@transition(PremiumExemption, life.APPROVE, measures=measures_of)
def approve_exemption(exemption: PremiumExemption, command: Command, /) -> None:
    """Instalments replace the premium due, and the first is paid before the issue; otherwise the proposal can be
    issued at once."""
    proposal = Proposal.objects.select_related("unit").select_for_update(of=("self",)).get(pk=exemption.proposal_id)
    _refuse_moved_on(proposal)
    if proposal.premium != exemption.premium:
        raise NotPossible(_("The premium is another one by now. Withdraw the request and ask anew."))
    if fault := credit_fault(proposal, exemption.code, exemption.later, localdate(command.at)):
        raise InvalidEntry(fault)
    exemption.opinion, exemption.decided_by, exemption.decided_at = command.reason, command.actor.name, command.at
    if exemption.code in PLANNED:
        agree(exemption, proposal, command)
        return
    clock = command.acting_as(system_actor(CLOCK, unit_id=proposal.unit_id), f"exempt:{proposal.pk}")
    exempt(proposal.pk, clock)


def refuse_spent_credit(proposal: Proposal, section: Any, on: date) -> None:
    """Asked again at the issue: the customer may have used up his limit, or lost his grade, since (10.3)."""
    if fault := customer_fault(proposal, section.credit_code or "", section.credit_later or Decimal(0), on):
        raise NotPossible(fault)


@transition(Proposal, EXEMPT)
def exempt(proposal: Proposal, command: Command, /) -> None:
    """It may be issued; its premium stays due."""
    proposal.sections.update(exempted_at=command.at)
    index_proposal(proposal, command, lifecycle.ISSUABLE)


@transition(PremiumExemption, life.REJECT)
def reject_exemption(exemption: PremiumExemption, command: Command, /) -> None:
    """The premium comes first."""
    exemption.opinion, exemption.decided_by, exemption.decided_at = command.reason, command.actor.name, command.at


@transition(PremiumExemption, life.WITHDRAW)
def withdraw_exemption(exemption: PremiumExemption, command: Command, /) -> None:
    """Before the policy is issued: the whole premium is due first, as if nobody had asked."""
    proposal = Proposal.objects.select_related("unit").select_for_update(of=("self",)).get(pk=exemption.proposal_id)
    if exemption.state != life.APPROVED:
        return
    if proposal.state not in {lifecycle.APPROVED, lifecycle.ISSUABLE}:
        raise NotPossible(_("The policy was issued, or the proposal has ended."))
    section = Section.objects.get(proposal=proposal)
    if exemption.code in PLANNED:
        finance.cancel_receivable(command, lifecycle.SECTION_KIND, section.pk)
        drop_plan(proposal.pk, command)
        open_due(proposal, command.then("due"))
        return
    Section.objects.filter(pk=section.pk).update(exempted_at=None)
    clock = command.acting_as(system_actor(CLOCK, unit_id=proposal.unit_id), f"unexempt:{proposal.pk}")
    unmark_paid(proposal.pk, clock, section_id=section.pk)
