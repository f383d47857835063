"""Policies of the other lines, on their way through the services by the people of the demo branch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from organisation.public import system_actor
from parties.public import PartyFact
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC, make_customer, make_inspection, pay, tomorrow, with_papers
from underwriting.models import Policy, Proposal
from underwriting.rules.questionnaire import Answered
from underwriting.selectors.lines import product_of
from underwriting.selectors.questionnaire import asked_of
from underwriting.services import automatic, decide, intake, issue, life, review
from underwriting.services.data import LineData, PapersData, PeopleData, ProposalData

LIABILITY = {
    "trade": "hotel",
    "description": "酒店，客房 320 间",
    "address": "泉州市丰泽区东海大街 88 号",
    "limit": "2000000",
    "aggregate": "4000000",
    "deductible_amount": "1000",
    "factors": {"area": "1.2", "deductible": "0.9"},
}
ACCIDENT = {"occupation": "装修工", "tier": "tier_2", "sum_insured": "300000", "medical": "20000"}
PROPERTY = {
    "address": "泉州市丰泽区安吉路 18 号",
    "items": [
        {
            "category": "building",
            "name": "厂房",
            "occupancy": "industry_2",
            "valuation": "replacement",
            "sum_insured": "2000000",
        },
        {
            "category": "stock",
            "name": "存货",
            "occupancy": "industry_3",
            "valuation": "average_12",
            "sum_insured": "800000",
        },
    ],
    "factors": {"construction": "0.95", "fire_protection": "0.90", "loss_record": "0.90"},
}

WORKS = {"works_name": "仓库新建", "address": "泉州市丰泽区安吉路 20 号", "project": "civil", "works": "1000000"}


def make_line_draft(
    product: str, content: Mapping[str, Any], *, days: int = 0, holder: PartyFact | None = None
) -> Proposal:
    """Entered, with all papers at hand."""
    clerk = actor_at("UW_ISSUE", FENGZE)
    start = tomorrow()
    end = start + timedelta(days=days - 1) if days else None
    data = ProposalData(
        line=LineData(product=product, start_on=start, end_on=end, content=dict(content)),
        people=PeopleData(holder_id=(holder or make_customer()).id),
    )
    draft = intake.receive_proposal(order(clerk), data=data)
    papers = PapersData(
        signed=True, inspected=True, papers=tuple(product_of(draft).required_documents), answered=_said(draft)
    )
    make_inspection(draft)
    entered = intake.edit_proposal(draft.pk, order(clerk, version=draft.version), data=ProposalData(papers=papers))
    return with_papers(entered)


def _said(draft: Proposal) -> Answered | None:
    asked = asked_of(draft, tomorrow() - timedelta(days=1))
    said = {q.key: next(v for v in q.options if v not in q.material) for q in asked.for_covers(draft.covers)}
    return Answered(version=asked.version, answers=said) if asked.questions else None


def make_line_decided(product: str, content: Mapping[str, Any], **more: Any) -> Proposal:
    """Checked and decided by the rules: accepted, or with the underwriter."""
    pk = make_line_draft(product, content, **more).pk
    intake.submit_proposal(pk, order(actor_at("UW_ISSUE", FENGZE)))
    passed = review.pass_review(pk, order(actor_at("UW_REVIEW", FENGZE)))
    automatic.decide_automatically(pk, order(system_actor("auto-underwriting", unit_id=passed.unit_id)))
    return Proposal.objects.get(pk=pk)


def make_line_issued(product: str, content: Mapping[str, Any], **more: Any) -> Policy:
    """Checked, decided by a person where the rules ask for one, paid and issued; cover begins tomorrow."""
    clerk = actor_at("UW_ISSUE", FENGZE)
    decided = make_line_decided(product, content, **more)
    pk = decided.pk
    if decided.state == "uw_queue":
        decide.approve(pk, order(actor_at("UW_UND3", UWC), reason="风险状况清楚，同意承保"))
    proposal = pay(Proposal.objects.get(pk=pk))
    issue.issue(pk, order(clerk), explained_to=proposal.holder_name)
    return Policy.objects.get(proposal_id=pk)


def make_line_policy(product: str, content: Mapping[str, Any], **more: Any) -> Policy:
    """Issued, and the first day of cover has come."""
    policy = make_line_issued(product, content, **more)
    life.begin_cover(policy.pk, order(system_actor("policy-clock", unit_id=policy.unit_id)))
    return Policy.objects.get(pk=policy.pk)
