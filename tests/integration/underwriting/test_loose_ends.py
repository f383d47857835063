"""What hangs on business that has ended is closed, and a placement stands as long as business rests on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import Notification, WorkItem
from core.workflow.refusals import NotPossible
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC
from tests.support.unchanged import nothing_changed
from underwriting.models import EndorsementAgreement, FacultativeCase, MaterialDemand, Proposal
from underwriting.rules.reinsurance import agreement as agreements
from underwriting.services import agreement, decide, demands, facultative
from underwriting.services.intake import withdraw_proposal

BIG, PROVINCE = "240000000", "350000"


def underwriter(**over: Any) -> Any:
    return order(actor_at("UW_UND3", UWC), **over)


def sweep(key: str = "one") -> None:
    enqueue("underwriting.end_loose", key=key, payload={})
    drain(reraise=True)


def withdrawn(proposal: Proposal) -> Proposal:
    clerk = order(actor_at("UW_ISSUE", FENGZE), reason="客户不再投保")
    return withdraw_proposal(proposal.pk, clerk)


@pytest.mark.req("REI-05", "DUT-42")
def test_a_placement_of_withdrawn_business_is_called_back() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    case = made.make_placed_cession(proposal)
    desk, department = actor_at("UW_RI", UWC), actor_at("RI_DEPT", PROVINCE)
    withdrawn(proposal)
    sweep()
    sweep("again")
    case.refresh_from_db()
    assert case.state == "closed"
    told = Notification.objects.filter(key=f"cession-over:{case.pk}").values_list("recipient_id", flat=True)
    assert set(told) >= {desk.staff_id, department.staff_id}
    assert not WorkItem.objects.filter(subject_kind="underwriting.facultative", subject_id=case.pk, done_at=None)


@pytest.mark.req("REI-05")
def test_a_cession_that_nobody_outside_has_heard_of_ends_in_silence() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    case = made.make_cession(proposal)
    withdrawn(proposal)
    sweep()
    case.refresh_from_db()
    assert case.state == "closed"
    assert not Notification.objects.filter(key=f"cession-over:{case.pk}").exists()


@pytest.mark.req("UWR-01")
def test_material_of_a_declined_proposal_is_wanted_no_more() -> None:
    proposal = made.make_property_proposal()
    asked = demands.demand(underwriter(), proposal=proposal.pk, what="information", text="请补充近三年出险记录。")
    still = MaterialDemand.objects.get(pk=asked.pk)
    report = made.sign_assessment(proposal, state="planned")
    sweep()
    still.refresh_from_db()
    assert still.state == "open"
    decide.decline(proposal.pk, underwriter(reason="风险过高"), reason_code="HIGH_RISK", told="风险超出承保条件。")
    sweep("again")
    still.refresh_from_db()
    report.refresh_from_db()
    assert (still.state, report.state) == ("dropped", "cancelled")


@pytest.mark.req("REI-04", "REI-12")
def test_a_placement_stands_while_accepted_business_rests_on_it() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    case = made.make_placed_cession(proposal)
    desk = actor_at("UW_RI", UWC)
    facultative.bind(case.pk, order(desk))
    with pytest.raises(NotPossible, match="no policy yet"), nothing_changed():
        facultative.adjust(case.pk, order(desk, reason="减少临分"), placed=Decimal(0))
    Proposal.objects.filter(pk=proposal.pk).update(state="approved")
    with pytest.raises(NotPossible, match="accepted on this placement"), nothing_changed():
        facultative.close(case.pk, order(desk, reason="不再需要"))
    Proposal.objects.filter(pk=proposal.pk).update(state="returned")
    assert facultative.close(case.pk, order(desk, reason="改为降低保额")).state == "closed"


def asked_about() -> tuple[FacultativeCase, EndorsementAgreement]:
    proposal = made.make_property_proposal(sum_insured=BIG)
    case = made.make_placed_cession(proposal)
    policy = made.issue_property(proposal)
    return case, agreement.ask_reinsurers(underwriter(), policy_id=policy.pk, change="免赔额由5万元降为2万元")


@pytest.mark.req("REI-06", "REI-09")
def test_a_change_that_the_reinsurers_refuse_is_not_made() -> None:
    _case, asked = asked_about()
    agreement.review(asked.pk, underwriter())
    agreement.report(asked.pk, order(actor_at("UW_RI", UWC)))
    agreement.refuse(asked.pk, order(actor_at("RI_DEPT", PROVINCE), reason="免赔额过低"))
    items = WorkItem.objects.filter(subject_kind=agreements.AGREEMENT_KIND, subject_id=asked.pk, done_at=None)
    assert items.count() == 1
    ended = agreement.withdraw(asked.pk, underwriter(reason="客户同意维持原免赔额"))
    assert (ended.state, items.count()) == (agreements.WITHDRAWN, 0)


@pytest.mark.req("REI-09", "DUT-42")
def test_whoever_enters_endorsements_hears_that_the_reinsurers_agree() -> None:
    _case, asked = asked_about()
    clerk = actor_at("UW_ISSUE", FENGZE)
    agreement.review(asked.pk, underwriter())
    agreement.report(asked.pk, order(actor_at("UW_RI", UWC)))
    agreement.approve(asked.pk, order(actor_at("RI_DEPT", PROVINCE), reason="同意"))
    told = Notification.objects.filter(recipient_id=clerk.staff_id, key__startswith=f"agreement:{asked.pk}:")
    assert [one.title for one in told] == [f"The reinsurers agree: {asked.policy.number} may be endorsed"]


@pytest.mark.req("REI-06")
def test_an_agreement_falls_away_with_its_policy() -> None:
    _case, asked = asked_about()
    type(asked.policy).objects.filter(pk=asked.policy_id).update(state="terminated")
    sweep()
    asked.refresh_from_db()
    assert asked.state == agreements.WITHDRAWN
