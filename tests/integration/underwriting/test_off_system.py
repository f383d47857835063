"""Business outside the system: on paper before it begins, or reported in time; entered later (AUW-02, AUW-03)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from archives.public import documents_of
from core.rules.working_time import WorkingCalendar
from core.workflow.refusals import AboveAuthority, NotPossible
from parties.services.data import ListingData
from parties.services.listing import confirm_listing, propose_listing
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import OffSystemBusiness, Proposal
from underwriting.rules.off_system import days_late
from underwriting.selectors.referral import attempts
from underwriting.services import off_system as services
from underwriting.services.off_system import PaperBusiness
from underwriting.services.refusals import InvalidEntry, IssuedBeforeApproval

FENGZE, UWC = made.FENGZE, made.UWC
TODAY = timezone.localdate()


def reported(**over: Any) -> OffSystemBusiness:
    given: dict[str, Any] = {
        "kind": "central",
        "product": "海上风电",
        "holder_name": "泉州湾新能源有限公司",
        "subject": "二期工程",
        "sum_insured": Decimal(4000000),
        "premium": Decimal(86000),
        "start_on": TODAY + timedelta(days=20),
        "text": "无系统代码",
    }
    return services.report_business(order(actor_at("SUB_MGR", FENGZE)), data=PaperBusiness(**(given | over)))


@pytest.mark.req("AUW-02")
def test_a_high_risk_is_decided_within_authority_before_it_begins() -> None:
    paper = reported()
    with nothing_changed(), pytest.raises(AboveAuthority):
        services.approve(paper.pk, order(actor_at("UW_UND1", UWC), reason="同意"))
    with nothing_changed(), pytest.raises(NotPossible):
        services.note(paper.pk, order(actor_at("UW_UND3", UWC)))
    done = services.approve(paper.pk, order(actor_at("UW_UND3", UWC), reason="同意，免赔 50 万元"))
    assert (done.state, done.opinion) == ("approved", "同意，免赔 50 万元")
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        reported(start_on=TODAY)
    assert caught.value.field == "start_on"


@pytest.mark.req("AUW-03")
def test_other_business_is_reported_after_acceptance_and_entered_later() -> None:
    paper = reported(kind="later", product="展览会财产保险", subject="展品", accepted_on=TODAY)
    assert paper.days_late == 0
    with nothing_changed(), pytest.raises(AboveAuthority):
        services.note(paper.pk, order(actor_at("UW_UND1", UWC)))
    services.note(paper.pk, order(actor_at("UW_UND3", UWC)))
    handed_in = made.make_submitted()
    entered = services.enter(paper.pk, _clerk(), proposal=handed_in.number, why_differing="客户改投车险")
    assert (entered.state, entered.proposal_id) == ("entered", handed_in.pk)
    assert entered.differing == "Product, Policyholder, Sum insured, Premium, Cover begins"
    assert entered.why_differing == "客户改投车险"


def _clerk(**over: Any) -> Any:
    return order(actor_at("UW_ISSUE", FENGZE), **over)


def _noted(**over: Any) -> OffSystemBusiness:
    given = {"kind": "later", "product": "展览会财产保险", "subject": "展品", "accepted_on": TODAY}
    return services.note(reported(**(given | over)).pk, order(actor_at("UW_UND3", UWC)))


def _like(proposal: Proposal) -> dict[str, Any]:
    """The report of just this business."""
    return {
        "product": proposal.product,
        "holder_name": proposal.holder_name,
        "sum_insured": proposal.exposure,
        "premium": proposal.premium,
        "start_on": proposal.start_on,
    }


@pytest.mark.req("AUW-03")
def test_the_later_entry_is_the_business_that_was_reported() -> None:
    handed_in = made.make_submitted()
    paper = _noted(**_like(handed_in) | {"premium": handed_in.premium + 1})
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        services.enter(paper.pk, _clerk(), proposal=handed_in.number)
    assert caught.value.field == "why_differing"
    same = _noted(**_like(handed_in))
    done = services.enter(same.pk, _clerk(), proposal=handed_in.number, why_differing="无")
    assert (done.differing, done.why_differing) == ("", "")
    with nothing_changed(), pytest.raises(InvalidEntry) as twice:
        services.enter(paper.pk, _clerk(), proposal=handed_in.number, why_differing="保费有误")
    assert (twice.value.field, same.number in str(twice.value)) == ("proposal", True)


@pytest.mark.req("AUW-03")
@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn", "declined", "lapsed"])
def test_neither_a_draft_nor_a_dead_proposal_is_the_later_entry(state: str) -> None:
    draft = made.make_draft()
    Proposal.objects.filter(pk=draft.pk).update(state=state)
    paper = _noted(**_like(draft))
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        services.enter(paper.pk, _clerk(), proposal=draft.number)
    assert caught.value.field == "proposal"


def _listed_customer(kind: str, name: str = "陈晓东") -> None:
    customer = made.make_customer(name)
    data = ListingData(
        kind=kind,
        subject="party",
        value="",
        party_id=customer.id,
        reason_code="fraud",
        evidence="法院判决认定伪造事故",
        valid_from=TODAY,
        review_on=TODAY + timedelta(days=180),
    )
    entry = propose_listing(order(actor_at("UW_INFO", UWC)), data=data)
    confirm_listing(entry.pk, order(actor_at("UW_DIR", UWC)))


@pytest.mark.req("AUW-02", "CUS-04")
def test_black_business_on_paper_is_the_directors() -> None:
    before = reported(holder_name=made.make_customer().name)
    _listed_customer("black")
    paper = reported(holder_name="陈晓东")
    assert (before.listed, paper.listed) == ([], ["black"])
    for one in (before, paper):
        with nothing_changed(), pytest.raises(AboveAuthority):
            services.approve(one.pk, order(actor_at("UW_UND3", UWC), reason="同意"))
        done = services.approve(one.pk, order(actor_at("UW_DIR", UWC), reason="同意"))
        assert (done.state, done.listed) == ("approved", ["black"])


@pytest.mark.req("AUW-02", "CUS-04")
def test_a_grey_hit_is_told_and_stops_nobody() -> None:
    _listed_customer("grey")
    paper = reported(holder_name="陈晓东")
    assert paper.listed == ["grey"]
    assert services.approve(paper.pk, order(actor_at("UW_UND3", UWC), reason="同意")).state == "approved"


@pytest.mark.req("AUW-02", "CUS-04")
def test_of_several_customers_of_a_name_one_is_chosen() -> None:
    first = made.make_customer()
    second = made.make_customer(number="350503199003071234", phone="13905951235")
    with nothing_changed(), pytest.raises(InvalidEntry) as several:
        reported(holder_name="陈晓东")
    assert several.value.field == "customer"
    assert reported(holder_name="陈晓东", customer=second.number).holder_id == second.id != first.id
    with nothing_changed(), pytest.raises(InvalidEntry) as other:
        reported(holder_name="林海燕", customer=first.number)
    assert other.value.field == "customer"


@pytest.mark.req("AUW-02")
def test_the_papers_of_a_case_are_read_by_the_centre_which_may_ask_for_more(
    settings: Any,
) -> None:
    settings.DEMO = True
    paper = reported()
    with nothing_changed(), pytest.raises(InvalidEntry) as empty:
        services.attach_paper(paper.pk, _clerk(), title="投保单", content=b"")
    assert empty.value.field == "file"
    services.attach_paper(paper.pk, _clerk(), title="投保单", content=scan())
    back = services.send_back(paper.pk, order(actor_at("UW_UND3", UWC), reason="缺风险问询表"))
    assert (back.state, back.opinion) == ("returned", "缺风险问询表")
    with nothing_changed(), pytest.raises(NotPossible):
        services.approve(paper.pk, order(actor_at("UW_UND3", UWC), reason="同意"))
    services.attach_paper(paper.pk, _clerk(), title="风险问询表", content=scan())
    again = services.hand_in_again(paper.pk, _clerk(reason="已补问询表"))
    assert again.state == "submitted"
    kept = documents_of("underwriting.off_system", paper.pk, actor_at("UW_UND3", UWC))
    assert [one.title for one in kept] == ["风险问询表", "投保单"]
    shown = signed_in("UW_UND3", UWC).get(f"/off-system/{paper.pk}/").content.decode()
    assert shown.count(f"/documents/{kept[0].id}/") == 1
    assert shown.count(f"/documents/{kept[1].id}/") == 1


@pytest.mark.req("AUW-02", "AUW-03")
@pytest.mark.parametrize(
    "over",
    [
        {"sum_insured": Decimal("10000000.01")},
        {"product": "MBD"},
        {"product": "机器损坏保险（附加条款）"},
        {"subject": "地铁三号线展厅"},
    ],
)
def test_what_the_centre_underwrites_beforehand_is_not_reported_afterwards(over: dict[str, Any]) -> None:
    """It is refused, and stands on the director's list of what was issued before approval."""
    given = {"kind": "later", "product": "展览会财产保险", "subject": "展品", "accepted_on": TODAY}
    with pytest.raises(IssuedBeforeApproval) as caught:
        reported(**(given | over))
    assert (caught.value.field, OffSystemBusiness.objects.count()) == ("kind", 0)
    listed = attempts(actor_at("UW_DIR", UWC))
    assert [(one.outcome, one.post) for one in listed] == [("issued_before_approval", "SUB_MGR")]


@pytest.mark.req("AUW-03")
def test_lateness_is_counted_in_working_days() -> None:
    friday = date(2026, 11, 20)
    assert days_late(friday, date(2026, 11, 25), 3, WorkingCalendar()) == 0
    assert days_late(friday, date(2026, 11, 27), 3, WorkingCalendar()) == 2
