"""Papers of risk assessment, always Chinese and confidential: report, letter of improvements, minutes (RSK-08)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils import translation
from django.utils.timezone import localdate, localtime

from archives.public import DocumentFact, DocumentRef, produce, retain_until
from core.workflow.command import Command
from organisation.public import post_name
from underwriting.documents.policy import COMPANY
from underwriting.models import Attendance, CommitteeCase, ImprovementLetter, RiskAssessment
from underwriting.rules.kept import IDENTITY, SHORT
from underwriting.rules.lines import LINE_TITLES
from underwriting.rules.risk_assessment import ASSESSMENT_KIND
from underwriting.rules.risk_committee import CASE_KIND
from underwriting.rules.risk_duty import GROUND_LABELS, Ground
from underwriting.rules.risk_visit import LETTER_KIND
from underwriting.rules.risk_voting import VOTE_LABELS, Vote
from underwriting.selectors.risk import largest_loss_of, values_of
from underwriting.selectors.risk_facts import read_guide
from underwriting.services.risk_votes import standing_of

TEMPLATE, LANGUAGE = "documents/risk_paper.html", "zh-hans"


class Paper(NamedTuple):
    """A kind of paper; the letter goes to the customer, the others stay inside."""

    kind: str
    title: str
    of: str
    confidential: bool = True


REPORT = Paper("risk_report", "风险评估报告", ASSESSMENT_KIND)
MINUTES = Paper("committee_minutes", "会议纪要及决议", CASE_KIND)
LETTER = Paper("improvement_letter", "隐患整改建议书", LETTER_KIND, confidential=False)
PROFILE_TITLES = {
    "business": "经营概况",
    "industry": "行业",
    "years": "经营年限",
    "staff": "人员与班次",
    "items": "标的名称与数量",
    "history": "近五年损失记录",
    "other_insurance": "其他保险",
    "sources": "资料来源",
}


def report(assessment: RiskAssessment, command: Command) -> DocumentRef:
    """The signed report with answers, points, risk units and photos."""
    with translation.override(LANGUAGE):
        content = report_content(assessment)
    return _keep(REPORT, assessment, content, command)


def report_content(assessment: RiskAssessment) -> dict[str, Any]:
    """Everything the report says."""
    return {
        "facts": _facts(assessment),
        "tables": [*_profile(assessment), *_guide(assessment), *_units(assessment), *_photos(assessment)],
        "texts": [
            ("查勘情况与结论", assessment.findings),
            ("承保建议", assessment.advice),
            ("对方未提供的资料", assessment.refused_data),
        ],
        "result": _result(assessment),
        "signed": (_by(assessment.signed_by), _date(assessment.signed_at)),
    }


def _facts(assessment: RiskAssessment) -> list[tuple[str, str]]:
    grounds = "；".join(str(translation.gettext(GROUND_LABELS[Ground(row["ground"])])) for row in assessment.grounds)
    return [
        ("被保险人", assessment.insured_name),
        ("险种", LINE_TITLES.get(assessment.line, "机动车辆保险")),
        ("投保单/保险单号", assessment.subject_number),
        ("标的地址", assessment.address),
        ("占用性质", assessment.occupancy),
        ("保险金额/责任限额", f"{assessment.exposure:,.2f} 元"),
        ("评估类别", str(assessment.get_kind_display())),
        ("评估原因", grounds),
        ("现场查勘时间", _date(assessment.visited_at)),
        ("评估人", assessment.assessor_name),
    ]


def _result(assessment: RiskAssessment) -> str:
    parts = [f"评估意见：{assessment.get_opinion_display()}"]
    if assessment.score is not None:
        parts.append(f"得分 {assessment.score}，等级 {assessment.get_grade_display()}")
    if assessment.pml is not None:
        parts.append(f"PML {assessment.pml:,.2f} 元，MFL {assessment.mfl:,.2f} 元")
    return "；".join(parts)


def _profile(assessment: RiskAssessment) -> list[dict[str, Any]]:
    rows = [(title, assessment.profile.get(key, "")) for key, title in PROFILE_TITLES.items()]
    rows = [(title, value) for title, value in rows if value]
    if assessment.guide is not None and assessment.documents:
        names = dict(read_guide(assessment.guide).documents)
        rows.append(("已收集资料", "；".join(names[key]["zh"] for key in assessment.documents if key in names)))
    experts = [
        (f"外聘专家：{one.institution} {one.name}", f"{one.task}；费用 {one.fee:,.2f} 元；{one.summary}")
        for one in assessment.experts.order_by("pk")
    ]
    return [{"title": "资料收集", "heads": ("项目", "内容"), "rows": rows + experts}] if rows or experts else []


def _guide(assessment: RiskAssessment) -> list[dict[str, Any]]:
    if assessment.guide is None or not assessment.answers:
        return []
    guide, rows = read_guide(assessment.guide), []
    for section in guide.sections:
        rows.append((f"{section.text['zh']}（权重 {section.weight}）", ""))
        for question in section.questions:
            choice = question.choice(assessment.answers.get(question.key, ""))
            mark = "（一票否优）" if choice is not None and choice.fatal else ""
            rows.append((question.text["zh"], f"{choice.text['zh']}　{choice.percent}%{mark}" if choice else ""))
    title = f"{assessment.guide.title['zh']}（{guide.version}）"
    return [{"title": title, "heads": ("项目", "结果"), "rows": rows}]


def _units(assessment: RiskAssessment) -> list[dict[str, Any]]:
    units = values_of(assessment)
    loss = largest_loss_of(units)
    if loss is None:
        return []
    rows = [(one.area, one.subject, f"{one.value:,.2f}", f"{one.damage}%") for one in units]
    rows.append(("最大防火分区", loss.area, f"PML {loss.pml:,.2f}（{loss.pml_percent}%）", f"MFL {loss.mfl:,.2f}"))
    return [{"title": "危险单位划分", "heads": ("防火分区", "标的", "价值（元）", "损失系数"), "rows": rows}]


def _photos(assessment: RiskAssessment) -> list[dict[str, Any]]:
    rows = [
        (str(one.get_shot_display()), one.note, _moment(one.taken_at), _place(one), one.file.sha256[:16])
        for one in assessment.photos.select_related("file").order_by("pk")
    ]
    heads = ("内容", "说明", "拍摄时间", "坐标", "文件校验码")
    return [{"title": "照片与平面图", "heads": heads, "rows": rows}] if rows else []


def _place(photo: Any) -> str:
    return f"{photo.latitude}, {photo.longitude}" if photo.latitude is not None else "无定位"


def letter(found: ImprovementLetter, command: Command) -> DocumentRef:
    """Written advice to the insured (Insurance Law, article 51)."""
    about = found.assessment
    content = {
        "facts": [
            ("致", about.insured_name),
            ("标的地址", about.address),
            ("依据", f"{about.number} 风险评估；《保险法》第五十一条"),
            ("复查日期", f"{found.follow_up_on:%Y年%m月%d日}"),
        ],
        "texts": [
            ("隐患及整改建议", found.hazards),
            (
                "提示",
                "请在复查日期前完成整改。未按照约定履行其对保险标的安全应尽责任的，保险人有权要求增加保险费或者解除合同。",
            ),
        ],
        "sign_heads": ("客户签收", "日期"),
    }
    return _keep(LETTER, found, content, command)


def minutes(case: CommitteeCase, command: Command) -> DocumentRef:
    """Minutes and resolution of the board, with every vote and dissent."""
    with translation.override(LANGUAGE):
        content = minutes_content(case)
        paper = Paper(MINUTES.kind, f"{case.get_board_display()}{MINUTES.title}", MINUTES.of)
    return _keep(paper, case, content, command)


def minutes_content(case: CommitteeCase) -> dict[str, Any]:
    """Everything the minutes say."""
    seats = list(case.attendance.order_by("role", "pk"))
    rows = [
        (
            one.name,
            str(one.get_role_display()),
            "出席" if one.present else "未出席",
            _vote(one),
            one.reason,
        )
        for one in seats
    ]
    return {
        "facts": [
            ("评议机构", str(case.get_board_display())),
            ("决议编号", case.resolution),
            ("评议时间", _moment(case.meets_at)),
            ("评议方式", str(case.get_form_display())),
            *_risk(case),
            ("提请理由", case.grounds),
            *_count(case, seats),
        ],
        "tables": [{"title": "出席与表决", "heads": ("委员", "职务", "出席", "意见", "理由"), "rows": rows}],
        "texts": [
            ("承保方案", case.plan),
            ("分保意见", case.cession),
            ("议程", case.agenda),
            ("承保条件", case.conditions),
            ("主任否决", f"{case.vetoed_by}：{case.veto_reason}" if case.vetoed_by else ""),
        ],
        "result": f"决议：{translation.gettext(VOTE_LABELS[Vote(case.outcome)])}；有效期至 {case.valid_until}",
        "sign_heads": ("主任委员", "记录人", "日期"),
    }


def _risk(case: CommitteeCase) -> list[tuple[str, str]]:
    """The risk that was before the board, and what its assessment came to."""
    risk = case.assessment
    score = "" if risk.score is None else f"得分 {risk.score}，等级 {risk.get_grade_display()}"
    plan = "" if case.plan_sum is None else f"{case.plan_sum:,.2f} 元"
    return [
        ("风险评估", f"{risk.number}　{risk.insured_name}"),
        ("险种", LINE_TITLES.get(risk.line, "机动车辆保险")),
        ("标的地址", risk.address),
        ("保险金额/责任限额", f"{risk.exposure:,.2f} 元"),
        *([("方案保险金额", plan)] if plan else []),
        ("评估人", risk.assessor_name),
        ("评估得分与等级", score),
    ]


def _count(case: CommitteeCase, seats: list[Attendance]) -> list[tuple[str, str]]:
    """Whether enough came, and how many votes there were for what, by the rules of the day of the resolution (5.13)."""
    meeting = standing_of(case, seats, localdate(case.resolved_at) if case.resolved_at else None)
    given = list(meeting.votes.values())
    told = [f"{translation.gettext(VOTE_LABELS[vote])} {given.count(vote)} 票" for vote in Vote if vote in given]
    return [
        ("法定人数", f"应到 {len(seats)} 人，至少须 {meeting.needed} 人；到会有表决权 {meeting.present} 人"),
        ("计票结果", f"{'，'.join(told)}；同意（含附条件）{meeting.agreed} 票，通过须 {meeting.majority} 票"),
    ]


def _vote(seat: Attendance) -> str:
    """The vote, or why there is none; one by telephone with the day of its written confirmation."""
    if not seat.vote:
        return seat.no_vote or seat.withdrew or "－"
    shown = str(seat.get_vote_display())
    if not seat.by_phone:
        return shown
    return (
        f"{shown}（电话，书面确认 {_moment(seat.confirmed_at)}）"
        if seat.counts
        else f"{shown}（电话，未书面确认，不计票）"
    )


def _by(kept: str) -> str:
    name, between, post = kept.rpartition(" · ")
    return f"{name}（{post_name(post)}）" if between else kept


def _date(at: Any) -> str:
    return f"{localtime(at):%Y年%m月%d日}" if at else "－"


def _moment(at: Any) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else "－"


def _keep(paper: Paper, subject: Any, content: dict[str, Any], command: Command) -> DocumentRef:
    today = localdate(command.at)
    fact = DocumentFact(
        kind=paper.kind,
        title=paper.title,
        subject_kind=paper.of,
        subject_id=subject.pk,
        subject_number=subject.number,
        confidential=paper.confidential,
        retain_until=retain_until((SHORT, IDENTITY), end=today, on=today),
    )
    shown = content | {
        "title": paper.title,
        "company": COMPANY,
        "number": subject.number,
        "unit_name": subject.unit.name,
        "printed_at": command.at,
        "confidential": fact.confidential,
    }
    return produce(command, fact, template=TEMPLATE, context=shown)
