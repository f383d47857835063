"""Entries of the lines that insure things: property, household, machinery, loss of profits, engineering, cargo."""

from __future__ import annotations

from underwriting.rules.entry.spec import Block, Field, Kind, LineEntry, Rows, first_and_more, joined, text_of
from underwriting.rules.words import gettext_noop as _

ADDRESS = Field(name="address", label=_("Address of the risk"), longest=200, required=True)
DEDUCTIBLE = Block(
    title=_("Deductible"),
    fields=(
        Field(name="deductible_amount", label=_("Deductible per accident"), kind=Kind.AMOUNT),
        Field(name="deductible_rate", label=_("Deductible (% of the loss)"), kind=Kind.PERCENT),
    ),
)
RISK_FIELDS = (
    Field(name="industry", label=_("Industry of the insured"), longest=80),
    Field(name="employees", label=_("Employees"), kind=Kind.COUNT),
    Field(name="losses_3_years", label=_("Losses in three years"), kind=Kind.AMOUNT),
    Field(name="loss_history", label=_("Loss history"), kind=Kind.LONG, longest=1000),
)
RISK = Block(title=_("Profile of the risk"), fields=RISK_FIELDS)

CATEGORIES = (
    ("building", _("building")),
    ("machinery", _("machinery and equipment")),
    ("stock", _("stock")),
    ("fittings", _("decoration and fittings")),
    ("other", _("other property")),
)
VALUATIONS = (
    ("replacement", _("replacement value")),
    ("book", _("book original value")),
    ("book_plus", _("book value plus a percentage")),
    ("average_12", _("average balance of twelve months")),
    ("latest", _("latest balance")),
    ("agreed", _("other agreed value")),
)
CONSTRUCTIONS = (
    ("reinforced_concrete", _("reinforced concrete")),
    ("steel", _("steel frame")),
    ("brick", _("brick and concrete")),
    ("wood", _("brick and wood")),
    ("simple", _("simple structure")),
)

PROPERTY = LineEntry(
    module="property",
    rows=Rows(
        name="items",
        title=_("Insured items"),
        add=_("Add an item"),
        columns=(
            Field(name="category", label=_("Kind"), kind=Kind.CHOICE, choices=CATEGORIES, required=True),
            Field(name="name", label=_("Insured item"), required=True, longest=80),
            Field(name="occupancy", label=_("Occupancy"), kind=Kind.CHOICE, table="rates", required=True),
            Field(name="valuation", label=_("Valuation basis"), kind=Kind.CHOICE, choices=VALUATIONS, required=True),
            Field(name="sum_insured", label=_("Sum insured"), kind=Kind.AMOUNT, required=True),
            Field(name="value", label=_("Insured value"), kind=Kind.AMOUNT),
            Field(name="risk_unit", label=_("Risk unit"), longest=20),
        ),
    ),
    blocks=(
        Block(
            title=_("The risk"),
            fields=(
                ADDRESS,
                Field(
                    name="zone",
                    label=_("Tariff zone"),
                    kind=Kind.CHOICE,
                    table="rates",
                    inner=True,
                    help=_("Empty: the zone of the province in which the risk lies"),
                ),
                Field(name="zone_reason", label=_("Why another zone"), table="rates", inner=True, longest=120),
                Field(name="structure", label=_("Structure of the buildings"), kind=Kind.CHOICE, choices=CONSTRUCTIONS),
                Field(name="built_in", label=_("Year of construction"), kind=Kind.YEAR),
            ),
        ),
        DEDUCTIBLE,
        RISK,
    ),
    subject=lambda c: joined(first_and_more(c, "items", "name"), text_of(c, "address")),
)

HOUSEHOLD = LineEntry(
    module="household",
    blocks=(
        Block(
            title=_("The home"),
            fields=(
                ADDRESS,
                Field(name="construction", label=_("Construction"), kind=Kind.CHOICE, table="rates.HOUSE"),
                Field(name="house_value", label=_("Value of the house"), kind=Kind.AMOUNT),
            ),
        ),
        Block(
            title=_("Sums insured"),
            fields=(
                Field(name="house", label=_("House"), kind=Kind.AMOUNT),
                Field(name="decoration", label=_("Decoration"), kind=Kind.AMOUNT),
                Field(name="contents", label=_("Contents, first loss"), kind=Kind.AMOUNT),
                Field(name="liability_limit", label=_("Liability limit"), kind=Kind.AMOUNT),
            ),
        ),
    ),
    subject=lambda c: text_of(c, "address"),
)

MACHINERY = LineEntry(
    module="machinery",
    rows=Rows(
        name="machines",
        title=_("Machines"),
        add=_("Add a machine"),
        columns=(
            Field(name="kind", label=_("Class of machine"), kind=Kind.CHOICE, table="rates", required=True),
            Field(name="name", label=_("Machine"), required=True, longest=80),
            Field(name="maker", label=_("Maker and number"), longest=80),
            Field(name="built_in", label=_("Built in"), kind=Kind.YEAR),
            Field(name="sum_insured", label=_("Replacement value"), kind=Kind.AMOUNT, required=True),
        ),
    ),
    blocks=(Block(title=_("The risk"), fields=(ADDRESS,)), DEDUCTIBLE, RISK),
    subject=lambda c: joined(first_and_more(c, "machines", "name"), text_of(c, "address")),
)

LOSS_OF_PROFITS = LineEntry(
    module="loss_of_profits",
    blocks=(
        Block(
            title=_("The business"),
            fields=(
                Field(
                    name="base_policy",
                    label=_("Property or machinery policy"),
                    required=True,
                    help=_("Loss of profits is written beside such a policy only."),
                    longest=24,
                ),
                Field(name="trade", label=_("Trade"), kind=Kind.CHOICE, table="rates", required=True),
                Field(name="turnover", label=_("Turnover of a year"), kind=Kind.AMOUNT),
                Field(name="gross_profit", label=_("Gross profit of a year"), kind=Kind.AMOUNT, required=True),
                Field(
                    name="indemnity_months",
                    label=_("Indemnity period (months)"),
                    kind=Kind.CHOICE,
                    table="factors.indemnity_period.options",
                    required=True,
                ),
                Field(name="deductible_days", label=_("Deductible (days)"), kind=Kind.COUNT, most=366),
            ),
        ),
        RISK,
    ),
    subject=lambda c: text_of(c, "base_policy"),
)
