"""Report and resolution bind the decision, at whatever level it is taken (RSK-09, RSK-10, 5.13, 5.15)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from core.workflow.refusals import AboveAuthority
from organisation.public import system_actor
from tests.factories.organisation import actor_at, order
from tests.factories.referral import PROVINCE
from tests.factories.risk import make_called, make_confirmed, make_major, reasoned
from tests.factories.underwriting import UWC, make_checked, make_decided
from tests.integration.underwriting.test_risk_committee import _seats, _vote
from tests.support.unchanged import nothing_changed
from underwriting.models import CommitteeCase, Opinion, Proposal, RiskAssessment
from underwriting.rules import lifecycle
from underwriting.rules import risk_committee as board
from underwriting.selectors.risk_facts import retention_of
from underwriting.services import automatic, decide, risk_orders, risk_votes
from underwriting.services.refusals import AgainstReport
from underwriting.services.risk_orders import OrderData


def _reported(opinion: str, advice: str = "") -> Proposal:
    """Waits for the underwriter; the centre wanted a report on it, which needs no board."""
    found = make_decided(third_party_limit=Decimal(2_000_000))
    data = OrderData(kind="ordinary", proposal=found.pk, to_centre=True)
    risk_orders.order_assessment(order(actor_at("UW_UND3", UWC)), data=data)
    make_confirmed(found, opinion=opinion, advice=advice)
    return Proposal.objects.get(pk=found.pk)


@pytest.mark.req("RSK-10")
def test_a_report_that_advises_terms_is_not_accepted_as_proposed() -> None:
    found, underwriter = _reported(Opinion.TERMS, "加装灭火器"), actor_at("UW_UND3", UWC)
    with nothing_changed(), pytest.raises(AgainstReport):
        decide.approve(found.pk, order(underwriter))
    done = decide.approve_with_terms(found.pk, order(underwriter), terms="加装灭火器后起保")
    assert done.state == lifecycle.TERMS_SENT
    report = RiskAssessment.objects.get(proposal=found)
    assert found.decisions.get(outcome="approved_with_terms").record["assessment"] == report.number


@pytest.mark.req("RSK-10", "UWR-06")
def test_against_a_report_only_the_director_accepts_and_says_why() -> None:
    found, director = _reported(Opinion.DECLINE), actor_at("UW_DIR", UWC)
    with nothing_changed(), pytest.raises(AboveAuthority):
        decide.approve(found.pk, reasoned(order(actor_at("UW_UND3", UWC)), "客户重要"))
    with nothing_changed(), pytest.raises(AgainstReport) as refused:
        decide.approve(found.pk, order(director))
    assert refused.value.field == "reason"
    assert decide.approve(found.pk, reasoned(order(director), "车队已换驾驶员")).state == lifecycle.APPROVED


@pytest.mark.req("RSK-10")
def test_what_the_report_advises_to_cede_is_not_kept_whole() -> None:
    found = _reported(Opinion.CEDE)
    with nothing_changed(), pytest.raises(AgainstReport):
        decide.approve(found.pk, order(actor_at("UW_UND3", UWC)))


@pytest.mark.req("RSK-10", "AUW-04")
def test_the_automatic_rules_accept_nothing_that_a_person_assessed() -> None:
    found = make_checked()
    data = OrderData(kind="ordinary", proposal=found.pk, to_centre=True)
    risk_orders.order_assessment(order(actor_at("UW_UND3", UWC)), data=data)
    actor = system_actor("auto-underwriting", unit_id=found.unit_id)
    decided = automatic.decide_automatically(found.pk, order(actor))
    assert decided.state == lifecycle.UW_QUEUE
    verdicts = {row["element"]: row["passed"] for row in found.decisions.get(automatic=True).verdicts}
    assert verdicts["assessed"] is False


@pytest.mark.req("RSK-18", "UWR-16")
def test_the_conditions_of_the_committee_bind_the_level_above() -> None:
    """What goes to the committee is above the centre's authority: the province agrees with the same conditions."""
    found = make_major()
    case = make_called(found)
    for seat in _seats(case, 7):
        _vote(case, seat, "conditions")
    risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)), conditions="每次事故绝对免赔额5万元")
    decide.escalate(found.pk, reasoned(order(actor_at("UW_DIR", UWC)), "建议按决议承保"))
    replied = decide.reply_agree(found.pk, reasoned(order(actor_at("PROV_UW", PROVINCE)), "同意"))
    case = CommitteeCase.objects.get(pk=case.pk)
    assert (replied.state, case.state, case.applied_outcome) == (lifecycle.TERMS_SENT, board.EXECUTED, "reply_agreed")
    assert replied.special_terms == f"每次事故绝对免赔额5万元（{case.resolution}）"
    assert found.decisions.get(outcome="reply_agreed").record["resolution"] == case.resolution


@pytest.mark.req("RSK-09", "REI-14")
@pytest.mark.parametrize(
    ("exposure", "pml", "kept"),
    [(10_000_000, 8_000_000, 20_000_000), (20_000_000, 8_000_000, 30_000_000), (40_000_000, 8_000_000, 40_000_000)],
)
def test_retention_follows_the_pml_as_a_part_of_the_sum(exposure: int, pml: int, kept: int) -> None:
    risk = RiskAssessment(line="PRA", exposure=Decimal(exposure), pml=Decimal(pml))
    assert retention_of(risk, timezone.localdate()) == Decimal(kept)
