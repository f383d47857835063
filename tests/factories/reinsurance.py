"""Property business for reinsurance: proposals that stand before the underwriter, and policies issued through the
service."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.jobs.drain import drain
from organisation.models import Unit
from organisation.public import SystemActor, system_actor
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC, make_customer, with_papers
from underwriting.models import FacultativeCase, Policy, Proposal, Reinsurer, RiskAssessment, Section
from underwriting.rules import risk_assessment as life
from underwriting.rules.lifecycle import ISSUABLE, UW_QUEUE
from underwriting.services import facultative as services
from underwriting.services import issue

YEAR = timedelta(days=364)
TOLD = {
    "terms": "财产一切险，保额2.4亿元，每次事故免赔5万元",
    "loss_record": "近五年无赔案记录",
    "material": "承保条件、风险评估报告",
}


def make_property_proposal(*, sum_insured: str = "60000000", premium: str = "95400", **over: Any) -> Proposal:
    """Property all risks of one factory; the premium includes tax."""
    holder = make_customer()
    start = timezone.localdate() + timedelta(days=over.pop("in_days", 1))
    number = f"OPRA{timezone.now():%H%M%S%f}"
    given = {
        "number": number,
        "product": "PRA",
        "product_name": "财产一切险",
        "line": "PRA",
        "subject": "晋江纺织厂房",
        "holder_id": holder.id,
        "holder_name": holder.name,
        "insured_id": holder.id,
        "insured_name": holder.name,
        "start_on": start,
        "end_on": start + YEAR,
        "compulsory": False,
        "signed": True,
        "line_premium": Decimal(premium),
        "line_sum_insured": Decimal(sum_insured),
        "line_coverages": [
            {"code": "MAIN", "title": "财产一切险", "sum_insured": sum_insured, "limit": None, "premium": premium}
        ],
        "state": UW_QUEUE,
        "created_at": timezone.now(),
        "updated_at": timezone.now(),
    }
    proposal = Proposal(**(given | over))
    proposal.set_unit(Unit.objects.get(code=FENGZE))
    Proposal.objects.bulk_create([proposal])
    return with_papers(Proposal.objects.select_related("unit").get(number=proposal.number))


def make_property_policy(**over: Any) -> Policy:
    """Issued by the clerk after the premium came in; its cession is made by the queue."""
    proposal = make_property_proposal(state=ISSUABLE, **over)
    return issue_property(proposal)


def issue_property(proposal: Proposal) -> Policy:
    Proposal.objects.filter(pk=proposal.pk).update(state=ISSUABLE)
    Section.objects.create(proposal=proposal, line=proposal.line, premium=proposal.premium, paid_at=timezone.now())
    sold = min(timezone.now(), timezone.now() + (proposal.start_on - timezone.localdate()) - timedelta(days=1))
    clerk = order(actor_at("UW_ISSUE", FENGZE), at=sold)
    issue.issue(proposal.pk, clerk, explained_to=proposal.holder_name)
    drain(reraise=True)
    return Policy.objects.get(proposal=proposal)


def reinsurer(nth: int = 0) -> Reinsurer:
    return Reinsurer.objects.order_by("pk")[nth]


def make_cession(proposal: Proposal, **over: Any) -> FacultativeCase:
    """Asked for by the sub-branch."""
    given = {"proposal_id": proposal.pk, "opinion": "超出合同限额，建议临分25%"}
    return services.open_cession(order(actor_at("UW_ISSUE", FENGZE)), **(given | over))


def make_submitted_cession(proposal: Proposal, **over: Any) -> FacultativeCase:
    """Decided by the underwriter, reported by the reinsurance post."""
    case = make_cession(proposal, **over)
    services.decide(case.pk, order(actor_at("UW_UND3", UWC)), asked=case.asked, conditions="随原保单，免赔额5万元")
    sign_assessment(proposal)
    desk = order(actor_at("UW_RI", UWC))
    return services.submit(case.pk, desk, **TOLD, late_reason="客户临时增加保额")


def sign_assessment(proposal: Proposal, *, state: str = life.CLOSED) -> RiskAssessment:
    """The assessment of the risk, signed and closed unless told otherwise."""
    signed = state not in life.IN_WORK
    report = RiskAssessment(
        number=f"GPRA{timezone.now():%H%M%S%f}",
        kind="compulsory",
        place="centre",
        level="committee",
        proposal=proposal,
        line=proposal.line,
        insured_name=proposal.insured_name,
        exposure=proposal.exposure,
        state=state,
        opinion="cede" if signed else "",
        signed_by="评估岗" if signed else "",
        signed_at=timezone.now() if signed else None,
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )
    report.set_unit(proposal.unit)
    return RiskAssessment.objects.bulk_create([report])[0]


def make_placed_cession(proposal: Proposal, **over: Any) -> FacultativeCase:
    """Placed with two reinsurers, half each."""
    case = make_submitted_cession(proposal, **over)
    department = actor_at("RI_DEPT", "350000")
    for one in (reinsurer(0), reinsurer(1)):
        services.quote(
            case.pk, order(department), reinsurer_id=one.party_id, written=Decimal(50), commission=Decimal(20)
        )
    return services.place(case.pk, order(department), reference="FAC-2026-0031")


def clock(policy: Policy) -> SystemActor:
    return system_actor("policy-clock", unit_id=policy.unit_id)
