"""Asking that a policy or an endorsement may be issued before its premium, and deciding on it (ISS-03, domain 5.8,
9.8)."""

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
from underwriting.models import Endorsement, PremiumExemption, Proposal, Section
from underwriting.rules import endorsement_life, lifecycle
from underwriting.rules import exemption_life as life
from underwriting.rules.exemption_life import EXEMPT
from underwriting.rules.instalments import Instalment as Payment
from underwriting.rules.premium_first import Exemption
from underwriting.selectors.customer_credit import customer_fault
from underwriting.selectors.exemptions import PLANNED, Owing, credit_fault, owing_by, owing_of, plan_fault
from underwriting.selectors.kept import kept_until
from underwriting.services.exempting_changes import charge_first, owe_change
from underwriting.services.indexing import index_proposal
from underwriting.services.money import open_due, unmark_paid
from underwriting.services.plans import agree, drop_plan
from underwriting.services.refusals import InvalidEntry

CLOCK = "policy-clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionData:
    """What is asked, on a proposal or on an endorsement: the ground, why, the evidence, and for instalments or a
    subsidy the payments."""

    code: str
    grounds: str
    proposal_id: int | None = None
    endorsement_id: int | None = None
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
    today = localdate(command.at)
    owing = _locked(data.proposal_id, data.endorsement_id, today)
    _refuse_request(owing, data, today)
    proposal = owing.proposal
    made = PremiumExemption(
        proposal=proposal,
        endorsement=owing.change,
        code=data.code,
        line=proposal.line,
        premium=owing.premium,
        later=_later(owing, data),
        payments=[{"amount": str(one.amount), "due_on": one.due_on.isoformat()} for one in data.payments],
        grounds=data.grounds.strip(),
        requested_by_id=command.actor.staff_id,
        requested_by=command.actor.name,
    )
    made.set_unit(proposal.unit)
    made.number = business_number("M", proposal.line, today.year, proposal.unit.code, gap_free=False)
    return made


def _locked(proposal_id: int | None, endorsement_id: int | None, today: date) -> Owing:
    """What is asked for stands still while it is decided on."""
    if endorsement_id is not None:
        changes = Endorsement.objects.select_related("policy__proposal__unit").select_for_update(of=("self",))
        return owing_by(changes.get(pk=endorsement_id), today)
    proposals = Proposal.objects.select_related("unit").select_for_update(of=("self",))
    return owing_of(proposals.get(pk=proposal_id or 0))


def _later(owing: Owing, data: ExemptionData) -> Decimal:
    """What comes after the issue: everything, or all payments but the first."""
    return owing.premium - (data.payments[0].amount if data.payments else Decimal(0))


def _refuse_request(owing: Owing, data: ExemptionData, today: date) -> None:
    refuse_moved_on(owing)
    if data.code not in set(Exemption):
        raise InvalidEntry(_("Choose the ground."), field="code")
    if fault := credit_fault(owing, data.code, _later(owing, data), today):
        raise InvalidEntry(fault, field="code")
    if not data.grounds.strip():
        raise InvalidEntry(_("Say why the premium comes later."), field="grounds")
    if not data.evidence:
        raise InvalidEntry(_("Attach the evidence."), field="evidence")
    if fault := plan_fault(owing, data.code, data.payments, today):
        raise InvalidEntry(fault, field="payments")
    if owing.about.exemptions.filter(state__in=life.OPEN, endorsement=owing.change).exists():
        raise NotPossible(_("This was asked already. Withdraw the earlier request first."))


def refuse_moved_on(owing: Owing) -> None:
    """Terms and premium stand, and no money has come yet."""
    if owing.change is not None:
        if owing.change.state != endorsement_life.APPROVED or owing.premium <= 0:
            raise NotPossible(_("This is asked for an approved endorsement whose additional premium is due."))
    elif owing.proposal.state != lifecycle.APPROVED:
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
    """Instalments replace the premium due, and the first is paid before the issue; otherwise the policy or the
    endorsement can be issued at once."""
    today = localdate(command.at)
    owing = _locked(exemption.proposal_id, exemption.endorsement_id, today)
    refuse_moved_on(owing)
    if owing.premium != exemption.premium:
        raise NotPossible(_("The premium is another one by now. Withdraw the request and ask anew."))
    if fault := credit_fault(owing, exemption.code, exemption.later, today):
        raise InvalidEntry(fault)
    exemption.opinion, exemption.decided_by, exemption.decided_at = command.reason, command.actor.name, command.at
    if owing.change is not None:
        owe_change(exemption, owing.change, command)
        return
    proposal = owing.proposal
    if exemption.code in PLANNED:
        agree(exemption, proposal, command)
        return
    clock = command.acting_as(system_actor(CLOCK, unit_id=proposal.unit_id), f"exempt:{proposal.pk}")
    exempt(proposal.pk, clock)


def refuse_spent_credit(proposal: Proposal, section: Any, on: date) -> None:
    """Asked again at the issue: the customer may have used up his limit, or lost his grade, since (10.3)."""
    if fault := customer_fault(owing_of(proposal), section.credit_code or "", section.credit_later or Decimal(0), on):
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
    """Before the issue: the whole premium is due first, as if nobody had asked."""
    owing = _locked(exemption.proposal_id, exemption.endorsement_id, localdate(command.at))
    if exemption.state != life.APPROVED:
        return
    if owing.change is not None:
        charge_first(exemption, owing.change, command)
        return
    proposal = owing.proposal
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
