"""The report: drafted, signed, confirmed by another person; the proposal goes on (RSK-08 … RSK-11)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import transition
from organisation.public import parameter, system_actor
from underwriting.models import AssessmentClass, Opinion, Proposal, RiskAssessment
from underwriting.rules import lifecycle
from underwriting.rules import risk_assessment as life
from underwriting.rules.risk_duty import Level, ReferralFigures, level_after
from underwriting.rules.risk_state import ASSESSED, RISK_ASSESS
from underwriting.rules.risk_survey import opinion_fault
from underwriting.selectors.risk_facts import guide_language, read_guide, retention_of
from underwriting.services.indexing import index_proposal
from underwriting.services.listed import ask_lists
from underwriting.services.refusals import Incomplete, InvalidEntry
from underwriting.services.risk_cases import refer_report
from underwriting.services.risk_orders import AUTO_ACTOR, hits_of
from underwriting.services.risk_survey import refuse_other_hands

PAPERS_JOB = "underwriting.risk_papers"


@transition(RiskAssessment, life.DRAFT)
def draft(assessment: RiskAssessment, command: Command, /, *, opinion: str, findings: str, advice: str = "") -> None:
    """Findings, advice on terms and the opinion. A poor risk is not advised as it is."""
    refuse_other_hands(assessment, command)
    if assessment.score is None:
        raise Incomplete(_("Answer the guide first."), details={"fields": ["answers"]})
    if opinion not in Opinion.values:
        raise InvalidEntry(_("Choose the opinion."), field="opinion")
    _refuse_disagreeing(assessment.grade, opinion, advice)
    assessment.opinion, assessment.findings, assessment.advice = opinion, findings.strip(), advice.strip()


def _refuse_disagreeing(grade: str, opinion: str, advice: str) -> None:
    fault = opinion_fault(grade, opinion, advice)
    if fault is not None:
        raise InvalidEntry(_(fault.message), field=fault.field)


@transition(RiskAssessment, life.SIGN)
def sign(assessment: RiskAssessment, command: Command, /) -> None:
    """Opinion, name and date; the report is made and kept, confidential."""
    refuse_other_hands(assessment, command)
    waited = list(assessment.experts.filter(received_on=None).values_list("institution", flat=True))
    if waited:
        raise Incomplete(_("The opinion of %(name)s is awaited.") % {"name": waited[0]})
    _refuse_without_papers(assessment)
    _refuse_disagreeing(assessment.grade, assessment.opinion, assessment.advice)
    assessment.level = _level(assessment, command).value
    assessment.signed_by_id, assessment.signed_at = command.actor.staff_id, command.at
    assessment.signed_by = command.signature
    _make_papers(assessment, command)


def _refuse_without_papers(assessment: RiskAssessment) -> None:
    """The papers that the guide names are collected, or what was refused is noted and becomes a condition (A9 2)."""
    if assessment.guide is None or assessment.refused_data.strip():
        return
    missing = read_guide(assessment.guide).missing_documents(assessment.documents)
    if missing:
        language = guide_language()
        message = _("Collect these papers, or note what was refused: %(papers)s.")
        papers = _(", ").join(one[language] for one in missing)
        raise Incomplete(message % {"papers": papers}, details={"fields": ["documents"]})


def _level(assessment: RiskAssessment, command: Command) -> Level:
    """Who must decide now that figures are known (5.13)."""
    on = localdate(command.at)
    below = read_guide(assessment.guide).committee_below if assessment.guide else None
    return level_after(
        hits_of(assessment),
        ReferralFigures(
            pml=assessment.pml,
            retention=retention_of(assessment, on),
            pml_share=parameter("underwriting.risk_pml_share", assessment.unit, on),
            score=assessment.score,
            committee_below=below,
        ),
    )


def _make_papers(assessment: RiskAssessment, command: Command) -> None:
    key = f"report:{assessment.pk}:{assessment.version}"
    enqueue(PAPERS_JOB, key=key, payload={"what": "report", "pk": assessment.pk}, queue="documents")


@transition(RiskAssessment, life.RETURN_REPORT)
def return_report(assessment: RiskAssessment, command: Command, /) -> None:
    """The report is not good enough; the signature falls away and the assessor goes on."""
    assessment.signed_by_id, assessment.signed_by, assessment.signed_at = None, "", None


@transition(RiskAssessment, life.CONFIRM)
def confirm(assessment: RiskAssessment, command: Command, /) -> str | None:
    """The centre stands behind the report. What a board must resolve is referred, the rest goes to underwriting; of a
    policy that is what had to be assessed before a change of it."""
    assessment.confirmed_by = command.signature
    assessment.confirmed_at = command.at
    before_binding = assessment.proposal_id is not None or assessment.kind == AssessmentClass.COMPULSORY
    if assessment.level != Level.GROUP and before_binding:
        refer_report(assessment, command)
        return life.COMMITTEE
    release_proposal(assessment, command)
    return None


def release_proposal(assessment: RiskAssessment, command: Command) -> None:
    """A person underwrites what had to be assessed, never the automatic rules."""
    proposal = assessment.proposal
    if proposal is not None and proposal.state == RISK_ASSESS:
        actor = system_actor(AUTO_ACTOR, unit_id=proposal.unit_id)
        assessed(proposal.pk, command.acting_as(actor, "assessed"))


@transition(Proposal, ASSESSED)
def assessed(proposal: Proposal, command: Command, /) -> None:
    """The signed report, and the resolution where one was needed, are there; a person decides, and the lists are asked
    for him."""
    ask_lists(proposal, command)
    index_proposal(proposal, command, lifecycle.UW_QUEUE)


@transition(RiskAssessment, life.RESOLVED_BY)
def resolved(assessment: RiskAssessment, command: Command, /) -> None:
    """The board has resolved; the proposal goes on to be decided by it."""
    release_proposal(assessment, command)


@transition(RiskAssessment, life.PROPOSE_TERMS)
def propose_terms(assessment: RiskAssessment, command: Command, /, *, terms: str) -> None:
    """The sub-branch's preliminary conditions from the result (RSK-10)."""
    if not terms.strip():
        raise InvalidEntry(_("Write the conditions."), field="terms")
    assessment.proposed_terms = f"{command.actor.name}：{terms.strip()}"


def share_of(pml: Decimal | None, retention: Decimal) -> Decimal | None:
    """PML in percent of the retention, as pages and papers show it."""
    return (pml * 100 / retention).quantize(Decimal("0.1")) if pml is not None and retention else None
