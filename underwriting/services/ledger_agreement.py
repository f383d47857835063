"""Cargo agency business of the ledger stands on an agreement that the centre has reviewed (B-02, B-34, PRD-05)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from underwriting.models import CargoAgreement, LedgerEntry
from underwriting.rules.cargo_agreement import Shipment, beyond
from underwriting.selectors.market import declared
from underwriting.services.refusals import InvalidEntry


def refuse_without_agreement(row: LedgerEntry) -> None:
    """A certificate within the delegated agreement of its agency. What lies beyond it is underwritten by itself before
    the goods travel, so it is no ledger business."""
    number = row.agreement.strip().upper()
    agreement = (
        CargoAgreement.objects.select_for_update(no_key=True).filter(number=number, branch_id=row.branch_id).first()
    )
    if agreement is None:
        raise InvalidEntry(_("Cargo agency business needs the number of its agreement."), field="agreement")
    if agreement.kind != CargoAgreement.Kind.AGENCY or not agreement.delegated:
        message = _("Agreement %(number)s leaves the issue to the centre. Enter a proposal.")
        raise InvalidEntry(message % {"number": agreement.number}, field="agreement")
    if row.agency and row.agency != agreement.partner:
        message = _("Agreement %(number)s was made with %(partner)s. Name the agreement of this agency.")
        raise InvalidEntry(message % {"number": agreement.number, "partner": agreement.partner}, field="agency")
    row.agreement, row.agency = agreement.number, agreement.partner
    found = beyond(agreement.conditions, _shipment(row, agreement))
    if found:
        message = _("Beyond agreement %(number)s: %(why)s. Enter a proposal; it is underwritten by itself.")
        why = _(", ").join(_(text) for text in found)
        raise InvalidEntry(message % {"number": agreement.number, "why": why}, field="agreement")


def _shipment(row: LedgerEntry, agreement: CargoAgreement) -> Shipment:
    return Shipment(
        product=row.line,
        goods=row.goods,
        start_on=row.start_on,
        sum_insured=row.sum_insured,
        rate=row.premium / row.sum_insured if row.sum_insured else Decimal(0),
        declared=declared(agreement),
    )
