"""The proposal form as the customer signs it: what is applied for, what was asked and answered (PRO-01, LAW-16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation

from archives.public import render_pdf
from underwriting.documents.policy import COMPANY, cover_name, product_title, seats_told
from underwriting.models import Proposal
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.rules.vehicle import shown_plate
from underwriting.selectors.content import shown
from underwriting.selectors.cover import NAMES
from underwriting.selectors.questionnaire import answered_by, asked_of

TEMPLATE, KIND, PAPER_LANGUAGE = "documents/proposal.html", "proposal_form", "zh-hans"


def proposal_form(proposal: Proposal, *, at: datetime, printed_by: str) -> bytes:
    """The paper to be signed. Raises ``DocumentUnavailable`` where documents cannot be made."""
    with translation.override(PAPER_LANGUAGE):
        context = content_of(proposal, at=at, printed_by=printed_by)
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def content_of(proposal: Proposal, *, at: datetime, printed_by: str) -> dict[str, Any]:
    """Everything the form says; questions without an answer leave boxes to be ticked by hand."""
    return {
        "title": "机动车保险投保单" if proposal.is_motor else f"{product_title(proposal)}投保单",
        "heading": "投保人与投保机动车" if proposal.is_motor else "投保人与保险标的",
        "content": _content(proposal),
        "number": proposal.number,
        "company": COMPANY,
        "unit_name": proposal.unit.name,
        "printed_at": at,
        "printed_by": printed_by,
        "facts": _facts(proposal),
        "rows": _rows(proposal),
        "vehicle_tax": f"{proposal.vehicle_tax:,.2f}" if proposal.vehicle_tax else "",
        "total": f"{proposal.amount_due:,.2f}",
        "short_term": proposal.get_short_term_display() if proposal.short_term else "",
        "short_term_evidence": proposal.short_term_evidence,
        "special_terms": proposal.special_terms,
        **_questions(proposal, at),
    }


def _content(proposal: Proposal) -> Any:
    """What is to be insured, item by item, for every line but motor."""
    if proposal.is_motor:
        return None
    return shown(proposal.product, proposal.start_on, proposal.content, priced=False)


def _facts(proposal: Proposal) -> list[Sequence[str]]:
    period = ("保险期间", f"自 {proposal.start_on} 0时起至 {proposal.end_on} 24时止", "", "")
    if not proposal.is_motor:
        return [("投保人", proposal.holder_name or "－", "被保险人", proposal.insured_name or "－"), period]
    return [
        ("投保人", proposal.holder_name or "－", "被保险人", proposal.insured_name or "－"),
        ("所有人", proposal.owner_name, "号牌号码", proposal.shown_plate),
        ("车辆识别代号", proposal.vin, "发动机号", proposal.engine_number or "－"),
        ("厂牌型号", proposal.model, "车辆种类", _class_told(proposal)),
        ("初次登记日期", f"{proposal.first_registered_on}", "核定载客", f"{proposal.seats} 人"),
        ("新车购置价", f"{proposal.new_price:,.2f} 元", "车辆实际价值", f"{proposal.actual_value or 0:,.2f} 元"),
        period,
    ]


def _class_told(proposal: Proposal) -> str:
    """The class, with the kind of a special vehicle and what draws a trailer."""
    told = str(proposal.get_vehicle_class_display())
    if proposal.special_kind:
        told = f"{told}（{proposal.get_special_kind_display()}）"
    return f"{told}，牵引车 {shown_plate(proposal.tractor_plate)}" if proposal.tractor_plate else told


def _rows(proposal: Proposal) -> list[tuple[str, str, str]]:
    if not proposal.is_motor:
        return [
            (cover_name(cover), f"{Decimal(cover['sum_insured']):,.2f}", f"{Decimal(cover['premium']):,.2f}")
            for cover in proposal.line_coverages
        ]
    amounts = {
        "MCI": ("法定责任限额", proposal.compulsory_premium),
        "MOD": (f"{proposal.sum_insured or 0:,.2f}", proposal.damage_premium),
        "MTP": (f"{proposal.third_party_limit or 0:,.2f}", proposal.third_party_premium),
    }
    rows = [(NAMES[code], *amounts[code]) for code in proposal.covers if code in amounts]
    return [(name, limit, f"{premium:,.2f}") for name, limit, premium in (*rows, *_seat_rows(proposal))]


def _seat_rows(proposal: Proposal) -> list[tuple[str, str, Decimal]]:
    """Driver and passengers, each with the limit of a seat."""
    rows = []
    if (limit := proposal.driver_limit) is not None:
        rows.append((NAMES[DRIVER], seats_told(limit, 1), proposal.driver_premium))
    if (limit := proposal.passenger_limit) is not None:
        rows.append((NAMES[PASSENGERS], seats_told(limit, proposal.passenger_seats), proposal.passenger_premium))
    return rows


def _questions(proposal: Proposal, at: datetime) -> dict[str, Any]:
    answered, rows = answered_by(proposal)
    if rows:
        asked = [(row.question, row.value) for row in rows]
    else:
        asked = [(question, "") for question in asked_of(proposal, at.date()).for_covers(proposal.covers)]
    return {
        "questionnaire": answered.version or asked_of(proposal, at.date()).version,
        "explanation": answered.explanation,
        "questions": [
            (
                question.asked(PAPER_LANGUAGE),
                [(value == given, question.answer(value, PAPER_LANGUAGE)) for value in question.options],
            )
            for question, given in asked
        ],
    }
