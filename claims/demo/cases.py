"""Cases of the demo branch, brought to their states through the services by their posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from PIL import Image

from claims.models import Claim, LossReport, SurveyTask
from claims.services import approve, assess, calculate, dispatch, papers, register, reports, settle, survey
from claims.services.data import CostLine, ItemData, ReportData, SurveyFacts
from core import files
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from parties.public import AccountData, accounts_of, add_account, party
from underwriting.public import CoverFact, CoverQuery, find_cover

CENTRE, HOTLINE = "350592", "350595"
COLOURS = {"scene": "slategrey", "whole": "steelblue", "vin": "darkgrey", "damage": "firebrick"}


@dataclass(frozen=True, slots=True)
class Case:
    """A case and how far it has come."""

    until: str
    plate: str
    place: str
    latitude: str
    longitude: str
    course: str
    own: int
    third: int
    fault: str = "full"


CASES = (
    Case("report", "闽CB9779", "泉州市丰泽区田安路与刺桐路口", "24.8950", "118.6010", "右转时与直行电动车刮擦", 0, 0),
    Case("assigned", "闽CG2389", "泉州市鲤城区中山中路236号", "24.9075", "118.5868", "倒车碰撞路边石墩", 0, 0),
    Case("on_site", "闽CB5422", "泉州市洛江区万虹路与安达路口", "24.9397", "118.6703", "追尾前方轿车，双方车损", 0, 0),
    Case("surveyed", "闽CD5744", "泉州市丰泽区东海大街", "24.8850", "118.6300", "变更车道时与左侧车辆相撞", 3800, 2600),
    Case(
        "documents",
        "闽CL5919",
        "泉州市丰泽区宝洲路万达广场",
        "24.8840",
        "118.6190",
        "停车场出口与来车相撞",
        5200,
        1800,
        "main",
    ),
    Case("calculated", "闽CD8359", "泉州市鲤城区温陵南路", "24.8990", "118.5930", "路口未让直行车辆", 6400, 4200),
    Case("approving", "闽CF8841", "泉州市丰泽区津淮街", "24.9010", "118.6060", "雨天路滑追尾", 8800, 6500),
    Case("payable", "闽CK9073", "泉州市丰泽区坪山路", "24.9120", "118.6080", "会车时刮擦对向车辆", 4600, 3900, "equal"),
)


def build_cases() -> None:
    """Each case as far as the list says, on the policies of its vehicle."""
    for number, case in enumerate(CASES):
        _Way(case, number).go()


class _Way:
    """One case on its way."""

    def __init__(self, case: Case, number: int) -> None:
        self.case, self.number, self.steps = case, number, 0

    def go(self) -> None:
        for reached in self._steps():
            if reached == self.case.until:
                break

    def _as(self, post: str, unit: str = CENTRE, reason: str = "") -> Command:
        held = PostAssignment.objects.filter(post_id=post, unit__code=unit)
        return self._command(actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0]), reason)

    def _command(self, actor: Actor, reason: str = "") -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo/claims/{self.number}/{self.steps}")
        return Command(key=key, actor=actor, at=timezone.now(), reason=reason)

    def _surveyor(self, task: SurveyTask) -> Actor:
        held = PostAssignment.objects.filter(post_id="CS_SURV", staff_id=task.surveyor_id or 0)
        return actor_of(held.select_related("staff", "unit", "scope_unit").get())

    def _steps(self) -> Iterator[str]:
        agent = self._as("CS_AGENT", HOTLINE)
        report = reports.register_report(agent, self._data(find_cover(CoverQuery(plate=self.case.plate), agent.actor)))
        yield "report"
        task = report.tasks.get()
        task = dispatch.assign(task.pk, self._command(system_actor("dispatcher", unit_id=report.unit_id)))
        dispatch.hand_items_to(task)
        yield "assigned"
        who = self._surveyor(task)
        dispatch.accept(task.pk, self._command(who))
        dispatch.hand_items_to(dispatch.arrive(task.pk, self._command(who)))
        yield "on_site"
        self._survey(task, who)
        yield "surveyed"
        register.register(report.pk, self._as("CS_REG"))
        yield "registered"
        yield from self._claims(report)

    def _data(self, covers: list[CoverFact]) -> ReportData:
        case, name = self.case, covers[0].insured_name
        return ReportData(
            reporter_name=name,
            reporter_phone=f"1390597{self.number:04d}",
            driver_name=name,
            occurred_at=timezone.now() - timedelta(minutes=25 + self.number),
            place=case.place,
            latitude=Decimal(case.latitude),
            longitude=Decimal(case.longitude),
            cause="collision",
            course=case.course,
            plate=case.plate,
            policy_ids=tuple(cover.policy_id for cover in covers),
            third_vehicles=1,
            police=case.fault != "full",
            estimate=Decimal(case.own + case.third or 3000),
        )

    def _survey(self, task: SurveyTask, who: Actor) -> None:
        for shot, colour in COLOURS.items():
            stored = files.store(_picture(colour), purpose=files.PHOTO, name=f"{shot}.jpg", actor=who)
            survey.add_photo(task.pk, self._command(who), file_id=stored.pk, shot=shot)
        facts = SurveyFacts(fault=self.case.fault, narrative=f"{self.case.course}，痕迹相符，驾驶证、行驶证有效。")
        survey.record_facts(task.pk, self._command(who), facts=facts)
        for data in self._objects():
            item = survey.add_item(self._command(who), task_id=task.pk, data=data)
            if self.case.until != "surveyed":
                assess.confirm(item.pk, self._command(who))
        survey.finish(task.pk, self._command(who))

    def _objects(self) -> tuple[ItemData, ItemData]:
        def lines(total: int) -> tuple[CostLine, ...]:
            parts = Decimal(total) * 7 / 10
            work = Decimal(total) - parts
            return (CostLine(name="前保险杠、大灯", amount=parts), CostLine(name="钣金喷漆", amount=work, labour=True))

        own = ItemData(kind="own_vehicle", name="标的车", plate=self.case.plate, lines=lines(self.case.own))
        third = ItemData(kind="third_vehicle", name="三者车", plate="闽C8K662", lines=lines(self.case.third))
        return own, third

    def _claims(self, report: LossReport) -> Iterator[str]:
        claims = list(Claim.objects.filter(report=report).order_by("line"))
        for claim in claims:
            codes = list(claim.documents.values_list("code", flat=True))
            some = codes[:3] if self.case.until == "documents" else codes
            papers.receive_documents(claim.pk, self._as("CS_ADMIN"), codes=tuple(some))
        yield "documents"
        for claim in claims:
            papers.complete_documents(claim.pk, self._as("CS_ADMIN"))
            desk = claim.adjusting_unit.code
            calculate.calculate(claim.pk, self._as("CS_ADJ", desk), opinion="属于保险责任，按责赔付。")
        yield "calculated"
        for claim in claims:
            calculate.submit(claim.pk, self._as("CS_ADJ", claim.adjusting_unit.code))
        yield "approving"
        for claim in claims:
            approve.approve(claim.pk, self._as("CS_APPR1", claim.approving_unit.code, "单证齐全，计算无误，同意赔付。"))
            self._pay(claim)
        yield "payable"

    def _pay(self, claim: Claim) -> None:
        insured = party(claim.insured_id)
        number = f"62226002600010{self.number:05d}"
        data = AccountData(holder=insured.name, bank="中国工商银行", branch="泉州丰泽支行", number=number)
        token = self._account(claim.insured_id, data)
        settle.agree(claim.pk, self._as("CS_ADMIN"), account_token=token)

    def _account(self, party_id: int, data: AccountData) -> str:
        known = accounts_of(party_id)
        return str(known[0].token if known else add_account(self._as("UW_ISSUE", "350503"), party_id, data).token)


def _picture(colour: str) -> bytes:
    target = BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(target, "JPEG")
    return target.getvalue()
