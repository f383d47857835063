"""Entries of engineering, cargo and of clauses without a module of their own."""

from __future__ import annotations

from underwriting.rules.entry.spec import Block, Field, Kind, LineEntry, Rows, first_and_more, joined, text_of
from underwriting.rules.entry.things import DEDUCTIBLE, RISK
from underwriting.rules.words import gettext_noop as _

ENGINEERING = LineEntry(
    module="engineering",
    blocks=(
        Block(
            title=_("The project"),
            fields=(
                Field(name="works_name", label=_("Name of the project"), required=True, longest=200),
                Field(name="address", label=_("Site"), required=True, longest=200),
                Field(name="project", label=_("Kind of works"), kind=Kind.CHOICE, table="rates", required=True),
                Field(name="contractor", label=_("Contractor"), longest=120),
                Field(name="owner", label=_("Owner of the project"), longest=120),
                Field(name="contract_number", label=_("Contract number"), longest=60),
                Field(name="maintenance_months", label=_("Maintenance period (months)"), kind=Kind.COUNT, most=120),
            ),
        ),
        Block(
            title=_("Section I: the works"),
            fields=(
                Field(
                    name="works",
                    label=_("Works, estimated value at completion"),
                    kind=Kind.AMOUNT,
                    required=True,
                    help=_("With what the owner supplies; adjusted at completion"),
                ),
                Field(name="erection", label=_("of which erection"), kind=Kind.AMOUNT),
                Field(name="plant", label=_("Construction plant, replacement value"), kind=Kind.AMOUNT),
                Field(name="debris", label=_("Removal of debris"), kind=Kind.AMOUNT),
                Field(name="existing", label=_("Existing property"), kind=Kind.AMOUNT),
            ),
        ),
        Block(
            title=_("Section II: third-party liability"),
            fields=(Field(name="liability_limit", label=_("Liability limit"), kind=Kind.AMOUNT),),
        ),
        DEDUCTIBLE,
        RISK,
    ),
    subject=lambda c: joined(text_of(c, "works_name"), text_of(c, "address")),
)

BASES = (("invoice", _("invoice value")), ("cfr", _("CFR")), ("cif", _("CIF")))

CARGO = LineEntry(
    module="cargo",
    blocks=(
        Block(
            title=_("The voyage"),
            fields=(
                Field(name="description", label=_("Goods"), required=True, longest=200),
                Field(name="goods", label=_("Class of goods"), kind=Kind.CHOICE, table="rates", required=True),
                Field(
                    name="conditions",
                    label=_("Terms of cover"),
                    kind=Kind.CHOICE,
                    table="rates",
                    inner=True,
                    required=True,
                ),
                Field(name="voyage", label=_("Kind of voyage"), kind=Kind.CHOICE, table="voyages", required=True),
                Field(name="conveyance", label=_("Conveyance"), required=True, longest=80),
                Field(name="origin", label=_("Place of departure"), required=True, longest=80),
                Field(name="destination", label=_("Place of arrival"), required=True, longest=80),
                Field(name="waybill", label=_("Waybill or invoice number"), longest=60),
            ),
        ),
        Block(
            title=_("Insured value"),
            fields=(
                Field(name="basis", label=_("Basis of the value"), kind=Kind.CHOICE, choices=BASES, required=True),
                Field(name="value", label=_("Invoice or declared value"), kind=Kind.AMOUNT, required=True),
                Field(name="freight", label=_("Freight"), kind=Kind.AMOUNT),
                Field(name="markup", label=_("Markup (%)"), kind=Kind.PERCENT),
                Field(
                    name="agreement",
                    label=_("Open cover"),
                    longest=24,
                    help=_("Number of the agreement that this voyage is declared under"),
                ),
                Field(name="agreed_rate", label=_("Agreed rate (‰)"), kind=Kind.RATE),
            ),
        ),
        DEDUCTIBLE,
    ),
    subject=lambda c: joined(
        text_of(c, "description"), "→".join(part for part in (text_of(c, "origin"), text_of(c, "destination")) if part)
    ),
)

GENERIC = LineEntry(
    module="generic",
    rows=Rows(
        name="sections",
        title=_("Covers as agreed"),
        add=_("Add a cover"),
        columns=(
            Field(name="code", label=_("Code"), required=True, longest=12),
            Field(name="name", label=_("Cover"), required=True, longest=80),
            Field(name="sum_insured", label=_("Sum insured"), kind=Kind.AMOUNT, required=True),
            Field(name="rate", label=_("Rate (‰)"), kind=Kind.RATE, required=True),
            Field(name="deductible_amount", label=_("Deductible per accident"), kind=Kind.AMOUNT),
            Field(name="deductible_rate", label=_("Deductible (% of the loss)"), kind=Kind.PERCENT),
        ),
    ),
    blocks=(
        Block(
            title=_("The clause"),
            fields=(
                Field(name="subject", label=_("What is insured"), required=True, longest=200),
                Field(name="address", label=_("Address of the risk"), longest=200),
                Field(name="request", label=_("Request for a product code"), longest=24),
                Field(name="clause_text", label=_("Text of the clause"), kind=Kind.LONG, longest=10000),
                Field(
                    name="pricing_basis",
                    label=_("Basis of the price"),
                    kind=Kind.LONG,
                    required=True,
                    longest=2000,
                    help=_("Why gross and net rate, deductible and terms are right; kept with the proposal"),
                ),
            ),
        ),
        RISK,
    ),
    subject=lambda c: text_of(c, "subject") or first_and_more(c, "sections", "name"),
)
