"""Ordering and assigning assessments, by the rules or by people; experts from outside (RSK-01 … RSK-05)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import clocks, notify
from core.models import WorkItem
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import assignments_of, system_actor
from underwriting.models import AssessmentClass, Endorsement, ExpertOpinion, Policy, Proposal, RiskAssessment
from underwriting.rules import lifecycle
from underwriting.rules import risk_assessment as life
from underwriting.rules.endorsement_life import BEFORE_ISSUE
from underwriting.rules.risk_duty import MAJOR, Ground, Hit, Place, grounds, level_before, place_for
from underwriting.selectors.endorsement_gate import hits_of_change
from underwriting.selectors.risk_facts import address_in, facts_of, guide_in_force, rules_on
from underwriting.services.refusals import InvalidEntry

AUTO_ACTOR = "auto-underwriting"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderData:
    """What is ordered: of a proposal or a policy, which class, by whom it is made, for what reason."""

    kind: str
    proposal: int | None = None
    policy: int | None = None
    to_centre: bool = False
    hits: tuple[Hit, ...] = ()
    occupancy: str = ""
    address: str = ""


def required(proposal: Proposal, command: Command, told: Mapping[str, Any]) -> tuple[Hit, ...]:
    """Why the proposal must be assessed, by the list in force today. A renewal that is not assessed again, as it is in
    principle, says why (RSK-02)."""
    if told.get("waived") and not command.reason.strip():
        raise InvalidEntry(_("Say why the renewal is not assessed again."), field="reason")
    on = localdate(command.at)
    rules = rules_on(on)
    return grounds(facts_of(proposal, rules, on, told), rules)


def order_required(proposal: Proposal, command: Command, hits: tuple[Hit, ...], told: Mapping[str, Any]) -> None:
    """The assessment that the rules demand, made in the name of the system."""
    actor = system_actor(AUTO_ACTOR, unit_id=proposal.unit_id)
    data = OrderData(
        kind=AssessmentClass.COMPULSORY,
        proposal=proposal.pk,
        hits=hits,
        occupancy=str(told.get("occupancy") or ""),
    )
    order_assessment(command.acting_as(actor, "risk"), data=data)


@creation(RiskAssessment, life.PLAN)
def order_assessment(command: Command, /, *, data: OrderData) -> RiskAssessment:
    """Plan an assessment. Cases of committee and panels, and what a sub-branch hands over, are the centre's."""
    subject = _subject(data)
    if data.kind not in AssessmentClass.values:
        raise InvalidEntry(_("Choose the class of the assessment."), field="kind")
    _refuse_second(data)
    change = _change_of(subject)
    found = data.hits or (hits_of_change(change, localdate(command.at), raised=True) if change else ())
    hits = found or (Hit(ground=Ground.WANTED, basis="B-26"),)
    made = RiskAssessment(
        kind=AssessmentClass.COMPULSORY if found else data.kind,
        place=place_for(hits, asked_by_sub_branch=data.to_centre).value,
        level=level_before(hits).value,
        proposal_id=data.proposal,
        policy_id=data.policy,
        grounds=[hit.as_json() for hit in hits],
        **_known_of(subject, data),
    )
    if change is not None:
        made.exposure = change.exposure
    made.set_unit(subject.unit)
    on = localdate(command.at)
    made.guide = guide_in_force(made.line, on)
    made.due_at = clocks.due(_clock(made), command.at)[0]
    made.number = business_number("G", made.line[:3], on.year, subject.unit.code, gap_free=False)
    return made


def _subject(data: OrderData) -> Proposal | Policy:
    if (data.proposal is None) == (data.policy is None):
        raise InvalidEntry(_("An assessment is of a proposal or of a policy."))
    if data.proposal is not None:
        return Proposal.objects.select_related("unit").get(pk=data.proposal)
    return Policy.objects.select_related("unit", "section__proposal").get(pk=data.policy or 0)


def _change_of(subject: Proposal | Policy) -> Endorsement | None:
    """The change of a policy that waits for the report: the risk is assessed as it will be then."""
    if isinstance(subject, Proposal):
        return None
    waiting = subject.endorsements.filter(state__in=BEFORE_ISSUE).exclude(changes={}).first()
    return None if waiting is None or waiting.ends_policy else waiting


def _refuse_second(data: OrderData) -> None:
    rows = RiskAssessment.objects.exclude(state__in=(life.CLOSED, life.CANCELLED))
    rows = rows.filter(proposal_id=data.proposal) if data.proposal else rows.filter(policy_id=data.policy or 0)
    other = rows.first()
    if other is not None:
        raise InvalidEntry(_("The assessment %(number)s is under way.") % {"number": other.number})


def _known_of(subject: Proposal | Policy, data: OrderData) -> dict[str, Any]:
    """What is known already; nobody types it again."""
    proposal = subject if isinstance(subject, Proposal) else subject.section.proposal
    return {
        "line": subject.line,
        "party_id": subject.insured_id or subject.holder_id,
        "insured_name": subject.insured_name or subject.holder_name,
        "exposure": proposal.exposure,
        "address": (data.address or address_in(proposal))[:200],
        "occupancy": data.occupancy,
    }


