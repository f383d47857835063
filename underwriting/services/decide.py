"""The underwriter's decision: within authority, with opinion; above it the case goes up (UWR-01, UWR-06, UWR-19)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from organisation.public import parameter
from parties.public import consequence_of
from underwriting.models import Decision, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.papers_due import without_terms
from underwriting.rules.proposal_clocks import SUPPLEMENTS_AT_MOST, asked_too_often
from underwriting.selectors.coinsurance import authority_sum
from underwriting.selectors.deciding import record_of
from underwriting.selectors.hanging import DEMAND, REPORT, on_proposal
from underwriting.services.agreeing import reopen_terms
from underwriting.services.declining import order_letter
from underwriting.services.demands import refuse_demanded
from underwriting.services.facultative import refuse_unplaced
from underwriting.services.indexing import index_proposal
from underwriting.services.intake import refuse_begun, refuse_unfit
from underwriting.services.listed import refuse_without_director
from underwriting.services.money import open_due
from underwriting.services.moratoria import refuse_suspended
from underwriting.services.proposal_papers import note_agreement
from underwriting.services.referral_life import end_referral, refuse_undelivered, settle_referral
from underwriting.services.refusals import CompulsoryMustBeAccepted, HistoryNotSeen, InvalidEntry
from underwriting.services.risk_gate import (
    against_report,
    note_decision,
    note_of,
    refuse_against_report,
    refuse_unassessed,
    refuse_without_conditions,
    with_conditions,
)
from underwriting.services.term_changes import Changes, apply_changes

NOTHING: Changes = {}


def measures(proposal: Proposal) -> Mapping[str, Decimal]:
    """What authority is measured by, from the locked row: the sum at risk – of the whole policy when it is shared with
    other insurers (UWR-15) –, the deviation from the rate of the tariff, wording of one's own (5.4), and a hit on the
    black list, which is the director's (5.19)."""
    found = {"sum_insured": authority_sum(proposal), "discount": proposal.deviation}
    asked = {
        "manuscript": bool(proposal.special_terms.strip()),
        "against_report": against_report(proposal),
        "listed": consequence_of(proposal.listed, proposal.line).director,
    }
    return found | {name: Decimal(1) for name, is_asked in asked.items() if is_asked}


def measures_with_terms(proposal: Proposal) -> Mapping[str, Decimal]:
    """Terms are wording of one's own."""
    return {**measures(proposal), "manuscript": Decimal(1)}


def _write(
    proposal: Proposal,
    command: Command,
    outcome: str,
    *,
    terms: str = "",
    reason_code: str = "",
    precedent: str = "",
) -> Decision:
    made = Decision.objects.create(
        proposal=proposal,
        automatic=False,
        outcome=outcome,
        opinion=command.reason,
        terms=terms,
        reason_code=reason_code,
        record=record_of(proposal, command, outcome, precedent=precedent) | note_of(proposal),
        decided_by_id=command.actor.staff_id,
        decided_by=command.signature,
        decided_at=command.at,
    )
    note_decision(proposal, command, outcome)
    return made


def _refuse_unseen_history(proposal: Proposal, history_seen: bool, command: Command) -> None:  # noqa: FBT001
    if proposal.renewal_of and not history_seen:
        raise HistoryNotSeen(_("Look at last year's losses first; a renewal asks for it."), field="history_seen")
    if history_seen:
        proposal.history_seen_by_id = command.actor.staff_id


def _refuse_unbindable(proposal: Proposal, command: Command) -> None:
    """Neither cover that should have begun, nor business that is suspended or that nobody carries, is accepted."""
    refuse_begun(proposal, localdate(command.at))
    refuse_suspended(proposal, command.at)
    refuse_unassessed(proposal, command)
    if DEMAND in on_proposal(proposal):
        refuse_demanded(proposal)
    refuse_unplaced(proposal)


def _refuse_unsound(proposal: Proposal, command: Command) -> None:
    """Whoever accepts also answers for what the report advises and for whom the lists name."""
    _refuse_unbindable(proposal, command)
    refuse_against_report(proposal, command)
    refuse_without_director(proposal, command)


