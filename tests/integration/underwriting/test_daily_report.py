"""The daily report of a sub-branch, its differences, and questions to the centre (UWR-04, UWR-05, DUT-08)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from core.clocks import at_midnight
from core.models import Notification, WorkItem
from core.workflow.refusals import Forbidden, NotPossible
from organisation.models import Unit
from organisation.public import calendar, system_actor
from tests.factories import referral as up
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.printed import words_of
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.documents.daily_report import daily_report
from underwriting.forms.desk import DifferForm, ResolveForm
from underwriting.models import DailyReport, Discrepancy, Question
from underwriting.rules.daily_report import COUNTS, corrected
from underwriting.selectors.daily_report import (
    begins,
    corrections_of,
    gathered,
    report_for,
    sub_branches,
    unpublished,
)
from underwriting.services import daily_report as services
from underwriting.services import decide, intake, questions, review
from underwriting.services.refusals import InvalidEntry
from underwriting.tasks.desk import SETTLING, _publish

FENGZE, UWC = made.FENGZE, made.UWC


def _branch() -> Unit:
    return Unit.objects.get(code="350500")


def _published(code: str = FENGZE) -> DailyReport:
    unit = Unit.objects.get(code=code)
    day = timezone.localdate()
    found = gathered(_branch(), at_midnight(day), at_midnight(day + timedelta(days=1)))
    rows = tuple(row.as_json() for row in found.of(unit.pk))
    clock = order(system_actor("policy-clock", unit_id=unit.branch_id))
    by = timezone.now() + timedelta(days=1)
    return services.publish(clock, unit_id=unit.pk, day=day, rows=rows, cases=found.cases_of(unit.pk), answer_by=by)


@pytest.mark.req("UWR-04", "DUT-06")
def test_the_report_counts_what_was_done_by_line() -> None:
    made.make_decided()
    second = made.make_submitted(vehicle=made.vehicle(vin=made.VINS[0], plate="闽C22222"))
    reasons = {"vin": "与行驶证不符"}
    review.return_proposal(second.pk, order(actor_at("UW_REVIEW", FENGZE)), reasons=reasons)
    third = up.make_waiting(vehicle=made.vehicle(vin=made.VINS[1], plate="闽C33333"))
    decide.approve(third.pk, order(actor_at("UW_UND3", UWC)))
    report = _published()
    (row,) = report.figures()
    counts = {name: getattr(row, name) for name in COUNTS if getattr(row, name)}
    assert (row.line, counts) == ("MOTOR", {"submitted": 3, "returned": 1, "automatic": 1, "manual": 1})
    assert row.balance == 0
    first = Decimal("760.00") + Decimal("1117.16") + Decimal("676.67")
    assert row.premium == first + third.premium
    assert row.handled == 1


@pytest.mark.req("UWR-04", "UWR-05")
def test_every_figure_leads_to_its_cases(settings: Any) -> None:
    settings.DEMO = True
    waiting = up.make_waiting(vehicle=made.vehicle(vin=made.VINS[1], plate="闽C33333"))
    gone = made.make_submitted(vehicle=made.vehicle(vin=made.VINS[0], plate="闽C22222"))
    intake.withdraw_proposal(gone.pk, order(actor_at("UW_ISSUE", FENGZE), reason="客户不保了"))
    report = _published()
    (row,) = report.figures()
    assert (row.submitted, row.pending, row.ended, row.balance) == (2, 1, 1, 0)
    client = signed_in("UW_REVIEW", FENGZE)
    page = client.get(reverse("underwriting:daily_report", args=[report.pk])).content.decode()
    address = reverse("underwriting:daily_cases", args=[report.pk])
    assert f"{address}?figure=pending&amp;line=MOTOR" in page
    shown = client.get(address, {"figure": "pending", "line": "MOTOR"}).content.decode()
    assert waiting.number in shown
    assert gone.number not in shown
    assert client.get(address, {"figure": "password"}).status_code == 404


@pytest.mark.req("UWR-04")
def test_every_sub_branch_gets_its_report_once() -> None:
    before = len(unpublished(_branch(), timezone.localdate()))
    _published()
    assert len(unpublished(_branch(), timezone.localdate())) == before - 1


@pytest.mark.req("UWR-04", "DUT-08")
def test_what_happens_between_two_reports_stands_in_the_second() -> None:
    """In the evening, on a day off: carried over is what waited when the last report was made."""
    unit, branch = Unit.objects.get(code=FENGZE), _branch()
    first = made.make_submitted()
    last = timezone.now()
    clock = order(system_actor("policy-clock", unit_id=branch.pk))
    yesterday = timezone.localdate() - timedelta(days=1)
    services.publish(clock, unit_id=unit.pk, day=yesterday, rows=(), answer_by=last, until=last)
    second = made.make_submitted(vehicle=made.vehicle(vin=made.VINS[0], plate="闽C47219"))
    day = next(
        one for one in (timezone.localdate() + timedelta(days=n) for n in range(1, 30)) if calendar().is_working(one)
    )
    at = at_midnight(day) + timedelta(hours=18, minutes=5)

    assert _publish(branch, timezone.localtime(at)) == len(sub_branches(branch))
    report = DailyReport.objects.get(unit=unit, day=day)
    assert (report.since, report.until) == (last, at - SETTLING)
    assert (report.sum.carried, report.sum.submitted) == (1, 1)
    assert report.cases["MOTOR"]["carried"] == [first.pk]
    assert report.cases["MOTOR"]["submitted"] == [second.pk]
    assert list(begins([unit], day + timedelta(days=1))) == [at - SETTLING]
    other = DailyReport.objects.filter(day=day).exclude(unit=unit).first()
    assert other is not None
    assert other.since == at_midnight(day)


@pytest.mark.req("UWR-05")
def test_a_difference_is_cleared_and_confirmed_and_then_the_report_agrees() -> None:
    report = _published()
    reviewer = actor_at("UW_REVIEW", FENGZE)
    inputs = {"line": "MOTOR", "figure": "submitted", "expected": Decimal(2)}
    services.differ(report.pk, order(reviewer, reason="我处提交了两份"), **inputs)
    found = Discrepancy.objects.get()
    assert (found.reported, found.expected, found.state) == (Decimal(0), Decimal(2), "open")
    assert (
        WorkItem.objects.get(done_at=None, subject_kind="underwriting.discrepancy").clock == "underwriting.discrepancy"
    )
    services.resolve(found.pk, order(actor_at("UW_INFO", UWC), reason="次日提交，计入次日"), cause="timing")
    services.close(found.pk, order(reviewer))
    assert DailyReport.objects.get(pk=report.pk).state == "agreed"


@pytest.mark.req("UWR-05")
def test_the_same_figure_is_no_difference() -> None:
    report = _published()
    command = order(actor_at("UW_REVIEW", FENGZE), reason="不符")
    with nothing_changed(), pytest.raises(InvalidEntry):
        services.differ(report.pk, command, line="MOTOR", figure="submitted", expected=Decimal(0))


@pytest.mark.req("UWR-05")
def test_a_report_with_open_differences_does_not_agree() -> None:
    report = _published()
    reviewer = actor_at("UW_REVIEW", FENGZE)
    inputs = {"line": "MOTOR", "figure": "submitted", "expected": Decimal(2)}
    services.differ(report.pk, order(reviewer, reason="不符"), **inputs)
    with nothing_changed(), pytest.raises(NotPossible):
        services.agree(report.pk, order(reviewer))


@pytest.mark.req("UWR-04")
def test_a_report_without_an_answer_goes_to_the_director() -> None:
    report = _published()
    services.escalate(report.pk, order(system_actor("policy-clock", unit_id=report.branch_id)))
    item = WorkItem.objects.get(done_at=None, subject_kind="underwriting.daily_report")
    assert item.queue == "underwriting.daily_unanswered"
    assert services.agree(report.pk, order(actor_at("UW_REVIEW", FENGZE))).state == "agreed"


def test_the_centre_does_not_answer_for_the_sub_branch() -> None:
    report = _published()
    with nothing_changed(), pytest.raises(Forbidden):
        services.agree(report.pk, order(actor_at("UW_UND3", UWC)))


@pytest.mark.req("DUT-08", "DUT-32")
def test_a_question_is_answered_and_whoever_asked_is_told() -> None:
    clerk = actor_at("UW_ISSUE", FENGZE)
    asked = questions.ask(order(clerk), topic="rate", title="系数", text="自主系数最低多少？")
    assert WorkItem.objects.get(done_at=None, subject_kind="underwriting.question").clock == "underwriting.question"
    questions.answer(asked.pk, order(actor_at("UW_UND2", UWC), reason="0.70"))
    assert Notification.objects.get(recipient_id=clerk.staff_id).body == "0.70"
    again = questions.ask_again(asked.pk, order(clerk, reason="续保也一样吗？"))
    assert (again.state, len(again.thread)) == ("asked", 3)
    questions.answer(asked.pk, order(actor_at("UW_UND2", UWC), reason="一样"))
    assert questions.close(asked.pk, order(clerk)).state == "closed"


@pytest.mark.req("DUT-08")
def test_a_question_names_a_proposal_that_exists() -> None:
    command = order(actor_at("UW_ISSUE", FENGZE))
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        questions.ask(command, topic="rate", title="系数", text="多少？", proposal="T000")
    assert caught.value.field == "proposal"


def test_the_pages_open(settings: Any) -> None:
    settings.DEMO = True
    report = _published()
    asked = questions.ask(order(actor_at("UW_ISSUE", FENGZE)), topic="rate", title="系数", text="多少？")
    begun = up.make_referral()
    client = signed_in("UW_UND1", UWC)
    for name in ("daily_reports", "discrepancies", "questions", "referrals"):
        assert client.get(reverse(f"underwriting:{name}")).status_code == 200
    pages = {"daily_report": report.pk, "question": asked.pk, "referral": begun.pk, "referral_pack": begun.pk}
    for name, pk in (pages | {"proposal": begun.proposal_id}).items():
        assert client.get(reverse(f"underwriting:{name}", kwargs={"pk": pk})).status_code == 200
    sent = signed_in("UW_ISSUE", FENGZE).post(reverse("underwriting:ask"), {"topic": "rate", "title": "", "text": "？"})
    assert sent.status_code == 422
    assert Question.objects.count() == 1


@pytest.mark.req("UWR-04", "DUT-06")
def test_the_report_is_a_document_for_those_who_see_it(settings: Any) -> None:
    settings.DEMO = True
    made.make_decided()
    url = reverse("underwriting:daily_report_pdf", args=[_published().pk])
    page = signed_in("UW_INFO", UWC).get(url)
    assert (page.status_code, page.headers["content-type"]) == (200, "application/pdf")
    assert page.content.startswith(b"%PDF")
    assert signed_in("SUB_MGR", "350582").get(url).status_code == 404


@pytest.mark.req("UWR-05")
def test_the_dialogs_of_a_difference_speak_the_language_of_the_reader() -> None:
    with translation.override("zh-hans"):
        fields = DifferForm.base_fields["figure"], ResolveForm.base_fields["cause"]
        shown = [str(label) for field in fields for _value, label in field.choices]
    assert shown
    assert not [label for label in shown if label.isascii()]


def _cleared(report: DailyReport, figure: str, expected: str, *, cause: str) -> Discrepancy:
    """Reported by the sub-branch, explained by the information post, confirmed."""
    reviewer = actor_at("UW_REVIEW", FENGZE)
    services.differ(
        report.pk, order(reviewer, reason="与我处不符"), line="MOTOR", figure=figure, expected=Decimal(expected)
    )
    found = Discrepancy.objects.latest("pk")
    services.resolve(found.pk, order(actor_at("UW_INFO", UWC), reason="发布时重复计数"), cause=cause)
    services.close(found.pk, order(reviewer))
    return found


@pytest.mark.req("UWR-05")
def test_a_figure_that_was_wrong_in_the_report_stands_corrected_beside_what_was_published(settings: Any) -> None:
    settings.DEMO = True
    made.make_decided()
    report = _published()
    (published,) = report.figures()
    found = _cleared(report, "submitted", "4", cause="report")
    (kept,) = DailyReport.objects.get(pk=report.pk).figures()
    assert kept == published
    page = signed_in("UW_INFO", UWC).get(reverse("underwriting:daily_report", args=[report.pk])).content.decode()
    ticket_url = reverse("underwriting:discrepancy", args=[found.pk])
    assert f'</a></del> 4 <small><a class="ui-code" href="{ticket_url}">{found.number}</a></small>' in page
    assert page.count(">1</a></del> 4") == 2  # its line and the foot
    assert "发布时重复计数" in page
    with translation.override("zh-hans"):
        whole = report_for(actor_at("UW_INFO", UWC), report.pk)
        said = words_of(daily_report(whole, printed_by="郑敏", at=timezone.localtime()))
    assert "经差异处理更正" in said
    assert f"{found.number}机动车险提交14发布时重复计数" in said


@pytest.mark.req("UWR-05")
@pytest.mark.parametrize("cause", ["entry", "timing", "none"])
def test_a_difference_that_lies_elsewhere_corrects_nothing_in_the_report(cause: str) -> None:
    made.make_decided()
    report = _published()
    _cleared(report, "submitted", "4", cause=cause)
    assert corrections_of(report_for(actor_at("UW_INFO", UWC), report.pk)) == []


@pytest.mark.req("UWR-05")
def test_a_difference_that_is_not_confirmed_yet_corrects_nothing() -> None:
    made.make_decided()
    report = _published()
    found = _cleared(report, "premium", "0.01", cause="report")
    whole = report_for(actor_at("UW_INFO", UWC), report.pk)
    (row,) = corrected(whole.figures(), corrections_of(whole))
    assert (row.premium, row.submitted) == (Decimal("0.01"), 1)
    Discrepancy.objects.filter(pk=found.pk).update(state="resolved")
    assert corrections_of(report_for(actor_at("UW_INFO", UWC), report.pk)) == []
