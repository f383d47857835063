"""Products change by four eyes from a day to come, put together from tables and clauses of their kind (PRD-01)."""

from __future__ import annotations

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
from underwriting.models import ProductVersion
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


def proposed(code: str = "HHP", **over: Any) -> ControlChange:
    held = products.version_on(code, TODAY)
    assert held is not None
    names = ("line", "module", "level", "tariff", "short_rate", "questionnaire", "controlled_form", "on_system")
    more = ("name", "high_risk", "clauses", "riders", "required_documents", "rules")
    fields = {name: getattr(held, name) for name in (*names, *more)} | over
    wanted = VersionWanted(code=code, fields=fields, effective_on=SOON)
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
