"""What a reviewer compares with the papers: the entries of a proposal by name, as its reader
names them (B-23, B-32)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from underwriting.models import Proposal, label_of
from underwriting.rules.entry.choices import offered
from underwriting.selectors.catalogue import tariff_of
from underwriting.selectors.lines import entry_of_product, product_of

VEHICLE = (
    "plate",
    "vin",
    "engine_number",
    "model",
    "vehicle_class",
    "seats",
    "first_registered_on",
    "new_price",
    "owner_name",
    "displacement",
    "tractor_plate",
    "special_kind",
)
PEOPLE = ("holder_id", "insured_id")
COVER = ("start_on", "end_on")
RECORD = (
    "sum_insured",
    "third_party_limit",
    "driver_limit",
    "passenger_limit",
    "accident_free_years",
    "claims_in_3_years",
    "insured_years",
    "loss_ratio",
    "autonomous_factor",
)
PAPERS = ("signed", "inspected")
MORE_PAPERS = ("papers", "special_terms")


def checked_entries(proposal: Proposal) -> dict[str, str]:
    """Label of each entry that can be named as wrong; those of the line come from its own entry page."""
    if proposal.is_motor:
        return {
            name: entry_label(name)
            for name in (*VEHICLE, *PEOPLE, *COVER, *RECORD, *PAPERS, "disclosures", *MORE_PAPERS)
        }
    people = {name: entry_label(name) for name in (*PEOPLE, *COVER)}
    papers = {name: entry_label(name) for name in ("papers", *PAPERS, "disclosures", "special_terms")}
    return people | _own(proposal) | papers


def _own(proposal: Proposal) -> dict[str, str]:
    """The fields of the line, its table as a whole, factors and riders."""
    fact = product_of(proposal)
    entry, tariff = entry_of_product(fact), tariff_of(fact, proposal.start_on)
    found = {field.name: _(field.label) for field in entry.fields if offered(field, tariff)}
    if entry.rows is not None:
        found[entry.rows.name] = _(entry.rows.title)
    if tariff.get("factors"):
        found["factors"] = _("Rating factors")
    if tariff.get("riders"):
        found["riders"] = _("Riders")
    return found


def named(proposal: Proposal, name: str) -> str:
    """The label of one entry, as refusals and lists of reasons say it."""
    return checked_entries(proposal).get(name) or entry_label(name)


def entry_label(name: str) -> str:
    """The label of an entry that every line has."""
    names = {
        "insured_id": _("insured"),
        "signed": _("signed proposal form"),
        "inspected": _("inspection"),
        "papers": _("papers at hand"),
        "list": _("list of persons"),
        "disclosures": _("answers of the questionnaire"),
    }
    return names.get(name) or label_of(name)
