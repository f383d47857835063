"""Fixed-sum policies whose premium is overdue: who sold them gets no more of their forms (8.2)."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Min
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from archives.public import FormKind
from underwriting.models import LedgerEntry
from underwriting.rules.ledger_entry import CANCELLED, SETTLED


def unsettled_of(kind: FormKind, staff_id: int, on: date) -> str:
    """Why a person gets no more forms of a kind of value: policies that should have been paid for. Who handed them over
    answers for that, not the clerk who entered them for him (domain 8.2)."""
    if not kind.ledger_entry:
        return ""
    overdue = LedgerEntry.objects.filter(form=kind.code, settle_by__lt=on)
    sold = overdue.alias(sold_by=Coalesce("seller_id", "entered_by_id")).filter(sold_by=staff_id)
    rows = sold.exclude(state__in=(SETTLED, CANCELLED))
    found = rows.aggregate(number=Count("pk"), oldest=Min("settle_by"))
    if not found["number"]:
        return ""
    text = _("%(number)s policies of “%(form)s” are not settled, the oldest since %(day)s; nothing new until they are.")
    return text % {"number": found["number"], "form": kind, "day": found["oldest"]}
