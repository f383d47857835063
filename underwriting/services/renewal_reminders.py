"""Those who look after customers hear each morning whom to reach about a renewal (END-05)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from core.notify import notify
from underwriting.models import Renewal
from underwriting.rules import renewing as life


def remind(today: date) -> int:
    """One notification a person and day; the list shows the customers."""
    due = Renewal.objects.filter(state__in=(life.PENDING, life.PROPOSED), contact_on__lte=today)
    waiting: dict[int, int] = defaultdict(int)
    for staff_id in due.values_list("salesperson_id", flat=True):
        if staff_id is not None:
            waiting[staff_id] += 1
    for staff_id, number in waiting.items():
        notify(
            [staff_id],
            key=f"renewals/{staff_id}/{today}",
            title=_("Customers to be reached about their renewal"),
            body=str(number),
            url=f"{reverse('underwriting:renewals')}?contact=due",
        )
    return len(waiting)
