"""Papers by which forms move: orders, requests, slips, incidents, counts, destruction, seals (domain 8.2, 8.4)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from archives.models import FormIncident, FormLot, FormMovement, Seal
from archives.rules import form_incident, form_slip, seal
from archives.rules.form_places import Standing, Step
from archives.selectors.form_figures import form_rates, gaps, holder_balances, store_balances
from archives.selectors.form_lots import UnknownForm
from archives.services import form_ends, form_hands, form_losses, form_supply, seals
from archives.services.form_moves import FormsNotThere
from archives.services.form_refusals import NotHeld, TooMany, Unexplained, WrongCount, WrongPaper
from core.models import WorkItem
from core.workflow.refusals import Forbidden, SegregationConflict
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed

FENGZE, JINJIANG, FINANCE = made.FENGZE, made.JINJIANG, made.FINANCE


def _printed(first: int = 20_001, quantity: int = 500) -> Any:
    data = form_supply.OrderData(
        form_type_id=made.kind().pk,
        first=first,
        quantity=quantity,
        printer="泉州印务",
        printer_licence="闽印证350500",
        unit_price=Decimal("0.40"),
        wanted_on=timezone.localdate(),
    )
    return form_supply.order_forms(order(actor_at("FN_DOC", FINANCE)), data=data)


def _dispatched(quantity: int = 100) -> Any:
    paper = form_supply.request_forms(
        order(made.keeper()), form_type_id=made.kind().pk, quantity=quantity, grounds="业务高峰"
    )
    form_supply.approve_request(paper.pk, order(actor_at("SUB_MGR", FENGZE)))
    return form_supply.dispatch(paper.pk, order(actor_at("FN_DOC", FINANCE)), first=3001, quantity=quantity)


class TestPrinting:
    @pytest.mark.req("FRM-01", "FRM-06")
    def test_a_delivery_comes_into_the_store_when_two_people_accepted_it(self) -> None:
        paper = _printed()
        form_supply.approve_proof(paper.pk, order(actor_at("FN_DIR", FINANCE)))
        form_supply.count_delivery(paper.pk, order(actor_at("FN_DOC", FINANCE)), counted=500)
        form_supply.accept_delivery(paper.pk, order(actor_at("FN_DIR", FINANCE)))
        assert made.lots(last=20_500) == [("in_store", 2001, 20_500)]
        moved = FormMovement.objects.get(subject_number=paper.number)
        assert (moved.step, moved.first, moved.last, moved.to_store_id) == (Step.RECEIVE, 20_001, 20_500, paper.unit_id)

    @pytest.mark.req("FRM-01")
    def test_a_short_delivery_and_numbers_printed_before_are_refused(self) -> None:
        with nothing_changed(), pytest.raises(WrongPaper):
            _printed(first=19_990)
        paper = _printed()
        form_supply.approve_proof(paper.pk, order(actor_at("FN_DIR", FINANCE)))
        form_supply.count_delivery(paper.pk, order(actor_at("FN_DOC", FINANCE)), counted=499)
        with nothing_changed(), pytest.raises(WrongCount):
            form_supply.accept_delivery(paper.pk, order(actor_at("FN_DIR", FINANCE)))


class TestRequest:
    @pytest.mark.req("FRM-01", "DUT-34")
    def test_requested_approved_dispatched_and_counted(self) -> None:
        paper = _dispatched()
        assert made.lots(standing=Standing.IN_TRANSIT) == [("in_transit", 3001, 3100)]
        assert WorkItem.objects.filter(done_at=None, queue="archives.receive").count() == 1
        done = form_supply.receive(paper.pk, order(made.keeper()), received=100)
        assert done.state == "received"
        assert made.lots(first=3001) == [("in_store", 3001, 3100)]

    @pytest.mark.req("FRM-01")
    def test_a_difference_is_reported_on_arrival_and_what_is_missing_is_lost_with_its_notice(self) -> None:
        paper = _dispatched()
        with nothing_changed(), pytest.raises(WrongCount):
            form_supply.receive(paper.pk, order(made.keeper()), received=97)
        short = form_supply.receive(
            paper.pk,
            order(made.keeper()),
            received=97,
            difference="包装破损",
            missing=made.kind().serial(3051),
        )
        assert (short.state, short.missing_first, short.missing_last) == ("short", 3051, 3053)
        form_losses.settle(paper.pk, order(actor_at("FN_DOC", FINANCE), reason="承运人赔偿"), found=False)
        assert made.lots(first__range=(3001, 3100)) == [
            ("in_store", 3001, 3050),
            ("lost", 3051, 3053),
            ("in_store", 3054, 3100),
        ]

    @pytest.mark.req("FRM-01", "FRM-08")
    def test_scattered_missing_numbers_are_reported_one_by_one(self) -> None:
        paper, serial = _dispatched(), made.kind().serial
        told = {"received": 97, "difference": "包装破损"}
        for typed in (f"{serial(3010)}, {serial(3051)}", f"{serial(3010)}, {serial(3051)}, {serial(9051)}", "JB1"):
            with nothing_changed(), pytest.raises((WrongCount, UnknownForm)) as refusal:
                form_supply.receive(paper.pk, order(made.keeper()), missing=typed, **told)
            assert refusal.value.field == "missing"
        typed = f"{serial(3010)}, {serial(3051)}–{serial(3052)}"
        short = form_supply.receive(paper.pk, order(made.keeper()), missing=typed, **told)
        assert (short.state, short.missing_parts) == ("short", [[3010, 3010], [3051, 3052]])
        form_losses.settle(paper.pk, order(actor_at("FN_DOC", FINANCE), reason="承运人赔偿"), found=False)
        lost = [(first, last) for standing, first, last in made.lots(first__range=(3001, 3100)) if standing == "lost"]
        assert lost == [(3010, 3010), (3051, 3052)]
        assert FormIncident.objects.filter(kind="loss").count() == 2

    @pytest.mark.req("FRM-01", "FRM-08")
    def test_missing_forms_are_named(self) -> None:
        paper = _dispatched()
        with nothing_changed(), pytest.raises(WrongCount) as refused:
            form_supply.receive(paper.pk, order(made.keeper()), received=98, difference="包装破损")
        assert refused.value.field == "missing"

    @pytest.mark.req("FRM-01")
    def test_more_than_usage_suggests_is_explained(self) -> None:
        with nothing_changed(), pytest.raises(WrongPaper, match="Usage suggests 0"):
            form_supply.request_forms(order(made.keeper()), form_type_id=made.kind().pk, quantity=5)


class TestSlips:
    @pytest.mark.req("FRM-06")
    def test_issued_forms_are_in_the_hand_when_the_user_signed(self) -> None:
        person = actor_at("SALES", FENGZE)
        paper = made.slip(form_slip.ISSUE, 201, 40, actor=made.keeper(), person_id=person.staff_id)
        assert made.lots(first=201) == [("offered", 201, 240)]
        with nothing_changed(), pytest.raises(Forbidden):
            made.sign(paper, made.clerk())
        made.sign(paper, person)
        assert made.lots(first=201) == [("with_user", 201, 240)]

    @pytest.mark.req("FRM-06")
    def test_nobody_holds_more_than_the_usage_of_thirty_days(self) -> None:
        with nothing_changed(), pytest.raises(TooMany) as refused:
            made.slip(form_slip.ISSUE, 201, 1, actor=made.keeper(), person_id=made.clerk().staff_id)
        assert refused.value.details == {"value": 201, "limit": 100}

    @pytest.mark.req("FRM-06")
    def test_slips_that_wait_for_a_signature_count_against_the_limit(self) -> None:
        person = actor_at("SALES", FENGZE)
        given = {"actor": made.keeper(), "person_id": person.staff_id}
        first = made.slip(form_slip.ISSUE, 201, 60, **given)
        with nothing_changed(), pytest.raises(TooMany) as refused:
            made.slip(form_slip.ISSUE, 261, 41, **given)
        assert refused.value.details == {"value": 101, "limit": 100}
        made.sign(first, person)
        coming = made.slip(form_slip.HAND_OVER, 101, 40, actor=made.clerk(), person_id=person.staff_id)
        form_hands.witness(coming.pk, order(actor_at("SUB_MGR", FENGZE)))
        second = made.slip(form_slip.ISSUE, 261, 1, **given)
        with nothing_changed(), pytest.raises(TooMany):
            made.sign(coming, person)
        form_hands.withdraw_slip(second.pk, order(made.keeper(), reason="填错"))
        assert made.sign(coming, person).state == "signed"

    @pytest.mark.req("FRM-01", "FRM-08")
    def test_nothing_new_while_old_numbers_are_unexplained(self) -> None:
        held = FormLot.objects.filter(holder_id=made.clerk().staff_id)
        held.update(since=timezone.localdate() - timedelta(days=16))
        with nothing_changed(), pytest.raises(Unexplained):
            made.slip(form_slip.ISSUE, 201, 1, actor=made.keeper(), person_id=made.clerk().staff_id)

    @pytest.mark.req("FRM-06")
    def test_the_user_does_not_issue_and_the_keeper_does_not_use(self) -> None:
        with nothing_changed(), pytest.raises(Forbidden):
            made.slip(form_slip.ISSUE, 201, 1, actor=made.clerk(), person_id=actor_at("SALES", FENGZE).staff_id)
        with nothing_changed(), pytest.raises(FormsNotThere):
            made.use(201, actor=made.keeper())

    @pytest.mark.req("FRM-01")
    def test_returned_forms_are_in_the_store_when_the_keeper_signed(self) -> None:
        paper = made.slip(form_slip.RETURN, 151, 50, actor=made.clerk())
        made.sign(paper, made.keeper())
        assert made.held() == [("with_user", 1, 150)]
        assert made.lots(standing=Standing.IN_STORE, first=151) == [("in_store", 151, 1000)]

    @pytest.mark.req("FRM-01")
    def test_a_hand_over_needs_the_supervisor_and_the_successor(self) -> None:
        successor = actor_at("SALES", FENGZE)
        paper = made.slip(form_slip.HAND_OVER, 101, 60, actor=made.clerk(), person_id=successor.staff_id)
        with nothing_changed(), pytest.raises(Forbidden):
            made.sign(paper, successor)
        form_hands.witness(paper.pk, order(actor_at("SUB_MGR", FENGZE)))
        made.sign(paper, successor)
        assert made.lots(holder_id=successor.staff_id) == [("with_user", 101, 160)]


class TestIncidents:
    @pytest.mark.req("FRM-01")
    def test_a_misprint_comes_back_with_all_copies_and_the_number_is_never_used_again(self) -> None:
        made.use(1)
        paper = made.incident(form_incident.MISPRINT, 1)
        assert (paper.subject_number, made.lots(first=1)) == ("P1", [("void", 1, 1)])
        with nothing_changed(), pytest.raises(WrongCount):
            form_losses.take_copies(paper.pk, order(made.keeper()), copies=0)
        assert form_losses.take_copies(paper.pk, order(made.keeper()), copies=1).state == "closed"
        with nothing_changed(), pytest.raises(FormsNotThere):
            made.use(1)

    @pytest.mark.req("FRM-07")
    def test_a_lost_number_is_blocked_and_announced_within_five_working_days(self) -> None:
        paper = made.incident(form_incident.LOSS, 10, quantity=2)
        assert (paper.late, WorkItem.objects.get(subject_kind="archives.form_incident").queue) == (
            False,
            "archives.loss_notice",
        )
        with nothing_changed(), pytest.raises(FormsNotThere):
            made.use(10)
        manager = actor_at("SUB_MGR", FENGZE)
        noticed = form_losses.publish(
            paper.pk, order(manager), newspaper="泉州晚报", page="A8", on=timezone.localdate()
        )
        assert noticed.notice_late is False
        assert form_losses.close_loss(paper.pk, order(manager, reason="扣罚当事人")).state == "closed"

    @pytest.mark.req("FRM-07")
    def test_a_loss_reported_after_a_day_is_late_and_so_is_a_late_notice(self) -> None:
        paper = made.incident(form_incident.LOSS, 10, discovered_at=timezone.now() - timedelta(days=20))
        assert paper.late is True
        noticed = form_losses.publish(
            paper.pk, order(actor_at("SUB_MGR", FENGZE)), newspaper="泉州晚报", page="A8", on=timezone.localdate()
        )
        assert noticed.notice_late is True

    @pytest.mark.req("FRM-01")
    def test_forms_of_somebody_else_cannot_be_reported_void(self) -> None:
        with nothing_changed(), pytest.raises(NotHeld):
            made.incident(form_incident.VOID, 10, actor=made.clerk(JINJIANG))


class TestEnds:
    @pytest.mark.req("FRM-01", "FRM-06")
    def test_old_forms_go_out_of_use_and_are_destroyed_by_three_people(self) -> None:
        today = timezone.localdate() + timedelta(days=365 * 3)
        overdue = [one for one in form_ends.out_of_time(today) if one.unit_id == made.keeper().unit_id]
        form_ends.expire(order(made.keeper()), overdue[0])
        row = FormLot.objects.get(standing=Standing.EXPIRED)
        keeper, manager = made.keeper(), actor_at("SUB_MGR", FENGZE)
        listed = form_ends.list_destruction(
            order(keeper), form_type_id=row.form_type_id, first=row.first, quantity=row.quantity, method="碎纸"
        )
        form_ends.confirm_destruction(listed.pk, order(manager), counted=row.quantity)
        with nothing_changed(), pytest.raises((Forbidden, SegregationConflict)):
            form_ends.supervise_destruction(listed.pk, order(manager))
        done = form_ends.supervise_destruction(listed.pk, order(actor_at("FN_DIR", FINANCE)))
        assert (done.state, FormLot.objects.filter(standing=Standing.DESTROYED).count()) == ("destroyed", 1)

    @pytest.mark.req("FRM-01", "FRM-06")
    def test_what_was_declared_void_is_destroyed_when_its_copies_are_back_and_the_rest_is_not(self) -> None:
        made.use(1)
        void = made.incident(form_incident.MISPRINT, 1, quantity=1)
        also = made.incident(form_incident.VOID, 2, quantity=2)
        made.incident(form_incident.LOSS, 4)
        given = {"form_type_id": made.kind().pk, "first": 1, "method": "碎纸"}
        with nothing_changed(), pytest.raises(WrongPaper, match=f"{made.kind().serial(4)}\\.") as lost:
            form_ends.list_destruction(order(made.keeper()), quantity=4, **given)
        assert lost.value.field == "first"
        with nothing_changed(), pytest.raises(WrongPaper, match=void.number):
            form_ends.list_destruction(order(made.keeper()), quantity=3, **given)
        for paper, copies in ((void, 1), (also, 2)):
            form_losses.take_copies(paper.pk, order(made.keeper()), copies=copies)
        listed = form_ends.list_destruction(order(made.keeper()), quantity=3, **given)
        form_ends.confirm_destruction(listed.pk, order(actor_at("SUB_MGR", FENGZE)), counted=3)
        form_ends.supervise_destruction(listed.pk, order(actor_at("FN_DIR", FINANCE)))
        assert made.lots(first__lte=4) == [("destroyed", 1, 3), ("lost", 4, 4)]

    @pytest.mark.req("FRM-06")
    def test_forms_of_two_units_are_listed_by_each_of_them(self) -> None:
        void = made.incident(form_incident.VOID, 1, quantity=2)
        form_losses.take_copies(void.pk, order(made.keeper()), copies=2)
        lot = FormLot.objects.get(standing=Standing.VOID)
        FormLot.objects.filter(pk=lot.pk).update(last=1)
        lot.pk, lot.first, lot.unit_id = None, 2, made.keeper("350582").unit_id
        FormLot.objects.bulk_create([lot])
        given = {"form_type_id": made.kind().pk, "first": 1, "method": "碎纸"}
        with nothing_changed(), pytest.raises(WrongPaper, match="several units"):
            form_ends.list_destruction(order(made.keeper()), quantity=2, **given)
        assert form_ends.list_destruction(order(made.keeper()), quantity=1, **given).last == 1


@pytest.mark.req("FRM-05", "FRM-06")
def test_who_keeps_blank_forms_keeps_no_seal() -> None:
    manager, reviewer = actor_at("SUB_MGR", FENGZE), actor_at("UW_REVIEW", FENGZE)
    given: dict[str, Any] = {"kind": seal.POLICY, "name": "承保专用章", "place": "保险柜"}
    with nothing_changed(), pytest.raises(WrongPaper):
        seals.enter_seal(order(manager), keeper_id=made.keeper().staff_id, **given)
    row = seals.enter_seal(order(manager), keeper_id=reviewer.staff_id, **given)
    use = {"paper": "保险单", "impressions": 2, "asked_by": "李珍珍", "approved_by": "许海涛"}
    seals.note_use(row.pk, order(reviewer), **use)
    assert Seal.objects.get(pk=row.pk).uses.get().used_by == reviewer.name
    with nothing_changed(), pytest.raises(Forbidden):
        seals.note_use(row.pk, order(manager), **use)


@pytest.mark.req("FRM-01", "FRM-08")
def test_balances_agree_and_skipped_numbers_are_found() -> None:
    made.use(3)
    today = timezone.localdate()
    stores = store_balances(made.keeper(), today.replace(day=1), today, now=True)
    assert [(one.figures.closing, one.agrees) for one in stores if one.kind.code == made.SIGN] == [(800, True)]
    hands = holder_balances(made.keeper(), today, today)
    assert [(h.figures.used, h.figures.closing, h.agrees) for h in hands] == [(1, 199, None)]
    known = holder_balances(made.keeper(), today, today, now=True)
    assert [(h.figures.closing, h.lying, h.agrees) for h in known] == [(199, 199, True)]
    assert [(lot.first, lot.last) for lot in gaps(made.keeper())] == [(1, 2)]


@pytest.mark.req("FRM-01")
def test_a_form_that_was_used_and_spoilt_is_one_form_in_the_rates() -> None:
    """Seven used, two of them void later, one void before use: three of eight."""
    for number in range(1, 8):
        made.use(number, subject=number)
    for number in (1, 2, 8):
        made.incident(form_incident.MISPRINT, number)
    today, unit = timezone.localdate(), made.keeper().unit_id
    found = form_rates([unit], today, today)[unit]
    assert (found.used, found.void, found.due, found.reconciled) == (7, 3, 8, 3)
    assert (found.void_rate, found.reconcile_rate) == (Decimal("37.50"), Decimal("37.50"))
