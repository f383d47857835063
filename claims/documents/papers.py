"""Papers of a case: list of documents, supplement notice, calculation sheet, payment notice (PAY-04)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate, localtime

from archives.public import DocumentFact, DocumentRef, produce, retain_until
from claims.models import Calculation, Claim, LossItem, LossReport, Photo
from claims.rules.claim_lifecycle import CLAIM_KIND
from claims.rules.documents import needed_documents
from claims.rules.lifecycle import REPORT_KIND
from claims.rules.motor_calculation import Kind
from claims.selectors.reports import live_items
from claims.selectors.tables import DOCUMENTS, document_catalogue, tables
from claims.services.notices import send_notice
from core.workflow.command import Command

COMPANY = "演示财产保险股份有限公司"
RETENTION = ("business_short", "customer_identity")
TITLES = {
    "notice": "索赔须知",
    "supplement": "索赔单证补充通知书",
    "assessment": "机动车辆保险定损单",
    "sheet": "赔款计算书",
    "payment": "赔款通知书",
}
KIND_WORDS = {"own_vehicle": "标的车", "third_vehicle": "三者车", "property": "其他财产", "injury": "人员伤亡"}
SHOT_WORDS = {
    "scene": "事故现场", "whole": "车辆全貌及号牌", "vin": "车架号或号牌近景", "damage": "损失部位", "people": "人员",
    "papers": "证件",
}  # fmt: skip
ZERO = Decimal("0.00")
MakeCommand = Callable[[int], Command]


def make_document(what: str, pk: int, command_for: MakeCommand) -> DocumentRef:
    """Render and keep one of the papers; ``command_for`` makes the command in the name of a unit."""
    if what == "notice":
        report = LossReport.objects.select_related("unit").get(pk=pk)
        return _keep(what, command_for(report.unit_id), REPORT_KIND, report, notice_content(report))
    if what == "assessment":
        report = LossReport.objects.select_related("unit").get(pk=pk)
        return _keep(what, command_for(report.unit_id), REPORT_KIND, report, assessment_content(report))
    claim = Claim.objects.select_related("unit", "report").get(pk=pk)
    return _keep(what, command_for(claim.unit_id), CLAIM_KIND, claim, claim_content(what, claim))


def send_document(what: str, pk: int, command_for: MakeCommand) -> None:
    """Those papers that ask the customer for something go to the reporter's telephone."""
    if what == "notice":
        report = LossReport.objects.select_related("unit").get(pk=pk)
        listed = notice_content(report)["listed"]
    elif what == "supplement":
        claim = Claim.objects.select_related("report").get(pk=pk)
        report, listed = claim.report, claim_content(what, claim)["listed"]
    else:
        return
    command = command_for(report.unit_id)
    send_notice(report, what, TITLES[what], listed, key=command.key, at=command.at)


def _keep(what: str, command: Command, kind: str, subject: Any, content: dict[str, Any]) -> DocumentRef:
    today = localdate(command.at)
    fact = DocumentFact(
        kind=f"claim_{what}",
        title=TITLES[what],
        subject_kind=kind,
        subject_id=subject.pk,
        subject_number=subject.number,
        retain_until=retain_until(RETENTION, end=today, on=today),
    )
    shown = content | {"title": TITLES[what], "company": COMPANY, "number": subject.number, "printed_at": command.at}
    return produce(command, fact, template="documents/claim_paper.html", context=shown)


def notice_content(report: LossReport) -> dict[str, Any]:
    """What the customer must bring."""
    kinds = {Kind.OWN_VEHICLE}
    kinds |= {Kind.THIRD_VEHICLE} if report.third_vehicles else set()
    kinds |= {Kind.INJURY} if report.injured else set()
    catalogue = document_catalogue(tables(localdate(report.occurred_at), DOCUMENTS))
    needed = needed_documents(catalogue, line="", kinds=frozenset(kinds), police=report.police)
    return {
        "unit_name": report.unit.name,
        "facts": _accident(report),
        "listed_title": "办理索赔请提供下列单证",
        "listed": [one.name for one in needed],
    }


def assessment_content(report: LossReport) -> dict[str, Any]:
    """Every object with its parts and labour, and the list of the photos; all three parties sign (B5)."""
    items = live_items(report.pk)
    photos = Photo.objects.filter(task__report=report).select_related("file").order_by("pk")
    return {
        "unit_name": report.unit.name,
        "facts": _accident(report),
        "assessed": [_object(item) for item in items],
        "grand_total": f"{sum((item.net for item in items), ZERO):,.2f}",
        "photos": [_photo(number, photo) for number, photo in enumerate(photos, 1)],
        "signatures": ("被保险人（签章）", "第三者（签章）", "定损员（签章）"),
    }


def _object(item: LossItem) -> dict[str, Any]:
    lines = [
        (line["name"], "工时" if line["labour"] else "配件", f"{Decimal(line['amount']):,.2f}") for line in item.lines
    ]
    return {
        "name": " ".join(part for part in (item.name, item.plate) if part),
        "kind": KIND_WORDS[item.kind],
        "lines": lines,
        "assessed": f"{item.assessed:,.2f}",
        "residual": f"{item.residual:,.2f}",
        "net": f"{item.net:,.2f}",
        "total_loss": item.total_loss,
        "by": item.assessed_by,
    }


def _photo(number: int, photo: Photo) -> tuple[str, ...]:
    taken = f"{localtime(photo.taken_at):%Y-%m-%d %H:%M}" if photo.taken_at else "—"
    return (str(number), SHOT_WORDS[photo.shot], taken, photo.added_by, photo.file.sha256[:16])


def claim_content(what: str, claim: Claim) -> dict[str, Any]:
    """What a paper of the claim says."""
    base: dict[str, Any] = {
        "unit_name": claim.unit.name,
        "facts": [("保险单号", claim.policy_number), ("被保险人", claim.insured_name), *_accident(claim.report)],
    }
    if what == "supplement":
        absent = claim.documents.exclude(asked_at=None)
        listed = [one.name for one in absent]
        return base | {"listed_title": "请一次性补充提供下列单证", "listed": listed}
    sheet = claim.sheets.order_by("-version").first()
    rows = [(item.name, f"{item.assessed:,.2f}", f"{item.residual:,.2f}") for item in live_items(claim.report_id)]
    base |= {
        "items": rows,
        "total": f"{claim.payable:,.2f}",
        "steps": _steps(sheet),
    }
    if what == "payment":
        for payee in claim.payees.filter(calculation=claim.calculations):
            account = f"{payee.account}　¥{payee.amount:,.2f}"
            base["facts"] += [("领款人", payee.holder), ("收款账户", account)]
        base["steps"] = []
    return base


def _steps(sheet: Calculation | None) -> list[dict[str, Any]]:
    """The steps with their results as amounts are written."""
    steps = sheet.steps if sheet else []
    return [step | {"result": f"{Decimal(step['result']):,.2f}"} for step in steps]


def _accident(report: LossReport) -> list[tuple[str, str]]:
    return [
        ("报案号", report.number),
        ("号牌号码", report.plate),
        ("出险时间", f"{localdate(report.occurred_at)}"),
        ("出险地点", report.place),
    ]
