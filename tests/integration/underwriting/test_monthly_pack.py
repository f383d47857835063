"""The monthly pack: frozen, released by the data post alone, with occupancy, discount and hits (5.11, DUT-17)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from archives.models import Document
from core.jobs.drain import drain
from core.models import Notification, WorkItem
from core.workflow.refusals import Forbidden, Hidden
from organisation.models import Unit
from organisation.public import system_actor
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, MonthlyPack, Policy, Proposal
from underwriting.rules.periods import add_months
from underwriting.selectors.monthly_pack import content_of, frozen_hits, pack_for, packs, table_of
from underwriting.selectors.statistics import Asked, statistics_of
from underwriting.services.monthly_pack import draw_pack, redraw_pack, release_pack
from underwriting.services.refusals import InvalidEntry

D = Decimal
CENTRE = "350591"
pytestmark = [pytest.mark.django_db, pytest.mark.req("DUT-17", "DUT-36", "PRO-21")]


def _branch() -> Unit:
    return Unit.objects.get(code="350500")


def _month() -> date:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


@pytest.fixture
def last_month() -> list[Policy]:
    """Two motor policies that were issued in the month before."""
    found = made.make_policy_in_force()
    moment = timezone.make_aware(timezone.datetime(_month().year, _month().month, 10))
    Policy.objects.filter(pk__in=[one.pk for one in found]).update(created_at=moment)
    Decision.objects.update(decided_at=moment)
    return found


def _drawn() -> MonthlyPack:
    branch = _branch()
    clock = system_actor("policy-clock", unit_id=branch.pk)
    return draw_pack(order(clock), branch_id=branch.pk, month=_month())


def _data_post() -> Any:
    return actor_at("UW_INFO", CENTRE)


def test_the_pack_holds_the_business_by_everything_and_adds_up(last_month: list[Policy]) -> None:
    pack = _drawn()
    premium = sum(policy.premium for policy in last_month)
    assert (pack.policies, pack.premium, pack.month) == (2, premium, _month())
    for by in ("line", "sub_branch", "channel", "occupancy", "discount"):
        assert table_of(pack, by)[-1].premium == premium
    assert [row.key for row in table_of(pack, "discount")] == ["000", "statutory", ""]
    item = WorkItem.objects.get(subject_kind="underwriting.monthly_pack", subject_id=pack.pk, done_at=None)
    assert (item.queue, item.clock) == ("underwriting.release_pack", "underwriting.release_pack")


def test_discounts_are_weighed_by_premium_and_stand_in_their_band(last_month: list[Policy]) -> None:
    Proposal.objects.update(autonomous_factor=D("0.8500"))
    asked = Asked(since=_month(), until=_month(), by="discount")
    rows = {row.key: row for row in statistics_of(Policy.objects.all(), asked, timezone.localdate()).rows}
    assert (rows["020"].policies, rows["020"].discount) == (1, D("15.00"))
    assert (rows["statutory"].policies, rows["statutory"].discount) == (1, None)


def test_elements_that_were_not_met_are_counted_once_a_decision(last_month: list[Policy]) -> None:
    verdicts = [{"label": "Vehicle class", "passed": True}, {"label": "age of vehicle", "passed": False}]
    Decision.objects.filter(automatic=True).update(outcome="manual", verdicts=verdicts)
    found = frozen_hits(_drawn())
    assert (found.accepted, found.decided >= 1) == (0, True)
    assert found.elements == (("age of vehicle", found.decided),)


def test_only_the_data_post_gives_figures_out_and_they_stand_from_then_on(
    last_month: list[Policy], settings: Any
) -> None:
    settings.DEMO = True
    pack = _drawn()
    director = actor_at("UW_DIR", CENTRE)
    assert list(packs(director)) == []
    with pytest.raises(Hidden):
        pack_for(director, pack.pk)
    with nothing_changed(), pytest.raises(Forbidden):
        release_pack(pack.pk, order(director))
    with nothing_changed(), pytest.raises(Forbidden):
        redraw_pack(pack.pk, order(director, reason="口径有误"))
    released = release_pack(pack.pk, order(_data_post(), reason="已核对"))
    assert (released.state, released.remark) == ("released", "已核对")
    drain(reraise=True)
    told = set(Notification.objects.filter(subject_id=pack.pk).values_list("recipient_id", flat=True))
    assert {director.staff_id, actor_at("BR_MGR", "350500").staff_id} <= told
    assert Document.objects.get(subject_kind="underwriting.monthly_pack").subject_id == pack.pk
    Policy.objects.update(premium=D("1.00"))
    assert table_of(pack_for(director, pack.pk), "line")[-1].premium == released.premium
    assert content_of(_branch(), _month(), timezone.localdate())["total"]["premium"] == "2.00"
    client = signed_in("UW_DIR", CENTRE)
    assert client.get(f"/packs/{pack.pk}/").status_code == 200
    sheet = client.get(f"/packs/{pack.pk}/file/?export=xlsx")
    assert sheet["Content-Disposition"].endswith('.xlsx"')


def test_a_month_is_drawn_after_its_end_and_anew_with_a_reason(last_month: list[Policy]) -> None:
    branch = _branch()
    clock = system_actor("policy-clock", unit_id=branch.pk)
    this = add_months(_month(), 1)
    with nothing_changed(), pytest.raises(InvalidEntry):
        draw_pack(order(clock), branch_id=branch.pk, month=this)
    pack = _drawn()
    Policy.objects.filter(line="MOD").update(premium=D("100.00"))
    found = redraw_pack(pack.pk, order(_data_post(), reason="批改补录后重取"))
    assert found.premium == sum(Policy.objects.values_list("premium", flat=True))
