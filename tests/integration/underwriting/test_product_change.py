"""Products change by four eyes from a day to come, put together from tables and clauses of their kind (PRD-01)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Forbidden
from organisation.models import ControlChange
from organisation.public import ChangeRefused, approve_change
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import ProductVersion, RatingCase
from underwriting.selectors import products
from underwriting.services import products as services
from underwriting.services.products import VersionWanted

UWC = made.UWC
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def typed(code: str = "HHP", **over: Any) -> dict[str, Any]:
    """What the editor shows of a product, with something changed."""
    held = products.version_on(code, TODAY)
    assert held is not None
    given = products.initial_of(held)
    kept = {name: value for name, value in given.items() if value not in (None, False, "")}
    return kept | {"effective_on": SOON.isoformat(), "reason": "产品调整"} | over


def proposed(
    code: str = "HHP",
    *,
    expected: Mapping[str, str] | None = None,
    because: Mapping[str, str] | None = None,
    **over: Any,
) -> ControlChange:
    held = products.version_on(code, TODAY)
    assert held is not None
    names = ("line", "module", "level", "tariff", "short_rate", "questionnaire", "controlled_form", "on_system")
    more = ("name", "high_risk", "clauses", "riders", "required_documents", "rules")
    fields = {name: getattr(held, name) for name in (*names, *more)} | over
    wanted = VersionWanted(code=code, fields=fields, effective_on=SOON, expected=expected or {}, because=because or {})
    return services.propose_product(order(actor_at("UW_UND3", UWC), reason="产品调整"), wanted=wanted)


@pytest.mark.req("PRD-01", "PRD-04")
def test_a_new_version_holds_from_its_day_once_another_person_released_it() -> None:
    change = proposed(high_risk=True)
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, order(actor_at("UW_UND3", UWC)))
    approve_change(change.pk, order(actor_at("UW_DIR", UWC)))
    old, new = ProductVersion.objects.filter(code="HHP").order_by("pk")
    assert (old.effective.upper, new.effective.lower) == (SOON, SOON)
    assert (old.high_risk, new.high_risk) == (False, True)
    assert new.proposed_by_id != new.approved_by_id


@pytest.mark.req("PRD-01", "PRD-04")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"tariff": "endorsement.kinds"}, "tariff"),
        ({"tariff": "premium_tax"}, "tariff"),
        ({"tariff": "CAR.tariff"}, "tariff"),
        ({"tariff": ""}, "tariff"),
        ({"tariff": "none.tariff"}, "tariff"),
        ({"short_rate": "HHP.tariff"}, "short_rate"),
        ({"clauses": ["NONE"]}, "clauses"),
    ],
)
def test_a_table_of_another_kind_is_refused_at_its_field(over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(**over)
    assert caught.value.field == field


@pytest.mark.req("PRD-01")
def test_tables_are_chosen_by_their_names() -> None:
    author = signed_in("UW_UND3", UWC)
    form = author.get(reverse("underwriting:new_product")).context["form"]
    tariffs = dict(form.fields["tariff"].choices)
    assert tariffs["HHP.tariff"] == "家庭财产险费率（演示） (HHP.tariff)"
    assert not {"endorsement.kinds", "premium_tax", "vehicle_tax", "refund.rules", "risk.compulsory"} & tariffs.keys()
    assert set(dict(form.fields["short_rate"].choices)) == {
        "", "short_rate.motor", "short_rate.property", "short_rate.accident"
    }  # fmt: skip


@pytest.mark.req("PRD-01")
def test_the_editor_proposes_and_keeps_what_was_typed() -> None:
    author, url = signed_in("UW_UND3", UWC), reverse("underwriting:edit_product", kwargs={"code": "HHP"})
    key = author.get(url).context["form"]["command_key"].value()
    refused = author.post(url, typed(command_key=key, tariff="CAR.tariff", name_zh="家庭财产综合保险"))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["tariff"])
    assert refused.context["form"]["name_zh"].value() == "家庭财产综合保险"
    assert author.post(url, typed(command_key=key, name_zh="家庭财产综合保险")).status_code == 302
    change = ControlChange.objects.get(kind=services.PRODUCT_KIND)
    assert change.proposal["fields"]["name"]["zh"] == "家庭财产综合保险"
    assert signed_in("UW_UND1", UWC).get(url).status_code == 403


# -- what a version says about refunds


def rules(**over: Any) -> dict[str, Any]:
    held = products.version_on("HHP", TODAY)
    assert held is not None
    return {**held.rules, **over}


@pytest.mark.req("PRD-06")
def test_another_way_of_refunding_is_not_proposed_while_its_case_gives_another_result() -> None:
    """PR-1 of a household: 2,650.00 by the day; by begun months it is 2,190.00."""
    other = {"rules": rules(refund="short_rate"), "short_rate": "short_rate.property"}
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(**other)
    assert caught.value.field == "expected"
    assert "2,190.00" in caught.value.message


@pytest.mark.req("PRD-06")
def test_the_new_result_needs_its_reason_and_counts_from_the_release_on() -> None:
    other = {"rules": rules(refund="short_rate"), "short_rate": "short_rate.property"}
    expected = {"REFUND-PR-1": "2190.00"}
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(expected=expected, **other)
    assert caught.value.field == "because"
    change = proposed(expected=expected, because={"REFUND-PR-1": "条款改按短期费率退费"}, **other)
    with nothing_changed(), pytest.raises(ChangeRefused):
        approve_change(change.pk, order(actor_at("UW_DIR", UWC)))
    done = approve_change(change.pk, order(actor_at("UW_DIR", UWC), reason="已逐一核对退费案例"))
    tried = {line[0].split()[0]: line[1] for line in done.impact}
    assert tried == {"REFUND-HHP-2": "3,467.50 → 3,467.50", "REFUND-PR-1": "2,650.00 → 2,190.00 (-17.36%)"}
    held = RatingCase.objects.filter(code="REFUND-PR-1").order_by("effective")
    assert [str(one.expected) for one in held] == ["2650.00", "2190.00"]


@pytest.mark.req("PRD-06")
def test_a_product_without_a_refund_case_does_not_change_its_refunds() -> None:
    RatingCase.objects.filter(content__line="HHP").delete()
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(rules=rules(cancellation_fee="0.03"))
    assert caught.value.field == "refund"
    assert proposed(high_risk=True).state == "proposed"


@pytest.mark.req("PRD-06")
def test_the_editor_shows_the_refund_cases_and_says_what_they_give() -> None:
    clerk, url = signed_in("UW_UND3", UWC), reverse("underwriting:edit_product", args=["HHP"])
    key = clerk.get(url).context["form"]["command_key"].value()
    sent = typed(command_key=key, cancellation_fee="0.03")
    answer = clerk.post(url, sent)
    assert answer.status_code == 422
    assert "3,540.50" in answer.content.decode()
    sent |= {"e-REFUND-HHP-2": "3540.50", "b-REFUND-HHP-2": "手续费调整为百分之三"}
    answer = clerk.post(url, sent)
    assert answer.status_code == 302
    change = ControlChange.objects.latest("pk")
    assert change.proposal["expected"] == {"REFUND-HHP-2": "3540.50"}
