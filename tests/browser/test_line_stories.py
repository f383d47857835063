"""Each line but motor is sold from its own page by the keyboard: the premium of the worked case to the cent, the state
after handing in, and for the short ones the policy with its document."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from finance.models import Receivable
from parties.public import IdType, PartyData, PartyKind, register_party
from tests.browser.line_cases import DECLARED, SALES, Sale
from tests.browser.people import Branch, act, ask, bring_papers, confirm, fill, fill_all, inspect_subject, work_off
from tests.factories.lines import PROPERTY as BUILDINGS
from tests.factories.lines import make_line_issued
from tests.factories.organisation import actor_at, order
from tests.factories.parties import resident_number
from underwriting.models import Policy, Proposal
from underwriting.services.cargo_agreements import AgreementData, agree, submit_agreement

pytestmark = pytest.mark.django_db(transaction=True)

COMPANY = {
    "kind": "organisation", "id_type": "credit_code", "name": "泉州海丝鞋业有限公司", "id_number": "91350503MA2Y00001H",
    "phone": "0595-22001001",
}  # fmt: skip
PERSON = {"name": "苏雅婷", "id_number": resident_number(11), "phone": "13950881122"}
FURTHEST = 60


@pytest.fixture
def branch(new_context: Callable[..., BrowserContext], settings: Any, working_branch: None) -> Branch:
    settings.DEMO = True
    return Branch(new_context)


@pytest.mark.req("PRO-08", "PRD-04")
@pytest.mark.parametrize("group", SALES)
def test_each_line_is_sold_from_its_own_page(branch: Branch, group: str) -> None:
    """RT-1, RT-2, MB-1, BI-1, CAR-1, CG-P1, CG-P2, LB-1, EL-1, PA-1 and the plans of domain 4.5, typed by a clerk."""
    clerk = branch.as_("李珍珍")
    base = insured_already() if group == "things" else ""
    sold = [sell(clerk, beside(sale, base)) for sale in SALES[group]]
    for proposal, sale in zip(sold, SALES[group], strict=True):
        if sale.issued:
            issue(branch, proposal)


def insured_already() -> str:
    """The property policy of the company, beside which loss of profits is written."""
    data = PartyData(
        kind=PartyKind.ORGANISATION,
        name=COMPANY["name"],
        id_type=IdType.CREDIT_CODE,
        id_number=COMPANY["id_number"],
        phone=COMPANY["phone"],
    )
    holder = register_party(order(actor_at("SALES", "350503")), data)
    return make_line_issued("PRB", BUILDINGS, holder=holder).number


def beside(sale: Sale, base: str) -> Sale:
    return replace(sale, typed={"base_policy": base} | sale.typed) if sale.product == "BIL" else sale


@pytest.mark.req("PRO-08", "PRD-05")
def test_a_voyage_is_declared_under_an_open_cover(branch: Branch) -> None:
    """The number of the agreed cover is typed, and the agreed rate makes the premium: 225,500 × 1.4 ‰."""
    today = timezone.localdate()
    data = AgreementData(
        kind="open_cover", product="CGD", partner_id=None, partner=COMPANY["name"], begins_on=today,
        ends_on=today + timedelta(days=300), limit_each=Decimal(3000000), limit_total=Decimal(200000000),
        goods=("general",), rate=Decimal("0.0014"),
    )  # fmt: skip
    cover = submit_agreement(order(actor_at("SALES", "350503")), data=data)
    agree(cover.pk, order(actor_at("UW_UND3", "350591"), reason="条件可行"))
    declared = sell(branch.as_("李珍珍"), replace(DECLARED, typed=DECLARED.typed | {"agreement": cover.number}))
    assert declared.content["agreement"] == cover.number


def sell(clerk: Page, sale: Sale) -> Proposal:
    """Typed, priced while typing, completed, handed in."""
    clerk.goto(f"/proposals/new/line/{sale.product}/")
    if sale.ends:
        fill_all(clerk, {"end_on": sale.ends})
    clerk.locator("[name=renewal_of]").focus()
    type_rows(clerk, sale)
    for name, value in sale.typed.items():
        type_into(clerk, name, value)
    expect(clerk.locator("#premium .ui-total b"), sale.case).to_have_text(sale.premium)
    clerk.keyboard.press("Control+Enter")
    expect(clerk.locator("[aria-current=step]")).to_contain_text("有关的人")
    fill_all(clerk, PERSON if sale.person else COMPANY)
    clerk.keyboard.press("Control+Enter")
    if sale.heads:
        bring_sealed_list(clerk)
    complete(clerk)
    proposal = Proposal.objects.order_by("-pk")[0]
    act(clerk, "提交复核")
    expect(clerk.locator(".ui-pagehead"), sale.case).to_contain_text("待复核")
    return proposal


def type_rows(clerk: Page, sale: Sale) -> None:
    """Further rows with the button of the table, and on with the first field of the new one."""
    for row in range(1, sale.rows):
        add = clerk.locator("#rows button[value=add]")
        add.focus()
        clerk.keyboard.press("Enter")
        expect(clerk.locator("#rows tbody tr")).to_have_count(row + 1)
        expect(clerk.locator("#rows tbody tr").nth(row).locator(":focus")).to_have_count(1)
    clerk.locator("#rows select, #rows input, [name=renewal_of]").first.focus()


def type_into(clerk: Page, name: str, value: str) -> None:
    """On with Tab until the field is reached; a choice is made with the arrow."""
    for _ in range(FURTHEST):
        if clerk.evaluate("document.activeElement.name") == name:
            break
        clerk.keyboard.press("Tab")
    else:
        pytest.fail(f"{name} is not reached by the keyboard")
    if clerk.evaluate("document.activeElement.tagName") != "SELECT":
        clerk.keyboard.type(value)
        return
    while clerk.evaluate("document.activeElement.value") != value:
        before = clerk.evaluate("document.activeElement.selectedIndex")
        clerk.keyboard.press("ArrowDown")
        assert clerk.evaluate("document.activeElement.selectedIndex") == before + 1, f"{name} does not offer {value}"


def bring_sealed_list(clerk: Page) -> None:
    """More than a hundred persons: the list on paper, sealed across its pages (PRO-11)."""
    page = io.BytesIO()
    Image.new("RGB", (420, 594), "white").save(page, "PNG")
    form = clerk.locator("form", has=clerk.locator("[name=scan]"))
    scan = {"name": "list.png", "mimeType": "image/png", "buffer": page.getvalue()}
    form.locator("[name=scan]").set_input_files(scan)
    for name, value in {"pages": "6", "custodian": "李珍珍", "shelf": "A-03"}.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=sealed_across]").check()
    form.locator("button[value=seal]").click()
    expect(clerk.locator("h1")).to_contain_text("纸质清单")
    clerk.get_by_role("link", name="下一步").click()


def complete(clerk: Page) -> None:
    """Answers, signature, papers."""
    expect(clerk.locator("[aria-current=step]")).to_contain_text("资料")
    inspect_subject(clerk)
    for question in clerk.locator("[id^='f-q_']").all():  # the first answer of each is the harmless one
        question.locator("label").first.click()
    fill_all(clerk, {"signed": True})
    clerk.keyboard.press("Control+Enter")
    expect(clerk).to_have_url(re.compile(r"/proposals/\d+/$"))
    bring_papers(clerk)


def issue(branch: Branch, proposal: Proposal) -> None:
    """Checked by a second person, passed by the rules, paid, issued; the policy has its document."""
    reviewer, clerk, cashier = branch.as_("张雨晴"), branch.as_("李珍珍"), branch.as_("杨丽萍")
    reviewer.goto(f"/proposals/{proposal.pk}/")
    pass_on(reviewer)
    work_off()
    receive(cashier, proposal)
    work_off()
    clerk.goto(f"/proposals/{proposal.pk}/")
    act(clerk, "出单", explained_to="苏雅婷")
    work_off()
    policy = Policy.objects.get(proposal=proposal)
    clerk.goto(f"/policies/{policy.pk}/")
    expect(clerk.locator("#p-documents a").first).to_contain_text("保险单")


def pass_on(reviewer: Page) -> None:
    """What the papers say of a major risk is answered where the line may be one."""
    dialog = ask(reviewer, "复核通过")
    for name, answer in (("occupancy", "none"), ("exports", "no")):
        if dialog.locator(f"[name={name}]").count():
            fill(dialog, name, answer)
    confirm(dialog)


def receive(cashier: Page, proposal: Proposal) -> None:
    due = Receivable.objects.get(document_number__startswith=proposal.number)
    cashier.goto(f"/finance/receipts/new/?due={due.pk}")
    fill_all(cashier, {
        "method": "pos", "bank_reference": f"POS{proposal.pk:08}", "amount": str(proposal.amount_due),
        "payer_name": proposal.holder_name, "payer_relation": "self",
    })  # fmt: skip
    cashier.locator("main form button[type=submit]").last.click()
    expect(cashier.locator("h1")).to_contain_text("JR")
