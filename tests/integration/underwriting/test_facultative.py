"""Facultative cessions: opinion, share, clock, placement, flag; endorsements that need agreement (REI-01 … REI-09)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.models import Notification
from core.workflow.refusals import Forbidden, NotPossible
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC
from tests.support.unchanged import nothing_changed
from underwriting.models import Cession, CessionPart, FacultativeShare, Movement
from underwriting.rules.reinsurance import agreement as agreements
from underwriting.rules.reinsurance import facultative as life
from underwriting.selectors.cession import needs_facultative
from underwriting.selectors.placement import placement_of
from underwriting.services import agreement, decide
from underwriting.services import facultative as services
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import (
    FacultativeNotPlaced,
    LateWithoutReason,
    NoOpinion,
    NotFullyPlaced,
    NotRated,
    ReinsurersNotAsked,
    RiskNotAssessed,
)

D = Decimal
BIG, PROVINCE = "240000000", "350000"


def underwriter(**over: object) -> object:
    return order(actor_at("UW_UND3", UWC), **over)


@pytest.mark.req("REI-01", "REI-02", "REI-14")
def test_what_exceeds_all_treaties_is_found_and_refused_until_it_is_placed() -> None:
    """RI-3 in the branch: 20 million kept, 160 million surplus, 60 million of 240 to be placed."""
    proposal = made.make_property_proposal(sum_insured=BIG)
    need = needs_facultative(proposal)
    assert need is not None
    assert need.needed == D("60000000.00")
    with pytest.raises(NoOpinion):
        services.refuse_without_opinion(proposal)
    with pytest.raises(FacultativeNotPlaced, match=r"60,000,000\.00"):
        services.refuse_unplaced(proposal)
    made.make_placed_cession(proposal)
    services.refuse_without_opinion(proposal)
    services.refuse_unplaced(proposal)
    assert needs_facultative(proposal) is None


@pytest.mark.req("REI-04", "UWR-06")
def test_an_underwriter_cannot_accept_business_that_nobody_carries() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    head = order(actor_at("HO_UW", "000000"))
    with pytest.raises((FacultativeNotPlaced, Forbidden)), nothing_changed():
        decide.approve(proposal.pk, head)
    with pytest.raises(FacultativeNotPlaced):
        decide._refuse_unbindable(proposal, head)


@pytest.mark.req("REI-02", "DUT-42", "DUT-44")
def test_the_sub_branch_learns_at_once_what_the_centre_decided() -> None:
    case = made.make_cession(made.make_property_proposal(sum_insured=BIG))
    services.decide(case.pk, underwriter(), asked=D("72000000"), conditions="按比例随保，佣金20%")
    clerk = actor_at("UW_ISSUE", FENGZE)
    told = Notification.objects.get(recipient_id=clerk.staff_id, subject_kind=life.FACULTATIVE_KIND)
    assert "30.00 %" in told.title
    assert (
        told.body
        == "¥72,000,000.00 is to be placed before cover begins; nothing is promised to the customer until then."
    )


@pytest.mark.req("REI-01")
@pytest.mark.parametrize("asked", ["59999999.99", "240000000.01"])
def test_less_than_needed_or_more_than_the_own_sum_is_not_asked_for(asked: str) -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    with pytest.raises(InvalidEntry), nothing_changed():
        made.make_cession(proposal, asked=D(asked))


@pytest.mark.req("REI-04")
def test_late_material_is_marked_and_says_why() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG, in_days=3)
    made.sign_assessment(proposal)
    case = made.make_cession(proposal)
    services.decide(case.pk, underwriter(), asked=case.asked, conditions="随保")
    desk = order(actor_at("UW_RI", UWC))
    with pytest.raises(LateWithoutReason), nothing_changed():
        services.submit(case.pk, desk, **made.TOLD)
    sent = services.submit(case.pk, order(actor_at("UW_RI", UWC)), **made.TOLD, late_reason="客户临时投保")
    assert (sent.state, sent.late, sent.late_reason) == (life.SUBMITTED, True, "客户临时投保")


@pytest.mark.req("REI-04", "REI-07", "DUT-40")
def test_material_in_time_goes_to_the_upper_department_through_the_reinsurance_post() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG, in_days=40)
    made.sign_assessment(proposal)
    case = made.make_cession(proposal)
    services.decide(case.pk, underwriter(), asked=case.asked, conditions="随保")
    with pytest.raises(Forbidden), nothing_changed():
        services.submit(case.pk, underwriter(), **made.TOLD)
    sent = services.submit(case.pk, order(actor_at("UW_RI", UWC)), **made.TOLD)
    assert (sent.route, sent.late) == ("upper", False)
    assert sent.work_unit_id(life.PLACE_QUEUE) == sent.province_id


@pytest.mark.req("REI-03")
def test_in_a_municipality_the_underwriter_sends_it_to_the_own_department() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG, in_days=40)
    made.sign_assessment(proposal)
    case = made.make_cession(proposal)
    services.decide(case.pk, underwriter(), asked=case.asked, conditions="随保")
    type(case).objects.filter(pk=case.pk).update(route="own")
    sent = services.submit(case.pk, underwriter(), **made.TOLD)
    assert sent.state == life.SUBMITTED
    assert sent.work_unit_id(life.PLACE_QUEUE) == sent.branch_id


@pytest.mark.req("REI-04", "REI-05", "DUT-41")
def test_a_placement_needs_the_whole_and_is_flagged() -> None:
    case = made.make_submitted_cession(made.make_property_proposal(sum_insured=BIG))
    department = actor_at("RI_DEPT", PROVINCE)
    first, second = made.reinsurer(0), made.reinsurer(1)
    with pytest.raises(NotRated), nothing_changed():
        services.quote(case.pk, order(department), reinsurer_id=999999, written=D(50), commission=D(20))
    services.quote(case.pk, order(department), reinsurer_id=first.party_id, written=D(60), commission=D(20))
    with pytest.raises(NotFullyPlaced), nothing_changed():
        services.place(case.pk, order(department), reference="F1")
    services.quote(case.pk, order(department), reinsurer_id=second.party_id, written=D(60), commission=D(25))
    placed = services.place(case.pk, order(department), reference="F1")
    signed = FacultativeShare.objects.filter(case=case).values_list("signed_percent", flat=True)
    assert (placed.placed, placed.commission_percent, list(signed)) == (D(60_000_000), D("22.5"), [D(50), D(50)])
    bound = services.bind(case.pk, order(actor_at("UW_RI", UWC)))
    assert bound.state == life.BOUND
    assert bound.bound_at is not None


@pytest.mark.req("REI-04")
@pytest.mark.parametrize("field", ["terms", "loss_record", "material"])
@pytest.mark.parametrize("text", ["无", "none", " - ", "xxxx"])
def test_reinsurers_are_told_terms_losses_and_material(field: str, text: str) -> None:
    proposal = made.make_property_proposal(sum_insured=BIG, in_days=40)
    made.sign_assessment(proposal)
    case = made.make_cession(proposal)
    services.decide(case.pk, underwriter(), asked=case.asked, conditions="随保")
    with pytest.raises(InvalidEntry) as refused, nothing_changed():
        services.submit(case.pk, order(actor_at("UW_RI", UWC)), **(made.TOLD | {field: text}))
    assert refused.value.field == field


@pytest.mark.req("REI-04", "RSK-01")
@pytest.mark.parametrize("begun", [False, True])
def test_a_risk_that_must_be_assessed_is_reported_with_the_signed_report_only(begun: bool) -> None:
    proposal = made.make_property_proposal(sum_insured=BIG, in_days=40)
    if begun:
        made.sign_assessment(proposal, state="drafted")
    case = made.make_cession(proposal)
    services.decide(case.pk, underwriter(), asked=case.asked, conditions="随保")
    with pytest.raises(RiskNotAssessed), nothing_changed():
        services.submit(case.pk, order(actor_at("UW_RI", UWC)), **made.TOLD)
    proposal.assessments.update(state="cancelled")
    report = made.sign_assessment(proposal)
    sent = services.submit(case.pk, order(actor_at("UW_RI", UWC)), **made.TOLD)
    assert sent.assessment_id == report.pk


@pytest.mark.req("REI-04", "REI-05")
def test_a_second_quotation_supersedes_the_first_with_its_reason_and_only_one_counts() -> None:
    case = made.make_submitted_cession(made.make_property_proposal(sum_insured=BIG))
    department, one = actor_at("RI_DEPT", PROVINCE), made.reinsurer(0)
    services.quote(case.pk, order(department), reinsurer_id=one.party_id, written=D(60), commission=D(20))
    with pytest.raises(InvalidEntry, match="60 %") as refused, nothing_changed():
        services.quote(case.pk, order(department), reinsurer_id=one.party_id, written=D(10), commission=D(20))
    assert refused.value.field == "reason"
    again = order(department, reason="收到评估报告后提高接受份额")
    services.quote(case.pk, again, reinsurer_id=one.party_id, written=D(100), commission=D(18))
    rows = FacultativeShare.objects.filter(case=case).order_by("pk")
    assert [(row.written_percent, row.why_superseded) for row in rows] == [
        (D(60), "收到评估报告后提高接受份额"),
        (D(100), ""),
    ]
    placed = services.place(case.pk, order(department), reference="F1")
    assert placed.commission_percent == D(18)
    assert list(rows.values_list("signed_percent", flat=True)) == [None, D(100)]


@pytest.mark.req("REI-05", "REI-11")
def test_every_reinsurer_gets_its_premium_and_gives_back_its_own_commission() -> None:
    """30,000 for each half of the placement; commission of 20 and 25 percent, not of their average."""
    proposal = made.make_property_proposal(sum_insured=BIG, premium="254400")
    case = made.make_submitted_cession(proposal)
    department = actor_at("RI_DEPT", PROVINCE)
    for nth, commission in ((0, 20), (1, 25)):
        party = made.reinsurer(nth).party_id
        services.quote(case.pk, order(department), reinsurer_id=party, written=D(50), commission=D(commission))
    placed = services.place(case.pk, order(department), reference="F1")
    shown = [(one.money.premium, one.money.commission, one.money.net) for one in placement_of(placed).lines]
    assert shown == [(D("30000.00"), D("6000.00"), D("24000.00")), (D("30000.00"), D("7500.00"), D("22500.00"))]
    services.bind(case.pk, order(actor_at("UW_RI", UWC)))
    policy = made.issue_property(proposal)
    moved = Movement.objects.filter(policy=policy, facultative=case, kind="commission").order_by("amount")
    assert [row.amount for row in moved] == [D("6000.00"), D("7500.00")]
    placed.refresh_from_db()
    assert placement_of(placed).total.commission == D("13500.00")


def test_what_cannot_be_placed_returns_to_the_underwriter_for_another_share() -> None:
    case = made.make_submitted_cession(made.make_property_proposal(sum_insured=BIG))
    services.decline(case.pk, order(actor_at("RI_DEPT", PROVINCE), reason="市场无承保意愿"))
    again = services.retry(case.pk, underwriter(reason="降低保额后重新询价"))
    assert (again.state, again.material) == (life.NEEDED, "")
    with pytest.raises(NotPossible):
        services.place(case.pk, order(actor_at("RI_DEPT", PROVINCE)), reference="F1")


@pytest.mark.req("REI-05", "REI-12")
def test_the_placement_is_part_of_the_cession_at_issue() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG, premium="254400")
    made.make_placed_cession(proposal)
    policy = made.issue_property(proposal)
    cession = Cession.objects.get(policy=policy)
    amounts = {part.layer: part.amount for part in CessionPart.objects.filter(unit__cession=cession)}
    assert amounts == {
        "retention": D("16000000.00"),
        "facultative": D("60000000.00"),
        "quota_share": D("4000000.00"),
        "surplus": D("160000000.00"),
    }
    assert cession.unplaced == 0
    premium = Movement.objects.filter(policy=policy, kind="premium", facultative__isnull=False)
    assert [row.amount for row in premium] == [D("30000.00"), D("30000.00")]


@pytest.mark.req("REI-06", "REI-09")
def test_an_endorsement_of_ceded_business_waits_for_the_reinsurers() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    made.make_placed_cession(proposal)
    policy = made.issue_property(proposal)
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    with pytest.raises(ReinsurersNotAsked), nothing_changed():
        agreement.use_agreement(policy, clerk, endorsement="E1")
    asked = agreement.ask_reinsurers(
        order(actor_at("UW_UND3", UWC)), policy_id=policy.pk, change="免赔额由5万元降为2万元"
    )
    agreement.review(asked.pk, underwriter())
    with pytest.raises(ReinsurersNotAsked):
        agreement.agreement_to_use(policy, "E1")
    agreement.report(asked.pk, order(actor_at("UW_RI", UWC)))
    agreement.approve(asked.pk, order(actor_at("RI_DEPT", PROVINCE), reason="同意"))
    agreement.use_agreement(policy, clerk, endorsement="E1")
    asked.refresh_from_db()
    assert (asked.state, asked.endorsement) == (agreements.USED, "E1")
    with pytest.raises(ReinsurersNotAsked):
        agreement.agreement_to_use(policy, "E1")


@pytest.mark.req("REI-06")
def test_without_approval_the_branch_bears_the_difference_and_it_is_written_down() -> None:
    proposal = made.make_property_proposal(sum_insured=BIG)
    made.make_placed_cession(proposal)
    policy = made.issue_property(proposal)
    asked = agreement.ask_reinsurers(underwriter(), policy_id=policy.pk, change="扩展盗窃责任")
    director = order(actor_at("UW_DIR", UWC), reason="客户当日须生效")
    with pytest.raises(InvalidEntry), nothing_changed():
        agreement.bear(asked.pk, director, difference=" ", amount=D(0))
    borne = agreement.bear(
        asked.pk,
        order(actor_at("UW_DIR", UWC), reason="客户当日须生效"),
        difference="盗窃责任未分出",
        amount=D(1_200_000),
    )
    assert (borne.state, borne.difference, borne.difference_amount) == (
        agreements.BORNE,
        "盗窃责任未分出",
        D(1_200_000),
    )
    assert agreement.agreement_to_use(policy, "E1") == borne


def test_business_of_tomorrow_is_due_ten_working_days_ago() -> None:
    case = made.make_cession(made.make_property_proposal(sum_insured=BIG))
    assert case.submit_by < timezone.localdate() - timedelta(days=10)
