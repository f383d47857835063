"""Proposals of every line: entered, priced, submitted (PRO-01 … PRO-08, domain 4.5)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from core.web.history import timeline
from tests.factories import underwriting as made
from tests.factories.lines import ACCIDENT, PROPERTY, WORKS, make_line_draft, make_line_issued
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, make_customer, make_inspection, tomorrow
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.rules.periods import year_end
from underwriting.rules.questionnaire import Answered
from underwriting.selectors.checked import checked_entries
from underwriting.selectors.lines import product_of
from underwriting.selectors.questionnaire import asked_of
from underwriting.services.data import LineData, PapersData, PeopleData, ProposalData
from underwriting.services.intake import edit_proposal, receive_proposal, submit_proposal
from underwriting.services.refusals import Incomplete, InvalidEntry

pytestmark = pytest.mark.django_db
CASES: dict[str, tuple[dict[str, Any], str, int]] = {
    "RT-1": (
        {
            "address": "泉州市丰泽区安吉路 18 号",
            "items": [
                {"category": "building", "name": "厂房", "occupancy": "industry_2", "valuation": "replacement",
                 "sum_insured": "8000000"},
                {"category": "machinery", "name": "设备", "occupancy": "industry_2", "valuation": "book",
                 "sum_insured": "5000000"},
                {"category": "stock", "name": "存货", "occupancy": "industry_3", "valuation": "average_12",
                 "sum_insured": "3000000"},
            ],
            "factors": {"construction": "0.95", "fire_protection": "0.90", "loss_record": "0.90"},
        },
        "13350.83",
        16000000,
    ),
}  # fmt: skip


def entered(product: str, content: dict[str, Any], *, days: int = 0, **people: Any) -> Proposal:
    clerk = actor_at("UW_ISSUE", FENGZE)
    start = tomorrow()
    end = start + timedelta(days=days - 1) if days else None
    data = ProposalData(
        line=LineData(product=product, start_on=start, end_on=end, content=content),
        people=PeopleData(holder_id=make_customer().id, **people),
    )
    return receive_proposal(order(clerk), data=data)


def with_papers(draft: Proposal, **over: Any) -> Proposal:
    """Everything at hand: answers, papers of the product, signature."""
    asked = asked_of(draft, tomorrow() - timedelta(days=1))
    said = {q.key: next(v for v in q.options if v not in q.material) for q in asked.for_covers(draft.covers)}
    papers = PapersData(
        **{
            "signed": True,
            "inspected": True,
            "papers": tuple(product_of(draft).required_documents),
            "answered": Answered(version=asked.version, answers=said) if asked.questions else None,
            **over,
        }
    )
    clerk = actor_at("UW_ISSUE", FENGZE)
    if papers.inspected:
        make_inspection(draft)
    entered = edit_proposal(draft.pk, order(clerk, version=draft.version), data=ProposalData(papers=papers))
    return made.with_papers(entered)


@pytest.mark.req("PRO-08", "PRD-04")
def test_property_is_priced_as_the_worked_case_says() -> None:
    """RT-1: three items, three factors; the premium explains itself and the covers add up to it."""
    content, premium, insured = CASES["RT-1"]
    draft = entered("PRB", content)
    assert draft.number.startswith("TPRB")
    assert (draft.premium, draft.amount_due, draft.exposure) == (Decimal(premium), Decimal(premium), insured)
    assert sum(Decimal(cover["premium"]) for cover in draft.line_coverages) == draft.premium
    assert draft.line_steps[-1]["result"] == premium
    assert (draft.covers, draft.insured_subject) == (["PRB"], "厂房 (+2) · 泉州市丰泽区安吉路 18 号")
    assert (draft.plate, draft.vin, draft.first_registered_on) == ("", "", None)
    assert draft.end_on == date(draft.start_on.year + 1, draft.start_on.month, draft.start_on.day) - timedelta(days=1)


@pytest.mark.req("PRO-05")
def test_each_fault_of_an_entry_is_named_at_its_field() -> None:
    content = {"address": "", "items": [{"category": "building", "name": "厂房", "occupancy": "farm"}]}
    make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        entered("PRB", content)
    assert set(refused.value.details["fields"]) == {
        "address", "items.0.occupancy", "items.0.valuation", "items.0.sum_insured",
    }  # fmt: skip


@pytest.mark.req("PRO-05")
def test_a_factor_outside_the_filed_range_stops_the_entry_at_its_field() -> None:
    content = CASES["RT-1"][0] | {"factors": {"construction": "0.10"}}
    make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        entered("PRB", content)
    assert refused.value.field == "factors.construction"


@pytest.mark.req("PRO-01", "PRO-05")
def test_a_line_is_handed_in_when_answers_papers_and_signature_are_there() -> None:
    draft = entered("PRB", CASES["RT-1"][0])
    clerk = actor_at("UW_ISSUE", FENGZE)
    with nothing_changed(), pytest.raises(Incomplete) as refused:
        submit_proposal(draft.pk, order(clerk, version=draft.version))
    assert {"signed", "papers", "disclosures"} <= set(refused.value.details["fields"])
    ready = with_papers(draft)
    assert submit_proposal(ready.pk, order(clerk, version=ready.version)).state == "review"


@pytest.mark.req("PRO-02")
def test_business_of_an_intermediary_names_it() -> None:
    ready = with_papers(entered("PRB", CASES["RT-1"][0], channel="AGENCY"))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        submit_proposal(ready.pk, order(actor_at("UW_ISSUE", FENGZE), version=ready.version))
    assert refused.value.field == "intermediary_id"


@pytest.mark.req("PRO-08")
def test_project_covers_say_how_long_they_last() -> None:
    content = {"works_name": "东海大桥", "address": "泉州湾", "project": "civil", "works": "100000000",
               "liability_limit": "10000000"}  # fmt: skip
    make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        entered("CAR", content)
    assert refused.value.field == "end_on"
    draft = entered("CAR", content, days=730)
    assert draft.premium == Decimal("280000.00")
    assert [cover["code"] for cover in draft.line_coverages] == ["WORKS", "TPL"]


@pytest.mark.req("PRO-05", "PRO-08")
@pytest.mark.parametrize(
    ("wrong", "path", "said"),
    [
        ({"deductible_rate": "1.5"}, "deductible_rate", "A share is at most 100 %."),
        ({"built_in": str(tomorrow().year + 1)}, "built_in", "This year has not come yet."),
        ({"built_in": "98"}, "built_in", "Enter a year with four digits."),
    ],
)
def test_shares_above_the_whole_and_years_to_come_are_refused(wrong: dict[str, Any], path: str, said: str) -> None:
    content, _premium, _insured = CASES["RT-1"]
    draft = entered("PRB", content)
    line = LineData(product="PRB", start_on=draft.start_on, content=content | wrong)
    clerk = order(actor_at("UW_ISSUE", FENGZE), version=draft.version)
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        edit_proposal(draft.pk, clerk, data=ProposalData(line=line))
    assert (caught.value.field, caught.value.details["fields"]) == (path, {path: gettext(said)})


@pytest.mark.req("PRO-05", "PRO-13")
def test_the_reviewer_names_entries_of_the_line_and_saving_them_settles_the_reasons() -> None:
    content, _premium, _insured = CASES["RT-1"]
    draft = entered("PRB", content)
    entries = checked_entries(draft)
    assert {"address", "items", "factors", "start_on", "papers", "holder_id"} <= set(entries)
    assert "vin" not in entries
    Proposal.objects.filter(pk=draft.pk).update(return_reasons={"address": "门牌号不对", "papers": "缺营业执照"})
    line = LineData(product="PRB", start_on=draft.start_on, content=content | {"address": "泉州市丰泽区安吉路 19 号"})
    edit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE), version=draft.version), data=ProposalData(line=line))
    assert Proposal.objects.get(pk=draft.pk).return_reasons == {"papers": "缺营业执照"}


@pytest.mark.req("PRO-05", "GOV-09")
def test_the_trail_names_the_entries_that_changed() -> None:
    """Two people on one proposal read what the other changed, field by field."""
    content, _premium, _insured = CASES["RT-1"]
    draft = entered("PRB", content)
    rows = [dict(row) for row in content["items"]]
    rows[0]["sum_insured"] = "9000000"
    changed = content | {"items": rows, "factors": {"construction": "0.95", "fire_protection": "0.90"}}
    clerk = order(actor_at("UW_ISSUE", FENGZE), version=draft.version)
    edit_proposal(
        draft.pk, clerk, data=ProposalData(line=LineData(product="PRB", start_on=draft.start_on, content=changed))
    )
    with override("en"):
        newest = timeline("underwriting.proposal", draft.pk, limit=1)[0]
    told = {change.label: (change.old, change.new) for change in newest.changes}
    assert told["Insured items 1 · Sum insured"] == ("8,000,000.00", "9,000,000.00")
    assert told["Loss record"] == ("0.90", "–")
    assert told["Premium"] == ("13,350.83", "15,689.25")
    assert "Coverages" not in told


@pytest.mark.req("PRO-05", "PRO-08")
@pytest.mark.parametrize(
    ("said", "path"),
    [({"youngest": "70", "oldest": "20"}, "oldest"), ({"youngest": "18", "oldest": "60", "eligible": "5"}, "eligible")],
)
def test_what_is_said_of_a_group_agrees_with_itself(said: dict[str, str], path: str) -> None:
    content = {
        "description": "印刷",
        "address": "晋江",
        "groups": [{"tier": "tier_1", "heads": "110", "sum_insured": "100000"}]
    }  # fmt: skip
    with pytest.raises(InvalidEntry) as caught:
        entered("GPA", content | said)
    assert caught.value.field == path


@pytest.mark.req("PRO-05")
def test_loss_of_profits_names_a_policy_of_the_customer_in_force() -> None:
    content = {"trade": "industry", "gross_profit": "1000000", "indemnity_months": "12", "base_policy": "XX123"}
    holder = make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        entered("BIL", content)
    assert caught.value.field == "base_policy"
    other = make_customer("林志强", "350503199003078815", "13905951299")
    foreign = make_line_issued("PRB", PROPERTY, holder=other)
    draft = with_papers(entered("BIL", content | {"base_policy": foreign.number}))
    clerk = order(actor_at("UW_ISSUE", FENGZE), version=draft.version)
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        submit_proposal(draft.pk, clerk)
    assert caught.value.field == "base_policy"
    base = make_line_issued("PRB", PROPERTY, holder=holder)
    line = LineData(product="BIL", start_on=draft.start_on, content=content | {"base_policy": base.number})
    named = edit_proposal(draft.pk, clerk, data=ProposalData(line=line))
    assert submit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE), version=named.version)).state == "review"


def moved_to(draft: Proposal, start: date, end: date | None) -> Proposal:
    line = LineData(product=draft.product, start_on=start, end_on=end, content=draft.content)
    return edit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)), data=ProposalData(line=line))


@pytest.mark.req("PRO-08")
@pytest.mark.parametrize("days", [17, 40])
def test_a_whole_year_goes_with_its_first_day(branch: None, days: int) -> None:
    """What the system filled in is no agreed end: the price of a year is paid for a year, later and earlier."""
    draft = entered("IPA", ACCIDENT)
    begun, premium = draft.start_on, draft.line_premium
    later = moved_to(draft, begun + timedelta(days=days), draft.end_on)
    assert (later.end_on, later.line_premium) == (year_end(begun + timedelta(days=days)), premium)
    earlier = moved_to(later, begun, later.end_on)
    assert (earlier.end_on, earlier.line_premium) == (year_end(begun), premium)


@pytest.mark.req("PRO-08")
def test_an_agreed_end_stays_when_the_start_moves(branch: None) -> None:
    draft = entered("IPA", ACCIDENT, days=100)
    moved = moved_to(draft, draft.start_on + timedelta(days=10), draft.end_on)
    assert (moved.start_on, moved.end_on) == (draft.start_on + timedelta(days=10), draft.end_on)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        moved_to(moved, moved.end_on + timedelta(days=1), moved.end_on)
    assert refused.value.field == "end_on"


@pytest.mark.req("PRO-08")
def test_the_end_of_a_project_is_always_its_own(branch: None) -> None:
    works = make_line_draft("CAR", WORKS, days=365)
    assert works.end_on == year_end(works.start_on)
    moved = moved_to(works, works.start_on + timedelta(days=5), works.end_on)
    assert moved.end_on == works.end_on


@pytest.mark.req("PRO-08")
def test_the_premium_beside_a_moved_start_is_the_premium_that_is_kept(branch: None, settings: Any) -> None:
    settings.DEMO = True
    draft, clerk = entered("IPA", ACCIDENT), signed_in("UW_ISSUE", FENGZE)
    edit = reverse("underwriting:line_edit", args=[draft.pk])
    form = clerk.get(edit)
    start = draft.start_on + timedelta(days=17)
    said = {name: value for name, value in ACCIDENT.items() if isinstance(value, str)}
    sent = said | {"start_on": f"{start}", "end_on": f"{draft.end_on}"}
    shown = clerk.post(form.context["quote_url"], sent).context["proposal"]
    assert (shown.end_on, shown.line_premium) == (year_end(start), draft.line_premium)
    key = form.context["form"]["command_key"].value()
    assert clerk.post(edit, sent | {"command_key": key, "version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert (draft.start_on, draft.end_on) == (start, year_end(start))
