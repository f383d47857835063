"""The product of a proposal of any line but motor, and what its entry offers (PRO-08)."""

from __future__ import annotations

from django.utils.translation import gettext

from underwriting.models import Proposal
from underwriting.rules.entry import ENTRIES, LineEntry
from underwriting.rules.entry.choices import RIDER_WORDS
from underwriting.rules.lines import MOTOR
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import Tariff
from underwriting.selectors.catalogue import NoProduct, product

MOTOR_MODULE = "motor"


def product_of(proposal: Proposal) -> ProductFact:
    """The product as it is on the first day of cover. Raises ``NoProduct``."""
    return product(proposal.product, proposal.start_on)


def entered_here(fact: ProductFact) -> bool:
    """Products of the system; clauses outside it go through the generic entry (PRD-02). Motor covers are entered
    together, under the product that combines them."""
    if fact.module == MOTOR_MODULE:
        return fact.code == MOTOR
    return fact.on_system or fact.module == "generic"


def entry_of_product(fact: ProductFact) -> LineEntry:
    """How the product is entered."""
    return ENTRIES[fact.module]


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
