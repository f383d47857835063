"""Regular exchange of posted accountants and same-city surveyors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from core import jobs
from core.jobs.drain import drain
from core.models import Notification
from core.workflow.refusals import Forbidden
from organisation.demo.filed_plans import build_plans
from organisation.models import Exchange, Posting, Staff, Unit
from organisation.rules import rotation as rules
from organisation.rules.lifecycles import exchange as life
from organisation.services import rotation as services
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]
DIRECTOR = ("CS_DIR", "350592")


def posted(login: str, place: str, kind: str, days: int) -> Posting:
    staff = Staff.objects.get(login_name=login)
    since = timezone.localdate() - timedelta(days=days)
    row = Posting(staff=staff, place=Unit.objects.get(code=place), kind=kind, period=DateRange(since, None))
    row.set_unit(staff.belongs_to)
    row.save()
    return row


def surveyors() -> dict[int, int]:
    rows = [
        posted("guochangming", "350592", rules.SURVEYORS, 200),
        posted("liuzhaohui", "350503", rules.SURVEYORS, 160),
        posted("yebinbin", "350572", rules.SURVEYORS, 10),
    ]
    return {row.staff_id: row.place_id for row in rows}


def proposed(moves: dict[int, int], days: int = 0) -> Exchange:
    day = timezone.localdate() + timedelta(days=days)
    command = order(actor_at(*DIRECTOR), reason="Half a year is over")
    return services.propose_exchange(command, kind=rules.SURVEYORS, moves=moves, on_day=day)


@pytest.mark.req("AUT-14")
def test_surveyors_change_their_places_on_the_day_and_stay_with_the_centre() -> None:
    before = surveyors()
    made = proposed(rules.circle(before))
    with nothing_changed(), pytest.raises(Forbidden):
        services.approve_exchange(made.pk, order(actor_at(*DIRECTOR)))
    services.approve_exchange(made.pk, order(actor_at("BR_MGR", "350500")))
    jobs.enqueue("organisation.run_rotation", key="today", payload={})
    drain(reraise=True)
    made.refresh_from_db()
    assert made.state == life.DONE
    after = dict(Posting.objects.filter(period__endswith=None).values_list("staff_id", "place_id"))
    assert after == rules.circle(before)
    for staff in Staff.objects.filter(pk__in=after):
        assert staff.works_at_id == after[staff.pk]
        assert staff.belongs_to.code == "350592"
    ended = Posting.objects.exclude(period__endswith=None).values_list("period", flat=True)
    assert {period.upper for period in ended} == {timezone.localdate()}


@pytest.mark.req("AUT-14")
def test_an_exchange_waits_for_its_day() -> None:
    made = proposed(rules.circle(surveyors()), days=3)
    services.approve_exchange(made.pk, order(actor_at("BR_MGR", "350500")))
    jobs.enqueue("organisation.run_rotation", key="today", payload={})
    drain(reraise=True)
    made.refresh_from_db()
    assert made.state == life.APPROVED


@pytest.mark.req("AUT-14")
def test_the_director_is_warned_of_who_is_near_or_late_and_of_nobody_else() -> None:
    surveyors()
    for key in ("first", "second"):
        jobs.enqueue("organisation.run_rotation", key=key, payload={})
        drain(reraise=True)
    told = Notification.objects.filter(recipient_id=actor_at(*DIRECTOR).staff_id)
    assert sorted(one.title.split(" ")[0] for one in told) == ["刘朝晖", "郭昌明"]
    assert not Notification.objects.filter(recipient_id=actor_at("FN_DIR", "350593").staff_id).exists()


@pytest.mark.req("AUT-14")
def test_a_surveyor_is_not_posted_outside_the_same_city() -> None:
    staff = next(iter(surveyors()))
    with nothing_changed(), pytest.raises(services.ExchangeRefused, match="not same-city"):
        proposed({staff: Unit.objects.get(code="350582").pk})


@pytest.mark.req("ORG-18")
def test_an_accountant_is_posted_where_a_plan_lets_the_sub_branch_have_one() -> None:
    build_plans()
    person, director = Staff.objects.get(login_name="xieminhua"), actor_at("FN_DIR", "350593")
    today = timezone.localdate()

    def sent(code: str) -> Exchange:
        moves = {person.pk: Unit.objects.get(code=code).pk}
        command = order(director, reason="One year")
        return services.propose_exchange(command, kind=rules.BOOKKEEPERS, moves=moves, on_day=today)

    with nothing_changed(), pytest.raises(services.ExchangeRefused, match="no plan in force"):
        sent("350583")
    assert sent("350582").moves == [
        {
            "staff": person.pk,
            "name": "谢敏华",
            "from": None,
            "from_name": "",
            "to": Unit.objects.get(code="350582").pk,
            "to_name": "晋江支公司",
        }
    ]


def test_nobody_moves_is_no_exchange() -> None:
    with nothing_changed(but=["organisation_posting"]), pytest.raises(services.ExchangeRefused, match="Nobody moves"):
        proposed(surveyors())


@pytest.mark.req("AUT-14")
def test_the_pages_show_who_is_due_and_propose_a_round(settings: Any) -> None:
    settings.DEMO = True
    surveyors()
    director = signed_in(*DIRECTOR)
    page = director.get(reverse("organisation:rotation")).content.decode()
    assert page.count("overdue") == 1
    assert page.count("due soon") == 1
    form = director.get(reverse("organisation:exchange_new")).context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {**values, "command_key": str(uuid4()), "version": "", "reason": "Half a year"}
    answer = director.post(reverse("organisation:exchange_new"), sent)
    made = Exchange.objects.get()
    assert answer.headers["location"] == reverse("organisation:exchange", args=[made.pk])
    assert len(made.moves) == 3
    for url in (reverse("organisation:exchange", args=[made.pk]), reverse("organisation:exchanges")):
        assert made.number in director.get(url).content.decode()
    assert signed_in("UW_DIR", "350591").get(reverse("organisation:exchange_new")).status_code == 403
