"""The whole story in a real browser, each step by its own post: from the salesperson's desk to the books."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from archives.public import verification_address
from claims.models import Claim
from finance.models import Receivable
from tests.browser import claim_story
from tests.browser.people import Branch, act, bring_papers, day, fill_all, inspect_subject, work_off
from tests.factories.parties import resident_number
from underwriting.models import Policy, Proposal

pytestmark = pytest.mark.django_db(transaction=True)

VEHICLE = {
    "plate": "闽C·12345", "vin": "1M8GDM9AXKP042788", "engine_number": "EA211-778812", "model": "大众 朗逸 FV7187",
    "vehicle_class": "private_car", "owner_name": "陈晓东", "first_registered_on": "2021-03-16", "new_price": "150000",
    "seats": "5", "displacement": "1.498",
}  # fmt: skip


@pytest.fixture
def branch(new_context: Callable[..., BrowserContext], settings: Any, working_branch: None) -> Branch:
    settings.DEMO = True
    return Branch(new_context)


def enter_proposal(sales: Page, shot: Callable[[Page, str], Path]) -> Proposal:
    """The salesperson enters vehicle, cover, people and papers."""
    sales.goto("/proposals/new/")
    fill_all(sales, VEHICLE | {"vin": "1M8GDM9A1KP042788"})
    sales.get_by_role("button", name="保存，下一步").click()
    expect(sales.locator("#f-vin")).to_contain_text("校验位有误")
    expect(sales.locator("[name=model]")).to_have_value("大众 朗逸 FV7187")
    shot(sales, "proposal-entry-refused")
    fill_all(sales, {"vin": VEHICLE["vin"]})
    sales.get_by_role("button", name="保存，下一步").click()
    expect(sales.locator("li[aria-current=step]")).to_contain_text("险种与保费")
    fill_all(sales, {
        "start_on": day(1).isoformat(), "own_damage": True, "third_party_limit": "1000000", "accident_free_years": "2",
        "insured_years": "2", "claims_last_year": "0", "loss_ratio": "0",
    })  # fmt: skip
    sales.get_by_role("button", name="保存，下一步").click()
    expect(sales.locator(".ui-rail")).to_contain_text("¥2,853.83")
    shot(sales, "proposal-entry-people")
    fill_all(
        sales,
        {"name": "陈晓东", "id_number": resident_number(7), "phone": "13905951234", "address": "泉州市丰泽区东海大街"},
    )
    sales.get_by_role("button", name="保存，下一步").click()
    inspect_subject(sales)
    for question in sales.locator("[id^='f-q_']").all():  # the first answer of each is the harmless one
        question.locator("label").first.click()
    fill_all(sales, {"signed": True})
    sales.get_by_role("button", name="保存，下一步").click()
    expect(sales).to_have_url(re.compile(r"/proposals/\d+/$"))
    bring_papers(sales)
    return Proposal.objects.get()


@pytest.fixture
def sold_two_days_ago(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """The clock stands two days back until the returned function is called: cover of a policy begins the day after."""
    real = timezone.now
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: real() - timedelta(days=2))
        yield clock.undo


@pytest.mark.timeout(900)
def test_the_whole_story(
    branch: Branch, shot: Callable[[Page, str], Path], sold_two_days_ago: Callable[[], None]
) -> None:
    sell(branch, shot)
    sold_two_days_ago()
    branch.pages.clear()
    work_off()
    report = claim_story.report_loss(branch, shot)
    claim_story.survey(branch, shot)
    claim_story.settle(branch, shot, report)
    claim_story.pay(branch, shot)
    claim_story.book(branch, shot)
    balance(branch, shot)


def sell(branch: Branch, shot: Callable[[Page, str], Path]) -> None:
    """From the salesperson's desk to the issued policy."""
    proposal = enter_proposal(branch.as_("王建平"), shot)
    address = f"/proposals/{proposal.pk}/"

    clerk = branch.as_("李珍珍")
    clerk.goto(address)
    act(clerk, "提交复核")
    reviewer = branch.as_("张雨晴")
    reviewer.goto("/")
    reviewer.get_by_role("link", name=proposal.number).click()
    act(reviewer, "退回并说明", why_model="与行驶证不符")
    clerk.goto(f"{address}edit/?step=vehicle")
    expect(clerk.locator("main")).to_contain_text("与行驶证不符")
    fill_all(clerk, {"model": "大众 朗逸 FV7187BBDBG"})
    clerk.get_by_role("button", name="保存并退出").click()
    act(clerk, "提交复核")
    reviewer.goto(address)
    act(reviewer, "复核通过")
    work_off()
    reviewer.goto(address)
    expect(reviewer.locator("main")).to_contain_text("自动通过")
    shot(reviewer, "proposal-approved")

    cashier = branch.as_("杨丽萍")
    cashier.goto("/finance/premium-due/")
    expect(cashier.locator("table")).to_contain_text(proposal.number)
    shot(cashier, "premium-due")
    due = list(proposal.sections.values_list("pk", flat=True))
    assert len(due) == 2
    receive(cashier, proposal)
    work_off()

    clerk.goto(address)
    act(clerk, "出单", explained_to="陈晓东")
    work_off()
    clerk.goto("/policies/")
    shot(clerk, "policies")
    compulsory = Policy.objects.get(line="MCI")
    clerk.goto(f"/policies/{compulsory.pk}/")
    expect(clerk.locator("#p-documents")).to_contain_text("机动车交通事故责任强制保险单")
    shot(clerk, "policy")
    verify(branch, compulsory)


