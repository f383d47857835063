"""Stores that run low are work of their keepers until forms are asked for (domain 8.1, 8.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from archives.models import FormLot, FormMovement, FormShortage, FormTerms
from archives.services import form_shortages, form_supply
from archives.services.form_stock_watch import watch
from archives.tasks import CLOCK
from core.models import WorkItem
from core.workflow.refusals import Forbidden
from organisation.public import system_actor
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("FRM-01", "FRM-06")


def _low() -> Any:
    """So much is used a day that 800 in the store are too few."""
    for number in range(1, 31):
        made.use(number)
    FormTerms.objects.filter(form_type=made.kind()).update(minimum_days=900, lead_days=100, maximum_days=2000)
    found = [one for one in watch(timezone.localdate()).low if one.unit.code == made.FENGZE]
    assert len(found) == 1
    return found[0]


def _noted() -> FormShortage:
    stock = _low()
    clock = system_actor(CLOCK, unit_id=stock.unit.pk)
    return form_shortages.note_shortage(order(clock), stock=stock)


def test_a_low_store_is_noted_once_with_what_usage_suggests() -> None:
    row = _noted()
    assert (row.lying, row.reorder_point, row.suggested) == (800, 1000, 1200)
    item = WorkItem.objects.get(subject_kind="archives.form_shortage", subject_id=row.pk, done_at=None)
    assert (item.queue, item.clock) == ("archives.low_stock", "archives.low_stock")
    assert watch(timezone.localdate()).low == []


def test_the_requisition_ends_it() -> None:
    row = _noted()
    paper = form_supply.request_forms(order(made.keeper()), form_type_id=row.form_type_id, quantity=1200)
    row.refresh_from_db()
    assert (row.state, row.paper) == ("covered", paper.number)
    assert watch(timezone.localdate()) == ([], [])


def test_what_the_keeper_leaves_is_not_noted_again_in_the_month() -> None:
    row = _noted()
    with nothing_changed(), pytest.raises(Forbidden):
        form_shortages.leave_shortage(row.pk, order(actor_at("UW_ISSUE", made.FENGZE), reason="不需要"))
    left = form_shortages.leave_shortage(row.pk, order(made.keeper(), reason="下月改用电子标志"))
    assert (left.state, left.why_not) == ("left", "下月改用电子标志")
    assert watch(timezone.localdate()).low == []
    # what counts is the day on which it was left, not that on which it had run low
    FormShortage.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=40))
    assert watch(timezone.localdate()).low == []


def test_a_store_that_holds_enough_again_needs_nothing() -> None:
    row = _noted()
    FormTerms.objects.filter(form_type=made.kind()).update(minimum_days=20, lead_days=10, maximum_days=60)
    assert [one.pk for one in watch(timezone.localdate()).enough] == [row.pk]
    clock = system_actor(CLOCK, unit_id=row.unit_id)
    assert form_shortages.end_shortage(row.pk, order(clock)).state == "over"
    assert FormMovement.objects.filter(step="use").count() == 30
    assert FormLot.objects.filter(standing="used").exists()
