"""Premium after the issue: what was asked and agreed, and what stands against it (domain 5.8, 9.8, 9.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.money import to_cents
from core.workflow.command import Actor
from finance.public import overdue_of
from organisation.public import ScopedActor, parameter
from parties.public import credit_fact
from underwriting.models import Instalment, Position, PremiumExemption, Proposal
from underwriting.rules import exemption_life, instalments, premium_first
from underwriting.rules.premium_first import Exemption
from underwriting.selectors.coinsurance import coinsurance_of
from underwriting.selectors.customer_credit import customer_fault

SEE = "underwriting.view_instalments"
WHOLE = Decimal("0.00")
PLANNED = frozenset({Exemption.INSTALMENT_APPROVED, Exemption.GOV_SUBSIDY_PART})


def exemptions(actor: ScopedActor) -> QuerySet[PremiumExemption]:
    """What was asked, in the actor's scope."""
    found: QuerySet[PremiumExemption] = PremiumExemption.objects.visible_to(actor).select_related("unit", "proposal")
    return found


def instalments_in_scope(actor: ScopedActor) -> QuerySet[Instalment]:
    """Agreed instalments in the actor's scope."""
    found: QuerySet[Instalment] = Instalment.objects.visible_to(actor).select_related("unit")
    return found


def open_exemption(proposal_id: int) -> PremiumExemption | None:
    """What is asked or agreed on a proposal now."""
    return PremiumExemption.objects.filter(proposal_id=proposal_id, state__in=exemption_life.OPEN).first()


def sees_exemption(actor: Actor, pk: int) -> bool:
    """Evidence is seen by who sees the request."""
    found = PremiumExemption.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(SEE, found) is None


def sees_instalment(actor: Actor, pk: int) -> bool:
    """Letters are seen by who sees the instalment."""
    found = Instalment.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(SEE, found) is None


def plan_fault(proposal: Proposal, code: str, payments: Sequence[instalments.Instalment], on: date) -> str:
    """What is wrong with the payments, in the reader's words; nothing when they may be approved."""
    if code == Exemption.GOV_SUBSIDY_PART and len(payments) != 2:
        return _("Enter two payments: the own part, and the subsidy.")
    if code not in PLANNED:
        return _("Only instalments and subsidies have payments.") if payments else ""
    fault = instalments.fault_of(_plan(proposal, code, payments, on))
    return _(fault) if fault else ""


def _plan(proposal: Proposal, code: str, payments: Sequence[instalments.Instalment], on: date) -> instalments.Plan:
    return instalments.Plan(
        premium=proposal.premium,
        start_on=proposal.start_on,
        end_on=proposal.end_on,
        payments=payments,
        first_share=_first_share(proposal, on) if code == Exemption.INSTALMENT_APPROVED else WHOLE,
        last_share=parameter("underwriting.last_instalment_share_of_period", unit=proposal.unit, on=on),
    )


def first_payment(proposal: Proposal, on: date) -> Decimal:
    """The least first instalment."""
    return to_cents(proposal.premium * _first_share(proposal, on))


def last_payment_day(proposal: Proposal, on: date) -> date:
    """The last day on which an instalment may be due."""
    return _plan(proposal, Exemption.INSTALMENT_APPROVED, (), on).last_day


def _first_share(proposal: Proposal, on: date) -> Decimal:
    """The share of the first payment: that of the branch, or more for a customer of lower credit."""
    own: Decimal = parameter("underwriting.first_instalment_share", unit=proposal.unit, on=on)
    asked = credit_fact(proposal.holder_id or 0, on).first_instalment
    return max(own, asked) if asked is not None else own


def credit_fault(proposal: Proposal, code: str, later: Decimal, on: date) -> str:
    """Why this premium may not come later at all, or not by instalments (the no-credit list of 9.9)."""
    since = date.fromisoformat(parameter("underwriting.premium_first_since", unit=proposal.unit, on=on))
    if proposal.is_motor or not premium_first.may_issue(
        line=proposal.line, start=proposal.start_on, paid=False, exemption=code, rule_since=since
    ):
        return _("Motor policies are never issued before their premium.")
    if fault := _shared_fault(proposal, code):
        return fault
    if fault := customer_fault(proposal, code, later, on):
        return fault
    return _no_instalments(proposal, on) if code == Exemption.INSTALMENT_APPROVED else ""


def _shared_fault(proposal: Proposal, code: str) -> str:
    """The leader collects the whole premium first; a follower may issue on the leader's receipt (5.7)."""
    shared = coinsurance_of(proposal.pk)
    leads = shared is not None and shared.position == Position.LEADER
    if leads:
        return _("Who leads a contract with co-insurers collects the whole premium before the issue.")
    if code == Exemption.COINS_LEADER_PAID and shared is None:
        return _("This proposal is not co-insured.")
    return ""


def _no_instalments(proposal: Proposal, on: date) -> str:
    if proposal.line in parameter("underwriting.no_credit_lines", unit=proposal.unit, on=on):
        return _("The premium of this line is not paid by instalments.")
    least = parameter("underwriting.instalments_above", unit=proposal.unit, on=on)
    if proposal.premium <= least:
        return _("Instalments are agreed for a premium above %(least)s only.") % {"least": f"{least:,.2f}"}
    arrears = overdue_of(proposal.holder_id or 0, on)
    if arrears:
        return _("This customer has premium of %(amount)s overdue.") % {"amount": f"{arrears:,.2f}"}
    return ""
