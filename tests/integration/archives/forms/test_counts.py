"""Counts begin by the plan; a difference stays open until it is made good or explained, and another looks (8.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from archives import tasks
from archives.models import FormCount
from archives.rules import form_count, form_incident
from archives.services import form_counts, form_differences
from archives.services.form_count_plan import counts_due
from archives.services.form_differences import Answer
from archives.services.form_refusals import WrongCount, WrongPaper
from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import Notification, WorkItem
from core.workflow.refusals import Forbidden
from organisation.public import system_actor
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed

CENTRE = "350591"


def _manager() -> Any:
    return actor_at("SUB_MGR", made.FENGZE)


def _data_post() -> Any:
    return actor_at("UW_INFO", CENTRE)


def _different(found: int = 798) -> FormCount:
    """The keeper counted fewer signs than the books have; the manager counted the same."""
    keeper = made.keeper()
    paper = form_counts.begin_count(order(_manager()), kind=form_count.MONTHLY, unit_id=keeper.unit_id)
    counted = form_counts.Found(quantity=found, cause="漏登记领用", measure="补登记")
    form_counts.enter_count(paper.pk, order(keeper), found={made.SIGN: counted})
    return form_counts.check_count(paper.pk, order(_manager()))


def _answer(paper: FormCount, answer: Answer, liable: str = "库管员陈志明") -> FormCount:
    return form_differences.answer_difference(paper.pk, order(_manager()), answers={made.SIGN: answer}, liable=liable)


@pytest.mark.req("FRM-01", "FRM-06")
def test_a_difference_needs_cause_and_measure_and_becomes_a_case_of_the_same_day() -> None:
    keeper = made.keeper()
    paper = form_counts.begin_count(order(_manager()), kind=form_count.MONTHLY, unit_id=keeper.unit_id)
    with nothing_changed(), pytest.raises(WrongCount):
        form_counts.enter_count(paper.pk, order(keeper), found={made.SIGN: form_counts.Found(quantity=798)})
    form_counts.enter_count(
        paper.pk, order(keeper), found={made.SIGN: form_counts.Found(quantity=798, cause="漏登记", measure="查找")}
    )
    checked = form_counts.check_count(paper.pk, order(_manager()))
    line = checked.lines.get()
    assert (checked.state, checked.severe, line.booked, line.counted.difference) == ("different", True, 800, -2)
    item = WorkItem.objects.get(subject_kind="archives.form_count", subject_id=paper.pk, done_at=None)
    assert (item.queue, item.clock) == ("archives.count_difference", "archives.count_difference_first")
    told = Notification.objects.filter(subject_kind="archives.form_count", subject_id=paper.pk)
    assert {_manager().staff_id, _data_post().staff_id} <= set(told.values_list("recipient_id", flat=True))


@pytest.mark.req("FRM-06", "FRM-07")
def test_missing_forms_of_class_one_are_made_good_by_a_paper_of_just_as_many() -> None:
    paper = _different()
    for answer, field in (
        (Answer(way="explained", words="数错了"), "compulsory_sign_way"),
        (Answer(way="booked", paper="DS2026999999"), "compulsory_sign_paper"),
        (Answer(way=""), "compulsory_sign_way"),
        (Answer(way="found"), "compulsory_sign_words"),
    ):
        with nothing_changed(), pytest.raises(WrongCount) as refusal:
            _answer(paper, answer)
        assert refusal.value.field == field
    with nothing_changed(), pytest.raises(WrongCount):
        _answer(paper, Answer(way="found", words="夹在信封里"), liable=" ")
    lost = made.incident(form_incident.LOSS, 201, actor=made.keeper(), quantity=2)
    done = _answer(paper, Answer(way="booked", paper=lost.number))
    assert (done.state, done.liable) == ("answered", "库管员陈志明")
    with nothing_changed(), pytest.raises(Forbidden):
        form_differences.accept_answer(paper.pk, order(_manager(), reason="同意"))
    ended = form_differences.accept_answer(paper.pk, order(_data_post(), reason="登报遗失，已追责"))
    assert (ended.state, ended.finding) == ("mended", "登报遗失，已追责")


@pytest.mark.req("FRM-06")
def test_a_loss_of_fewer_does_not_make_the_difference_good_and_a_doubted_answer_goes_back() -> None:
    paper = _different()
    lost = made.incident(form_incident.LOSS, 201, actor=made.keeper())
    with nothing_changed(), pytest.raises(WrongCount):
        _answer(paper, Answer(way="booked", paper=lost.number))
    _answer(paper, Answer(way="found", words="两人复点，数量相符"))
    back = form_differences.doubt_answer(paper.pk, order(_data_post(), reason="请附复点照片"))
    assert (back.state, back.finding) == ("different", "请附复点照片")


@pytest.mark.req("FRM-01")
def test_every_store_is_counted_in_its_month_once() -> None:
    november = date(2026, 11, 25)
    assert list(counts_due(date(2026, 11, 24))) == []
    due = [(unit.code, kind, grades) for unit, kind, grades in counts_due(november)]
    assert (made.FENGZE, "monthly", "I") in due
    assert {kind for _unit, kind, _grades in counts_due(date(2026, 12, 25))} == {"quarterly"}
    unit = next(unit for unit, *_rest in counts_due(november) if unit.code == made.FENGZE)
    begun = form_counts.begin_count(
        order(made.keeper(), at=timezone.now().replace(year=2026, month=11, day=25)),
        kind="monthly",
        unit_id=unit.pk,
        grades="I",
    )
    assert made.FENGZE not in {unit.code for unit, *_rest in counts_due(november)}
    assert [line.form_type.grade for line in form_counts.sheet_of(unit.pk, begun.grades)] == ["I"]


@pytest.mark.req("FRM-06")
def test_a_quarterly_count_is_checked_by_a_centre_and_a_surprise_is_not_begun_by_the_keeper() -> None:
    keeper = made.keeper()
    with nothing_changed(), pytest.raises(WrongPaper):
        form_counts.begin_count(order(keeper), kind=form_count.SURPRISE, unit_id=keeper.unit_id)
    paper = form_counts.begin_count(order(keeper), kind=form_count.QUARTERLY, unit_id=keeper.unit_id)
    form_counts.enter_count(paper.pk, order(keeper), found={made.SIGN: form_counts.Found(quantity=800)})
    item = WorkItem.objects.get(subject_kind="archives.form_count", subject_id=paper.pk, done_at=None)
    assert item.queue == "archives.check_quarter"
    with nothing_changed(), pytest.raises(Forbidden):
        form_counts.check_count(paper.pk, order(_manager()))
    assert form_counts.check_count(paper.pk, order(_data_post())).state == "checked"


@pytest.mark.req("FRM-01")
def test_a_store_that_is_counted_meanwhile_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = list(counts_due(date(2026, 11, 25)))[:2]
    keeper = system_actor(tasks.CLOCK, unit_id=first[0].pk)
    form_counts.begin_count(order(keeper), kind="hand_over", unit_id=first[0].pk)
    monkeypatch.setattr(tasks, "counts_due", lambda _today: [first, second])
    enqueue("archives.begin_counts", key="test", payload={})
    drain(reraise=True)
    assert set(FormCount.objects.values_list("unit_id", "kind")) == {
        (first[0].pk, "hand_over"), (second[0].pk, second[1]),
    }  # fmt: skip
