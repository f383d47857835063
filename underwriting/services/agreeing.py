"""A period agreed anew, premium given back before any policy, compulsory cover going on alone (5.8, CT-10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from finance import public as finance
from underwriting.models import COMPULSORY, Proposal, Section
from underwriting.rules import lifecycle, period_steps
from underwriting.selectors.exemptions import open_exemption
from underwriting.selectors.referral import latest_referral
from underwriting.services.copying import moved
from underwriting.services.entry import fill, reprice
from underwriting.services.indexing import index_proposal
from underwriting.services.intake import refuse_unfit
from underwriting.services.money import cancel_due, due_anew
from underwriting.services.plans import end_plan
from underwriting.services.referral_life import begin_anew

DECIDED = frozenset({lifecycle.TERMS_SENT, lifecycle.APPROVED, lifecycle.ISSUABLE})
BOUND = frozenset({lifecycle.APPROVED, lifecycle.ISSUABLE})


@transition(Proposal, period_steps.AGREE_PERIOD)
def agree_period(proposal: Proposal, command: Command, /, *, start_on: date) -> str:
    """The same cover for a later period, priced by the tariffs of its first day. What was decided stands while the
    premium is the same and nobody above was asked; money that is there stays. Otherwise it is decided anew."""
    today, before, state = localdate(command.at), _amounts(proposal), proposal.state
    _move(proposal, start_on, proposal.as_of(today))
    reprice(proposal)
    refuse_unfit(proposal, today)
    if state in DECIDED and not _stands(proposal, before):
        _refuse_paid(proposal, before)
        reopen_terms(proposal, command)
        state = lifecycle.RETURNED
    elif state in BOUND:
        due_anew(proposal, command)
    index_proposal(proposal, command, state)
    return state


@transition(Proposal, period_steps.RETURN_PREMIUM)
def return_premium(proposal: Proposal, command: Command, /, *, account_token: str) -> None:
    """No policy comes of it as agreed: every premium received goes back whole, and the entry opens again."""
    paid = list(proposal.sections.exclude(paid_at=None).order_by("pk"))
    if not paid:
        raise NotPossible(_("No premium was received."))
    for section in paid:
        finance.return_premium(command, lifecycle.SECTION_KIND, section.pk, account_token=account_token)
    reopen_terms(proposal, command)
    index_proposal(proposal, command, lifecycle.RETURNED)


@transition(Proposal, period_steps.COMPULSORY_ALONE)
def go_on_alone(proposal: Proposal, command: Command, /, *, account_token: str = "") -> str:
    """The commercial covers leave the proposal with their terms; the compulsory part keeps its premium and receipt."""
    for section in proposal.sections.exclude(line=COMPULSORY).order_by("pk"):
        _release(section, command, account_token)
    before = proposal.compulsory_premium, proposal.vehicle_tax
    proposal.own_damage, proposal.third_party_limit, proposal.special_terms = False, None, ""
    proposal.driver_limit = proposal.passenger_limit = None
    reprice(proposal)
    if (proposal.compulsory_premium, proposal.vehicle_tax) != before:
        raise NotPossible(_("The premium of the compulsory part would change; open the decided terms again."))
    target = proposal.state
    if target in BOUND:
        unpaid = proposal.sections.filter(paid_at=None).exists()
        target = lifecycle.APPROVED if unpaid else lifecycle.ISSUABLE
    index_proposal(proposal, command, target)
    return target


def reopen_terms(proposal: Proposal, command: Command) -> None:
    """What was decided no longer holds: nothing is due on it, and what the upper level approved falls (UWR-18)."""
    cancel_due(proposal, command)
    end_plan(proposal, command)
    proposal.sections.all().delete()
    proposal.approved_at = None
    begin_anew(proposal, command)


def _release(section: Section, command: Command, account_token: str) -> None:
    if section.paid_at is None:
        finance.cancel_receivable(command, lifecycle.SECTION_KIND, section.pk)
    else:
        finance.return_premium(command, lifecycle.SECTION_KIND, section.pk, account_token=account_token)
    section.delete()


def _amounts(proposal: Proposal) -> tuple[Decimal, ...]:
    return (proposal.compulsory_premium, proposal.commercial_premium, proposal.vehicle_tax, proposal.line_premium)


def _stands(proposal: Proposal, before: tuple[Decimal, ...]) -> bool:
    """The same money, no reply from above to exactly the earlier period, no plan of payments by its days."""
    if _amounts(proposal) != before or latest_referral(proposal) is not None:
        return False
    return proposal.is_motor or open_exemption(proposal.pk) is None


def _refuse_paid(proposal: Proposal, before: tuple[Decimal, ...]) -> None:
    if proposal.sections.exclude(paid_at=None).exists():
        message = _("The new period is decided anew (%(old)s before, %(new)s now). Give the premium back first.")
        raise NotPossible(message % {"old": f"{sum(before):,.2f}", "new": f"{sum(_amounts(proposal)):,.2f}"})


def _move(proposal: Proposal, start: date, today: date) -> None:
    """The entry with another first day."""
    fill(proposal, moved(proposal, start), today)
