"""The product and tariff of a proposal of any line but motor, and its premium (PRO-08, PRD-04)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from underwriting.models import Proposal
from underwriting.rules.entry import ENTRIES, LineEntry
from underwriting.rules.entry.choices import RIDER_WORDS
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import Period, PeriodBasis, Rated, Tariff, rate
from underwriting.selectors.catalogue import NoProduct, product

MOTOR_MODULE = "motor"


def product_of(proposal: Proposal) -> ProductFact:
    """The product as it is on the first day of cover. Raises ``NoProduct``."""
    return product(proposal.product, proposal.start_on)


def entry_of_product(fact: ProductFact) -> LineEntry:
    """How the product is entered."""
    return ENTRIES[fact.module]


def period_of(fact: ProductFact, start: date, end: date) -> Period:
    """How the period is charged: once for a project or voyage, by begun months, or by day."""
    if fact.project_term:
        return Period(start_on=start, end_on=end, basis=PeriodBasis.PROJECT)
    basis = PeriodBasis.SHORT_RATE if fact.short_rate else PeriodBasis.PRO_RATA
    return Period(start_on=start, end_on=end, basis=basis)


def price_line(proposal: Proposal, fact: ProductFact, tariff: Tariff) -> Rated:
    """The premium of the entry. Raises ``RatingFault`` with the path of the field."""
    period = period_of(fact, proposal.start_on, proposal.end_on)
    return rate(fact.module, proposal.content, tariff, period=period)


def riders_offered(tariff: Tariff) -> list[tuple[str, str]]:
    """The riders that the tariff has a price for, in the reader's language."""
    return [(code, gettext(RIDER_WORDS.get(code, code))) for code in tariff.get("riders", {})]


def risks_of(proposal: Proposal) -> tuple[str, ...] | None:
    """Why the product of a proposal is a major or special risk (B-29); None when the product is not known."""
    try:
        fact = product_of(proposal)
    except NoProduct:
        return None
    return ("high_risk",) if fact.high_risk else ()
