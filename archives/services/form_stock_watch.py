"""The morning's look at every store: what ran low becomes work, what is enough again is none any more (8.1, 8.3)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from archives.models import FormLot, FormOrder, FormRequest, FormShortage
from archives.rules import form_order, form_request
from archives.rules import form_shortage as life
from archives.selectors.form_figures import Stock, stock_of_lots
from core.clocks import at_midnight
from organisation.models import PostAssignment, PostPermission

OPEN_REQUESTS = (form_request.REQUESTED, form_request.APPROVED, form_request.DISPATCHED)
ENDED_ORDERS = (form_order.ACCEPTED, form_order.CANCELLED)


class Watched(NamedTuple):
    """Stores that ran low, and open notes whose store holds enough again."""

    low: list[Stock]
    enough: list[FormShortage]


def watch(on: date) -> Watched:
    """Nothing is noted twice, nothing that is on order already, nothing that the keeper left this month."""
    rows = stock_of_lots(FormLot.objects.all(), on)
    low = {(row.unit.pk, row.kind.pk): row for row in rows if row.low}
    noted = FormShortage.objects.filter(state=life.LOW).order_by("pk")
    left = FormShortage.objects.filter(state=life.LEFT, updated_at__gte=at_midnight(on.replace(day=1)))
    answered = {*noted.values_list("unit_id", "form_type_id"), *left.values_list("unit_id", "form_type_id")}
    answered |= _on_order()
    enough = [one for one in noted if (one.unit_id, one.form_type_id) not in low]
    kept = _kept_stores(on)
    return Watched([row for key, row in low.items() if key not in answered and row.unit.pk in kept], enough)


def _kept_stores(on: date) -> set[int]:
    """Units in which somebody keeps a store."""
    keepers = PostPermission.objects.filter(permission="archives.issue_forms").values("post_id")
    held = PostAssignment.objects.filter(post_id__in=keepers, period__contains=on)
    return set(held.values_list("unit_id", flat=True))


def _on_order() -> set[tuple[int, int]]:
    asked = FormRequest.objects.filter(state__in=OPEN_REQUESTS).values_list("unit_id", "form_type_id")
    printed = FormOrder.objects.exclude(state__in=ENDED_ORDERS).values_list("unit_id", "form_type_id")
    return {*asked, *printed}