def _settle_report(proposal: Proposal, command: Command) -> None:
    if REPORT in on_proposal(proposal):
        settle_referral(proposal, command)


def _add_terms(proposal: Proposal, terms: str) -> None:
    """New terms want a new agreement of the customer."""
    proposal.paper_marks = without_terms(proposal.paper_marks)
    proposal.special_terms = "\n".join(part for part in (proposal.special_terms, terms.strip()) if part)


@transition(Proposal, lifecycle.APPROVE, measures=measures)
def approve(proposal: Proposal, command: Command, /, *, history_seen: bool = False, precedent: str = "") -> None:
    """Accept as proposed; the terms are frozen and the premium is due."""
    _refuse_unseen_history(proposal, history_seen, command)
    _refuse_unsound(proposal, command)
    _settle_report(proposal, command)
    refuse_without_conditions(proposal)
    _write(proposal, command, "approved", precedent=precedent)
    proposal.approved_at = command.at
    open_due(proposal, command)
    index_proposal(proposal, command, lifecycle.APPROVED)


@transition(Proposal, lifecycle.APPROVE_WITH_TERMS, measures=measures_with_terms)
def approve_with_terms(
    proposal: Proposal,
    command: Command,
    /,
    *,
    terms: str = "",
    changes: Changes = NOTHING,
    history_seen: bool = False,
    precedent: str = "",
) -> None:
    """Accept on terms that the customer must agree to first: wording, and stricter entries, which are priced anew."""
    _refuse_unseen_history(proposal, history_seen, command)
    if not terms.strip() and not changes:
        raise InvalidEntry(_("Write the terms."), field="terms")
    _refuse_unsound(proposal, command)
    _settle_report(proposal, command)
    changed = apply_changes(proposal, changes)
    terms = with_conditions(proposal, terms)
    _add_terms(proposal, terms)
    told = "\n".join(part for part in (terms.strip(), changed) if part)
    _write(proposal, command, "approved_with_terms", terms=told, precedent=precedent)
    index_proposal(proposal, command, lifecycle.TERMS_SENT)


@transition(Proposal, lifecycle.ASK_MORE)
def ask_more(proposal: Proposal, command: Command, /) -> None:
    """Ask once for everything that is missing, in one list; not again and again."""
    _refuse_asking_again(proposal)
    _write(proposal, command, "supplement")
    index_proposal(proposal, command, lifecycle.SUPPLEMENT)


def _refuse_asking_again(proposal: Proposal) -> None:
    at_most = int(parameter(SUPPLEMENTS_AT_MOST, proposal.unit))
    if asked_too_often(proposal.decisions.filter(outcome="supplement").count(), at_most):
        message = _("Supplements were asked for %(times)s times already. Decide on what is there, or demand one paper.")
        raise NotPossible(message % {"times": at_most})


@transition(Proposal, lifecycle.SUPPLY)
def supply(proposal: Proposal, command: Command, /) -> str | None:
    """What was asked for is here, and the entry as it stands now can be decided; the underwriter goes on. An entry that
    was changed meanwhile is checked by the second person first (B-32)."""
    refuse_unfit(proposal, localdate(command.at))
    target = lifecycle.REVIEW if proposal.check_again else lifecycle.UW_QUEUE
    proposal.check_again = False
    index_proposal(proposal, command, target)
    return target


def decline_refusal(proposal: Proposal) -> CompulsoryMustBeAccepted | None:
    """Compulsory cover may not be refused (CT-10): known before anybody tries."""
    if not proposal.compulsory:
        return None
    message = _("Compulsory motor insurance may not be refused. Ask the sub-branch to drop the commercial part.")
    return CompulsoryMustBeAccepted(message, details={"basis": "CT-10"})


