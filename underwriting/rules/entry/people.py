"""Entries of the lines that insure people, or liability towards them."""

from __future__ import annotations

from underwriting.rules.entry.spec import Block, Field, Kind, LineEntry, Rows, heads_of, joined, text_of
from underwriting.rules.entry.territory import REGIONS
from underwriting.rules.entry.things import ADDRESS, DEDUCTIBLE, RISK
from underwriting.rules.roster import EMPLOYEES, PUPILS
from underwriting.rules.words import gettext_noop as _

OLDEST_AGE = 120
HEADS = Field(name="heads", label=_("Number of persons"), kind=Kind.COUNT, required=True)
TIER = Field(name="tier", label=_("Class of occupation"), kind=Kind.CHOICE, table="rates")
PLAN = Field(name="plan", label=_("Plan"), kind=Kind.CHOICE, table="plans")
SUM = Field(name="sum_insured", label=_("Sum per person"), kind=Kind.AMOUNT)
MEDICAL = Field(name="medical", label=_("Medical expenses"), kind=Kind.AMOUNT)
ALLOWANCE = Field(name="allowance", label=_("Daily allowance"), kind=Kind.AMOUNT)

LIABILITY = LineEntry(
    module="liability",
    blocks=(
        Block(
            title=_("The risk"),
            fields=(
                Field(name="trade", label=_("Trade"), kind=Kind.CHOICE, table="rates", required=True),
                Field(name="description", label=_("Business, premises or product"), required=True, longest=200),
                ADDRESS,
                Field(name="region", label=_("Area of cover"), kind=Kind.CHOICE, choices=REGIONS),
                Field(name="territory", label=_("Territory and jurisdiction"), longest=80),
            ),
        ),
        Block(
            title=_("Limits of indemnity"),
            fields=(
                Field(name="limit", label=_("Limit per accident"), kind=Kind.AMOUNT, required=True),
                Field(name="aggregate", label=_("Aggregate limit"), kind=Kind.AMOUNT),
                Field(name="turnover", label=_("Turnover of a year"), kind=Kind.AMOUNT),
                Field(name="claims_made", label=_("Claims made (otherwise occurrence)"), kind=Kind.FLAG),
                Field(
                    name="retroactive_on",
                    label=_("Retroactive date"),
                    kind=Kind.DAY,
                    help=_("Needed for claims-made cover: losses caused before are not covered."),
                ),
            ),
        ),
        DEDUCTIBLE,
        RISK,
    ),
    subject=lambda c: joined(text_of(c, "description"), text_of(c, "address")),
)

SITE = Field(name="address", label=_("Place of work"), longest=200, required=True)
BUSINESS = Field(name="description", label=_("Business of the insured"), longest=120, required=True)


def _groups(title: str, *columns: Field) -> Rows:
    return Rows(name="groups", title=title, columns=columns, add=_("Add a group"))


EMPLOYERS = LineEntry(
    module="employers",
    rows=_groups(_("Employees by occupation"), TIER, PLAN, HEADS, SUM, MEDICAL),
    roster=EMPLOYEES,
    blocks=(Block(title=_("The business"), fields=(BUSINESS, SITE)), RISK),
    subject=lambda c: joined(f"{heads_of(c)}人", text_of(c, "description")),
    heads=heads_of,
)

GROUP_ACCIDENT = LineEntry(
    module="group_accident",
    rows=_groups(_("Insured persons by occupation"), TIER, PLAN, HEADS, SUM, MEDICAL, ALLOWANCE),
    blocks=(
        Block(
            title=_("The group"),
            fields=(
                BUSINESS,
                SITE,
                Field(name="eligible", label=_("Persons who could be insured"), kind=Kind.COUNT),
                Field(name="youngest", label=_("Youngest (age)"), kind=Kind.COUNT, most=OLDEST_AGE),
                Field(name="oldest", label=_("Oldest (age)"), kind=Kind.COUNT, most=OLDEST_AGE),
                Field(name="beneficiary", label=_("Beneficiary"), longest=120),
            ),
        ),
    ),
    subject=lambda c: joined(f"{heads_of(c)}人", text_of(c, "description")),
    heads=heads_of,
)

INDIVIDUAL_ACCIDENT = LineEntry(
    module="individual_accident",
    blocks=(
        Block(
            title=_("The insured person"),
            fields=(
                Field(name="occupation", label=_("Occupation"), required=True, longest=80),
                TIER,
                PLAN,
                Field(name="beneficiary", label=_("Beneficiary"), longest=120),
            ),
        ),
        Block(
            title=_("Sums insured"),
            fields=(
                Field(name="sum_insured", label=_("Death and disability"), kind=Kind.AMOUNT),
                MEDICAL,
                ALLOWANCE,
            ),
        ),
    ),
    subject=lambda c: text_of(c, "occupation"),
)

SCHOOL_NAME = Field(name="school", label=_("School"), required=True, longest=120)

SCHOOL = LineEntry(
    module="school",
    roster=PUPILS,
    rows=_groups(
        _("Pupils"), Field(name="tier", label=_("Class of school"), kind=Kind.CHOICE, table="rates"), PLAN, HEADS, SUM
    ),
    blocks=(
        Block(
            title=_("The school"),
            fields=(
                SCHOOL_NAME,
                ADDRESS,
                Field(name="aggregate", label=_("Aggregate limit"), kind=Kind.AMOUNT),
            ),
        ),
    ),
    subject=lambda c: joined(text_of(c, "school"), f"{heads_of(c)}人"),
)

STUDENT = LineEntry(
    module="student",
    rows=_groups(_("Pupils"), PLAN, HEADS),
    blocks=(Block(title=_("The school"), fields=(SCHOOL_NAME, ADDRESS)),),
    subject=lambda c: joined(text_of(c, "school"), f"{heads_of(c)}人"),
    heads=heads_of,
)
