"""What reinsurers signed of a facultative placement."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from underwriting.models import FacultativeCase, FacultativeShare
from underwriting.rules.reinsurance.placement import Line

NIL = Decimal("0.00")


def signed_lines(case: FacultativeCase) -> QuerySet[FacultativeShare]:
    """In the order in which premium is spread: who leads comes first."""
    return case.quotations.exclude(signed_percent=None).order_by("-signed_percent", "pk")


def placed_lines(case: FacultativeCase) -> list[Line]:
    """What every reinsurer signed, with its commission; nobody signed a placement that is only tried out."""
    if not case.number:
        return []
    return [
        Line(percent=one.signed_percent or NIL, commission_percent=one.commission_percent) for one in signed_lines(case)
    ]
