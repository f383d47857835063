"""A small branch with a finance centre and two sub-branches, and the people of the finance story."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from organisation.actors import PostActor
from organisation.models import AuthorityGrant, Staff, StaffSession, Unit, UnitKind
from organisation.public import actor_of
from tests.factories.organisation import give_post

_numbers = count(1)
SINCE = DateRange(date(2020, 1, 1), None)
HANDS = {
    "clerk": "SUB_RP",
    "manager": "SUB_MGR",
    "accountant": "FN_ACC",
    "second_accountant": "FN_ACC",
    "checker": "FN_CHECK",
    "second_checker": "FN_CHECK",
    "receivables": "FN_AR",
    "cashier": "FN_CASH",
    "poster": "FN_POST",
    "treasurer": "FN_TREAS",
    "director": "FN_DIR",
    "province": "PROV_FIN",
}
GRANTS = [
    ("FN_CHECK", "finance.check_payment", "50000000.00"),
    ("FN_TREAS", "finance.release_payment", "500000.00"),
    ("FN_DIR", "finance.release_payment", "50000000.00"),
]


def make_staff(name: str = "员工") -> Staff:
    return Staff.objects.create(login_name=f"finance{next(_numbers)}", name=name)


def make_unit(code: str = "350502", kind: str = UnitKind.DISTRICT_SUB_BRANCH, parent: Unit | None = None) -> Unit:
    """A unit with its ancestors."""
    unit = Unit(code=code, name=code, kind=kind, parent=parent)
    if parent is not None:
        unit.province_id, unit.branch_id, unit.sub_branch_id = (
            parent.province_id,
            parent.branch_id,
            parent.sub_branch_id,
        )
    unit.save()
    column = unit.scope_column()
    if column in {"province_id", "branch_id", "sub_branch_id"}:
        setattr(unit, column, unit.pk)
        unit.save()
    return unit


def make_tree() -> tuple[Unit, Unit, Unit, Unit]:
    """Branch, finance centre and two sub-branches, under a province."""
    province = make_unit("350000", UnitKind.PROVINCE)
    branch = make_unit("350500", UnitKind.PREFECTURE_BRANCH, province)
    centre = make_unit("350593", UnitKind.FINANCE_CENTRE, branch)
    return branch, centre, make_unit("350502", parent=branch), make_unit("350503", parent=branch)


def make_actor(name: str, post: str, place: tuple[Unit, Unit]) -> PostActor:
    """A person in a post of a unit who sees a unit and what is below."""
    unit, scope = place
    return actor_of(give_post(make_staff(name), post, unit, SINCE, scope=scope))


def make_grants(centre: Unit) -> None:
    """The authority of the finance posts in the centre, and what the levels above hold."""
    head = Unit.objects.filter(kind=UnitKind.HEAD_OFFICE).first() or make_unit("000000", UnitKind.HEAD_OFFICE)
    above = [(head, "HO_FIN"), (centre.province, "PROV_FIN")]
    operations = ("finance.check_payment", "finance.release_payment")
    rows = [(unit, post, operation, "50000000.00") for unit, post in above for operation in operations]
    rows += [(centre, post, operation, limit) for post, operation, limit in GRANTS]
    proposer, approver = make_staff(), make_staff()
    AuthorityGrant.objects.bulk_create(
        AuthorityGrant(
            unit=unit, post_id=post, operation=operation, measure="amount", limit=Decimal(limit), effective=SINCE,
            letter="泉授〔2026〕1号", proposed_by=proposer, approved_by=approver,
        )
        for unit, post, operation, limit in rows
    )  # fmt: skip


def browser(actor) -> Client:
    """A browser in which the person is signed in under the post."""
    client = Client()
    client.force_login(Staff.objects.get(pk=actor.staff_id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["assignment"] = actor.assignment_id
    session.save()
    now = timezone.now()
    StaffSession.objects.create(staff_id=actor.staff_id, session_key=session.session_key, started_at=now, seen_at=now)
    return client
