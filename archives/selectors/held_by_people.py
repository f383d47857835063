"""What stands against the end of a post here: numbers in the hand, a store that was not handed over, seals (8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.translation import gettext as _

from archives.models import FormCount, FormLot, Seal
from archives.rules import form_count, seal
from archives.rules.form_places import Standing
from archives.selectors.form_lots import held_by
from organisation.models import PostAssignment, PostPermission, Unit
from organisation.public import HeldThing, parameter

HOLD, KEEP_STORE, KEEP_SEAL, RECOVER = (
    "archives.hold_forms",
    "archives.issue_forms",
    "archives.keep_seal",
    "archives.witness_forms",
)
COUNTED_WITHIN = "archives.hand_over_days"


def held_by_person(staff_id: int, on: date) -> Iterator[HeldThing]:
    """Printed forms in the hand, stores that the person keeps, seals."""
    yield from _numbers(staff_id)
    yield from _stores(staff_id, on)
    for row in Seal.objects.filter(keeper_id=staff_id).exclude(state=seal.WITHDRAWN).select_related("unit"):
        yield HeldThing(
            what=_("seal %(number)s %(name)s") % {"number": row.number, "name": row.name},
            unit=row.unit,
            kept_with=KEEP_SEAL,
            recovered_with=RECOVER,
            url=reverse("archives:seal", args=[row.pk]),
        )


def _numbers(staff_id: int) -> Iterator[HeldThing]:
    for lot in held_by(staff_id).select_related("unit"):
        yield HeldThing(
            what=_("%(form)s %(numbers)s") % {"form": lot.form_type, "numbers": lot.shown},
            unit=lot.unit,
            kept_with=HOLD,
            recovered_with=RECOVER,
            url=reverse("archives:lots"),
        )


def _stores(staff_id: int, on: date) -> Iterator[HeldThing]:
    """A store goes over with a count of hand-over that agrees, or whose difference is at its end."""
    keepers = PostPermission.objects.filter(permission=KEEP_STORE).values("post_id")
    lately = DateRange(on - timedelta(days=1), None)
    keeps = PostAssignment.objects.filter(staff_id=staff_id, post_id__in=keepers, period__overlap=lately)
    stored = FormLot.objects.filter(standing=Standing.IN_STORE).values("unit_id")
    for unit in Unit.objects.filter(pk__in=keeps.values("unit_id")).filter(pk__in=stored):
        since = on - timedelta(days=int(parameter(COUNTED_WITHIN, unit, on)))
        counted = FormCount.objects.filter(
            unit=unit, kind=form_count.HAND_OVER, on__gte=since, state__in=(form_count.CHECKED, form_count.MENDED)
        )
        if not counted.exists():
            yield HeldThing(
                what=_("the store of forms of %(unit)s, not counted for the hand-over") % {"unit": unit.label},
                unit=unit,
                kept_with=KEEP_STORE,
                recovered_with=RECOVER,
                url=reverse("archives:counts"),
            )
