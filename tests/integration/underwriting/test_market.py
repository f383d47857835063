"""Requests for codes, cargo agreements reviewed beforehand, market notes, concentration (PRD-02, PRD-05, PRD-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import WorkItem
from core.workflow.refusals import Forbidden, NotPossible
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_lines import entered
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import CargoAgreement, Proposal
from underwriting.selectors import market as selectors
from underwriting.services import cargo_agreements as agreements
from underwriting.services import market
from underwriting.services.cargo_agreements import AgreementData
from underwriting.services.line_entry import refuse_agreement_of_others
from underwriting.services.market import CodeWanted, MarketSeen
from underwriting.services.refusals import InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC
TODAY = timezone.localdate()
D = Decimal
DATA = AgreementData(
    kind="open_cover",
    product="CGD",
    partner_id=None,
    partner="海丝供应链",
    begins_on=TODAY,
    ends_on=TODAY + timedelta(days=300),
    limit_each=D(3000000),
    limit_total=D(200000000),
    goods=("general",),
    rate=D("0.0015"),
)
CODE = CodeWanted(clause_name="古民居保险", line="PRB", level="local", clause_text="文本", need="客户投保")


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def submitted(**over: Any) -> CargoAgreement:
    data = replace(DATA, **over)
    return agreements.submit_agreement(order(actor_at("SALES", FENGZE)), data=data)


def voyage(number: str, **over: Any) -> Proposal:
    values: dict[str, Any] = {"line_sum_insured": D(3000000), "line_premium": D(4500)} | over
    unit = CargoAgreement.objects.get().unit
    return Proposal(
        line="CGD",
        content={"agreement": number, "goods": "general"},
        start_on=TODAY,
        branch_id=unit.branch_id,
        **values,
    )


@pytest.mark.req("PRD-05", "UWR-03")
def test_an_agreement_covers_nothing_before_the_centre_agreed() -> None:
    found = submitted()
    waiting = WorkItem.objects.get(done_at=None, subject_kind="underwriting.cargo_agreement")
    assert waiting.queue == "underwriting.cargo_agreements"
    assert selectors.beyond_agreement(voyage(found.number)) == ("the agreement is not in force",)
    agreements.agree(found.pk, order(actor_at("UW_UND3", UWC), reason="条件可行"))
    assert selectors.beyond_agreement(voyage(found.number)) == ()
    assert selectors.beyond_agreement(voyage(found.number, line_sum_insured=D(3000001), line_premium=D(4600))) == (
        "above the limit per conveyance",
    )
    assert selectors.beyond_agreement(voyage("A0")) == ("there is no such agreement",)


@pytest.mark.req("PRD-05", "UWR-03")
def test_an_agreement_serves_only_the_customer_it_was_made_with() -> None:
    """Named by somebody else the voyage is not declared but underwritten by itself, and the entry is refused."""
    found = submitted()
    agreements.agree(found.pk, order(actor_at("UW_UND3", UWC), reason="条件可行"))
    own = voyage(found.number, holder_id=1, holder_name="海丝供应链", insured_name="海丝供应链")
    assert selectors.beyond_agreement(own) == ()
    other = voyage(found.number, product="CGD", holder_id=2, holder_name="陈晓东", insured_name="陈晓东")
    assert selectors.beyond_agreement(other) == ("the agreement was made with somebody else",)
    with pytest.raises(InvalidEntry) as refused:
        refuse_agreement_of_others(other)
    assert refused.value.field == "agreement"


@pytest.mark.req("PRD-05")
def test_an_unknown_agreement_is_refused_at_entry_at_its_field() -> None:
    content = {
        "description": "运动鞋", "goods": "general", "conditions": "comprehensive", "conveyance": "公路",
        "origin": "晋江", "destination": "成都", "basis": "invoice", "value": "200000", "agreement": "A350500CGD0000",
    }  # fmt: skip
    made.make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        entered("CGD", content, days=10)
    assert refused.value.field == "agreement"


@pytest.mark.req("PRD-05")
def test_what_was_returned_is_changed_and_reviewed_again() -> None:
    found = submitted()
    with nothing_changed(), pytest.raises(Forbidden):
        agreements.agree(found.pk, order(actor_at("UW_ISSUE", FENGZE), reason="x"))
    agreements.return_agreement(found.pk, order(actor_at("UW_UND3", UWC), reason="限额过高"))
    mended = agreements.mend_agreement(
        found.pk, order(actor_at("SALES", FENGZE)), data=replace(DATA, limit_each=D(2000000))
    )
    assert (mended.state, mended.limit_each, mended.opinion) == ("in_review", D(2000000), "限额过高")


@pytest.mark.req("PRD-05")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"limit_total": D(1)}, "limit_total"),
        ({"goods": ("gold",)}, "goods"),
        ({"rate": D("0.0001")}, "rate"),
    ],
)
def test_conditions_outside_tariff_and_order_are_refused_at_their_field(over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        submitted(**over)
    assert caught.value.field == field


@pytest.mark.req("PRD-02")
def test_a_code_goes_from_the_centre_to_the_department_to_head_office() -> None:
    found = market.request_code(order(actor_at("UW_INFO", UWC)), data=CODE)
    with nothing_changed(), pytest.raises(NotPossible):
        market.assign_code(found.pk, order(actor_at("HO_UW", "000000")), product_code="GMJ")
    market.forward_request(found.pk, order(actor_at("PROV_UW", "350000")), reference="闽产1号")
    with nothing_changed(), pytest.raises(InvalidEntry):
        market.assign_code(found.pk, order(actor_at("HO_UW", "000000")), product_code="PRB")
    done = market.assign_code(found.pk, order(actor_at("HO_UW", "000000")), product_code="gmj")
    assert (done.state, done.product_code, done.reference) == ("assigned", "GMJ", "闽产1号")


@pytest.mark.req("PRD-07")
def test_a_market_note_is_answered_by_the_director() -> None:
    seen = MarketSeen(
        topic="price", line="EML", competitor="甲", seen_on=TODAY, title="降价", text="三成", origin="客户"
    )
    found = market.note_market(order(actor_at("SALES", FENGZE)), data=seen)
    with nothing_changed(), pytest.raises(Forbidden):
        market.decide_strategy(found.pk, order(actor_at("SALES", FENGZE)), strategy="跟")
    done = market.decide_strategy(found.pk, order(actor_at("UW_DIR", UWC)), strategy="守住底线")
    assert (done.state, done.strategy) == ("answered", "守住底线")
    with nothing_changed(), pytest.raises(InvalidEntry):
        market.note_market(order(actor_at("SALES", FENGZE)), data=replace(seen, seen_on=TODAY + timedelta(days=1)))


@pytest.mark.req("PRD-02", "PRD-05", "PRD-07")
def test_the_pages_take_entries_and_show_them() -> None:
    sales, info = signed_in("SALES", FENGZE), signed_in("UW_INFO", UWC)
    new = reverse("underwriting:new_cargo_agreement")
    key = str(sales.get(new).context["form"]["command_key"].value())
    entry = {
        "command_key": key,
        "kind": "open_cover",
        "product": "CGD",
        "partner": "海丝",
        "begins_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=30)).isoformat(),
        "limit_each": "1000000",
        "limit_total": "9000000",
        "rate": "1.5",
        "goods": ["general"],
    }
    assert sales.post(new, entry | {"rate": "0.01"}).status_code == 422
    answer = sales.post(new, entry)
    assert answer.status_code == 302
    assert CargoAgreement.objects.get().rate == D("0.0015")
    assert sales.get(answer["Location"]).status_code == 200
    for name in ("cargo_agreements", "market_notes", "concentration"):
        assert sales.get(reverse(f"underwriting:{name}")).status_code == 200
    assert info.get(reverse("underwriting:code_requests")).status_code == 200
    assert sales.get(reverse("underwriting:code_requests")).status_code == 200
    assert signed_in("SUB_RP", FENGZE).get(reverse("underwriting:code_requests")).status_code == 403


@pytest.mark.req("PRD-07")
def test_shares_of_the_premium_by_product() -> None:
    found = selectors.shares(actor_at("UW_DIR", UWC), date(TODAY.year, 1, 1), TODAY)
    assert found == []