@transition(Proposal, lifecycle.DECLINE)
def decline(proposal: Proposal, command: Command, /, *, reason_code: str, told: str = "") -> None:
    """Refuse the business with a reason; the customer gets a letter, with what he is ``told`` beside the sentence for
    the reason. Compulsory cover may not be refused (CT-10)."""
    if (refusal := decline_refusal(proposal)) is not None:
        raise refusal
    end_referral(proposal, command)
    order_letter(_write(proposal, command, "declined", reason_code=reason_code, terms=told.strip()))
    index_proposal(proposal, command, lifecycle.DECLINED)


@transition(Proposal, lifecycle.ESCALATE)
def escalate(proposal: Proposal, command: Command, /) -> None:
    """Beyond one's authority: the own opinion is signed and the case goes to the provincial branch (AUT-02).
    What stands on the black list is the director's to report (5.19)."""
    refuse_without_director(proposal, command)
    _write(proposal, command, "escalated")
    index_proposal(proposal, command, lifecycle.ESCALATED_PROVINCE)


@transition(Proposal, lifecycle.ESCALATE_HEAD)
def escalate_to_head_office(proposal: Proposal, command: Command, /) -> None:
    """Beyond the province's authority."""
    _write(proposal, command, "escalated")
    index_proposal(proposal, command, lifecycle.ESCALATED_HEAD)


@transition(Proposal, lifecycle.REPLY_AGREE, measures=measures)
def reply_agree(
    proposal: Proposal, command: Command, /, *, conditions: str = "", changes: Changes = NOTHING
) -> str | None:
    """The superior agrees; the reply is kept beside the underwriter's own opinion (UWR-16, UWR-19).
    Conditions, those of a resolution among them, are terms that the customer accepts first; stricter entries are priced
    anew."""
    _refuse_unsound(proposal, command)
    changed = apply_changes(proposal, changes)
    conditions = with_conditions(proposal, conditions)
    told = "\n".join(part for part in (conditions, changed) if part)
    if not told:
        refuse_without_conditions(proposal)
    _write(proposal, command, "reply_agreed", terms=told)
    if told:
        _add_terms(proposal, conditions)
        index_proposal(proposal, command, lifecycle.TERMS_SENT)
        return lifecycle.TERMS_SENT
    proposal.approved_at = command.at
    open_due(proposal, command)
    index_proposal(proposal, command, lifecycle.APPROVED)
    return None


@transition(Proposal, lifecycle.REPLY_MORE)
def reply_more(proposal: Proposal, command: Command, /) -> None:
    """The superior wants to see more; the case is the underwriter's again."""
    _write(proposal, command, "reply_more")
    index_proposal(proposal, command, lifecycle.UW_QUEUE)


@transition(Proposal, lifecycle.CHANGE_TERMS)
def change_terms(proposal: Proposal, command: Command, /) -> None:
    """The customer does not agree with what was decided: premium due is cancelled, the entry opens again.
    What the upper level approved no longer holds (UWR-18)."""
    reopen_terms(proposal, command)
    index_proposal(proposal, command, lifecycle.RETURNED)


@transition(Proposal, lifecycle.REPLY_DISAGREE)
def reply_disagree(proposal: Proposal, command: Command, /) -> str | None:
    """The superior does not agree. Compulsory cover may not be refused (CT-10): with it the proposal goes back to the
    underwriter, who has the commercial part taken out."""
    target = lifecycle.UW_QUEUE if proposal.compulsory else lifecycle.DECLINED
    decision = _write(proposal, command, "reply_declined")
    if target == lifecycle.DECLINED:
        order_letter(decision)
    index_proposal(proposal, command, target)
    return target


@transition(Proposal, lifecycle.ACCEPT_TERMS)
def accept_terms(proposal: Proposal, command: Command, /, *, evidence: bytes = b"", call: str = "") -> None:
    """The customer agrees to the terms, and it is proved; the premium is due."""
    refuse_undelivered(proposal)
    note_agreement(proposal, command, evidence=evidence, call=call)
    _refuse_unbindable(proposal, command)
    proposal.approved_at = command.at
    open_due(proposal, command)
    index_proposal(proposal, command, lifecycle.APPROVED)
