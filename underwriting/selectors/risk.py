"""Risk assessments as people see them; which stand open, and which resolution binds a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import PostAssignment
from organisation.public import ScopedActor
from underwriting.models import CommitteeCase, ImprovementLetter, Policy, Proposal, RiskAssessment, RiskUnit
from underwriting.rules import risk_assessment as life
from underwriting.rules import risk_committee as case_life
from underwriting.rules.reinsurance.units import AssessedUnit
from underwriting.rules.risk_opinion import Leave, leave_of
from underwriting.rules.risk_pml import LargestLoss, ValueAt, largest_loss
from underwriting.rules.risk_voting import Vote

OVER = (life.CLOSED, life.CANCELLED)


def assessments(actor: ScopedActor) -> QuerySet[RiskAssessment]:
    """Assessments in the actor's scope."""
    return RiskAssessment.objects.visible_to(actor).select_related("unit", "proposal", "policy")


def assessment_for(actor: ScopedActor, pk: int) -> RiskAssessment:
    """One of them; out of scope reads as not found."""
    found = assessments(actor).select_related("guide").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(rows: QuerySet[RiskAssessment], text: str) -> QuerySet[RiskAssessment]:
    """Number, insured, or place of the risk."""
    wanted = text.strip()
    return rows.filter(
        Q(number__startswith=wanted.upper()) | Q(insured_name__icontains=wanted) | Q(address__icontains=wanted)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskStanding:
    """What stands between a proposal and its decision: the report that is awaited, the one in force, the resolution."""

    waiting: RiskAssessment | None = None
    report: RiskAssessment | None = None
    resolution: CommitteeCase | None = None

    @property
    def leave(self) -> Leave:
        """What the report in force allows. Where a board has resolved on it, the resolution binds instead."""
        if self.report is None or self.resolved_on_report:
            return Leave.FREE
        return leave_of(self.report.opinion, self.report.grade)

    @property
    def resolved_on_report(self) -> bool:
        return self.resolution is not None and self.resolution.assessment_id == getattr(self.report, "pk", None)

    @property
    def conditions(self) -> str:
        """Conditions of the resolution on the report in force, also when an earlier decision applied it already."""
        found = self.resolution if self.resolved_on_report else None
        return found.conditions if found is not None and found.outcome == Vote.CONDITIONS else ""


def standing_of(proposal: Proposal) -> RiskStanding:
    """One statement for business that needs no assessment, two for what does; asked once for a locked proposal."""
    known: RiskStanding | None = proposal.__dict__.get("_risk_standing")
    if known is None:
        found = list(proposal.assessments.order_by("pk"))
        if not found:
            no_report(proposal)
            proposal.__dict__["_found_occupancy"] = ""
        closed = [one for one in found if one.state == life.CLOSED and one.signed_at is not None]
        known = RiskStanding(
            waiting=next((one for one in found if one.state not in OVER), None),
            report=max(closed, key=lambda one: (one.signed_at, one.pk), default=None),
            resolution=resolution_on(proposal) if found else None,
        )
        proposal.__dict__["_risk_standing"] = known
    return known


def last_report(proposal: Proposal) -> RiskAssessment | None:
    """The newest report in force on what the proposal renews, or on the policy itself during its cover."""
    old = Policy.objects.filter(number=proposal.renewal_of).values("pk", "proposal_id")
    rows = RiskAssessment.objects.filter(state=life.CLOSED)
    found = rows.filter(policy__in=old.values("pk")) | rows.filter(proposal__in=old.values("proposal_id"))
    return found.order_by("-signed_at").first()


def terms_asked(proposal: Proposal) -> str:
    """The terms that resolution and report ask for, with their numbers; data that were refused are asked for again
    (A9 2, 6)."""
    standing = standing_of(proposal)
    parts: list[tuple[str, str]] = []
    if standing.conditions and standing.resolution is not None:
        parts.append((standing.conditions, standing.resolution.resolution))
    report = standing.report
    if report is not None and standing.leave is Leave.WITH_TERMS:
        parts.append((report.advice, report.number))
    if report is not None and report.refused_data.strip():
        wanted = _("To be handed in before cover begins: %(data)s") % {"data": report.refused_data.strip()}
        parts.append((wanted, report.number))
    return "\n".join(f"{text.strip()}（{number}）" for text, number in parts if text.strip())


def resolution_on(proposal: Proposal) -> CommitteeCase | None:
    """The latest resolution on the proposal; None when no board had to decide."""
    resolved = CommitteeCase.objects.filter(assessment__proposal=proposal, state__in=_RESOLVED)
    return resolved.order_by("-resolved_at").first()


_RESOLVED = (case_life.RESOLVED, case_life.EXECUTED, case_life.REVIEWED)


def sees_assessment(actor: Actor, pk: int) -> bool:
    """Whether an assessment, and with it its confidential papers, may be seen."""
    model = RiskAssessment.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_assessments", model) is None


def values_of(assessment: RiskAssessment) -> list[RiskUnit]:
    return list(assessment.units.order_by("area", "pk"))


def largest_loss_of(units: Sequence[RiskUnit]) -> LargestLoss | None:
    """PML and MFL of what was entered so far."""
    return largest_loss(
        [ValueAt(area=one.area, subject=one.subject, value=one.value, damage=one.damage) for one in units]
    )


def assessed_units_of(proposal: Proposal) -> tuple[AssessedUnit, ...]:
    """The risk units of the latest signed report with their probable loss: basis of the cession and of LAW-103
    (REI-14); asked once for a proposal."""
    known: tuple[AssessedUnit, ...] | None = proposal.__dict__.get("_assessed_units")
    if known is None:
        known, occupancy = _assessed_units(proposal.pk)
        proposal.__dict__.update(_assessed_units=known, _found_occupancy=occupancy)
    return known


def found_occupancy(proposal: Proposal) -> str:
    """The occupancy that the same report found; asked with its risk units."""
    assessed_units_of(proposal)
    found: str = proposal.__dict__.get("_found_occupancy", "")
    return found


def no_report(proposal: Proposal) -> None:
    """Somebody asked already: there is no assessment, so nobody asks for its risk units."""
    proposal.__dict__["_assessed_units"] = ()


def _assessed_units(proposal_id: int) -> tuple[tuple[AssessedUnit, ...], str]:
    reports = RiskAssessment.objects.filter(proposal_id=proposal_id, state__in=life.WRITTEN).order_by("-signed_at")
    rows = RiskUnit.objects.filter(assessment=Subquery(reports.values("pk")[:1])).order_by("area", "pk")
    occupancy, rows = "", rows.select_related("assessment")
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for one in rows:
        occupancy = one.assessment.occupancy
        value, loss = found.get(one.area, (Decimal(0), Decimal(0)))
        found[one.area] = value + one.value, loss + one.value * one.damage / 100
    return tuple(AssessedUnit(name=area, value=value, loss=loss) for area, (value, loss) in found.items()), occupancy


def subject_for(actor: ScopedActor, *, proposal: int | None, policy: int | None) -> Proposal | Policy:
    """The proposal or policy that an assessment is ordered for, in scope."""
    rows: QuerySet[Proposal] | QuerySet[Policy]
    rows = Proposal.objects.visible_to(actor) if proposal else Policy.objects.visible_to(actor)
    found = rows.filter(pk=proposal or policy or 0).select_related("unit").first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def letters(actor: ScopedActor) -> QuerySet[ImprovementLetter]:
    """Letters of improvements in scope."""
    return ImprovementLetter.objects.visible_to(actor).select_related("assessment", "unit")


def letter_for(actor: ScopedActor, pk: int) -> ImprovementLetter:
    """One of them."""
    found = letters(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


ASSESSOR_POSTS = ("UW_RISK", "SUB_MGR", "UW_REVIEW")


def assessors_for(assessment: RiskAssessment, on: date) -> list[tuple[int, str]]:
    """Assessors of the centre, and those of the unit that brought the business."""
    held = PostAssignment.objects.filter(
        post_id__in=ASSESSOR_POSTS, period__contains=on, staff__is_active=True, unit__branch_id=assessment.branch_id
    )
    near = held.select_related("staff", "post", "unit").order_by("post_id", "staff__name")
    chosen = [one for one in near if one.post_id == "UW_RISK" or one.unit_id == assessment.unit_id]
    return [(one.staff_id, f"{one.staff.name} · {one.post.name} · {one.unit.name}") for one in chosen]
