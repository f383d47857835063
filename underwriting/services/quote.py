"""The premium while an entry is typed: the same tables and steps as when it is kept, and nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from organisation.models import Unit
from underwriting.models import Proposal, label_of
from underwriting.rules.periods import year_end
from underwriting.rules.short_term import PeriodFault, agreed_end
from underwriting.rules.vehicle_kind import usual_covers
from underwriting.services.data import LineData
from underwriting.services.entry import reprice
from underwriting.services.line_entry import fill_line, reprice_line
from underwriting.services.refusals import Incomplete, InvalidEntry

NEEDED = ("vehicle_class", "first_registered_on", "new_price", "start_on")


def quote(kept: Proposal | None, typed: Mapping[str, Any], unit: Unit, today: date) -> Proposal:
    """The proposal as it would be priced with what is typed so far. Refuses what cannot be priced, at its field."""
    proposal = copy(kept) if kept else Proposal()
    proposal.set_unit(unit)
    if kept is None:
        typed = usual_covers(typed.get("vehicle_class") or "") | dict(typed)
    for name, value in typed.items():
        setattr(proposal, name, value)
    if not getattr(proposal, "start_on", None):
        proposal.start_on = today.fromordinal(today.toordinal() + 1)
    missing = [name for name in NEEDED if not getattr(proposal, name)]
    if missing:
        names = _(", ").join(label_of(name) for name in missing)
        raise Incomplete(_("The premium appears with: %(fields)s") % {"fields": names}, field=missing[0])
    _agree_period(proposal)
    reprice(proposal, unit)
    return proposal


def quote_line(data: LineData, unit: Unit, today: date, kept: Proposal | None = None) -> Proposal:
    """The premium of any line but motor for what is typed so far, over the period that was kept before. Refuses at the
    field what stands in the way."""
    proposal = Proposal(start_on=kept.start_on, end_on=kept.end_on) if kept else Proposal()
    proposal.set_unit(unit)
    fill_line(proposal, data, today)
    reprice_line(proposal)
    return proposal


def _agree_period(proposal: Proposal) -> None:
    if not proposal.short_term:
        proposal.end_on = year_end(proposal.start_on)
        return
    try:
        proposal.end_on = agreed_end(proposal.start_on, proposal.end_on, proposal.short_term, "later")
    except PeriodFault as fault:
        raise InvalidEntry(_(str(fault)), field=fault.field) from None
