"""The claims half of the story: from the call at 95518 to the money at the bank, each step by its own post."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.models import Claim, LossReport, SurveyTask
from finance.models import PaymentOrder, Voucher
from tests.browser.people import Branch, act, ask, confirm, fill, fill_all, work_off
from tests.factories.claims import SHOTS, photo

Shot = Callable[[Page, str], Path]
PLATE = "闽C12345"
OBJECTS = (
    {"kind": "own_vehicle", "name": "大众 朗逸", "plate": PLATE, "line_0": "前保险杠", "amount_0": "7000"},
    {"kind": "third_vehicle", "name": "丰田 卡罗拉", "plate": "闽C66666", "line_0": "左前门", "amount_0": "4000"},
)
ACCOUNT = {"holder": "陈晓东", "bank": "中国工商银行", "branch": "泉州丰泽支行", "number": "6222600260001072444"}


def report_loss(branch: Branch, shot: Shot) -> LossReport:
    """The agent finds the caller by plate, sees both policies covered and registers the report."""
    agent = branch.as_("梁慧敏")
    agent.goto("/95518/")
    agent.get_by_role("textbox", name="查找来电客户").fill(PLATE)
    agent.get_by_role("button", name="搜索", exact=True).last.click()
    expect(agent.locator(".ui-cards li.pick")).to_have_count(2)
    said = {
        "reporter_phone": "13905951234", "place": "泉州市丰泽区刺桐路与田安路口", "latitude": "24.8950",
        "longitude": "118.6000", "cause": "collision", "third_vehicles": "1", "estimate": "15000",
        "occurred_at": timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    fill_all(agent, said)
    agent.get_by_role("button", name="登记并派工").click()
    expect(agent.locator("#f-course")).to_contain_text("必填")
    expect(agent.locator("[name=place]")).to_have_value(said["place"])
    fill_all(agent, {"course": "右转弯时与直行车辆相撞，双方车损，无人伤"})
    agent.get_by_role("button", name="登记并派工").click()
    expect(agent.locator("h1")).to_contain_text("RMOT")
    shot(agent, "story-report")
    return LossReport.objects.get()


def survey(branch: Branch, shot: Shot) -> SurveyTask:
    """The surveyor works on the phone: accept, arrive, photos, facts, two damaged cars, finish."""
    work_off()
    task = SurveyTask.objects.get()
    phone = branch.as_(task.surveyor_name, phone=True)
    phone.goto("/survey/")
    phone.get_by_role("link", name=task.report.place).click()
    tap(phone, "接受")
    tap(phone, "到达")
    for name in SHOTS:
        add_photo(phone, name)
    phone.get_by_role("link", name="录入").click()
    fill_all(phone, {"fault": "full", "narrative": "标的车右转未让直行，负全部责任，痕迹相符", "blameless_others": "1"})
    phone.get_by_role("button", name="保存").click()
    add_object(
        phone, {"kind": "own_vehicle", "name": "大众 朗逸", "plate": PLATE, "line_0": "前保险杠", "amount_0": "7000"}
    )
    add_object(
        phone,
        {"kind": "third_vehicle", "name": "丰田 卡罗拉", "plate": "闽C66666", "line_0": "左前门", "amount_0": "4000"},
    )
    for name in ("大众 朗逸", "丰田 卡罗拉"):
        phone.get_by_role("link", name=name).click()
        shot(phone, "story-object")
        tap(phone, "确认定损")
        phone.goto(f"/survey/{task.pk}/")
    tap(phone, "完成查勘")
    shot(phone, "story-surveyed")
    task.refresh_from_db()
    assert task.state == "done"
    return task


def tap(phone: Page, label: str) -> None:
    """A button of the phone's foot or of a sheet, and its confirmation."""
    phone.locator("a[data-dialog]", has_text=label).first.click()
    dialog = phone.locator("#dialog")
    expect(dialog.locator("form")).to_be_visible()
    confirm(dialog)


