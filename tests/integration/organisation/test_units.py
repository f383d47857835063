"""Units of a branch: set up, changed and closed by four eyes; survey points only as many as the guide allows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.command import Command
from core.workflow.refusals import Forbidden, Refusal
from organisation.actors import PostActor
from organisation.models import ControlChange, Staff, Unit, UnitKind
from organisation.selectors import same_city
from organisation.selectors.units import nearest_units
from organisation.services.changes import ChangedMeanwhile, NothingChanges, approve_change, withdraw_change
from organisation.services.unit_checks import TooManyPoints, UnitInUse, UnitRefused
from organisation.services.units import UnitData, data_of, propose_edit, propose_new
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
PLACE = {"latitude": Decimal("24.9"), "longitude": Decimal("118.6")}


@pytest.fixture(autouse=True)
def branch(settings: Any) -> None:
    settings.DEMO = True
    make_branch()
    same_city.forget()


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def at(actor: PostActor, **over: Any) -> Command:
    return order(actor, **{"reason": "The district has grown", **over})


def manager() -> PostActor:
    return actor_at("BR_MGR", "350500")


def operations() -> PostActor:
    return actor_at("OPS_MGR", "350594")


def asked(kind: str = UnitKind.COUNTER, *, parent: str = "350503", code: str = "350511", **over: Any) -> ControlChange:
    data = UnitData(**{"name": f"丰泽门店{code}", **PLACE, **over})
    return propose_new(at(operations()), code=code, unit_kind=kind, parent_id=unit(parent).pk, data=data)


def founded(kind: str = UnitKind.COUNTER, **over: Any) -> Unit:
    change = asked(kind, **over)
    approve_change(change.pk, at(manager()))
    return unit(change.proposal["code"])


def closed(found: Unit) -> ControlChange:
    return propose_edit(at(operations()), unit_id=found.pk, data=replace(data_of(found), active=False))


@pytest.mark.req("ORG-04")
def test_a_new_counter_stands_under_its_sub_branch_once_another_person_approved_it() -> None:
    change = asked()
    assert not Unit.objects.filter(code="350511").exists()
    approve_change(change.pk, at(manager()))
    found, above = unit("350511"), unit("350503")
    assert (found.parent_id, found.sub_branch_id, found.branch_id, found.province_id) == (
        above.pk, above.pk, above.branch_id, above.province_id,
    )  # fmt: skip
    assert (found.kind, found.latitude, found.active) == (UnitKind.COUNTER, Decimal("24.900000"), True)


@pytest.mark.req("ORG-04")
@pytest.mark.parametrize(
    ("kind", "over", "field"),
    [
        (UnitKind.COUNTER, {"code": "350582"}, "code"),
        (UnitKind.COUNTER, {"code": "35051"}, "code"),
        (UnitKind.COUNTER, {"parent": "350591"}, "parent"),
        (UnitKind.SURVEY_POINT, {"latitude": None}, "latitude"),
        (UnitKind.DISTRICT_SUB_BRANCH, {"parent": "350500"}, "unit_kind"),
        (UnitKind.COUNTER, {"name": "  "}, "name"),
        (UnitKind.HOTLINE, {"parent": "350592"}, "unit_kind"),
        (UnitKind.DEPARTMENT, {"parent": "350500", "name": "运营管理部"}, "name"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(kind: str, over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(UnitRefused) as refused:
        asked(kind, **over)
    assert refused.value.field == field


@pytest.mark.req("AUT-13")
def test_no_more_survey_points_than_a_third_of_the_same_city_sub_branches() -> None:
    first, second = asked(UnitKind.SURVEY_POINT), asked(UnitKind.SURVEY_POINT, code="350512")
    approve_change(first.pk, at(manager()))
    with nothing_changed(), pytest.raises(TooManyPoints):
        approve_change(second.pk, at(manager()))
    with nothing_changed(), pytest.raises(TooManyPoints) as refused:
        asked(UnitKind.SURVEY_POINT, code="350513")
    assert (refused.value.field, refused.value.details["limit"]) == ("unit_kind", 1)
    near = nearest_units(*PLACE.values(), branch_id=unit("350500").pk)
    assert near[0][0].code == "350511"
    approve_change(closed(unit("350511")).pk, at(manager()))
    approve_change(second.pk, at(manager()))
    again = replace(data_of(unit("350511")), active=True)
    with nothing_changed(), pytest.raises(TooManyPoints) as refused:
        propose_edit(at(operations()), unit_id=unit("350511").pk, data=again)
    assert refused.value.field == "active"


@pytest.mark.req("ORG-04", "ORG-11")
def test_a_unit_is_closed_only_when_nobody_is_left_in_it() -> None:
    counter = founded()
    Staff.objects.filter(login_name="wangjianping").update(works_at=counter)
    with nothing_changed(), pytest.raises(UnitInUse) as refused:
        closed(counter)
    assert refused.value.details == {"people": 1, "posts": 0, "units": 0, "work": 0}
    Staff.objects.filter(login_name="wangjianping").update(works_at=counter.parent)
    approve_change(closed(counter).pk, at(manager()))
    assert unit("350511").active is False
    with nothing_changed(), pytest.raises(UnitRefused):
        closed(unit("350503"))


@pytest.mark.req("ORG-04")
def test_a_road_is_measured_anew_and_what_changed_meanwhile_is_told() -> None:
    found = unit("350504")
    with nothing_changed(), pytest.raises(NothingChanges):
        propose_edit(at(operations()), unit_id=found.pk, data=data_of(found))
    change = propose_edit(at(operations()), unit_id=found.pk, data=replace(data_of(found), road_km=Decimal(53)))
    Unit.objects.filter(pk=found.pk).update(drive_minutes=99)
    with nothing_changed(), pytest.raises(ChangedMeanwhile):
        approve_change(change.pk, at(manager()))
    Unit.objects.filter(pk=found.pk).update(drive_minutes=found.drive_minutes)
    approve_change(change.pk, at(manager()))
    assert unit("350504").road_km == Decimal("53.0")
    assert same_city.suggestion(unit("350504"), timezone.localdate()).ground is not None


def test_who_may_propose_and_who_decides() -> None:
    with nothing_changed(), pytest.raises(Forbidden):
        propose_edit(at(actor_at("IT_ADMIN", "350500")), unit_id=unit("350503").pk, data=UnitData(name="x"))
    change = asked()
    for actor in (operations(), actor_at("CS_DIR", "350592"), actor_at("SEC_ADMIN", "350500")):
        with nothing_changed(), pytest.raises(Refusal):
            approve_change(change.pk, at(actor))


@pytest.mark.req("AUT-23")
def test_only_whoever_proposed_is_offered_to_withdraw() -> None:
    change = asked()
    address, words = reverse("organisation:change", kwargs={"pk": change.pk}), "organisation.change.withdraw"
    assert words in signed_in("OPS_MGR", "350594").get(address).content.decode()
    assert words not in signed_in("CS_DIR", "350592").get(address).content.decode()
    with nothing_changed(), pytest.raises(Forbidden):
        withdraw_change(change.pk, at(actor_at("CS_DIR", "350592")))
    withdraw_change(change.pk, at(operations()))
    change.refresh_from_db()
    assert change.state == "withdrawn"


# -- pages ------------------------------------------------------------------------------------------------------------


def test_a_unit_is_asked_for_and_changed_from_the_pages() -> None:
    client, address = signed_in("OPS_MGR", "350594"), reverse("organisation:unit_new")
    page = client.get(address, {"parent": unit("350503").pk, "unit_kind": "counter"})
    form = page.context["form"]
    values = {
        "command_key": form["command_key"].value(),
        "unit_kind": "counter",
        "parent": unit("350503").pk,
        "name": "丰泽营业厅",
        "code": "35051x",
        "latitude": "24.9",
        "reason": "New",
    }
    wrong = client.post(address, values)
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"code", "longitude"}
    assert client.post(address, values | {"code": "350511", "longitude": "118.6"}).status_code == 302
    approve_change(ControlChange.objects.get().pk, at(manager()))
    edit = reverse("organisation:unit_edit", kwargs={"pk": unit("350511").pk})
    form = client.get(edit).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"active": "no", "reason": "Let"}
    assert client.post(edit, sent).status_code == 302
    assert ControlChange.objects.latest("pk").proposal["active"] is False
    assert (
        "active"
        not in client.get(reverse("organisation:unit_edit", kwargs={"pk": unit("350503").pk})).context["form"].fields
    )


def test_the_pages_belong_to_who_may_propose() -> None:
    client = signed_in("BR_MGR", "350500")
    assert client.get(reverse("organisation:unit_new")).status_code == 403
    assert reverse("organisation:unit_new") not in client.get(reverse("organisation:units")).content.decode()
    foreign = reverse("organisation:unit_edit", kwargs={"pk": unit("350000").pk})
    assert signed_in("OPS_MGR", "350594").get(foreign).status_code == 404
