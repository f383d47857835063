"""Parameters of the entry of lines: lists of persons, inspections, instalments."""

from __future__ import annotations

from decimal import Decimal

from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors.salespeople import CHANNELS

CHANNEL_WORDS = {
    "DIRECT": _("direct"),
    "AGENT": _("individual agent"),
    "AGENCY": _("agency"),
    "BROKER": _("broker"),
    "ECOM": _("e-commerce"),
}
PARAMETERS = (
    Declaration(
        name=CHANNELS,
        label=_("Channels whose proposals name the salesperson"),
        kind=Kind.LIST,
        default=["DIRECT", "AGENT", "AGENCY", "BROKER"],
        source=_("Domain 9.9: a salesperson answers for every receivable premium"),
        words=CHANNEL_WORDS,
    ),
    Declaration(
        name="underwriting.names_up_to",
        label=_("Persons up to which every name is entered"),
        kind=Kind.INTEGER,
        default=100,
        source="B-31",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.working_age",
        label=_("Age from which a person may stand on a list of employees"),
        kind=Kind.INTEGER,
        default=16,
        source=_("Labour Law, article 15"),
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.inspection_valid_days",
        label=_("Days an inspection stays fresh"),
        kind=Kind.INTEGER,
        default=7,
        source="5.1",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.inspection_photos",
        label=_("Photos that an inspection needs"),
        kind=Kind.INTEGER,
        default=3,
        source="5.1",
    ),
    Declaration(
        name="underwriting.photo_hours",
        label=_("Hours by which a photo may differ from its inspection"),
        kind=Kind.INTEGER,
        default=24,
        source="5.1",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.photo_kilometres",
        label=_("Kilometres from the unit beyond which a photo is doubtful"),
        kind=Kind.DECIMAL,
        default="50",
        source="5.1",
        minimum=Decimal(0),
    ),
    Declaration(
        name="underwriting.inspection_growth",
        label=_("Growth of the sum from which a renewal is inspected"),
        kind=Kind.DECIMAL,
        default="0.20",
        source="5.1",
    ),
    Declaration(
        name="underwriting.flood_places",
        label=_("Places that are flooded, as addresses name them"),
        kind=Kind.LIST,
        default=["江滨北路", "笋江路", "围头", "西滨", "永和低洼"],
        source="5.10",
    ),
    Declaration(
        name="underwriting.tariff_change_most",
        label=_("How many times a figure of a tariff may grow or shrink in one version"),
        kind=Kind.DECIMAL,
        default="5",
        source="PRD-06",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.tariff_rate_most",
        label=_("Highest rate that a tariff can name, as a share of the sum"),
        kind=Kind.DECIMAL,
        default="0.1",
        source="PRD-04",
        minimum=Decimal(0),
        maximum=Decimal(1),
    ),
    Declaration(
        name="underwriting.tariff_factor_most",
        label=_("Highest factor that a tariff can name"),
        kind=Kind.DECIMAL,
        default="10",
        source="PRD-04",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.first_instalment_share",
        label=_("Least share of the first instalment"),
        kind=Kind.DECIMAL,
        default="0.25",
        source="5.8",
        maximum=Decimal(1),
    ),
    Declaration(
        name="underwriting.last_instalment_share_of_period",
        label=_("Share of the period before which the last instalment is due"),
        kind=Kind.DECIMAL,
        default="0.80",
        source="5.8",
        maximum=Decimal(1),
    ),
)


def register() -> None:
    """Tell the registry."""
    declare_parameters(*PARAMETERS)
