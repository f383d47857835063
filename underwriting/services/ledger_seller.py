"""Who handed a fixed-sum policy over, where it was not the clerk who enters it (PRO-18, PRO-19, domain 8.1, 8.2)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from underwriting.models import LedgerEntry
from underwriting.selectors.salespeople import sellers_in
from underwriting.services.refusals import InvalidEntry


def name_seller(row: LedgerEntry, seller_id: int | None, today: date) -> None:
    """A salesperson of the unit: forms of strangers and of other units are nobody's to use (domain 8.2)."""
    if seller_id is None or seller_id == row.entered_by_id:
        return
    names = dict(sellers_in(row.unit, today))
    if seller_id not in names:
        raise InvalidEntry(_("Only a salesperson of the unit hands over policies of its ledger."), field="seller_id")
    row.seller_id, row.seller_name = seller_id, names[seller_id]
