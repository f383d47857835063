"""Business outside the system: on paper before it begins, or reported in time; entered later (AUW-02, AUW-03)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.rules.working_time import WorkingCalendar
from core.workflow.refusals import AboveAuthority, NotPossible
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import OffSystemBusiness
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
    draft = made.make_draft()
    entered = services.enter(paper.pk, order(actor_at("UW_ISSUE", FENGZE)), proposal=draft.number)
    assert (entered.state, entered.proposal_id) == ("entered", draft.pk)


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
