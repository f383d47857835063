"""What stops a proposal stops an endorsement that adds cover, sum or people: suspended business, a risk to be assessed,
reinsurance to be placed, lists (UWR-20, B-26, B-38, B-43, LAW-103)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from core.workflow.command import Command
from underwriting.models import CommitteeCase, Endorsement, Moratorium, RiskAssessment
from underwriting.rules import risk_assessment, risk_committee
from underwriting.rules.endorsement_gate import changed_measures
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.endorsement_upward import REPLY
from underwriting.rules.lines import MOTOR
from underwriting.rules.policy_terms import CONTENT
from underwriting.rules.risk_duty import GROUND_LABELS
from underwriting.rules.risk_opinion import Leave, leave_of
from underwriting.rules.risk_voting import Vote
from underwriting.selectors.endorsement_gate import (
    answer_until,
    as_changed,
    hits_of_change,
    more_of,
    sides,
    unplaced_after,
)
from underwriting.selectors.hanging import SUSPENDED, on_endorsement
from underwriting.services.facultative import refuse_accumulated
from underwriting.services.refusals import AgainstReport, AgainstResolution, LateAnswer, NotAssessed, Suspended
from underwriting.services.reinsurance_refusals import FacultativeNotPlaced

ENDORSE = "underwriting.endorse"
OVER = (risk_assessment.CLOSED, risk_assessment.CANCELLED)
RESOLVED = (risk_committee.RESOLVED, risk_committee.EXECUTED, risk_committee.REVIEWED)


def refuse_unbindable(endorsement: Endorsement, command: Command) -> None:
    """Asked when the change is approved. Endings add nothing; they go on as they are."""
    if endorsement.ends_policy:
        return
    _refuse_late_answer(endorsement, localdate(command.at))
    more = more_of(endorsement)
    _refuse_beyond(endorsement, command)
    if more.raises or endorsement.kind == Kind.EXTENSION:
        refuse_suspended(endorsement, command, more.covers)
    if more.raises or any(path.startswith(CONTENT) for path in endorsement.changes):
        refuse_unassessed(endorsement, command, raised=more.raises)
    if more.raises:
        refuse_unplaced_change(endorsement)


def _refuse_late_answer(endorsement: Endorsement, today: date) -> None:
    """Who kept silent for the days of the law has taken the danger as it is at the old premium (LAW-49, LAW-52)."""
    if endorsement.delta <= 0:
        return
    until = answer_until(endorsement, today)
    if until is not None and today > until:
        message = _(
            "More premium could be asked for until %(day)s, counted from the notice. It takes a new request that the "
            "policyholder has sealed."
        )
        raise LateAnswer(message % {"day": until}, details={"value": str(until)})


def _refuse_beyond(endorsement: Endorsement, command: Command) -> None:
    """Own wording and discount want the same authority as on a proposal; where premium goes back the sum is measured
    beside the refund (5.4)."""
    _old, new = sides(endorsement)
    asked = changed_measures(new, endorsement.changes, exposure=endorsement.exposure)
    if endorsement.delta >= 0:
        del asked["sum_insured"]  # measured by the act itself
    if asked:
        command.actor.authority_for(ENDORSE, endorsement, asked)


def refuse_suspended(endorsement: Endorsement, command: Command, covers: tuple[str, ...]) -> None:
    """Nothing is added in an area and at a time in which such business is not written (UWR-20). What holds for new
    business only lets the customers of the company go on."""
    if SUSPENDED not in on_endorsement(endorsement, command.at):
        return
    policy = endorsement.policy
    lines = set(covers) | {policy.line, policy.product} if not policy.is_motor else set(covers)
    places = [policy.unit_id, policy.sub_branch_id, policy.branch_id, policy.province_id]
    rows = Moratorium.objects.filter(
        effective__contains=command.at, new_only=False, lines__overlap=sorted(lines), units__in=places
    )
    found = rows.order_by("pk").first()
    if found is None:
        return
    until = f"{localtime(found.effective.upper):%Y-%m-%d %H:%M}" if found.effective.upper else "–"
    message = _("Business is suspended here: %(title)s, %(number)s, until %(until)s. Nothing is added to a policy.")
    shown = {"title": found.title, "number": found.number, "until": until}
    raise Suspended(message % shown, details={"value": found.number})


def refuse_unassessed(endorsement: Endorsement, command: Command, *, raised: bool = True) -> None:
    """A change that makes the risk a major one, or a major risk larger, waits for the report on it, and is bound by it
    as a proposal is."""
    above = command.actor.refusal_for(REPLY) is None
    hits = hits_of_change(endorsement, localdate(command.at), raised=raised, above=above)
    if not hits:
        return
    policy = endorsement.policy
    made = list(RiskAssessment.objects.filter(policy=policy) | RiskAssessment.objects.filter(proposal=policy.proposal))
    waiting = next((one for one in made if one.state not in OVER), None)
    report = _report_on(endorsement, made)
    if waiting is not None or report is None:
        labels = _(", ").join(_(GROUND_LABELS[hit.ground]) for hit in hits)
        message = _(
            "The risk must be assessed as it is after the change (%(grounds)s). Order an assessment of the policy."
        )
        raise NotAssessed(message % {"grounds": labels}, details={"value": waiting.number if waiting else ""})
    _refuse_against(endorsement, report, command)


def _report_on(endorsement: Endorsement, made: list[RiskAssessment]) -> RiskAssessment | None:
    """The newest closed report that covers the sum after the change, or was made for it."""
    fitting = [
        one
        for one in made
        if one.state == risk_assessment.CLOSED
        and one.signed_at is not None
        and (one.exposure >= endorsement.exposure or one.signed_at >= endorsement.created_at)
    ]
    return max(fitting, key=lambda one: (one.signed_at, one.pk), default=None)


def _refuse_against(endorsement: Endorsement, report: RiskAssessment, command: Command) -> None:
    case = CommitteeCase.objects.filter(assessment=report, state__in=RESOLVED).order_by("-resolved_at").first()
    if case is not None:
        if case.outcome == Vote.REFUSE:
            message = _("Resolution %(number)s refused this risk. Submit the case anew.")
            raise AgainstResolution(message % {"number": case.resolution}, details={"value": case.resolution})
        return
    if leave_of(report.opinion, report.grade) is not Leave.AGAINST:
        return
    if not command.reason.strip():
        message = _("Report %(number)s advises against it. Write why you accept the risk all the same.")
        raise AgainstReport(message % {"number": report.number}, details={"value": report.number}, field="reason")
    command.actor.authority_for(ENDORSE, endorsement, {"against_report": Decimal(1)})


def refuse_unplaced_change(endorsement: Endorsement) -> None:
    """A higher sum above retention and treaties is placed first; where reinsurers are on risk already they are asked by
    their agreement to the change (B-38, LAW-103)."""
    if endorsement.policy.product == MOTOR:
        return
    lacking = unplaced_after(endorsement)
    if lacking <= 0:
        refuse_accumulated(as_changed(endorsement))
        return
    message = _(
        "%(needed)s of this risk would be above retention, treaties and what is placed. Have it placed before the "
        "change is approved: by a cession of the proposal, or by the reinsurers' agreement to a higher amount."
    )
    raise FacultativeNotPlaced(message % {"needed": f"{lacking:,.2f}"}, details={"value": str(lacking)})
