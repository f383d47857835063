"""Papers about printed forms in the demo branch: one of each in the states that people meet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from archives.demo.form_stock import TO_UNIT, hand_out, hand_to_counters
from archives.models import FormType, Seal
from archives.rules import form_count, form_incident, form_slip, seal
from archives.selectors.form_figures import Stock
from archives.services import form_counts, form_differences, form_hands, form_losses, form_shortages, form_supply, seals
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment, Unit
from organisation.public import actor_of, system_actor

FENGZE, JINJIANG, FINANCE, CENTRE = "350503", "350582", "350593", "350591"
HELD_FOR = timedelta(days=14)


class _Told:
    """Commands of the people of the branch, each with a key of its own."""

    def __init__(self) -> None:
        self.steps, self.at = 0, timezone.now()

    def by(self, post: str, unit: str = FENGZE, reason: str = "", nth: int = 0) -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo-forms/{self.steps}")
        return Command(key=key, actor=_actor(post, unit, nth), at=self.at, reason=reason)

    def of(self, actor: Actor) -> Command:
        self.steps += 1
        return Command(key=uuid5(NAMESPACE_URL, f"demo-forms/{self.steps}"), actor=actor, at=self.at)


def _actor(post: str, unit: str, nth: int = 0) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[nth])


def tell_papers() -> None:
    """Stock of the other kinds, then the papers."""
    kinds = {kind.code: kind for kind in FormType.objects.all()}
    others = (kind for code, kind in sorted(kinds.items()) if code not in {"compulsory_sign", "vat_invoice"})
    hand_out(*others, held_for=HELD_FOR)
    hand_to_counters(kinds["vat_invoice"])
    told = _Told()
    _orders(told, kinds)
    _requests(told, kinds)
    _slips(told, kinds)
    _incidents(told, kinds)
    _counts(told)
    _differences(told, kinds)
    _shortages(told, kinds)
    _seals(told)


def _orders(told: _Told, kinds: dict[str, FormType]) -> None:
    for code, until in (("policy_paper", 1), ("endorsement_paper", 2), ("household_fixed", 0)):
        data = form_supply.OrderData(
            form_type_id=kinds[code].pk,
            first=form_supply.next_free(kinds[code]),
            quantity=5_000,
            printer="泉州印务有限公司",
            printer_licence="闽印证字第350500号",
            unit_price=Decimal("0.38"),
            wanted_on=timezone.localdate() + timedelta(days=14),
        )
        paper = form_supply.order_forms(told.by("FN_DOC", FINANCE), data=data)
        if until >= 1:
            form_supply.approve_proof(paper.pk, told.by("FN_DIR", FINANCE))
        if until >= 2:
            form_supply.count_delivery(paper.pk, told.by("FN_DOC", FINANCE), counted=5_000)


def _requests(told: _Told, kinds: dict[str, FormType]) -> None:
    first = 1 + 2 * TO_UNIT
    for code, until, received in (
        ("premium_receipt", 3, 300),
        ("policy_paper", 3, 298),
        ("proposal_form", 2, 0),
        ("endorsement_paper", 1, 0),
        ("accident_card", 0, 0),
    ):
        kind = kinds[code]
        paper = form_supply.request_forms(
            told.by("SUB_DOC"), form_type_id=kind.pk, quantity=300, grounds="第四季度业务高峰备量"
        )
        if until >= 1:
            form_supply.approve_request(paper.pk, told.by("SUB_MGR"))
        if until >= 2:
            form_supply.dispatch(paper.pk, told.by("FN_DOC", FINANCE), first=first, quantity=300)
        if until >= 3:
            report = "" if received == 300 else "包装破损，末尾两份缺失，已拍照"
            missing = "" if received == 300 else kind.serial(first + received)
            form_supply.receive(paper.pk, told.by("SUB_DOC"), received=received, difference=report, missing=missing)


def _slips(told: _Told, kinds: dict[str, FormType]) -> None:
    clerk = _actor("SALES", FENGZE)
    for code, signed in (("accident_card", True), ("household_fixed", False)):
        data = _slip(form_slip.ISSUE, kinds[code], 201, 20, person_id=clerk.staff_id, remark="营销员领用")
        paper = form_hands.make_slip(told.by("SUB_DOC"), data=data)
        if signed:
            form_hands.sign_slip(paper.pk, told.by("SALES"))
    form_hands.make_slip(told.by("UW_ISSUE"), data=_slip(form_slip.RETURN, kinds["policy_paper"], 151, 50))


def _slip(what: str, kind: FormType, first: int, quantity: int, **more: Any) -> form_hands.SlipData:
    return form_hands.SlipData(kind=what, form_type_id=kind.pk, first=first, quantity=quantity, **more)


def _incidents(told: _Told, kinds: dict[str, FormType]) -> None:
    for what, code, first, quantity, account in (
        (form_incident.MISPRINT, "policy_paper", 1, 1, "打印错位，第二联偏移"),
        (form_incident.VOID, "endorsement_paper", 1, 1, "客户当场改变主意，批单作废"),
        (form_incident.LOSS, "household_fixed", 51, 2, "外出送单途中遗失两份空白保单"),
    ):
        data = form_losses.IncidentData(
            kind=what,
            form_type_id=kinds[code].pk,
            first=first,
            quantity=quantity,
            discovered_at=told.at,
            account=account,
        )
        paper = form_losses.report_forms(told.by("UW_ISSUE"), data=data)
        if what == form_incident.VOID:
            form_losses.take_copies(paper.pk, told.by("SUB_DOC"), copies=kinds[code].copies)


def _counts(told: _Told) -> None:
    for unit, kind, checked in ((JINJIANG, form_count.MONTHLY, False), (FENGZE, form_count.MONTHLY, True)):
        store = _actor("SUB_DOC", unit).unit_id
        paper = form_counts.begin_count(told.by("SUB_MGR", unit), kind=kind, unit_id=store)
        if checked:
            found = {
                line.form_type.code: form_counts.Found(quantity=line.booked) for line in form_counts.sheet_of(store)
            }
            form_counts.enter_count(paper.pk, told.by("SUB_DOC", unit), found=found)
            form_counts.check_count(paper.pk, told.by("SUB_MGR", unit))


def _differences(told: _Told, kinds: dict[str, FormType]) -> None:
    """A quarterly count of the centre that does not agree, and a surprise count whose missing form was reported."""
    head = told.by("FN_DIR", FINANCE)
    open_one = form_counts.begin_count(head, kind=form_count.QUARTERLY, unit_id=head.actor.unit_id or 0)
    found = _counted(open_one.unit_id, {"proposal_form": -4})
    form_counts.enter_count(open_one.pk, told.by("FN_DOC", FINANCE), found=found)
    form_counts.check_count(open_one.pk, told.by("FN_CHECK", FINANCE))
    store = _actor("SUB_DOC", FENGZE).unit_id
    surprise = form_counts.begin_count(told.by("SUB_MGR"), kind=form_count.SURPRISE, unit_id=store)
    form_counts.enter_count(surprise.pk, told.by("SUB_DOC"), found=_counted(store, {"household_fixed": -1}))
    form_counts.check_count(surprise.pk, told.by("SUB_MGR"))
    data = form_losses.IncidentData(
        kind=form_incident.LOSS,
        form_type_id=kinds["household_fixed"].pk,
        first=1_000,
        quantity=1,
        discovered_at=told.at,
        account="突击盘点发现短少一份空白定额保单",
    )
    lost = form_losses.report_forms(told.by("SUB_DOC"), data=data)
    answer = form_differences.Answer(way=form_count.Way.BOOKED, paper=lost.number)
    answers = {"household_fixed": answer}
    form_differences.answer_difference(
        surprise.pk, told.by("SUB_MGR"), answers=answers, liable="库管员承担登报费用，季度考核扣分"
    )


def _counted(unit_id: int, off: dict[str, int]) -> dict[str, form_counts.Found]:
    found = {}
    for line in form_counts.sheet_of(unit_id):
        differs = off.get(line.form_type.code, 0)
        words = {"cause": "实物短少，原因待查", "measure": "核对领用登记和监控"} if differs else {}
        found[line.form_type.code] = form_counts.Found(quantity=line.booked + differs, **words)
    return found


def _shortages(told: _Told, kinds: dict[str, FormType]) -> None:
    """Jinjiang runs low on three kinds: one waits, one is asked for, one is left."""
    keeper = _actor("SUB_DOC", JINJIANG)
    unit = Unit.objects.get(pk=keeper.unit_id)
    for code in ("policy_paper", "compulsory_sign", "premium_receipt"):
        low = Stock(
            unit=unit,
            kind=kinds[code],
            in_store=800,
            on_the_way=0,
            with_users=200,
            per_day=Decimal(40),
            reorder_point=1_200,
            order=1_600,
        )
        row = form_shortages.note_shortage(told.of(system_actor("form-clock", unit_id=unit.pk)), stock=low)
        if code == "compulsory_sign":
            grounds = "年末车险业务高峰"
            form_supply.request_forms(
                told.by("SUB_DOC", JINJIANG), form_type_id=kinds[code].pk, quantity=1_600, grounds=grounds
            )
        elif code == "premium_receipt":
            form_shortages.leave_shortage(row.pk, told.by("SUB_DOC", JINJIANG, reason="已改用电子收据，库存足够周转"))


def _seals(told: _Told) -> None:
    keeper = _actor("UW_REVIEW", FENGZE).staff_id or 0
    row: Seal = seals.enter_seal(
        told.by("SUB_MGR"), kind=seal.POLICY, name="丰泽支公司承保专用章（1）", keeper_id=keeper, place="业务内勤保险柜"
    )
    seals.note_use(
        row.pk, told.by("UW_REVIEW"), paper="保险单正本 12 份", impressions=12, asked_by="李珍珍", approved_by="许海涛"
    )
