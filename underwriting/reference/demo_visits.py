"""Underwriting days and questions on risks in the demo branch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.clocks import calendar
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment, Unit
from organisation.public import actor_of
from underwriting.models import Policy, Proposal
from underwriting.services import risk_advice, risk_days, risk_entries
from underwriting.services.risk_entries import EntryData

CENTRE = "350591"
FAULTY = 4
MINUTES = "通报上月核保质量；支公司反映非车险批单出具慢，约定三日内答复；重点讲解财产险查勘要点。"


class _Desk:
    """Commands of one story with keys of their own."""

    def __init__(self, story: str) -> None:
        self.story, self.steps = story, 0

    def command(self, actor: Actor, *, days_back: int = 0, reason: str = "") -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo/visit/{self.story}/{self.steps}")
        return Command(key=key, actor=actor, at=timezone.now() - timedelta(days=days_back), reason=reason)


def build_visits(told: Mapping[str, Any]) -> None:
    """A day that was held with an open issue, and the calendar of next month, published."""
    _held(told["held"])
    desk, director = _Desk("calendar"), _as("UW_DIR")
    first = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)
    for day in risk_days.plan_month(desk.command(director), first=first):
        risk_days.publish(day.pk, desk.command(director))


def _held(told: Mapping[str, Any]) -> None:
    desk, director, works = _Desk("held"), _as("UW_DIR"), calendar()
    day = timezone.localdate() - timedelta(days=told["back"])
    while not works.is_working(day):
        day -= timedelta(days=1)
    back = (timezone.localdate() - day).days
    unit = Unit.objects.get(code=told["unit"])
    made = risk_days.plan_day(desk.command(director, days_back=back + 20), unit=unit.pk, day=day)
    risk_days.publish(made.pk, desk.command(director, days_back=back + 19))
    manager, assessor = _as("SUB_MGR", told["unit"]), _as("UW_RISK")
    handed = desk.command(manager, days_back=back + 3)
    risk_entries.submit_case(made.pk, handed, kind="problem", number="", text="非车险批单出具时间较长")
    seen = [f"走访标的 {number + 1}：消防设施完好，通道畅通" for number in range(told["visits"])]
    visited = [EntryData(kind="visit", text=text) for text in seen]
    files = enumerate(_files(unit, told["files"]))
    checked = [_checked(number, fault=place == FAULTY) for place, number in files]
    risk_entries.record(made.pk, desk.command(assessor, days_back=back), entries=dict(enumerate(visited + checked)))
    owner = manager.staff_id or 0
    issue = desk.command(assessor, days_back=back)
    risk_days.raise_issue(made.pk, issue, text="补拍车架号照片并对承保人员重新培训", owner=owner)
    if len(checked) < told["files"]:  # a branch with little business: its day waits for more files
        return
    close = desk.command(assessor, days_back=back)
    given = {"attendance": "承保中心：陈志远、蔡文彬；支公司：许海涛、李珍珍、张雨晴", "minutes": MINUTES}
    risk_days.hold(made.pk, close, **given, training="财产险风险识别基础", trained=12)


def _checked(number: str, *, fault: bool) -> EntryData:
    text = "验险照片缺少车架号" if fault else "投保资料齐全"
    return EntryData(kind="file", number=number, text=text, fault=fault)


def _files(unit: Unit, count: int) -> list[str]:
    """Numbers of policies and proposals of the sub-branch, the oldest first."""
    rows = [model._default_manager.filter(sub_branch=unit).order_by("pk") for model in (Policy, Proposal)]
    return [number for found in rows for number in found.values_list("number", flat=True)][:count]


def build_questions(told: Sequence[Mapping[str, str]]) -> None:
    """What the sub-branches asked, and the advice that was given."""
    desk = _Desk("advice")
    for one in told:
        seller = _as("SALES", one["unit"])
        asked = {name: one[name] for name in ("title", "text", "customer", "occupancy")}
        made = risk_advice.ask(desk.command(seller), **asked)
        if one["answer"]:
            risk_advice.answer_question(made.pk, desk.command(_as("UW_RISK")), answer=one["answer"])


def _as(post: str, unit: str = CENTRE) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit)
    return actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])
