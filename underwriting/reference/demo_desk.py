"""Questions and daily reports of the demo branch."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.clocks import at_midnight
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment, Unit
from organisation.public import actor_of, calendar, parameter, system_actor
from underwriting.rules import daily_report as life
from underwriting.rules.off_system import CENTRAL, LATER
from underwriting.selectors.daily_report import gathered, unpublished
from underwriting.services import daily_report, off_system, questions
from underwriting.services.off_system import PaperBusiness

BRANCH, CENTRE = "350500", "350591"
QUESTIONS = Path(__file__).parents[1] / "data" / "demo_questions.csv"


def build_desk() -> None:
    """One open question and two answered ones; the reports of the day, one of them agreed."""
    with QUESTIONS.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            _question(number, row)
    _reports()
    _off_system()


def _command(what: str, actor: Actor, at: datetime, reason: str = "") -> Command:
    return Command(key=uuid5(NAMESPACE_URL, f"demo/desk/{what}"), actor=actor, at=at, reason=reason)


def _as(post: str, unit: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])


def _question(number: int, row: dict[str, str]) -> None:
    at = timezone.now()
    command = _command(f"ask/{number}", _as("UW_ISSUE", row["unit"]), at)
    asked = questions.ask(command, topic=row["topic"], title=row["title"], text=row["text"])
    if row["answer"]:
        questions.answer(asked.pk, _command(f"answer/{number}", _as("UW_UND2", CENTRE), at, row["answer"]))


def _reports() -> None:
    now = timezone.now()
    day = timezone.localdate()  # on which the business of the demo branch was done
    branch = Unit.objects.get(code=BRANCH)
    until = life.clock_time(parameter("underwriting.daily_report_answer_time", branch, day))
    answer_by = life.answer_by(day, until, calendar(), timezone.get_current_timezone())
    since = at_midnight(day)
    found = gathered(branch, since, now)
    clock = system_actor("policy-clock", unit_id=branch.pk)
    for unit in unpublished(branch, day):
        rows, cases = tuple(row.as_json() for row in found.of(unit.pk)), found.cases_of(unit.pk)
        command = _command(f"publish/{unit.code}", clock, now)
        of_unit: dict[str, Any] = {"unit_id": unit.pk, "rows": rows, "cases": cases}
        made = daily_report.publish(command, **of_unit, day=day, answer_by=answer_by, since=since, until=now)
        if unit.code == "350503":
            daily_report.agree(made.pk, _command("agree", _as("UW_REVIEW", unit.code), now))


def _off_system() -> None:
    """A high risk that waits for the centre, and a small one that came too late."""
    now, today = timezone.now(), timezone.localdate()
    start = today + timedelta(days=20)
    high = PaperBusiness(
        kind=CENTRAL,
        product="海上风电建设工程一切险（无系统代码）",
        holder_name="泉州湾新能源有限公司",
        subject="泉州湾海上风电二期 12 台机组",
        sum_insured=Decimal(4800000),
        premium=Decimal(86000),
        start_on=start,
        text="产品尚无系统代码，工程位于海上，属高风险业务，申请书面集中核保。免赔 50 万元或损失的 10%。",
    )
    late = PaperBusiness(
        kind=LATER,
        product="展览会财产保险（地方条款）",
        holder_name="晋江鞋博会组委会",
        subject="国际会展中心展品",
        sum_insured=Decimal(900000),
        premium=Decimal(2700),
        start_on=start,
        accepted_on=calendar().add_working_days(today, -6),
        text="系统未开通该条款，已按备案费率手工出单，现补报。",
    )
    for number, data in enumerate((high, late)):
        off_system.report_business(_command(f"off/{number}", _as("SUB_MGR", "350582"), now), data=data)
