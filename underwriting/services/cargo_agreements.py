"""Cargo agreements: submitted by a sub-branch, their conditions reviewed by the centre before any use (PRD-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from underwriting.models import CargoAgreement
from underwriting.rules import cargo_agreement as life
from underwriting.rules.rating.basis import per_mille
from underwriting.selectors import tables
from underwriting.services.refusals import InvalidEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementData:
    """An agreement as it is submitted."""

    kind: str
    product: str
    partner_id: int | None
    partner: str
    begins_on: date
    ends_on: date
    limit_each: Decimal
    limit_total: Decimal
    goods: tuple[str, ...]
    rate: Decimal
    deductible: str = ""
    delegated: bool = False
    terms: str = ""


@creation(CargoAgreement, life.SUBMIT)
def submit_agreement(command: Command, /, *, data: AgreementData) -> CargoAgreement:
    """The conditions go to the centre; nothing is declared under them before it agrees."""
    unit = Unit.objects.get(pk=command.actor.unit_id)
    found = CargoAgreement(submitted_by=command.actor.name)
    _write(found, data)
    found.set_unit(unit)
    found.number = business_number("A", data.product, localdate(command.at).year, unit.code, gap_free=False)
    return found


@transition(CargoAgreement, life.MEND)
def mend_agreement(agreement: CargoAgreement, command: Command, /, *, data: AgreementData) -> None:
    """As the centre asked; it reviews again."""
    _write(agreement, data)
    agreement.submitted_by = command.actor.name


def _write(agreement: CargoAgreement, data: AgreementData) -> None:
    _check(data)
    for name in ("kind", "product", "partner_id", "begins_on", "ends_on", "limit_each", "limit_total", "rate"):
        setattr(agreement, name, getattr(data, name))
    agreement.partner, agreement.deductible = data.partner.strip(), data.deductible.strip()
    agreement.goods, agreement.delegated, agreement.terms = list(data.goods), data.delegated, data.terms.strip()


def _check(data: AgreementData) -> None:
    """Period and limits in order, the rate within the filed range of every kind of goods."""
    if data.ends_on < data.begins_on:
        raise InvalidEntry(_("The last day is before the first."), field="ends_on")
    if data.limit_total < data.limit_each:
        raise InvalidEntry(_("The limit of the agreement is at least that of one conveyance."), field="limit_total")
    tariff = tables.table(f"{data.product}.tariff", data.begins_on).data
    rates = [Decimal(rate) for name in data.goods for rate in tariff["rates"].get(name, {}).values()]
    if not rates:
        raise InvalidEntry(_("Choose goods of the tariff."), field="goods")
    low = min(rates) * Decimal(tariff["agreed_low"])
    high = max(rates) * Decimal(tariff["agreed_high"])
    if not low <= data.rate <= high:
        message = _("The filed range is %(low)s‰ to %(high)s‰.") % {"low": per_mille(low), "high": per_mille(high)}
        raise InvalidEntry(message, field="rate")


@transition(CargoAgreement, life.RETURN)
def return_agreement(agreement: CargoAgreement, command: Command, /) -> None:
    """The conditions are not acceptable as they are."""
    agreement.opinion, agreement.reviewed_by = command.reason, command.actor.name


@transition(CargoAgreement, life.AGREE)
def agree(agreement: CargoAgreement, command: Command, /) -> None:
    """From now on shipments within the conditions are declared without being underwritten again."""
    agreement.opinion, agreement.reviewed_by = command.reason, command.actor.name


@transition(CargoAgreement, life.END)
def end_agreement(agreement: CargoAgreement, command: Command, /) -> None:
    """Nothing more is declared under it; what was declared stays."""
    agreement.ends_on = max(min(agreement.ends_on, localdate(command.at)), agreement.begins_on)
