"""Tariffs change by four eyes, on regression cases, from a day to come; decided cases keep their versions (PRD-06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.command import Command
from core.workflow.refusals import Forbidden
from organisation.models import ControlChange, Unit
from organisation.public import ChangeRefused, approve_change
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal, RateTable, RatingCase
from underwriting.reference import catalogue
from underwriting.selectors import tables, tariffs
from underwriting.services import tariffs as services
from underwriting.services.tariffs import TariffWanted

D = Decimal
UWC = made.UWC
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=2)
FILING = "备案〔2026〕9号"
DEARER = {"PRB-1": "14620.50", "PRB-2": "1900.00"}
BECAUSE = dict.fromkeys((*DEARER, "MOTOR-1"), "新费率下重新测算")


def director() -> Command:
    return order(actor_at("UW_DIR", UWC), reason="已逐例复核")


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def held(code: str = "PRB.tariff") -> dict[str, Any]:
    return dict(RateTable.objects.get(code=code, effective__contains=TODAY).data)


def dearer() -> dict[str, Any]:
    data = held()
    return {**data, "rates": {**data["rates"], "industry_3": "0.0020"}}


def proposed(
    data: dict[str, Any], expected: dict[str, str] | None = None, filing: str = "备案〔2026〕9号"
) -> ControlChange:
    wanted = TariffWanted(
        code="PRB.tariff",
        data=data,
        filing=filing,
        effective_on=SOON,
        expected=expected or {},
        because={case: BECAUSE[case] for case in expected or {}},
    )
    return services.propose(order(actor_at("UW_UND3", UWC), reason="三类工业赔付上升"), wanted=wanted)


@pytest.mark.req("PRD-04", "PRD-06")
def test_every_case_of_the_reference_data_gives_its_premium() -> None:
    today = timezone.localdate()
    lines = RatingCase.objects.exclude(product="MOTOR")
    codes = set(RateTable.objects.values_list("code", flat=True))
    runs = {run.case.code: run for code in codes for run in tariffs.run_cases(code, held(code), today, {})}
    assert len([code for code, run in runs.items() if run.case.product != "MOTOR"]) == lines.count() >= 30
    assert [(code, run.given, run.fault) for code, run in runs.items() if not run.passed] == []


@pytest.mark.req("PRD-06")
def test_a_draft_that_breaks_a_case_is_not_proposed() -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(dearer())
    assert caught.value.field == "expected"
    assert "PRB-1" in str(caught.value.message)


@pytest.mark.req("PRD-04", "PRD-06")
def test_a_released_version_holds_from_its_day_and_renews_its_cases() -> None:
    change = proposed(dearer(), DEARER)
    approve_change(change.pk, director())
    tables.forget()  # as the commit does
    old, new = RateTable.objects.filter(code="PRB.tariff").order_by("pk")
    assert old.effective.upper == new.effective.lower == SOON
    assert (new.data["rates"]["industry_3"], old.data["rates"]["industry_3"]) == ("0.0020", "0.00145")
    assert new.proposed_by_id != new.approved_by_id
    assert tables.table("PRB.tariff", TODAY).version == old.version
    assert tables.table("PRB.tariff", SOON).version == new.version
    cases = RatingCase.objects.filter(code="PRB-1").order_by("pk")
    assert [case.expected for case in cases] == [D("13350.83"), D("14620.50")]
    assert RatingCase.objects.filter(code="PRB-3").count() == 1


@pytest.mark.req("PRD-06")
def test_nobody_releases_the_own_tariff() -> None:
    change = proposed(dearer(), DEARER)
    own = replace(
        actor_at("UW_UND3", UWC),
        permissions=frozenset({"underwriting.approve_product", "organisation.approve_change"}),
    )
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, order(own))


@pytest.mark.req("PRD-04")
def test_a_tariff_without_filing_or_with_a_range_upside_down_is_refused() -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(dearer(), DEARER, filing=" ")
    assert caught.value.field == "filing"
    data = held()
    data["factors"] = {**data["factors"], "construction": {"low": "1.4", "high": "1.3"}}
    with nothing_changed(), pytest.raises(ChangeRefused):
        proposed(data)


@pytest.mark.req("PRD-06")
def test_past_proposals_are_priced_by_both_and_stay_as_they_are() -> None:
    draft = made.make_draft()
    data = held("motor.commercial")
    data["third_party"] = {key: str(D(value) * 2) for key, value in data["third_party"].items()}
    unit = Unit.objects.get(code="350591")
    with nothing_changed():
        found = tariffs.on_history("motor.commercial", data, unit, on=TODAY, today=TODAY)
    assert found.priced == Proposal.objects.count()
    assert [one.number for one in found.changed] == [draft.number]
    assert found.difference == D("676.66")


@pytest.mark.req("PRD-06")
def test_a_new_version_changes_no_decided_case() -> None:
    proposal = made.make_draft()
    before = (proposal.third_party_premium, proposal.third_party_steps, proposal.table_versions)
    data = held("motor.commercial")
    data["third_party"] = {key: str(D(value) * 2) for key, value in data["third_party"].items()}
    wanted = TariffWanted(
        code="motor.commercial",
        data=data,
        filing=FILING,
        effective_on=SOON,
        expected={"MOTOR-1": "2699.98"},
        because=BECAUSE,
    )
    change = services.propose(order(actor_at("UW_UND3", UWC), reason="三者赔付上升"), wanted=wanted)
    approve_change(change.pk, director())
    again = Proposal.objects.get(pk=proposal.pk)
    assert (again.third_party_premium, again.third_party_steps, again.table_versions) == before


def filled(page: Any) -> dict[str, str]:
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


@pytest.mark.req("PRD-04", "PRD-06")
def test_the_editor_tries_and_proposes() -> None:
    client = signed_in("UW_UND3", UWC)
    url = reverse("underwriting:edit_tariff", kwargs={"code": "PRB.tariff"})
    given = filled(client.get(url))
    figure = next(name for name, value in given.items() if value == "1.45")
    given |= {figure: "2.0", "effective_on": SOON.isoformat(), "reason": "赔付上升", "filing": "备案〔2026〕9号"}
    tried = client.post(url, given | {"try": "1"})
    assert tried.status_code == 200
    assert {code: run.passed for code, run in tried.context["tried"]["runs"].items()} == {
        "PRB-1": False,
        "PRB-2": False,
        "PRB-3": True,
    }
    assert ControlChange.objects.filter(kind=services.KIND).count() == 0
    assert client.post(url, given).status_code == 422
    given |= {f"e-{code}": premium for code, premium in DEARER.items()}
    silent = client.post(url, given)
    assert (silent.status_code, sorted(silent.context["form"].errors)) == (422, ["b-PRB-1", "b-PRB-2"])
    sent = client.post(url, given | {f"b-{code}": "赔付上升" for code in DEARER})
    assert sent.status_code == 302
    assert ControlChange.objects.get(kind=services.KIND).effective_on == SOON


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize("text", ["", "abc", "0.000000001", "NaN"])
def test_what_is_no_figure_is_refused_at_its_cell(text: str) -> None:
    client = signed_in("UW_UND3", UWC)
    url = reverse("underwriting:edit_tariff", kwargs={"code": "PRB.tariff"})
    given = filled(client.get(url))
    figure = next(name for name, value in given.items() if value == "1.45")
    with nothing_changed():
        answer = client.post(url, given | {figure: text, "effective_on": date.max.isoformat(), "try": "1"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [figure]


@pytest.mark.req("PRD-04")
def test_a_new_row_is_added_to_the_tariff() -> None:
    client = signed_in("UW_UND3", UWC)
    url = reverse("underwriting:edit_tariff", kwargs={"code": "PRB.tariff"})
    given = filled(client.get(url)) | {
        "effective_on": SOON.isoformat(),
        "reason": "新业态",
        "filing": "备案〔2026〕11号",
    }
    assert client.post(url, given | {"n-rates": "data_centre", "n-rates-0": "1.2"}).status_code == 302
    change = ControlChange.objects.get(kind=services.KIND)
    assert change.proposal["data"]["rates"]["data_centre"] == "0.0012"


@pytest.mark.req("PRD-06")
def test_motor_cases_are_priced_as_proposals() -> None:
    """The floating of 4.6 and the actual value of 4.7 in one case: 858.98 + 493.00 + 855.00."""
    catalogue.load_demo_cases()
    runs = tariffs.run_cases("mci.tariff", held("mci.tariff"), TODAY, {})
    assert [(run.case.code, run.given, run.passed) for run in runs] == [
        ("MOTOR-1", D("2206.98"), True),
        ("MOTOR-2", D("904.00"), True),
    ]


@pytest.mark.req("PRD-06")
def test_cases_are_priced_by_the_versions_of_the_day_of_the_change() -> None:
    """After a new tariff the cases with their new premiums also hold for a change of the short rates."""
    approve_change(proposed(dearer(), DEARER).pk, director())
    tables.forget()  # as the commit does
    runs = tariffs.run_cases("short_rate.property", held("short_rate.property"), SOON, {})
    assert [run.case.code for run in runs if not run.passed] == []
    assert {run.case.code: run.given for run in runs}["PRB-2"] == D("1900.00")


@pytest.mark.req("PRD-04", "PRD-06")
@pytest.mark.parametrize("typed", ["1.45", "-0.00145", "0.0000145"])
def test_a_figure_typed_in_the_wrong_unit_is_refused_at_its_cell(typed: str) -> None:
    """1.45 for 1.45 ‰ is a thousand times too much."""
    data = held()
    data["rates"] = {**data["rates"], "industry_3": typed}
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(data, DEARER)
    assert caught.value.field == "rates|industry_3"
