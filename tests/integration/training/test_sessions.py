"""Trainings from the plan to the results that are kept with each person."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Notification
from core.workflow.refusals import Forbidden, Hidden
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from training.models import TrainingSeat, TrainingSession
from training.rules import session as life
from training.selectors import sessions as selectors
from training.services import sessions

pytestmark = pytest.mark.django_db
DIRECTOR, RISK, LIN = ("UW_DIR", "350591"), ("UW_RISK", "350591"), ("UW_UND2", "350591")


@pytest.fixture(autouse=True)
def branch(db: None) -> None:
    make_branch()


def planned(who: tuple[str, str] = DIRECTOR, **over: Any) -> TrainingSession:
    values: dict[str, Any] = {
        "title": "Cargo clauses",
        "subject": "clauses",
        "audience": "underwriters",
        "held_on": timezone.localdate(),
        "hours": Decimal("2.5"),
        "material": "Clauses of 2026, ten questions",
        "pass_mark": 60,
    }
    return sessions.plan_training(order(actor_at(*who)), wanted=sessions.TrainingWanted(**{**values, **over}))


def invited(made: TrainingSession, who: tuple[str, str] = DIRECTOR) -> list[int]:
    people = [one.pk for one in selectors.people_for(actor_at(*who), made.audience, timezone.localdate())]
    sessions.invite(made.pk, order(actor_at(*who)), people=tuple(people))
    return people


@pytest.mark.req("DUT-07", "DUT-19")
def test_underwriters_are_trained_with_material_presence_and_results() -> None:
    made, director = planned(), actor_at(*DIRECTOR)
    people = invited(made)
    lin = actor_at(*LIN).staff_id
    assert lin in people
    assert Notification.objects.filter(recipient_id=lin, subject_kind=life.KIND).count() == 1
    sessions.note_presence(made.pk, order(director), present=tuple(people[1:]))
    with nothing_changed(), pytest.raises(sessions.TrainingRefused, match="Results are missing"):
        sessions.close_training(made.pk, order(director))
    scores = {str(pk): 59 if pk == people[1] else 60 for pk in people[1:]}
    sessions.enter_results(made.pk, order(director), scores=scores)
    made = sessions.close_training(made.pk, order(director))
    assert made.state == life.CLOSED
    result = {seat.staff_id: seat.passed for seat in TrainingSeat.objects.select_related("session")}
    assert result == {people[0]: False, people[1]: False} | dict.fromkeys(people[2:], True)
    again = Notification.objects.filter(title__startswith="To be repeated")
    assert sorted(again.values_list("recipient_id", flat=True)) == sorted(people[:2])
    assert [seat.score for seat in selectors.record_of(people[2])] == [60]


@pytest.mark.req("DUT-27")
def test_the_risk_assessor_trains_the_salespeople_of_the_sub_branches() -> None:
    made = planned(RISK, audience="sales", subject="risk", pass_mark=None)
    people = invited(made, RISK)
    sales = actor_at("SALES", "350503")
    assert sales.staff_id in people
    assert selectors.session_for(sales, made.pk) == made
    sessions.note_presence(made.pk, order(actor_at(*RISK)), present=(sales.staff_id or 0,))
    made = sessions.close_training(made.pk, order(actor_at(*RISK)))
    assert made.state == life.CLOSED


@pytest.mark.req("DUT-31")
def test_underwriters_train_issuing_clerks() -> None:
    made = planned(LIN, audience="issuers", subject="issuing")
    assert actor_at("UW_ISSUE", "350503").staff_id in invited(made, LIN)


@pytest.mark.req("DUT-56")
def test_the_claims_director_trains_the_claims_staff() -> None:
    made = planned(("CS_DIR", "350592"), audience="claims", subject="claims")
    assert actor_at("CS_SURV", "350582").staff_id in invited(made, ("CS_DIR", "350592"))


@pytest.mark.req("DUT-07")
def test_a_training_is_not_held_before_its_day_or_without_anybody() -> None:
    later = planned(held_on=timezone.localdate() + timedelta(days=1))
    invited(later)
    director = actor_at(*DIRECTOR)
    with nothing_changed(), pytest.raises(sessions.TrainingRefused, match="not come yet"):
        sessions.note_presence(later.pk, order(director), present=())
    empty = planned()
    with nothing_changed(), pytest.raises(sessions.TrainingRefused, match="Nobody was invited"):
        sessions.note_presence(empty.pk, order(director), present=())


def test_who_was_not_invited_and_sees_no_unit_of_it_reads_nothing() -> None:
    made = planned()
    with pytest.raises(Hidden):
        selectors.session_for(actor_at("SALES", "350503"), made.pk)
    with nothing_changed(), pytest.raises(Hidden):
        sessions.cancel_training(made.pk, order(actor_at("SALES", "350503"), reason="No"))
    with nothing_changed(), pytest.raises(Forbidden):
        sessions.cancel_training(made.pk, order(actor_at("UW_RI", "350591"), reason="No"))


def test_the_pages_from_planning_to_the_own_record(settings: Any) -> None:
    settings.DEMO = True
    director = signed_in(*DIRECTOR)
    values = {
        "command_key": str(uuid4()),
        "title": "Cargo",
        "subject": "clauses",
        "audience": "underwriters",
        "held_on": timezone.localdate(),
        "hours": "2",
        "material": "Slides",
        "pass_mark": "60",
    }
    answer = director.post(reverse("training:new"), values)
    made = TrainingSession.objects.get()
    assert answer.headers["location"] == reverse("training:session", args=[made.pk])
    invited(made)
    for url in (reverse("training:trainings"), reverse("training:session", args=[made.pk])):
        assert made.number in director.get(url).content.decode()
    assert "Cargo" in signed_in(*LIN).get(reverse("training:record")).content.decode()
    assert signed_in("SALES", "350503").get(reverse("training:new")).status_code == 403


@pytest.mark.req("DUT-31")
def test_a_participant_reads_the_own_result_only(settings: Any) -> None:
    settings.DEMO = True
    made = planned(audience="sales", subject="risk")
    invited(made)
    page = signed_in("SALES", "350503").get(reverse("training:session", args=[made.pk])).content.decode()
    assert "王建平" in page
    assert "洪伟杰" not in page
