"""Limits of authority are changed by four eyes: child under parent, approval under assessment, history kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.workflow.command import Command
from core.workflow.refusals import Forbidden, SegregationConflict
from organisation.actors import PostActor
from organisation.models import AuthorityGrant, ControlChange, Unit
from organisation.rules import operations
from organisation.selectors import authority_grants as selectors
from organisation.selectors import versions
from organisation.selectors.authority_grants import Holding
from organisation.services import changes
from organisation.services.changes import ChangedMeanwhile
from organisation.services.grant_checks import AboveAssessment, AboveSuperior, BelowSubordinate, GrantRefused
from organisation.services.grants import propose_grant
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def branch() -> None:
    make_branch()


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def at(actor: PostActor, **over: Any) -> Command:
    return order(actor, **{"reason": "More business of this size", **over})


def director() -> PostActor:
    return actor_at("UW_DIR", "350591")


def manager() -> PostActor:
    return actor_at("BR_MGR", "350500")


def holding(post: str = "UW_UND1", unit: str = "350591", **over: Any) -> Holding:
    values = {"operation": "underwriting.decide", "line": "", "measure": "sum_insured", **over}
    return Holding(unit=Unit.objects.get(code=unit).pk, post=post, staff=None, **values)


def proposed(
    limit: str | None, wanted: Holding | None = None, *, days: int = 1, by: PostActor | None = None
) -> ControlChange:
    figure = None if limit is None else Decimal(limit)
    return propose_grant(at(by or director()), holding=wanted or holding(), limit=figure, effective_on=in_days(days))


def limit_on(days: int, wanted: Holding | None = None) -> Decimal | None:
    row = versions.in_force(selectors.versions_of(wanted or holding()), in_days(days))
    return row.limit if row else None


@pytest.mark.req("AUT-01")
@pytest.mark.req("AUT-03")
def test_a_limit_is_raised_from_its_day_under_a_letter_of_its_own():
    change = proposed("800000")
    changes.approve_change(change.pk, at(manager()))

    assert [limit_on(days) for days in (-1, 0, 1, 400)] == [500000, 500000, 800000, 800000]
    row = AuthorityGrant.objects.get(limit=800000, post_id="UW_UND1")
    assert row.letter == f"350591授〔{timezone.localdate():%Y}〕1号"
    assert (row.proposed_by_id, row.approved_by_id) == (director().staff_id, manager().staff_id)


@pytest.mark.req("AUT-02")
@pytest.mark.parametrize(("limit", "refused"), [("100000000.00", False), ("100000000.01", True)])
def test_a_centre_passes_on_what_the_province_holds_and_no_cent_more(limit, refused):
    if not refused:
        assert proposed(limit, holding("UW_UND3")).pk
        return
    with nothing_changed(), pytest.raises(AboveSuperior) as caught:
        proposed(limit, holding("UW_UND3"))
    assert (caught.value.field, caught.value.details["limit"]) == ("limit", "100000000.00")


@pytest.mark.req("AUT-02")
def test_what_the_level_above_does_not_hold_cannot_be_passed_on(monkeypatch):
    new = operations.Operation(
        code="sample.decide", label="Sample", measures={"amount": operations.MeasureName("Amount")}
    )
    monkeypatch.setitem(operations._operations, new.code, new)
    wanted = holding(operation="sample.decide", measure="amount")
    with nothing_changed(), pytest.raises(AboveSuperior, match="holds no authority"):
        proposed("1", wanted)


@pytest.mark.req("AUT-02")
def test_a_level_is_not_lowered_under_what_the_levels_below_hold():
    province, above = holding("PROV_UW", "350000"), actor_at("HO_UW", "000000")
    with nothing_changed(), pytest.raises(BelowSubordinate, match=r"10,000,000\.00"):
        proposed("9999999.99", province, by=actor_at("PROV_CLAIMS", "350000"))
    with nothing_changed(), pytest.raises(BelowSubordinate):
        proposed(None, province, by=actor_at("PROV_CLAIMS", "350000"))

    change = proposed("10000000", province, by=actor_at("PROV_CLAIMS", "350000"))
    changes.approve_change(change.pk, at(above))
    assert [limit_on(0, province), limit_on(1, province)] == [100000000, 10000000]
    with nothing_changed(), pytest.raises(AboveSuperior):
        proposed("10000000.01")


@pytest.mark.req("AUT-07")
def test_approval_is_never_above_assessment():
    approval = holding("CS_DIR", "350592", operation="claims.approve", measure="payable")
    with nothing_changed(), pytest.raises(AboveAssessment, match=r"500,000\.00"):
        proposed("500000.01", approval)
    assessment = holding("CS_PRICE", "350592", operation="claims.assess", measure="assessed")
    with nothing_changed(), pytest.raises(AboveAssessment, match="Lower that authority first"):
        proposed("499999.99", assessment)
    assert proposed("400000", approval).pk


@pytest.mark.req("AUT-07")
def test_approval_in_one_hand_is_not_above_the_assessment_in_the_same_hand():
    assessment = holding("CS_APPR3", "350592", operation="claims.assess", measure="assessed")
    changes.approve_change(proposed("300000", assessment).pk, at(manager()))
    with nothing_changed(), pytest.raises(AboveAssessment):
        proposed("300000.01", replace(assessment, operation="claims.approve", measure="payable"), days=2)


def test_authority_is_ended_and_can_be_read_on_any_past_day():
    changes.approve_change(proposed("600000", days=1).pk, at(manager()))
    changes.approve_change(proposed(None, days=3).pk, at(manager()))
    assert [limit_on(days) for days in (-400, 0, 1, 2, 3)] == [500000, 500000, 600000, 600000, None]


def test_a_version_that_never_held_is_replaced():
    changes.approve_change(proposed("600000", days=3).pk, at(manager()))
    changes.approve_change(proposed("450000", days=3).pk, at(manager()))
    assert [limit_on(days) for days in (2, 3)] == [500000, 450000]
    assert [row.limit for row in selectors.versions_of(holding())] == [500000, 450000]


@pytest.mark.req("AUT-23")
def test_who_gives_an_authority_does_not_use_it():
    with nothing_changed(), pytest.raises(GrantRefused, match="must not use it"):
        proposed("9000000", holding("UW_DIR"))
    own = holding("BR_MGR", "350500")
    change = proposed("100000", own)
    with nothing_changed(), pytest.raises(GrantRefused, match="must not use it"):
        changes.approve_change(change.pk, at(manager()))


@pytest.mark.req("AUT-23")
def test_the_proposer_of_authority_cannot_approve_it_and_others_may_not_propose():
    change = proposed("800000", by=manager())
    with nothing_changed(), pytest.raises(SegregationConflict):
        changes.approve_change(change.pk, at(manager()))
    with nothing_changed(), pytest.raises(Forbidden):
        proposed("800000", holding("UW_UND2"), by=actor_at("UW_UND2", "350591"))
    with nothing_changed(), pytest.raises(Forbidden):
        changes.approve_change(change.pk, at(director()))


def test_what_changed_meanwhile_is_compared():
    change = proposed("800000", days=5)
    versions.cut(selectors.versions_of(holding())[0], in_days(3))
    with nothing_changed(), pytest.raises(ChangedMeanwhile) as caught:
        changes.approve_change(change.pk, at(manager()))
    compared = {line["label"]: (line["was"], line["now"]) for line in caught.value.details["comparison"]}
    assert compared["Authority limit"] == ("500,000.00 CNY", "no authority")


@pytest.mark.parametrize(
    ("over", "field"),
    [({"operation": "sample.none"}, "operation"), ({"measure": "none"}, "operation"), ({"line": "XYZ"}, "line")],
)
def test_unknown_authority_is_refused_at_its_field(over, field):
    with nothing_changed(), pytest.raises(GrantRefused) as caught:
        proposed("1", holding(**over))
    assert caught.value.field == field


@pytest.mark.req("AUT-23")
def test_the_database_refuses_one_person_on_both_sides_and_rewriting():
    manager_id = manager().staff_id
    row = selectors.versions_of(holding())[0]
    table = "organisation_authoritygrant"
    columns = 'unit_id, post_id, operation, line, measure, "limit", effective, letter, proposed_by_id, approved_by_id'
    values = f"{row.unit_id}, 'UW_UND4', 'underwriting.decide', '', 'sum_insured', 1, '[2030-01-01,)', ''"
    attempts = (
        f'UPDATE {table} SET "limit" = 1 WHERE id = {row.pk}',
        f"DELETE FROM {table} WHERE id = {row.pk}",
        f"INSERT INTO {table} ({columns}) VALUES ({values}, {manager_id}, {manager_id})",
    )
    for attempt in attempts:
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)
