"""The list of forms to be destroyed, and the approval sheet of a list entry (5.21, 8.2, CUS-04)."""

from __future__ import annotations

from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext

from archives.documents.sheets import Sheet, Table, Text, produce_sheet
from archives.models import FormDestruction
from archives.rules.facts import DocumentFact, DocumentRef
from archives.rules.form_destruction import DESTRUCTION_KIND
from archives.selectors.retention import retain_until
from core.workflow.command import Command
from parties.public import LISTING_KIND, ListEntryPaper

CHINESE = "zh-hans"
DESTRUCTION_LIST, LISTING_SHEET = "destruction_list", "listing_sheet"
LONGEST, IDENTITY = "voucher", "customer_identity"  # what is destroyed can be asked for as long as any voucher is kept


def make_destruction_list(paper: FormDestruction, command: Command) -> DocumentRef:
    """Which numbers, out of which state, how they are destroyed, with the places of the three signatures."""
    today = localdate(command.at)
    with translation.override(CHINESE):
        sheet = Sheet(
            title="单证销毁清单",
            number=paper.number,
            company=paper.unit.name,
            unit_name="",
            facts=[
                ("销毁方式", paper.method),
                ("销毁原因", paper.remark),
                ("造册人", f"{paper.made_by.name}　{localtime(paper.created_at):%Y-%m-%d %H:%M}"),
                ("清点确认人", paper.confirmed_by.name if paper.confirmed_by else ""),
                ("监销人", paper.supervised_by.name if paper.supervised_by else ""),
                ("销毁时间", f"{localtime(paper.destroyed_at):%Y-%m-%d %H:%M}" if paper.destroyed_at else ""),
                ("状态", gettext(paper.lifecycle.state(paper.state).label)),
            ],
            tables=[
                Table(
                    "销毁单证",
                    ("单证名称", "类别", "起止号码", "数量"),
                    [
                        (
                            str(paper.form_type),
                            str(paper.form_type.get_grade_display()),
                            paper.shown_numbers,
                            f"{paper.numbers.quantity:,}",
                        )
                    ],
                )
            ],
            notice="以上单证已逐号清点，与清单相符，由两人以上在监销人监督下销毁。销毁后号码不得再用。",
            signs=("造册人", "清点确认人", "监销人"),
        )
    fact = DocumentFact(
        kind=DESTRUCTION_LIST,
        title="单证销毁清单",
        subject_kind=DESTRUCTION_KIND,
        subject_id=paper.pk,
        subject_number=paper.number,
        retain_until=retain_until((LONGEST,), end=today, on=today),
    )
    return produce_sheet(command, fact, sheet, code=DESTRUCTION_LIST)


def make_listing_sheet(entry: ListEntryPaper, command: Command) -> DocumentRef:
    """What is listed, on which ground and evidence, until when; who proposed it and who decided."""
    today = localdate(command.at)
    until = f"{entry.valid_until}" if entry.valid_until else "长期"
    decided = f"{entry.decided_by}　{localtime(entry.decided_at):%Y-%m-%d %H:%M}" if entry.decided_at else ""
    sheet = Sheet(
        title=f"{entry.kind}审批表",
        number=entry.number,
        company=entry.unit_name,
        unit_name="",
        facts=[
            ("名单类型", entry.kind),
            ("对象类型", entry.subject),
            ("对象", entry.shown),
            ("列入原因", entry.ground),
            ("来源案件", entry.source),
            ("有效期", f"{entry.valid_from} 至 {until}"),
            ("复核日期", f"{entry.review_on}"),
            ("状态", entry.state),
            ("提出人", f"{entry.proposed_by}　{localtime(entry.proposed_at):%Y-%m-%d %H:%M}"),
            ("审批人", decided),
        ],
        texts=[Text("事实与证据", entry.evidence), Text("审批意见", "", lines=4)],
        notice="名单信息仅限履行职责知悉，不得向名单所列对象以外的无关人员披露。",
        signs=("提出人", "审批人"),
    )
    fact = DocumentFact(
        kind=LISTING_SHEET,
        title=sheet.title,
        subject_kind=LISTING_KIND,
        subject_id=entry.pk,
        subject_number=entry.number,
        retain_until=retain_until((IDENTITY,), end=max(entry.valid_until or entry.review_on, today), on=today),
    )
    return produce_sheet(command, fact, sheet, code=LISTING_SHEET)
