"""Work and targets, meetings and appraisals of the demo branch, some in each state."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from organisation.demo.signing import by, person
from organisation.models import Assignment
from organisation.services import appraisals, assignments, meetings

WORK = (
    (
        "chenzhiyuan",
        "target",
        "年度综合成本率控制目标",
        "综合成本率控制在97%以内，按月分析。",
        "baozhenghua",
        180,
    ),
    ("linxiaolan", "plan", "三季度货运险核保质量提升计划", "梳理预约协议，逐户复核免赔与航线。", "chenzhiyuan", 45),
    ("wuguodong", "task", "配合省公司开展企财险风险排查", "上级交办：完成沿海仓储客户排查并上报。", "chenzhiyuan", 20),
    ("caiwenbin", "problem", "纺织园区火灾隐患整改跟踪", "对三家重点客户的整改函逐一回访。", "chenzhiyuan", 30),
    ("pengyaohui", "plan", "理赔人员廉洁从业自查", "组织自查并形成书面报告。", "xiejianguo", 25),
    ("xieminhua", "duty", "晋江支公司往来款项季度核对", "与支公司逐笔核对，催收超期应收。", "yanzhongping", 15),
    ("simaning", "plan", "承保理赔指标体系建设", "建立月度指标模型与预警阈值。", "ouyangrui", 60),
)
ADVISED = (
    ("linxiaolan", "promote", "核保意见质量稳定，可任高级核保岗。"),
    ("huangjiahui", "train", "货运险知识尚需加强。"),
)
MARKS = {"duty": 92, "quality": 90, "timeliness": 88, "learning": 85, "conduct": 95}


def build_steering() -> None:
    """Once."""
    if Assignment.objects.exists():
        return
    made = [_work(row) for row in WORK]
    for work, row in list(zip(made, WORK, strict=True))[1:]:
        assignments.accept_work(work.pk, by(row[0]))
    assignments.report_progress(made[1].pk, by(WORK[1][0]), percent=40, text="已复核12户预约协议，调整免赔3户。")
    assignments.report_done(made[2].pk, by(WORK[2][0], "排查报告已上报省公司。"))
    assignments.report_done(made[4].pk, by(WORK[4][0], "自查报告已交。"))
    assignments.confirm_work(made[4].pk, by(WORK[4][4]))
    _meetings()
    _appraisals()


def _work(row: tuple[str, str, str, str, str, int]) -> Assignment:
    owner, sort, title, text, giver, days = row
    today = timezone.localdate()
    wanted = assignments.WorkWanted(
        sort=sort,
        title=title,
        text=text,
        owner_id=person(owner),
        first_on=today,
        due_on=today + timedelta(days=days),
        targets={"underwriting.policies_of_day": Decimal(60)} if sort == "target" else {},
    )
    return assignments.give_work(by(giver), wanted=wanted)


def _meetings() -> None:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    signed = meetings.call_meeting(
        by("chenzhiyuan"),
        wanted=meetings.MeetingWanted(
            sort="underwriting",
            title="核保例会（重大业务与赔案回顾）",
            held_at=now - timedelta(days=3),
            place="承保中心会议室",
            agenda="一、重大业务审议\n二、上月出险案件回顾\n三、自动核保规则调整建议",
        ),
    )
    meetings.write_minutes(
        signed.pk,
        by("chenzhiyuan"),
        attendees="陈志远、吴国栋、林晓岚、黄佳慧、蔡文彬",
        minutes="审议石化仓储财产险一笔，同意上报；回顾两起厂房火灾，风险单位划分偏粗。",
        lessons="仓储类业务须先现场查勘并划分危险单位，再出具承保条件。",
    )
    due = timezone.localdate() + timedelta(days=14)
    meetings.add_decision(
        signed.pk,
        by("chenzhiyuan"),
        text="修订仓储类业务风险评估指引",
        owner_id=person("caiwenbin"),
        due_on=due,
    )
    meetings.sign_minutes(signed.pk, by("chenzhiyuan"))
    meetings.call_meeting(
        by("chenzhiyuan"),
        wanted=meetings.MeetingWanted(
            sort="underwriting",
            title="核保例会（下周）",
            held_at=now + timedelta(days=4),
            place="承保中心会议室",
            agenda="一、重大业务审议\n二、支公司问题答复",
        ),
    )


def _appraisals() -> None:
    year = str(timezone.localdate().year)
    for login, advice, why in (
        ("linxiaolan", "promote", "核保意见质量稳定，可任高级核保岗。"),
        ("huangjiahui", "train", "货运险知识尚需加强。"),
    ):
        wanted = appraisals.AppraisalWanted(
            staff_id=person(login),
            period=year,
            marks=MARKS,
            text="认真履职，核保时效达标。",
            advice=advice,
            advice_text=why,
        )
        made = appraisals.write_appraisal(by("chenzhiyuan"), wanted=wanted)
        appraisals.submit_appraisal(made.pk, by("chenzhiyuan"))
        if advice == "promote":
            appraisals.confirm_appraisal(made.pk, by("baozhenghua"))
