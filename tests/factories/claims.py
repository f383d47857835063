"""Reports, surveys and claims made through the services, as people make them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from claims.models import Claim, LossItem, LossReport, SurveyTask
from claims.rules import claim_lifecycle as states
from claims.services import approve, assess, calculate, dispatch, papers, register, reports, settle, survey
from claims.services.data import CostLine, ItemData, ReportData, SurveyFacts
from core import files
from organisation.public import system_actor
from parties.public import AccountData, accounts_of, add_account
from tests.factories import underwriting as policies
from tests.factories.organisation import actor_at, order
from underwriting.models import Policy

CENTRE, HOTLINE, FENGZE, JINJIANG, ANXI = "350592", "350595", "350503", "350582", "350524"

SHOTS = ("scene", "whole", "vin", "damage")


def moment(days: int = 1) -> datetime:
    """A moment in which the policies of the factory cover: they begin tomorrow."""
    return timezone.now() + timedelta(days=days)


def report_data(**over: Any) -> ReportData:
    at = over.pop("at", None) or moment(2)
    given = {
        "reporter_name": "陈晓东",
        "reporter_phone": "13905951234",
        "occurred_at": at - timedelta(hours=1),
        "place": "泉州市丰泽区刺桐路与田安路口",
        "latitude": Decimal("24.8950"),
        "longitude": Decimal("118.6000"),
        "cause": "collision",
        "course": "转弯时与直行车辆相撞",
        "plate": "闽C12345",
        "third_vehicles": 1,
        "police": True,
        "estimate": Decimal(15000),
    }
    return ReportData(**(given | over))


def make_report(*, covers: list[Policy] | None = None, at: datetime | None = None, **over: Any) -> LossReport:
    """Taken at 95518, two days from now, when the policies cover."""
    at = at or moment(2)
    if covers is None:
        covers = policies.make_policy_in_force()
    data = report_data(at=at, policy_ids=tuple(policy.pk for policy in covers), **over)
    return reports.register_report(order(actor_at("CS_AGENT", HOTLINE), at=at), data)


def dispatcher(unit_id: int) -> Any:
    return system_actor("dispatcher", unit_id=unit_id)


def make_assigned(**over: Any) -> SurveyTask:
    """Given to the nearest surveyor."""
    report = over.pop("report", None) or make_report(**over)
    task = report.tasks.get(speciality="vehicle")
    return dispatch.assign(task.pk, order(dispatcher(report.unit_id)))


def surveyor_of(task: SurveyTask) -> Any:
    """The actor to whom the task was given."""
    unit = task.unit.code
    held = [actor_at("CS_SURV", unit, nth=n) for n in range(3 if unit == CENTRE else 1)]
    return next(actor for actor in held if actor.staff_id == task.surveyor_id)


def make_on_site(**over: Any) -> SurveyTask:
    task = make_assigned(**over)
    who = surveyor_of(task)
    dispatch.accept(task.pk, order(who))
    return dispatch.arrive(task.pk, order(who))


def photo(colour: str = "grey") -> bytes:
    """A small picture."""
    target = BytesIO()
    Image.new("RGB", (64, 48), colour).save(target, "JPEG")
    return target.getvalue()


def add_photos(task: SurveyTask, who: Any, shots: tuple[str, ...] = SHOTS) -> None:
    for shot in shots:
        stored = files.store(photo(), purpose=files.PHOTO, name=f"{shot}.jpg", actor=who)
        survey.add_photo(task.pk, order(who), file_id=stored.pk, shot=shot)


def item_data(kind: str = "own_vehicle", amount: int = 10000, **over: Any) -> ItemData:
    given = {"kind": kind, "name": "大众朗逸", "lines": (CostLine(name="前保险杠", amount=Decimal(amount)),)}
    return ItemData(**(given | over))


def make_surveyed(
    *, facts: SurveyFacts | None = None, items: tuple[ItemData, ...] | None = None, **over: Any
) -> LossReport:
    """Facts, photos and objects are recorded, the survey is finished; nothing is assessed yet."""
    task = make_on_site(**over)
    who = surveyor_of(task)
    told = facts or SurveyFacts(fault="full", narrative="标的车右转未让直行", blameless_others=1)
    survey.record_facts(task.pk, order(who), facts=told)
    add_photos(task, who)
    for data in items or (item_data(), item_data("third_vehicle", 8000, name="丰田卡罗拉", plate="闽C66666")):
        survey.add_item(order(who), task_id=task.pk, data=data)
    survey.finish(task.pk, order(who))
    return LossReport.objects.get(pk=task.report_id)


def confirm_items(report: LossReport) -> None:
    """The surveyor confirms all objects within authority."""
    for item in LossItem.objects.filter(report=report, state="draft").order_by("pk"):
        assess.confirm(item.pk, order(surveyor_of(item.task)))


def make_assessed(**over: Any) -> LossReport:
    report = make_surveyed(**over)
    confirm_items(report)
    return report


def make_claims(**over: Any) -> dict[str, Claim]:
    """Assessed and registered: the claims of a case by line."""
    report = make_assessed(**over)
    register.register(report.pk, order(actor_at("CS_REG", CENTRE)))
    return {claim.line: claim for claim in Claim.objects.filter(report=report)}


def bring_documents(claim: Claim) -> Claim:
    clerk = actor_at("CS_ADMIN", CENTRE)
    codes = tuple(claim.documents.filter(received_at=None).values_list("code", flat=True))
    papers.receive_documents(claim.pk, order(clerk), codes=codes)
    return papers.complete_documents(claim.pk, order(clerk))


def make_claim_in(state: str, *, line: str = "MOD", **over: Any) -> Claim:
    """A claim of the case in ``state``, brought there step by step."""
    claim = make_claims(**over)[line]
    if state == states.ASSESSED:
        return claim
    claim = bring_documents(claim)
    adjuster = actor_at("CS_ADJ", claim.adjusting_unit.code)
    if state == states.DOCS_COMPLETE:
        return claim
    claim = calculate.calculate(claim.pk, order(adjuster))
    if state == states.CALCULATED:
        return claim
    claim = calculate.submit(claim.pk, order(adjuster))
    if state == states.APPROVING:
        return claim
    claim = approve.approve(claim.pk, order(actor_at("CS_APPR1", claim.approving_unit.code)))
    return (
        claim
        if state == states.APPROVED
        else settle.agree(claim.pk, order(actor_at("CS_ADMIN", CENTRE)), account_token=account_of(claim.insured_id))
    )


def account_of(party_id: int) -> str:
    """The token of an account of the customer."""
    known = accounts_of(party_id)
    if not known:
        data = AccountData(holder="陈晓东", bank="中国工商银行", branch="泉州丰泽支行", number="6222600260001072444")
        known = [add_account(order(actor_at("UW_ISSUE", FENGZE)), party_id, data)]
    return str(known[0].token)
