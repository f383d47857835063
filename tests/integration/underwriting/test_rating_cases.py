"""Regression cases belong to two people: added, given another premium or given up, and nothing is released untested
(PRD-06)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Forbidden
from organisation.models import ControlChange
from organisation.public import ChangeRefused, approve_change
from tests.factories import lines as made_lines
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_tariff_editor import BECAUSE, DEARER, SOON, dearer, director, held, proposed
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import RateTable, RatingCase
from underwriting.selectors import tariffs
from underwriting.selectors.case_content import content_from
from underwriting.services import rating_cases
from underwriting.services import tariffs as services
from underwriting.services.rating_cases import CaseWanted
from underwriting.services.tariffs import TariffWanted

D, UWC, TODAY = Decimal, made.UWC, timezone.localdate()


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def author() -> Any:
    return order(actor_at("UW_UND3", UWC), reason="覆盖新规则")


def wanted(**over: Any) -> CaseWanted:
    given: dict[str, Any] = {
        "product": "refund.rules",
        "title": "保险人解除合同按日退费",
        "content": {"line": "PRB", "case": "insurer", "premium": "3650.00", "last_day": "2025-06-08"},
        "start_on": date(2025, 3, 1),
        "end_on": date(2026, 2, 28),
        "expected": D("2650.00"),
        "effective_on": SOON,
    }
    return CaseWanted(**(given | over))


@pytest.mark.req("PRD-06")
def test_a_case_counts_once_another_person_approved_it() -> None:
    change = rating_cases.propose_case(author(), wanted=wanted())
    before = len(tariffs.cases_of_table("refund.rules", SOON))
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, order(actor_at("UW_UND3", UWC)))
    approve_change(change.pk, director())
    case = RatingCase.objects.get(code=change.proposal["code"])
    assert (case.expected, case.effective.lower, case.source) == (D("2650.00"), SOON, change.number)
    assert len(tariffs.cases_of_table("refund.rules", SOON)) == before + 1
    assert case.proposed_by_id != case.approved_by_id


@pytest.mark.req("PRD-06")
def test_a_case_that_the_tables_do_not_give_is_refused_with_what_they_give() -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        rating_cases.propose_case(author(), wanted=wanted(expected=D("2649.00")))
    assert caught.value.field == "expected"
    assert "2,650.00" in str(caught.value.message)


@pytest.mark.req("PRD-06")
def test_the_last_case_of_a_table_is_not_given_up() -> None:
    with nothing_changed(), pytest.raises(ChangeRefused):
        rating_cases.propose_case_end(
            order(actor_at("HO_UW", "000000"), reason="不再需要"), code="TAX-1", effective_on=SOON
        )
    change = rating_cases.propose_case_end(author(), code="REFUND-INTENT", effective_on=SOON)
    approve_change(change.pk, director())
    assert "REFUND-INTENT" not in {case.code for case in tariffs.cases_of_table("refund.rules", SOON)}
    assert "REFUND-INTENT" in {case.code for case in tariffs.cases_of_table("refund.rules", TODAY)}


def other_ratio(text: str) -> TariffWanted:
    """The list of major risks with another highest loss ratio."""
    data = held("risk.compulsory") | {"highest_ratio": text}
    return TariffWanted(code="risk.compulsory", data=data, filing="闽核保〔2026〕9号", effective_on=SOON)


@pytest.mark.req("PRD-06")
def test_no_table_is_released_untested() -> None:
    RatingCase.objects.filter(product="risk.compulsory").delete()
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        services.propose(author(), wanted=other_ratio("85"))
    assert "No regression case" in str(caught.value.message)


@pytest.mark.req("PRD-06")
def test_a_table_of_rules_must_pass_the_cases_of_its_own() -> None:
    """A line at 95 % has two reasons for an assessment; with a limit of 99 % one of them would be lost."""
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        services.propose(author(), wanted=other_ratio("99"))
    assert "RISK-1" in str(caught.value.message)
    change = services.propose(author(), wanted=other_ratio("85"))
    approve_change(change.pk, director())
    found = RateTable.objects.get(code="risk.compulsory", effective__contains=SOON)
    assert (found.data["highest_ratio"], found.version) == ("85", f"RISK-2026-1 {change.number}")


@pytest.mark.req("PRD-06")
def test_another_expected_premium_needs_a_reason_and_the_word_of_the_approver() -> None:
    silent = TariffWanted(
        code="PRB.tariff", data=dearer(), filing="备案1号", effective_on=SOON, expected=DEARER, because={"PRB-1": "x"}
    )
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        services.propose(author(), wanted=silent)
    assert (caught.value.field, "PRB-2" in str(caught.value.message)) == ("because", True)
    change = proposed(dearer(), DEARER)
    with nothing_changed(), pytest.raises(ChangeRefused) as unsaid:
        approve_change(change.pk, order(actor_at("UW_DIR", UWC), reason=""))
    assert unsaid.value.field == "reason"
    shown = {line.label: (line.old, line.new) for line in services.CHANGE.describe(change)}
    assert shown["Expected premium of case PRB-1"] == ("13,350.83", f"14,620.50 (+9.51%) · {BECAUSE['PRB-1']}")
    assert shown["Basic rates · industry, class 3"] == ("1.45 ‰", "2 ‰")


@pytest.mark.req("PRD-06")
def test_the_impact_is_kept_as_it_stood_when_it_was_decided() -> None:
    change = proposed(dearer(), DEARER)
    reader, url = signed_in("UW_DIR", UWC), reverse("organisation:change", kwargs={"pk": change.pk})
    before = [what for what in reader.get(url).content.decode().splitlines() if "PRB-1" in what]
    approve_change(change.pk, director())
    kept = ControlChange.objects.get(pk=change.pk).impact
    assert kept[0][:2] == ["PRB-1 三项财产与三个系数", "13,350.83 → 14,620.50 (+9.51%)"]
    RateTable.objects.filter(code="PRB.tariff", effective__contains=SOON).update(filing="另号")
    after = reader.get(url).content.decode()
    assert "13,350.83 → 14,620.50 (+9.51%)" in after
    assert any("13,350.83 → 14,620.50 (+9.51%)" in one for one in before)


@pytest.mark.req("PRD-06")
def test_the_entry_of_a_proposal_becomes_a_case_in_the_browser() -> None:
    proposal = made_lines.make_line_draft("PLL", made_lines.LIABILITY)
    author, url = signed_in("UW_UND3", UWC), reverse("underwriting:new_rating_case", kwargs={"code": "PLL.tariff"})
    form = author.get(url).context["form"]
    sent = {
        "command_key": form["command_key"].value(),
        "number": proposal.number,
        "title": "真实投保单",
        "expected": "1.00",
        "effective_on": SOON.isoformat(),
        "reason": "补充案例",
    }
    refused = author.post(url, sent)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["expected"])
    assert author.post(url, sent | {"number": "TPLL0"}).context["form"].errors["number"]
    good = author.post(url, sent | {"expected": str(proposal.line_premium)})
    assert good.status_code == 302
    approve_change(ControlChange.objects.get(kind=rating_cases.KIND).pk, director())
    case = RatingCase.objects.get(title="真实投保单")
    assert (case.product, case.expected) == ("PLL", proposal.line_premium)
    assert "address" not in case.content
    assert signed_in("UW_UND1", UWC).get(url).status_code == 403


@pytest.mark.req("PRD-06")
def test_a_motor_proposal_becomes_a_case() -> None:
    draft = made.make_draft()
    motor = wanted(
        product="MOTOR",
        title="真实车险投保单",
        content=content_from(draft),
        start_on=draft.start_on,
        end_on=draft.end_on,
        expected=draft.premium,
        effective_on=TODAY + timedelta(days=1),
    )
    change = rating_cases.propose_case(author(), wanted=motor)
    assert "plate" not in change.proposal["content"]


@pytest.mark.req("PRD-06")
@pytest.mark.parametrize("code", ["refund.rules", "short_rate.property", "risk.compulsory"])
def test_tables_with_a_test_of_their_own_ask_for_its_entries(code: str) -> None:
    url = reverse("underwriting:new_rating_case", kwargs={"code": code})
    form = signed_in("UW_UND3", UWC).get(url).context["form"]
    assert [one.name for one in form.test.fields] == [
        name.removeprefix("said_") for name in form.fields if name.startswith("said_")
    ]


@pytest.mark.req("PRD-06")
def test_only_who_may_give_a_case_up_is_shown_the_way() -> None:
    """Cases of the company test tables of the state too; head office keeps the latter and does not end the former."""
    page = signed_in("HO_UW", "000000").get(reverse("underwriting:rating_table", args=["vehicle_tax"]))
    ways = {run.case.code: bool(end) for run, end in page.context["runs"]}
    assert (ways["VTAX-1"], ways["MOTOR-1"]) == (True, False)
