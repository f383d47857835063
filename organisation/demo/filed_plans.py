"""Filed plans of the demo branch: what holds, what waits at the province and at head office."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from core.clocks import at_midnight
from organisation.demo.signing import by
from organisation.models import FiledPlan, Staff, Unit
from organisation.rules import filed_plans as rules
from organisation.rules.lifecycles import filed_plan as life
from organisation.services.filed_plans import PlanWanted, draft_plan, endorse_plan, figures_of, submit_plan

STORY: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    (
        "350500",
        rules.FINANCE_MODE,
        rules.WITH_BOOKKEEPERS,
        "",
        "468000000",
        life.IN_FORCE,
        "支公司分布较散，凭证传递周期长，需就近审核原始凭证。",
        "会计核算集中在财务中心，向保费规模较大的支公司派驻记账员；每年至少交流一次。",
    ),
    (
        "350500",
        rules.BUSINESS_DEPARTMENT,
        rules.KEPT,
        "",
        "468000000",
        life.IN_FORCE,
        "渠道业务管理与三个中心职责不重叠，保留业务管理部。",
        "业务管理部负责渠道与销售管理，核保、理赔、财务事项一律由三个中心管理。",
    ),
    (
        "350582",
        rules.CLAIMS_POSTS,
        "",
        "CS_SURV CS_ADJ CS_APPR1",
        "86400000",
        life.IN_FORCE,
        "晋江支公司不纳入同城范围，保费规模大，案件量占全辖近两成。",
        "设置查勘定损岗、理算岗、核赔岗各一人，职责与权限由理赔／客户服务中心授权，流程执行操作指南。",
    ),
    (
        "350524",
        rules.CLAIMS_POSTS,
        "",
        "CS_SURV",
        "41200000",
        life.FILED,
        "安溪支公司距中心63公里，现场查勘时效不能保证。",
        "设置查勘定损岗一人，理算、核赔由理赔／客户服务中心处理。",
    ),
    (
        "350582",
        rules.BOOKKEEPERS,
        "",
        "FN_POSTED",
        "86400000",
        life.IN_FORCE,
        "晋江支公司保费规模较大，应收保费与往来款项多。",
        "派驻记账员一人，人事关系与薪酬隶属财务中心，一年至少交流一次。",
    ),
    (
        "350583",
        rules.BOOKKEEPERS,
        "",
        "FN_POSTED",
        "52300000",
        life.AT_PROVINCE,
        "南安支公司保费规模达到派驻条件。",
        "自批准备案之日起派驻记账员一人。",
    ),
    (
        "350581",
        rules.CLAIMS_POSTS,
        "",
        "CS_SURV CS_ADJ",
        "37800000",
        life.DRAFTED,
        "石狮支公司不纳入同城范围，车险案件较多。",
        "拟设置查勘定损岗、理算岗各一人。",
    ),
)
SINCE = date(2024, 1, 1)
LOGINS = {
    rules.GENERAL: ("ouyangrui", "shangguanlei", "zhugejing"),
    rules.FINANCE: ("yanzhongping", "nangongyan", "situlan"),
    rules.CLAIMS: ("xiejianguo", "ximenhui", "murongqing"),
}


def build_plans() -> None:
    """One row in each state that matters."""
    if FiledPlan.objects.exists():
        return
    for number, row in enumerate(STORY, 1):
        _standing_plan(number, row) if row[5] == life.IN_FORCE else _plan_under_way(row)


def _standing_plan(number: int, row: tuple[str, ...]) -> None:
    """What was decided long ago, when the centres were set up."""
    code, matter, choice, posts, premium, state, cause, text = row
    unit, about = Unit.objects.get(code=code), rules.MATTERS[matter]
    people = [Staff.objects.get(login_name=login) for login in LOGINS[about.area]]
    long_ago = at_midnight(SINCE - timedelta(days=40))
    plan = FiledPlan(matter=matter, choice=choice, posts=posts.split(), plan=text, cause=cause, state=state)
    plan.set_unit(unit)
    plan.number, plan.effective = f"FP{SINCE:%Y}9{number:05d}", DateRange(SINCE, None)
    plan.figures = figures_of(plan, Decimal(premium), SINCE)
    plan.drafted_by, plan.endorsed_by, plan.answered_by = people
    plan.endorsed_at, plan.answered_at = long_ago + timedelta(days=9), long_ago + timedelta(days=16)
    plan.created_at = plan.updated_at = long_ago
    plan.answer_number = f"总备〔2023〕{number}号"
    plan.save()


def _plan_under_way(row: tuple[str, ...]) -> None:
    code, matter, choice, posts, premium, state, cause, text = row
    drafter, province, _head = LOGINS[rules.MATTERS[matter].area]
    wanted = PlanWanted(
        unit_id=Unit.objects.get(code=code).pk,
        matter=matter,
        choice=choice,
        posts=tuple(posts.split()),
        plan=text,
        cause=cause,
        premium=Decimal(premium),
        first_day=timezone.localdate(),
    )
    plan = draft_plan(by(drafter), wanted=wanted)
    if state != life.DRAFTED:
        submit_plan(plan.pk, by(drafter))
    if state == life.FILED:
        endorse_plan(plan.pk, by(province))
