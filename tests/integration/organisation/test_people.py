"""People: entered, given posts by four eyes, given access, deactivated; every refusal leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import AuditEntry, WorkItem
from core.workflow.command import Command
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import CommandReused, Forbidden, Hidden, NotPossible
from organisation.actors import PostActor
from organisation.models import ControlChange, PostAssignment, Staff, StaffSession, Unit
from organisation.rules.lifecycles import staff as staff_states
from organisation.selectors.people import assignments_of
from organisation.selectors.staff import person
from organisation.services import people
from organisation.services.changes import approve_change
from organisation.services.people import StaffData
from organisation.services.posts import NotQualified, PostRefused, PostsClash, PostWanted, propose_post
from organisation.services.refusals import AlreadyTaken, InvalidEntry, WorkHeld
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
NOW = timezone.localtime().replace(hour=10)
TODAY = NOW.date()
FIRST, SECOND = "erstes-Wort-17", "zweites-Wort-18"


@pytest.fixture(autouse=True)
def branch() -> None:
    make_branch()


def at(actor: PostActor, moment: datetime = NOW, **over: Any) -> Command:
    return order(actor, at=moment, **{"reason": "As agreed with the manager", **over})


def administrator() -> PostActor:
    return actor_at("IT_ADMIN", "350500")


def security() -> PostActor:
    return actor_at("SEC_ADMIN", "350500")


def staff(login: str) -> Staff:
    return Staff.objects.get(login_name=login)


def data(**over: Any) -> StaffData:
    unit = Unit.objects.get(code="350503").pk
    usual = {
        "login_name": "Gaoyuan", "employee_number": "350599001", "name": "高远", "belongs_to_id": unit,
        "works_at_id": unit, "education": 2, "experience_years": 2, "management_years": 0,
    }  # fmt: skip
    return StaffData(**(usual | over))


# -- entering and changing --------------------------------------------------------------------------------------------


@pytest.mark.req("ORG-11")
def test_a_new_person_belongs_and_works_somewhere_and_cannot_sign_in_yet() -> None:
    works = Unit.objects.get(code="350572").pk
    made = people.enter_staff(at(administrator()), data=data(works_at_id=works))
    made.refresh_from_db()
    assert (made.login_name, made.state, made.works_at.code, made.belongs_to.code) == (
        "gaoyuan", "working", "350572", "350503",
    )  # fmt: skip
    assert not made.has_usable_password()
    assert AuditEntry.objects.get(action="organisation.staff.enter", subject_id=made.pk).after["name"] == "高远"
    assert "password" not in AuditEntry.objects.get(action="organisation.staff.enter").after


@pytest.mark.parametrize(
    ("over", "field", "kind"),
    [
        ({"login_name": "LinXiaoLan"}, "login_name", AlreadyTaken),
        ({"employee_number": "350500001"}, "employee_number", AlreadyTaken),
        ({"joined_on": TODAY + timedelta(days=1)}, "joined_on", InvalidEntry),
        ({"works_at_id": 0}, "works_at", InvalidEntry),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(over: dict[str, Any], field: str, kind: type[Exception]) -> None:
    with nothing_changed(), pytest.raises(kind) as refused:
        people.enter_staff(at(administrator()), data=data(**over))
    assert refused.value.field == field  # type: ignore[attr-defined]


def test_a_unit_outside_the_scope_cannot_be_chosen() -> None:
    province = Unit.objects.get(code="350000").pk
    with nothing_changed(), pytest.raises(InvalidEntry):
        people.enter_staff(at(administrator()), data=data(belongs_to_id=province))


def test_only_the_administrator_enters_and_changes_people() -> None:
    for actor in (security(), actor_at("BR_MGR", "350500"), actor_at("UW_UND2", "350591")):
        with nothing_changed(), pytest.raises(Forbidden):
            people.enter_staff(at(actor), data=data())
        with nothing_changed(), pytest.raises(Forbidden):
            people.edit_staff(staff("linxiaolan").pk, at(actor), data=data())


def test_people_of_other_scopes_read_as_not_found() -> None:
    province = staff("shangguanlei").pk
    with pytest.raises(Hidden):
        person(administrator(), province)
    with nothing_changed(), pytest.raises(Hidden):
        people.leave(province, at(administrator()))


def test_two_people_keep_two_employee_numbers_when_changed() -> None:
    found = staff("linxiaolan")
    with nothing_changed(), pytest.raises(AlreadyTaken):
        people.edit_staff(found.pk, at(administrator()), data=data(employee_number="350500002"))
    people.edit_staff(found.pk, at(administrator()), data=data(login_name="linxiaolan", name="林晓岚"))
    found.refresh_from_db()
    assert (found.employee_number, found.education) == ("350599001", 2)


# -- posts ------------------------------------------------------------------------------------------------------------


def wanted(login: str, post: str, unit: str, **over: Any) -> PostWanted:
    place = Unit.objects.get(code=unit)
    usual = {"staff_id": staff(login).pk, "post": post, "unit_id": place.pk, "scope_unit_id": place.pk}
    return PostWanted(**(usual | {"first_day": TODAY} | over))


def given(login: str, post: str, unit: str, **over: Any) -> ControlChange:
    return propose_post(at(administrator()), wanted=wanted(login, post, unit, **over))


@pytest.mark.req("ORG-26")
def test_a_post_is_held_after_a_second_person_approved_it() -> None:
    change = given("zhengmin", "UW_UND1", "350591")
    held = {row.post_id for row in assignments_of(staff("zhengmin").pk, TODAY)}
    assert held == {"UW_INFO"}
    approve_change(change.pk, at(security()))
    row = PostAssignment.objects.get(staff=staff("zhengmin"), post_id="UW_UND1")
    assert (row.period.lower, row.period.upper, row.waiver) == (TODAY, None, "")
    assert AuditEntry.objects.filter(action="organisation.staff.receive_post", staff_id=security().staff_id).exists()


def test_nobody_approves_the_own_proposal_or_the_own_post() -> None:
    change = given("zhengmin", "UW_UND1", "350591")
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, at(administrator()))
    receiver = replace(security(), staff_id=staff("zhengmin").pk)
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, at(receiver))


@pytest.mark.req("ORG-26")
def test_clashing_posts_are_explained_at_the_field() -> None:
    with nothing_changed(), pytest.raises(PostsClash) as refused:
        given("zhouwanqing", "FN_CHECK", "350593")
    assert refused.value.field == "post"
    assert refused.value.details["rule"] == "15"
    assert refused.value.details["value"] == "FN_ACC"


def test_a_clash_that_came_up_meanwhile_stops_the_approval() -> None:
    first, second = given("renzhiqin", "FN_ACC", "350593"), given("renzhiqin", "FN_CHECK", "350593")
    approve_change(first.pk, at(security()))
    with nothing_changed(), pytest.raises(PostRefused.__mro__[1]):
        approve_change(second.pk, at(security()))


def test_a_post_that_ended_before_does_not_clash() -> None:
    found = staff("zhouwanqing")
    row = PostAssignment.objects.get(staff=found)
    people.end_post(found.pk, at(administrator()), assignment_id=row.pk, last_day=TODAY)
    approve_change(given("zhouwanqing", "FN_CHECK", "350593", first_day=TODAY + timedelta(days=1)).pk, at(security()))
    assert PostAssignment.objects.filter(staff=found, post_id="FN_CHECK").exists()


@pytest.mark.req("ORG-31", "ORG-33", "ORG-35")
@pytest.mark.parametrize(
    ("login", "post", "record"),
    [
        ("zhengmin", "UW_DIR", {"management_years": 2}),
        ("zhengmin", "UW_DIR", {"management_years": 9, "education": 1}),
        ("zhengmin", "UW_UND1", {"experience_years": 0}),
        ("zhengmin", "UW_RI", {"good_english": False}),
        ("zhengmin", "UW_RISK", {"experience_years": 2}),
    ],
)
def test_qualification_is_asked_for_and_an_exception_needs_its_reason(
    login: str, post: str, record: dict[str, Any]
) -> None:
    Staff.objects.filter(login_name=login).update(**record)
    with nothing_changed(), pytest.raises(NotQualified) as refused:
        given(login, post, "350591")
    assert refused.value.field == "waiver"
    approve_change(given(login, post, "350591", waiver="Deputises until spring").pk, at(security()))
    assert PostAssignment.objects.get(staff=staff(login), post_id=post).waiver == "Deputises until spring"


@pytest.mark.req("ORG-31")
def test_exactly_what_is_asked_for_suffices() -> None:
    Staff.objects.filter(login_name="zhengmin").update(education=2, management_years=3)
    assert given("zhengmin", "UW_DIR", "350591").state == "proposed"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"first_day": TODAY - timedelta(days=1)}, "first_day"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day"),
        ({"post": "NOBODY"}, "post"),
        ({"post": "UW_INFO"}, "post"),
        ({"unit_id": 0}, "unit"),
        ({"scope": "350582"}, "scope_unit"),
    ],
)
def test_a_post_that_cannot_be_given_is_refused_at_its_field(over: dict[str, Any], field: str) -> None:
    if "scope" in over:
        over = {"scope_unit_id": Unit.objects.get(code=over["scope"]).pk}
    with nothing_changed(), pytest.raises((PostRefused, Hidden)) as refused:
        given("zhengmin", over.pop("post", "UW_UND1"), "350591", **over)
    assert getattr(refused.value, "field", "") in {field, ""}


def test_an_ended_post_gives_its_work_back() -> None:
    found = staff("linxiaolan")
    item = held_item(found.pk)
    row = PostAssignment.objects.get(staff=found)
    with nothing_changed(), pytest.raises(ReasonMissing):
        people.end_post(found.pk, at(administrator(), reason=" "), assignment_id=row.pk, last_day=TODAY)
    with nothing_changed(), pytest.raises(PostRefused):
        people.end_post(found.pk, at(administrator()), assignment_id=row.pk, last_day=TODAY - timedelta(days=2))
    people.end_post(found.pk, at(administrator()), assignment_id=row.pk, last_day=TODAY - timedelta(days=1))
    assert assignments_of(found.pk, TODAY) == []
    item.refresh_from_db()
    assert item.assignee_id is None
    row.refresh_from_db()
    assert row.ended_because == "As agreed with the manager"


def test_a_post_of_somebody_else_cannot_be_ended_through_another_person() -> None:
    other = PostAssignment.objects.get(staff=staff("zhengmin"))
    with nothing_changed(), pytest.raises(PostRefused):
        people.end_post(staff("linxiaolan").pk, at(administrator()), assignment_id=other.pk, last_day=TODAY)


# -- leaving ----------------------------------------------------------------------------------------------------------


def held_item(staff_id: int) -> WorkItem:
    unit = Unit.objects.get(code="350503")
    return WorkItem.objects.create(
        subject_kind="underwriting.proposal", subject_id=1, subject_number="T1", subject_state="x",
        queue="underwriting.decide", unit_id=unit.pk, branch_id=unit.branch_id, province_id=unit.province_id,
        title="T1", assignee_id=staff_id, opened_at=NOW,
    )  # fmt: skip


def test_leaving_ends_posts_and_sessions() -> None:
    found = staff("linxiaolan")
    session = StaffSession.objects.create(staff=found, session_key="k", started_at=NOW, seen_at=NOW)
    people.leave(found.pk, at(administrator()))
    found.refresh_from_db()
    session.refresh_from_db()
    assert (found.is_active, found.state, session.ended_at) == (False, "left", NOW)
    assert assignments_of(found.pk, TODAY) == []
    assert PostAssignment.objects.get(staff=found).period.upper == TODAY
    with nothing_changed(), pytest.raises(NotPossible):
        people.leave(found.pk, at(administrator()))
    people.come_back(found.pk, at(administrator()))
    found.refresh_from_db()
    assert (found.is_active, found.has_usable_password()) == (True, False)
    assert assignments_of(found.pk, TODAY) == []


def test_open_work_stands_against_leaving_until_somebody_takes_it() -> None:
    found = staff("linxiaolan")
    item = held_item(found.pk)
    with nothing_changed(), pytest.raises(WorkHeld) as refused:
        people.leave(found.pk, at(administrator()))
    assert refused.value.field == "hand_over_to"
    for login in ("zhengmin", "wangjianping"):
        with nothing_changed(), pytest.raises(WorkHeld):
            people.leave(found.pk, at(administrator()), hand_over_to=staff(login).pk)
    with nothing_changed(), pytest.raises(InvalidEntry):
        people.leave(found.pk, at(administrator()), hand_over_to=found.pk)
    people.leave(found.pk, at(administrator()), hand_over_to=staff("wuguodong").pk)
    item.refresh_from_db()
    assert item.assignee_id == staff("wuguodong").pk


def test_nobody_deactivates_himself() -> None:
    with nothing_changed(), pytest.raises(InvalidEntry):
        people.leave(staff("haoyunfei").pk, at(administrator()))


# -- access -----------------------------------------------------------------------------------------------------------


def test_an_initial_password_is_given_by_the_security_administrator_only() -> None:
    found = staff("linxiaolan")
    with nothing_changed(), pytest.raises(Forbidden):
        people.reset_password(found.pk, at(administrator()), password=FIRST)
    StaffSession.objects.create(staff=found, session_key="k", started_at=NOW, seen_at=NOW)
    command = at(security())
    people.reset_password(found.pk, command, password=FIRST)
    found.refresh_from_db()
    assert (found.check_password(FIRST), found.must_change_password) == (True, True)
    assert not StaffSession.objects.filter(staff=found, ended_at=None).exists()
    with nothing_changed(), pytest.raises(CommandReused):
        people.reset_password(found.pk, command, password=SECOND)
    written = AuditEntry.objects.get(action="organisation.staff.reset_password", outcome="done")
    assert FIRST not in str(written.after)


def test_an_initial_password_has_to_be_changed_before_anything_else(settings: Any) -> None:
    settings.DEMO = False
    found = staff("lizhenzhen")
    people.reset_password(found.pk, at(security()), password=FIRST)
    client = Client(headers={"accept-language": "en"})
    login = client.post(reverse("organisation:login"), {"login_name": "lizhenzhen", "password": FIRST})
    assert login.status_code == 302
    own = reverse("organisation:own_password")
    assert client.get("/").url == own
    for values in (
        {"old": "wrong", "new": SECOND, "again": SECOND},
        {"old": FIRST, "new": SECOND, "again": "other"},
        {"old": FIRST, "new": FIRST, "again": FIRST},
        {"old": FIRST, "new": "12345678901", "again": "12345678901"},
        {"old": FIRST, "new": "short", "again": "short"},
        {"old": FIRST, "new": "lizhenzhen1", "again": "lizhenzhen1"},
    ):
        with nothing_changed():
            assert client.post(own, values).status_code == 422, values
    assert client.post(own, {"old": FIRST, "new": SECOND, "again": SECOND}).url == "/"
    assert client.get("/").status_code == 200
    found.refresh_from_db()
    assert (found.check_password(SECOND), found.must_change_password) == (True, False)
    assert AuditEntry.objects.filter(action="organisation.staff.change_password").exists()


def test_changing_the_password_ends_the_other_sessions(settings: Any) -> None:
    settings.DEMO = False
    found = staff("lizhenzhen")
    found.set_password(FIRST)
    found.save()
    client = Client()
    client.post(reverse("organisation:login"), {"login_name": "lizhenzhen", "password": FIRST})
    other = StaffSession.objects.create(staff=found, session_key="elsewhere", started_at=NOW, seen_at=NOW)
    client.post(reverse("organisation:own_password"), {"old": FIRST, "new": SECOND, "again": SECOND})
    other.refresh_from_db()
    assert other.ended_at is not None
    assert StaffSession.objects.get(staff=found, ended_at=None).session_key == client.session.session_key
    assert client.get("/").status_code == 200


def test_the_second_factor_is_forgotten() -> None:
    found = staff("linxiaolan")
    TOTPDevice.objects.create(user=found, name="totp", confirmed=True)
    with nothing_changed(), pytest.raises(Forbidden):
        people.reset_factor(found.pk, at(administrator()))
    people.reset_factor(found.pk, at(security()))
    assert not TOTPDevice.objects.filter(user=found).exists()


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.usefixtures("demo")
def test_the_pages_of_people_and_posts_open() -> None:
    client, pk = signed_in("IT_ADMIN", "350500"), staff("linxiaolan").pk
    for name, more in (
        ("people", {}), ("person", {"pk": pk}), ("person_edit", {"pk": pk}), ("person_new", {}),
        ("post_give", {"pk": pk}), ("posts", {}), ("post", {"code": "UW_DIR"}),
    ):  # fmt: skip
        assert client.get(reverse(f"organisation:{name}", kwargs=more)).status_code == 200, name
    for query in ("?state=left", "?apart=1", "?without=1", "?post=UW_DIR", "?q=林", "?unit=x", "?export=csv"):
        assert client.get(reverse("organisation:people") + query).status_code == 200, query
    assert client.get(reverse("organisation:post", kwargs={"code": "NOBODY"})).status_code == 404
    assert client.get(reverse("organisation:person_password", kwargs={"pk": pk})).status_code == 403
    assert client.get(reverse("organisation:person", kwargs={"pk": staff("zhugejing").pk})).status_code == 404


@pytest.mark.usefixtures("demo")
def test_a_person_is_entered_and_changed_on_the_page() -> None:
    client = signed_in("IT_ADMIN", "350500")
    address, unit = reverse("organisation:person_new"), str(Unit.objects.get(code="350503").pk)
    values = {
        "command_key": client.get(address).context["form"]["command_key"].value(), "login_name": "linxiaolan",
        "name": "高远", "belongs_to": unit, "works_at": unit, "education": "2", "experience_years": "1",
        "management_years": "0",
    }  # fmt: skip
    refused = client.post(address, values)
    assert refused.status_code == 422
    assert "login_name" in refused.context["form"].errors
    assert client.post(address, values | {"login_name": "gaoyuan"}).status_code == 302
    assert Staff.objects.filter(login_name="gaoyuan").count() == 1


@pytest.mark.usefixtures("demo")
def test_the_initial_password_is_shown_once() -> None:
    client, found = signed_in("SEC_ADMIN", "350500"), staff("linxiaolan")
    address = reverse("organisation:person_password", kwargs={"pk": found.pk})
    form = client.get(address).context["form"]
    values = {"command_key": form["command_key"].value(), "version": form["version"].value(), "reason": "Forgotten"}
    shown = client.post(address, values)
    secret = shown.context["secret"]
    assert secret in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    found.refresh_from_db()
    assert found.check_password(secret)
    again = client.post(address, values)
    assert again.status_code == 422
    found.refresh_from_db()
    assert found.check_password(secret)


def test_a_step_with_a_page_of_its_own_does_not_open_in_the_dialog(settings: Any) -> None:
    settings.DEMO = True
    found = Staff.objects.get(login_name="wangjianping")
    page = signed_in("SEC_ADMIN", "350500").get(reverse("organisation:person", kwargs={"pk": found.pk}))
    steps = {step.url: step for step in page.context["next"].steps}
    own = reverse("organisation:person_password", kwargs={"pk": found.pk})
    assert {url: step.own_page for url, step in steps.items() if url == own or "factor" in url} == {
        own: True,
        reverse(
            "core:act", kwargs={"kind": "organisation.staff", "pk": found.pk, "name": staff_states.RESET_FACTOR.name}
        ): False,
    }
    text = page.content.decode()
    assert f'href="{own}" data-dialog' not in text
