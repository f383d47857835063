"""Premium after the issue: what was asked and agreed, and what stands against it (domain 5.8, 9.8, 9.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.money import to_cents
from core.workflow.command import Actor
from finance.public import overdue_of
from organisation.models import Unit
from organisation.public import ScopedActor, parameter
from parties.public import credit_fact
from underwriting.models import Endorsement, Instalment, Position, PremiumExemption, Proposal
from underwriting.rules import exemption_life, instalments, premium_first
from underwriting.rules.premium_first import Exemption
from underwriting.selectors.coinsurance import coinsurance_of
from underwriting.selectors.customer_credit import customer_fault

SEE = "underwriting.view_instalments"
WHOLE = Decimal("0.00")
PLANNED = frozenset({Exemption.INSTALMENT_APPROVED, Exemption.GOV_SUBSIDY_PART})


def exemptions(actor: ScopedActor) -> QuerySet[PremiumExemption]:
    """What was asked, in the actor's scope."""
    found: QuerySet[PremiumExemption] = PremiumExemption.objects.visible_to(actor).select_related(
        "unit", "proposal", "endorsement__policy"
    )
    return found


def instalments_in_scope(actor: ScopedActor) -> QuerySet[Instalment]:
    """Agreed instalments in the actor's scope."""
    found: QuerySet[Instalment] = Instalment.objects.visible_to(actor).select_related("unit")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Premium that shall come later: that of a proposal, or what a change of its policy costs more. Instalments are due
    within the period of cover, the first until ``first_on``."""

    proposal: Proposal
    premium: Decimal
    holder_id: int
    first_on: date
    end_on: date
    change: Endorsement | None = None

    @property
    def about(self) -> Proposal | Endorsement:
        return self.change or self.proposal

    @property
    def unit(self) -> Unit:
        return self.proposal.unit


def owing_of(proposal: Proposal) -> Owing:
    """The premium of a proposal."""
    return Owing(
        proposal=proposal,
        premium=proposal.premium,
        holder_id=proposal.holder_id or 0,
        first_on=proposal.start_on,
        end_on=proposal.end_on,
    )


def owing_by(change: Endorsement, on: date) -> Owing:
    """What an endorsement costs more; nothing is paid before the day on which it is asked."""
    policy = change.policy
    return Owing(
        proposal=policy.proposal,
        premium=Decimal(change.delta),
        holder_id=policy.holder_id,
        first_on=max(change.effective_on, on),
        end_on=policy.end_on,
        change=change,
    )


def open_exemption(proposal_id: int) -> PremiumExemption | None:
    """What is asked or agreed on a proposal now."""
    asked = PremiumExemption.objects.filter(proposal_id=proposal_id, endorsement=None)
    return asked.filter(state__in=exemption_life.OPEN).first()


def open_exemption_of_change(endorsement_id: int) -> PremiumExemption | None:
    """The same of an endorsement."""
    return PremiumExemption.objects.filter(endorsement_id=endorsement_id, state__in=exemption_life.OPEN).first()


def sees_exemption(actor: Actor, pk: int) -> bool:
    """Evidence is seen by who sees the request."""
    found = PremiumExemption.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(SEE, found) is None


def sees_instalment(actor: Actor, pk: int) -> bool:
    """Letters are seen by who sees the instalment."""
    found = Instalment.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(SEE, found) is None


def plan_fault(owing: Owing, code: str, payments: Sequence[instalments.Instalment], on: date) -> str:
    """What is wrong with the payments, in the reader's words; nothing when they may be approved."""
    if code == Exemption.GOV_SUBSIDY_PART and len(payments) != 2:
        return _("Enter two payments: the own part, and the subsidy.")
    if code not in PLANNED:
        return _("Only instalments and subsidies have payments.") if payments else ""
    fault = instalments.fault_of(_plan(owing, code, payments, on))
    return _(fault) if fault else ""


def _plan(owing: Owing, code: str, payments: Sequence[instalments.Instalment], on: date) -> instalments.Plan:
    return instalments.Plan(
        premium=owing.premium,
        start_on=owing.proposal.start_on,
        end_on=owing.end_on,
        first_on=owing.first_on if owing.change else None,
        payments=payments,
        first_share=_first_share(owing, on) if code == Exemption.INSTALMENT_APPROVED else WHOLE,
        last_share=parameter("underwriting.last_instalment_share_of_period", unit=owing.unit, on=on),
    )


def first_payment(owing: Owing, on: date) -> Decimal:
    """The least first instalment."""
    return to_cents(owing.premium * _first_share(owing, on))


def last_payment_day(owing: Owing, on: date) -> date:
    """The last day on which an instalment may be due."""
    return _plan(owing, Exemption.INSTALMENT_APPROVED, (), on).last_day


def _first_share(owing: Owing, on: date) -> Decimal:
    """The share of the first payment: that of the branch, or more for a customer of lower credit."""
    own: Decimal = parameter("underwriting.first_instalment_share", unit=owing.unit, on=on)
    asked = credit_fact(owing.holder_id, on).first_instalment
    return max(own, asked) if asked is not None else own


def credit_fault(owing: Owing, code: str, later: Decimal, on: date) -> str:
    """Why this premium may not come later at all, or not by instalments (the no-credit list of 9.9)."""
    proposal = owing.proposal
    since = date.fromisoformat(parameter("underwriting.premium_first_since", unit=owing.unit, on=on))
    if proposal.is_motor or not premium_first.may_issue(
        line=proposal.line, start=proposal.start_on, paid=False, exemption=code, rule_since=since
    ):
        return _("Motor policies are never issued before their premium.")
    if fault := _shared_fault(proposal, code):
        return fault
    if fault := customer_fault(owing, code, later, on):
        return fault
    return _no_instalments(owing, on) if code == Exemption.INSTALMENT_APPROVED else ""


def _shared_fault(proposal: Proposal, code: str) -> str:
    """The leader collects the whole premium first; a follower may issue on the leader's receipt (5.7)."""
    shared = coinsurance_of(proposal.pk)
    leads = shared is not None and shared.position == Position.LEADER
    if leads:
        return _("Who leads a contract with co-insurers collects the whole premium before the issue.")
    if code == Exemption.COINS_LEADER_PAID and shared is None:
        return _("This proposal is not co-insured.")
    return ""


def _no_instalments(owing: Owing, on: date) -> str:
    if owing.proposal.line in parameter("underwriting.no_credit_lines", unit=owing.unit, on=on):
        return _("The premium of this line is not paid by instalments.")
    least = parameter("underwriting.instalments_above", unit=owing.unit, on=on)
    if owing.premium <= least:
        return _("Instalments are agreed for a premium above %(least)s only.") % {"least": f"{least:,.2f}"}
    arrears = overdue_of(owing.holder_id, on)
    if arrears:
        return _("This customer has premium of %(amount)s overdue.") % {"amount": f"{arrears:,.2f}"}
    return ""
