"""A motor loss from the call to the payment, as each post does its part."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from archives.models import Document
from claims.documents.papers import make_document
from claims.models import Calculation, Claim, LossReport, SurveyTask
from claims.services import dispatch, register, settle, survey
from core.events import publish
from core.jobs.drain import drain
from core.models import Job, WorkItem
from core.workflow.refusals import NotPossible
from finance.models import Payable, PaymentOrder
from finance.public import PaymentSettled, entries_for
from organisation.public import system_actor
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import LossExperience


def test_report_with_cover_and_task() -> None:
    report = made.make_report()
    assert report.state == "open"
    assert report.number.startswith("RMOT2026350595")
    assert report.unit.code == made.FENGZE
    assert [(c.line, c.covered) for c in report.covers.order_by("line")] == [("MCI", True), ("MOD", True)]
    assert WorkItem.objects.get(queue="claims.dispatch").unit_id == actor_at("CS_DISP", made.HOTLINE).unit_id
    assert Job.objects.filter(kind="claims.dispatch_wave").count() == 1


@pytest.mark.req("HOT-02", "AUT-15")
def test_the_nearest_surveyor_of_the_routed_desk_gets_the_task() -> None:
    task = made.make_assigned()
    assert task.surveyor_name == "刘朝晖"
    assert task.dispatch_note.startswith("AUT-15 · ")
    assert LossReport.objects.get().state == "dispatched"
    assert WorkItem.objects.get(subject_kind="claims.task", done_at=None).queue == "claims.accept"


def test_the_whole_claim() -> None:
    claims = made.make_claims()
    compulsory, commercial = claims["MCI"], claims["MOD"]
    assert (compulsory.state, commercial.state) == ("assessed", "assessed")
    assert commercial.route_basis == "AUT-15"
    assert commercial.assessed == Decimal("18000.00")
    assert (compulsory.reserve, commercial.reserve) == (Decimal("8000.00"), Decimal("18000.00"))
    assert LossReport.objects.get().state == "registered"


@pytest.mark.req("PAY-01", "PAY-03", "PAY-05")
def test_calculation_approval_payment_close() -> None:
    claim = made.make_claim_in("payable")
    sheet = Calculation.objects.get(claim=claim)
    # MC-9: third party 8,000 − 2,000 = 6,000; own damage 10,000 − 100 paid on behalf
    assert sheet.by_coverage == {"MTP": "6000.00", "MOD": "9900.00"}
    assert sheet.steps[-1]["result"] == "15900.00"
    assert claim.payable == Decimal("15900.00")
    payable = Payable.objects.get()
    assert (payable.amount, payable.payee_name, payable.claim_number) == (claim.payable, "陈晓东", claim.number)
    assert PaymentOrder.objects.count() == 1
    clock = system_actor("claims-clock", unit_id=claim.unit_id)
    closed = settle.settle(claim.pk, order(clock), amount=claim.payable, settled_at=timezone.now())
    assert (closed.state, closed.paid, closed.reserve) == ("closed", Decimal("15900.00"), Decimal("0.00"))
    experience = LossExperience.objects.get(claim_number=claim.number)
    assert (experience.incurred, experience.closed, experience.at_fault) == (Decimal("15900.00"), True, True)
    assert {line.account.split()[0][:4] for line in entries_for("claims.claim", claim.pk)}


def test_compulsory_claim_pays_within_its_limits() -> None:
    claim = made.make_claim_in("calculated", line="MCI")
    sheet = Calculation.objects.get(claim=claim)
    assert claim.payable == Decimal("2100.00")
    assert sheet.tables["limits"] == "交强险责任限额 2020"
    assert list(sheet.shares.values()) == ["2000.00"]


def test_a_refused_task_goes_to_the_next() -> None:
    task = made.make_assigned()
    first = made.surveyor_of(task)
    back = dispatch.refuse(task.pk, order(first, reason="在另一现场"))
    assert (back.state, back.surveyor_id, back.refused_by) == ("new", None, [first.staff_id])
    again = dispatch.assign(task.pk, order(made.dispatcher(task.unit_id)))
    assert again.surveyor_id not in {None, first.staff_id}


@pytest.mark.req("CAS-01", "PAY-04", "HOT-09")
def test_papers_are_made() -> None:
    claim = made.make_claim_in("payable")
    for what in ("sheet", "payment"):
        make_document(what, claim.pk, lambda unit: order(system_actor("claims-clock", unit_id=unit)))
    make_document("notice", claim.report_id, lambda unit: order(system_actor("claims-clock", unit_id=unit)))
    kinds = set(Document.objects.filter(subject_kind__startswith="claims").values_list("kind", flat=True))
    assert kinds == {"claim_sheet", "claim_payment", "claim_notice"}


@pytest.mark.req("AUT-16")
def test_same_city_loss_of_another_sub_branch_is_calculated_there() -> None:
    covers = made.policies.make_policy_in_force(unit=made.JINJIANG)
    claim = made.make_claims(covers=covers)["MOD"]
    assert claim.route_basis == "AUT-16"
    assert {claim.adjusting_unit.code, claim.approving_unit.code} == {made.JINJIANG}


@pytest.mark.req("AUT-17", "AUT-18", "AUT-19", "AUT-20")
@pytest.mark.parametrize(("unit", "basis", "desk"), [("350582", "AUT-18", "350582"), ("350503", "AUT-20", "350592")])
def test_a_loss_outside_is_surveyed_there(unit: str, basis: str, desk: str) -> None:
    covers = made.policies.make_policy_in_force(unit=unit)
    place = {"latitude": Decimal("24.7800"), "longitude": Decimal("118.5530")}
    small = (made.item_data(amount=6000),)
    claims = made.make_claims(covers=covers, items=small, **place)
    task = SurveyTask.objects.get()
    assert (task.unit.code, task.surveyor_name) == (made.JINJIANG, "蔡志强")
    assert claims["MOD"].route_basis == basis
    assert claims["MOD"].adjusting_unit.code == desk


def test_registered_by_the_clock_with_the_usual_reserve() -> None:

    report = made.make_report()
    clock = system_actor("claims-clock", unit_id=report.unit_id)
    register.register(report.pk, order(clock, at=report.reported_at + timedelta(hours=73)), forced=True)
    reserves = dict(Claim.objects.values_list("line", "reserve"))
    assert reserves == {"MCI": Decimal("3000.00"), "MOD": Decimal("10500.00")}
    assert set(Claim.objects.values_list("forced", flat=True)) == {True}


@pytest.mark.req("HOT-02", "AUT-15")
def test_the_queue_dispatches_by_itself() -> None:
    report = made.make_report(covers=[])
    drain(reraise=True)
    task = SurveyTask.objects.get()
    assert (task.state, task.surveyor_name) == ("assigned", "刘朝晖")
    item = WorkItem.objects.get(subject_kind="claims.task", done_at=None)
    assert (item.queue, item.assignee_id) == ("claims.accept", task.surveyor_id)
    assert Document.objects.get(subject_kind="claims.report", subject_id=report.pk).title == "索赔须知"


@pytest.mark.req("PAY-05")
def test_the_news_of_the_payment_closes_the_claim() -> None:
    claim = made.make_claim_in("payable")
    drain(reraise=True)
    news = PaymentSettled(
        document_kind="claims.claim",
        document_id=claim.pk,
        payable_id=Payable.objects.get().pk,
        amount=claim.payable,
        settled_at=timezone.now(),
    )
    with transaction.atomic():
        publish(news)
    drain(reraise=True)
    claim.refresh_from_db()
    assert (claim.state, claim.paid, claim.reserve) == ("closed", claim.payable, Decimal("0.00"))


def test_nothing_is_added_after_the_assessment() -> None:
    made.make_claims()
    task = SurveyTask.objects.get()
    with nothing_changed(), pytest.raises(NotPossible):
        survey.add_item(order(made.surveyor_of(task)), task_id=task.pk, data=made.item_data())


@pytest.mark.req("CAS-04")
@pytest.mark.parametrize("table", ["claims_calculation", "claims_reserveentry", "claims_opinion"])
def test_what_was_calculated_reserved_and_decided_stays(table: str) -> None:
    made.make_claim_in("approved")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
