"""Nothing is decided before the risk was assessed; a resolution binds the decision (RSK-01, 5.13)."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.models import CommitteeCase, Proposal
from underwriting.rules import risk_committee as life
from underwriting.rules.risk_voting import VOTE_LABELS, Vote
from underwriting.selectors.risk import standing_of
from underwriting.services.refusals import AgainstResolution, NotAssessed
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
    found = standing.resolution
    if found is not None and found.state == life.RESOLVED:
        _refuse_against(found, command)


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
    """What was agreed with conditions is not approved without them."""
    found = standing_of(proposal).resolution
    if found is not None and found.state == life.RESOLVED and found.outcome == Vote.CONDITIONS:
        message = _("Resolution %(number)s asks for conditions: approve with terms.")
        raise AgainstResolution(message % {"number": found.resolution}, details={"value": found.resolution})


def with_conditions(proposal: Proposal, terms: str) -> str:
    """The terms with the conditions of the resolution, which nobody leaves out."""
    found = standing_of(proposal).resolution
    if found is None or found.state != life.RESOLVED or not found.conditions or found.conditions in terms:
        return terms
    return "\n".join(part for part in (terms.strip(), f"{found.conditions}（{found.resolution}）") if part)


def note_decision(proposal: Proposal, command: Command, outcome: str) -> None:
    """The resolution is applied by this decision."""
    if outcome not in DECIDED:
        return
    found = standing_of(proposal).resolution
    if found is not None and found.state == life.RESOLVED:
        actor = system_actor(AUTO_ACTOR, unit_id=proposal.unit_id)
        execute(found.pk, command.acting_as(actor, "resolution"), decision=outcome)
