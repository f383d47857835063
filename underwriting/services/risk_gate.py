"""Nothing is decided before the risk was assessed; report and resolution bind the decision (RSK-01, RSK-10, 5.13)."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.models import CommitteeCase, Proposal, RiskAssessment
from underwriting.rules import risk_committee as life
from underwriting.rules.risk_opinion import Leave
from underwriting.rules.risk_visit import DONE
from underwriting.rules.risk_voting import VOTE_LABELS, Vote
from underwriting.selectors.cession import is_ceded
from underwriting.selectors.risk import standing_of
from underwriting.services.refusals import AgainstReport, AgainstResolution, NotAssessed
from underwriting.services.risk_orders import AUTO_ACTOR
from underwriting.services.risk_votes import execute

DECIDED = frozenset({"approved", "approved_with_terms", "reply_agreed", "declined", "reply_declined"})


def refuse_unassessed(proposal: Proposal, command: Command) -> None:
    """An open assessment is closed first, and what the board refused is not accepted."""
    standing = standing_of(proposal)
    waiting = standing.waiting
    if waiting is not None:
        message = _("The risk assessment %(number)s is not closed yet (%(state)s).")
        state = _(waiting.lifecycle.state(waiting.state).label)
        raise NotAssessed(message % {"number": waiting.number, "state": state}, details={"value": waiting.number})
    _refuse_in_danger(standing.report)
    found = standing.resolution
    if found is not None and found.state == life.RESOLVED:
        _refuse_against(found, command)


def _refuse_in_danger(report: RiskAssessment | None) -> None:
    """What the assessor reported as imminent danger is removed before anything is accepted (A9 3)."""
    if report is None or not report.danger:
        return
    letter = report.letters.exclude(state=DONE).order_by("pk").first()
    if letter is not None:
        message = _("Report %(number)s found imminent danger: %(danger)s. Letter %(letter)s must be done first.")
        shown = {"number": report.number, "danger": report.danger, "letter": letter.number}
        raise AgainstReport(message % shown, details={"value": letter.number, "basis": "LAW-51"})


def _refuse_against(case: CommitteeCase, command: Command) -> None:
    details = {"value": case.resolution, "basis": "5.13"}
    if case.outcome == Vote.REFUSE:
        message = _("Resolution %(number)s: %(outcome)s. To decide otherwise, submit the case anew.")
        shown = {"number": case.resolution, "outcome": _(VOTE_LABELS[Vote(case.outcome)])}
        raise AgainstResolution(message % shown, details=details)
    if case.valid_until is not None and localdate(command.at) > case.valid_until:
        message = _("Resolution %(number)s was valid until %(day)s. Submit the case anew.")
        raise AgainstResolution(message % {"number": case.resolution, "day": case.valid_until}, details=details)


def refuse_without_conditions(proposal: Proposal) -> None:
    """What a board agreed with conditions, or the report advises on conditions only, is not accepted without them."""
    standing = standing_of(proposal)
    if standing.conditions and standing.conditions not in proposal.special_terms:
        number = standing.resolution.resolution if standing.resolution else ""
        message = _("Resolution %(number)s asks for conditions: approve with terms.")
        raise AgainstResolution(message % {"number": number}, details={"value": number})
    if standing.report is not None and standing.leave is Leave.WITH_TERMS:
        message = _("Report %(number)s advises conditions: approve with terms.")
        number = standing.report.number
        raise AgainstReport(message % {"number": number}, details={"value": number, "basis": "RSK-10"})


def with_conditions(proposal: Proposal, terms: str) -> str:
    """The terms with the conditions of the resolution, which nobody leaves out."""
    standing = standing_of(proposal)
    asked = standing.conditions
    if not asked or standing.resolution is None or asked in terms or asked in proposal.special_terms:
        return terms
    return "\n".join(part for part in (terms.strip(), f"{asked}（{standing.resolution.resolution}）") if part)


def against_report(proposal: Proposal) -> bool:
    """Whether every acceptance goes against the report in force, so that only who may deviate from it accepts."""
    return standing_of(proposal).leave is Leave.AGAINST


def refuse_against_report(proposal: Proposal, command: Command) -> None:
    """What the report advises to cede is ceded; who deviates from a report says why in writing (5.15)."""
    standing = standing_of(proposal)
    if standing.report is None:
        return
    shown = {"number": standing.report.number}
    details = {"value": standing.report.number, "basis": "5.15"}
    if standing.leave is Leave.AGAINST and not command.reason.strip():
        message = _("Report %(number)s advises against it. Write why you accept the risk all the same.")
        raise AgainstReport(message % shown, details=details, field="reason")
    if standing.leave is Leave.WITH_CESSION and not is_ceded(proposal):
        message = _("Report %(number)s advises reinsurance and nothing is ceded. Place a part of it first.")
        raise AgainstReport(message % shown, details=details)


def note_of(proposal: Proposal) -> dict[str, str]:
    """Report and resolution that a decision refers to (A9 6)."""
    standing = standing_of(proposal)
    found = {"assessment": standing.report.number} if standing.report else {}
    if standing.resolved_on_report and standing.resolution is not None:
        found["resolution"] = standing.resolution.resolution
    return found


def note_decision(proposal: Proposal, command: Command, outcome: str) -> None:
    """The resolution is applied by this decision."""
    if outcome not in DECIDED:
        return
    found = standing_of(proposal).resolution
    if found is not None and found.state == life.RESOLVED:
        actor = system_actor(AUTO_ACTOR, unit_id=proposal.unit_id)
        execute(found.pk, command.acting_as(actor, "resolution"), decision=outcome)
