"""Builds the demo branch. Running it again changes nothing."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from organisation.models import (
    BRANCHES,
    SUB_BRANCHES,
    AuthorityGrant,
    Post,
    PostAssignment,
    SameCityDecision,
    Staff,
    Unit,
    UnitKind,
)
from organisation.selectors import same_city

FOLDER = Path(__file__).parent
SINCE = DateRange(date(2024, 1, 1), None)
LETTER_SAME_CITY = "泉州市分公司同城理赔管理方案（2024）"
LETTER = "泉授〔2024〕1号"
CENTRES = (
    UnitKind.UNDERWRITING_CENTRE,
    UnitKind.CLAIMS_CENTRE,
    UnitKind.FINANCE_CENTRE,
    UnitKind.DEPARTMENT,
    UnitKind.HOTLINE,
)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def build_organisation() -> None:
    """Units, people, posts and authority of the demo branch."""
    if Unit.objects.exists():
        return
    for row in _rows("units.csv"):
        _unit(row)
    _people({unit.code: unit for unit in Unit.objects.select_related("branch")})
    _same_city()
    _authority()


def _unit(row: dict[str, str]) -> None:
    parent = Unit.objects.get(code=row["parent"]) if row["parent"] else None
    unit = Unit(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        kind=row["kind"],
        parent=parent,
        latitude=Decimal(row["latitude"]),
        longitude=Decimal(row["longitude"]),
        road_km=Decimal(row["road_km"]) if row["road_km"] else None,
        drive_minutes=int(row["drive_minutes"]) if row["drive_minutes"] else None,
    )
    unit.save()
    _inherit(unit, parent)
    unit.save()


def _inherit(unit: Unit, parent: Unit | None) -> None:
    """The ancestors of a unit are those of its parent, and itself on its own level."""
    unit.stand_under(parent)
    if unit.kind == UnitKind.PROVINCE:
        unit.province_id = unit.pk
    elif unit.kind in BRANCHES:
        unit.branch_id = unit.pk
    elif unit.kind in SUB_BRANCHES:
        unit.sub_branch_id = unit.pk


def _same_city() -> None:
    """What was decided for each sub-branch: outside on the ground of the guide where one holds and was used."""
    inside = {row["code"]: row["same_city"] == "1" for row in _rows("units.csv")}
    director, manager = Staff.objects.get(login_name="xiejianguo"), Staff.objects.get(login_name="baozhenghua")
    for unit in Unit.objects.filter(kind__in=SUB_BRANCHES).order_by("code"):
        found = same_city.suggestion(unit, SINCE.lower)
        ground = "" if inside[unit.code] or found.ground is None else found.ground.value
        SameCityDecision.objects.create(
            unit=unit,
            same_city=inside[unit.code],
            effective=SINCE,
            ground=ground,
            road_km=unit.road_km,
            drive_minutes=unit.drive_minutes,
            reason=LETTER_SAME_CITY,
            proposed_by=director,
            approved_by=manager,
        )
    same_city.forget()


def _people(units: dict[str, Unit]) -> None:
    rows = _rows("staff.csv")
    password = make_password(None)
    people = Staff.objects.bulk_create(
        Staff(
            login_name=row["login"],
            employee_number=f"3505{number:05d}",
            name=row["name"],
            education=int(row["education"]),
            experience_years=int(row["years"]),
            management_years=int(row["management"] or 0),
            good_english=row["english"] == "1",
            belongs_to=units[row["belongs_to"]],
            works_at=units[row["works_at"]],
            joined_on=date(2015, 7, 1),
            password=password,
        )
        for number, row in enumerate(rows, 1)
    )
    PostAssignment.objects.bulk_create(
        PostAssignment(
            staff=staff,
            post_id=post,
            unit=unit,
            scope_unit=_scope(unit),
            period=SINCE,
            **_given_by(staff, {one.login_name: one for one in people}),
        )
        for staff, row in zip(people, rows, strict=True)
        for unit in (units[row["belongs_to"]],)
        for post in row["posts"].split()
    )


def _given_by(staff: Staff, people: dict[str, Staff]) -> dict[str, Staff]:
    """Proposed by the auditor and approved by the manager; the posts of these two by others."""
    proposer, approver = people["yuzhengde"], people["baozhenghua"]
    if staff == approver:
        proposer, approver = approver, people["xiejianguo"]
    elif staff == proposer:
        proposer = people["xiejianguo"]
    return {"proposed_by": proposer, "approved_by": approver}


def _scope(unit: Unit) -> Unit:
    """Centres and departments see the whole branch; everybody else sees the own unit and what is below."""
    if unit.kind in CENTRES and unit.branch is not None:
        return unit.branch
    return unit


def _authority() -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    manager, auditor = Staff.objects.get(login_name="baozhenghua"), Staff.objects.get(login_name="yuzhengde")
    AuthorityGrant.objects.bulk_create(
        AuthorityGrant(
            unit=units[row["unit"]],
            post=Post.objects.get(code=row["post"]),
            operation=row["operation"],
            line=row["line"],
            measure=row["measure"],
            limit=Decimal(row["limit"]),
            effective=SINCE,
            letter=LETTER,
            proposed_by=auditor,
            approved_by=manager,
        )
        for row in _rows("authority.csv")
    )
