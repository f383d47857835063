"""Papers for reinsurers: the slip of a placement in Chinese and English, and the statement of an account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation

from archives.public import render_pdf
from core.web.export_values import safe_text
from core.web.exporting import xlsx_of
from underwriting.documents.policy import COMPANY
from underwriting.models import FacultativeCase, FacultativeShare, Movement, MovementKind, ReinsuranceAccount
from underwriting.rules.lines import LINE_TITLES
from underwriting.rules.reinsurance.account import quarter_in_words
from underwriting.rules.reinsurance.placement import LineMoney
from underwriting.selectors.placement import CededNow, ceded_now, placement_of
from underwriting.selectors.plan_in_words import clauses_in_words, deductible_in_words, losses_in_words

PAPER_LANGUAGE = "zh-hans"
COMPANY_EN = "Demonstration Property and Casualty Insurance Co., Ltd."
LINES_EN = {
    "PRB": "Property, basic perils",
    "PRC": "Property, comprehensive",
    "PRA": "Property all risks",
    "BIL": "Business interruption",
    "MBD": "Machinery breakdown",
    "CAR": "Contractors' all risks",
    "EAR": "Erection all risks",
    "CGO": "Marine cargo",
    "CGD": "Inland cargo",
    "PLL": "Public liability",
    "PDL": "Product liability",
    "HUL": "Hull",
}
SHEET = "分保账单 Account"
KINDS = {
    MovementKind.PREMIUM.value: "分出保费 Ceded premium",
    MovementKind.COMMISSION.value: "分保手续费 Commission",
    MovementKind.RECOVERY.value: "摊回赔款 Recovery",
}


def slip(case: FacultativeCase, *, at: datetime, printed_by: str) -> bytes:
    """The placement slip, each term in both languages. Raises ``DocumentUnavailable`` where none can be made."""
    with translation.override(PAPER_LANGUAGE):
        return render_pdf(
            "documents/facultative_slip.html", _slip(case, at, printed_by), document_kind="facultative_slip"
        )


def _slip(case: FacultativeCase, at: datetime, printed_by: str) -> dict[str, Any]:
    return {
        "title": "临时分保分保条 Facultative Reinsurance Slip",
        "number": case.number,
        "company": COMPANY,
        "unit_name": case.unit.name,
        "printed_at": at,
        "printed_by": printed_by,
        "facts": _terms(case),
        **_lines(case),
    }


def _terms(case: FacultativeCase) -> list[tuple[str, str]]:
    proposal, now = case.proposal, ceded_now(case)
    rate = proposal.premium / proposal.exposure * 1000 if proposal.exposure else Decimal(0)
    line = f"{LINE_TITLES.get(case.line, case.line)} {LINES_EN.get(case.line, '')}"
    return [
        ("分出公司 Reinsured", f"{COMPANY} {COMPANY_EN}"),
        ("险种 Class", line),
        ("被保险人 Original insured", case.customer),
        ("保险标的 Interest", proposal.insured_subject),
        ("保险期间 Period", f"{proposal.start_on} – {proposal.end_on}"),
        ("总保险金额 Total sum insured (CNY)", f"{now.sum_insured:,.2f}"),
        ("本公司承担 Reinsured's own sum (CNY)", f"{now.own_sum:,.2f}"),
        ("费率 Rate (per mille)", f"{rate:.4f}"),
        ("免赔额 Deductible", deductible_in_words(proposal)),
        ("条款 Clauses", clauses_in_words(proposal, proposal.start_on)),
        ("净保费 Net premium of own share (CNY)", f"{now.premium:,.2f}"),
        ("临分金额 Sum to be reinsured (CNY)", _share_of(now)),
        ("分保条件 Conditions", case.conditions),
        ("承保条件 Terms of the business", case.terms or "–"),
        ("损失记录 Loss record", case.loss_record or losses_in_words(proposal)),
        ("随附材料 Information", case.material or "–"),
        ("风险评估报告 Risk assessment", case.assessment.number if case.assessment else "–"),
        ("确认编号 Reference", case.reference or "–"),
    ]


def _share_of(now: CededNow) -> str:
    share = now.amount / now.own_sum * 100 if now.own_sum else Decimal(0)
    return f"{now.amount:,.2f} ({share:.4f} %)"


def _lines(case: FacultativeCase) -> dict[str, Any]:
    """Each reinsurer with its part of premium, commission and what it keeps."""
    found = placement_of(case)
    rows = [(*_quoted(one.share), *_in_money(one.money)) for one in found.lines]
    return {"lines": rows, "total": _in_money(found.total) if rows else ()}


def _quoted(one: FacultativeShare) -> tuple[str, ...]:
    percents = (one.written_percent, one.signed_percent, one.commission_percent)
    return one.name, *("" if value is None else f"{value.normalize():f} %" for value in percents)


def _in_money(part: LineMoney) -> tuple[str, ...]:
    return tuple(f"{value:,.2f}" for value in (part.amount, part.premium, part.commission, part.net))


def statement(account: ReinsuranceAccount, movements: Sequence[Movement], *, at: datetime, printed_by: str) -> bytes:
    """The quarterly account as it goes to the reinsurer."""
    context = {
        "title": "分保账单 Reinsurance account",
        "number": account.number,
        "company": COMPANY,
        "unit_name": account.unit.name,
        "printed_at": at,
        "printed_by": printed_by,
        "reinsurer": account.reinsurer_name,
        "quarter": quarter_label(account),
        "totals": totals_of(account),
        "rows": [_row(one) for one in movements],
    }
    with translation.override(PAPER_LANGUAGE):
        return render_pdf("documents/reinsurance_account.html", context, document_kind="reinsurance_account")


def quarter_label(account: ReinsuranceAccount) -> str:
    return quarter_in_words(account.quarter)


def totals_of(account: ReinsuranceAccount) -> list[tuple[str, str]]:
    return [(label, f"{amount:,.2f}") for label, amount in sums_of(account)]


def sums_of(account: ReinsuranceAccount) -> list[tuple[str, Decimal]]:
    """The figures of the account; a spreadsheet keeps them as numbers."""
    return [
        ("分出保费 Ceded premium", account.premium),
        ("分保手续费 Commission", account.commission),
        ("摊回赔款 Recoveries", account.recovery),
        (f"余额 Balance, {_side(account.balance)}", abs(account.balance)),
    ]


def _side(balance: Decimal) -> str:
    if not balance:
        return "两清 nil, nothing to pay"
    return "应收 due to us" if balance > 0 else "应付 due to you"


def _row(one: Movement) -> tuple[str, ...]:
    under = one.treaty.code if one.treaty else one.facultative.number if one.facultative else ""
    claim = one.advice.claim_number if one.advice else ""
    return str(one.booked_on), KINDS[one.kind], under, one.policy.number, claim, f"{one.amount:,.2f}"


def statement_sheet(account: ReinsuranceAccount, movements: Sequence[Movement]) -> bytes:
    """The same account as a spreadsheet, with a bordereau of all movements."""
    return xlsx_of(_sheet(account, movements), title=SHEET)


def _sheet(account: ReinsuranceAccount, movements: Sequence[Movement]) -> Iterable[list[Any]]:
    yield [safe_text(account.number), safe_text(account.reinsurer_name), quarter_label(account)]
    yield from ([label, amount] for label, amount in sums_of(account))
    yield []
    yield ["日期 Date", "项目 Item", "合同或临分 Treaty", "保单号 Policy", "赔案号 Claim", "金额 Amount"]
    for one in movements:
        _day, *texts, _amount = _row(one)
        yield [one.booked_on, *map(safe_text, texts), one.amount]
