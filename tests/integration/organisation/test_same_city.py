"""Same-city decisions: by whom, on what ground, from when, and how they route claims (AUT-08 … AUT-20)."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core import files
from core.files.purposes import DOCUMENT
from core.models import StoredFile
from core.workflow.command import Command
from core.workflow.refusals import Forbidden, Hidden
from organisation.actors import PostActor
from organisation.models import ControlChange, SameCityDecision, Staff, SurveyPointApproval, Unit, UnitKind
from organisation.public import Desk, claims_route
from organisation.selectors import same_city, supervisors
from organisation.selectors.units import unit_in_scope
from organisation.services.changes import TooEarly, approve_change
from organisation.services.same_city import UNIT, Approval, ApprovalNeeded, SameCityRefused, propose_decision
from organisation.services.survey_points import propose_points
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
NOW = timezone.localtime().replace(hour=10)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def branch() -> None:
    make_branch()
    same_city.forget()


def at(actor: PostActor, moment: datetime = NOW, **over: Any) -> Command:
    return order(actor, at=moment, **{"reason": "New road since the summer", **over})


def director() -> PostActor:
    return actor_at("CS_DIR", "350592")


def manager() -> PostActor:
    return actor_at("BR_MGR", "350500")


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def letter() -> Approval:
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(picture, "PNG")
    stored = files.store(picture.getvalue(), purpose=DOCUMENT, name="letter.png", actor=director())
    return Approval(number="总批〔2026〕12号", on=TODAY, file_id=stored.pk)


def proposed(code: str, *, inside: bool, on: date = TOMORROW, approval: Approval | None = None) -> ControlChange:
    return propose_decision(
        at(director()), unit_id=unit(code).pk, inside=inside, effective_on=on, approval=approval or Approval()
    )


@pytest.mark.req("AUT-08", "ORG-04")
def test_the_demo_branch_stands_as_its_plan_says() -> None:
    inside = {u.code for u in Unit.objects.all() if u.sub_branch_id and same_city.is_same_city(u, TODAY)}
    assert inside == {"350502", "350503", "350504", "350571", "350572"}
    grounds = dict(SameCityDecision.objects.values_list("unit__code", "ground"))
    assert grounds["350505"] == "far_and_slow"
    assert grounds["350582"] == "county"
    assert grounds["350503"] == ""


@pytest.mark.req("AUT-09", "AUT-11")
def test_a_decision_holds_from_its_day_and_keeps_the_history() -> None:
    change = proposed("350505", inside=True)
    assert same_city.is_same_city(unit("350505"), TOMORROW) is False
    approve_change(change.pk, at(manager()))
    assert same_city.is_same_city(unit("350505"), TODAY) is False
    assert same_city.is_same_city(unit("350505"), TOMORROW) is True
    latest, former = same_city.decisions_of(unit("350505").pk)
    assert (former.effective.upper, latest.effective.lower, latest.effective.upper) == (TOMORROW, TOMORROW, None)
    assert (latest.proposed_by.login_name, latest.approved_by.login_name) == ("xiejianguo", "baozhenghua")
    assert (latest.road_km, latest.drive_minutes, latest.ground) == (Decimal("48.0"), 62, "")


@pytest.mark.req("AUT-08")
def test_the_day_of_loss_decides_the_route() -> None:
    approve_change(proposed("350505", inside=True).pk, at(manager()))
    place, issuer = unit("350505"), unit("350503")
    before, after = claims_route(place, issuer, TODAY), claims_route(place, issuer, TOMORROW)
    assert (before.survey, before.basis) == (Desk.AT_LOSS, "AUT-20")
    assert (after.survey, after.basis) == (Desk.CENTRE, "AUT-15")


@pytest.mark.req("AUT-12")
@pytest.mark.parametrize(
    ("approval", "field"),
    [
        (Approval(), "approval_number"),
        (Approval(number="  "), "approval_number"),
        (Approval(number="12"), "approval_on"),
        (Approval(number="12", on=TODAY + timedelta(days=2)), "approval_on"),
        (Approval(number="12", on=TODAY), "approval_file"),
    ],
)
def test_without_ground_and_approval_nobody_stands_outside(approval: Approval, field: str) -> None:
    with nothing_changed(), pytest.raises(ApprovalNeeded) as refused:
        proposed("350503", inside=False, approval=approval)
    assert refused.value.field == field


@pytest.mark.req("AUT-12")
def test_head_office_can_approve_an_exception() -> None:
    approve_change(proposed("350503", inside=False, approval=letter()).pk, at(manager()))
    latest = same_city.decisions_of(unit("350503").pk)[0]
    assert (latest.same_city, latest.ground, latest.approval_number) == (False, "", "总批〔2026〕12号")
    assert same_city.is_same_city(unit("350503"), TOMORROW) is False


def test_nobody_approves_the_own_proposal_and_only_the_manager_decides() -> None:
    change = proposed("350505", inside=True)
    for actor in (director(), actor_at("OPS_MGR", "350594"), actor_at("UW_DIR", "350591")):
        with nothing_changed(), pytest.raises(Forbidden):
            approve_change(change.pk, at(actor))


def test_who_may_not_propose_is_refused() -> None:
    with nothing_changed(), pytest.raises(Forbidden):
        propose_decision(
            at(actor_at("IT_ADMIN", "350500")),
            unit_id=unit("350505").pk,
            inside=True,
            effective_on=TOMORROW,
            approval=Approval(),
        )


def test_a_decision_is_never_for_today() -> None:
    with nothing_changed(), pytest.raises(TooEarly):
        proposed("350505", inside=True, on=TODAY)


def test_nothing_is_decided_before_a_decision_that_stands() -> None:
    approve_change(proposed("350505", inside=True, on=TODAY + timedelta(days=9)).pk, at(manager()))
    with nothing_changed(), pytest.raises(SameCityRefused):
        proposed("350505", inside=True, on=TODAY + timedelta(days=5))


def test_a_centre_is_neither_inside_nor_outside() -> None:
    with nothing_changed(), pytest.raises(SameCityRefused):
        proposed("350591", inside=False)


def test_the_database_keeps_the_history() -> None:
    row = SameCityDecision.objects.get(unit__code="350505")
    changes: list[dict[str, Any]] = [
        {"same_city": True},
        {"effective": DateRange(date(2020, 1, 1), None)},
        {"ground": "far"},
    ]
    for change in changes:
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
            SameCityDecision.objects.filter(pk=row.pk).update(**change)
    with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
        SameCityDecision.objects.filter(pk=row.pk).delete()


def test_the_database_asks_for_ground_or_approval() -> None:
    with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
        SameCityDecision.objects.create(
            unit=unit("350591"), same_city=False, effective=DateRange(TODAY, None), reason="-"
        )


@pytest.mark.parametrize(
    ("loss", "issuer", "survey", "assess_above", "calculate", "approve", "approve_above", "basis"),
    [
        pytest.param("350503", "350502", *"CCCCP", "AUT-15", marks=pytest.mark.req("AUT-15")),
        pytest.param("350503", "350582", *"CCIIC", "AUT-16", marks=pytest.mark.req("AUT-16")),
        pytest.param("350524", "350524", *"LCIIC", "AUT-18", marks=pytest.mark.req("AUT-18", "AUT-19")),
        pytest.param("350582", "350524", *"LCIIC", "AUT-18", marks=pytest.mark.req("AUT-18")),
        pytest.param("350582", "350503", *"LCCCP", "AUT-20", marks=pytest.mark.req("AUT-20")),
        pytest.param("350592", "350503", *"CCCCP", "AUT-15", marks=pytest.mark.req("AUT-15")),
    ],
)
def test_routes_of_claims(
    loss: str,
    issuer: str,
    survey: str,
    assess_above: str,
    calculate: str,
    approve: str,
    approve_above: str,
    basis: str,
) -> None:
    desks = {"C": Desk.CENTRE, "I": Desk.ISSUING, "L": Desk.AT_LOSS, "P": Desk.PROVINCE}
    found = claims_route(unit(loss), unit(issuer), TODAY)
    wanted = [desks[one] for one in (survey, survey, assess_above, calculate, approve, approve_above)]
    assert [
        found.survey, found.assess, found.assess_above, found.calculate, found.approve, found.approve_above,
    ] == wanted  # fmt: skip
    assert found.basis == basis


def test_a_loss_in_another_branch_is_surveyed_by_mandate() -> None:
    other = Unit.objects.create(code="350100", name="福州", kind=UnitKind.PREFECTURE_BRANCH, parent=unit("350000"))
    Unit.objects.filter(pk=other.pk).update(branch=other)
    other.refresh_from_db()
    assert claims_route(other, unit("350503"), TODAY).survey is Desk.MANDATE


# -- survey points ----------------------------------------------------------------------------------------------------


@pytest.mark.req("AUT-13", "AUT-12")
def test_more_survey_points_need_head_office() -> None:
    branch = unit("350500")
    assert same_city.points_allowed(branch, TODAY).most == 1  # five same-city sub-branches
    with nothing_changed(), pytest.raises(SameCityRefused):
        propose_points(at(director()), branch_id=branch.pk, points=1, effective_on=TOMORROW, approval=letter_of())
    with nothing_changed(), pytest.raises(ApprovalNeeded):
        propose_points(at(director()), branch_id=branch.pk, points=3, effective_on=TOMORROW, approval=Approval())
    change = propose_points(at(director()), branch_id=branch.pk, points=3, effective_on=TOMORROW, approval=letter())
    approve_change(change.pk, at(manager()))
    assert same_city.points_allowed(branch, TODAY).most == 1
    assert same_city.points_allowed(branch, TOMORROW).most == 3
    with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
        SurveyPointApproval.objects.update(points=9)


def letter_of() -> Approval:
    """Complete on paper; which file it is does not matter before the number is looked at."""
    return Approval(number="12", on=TODAY, file_id=1)


# -- second-level supervisors -----------------------------------------------------------------------------------------


@pytest.mark.req("ORG-12", "ORG-13")
@pytest.mark.parametrize(("staff", "allowed"), [(30, 0), (31, 0), (44, 0), (45, 1), (60, 2)])
def test_supervisors_follow_the_staff_of_the_centre(staff: int, allowed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    centre = Unit.objects.select_related("branch").get(code="350592")
    monkeypatch.setattr(supervisors, "_premium", [lambda *_of: Decimal(100_000_000)])
    missing = staff - supervisors.staff_of(centre)
    Staff.objects.bulk_create(
        Staff(login_name=f"extra{n}", name="某", belongs_to=centre, informal=True) for n in range(missing)
    )
    Staff.objects.create(login_name="gone", name="某", belongs_to=centre, is_active=False)
    assert supervisors.supervisors_of(centre, TODAY).allowed == allowed


@pytest.mark.req("ORG-12")
def test_a_cent_below_the_floor_allows_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    centre = Unit.objects.select_related("branch").get(code="350592")
    monkeypatch.setattr(supervisors, "_premium", [lambda *_of: Decimal("99999999.99")])
    monkeypatch.setattr(supervisors, "staff_of", lambda _centre: 180)
    assert supervisors.supervisors_of(centre, TODAY).allowed == 0
    monkeypatch.setattr(supervisors, "_premium", [lambda *_of: Decimal(100_000_000)])
    assert supervisors.supervisors_of(centre, TODAY).allowed == 5
    Unit.objects.filter(code="350500").update(kind=UnitKind.MUNICIPAL_BRANCH)
    centre.branch.refresh_from_db()
    assert supervisors.supervisors_of(centre, TODAY).allowed == 8


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.req("ORG-05")
@pytest.mark.usefixtures("demo")
def test_the_chart_is_made_from_the_data() -> None:
    client = signed_in("OPS_MGR", "350594")
    text = client.get(reverse("organisation:units")).content.decode()
    assert "Jinjiang sub-branch" in text
    assert "庄金山" in text  # its head
    assert client.get(reverse("organisation:units"), {"print": "1"}).status_code == 200
    file = client.get(reverse("organisation:units"), {"export": "csv"})
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + Unit.objects.filter(branch__code="350500").count()


@pytest.mark.usefixtures("demo")
def test_a_proposal_is_sent_from_the_page_of_the_unit() -> None:
    client, found = signed_in("CS_DIR", "350592"), unit("350505")
    address = reverse("organisation:same_city", kwargs={"pk": found.pk})
    page = client.get(address)
    values = {"command_key": page.context["form"]["command_key"].value(), "side": "inside", "reason": "Road"}
    late = client.post(address, values | {"effective_on": TODAY.isoformat()})
    assert late.status_code == 422
    assert not ControlChange.objects.exists()
    assert client.post(address, values | {"effective_on": TOMORROW.isoformat()}).status_code == 302
    assert ControlChange.objects.get().title.startswith("泉港支公司")
    for code in ("350592", "350505", "350500"):
        assert client.get(reverse("organisation:unit", kwargs={"pk": unit(code).pk})).status_code == 200


@pytest.mark.req("AUT-12")
@pytest.mark.usefixtures("demo")
def test_whoever_decides_reads_the_letter_of_head_office() -> None:
    change = proposed("350503", inside=False, approval=letter())
    stored = files.attach(StoredFile.objects.get(), subject_kind=UNIT, subject_id=unit("350503").pk)
    client = signed_in("BR_MGR", "350500")
    page = client.get(reverse("organisation:change", kwargs={"pk": change.pk})).content.decode()
    address = reverse("core:file", kwargs={"token": stored.token})
    assert address in page
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("demo")
def test_units_outside_the_scope_read_as_not_found() -> None:
    client = signed_in("IT_ADMIN", "350500")
    assert client.get(reverse("organisation:unit", kwargs={"pk": unit("350000").pk})).status_code == 404
    assert client.get(reverse("organisation:same_city", kwargs={"pk": unit("350505").pk})).status_code == 403
    assert signed_in("SALES", "350503").get(reverse("organisation:units")).status_code == 403


def test_hidden_is_what_a_foreign_unit_is() -> None:
    with pytest.raises(Hidden):
        unit_in_scope(actor_at("SUB_MGR", "350503"), unit("350582").pk)
