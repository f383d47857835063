"""What a product is, as the rest of underwriting asks (PRD-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting.rules import periods
from underwriting.rules.rating.basis import Period, PeriodBasis
from underwriting.rules.words import gettext_noop as _

ZERO = Decimal(0)

# Papers that products ask for; the codes stand in the catalogue.
DOCUMENT_LABELS = {
    "proposal_form": _("Signed proposal form"),
    "questionnaire": _("Signed risk questionnaire"),
    "identity": _("Identity or business licence"),
    "insured_list": _("List of the insured, sealed"),
    "asset_list": _("List of the property with values"),
    "site_plan": _("Site plan"),
    "construction_contract": _("Construction contract"),
    "bill_of_quantities": _("Bill of quantities"),
    "schedule": _("Construction schedule"),
    "invoice": _("Invoice"),
    "bill_of_lading": _("Bill of lading or waybill"),
    "accounts": _("Audited accounts"),
    "machine_list": _("List of the machines"),
    "driving_licence": _("Vehicle licence"),
    "explanation": _("Confirmation that exclusions were explained"),
}

INSPECTION_LABELS = {
    "": _("no inspection"),
    "motor": _("new, lapsed, transferred or widened cover"),
    "new_business": _("all new business; renewals that grow"),
    "always": _("always"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFact:
    """A product as it is sold on a day."""

    code: str
    version: str
    name: str
    line: str
    level: str
    on_system: bool
    high_risk: bool
    module: str
    tariff: str
    short_rate: str
    minimum_premium: Decimal
    tax_exempt: bool
    premium_first: bool
    inspection: str
    questionnaire: str
    required_documents: tuple[str, ...]
    controlled_form: str
    clauses: tuple[str, ...]
    riders: tuple[str, ...]
    project_term: bool
    refund: str = ""
    cancellation_fee: Decimal = ZERO
    assessed: bool = False

    def period(self, start_on: date, end_on: date) -> Period:
        """How a period of this product is charged."""
        if self.project_term:
            return Period(start_on=start_on, end_on=end_on, basis=PeriodBasis.PROJECT)
        basis = PeriodBasis.SHORT_RATE if self.short_rate else PeriodBasis.PRO_RATA
        return Period(start_on=start_on, end_on=end_on, basis=basis)

    def usual_end(self, start_on: date) -> date:
        """The last day if nothing else was agreed."""
        return periods.year_end(start_on)
