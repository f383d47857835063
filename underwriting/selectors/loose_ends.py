"""What was opened for a proposal or a policy that has ended since: nobody goes on with it."""

from __future__ import annotations

from django.db.models import QuerySet

from underwriting.models import (
    EndorsementAgreement,
    FacultativeCase,
    MaterialDemand,
    Renewal,
    RiskAssessment,
)
from underwriting.rules import demand, lifecycle, renewing, risk_assessment
from underwriting.rules.reinsurance import agreement, facultative

PROPOSAL_OVER = (lifecycle.DECLINED, lifecycle.LAPSED, lifecycle.WITHDRAWN)
POLICY_OVER = (lifecycle.EXPIRED, *lifecycle.ENDED_EARLY)


def cessions() -> QuerySet[FacultativeCase]:
    """Cessions to be confirmed of business that does not come."""
    rows = FacultativeCase.objects.exclude(state=facultative.CLOSED)
    return rows.filter(proposal__state__in=PROPOSAL_OVER).order_by("pk")


def demands() -> QuerySet[MaterialDemand]:
    """Material that nobody needs any more."""
    found: QuerySet[MaterialDemand] = MaterialDemand.objects.filter(
        state=demand.OPEN, proposal__state__in=PROPOSAL_OVER
    ).order_by("pk")
    return found


def agreements() -> QuerySet[EndorsementAgreement]:
    """Changes of policies that have ended."""
    rows = EndorsementAgreement.objects.exclude(state__in=(agreement.USED, agreement.WITHDRAWN))
    return rows.filter(policy__state__in=POLICY_OVER).order_by("pk")


def assessments() -> QuerySet[RiskAssessment]:
    """Risks that are assessed for business that does not come."""
    rows = RiskAssessment.objects.filter(state__in=risk_assessment.IN_WORK)
    return rows.filter(proposal__state__in=PROPOSAL_OVER).order_by("pk")


def renewals() -> QuerySet[Renewal]:
    """Customers who are still to be reached about a policy that was surrendered, voided or used up."""
    open_ones = Renewal.objects.filter(state__in=(renewing.PENDING, renewing.PROPOSED))
    return open_ones.filter(policy__state__in=lifecycle.ENDED_EARLY).order_by("pk")
