"""The record of an underwriting day is typed row by row in one form; nothing typed is lost (5.14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from organisation.models import Unit
from tests.browser.people import Branch
from tests.browser.test_pages_for_everybody import faults
from tests.factories.organisation import actor_at, order
from tests.factories.risk import filed
from tests.factories.underwriting import FENGZE, UWC
from underwriting.models import VisitDay
from underwriting.services.risk_days import plan_day

pytestmark = pytest.mark.django_db(transaction=True)
LACKING = 22  # two visits and twenty files


@pytest.fixture
def today(settings: Any, working_branch: None) -> VisitDay:
    """A published day that has come."""
    settings.DEMO = True
    now = timezone.now()
    director = order(actor_at("UW_DIR", UWC), at=now - timedelta(days=60))
    working = next(now.date() + timedelta(days=n) for n in range(7) if (now + timedelta(days=n)).weekday() == 1)
    made = plan_day(director, unit=Unit.objects.get(code=FENGZE).pk, day=working)
    VisitDay.objects.filter(pk=made.pk).update(day=timezone.localdate(), published_at=now)
    return made


@pytest.mark.req("RSK-19")
def test_rows_are_added_and_a_wrong_number_keeps_the_others(
    today: VisitDay, new_context: Callable[..., BrowserContext]
) -> None:
    page, (number,) = Branch(new_context).as_("蔡文彬"), filed(1)
    page.goto(f"/visit-days/{today.pk}/")
    page.locator("#p-next a", has_text="登记走访或抽查").first.click()
    expect(page.locator("#rows tbody tr")).to_have_count(LACKING)
    page.locator("[name='0.text']").fill("消防设施完好")
    page.locator("#rows button[value=add]").click()
    expect(page.locator("#rows tbody tr")).to_have_count(LACKING + 1)
    expect(page.locator("[name='0.text']")).to_have_value("消防设施完好")
    page.locator(f"[name='{LACKING}.number']").fill("抽查01")
    page.locator("[name='2.number']").fill(number)
    page.get_by_role("button", name="保存登记").click()
    expect(page.locator(f"#f-{LACKING}\\.number .ui-help")).to_contain_text("该支公司没有此编号")
    expect(page.locator("[name='2.number']")).to_have_value(number)
    assert faults(page) == []
    page.locator(f"#rows button[value='del:{LACKING}']").click()
    expect(page.locator("#rows tbody tr")).to_have_count(LACKING)
    page.get_by_role("button", name="保存登记").click()
    page.wait_for_url(f"**/visit-days/{today.pk}/")
    expect(page.locator("#p-entries tbody tr")).to_have_count(2)
    expect(page.locator("#p-entries a.ui-code")).to_have_text(number)