def add_photo(phone: Page, shot_name: str) -> None:
    before = phone.locator(".ui-photos img").count()
    fill(phone, "shot", shot_name)
    picture = {"name": f"{shot_name}.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.locator("input[type=file]").set_input_files([picture])
    phone.get_by_role("button", name="上传照片").click()
    expect(phone.locator(".ui-photos img")).to_have_count(before + 1)


def add_object(phone: Page, values: dict[str, str]) -> None:
    phone.get_by_role("link", name="添加", exact=True).click()
    fill_all(phone, values)
    phone.get_by_role("button", name="保存").click()
    expect(phone.locator("main")).to_contain_text(values["name"])


def settle(branch: Branch, shot: Shot, report: LossReport) -> Claim:
    """Registered, documents brought, calculated, approved by another person, agreed with the customer."""
    work_off()
    if not Claim.objects.exists():
        registrar = branch.as_("江惠珍")
        registrar.goto(f"/claims/reports/{report.pk}/")
        act(registrar, "立案")
    work_off()
    add_account(branch)
    for claim in Claim.objects.order_by("line"):
        take_through(branch, shot, claim)
    return Claim.objects.get(line="MOD")


def add_account(branch: Branch) -> None:
    clerk = branch.as_("李珍珍")
    clerk.goto("/customers/?q=陈晓东")
    clerk.locator("main table tbody a").first.click()
    act(
        clerk, "添加银行账户", holder="陈晓东", bank="中国工商银行", branch="泉州丰泽支行", number="6222600260001072444"
    )


def take_through(branch: Branch, shot: Shot, claim: Claim) -> None:
    address = f"/claims/{claim.pk}/"
    admin = branch.as_("杜雨涵")
    admin.goto(address)
    papers = ask(admin, "登记收到单证")
    for box in papers.locator("[name=codes]").all():
        box.check()
    confirm(papers)
    act(admin, "单证齐全")
    adjuster = branch.as_("唐思远")
    adjuster.goto(address)
    act(adjuster, "理算", opinion="属于保险责任，按责赔付。")
    shot(adjuster, f"story-calculated-{claim.line}")
    act(adjuster, "提交核赔")
    expect(adjuster.locator("#p-next a", has_text="核赔通过")).to_have_count(0)
    approver = branch.as_("何文静")
    approver.goto("/")
    approver.get_by_role("link", name=claim.number).first.click()
    act(approver, "核赔通过", reason="单证齐全，计算无误")
    work_off()
    admin.goto(address)
    agreement = ask(admin, "赔付协议与领款人")
    agreement.locator("select[name=account_token]").select_option(index=0)
    confirm(agreement)
    work_off()


def pay(branch: Branch, shot: Shot) -> None:
    """Verified, made in the bank, checked by one and released by another; the bank pays and the claims close."""
    for order in PaymentOrder.objects.order_by("pk"):
        nobody_does_the_next_step_alone(branch, order)
        for name, label in (("周婉清", "审核"), ("沈一鸣", "录入网银"), ("毛世华", "复核支付"), ("费晓芸", "放行支付")):
            page = branch.as_(name)
            page.goto(f"/finance/payments/{order.pk}/")
            act(page, label)
        shot(branch.as_("费晓芸"), "story-payment")
    work_off()
    assert set(PaymentOrder.objects.values_list("state", flat=True)) == {"settled"}
    assert set(Claim.objects.values_list("state", flat=True)) == {"closed"}


def nobody_does_the_next_step_alone(branch: Branch, order: PaymentOrder) -> None:
    """Before the verification there is nothing to check or to release, whoever looks."""
    for name, label in (("毛世华", "复核支付"), ("费晓芸", "放行支付")):
        page = branch.as_(name)
        page.goto(f"/finance/payments/{order.pk}/")
        expect(page.locator("#p-next a", has_text=label)).to_have_count(0)


def book(branch: Branch, shot: Shot) -> None:
    """Every voucher of the story is reviewed, signed where cash moves, and posted by different people."""
    accountant, reviewer, cashier, poster = (branch.as_(name) for name in ("周婉清", "马红梅", "沈一鸣", "钱莉莉"))
    for pk in Voucher.objects.order_by("pk").values_list("pk", flat=True):
        for page, state, label in (
            (accountant, "draft", "提交复核"),
            (reviewer, "submitted", "复核通过"),
            (cashier, "to_sign", "出纳签字"),
            (poster, "checked cashier_signed", "记账"),
        ):
            if Voucher.objects.get(pk=pk).state in state.split():
                page.goto(f"/finance/vouchers/{pk}/")
                act(page, label)
    assert set(Voucher.objects.values_list("state", flat=True)) == {"posted"}
    poster.goto("/finance/vouchers/")
    shot(poster, "story-vouchers")
