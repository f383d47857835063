"""Papers of the underwriting set that are made where they are needed: the underwriter's opinion, the record of an
inspection with its photos, the request to reinsurers (domain 5.21, 5.1, 5.4, 5.5)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.timezone import localdate, localtime

from archives.public import DocumentFact, DocumentRef, Photo, Sheet, Table, Text, produce_sheet
from core.files import read
from core.models import StoredFile
from core.workflow.command import Command
from underwriting.documents.policy import COMPANY, product_title
from underwriting.documents.policy_facts import PAPER_LANGUAGE
from underwriting.forms.decisions import DECLINE_REASONS
from underwriting.models import Decision, FacultativeCase, Inspection, Proposal
from underwriting.rules.inspection import Result
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.lines import LINE_TITLES
from underwriting.rules.reinsurance.facultative import FACULTATIVE_KIND
from underwriting.selectors.inspections import photos_of
from underwriting.selectors.kept import kept_until
from underwriting.selectors.plan_in_words import (
    clauses_in_words,
    deductible_in_words,
    losses_in_words,
    rates_in_words,
    sums_in_words,
)
from underwriting.selectors.shown import signed

OPINION, INSPECTION_RECORD, FACULTATIVE_REQUEST = "opinion", "inspection", "facultative_request"
OUTCOMES = {
    "approved": "同意承保",
    "approved_with_terms": "附条件同意承保",
    "supplement": "要求补充资料",
    "declined": "不同意承保",
    "escalated": "报上级审批",
    "reply_agreed": "上级批复：同意",
    "reply_declined": "上级批复：不同意",
    "reply_more": "上级批复：补充材料",
}
FOUND = {Result.GOOD: "符合承保条件", Result.REMARKS: "附意见承保", Result.REFUSED: "不宜承保"}


def make_opinion(proposal: Proposal, decisions: Sequence[Decision], command: Command) -> DocumentRef:
    """What was proposed, and what was decided on it by whom, in the order of time."""
    with translation.override(PAPER_LANGUAGE):
        sheet = Sheet(
            title="核保意见书",
            number=proposal.number,
            company=COMPANY,
            unit_name=proposal.unit.name,
            facts=_business(proposal),
            tables=[Table("核保意见", ("时间", "核保人", "结论", "意见"), [_opinion(one) for one in decisions])],
            texts=[Text("承保条件及特别约定", _terms(proposal, decisions) or "无")],
            signs=("核保人", "复核人"),
        )
    return produce_sheet(command, _of_proposal(proposal, "核保意见书", command), sheet, code=OPINION)


def _business(proposal: Proposal) -> list[tuple[str, str]]:
    on = proposal.start_on
    title = "机动车保险" if proposal.is_motor else product_title(proposal)
    return [
        ("投保单号", proposal.number),
        ("险种", title),
        ("投保人", proposal.holder_name),
        ("被保险人", proposal.insured_name or proposal.holder_name),
        ("保险标的", proposal.insured_subject),
        ("保险期间", f"自 {proposal.start_on} 0时起至 {proposal.end_on} 24时止"),
        ("保险金额／责任限额", sums_in_words(proposal)),
        ("费率", rates_in_words(proposal)),
        ("保险费", f"{proposal.premium:,.2f} 元"),
        ("免赔", deductible_in_words(proposal)),
        ("条款", clauses_in_words(proposal, on)),
        ("历史承保及赔付", losses_in_words(proposal)),
    ]


def _opinion(one: Decision) -> tuple[str, str, str, str]:
    by = "自动核保" if one.automatic else signed(one.decided_by)
    reason = str(dict(DECLINE_REASONS).get(one.reason_code, ""))
    said = "\n".join(part for part in (reason, one.opinion) if part)
    return f"{localtime(one.decided_at):%Y-%m-%d %H:%M}", by, OUTCOMES.get(one.outcome, one.outcome), said or "－"


def _terms(proposal: Proposal, decisions: Sequence[Decision]) -> str:
    asked = next((one.terms for one in reversed(decisions) if one.terms), "")
    return "\n".join(part for part in (asked, proposal.special_terms) if part)


def make_inspection_record(found: Inspection, command: Command) -> DocumentRef:
    """When, where and by whom it was looked at, what was found, with the photos."""
    proposal = found.proposal
    files = photos_of([found]).get(found.pk, [])
    title = f"验险记录 {localtime(found.inspected_at):%Y-%m-%d %H%M}"
    sheet = Sheet(
        title="验险记录",
        number=proposal.number,
        company=COMPANY,
        unit_name=proposal.unit.name,
        facts=[
            ("投保单号", proposal.number),
            ("投保人", proposal.holder_name),
            ("保险标的", proposal.insured_subject),
            ("验险时间", f"{localtime(found.inspected_at):%Y-%m-%d %H:%M}"),
            ("验险地点", found.place),
            ("验险人", found.inspector_name),
            ("验险结论", FOUND[Result(found.result)]),
        ],
        texts=[Text("查验情况", found.remark or "未发现异常")],
        photos=[Photo(f"photo{place}", _caption(one)) for place, one in enumerate(files)],
        images={f"photo{place}": read(one) for place, one in enumerate(files)},
        signs=("验险人", "投保人（陪同人）"),
    )
    return produce_sheet(command, _of_proposal(proposal, title, command), sheet, code=INSPECTION_RECORD)


def _caption(photo: StoredFile) -> str:
    taken = f"{localtime(photo.taken_at):%Y-%m-%d %H:%M}" if photo.taken_at else "拍摄时间未记录"
    place = f"，{photo.latitude}, {photo.longitude}" if photo.latitude else ""
    return f"{taken}{place}"


def make_facultative_request(case: FacultativeCase, command: Command) -> DocumentRef:
    """What the branch asks the reinsurance department to place, and why; before anybody has quoted."""
    with translation.override(PAPER_LANGUAGE):
        sheet = _request(case)
    fact = DocumentFact(
        kind=FACULTATIVE_REQUEST,
        title="临时分保申请",
        subject_kind=FACULTATIVE_KIND,
        subject_id=case.pk,
        subject_number=case.number,
        retain_until=kept_until(case.proposal, localdate(command.at)),
    )
    return produce_sheet(command, fact, sheet, code=FACULTATIVE_REQUEST)


def _request(case: FacultativeCase) -> Sheet:
    proposal = case.proposal
    share = f"{case.asked / case.own_sum * 100:.4f} %" if case.own_sum else "－"
    return Sheet(
        title="临时分保申请",
        number=case.number,
        company=COMPANY,
        unit_name=case.unit.name,
        facts=[
            ("险种", LINE_TITLES.get(case.line, case.line)),
            *_business(proposal)[2:6],
            ("总保险金额", f"{proposal.exposure:,.2f} 元"),
            ("本公司承担金额", f"{case.own_sum:,.2f} 元"),
            ("合同分保容量以外金额", f"{case.needed:,.2f} 元"),
            ("申请临分金额及比例", f"{case.asked:,.2f} 元（{share}）"),
            ("本公司份额净保费", f"{case.premium:,.2f} 元"),
            ("最迟报送日", f"{case.submit_by}"),
            ("风险评估报告", case.assessment.number if case.assessment else "－"),
        ],
        texts=[
            Text("支公司分保意见", _signed_text(case.opinion, case.opinion_by)),
            Text("承保中心确定的分保条件", _signed_text(case.conditions, case.decided_by), lines=3),
            Text("承保条件", case.terms or clauses_in_words(proposal, proposal.start_on)),
            Text("损失记录", case.loss_record or losses_in_words(proposal)),
            Text("随附材料", case.material, lines=2),
            Text("再保险部门意见", lines=4),
        ],
        signs=("申请人", "承保中心负责人", "再保险部门"),
    )


def _signed_text(text: str, by: str) -> str:
    return f"{text}\n（{signed(by)}）" if text and by else text


def _of_proposal(proposal: Proposal, title: str, command: Command) -> DocumentFact:
    return DocumentFact(
        kind=OPINION,
        title=title,
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
        subject_number=proposal.number,
        retain_until=kept_until(proposal, localdate(command.at)),
    )
