"""Requests for codes, cargo agreements and market notes of the demo branch, one or more in each state."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of
from underwriting.models import CargoAgreement
from underwriting.services import cargo_agreements as agreements
from underwriting.services import market
from underwriting.services.cargo_agreements import AgreementData
from underwriting.services.market import CodeWanted, MarketSeen

CENTRE, FENGZE = "350591", "350503"
CODES = (
    ("食用菌种植大棚财产保险条款", "GEN", "local", "requested"),
    ("寄递物流延误损失保险条款", "GEN", "provincial", "with_it"),
    ("古民居财产保险条款", "PRB", "local", "assigned"),
    ("共享单车停运损失条款", "GEN", "local", "refused"),
)
NOTES = (
    ("price", "EML", "某外资产险", "雇主责任险三类工种报价低于基准费率三成", "answered"),
    ("product", "HHP", "某互联网保险", "推出月缴家庭财产险并附家政责任", "noted"),
    ("rule", "PRB", "", "监管要求企业财产险报行合一专项自查", "filed"),
)


def build() -> None:
    """All three registers."""
    for number, (name, line, level, state) in enumerate(CODES):
        _code(number, name, line, level, state)
    for number, note in enumerate(NOTES):
        _note(number, note)
    for number, state in enumerate(("agreed", "in_review", "returned", "agreed")):
        _agreement(number, state)


def _as(post: str, unit: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])


def _by(what: str, post: str, unit: str, reason: str = "") -> Command:
    key = uuid5(NAMESPACE_URL, f"demo/market/{what}")
    return Command(key=key, actor=_as(post, unit), at=timezone.now(), reason=reason)


def _code(number: int, name: str, line: str, level: str, state: str) -> None:
    wanted = CodeWanted(
        clause_name=name,
        line=line,
        level=level,
        clause_text=f"{name}：保险责任、责任免除、赔偿处理以双方约定文本为准。",
        need="客户已有明确投保意向，暂以特别约定承保，需申请产品代码。",
    )
    made = market.request_code(_by(f"code/{number}", "UW_INFO", CENTRE), data=wanted)
    if state in {"with_it", "assigned"}:
        command = _by(f"code/{number}/forward", "PROV_UW", "350000")
        market.forward_request(made.pk, command, reference=f"闽产〔2026〕{number + 11}号")
    if state == "assigned":
        market.assign_code(made.pk, _by(f"code/{number}/assign", "HO_UW", "000000"), product_code="GMJ")
    if state == "refused":
        market.refuse_code(made.pk, _by(f"code/{number}/refuse", "PROV_UW", "350000", "已有营业中断附加条款可用"))


def _note(number: int, row: tuple[str, ...]) -> None:
    topic, line, competitor, title, state = row
    seen = MarketSeen(
        topic=topic,
        line=line,
        competitor=competitor,
        seen_on=timezone.localdate() - timedelta(days=7 * (number + 1)),
        title=title,
        text=f"{title}。已向三家客户核实，主要影响中小企业续保。",
        origin="客户经理走访",
    )
    made = market.note_market(_by(f"note/{number}", "SALES", FENGZE), data=seen)
    if state == "answered":
        strategy = "守住费率底线，以安全管理系数和增值服务回应；三类工种大客户由中心逐单定价。"
        market.decide_strategy(made.pk, _by(f"note/{number}/answer", "UW_DIR", CENTRE), strategy=strategy)
    if state == "filed":
        market.file_note(made.pk, _by(f"note/{number}/file", "UW_DIR", CENTRE, "已列入季度自查，无需单独措施"))


def _agreement(number: int, state: str) -> None:
    made = agreements.submit_agreement(_by(f"agreement/{number}", "SALES", FENGZE), data=_data(number))
    if state == "agreed":
        agreements.agree(made.pk, _by(f"agreement/{number}/agree", "UW_UND3", CENTRE, "条件可行，限额内逐笔申报"))
    if state == "returned":
        reason = "生鲜类货物须补充冷链记录要求"
        agreements.return_agreement(made.pk, _by(f"agreement/{number}/return", "UW_UND3", CENTRE, reason))


def _data(number: int) -> AgreementData:
    today = timezone.localdate()
    first = date(today.year, 1, 1)
    both: dict[str, Any] = {"begins_on": first, "ends_on": date(today.year, 12, 31), "partner_id": None}
    return (
        AgreementData(
            kind=CargoAgreement.Kind.OPEN_COVER,
            product="CGD",
            partner="泉州海丝供应链有限公司",
            limit_each=Decimal(3000000),
            limit_total=Decimal(200000000),
            goods=("general", "light_industry"),
            rate=Decimal("0.0015"),
            deductible="每次事故损失的5%",
            terms="每月五日前报送上月运单清单；单票超过限额的，起运前逐笔报核保。",
            **both,
        ),
        AgreementData(
            kind=CargoAgreement.Kind.AGENCY,
            product="CGD",
            partner="丰泽货运代理服务部",
            limit_each=Decimal(500000),
            limit_total=Decimal(20000000),
            goods=("general",),
            rate=Decimal("0.0012"),
            delegated=True,
            terms="代理点按台账签发凭证，每日传送。",
            **both,
        ),
        AgreementData(
            kind=CargoAgreement.Kind.OPEN_COVER,
            product="CGD",
            partner="晋江远洋冷链食品有限公司",
            limit_each=Decimal(1000000),
            limit_total=Decimal(60000000),
            goods=("fresh",),
            rate=Decimal("0.0050"),
            **both,
        ),
        _delegated(both),
    )[number]


def _delegated(both: dict[str, Any]) -> AgreementData:
    """An agency that issues certificates by itself; the ledger of the demo branch stands on it."""
    return AgreementData(
        kind=CargoAgreement.Kind.AGENCY,
        product="CGD",
        partner="泉州中远货运代理",
        limit_each=Decimal(500000),
        limit_total=Decimal(10000000),
        goods=("general", "light_industry"),
        rate=Decimal("0.0015"),
        delegated=True,
        terms="凭证按号签发，次日录入台账；超出限额的起运前报中心逐笔核保。",
        **both,
    )