def receive(cashier: Page, proposal: Proposal) -> None:
    """Both items in one receipt; an altered amount is refused."""
    items = Receivable.objects.filter(document_kind="underwriting.section").order_by("pk")
    cashier.goto("/finance/receipts/new/?due=" + ",".join(str(item.pk) for item in items))
    fill_all(
        cashier,
        {
            "method": "pos",
            "bank_reference": "POS20261122001",
            "amount": "2853.82",
            "payer_name": "陈晓东",
            "payer_relation": "self",
        },
    )
    cashier.locator("main form button[type=submit]").last.click()
    expect(cashier.locator("main")).to_contain_text("2,853.83")
    fill_all(cashier, {"amount": "2853.83"})
    cashier.locator("main form button[type=submit]").last.click()
    expect(cashier.locator("h1")).to_contain_text("JRCT")


def verify(branch: Branch, policy: Policy) -> None:
    """Anyone with the QR code's address sees that the policy is genuine, and nobody's name."""
    address = verification_address("underwriting.policy", policy.pk, at=timezone.now())
    stranger = branch.new_context().new_page()
    stranger.goto(address[address.index("/verify/") :])
    expect(stranger.locator("body")).to_contain_text(policy.number[:8])
    expect(stranger.locator("body")).not_to_contain_text("陈晓东")


def balance(branch: Branch, shot: Callable[[Page, str], Path]) -> None:
    """The trial balance agrees with the business to the cent, and leads from the ledger to the claim and back."""
    director = branch.as_("颜仲平")
    director.goto("/finance/trial-balance/")
    shot(director, "story-trial-balance")
    assert {code: closing_of(director, code) for code in CLOSING} == CLOSING
    director.goto("/finance/reconciliation/")
    expect(director.locator("main")).to_contain_text("差额 0.00")
    shot(director, "story-reconciliation")
    from_ledger_to_claim_and_back(branch)
    manager = branch.as_("包正华")
    manager.goto("/dashboard/")
    expect(manager.locator("main")).to_contain_text("¥11,000.00")
    shot(manager, "story-dashboard")


# premium 2,853.83 with 300.00 vehicle tax and 144.56 VAT; paid 2,000.00 + 100.00 compulsory, 8,900.00 commercial
CLOSING = {
    "1002.01": "¥2,853.83",
    "1002.02": "¥11,000.00",
    "2221.0101": "¥144.56",
    "2221.05": "¥300.00",
    "6031": "¥2,409.27",
    "6511.01": "¥11,000.00",
}


def closing_of(page: Page, code: str) -> str:
    """The closing balance of an account on the trial balance, on whichever side it stands."""
    row = page.locator("main tbody tr", has=page.get_by_role("link", name=code, exact=True))
    return "".join(row.locator("td").all_inner_texts()[-2:]).strip()


def from_ledger_to_claim_and_back(branch: Branch) -> None:
    director, claim = branch.as_("颜仲平"), Claim.objects.get(line="MOD")
    director.goto("/finance/trial-balance/")
    director.get_by_role("link", name="6511.01", exact=True).click()
    line = director.locator("main tbody tr", has_text=claim.number)
    line.get_by_role("link", name=claim.number).click()
    expect(director).to_have_url(re.compile(rf"/claims/{claim.pk}/$"))
    director.locator(".ui-tabs").get_by_text("资金与账务").click()
    director.locator("main a[href*='/finance/vouchers/']").first.click()
    expect(director.locator("main")).to_contain_text(claim.number)