def _clock(assessment: RiskAssessment) -> str:
    return assessment.stage(life.PLANNED).clock


@transition(RiskAssessment, life.ASSIGN)
def assign(
    assessment: RiskAssessment, command: Command, /, *, assessor: int, visit_on: date | None, place: str
) -> None:
    """Name the assessor and the day of the visit. A case of committee or panel stays with the centre."""
    major = level_before(hits_of(assessment)).value != "group"
    if major and place != Place.CENTRE:
        raise InvalidEntry(_("Cases of committee and panels are assessed by the centre."), field="place")
    if place not in {one.value for one in Place}:
        raise InvalidEntry(_("Choose who makes the assessment."), field="place")
    held = [one for one in assignments_of(assessor, localdate(command.at)) if one.post_id in _POSTS[Place(place)]]
    if not held:
        raise InvalidEntry(_("This person does not assess risks there."), field="assessor")
    _refuse_involved(assessment, assessor)
    if visit_on is not None and visit_on < localdate(command.at):
        raise InvalidEntry(_("The visit is today or later."), field="visit_on")
    assessment.assessor_id, assessment.assessor_name = assessor, held[0].staff.name
    assessment.visit_on, assessment.place = visit_on, place
    notify.notify(
        [assessor],
        key=f"{life.ASSESSMENT_KIND}/{assessment.pk}/{assessment.version}",
        title=_("Risk assessment %(number)s is given to you") % {"number": assessment.number},
        body=f"{assessment.insured_name} {assessment.address}"[:200],
        subject_kind=life.ASSESSMENT_KIND,
        subject_id=assessment.pk,
    )


_POSTS = {Place.CENTRE: ("UW_RISK",), Place.SUB_BRANCH: ("SUB_MGR", "UW_REVIEW")}


def _refuse_involved(assessment: RiskAssessment, assessor: int) -> None:
    """Who sold or entered the business does not assess it."""
    proposal = assessment.proposal
    if proposal is not None and assessor in {proposal.salesperson_id, proposal.entered_by_id}:
        raise InvalidEntry(_("Who sold or entered the business does not assess it."), field="assessor")


def hits_of(assessment: RiskAssessment) -> tuple[Hit, ...]:
    """The grounds as they were found."""
    return tuple(
        Hit(ground=Ground(row["ground"]), value=row["value"], limit=row["limit"], basis=row["basis"])
        for row in assessment.grounds
    )


@transition(RiskAssessment, life.ENGAGE)
def engage_expert(
    assessment: RiskAssessment, command: Command, /, *, name: str, institution: str, task: str, fee: Decimal
) -> None:
    """A technical department or an intermediary helps with the report; the clock is that with an expert (RSK-04)."""
    if fee < 0:
        raise InvalidEntry(_("This cannot be negative."), field="fee")
    ExpertOpinion.objects.create(
        assessment=assessment,
        name=name,
        institution=institution,
        task=task,
        fee=fee,
        engaged_on=localdate(command.at),
        engaged_by=command.actor.name,
    )
    if not assessment.with_expert:
        assessment.with_expert = True
        assessment.due_at, rule = clocks.due(_clock(assessment), assessment.created_at)
        waiting = WorkItem.objects.filter(subject_kind=life.ASSESSMENT_KIND, subject_id=assessment.pk, done_at=None)
        waiting.update(clock=_clock(assessment), clock_rule_id=rule, due_at=assessment.due_at)


@transition(RiskAssessment, life.EXPERT_DONE)
def expert_done(assessment: RiskAssessment, command: Command, /, *, expert: int, summary: str) -> None:
    """The opinion is here; the fee may be paid by it."""
    row = assessment.experts.filter(pk=expert, received_on=None).first()
    if row is None:
        raise InvalidEntry(_("Choose an expert whose opinion is awaited."), field="expert")
    row.received_on, row.summary = localdate(command.at), summary.strip()
    row.save(update_fields=["received_on", "summary"])


@transition(RiskAssessment, life.CANCEL)
def cancel(assessment: RiskAssessment, command: Command, /) -> None:
    """What the rules demand is called off only with the proposal itself."""
    proposal = assessment.proposal
    compulsory = {hit.ground for hit in hits_of(assessment)} & (MAJOR | {Ground.CHANGED})
    by_withdrawal = command.actor.staff_id is None
    over = proposal is None or by_withdrawal or lifecycle.PROPOSAL.state(proposal.state).final
    if compulsory and not over:
        raise InvalidEntry(_("This assessment is compulsory; it ends with the proposal only."))


def call_off(proposal: Proposal, command: Command) -> None:
    """The proposal is over: what was begun for it ends too."""
    open_ones = proposal.assessments.filter(state__in=life.IN_WORK).values_list("pk", flat=True)
    actor = system_actor(AUTO_ACTOR, unit_id=proposal.unit_id)
    for pk in open_ones:
        cancel(pk, command.acting_as(actor, f"risk-{pk}"))
