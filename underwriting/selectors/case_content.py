"""What a regression case says: taken over from a proposal without persons and places, and read as words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext as _

from core.audit import plain
from underwriting.models import Proposal, RatingCase
from underwriting.rules.product_content import MODULE_LABELS
from underwriting.rules.rating import MODULES
from underwriting.rules.tariff_tables import cells
from underwriting.rules.tariff_words import named, named_path
from underwriting.selectors import catalogue
from underwriting.selectors.own_cases import is_own
from underwriting.selectors.table_cases import TESTS

MOTOR_FIELDS = (
    "compulsory",
    "own_damage",
    "third_party_limit",
    "driver_limit",
    "passenger_limit",
    "vehicle_class",
    "seats",
    "special_kind",
    "tonnes",
    "displacement",
    "new_price",
    "first_registered_on",
    "accident_free_years",
    "at_fault_accidents",
    "at_fault_death",
    "insured_years",
    "claims_in_3_years",
    "transferred",
    "lapse_days",
    "autonomous_factor",
    "short_term",
)
UNPRICED = frozenset({"period", "address", "subject", "description", "works_name", "clause_text"})


def content_from(proposal: Proposal) -> dict[str, Any]:
    """What the rating reads of a proposal; who and where is not part of a case."""
    if proposal.is_motor:
        return {"unit": proposal.unit.code} | {name: plain(getattr(proposal, name)) for name in MOTOR_FIELDS}
    module = catalogue.product(proposal.product, proposal.start_on).module
    read = {field.name for field in fields(MODULES[module].entry)} - UNPRICED
    return {name: value for name, value in proposal.content.items() if name in read}


def said_by(case: RatingCase) -> Iterator[tuple[str, str]]:
    """The entries of a case, each with its label."""
    if is_own(case):
        yield from _said_by_own(case)
        return
    asked = {one.name: one for one in TESTS[case.product].fields} if case.product in TESTS else {}
    for cell in cells(case.content):
        if not cell.value or cell.value == "None":
            continue
        own = asked.get(cell.path)
        words: Mapping[str, str] = dict(own.choices) if own else {}
        label = _(own.label) if own else named_path(cell.path, _)
        yield label, _(words[cell.value]) if cell.value in words else named(cell.value, _)


def _said_by_own(case: RatingCase) -> Iterator[tuple[str, str]]:
    """What stands for the product first, then the entry."""
    said = case.content
    yield _("Entry and rating"), _(MODULE_LABELS.get(said["module"], said["module"]))
    if said["short_rate"]:
        yield _("Short-rate table"), said["short_rate"]
    for cell in cells(said["entry"]):
        if cell.value:
            yield named_path(cell.path, _), named(cell.value, _)
