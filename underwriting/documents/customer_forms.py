"""Forms that the customer signs before a policy is changed, given up or voided (domain 5.9, 5.21, A2 1, A3 1, A4 1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.utils import translation
from django.utils.timezone import localdate

from archives.public import Choice, DocumentFact, DocumentRef, Sheet, Table, Text, produce_sheet
from core.workflow.command import Command
from underwriting.documents.policy import COMPANY
from underwriting.documents.policy_facts import PAPER_LANGUAGE
from underwriting.models import COMPULSORY, Policy
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.kept import kept_until

CHANGE, SURRENDER, VOID = "change_request", "surrender_request", "void_request"
RETURNED = ("保险单正本", "保险凭证／清单", "保险费发票", "投保人身份证明", "经办人授权委托书及身份证明")
SIGNS = ("投保人签字（盖章）", "经办人", "受理人")


class Form(NamedTuple):
    """A form with what it asks."""

    title: str
    asked: Callable[[Policy], Sheet]


def make_customer_form(policy: Policy, code: str, command: Command) -> DocumentRef:
    """The form with what is known of the policy; the customer fills in the rest and signs."""
    form = FORMS[code]
    with translation.override(PAPER_LANGUAGE):
        sheet = form.asked(policy)
    fact = DocumentFact(
        kind=code,
        title=f"{form.title}（待签章）",
        subject_kind=POLICY_KIND,
        subject_id=policy.pk,
        subject_number=policy.number,
        retain_until=kept_until(policy, localdate(command.at)),
    )
    return produce_sheet(command, fact, sheet, code=code)


def _facts(policy: Policy) -> list[tuple[str, str]]:
    vehicle = [("号牌号码", policy.shown_plate)] if policy.is_motor else []
    return [
        ("保险单号", policy.number),
        ("险种", policy.product_label),
        ("投保人", policy.holder_name),
        ("被保险人", policy.insured_name),
        ("保险标的", policy.insured_subject),
        *vehicle,
        ("保险期间", f"自 {policy.start_on} 0时起至 {policy.end_on} 24时止"),
        ("保险费", f"{policy.premium:,.2f} 元"),
    ]


def _papers(policy: Policy) -> Choice:
    sign = ("交强险标志",) if policy.line == COMPULSORY else ()
    return Choice("随附并交回的资料", [(False, one) for one in (*RETURNED, *sign)])


def _account() -> Table:
    return Table("退费账户（限原付款人账户）", ("户名", "开户银行", "账号"), blank=1)


def _change(policy: Policy) -> Sheet:
    return Sheet(
        title="批改申请书",
        number=policy.number,
        company=COMPANY,
        unit_name=policy.unit.name,
        facts=_facts(policy),
        tables=[Table("申请批改事项", ("项目", "批改前", "批改后"), blank=5), _account()],
        texts=[Text("申请理由", lines=2), Text("申请生效日期", lines=1)],
        choices=[_papers(policy)],
        notice="以上批改以保险人签发的批单为准。需加收保险费的，自保险人收到保险费并签发批单后生效。",
        signs=SIGNS,
    )


def _surrender(policy: Policy) -> Sheet:
    compulsory = policy.line == COMPULSORY
    grounds = (
        ("被保险机动车被依法注销登记", "被保险机动车办理停驶", "被保险机动车经公安机关证实丢失")
        if compulsory
        else ("标的灭失", "标的转让", "投保人意愿", "其他")
    )
    return Sheet(
        title="退保申请书",
        number=policy.number,
        company=COMPANY,
        unit_name=policy.unit.name,
        facts=_facts(policy),
        choices=[Choice("退保原因", [(False, one) for one in grounds]), _papers(policy)],
        tables=[_account()],
        texts=[Text("补充说明", lines=2), Text("申请终止日期（当日24时终止）", lines=1)],
        notice=(
            "本人申请解除本保险合同，知悉保险责任自批单载明的终止日24时起终止，"
            "退还的保险费按保险条款及法律规定计算，并退回原付款账户。"
        ),
        signs=SIGNS,
    )


def _void(policy: Policy) -> Sheet:
    return Sheet(
        title="注销申请表",
        number=policy.number,
        company=COMPANY,
        unit_name=policy.unit.name,
        facts=_facts(policy),
        choices=[
            Choice("注销原因", [(False, one) for one in ("保险责任开始前放弃投保", "出单错误", "其他")]),
            _papers(policy),
        ],
        tables=[Table("交回单证", ("单证名称", "流水号", "联次及份数"), blank=4), _account()],
        texts=[Text("情况说明", lines=2)],
        notice="本保险单的保险责任尚未开始，且未发生保险事故、未提出索赔。注销后本保险单自始无效，各联单证已全部交回。",
        signs=(*SIGNS, "审批人"),
    )


FORMS: Mapping[str, Form] = {
    CHANGE: Form("批改申请书", _change),
    SURRENDER: Form("退保申请书", _surrender),
    VOID: Form("注销申请表", _void),
}
