"""A clerk brings in a fleet in a real browser; the page about the API is read without signing in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from core.jobs.drain import drain
from organisation.models import PostAssignment
from tests.browser.people import scanned
from tests.factories.api import identity
from tests.factories.fleet import fleet_row, make_table, make_vin
from underwriting.models import Proposal

pytestmark = pytest.mark.django_db(transaction=True)
Shot = Callable[[Page, str], Path]


def table(name: str, rows: list[dict[str, object]]) -> dict[str, object]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": name, "mimeType": kind, "buffer": make_table(rows)}


@pytest.mark.req("PLT-08")
def test_a_fleet_is_uploaded_corrected_and_imported(page: Page, shot: Shot, settings, working_branch: None) -> None:
    settings.DEMO = True
    clerk = PostAssignment.objects.filter(post_id="UW_ISSUE", unit__code="350503").order_by("pk")[0]
    page.goto("/sign-in/")
    page.locator(f"form:has(input[name=assignment][value='{clerk.pk}']) button").click()
    expect(page.locator("h1").first).to_be_visible()
    page.goto("/fleets/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载模板").click()
    assert load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).sheetnames == ["车辆清单", "填写说明"]
    shot(page, "fleet")

    rows = [fleet_row(1), fleet_row(2, vin="LSVAU2180N2183290"), fleet_row(3, seats="五", plate="闽C1")]
    page.set_input_files("[name=file]", table("丰泽物流车队.xlsx", rows))
    page.get_by_role("button", name="上传并校验").click()
    expect(page.locator("main")).to_contain_text("车架号")
    shot(page, "fleet-errors")
    page.locator("[name='r3.vin']").fill(make_vin(2))
    page.locator("[name='r4.seats']").fill("7")
    page.locator("[name='r4.plate']").fill("闽C00003")
    page.get_by_role("button", name="保存并重新校验").click()

    page.locator("[name=name]").fill("陈晓东")
    page.locator("[name=id_number]").fill(identity())
    page.locator("[name=phone]").fill("13905951234")
    page.locator("[name=signed]").check()
    page.set_input_files("[name=scan]", scanned())
    for question in page.locator("[id^='f-q_']").all():  # the first answer of each is the harmless one
        question.locator("label").first.click()
    shot(page, "fleet-holder")
    page.get_by_role("button", name="导入 3 辆车").click()
    expect(page.locator("main table tbody tr")).to_have_count(3)
    shot(page, "fleet-imported")
    assert Proposal.objects.count() == 3
    page.get_by_role("button", name="提交 3 份投保单复核").click()
    expect(page.locator("h1")).to_contain_text("车队提交复核")
    drain(reraise=True)
    assert set(Proposal.objects.values_list("state", flat=True)) == {"review"}


@pytest.mark.req("PLT-07")
def test_the_page_about_the_api(page: Page, shot: Shot) -> None:
    page.goto("/api/docs/")
    expect(page.locator("h1")).to_contain_text("三中心运营平台接口")
    page.locator("a[href='#propose']").click()
    expect(page.locator("#propose")).to_contain_text("vehicle.vin")
    shot(page, "api-docs")
