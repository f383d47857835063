"""Whether the time of a form is over: its kind may be used for so many months after it came in (domain 8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from archives.models import FormLot, FormMovement, FormTerms
from archives.rules.form_places import Standing, Step
from archives.rules.form_stock import months_before
from archives.rules.serials import Numbers
from core.workflow.refusals import Hidden


def out_of_time_since(form_type_id: int, number: int, on: date) -> date | None:
    """Since which day a number may not be used any more; None while it may, or when nothing is known of its receipt."""
    terms = FormTerms.objects.filter(form_type_id=OuterRef("form_type_id"), effective__contains=on)
    received = FormMovement.objects.filter(
        form_type_id=form_type_id, step=Step.RECEIVE, first__lte=number, last__gte=number
    )
    found = received.annotate(months=Subquery(terms.values("shelf_months")[:1])).order_by("on")
    came, months = found.values_list("on", "months").first() or (None, None)
    if came is None or months is None:
        return None
    ends = months_before(came, -months)
    return ends if ends <= on else None


def versions(on: date) -> tuple[list[FormTerms], list[FormTerms]]:
    """The terms of every kind in force on a day, and all other versions, the newest first."""
    rows = FormTerms.objects.select_related("form_type").exclude(effective__isempty=True)
    ordered = list(rows.order_by("form_type__grade", "form_type__code", "-effective"))
    now = [row for row in ordered if on in row.effective]
    return now, [row for row in ordered if on not in row.effective]


def held_by_code(code: str, on: date) -> FormTerms:
    """The terms of a kind on a day. Raises ``Hidden`` for a kind that is not known."""
    found = FormTerms.objects.select_related("form_type").filter(form_type__code=code, effective__contains=on).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class OldInHand:
    """Forms in a hand whose time is over."""

    lot: FormLot
    numbers: Numbers


def old_in_hands(on: date) -> Iterator[OldInHand]:
    """What lies in the hands of users although its time is over; it goes back to the store."""
    held = FormLot.objects.select_related("form_type").filter(standing=Standing.WITH_USER).order_by("pk")
    for rule in FormTerms.objects.filter(effective__contains=on):
        limit = months_before(on, rule.shelf_months)
        received = FormMovement.objects.filter(form_type_id=rule.form_type_id, step=Step.RECEIVE, on__lte=limit)
        for movement in received:
            delivered = Numbers(movement.first, movement.last)
            lots = held.filter(form_type_id=rule.form_type_id, first__lte=movement.last, last__gte=movement.first)
            for lot in lots:
                common = Numbers(lot.first, lot.last).common(delivered)
                if common:
                    yield OldInHand(lot=lot, numbers=common)
