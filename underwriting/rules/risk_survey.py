"""What a survey must hold, and what an opinion must say, before a report stands on them (5.2, 5.15, RSK-07, RSK-08)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from underwriting.rules.risk_guide import FAIR, POOR
from underwriting.rules.words import gettext_noop as _

ACCEPT, TERMS, CEDE, RECTIFY = "accept", "terms", "cede", "rectify"
ON_TERMS = frozenset({TERMS, RECTIFY})
FIRST_YEAR = 1000  # a figure of four digits is the year in which the business began


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFault:
    """What does not agree, and at which field."""

    field: str
    message: str


def opinion_fault(grade: str, opinion: str, advice: str) -> OpinionFault | None:
    """A poor risk is not accepted as it is; a fair one is accepted on terms, and the terms are written."""
    if opinion == ACCEPT and grade == POOR:
        return OpinionFault(field="opinion", message=_("A poor risk is declined, ceded or improved first."))
    if opinion == ACCEPT and grade == FAIR:
        return OpinionFault(
            field="opinion", message=_("A fair risk is accepted on conditions; choose so and write them.")
        )
    needs_terms = opinion in ON_TERMS or (opinion == CEDE and grade in {FAIR, POOR})
    if needs_terms and not advice.strip():
        return OpinionFault(field="advice", message=_("Write the conditions."))
    return None


def years_fault(text: str, this_year: int) -> str:
    """Years in business are a number that is not below zero, or the year in which it began, not in the future."""
    figures = text.strip().removesuffix("年").strip()
    if not figures:
        return ""
    if not figures.isdecimal():
        return _("Enter the number of years, or the year in which the business began.")
    number = int(figures)
    began = number if number >= FIRST_YEAR else this_year - number
    if began > this_year:
        return _("The business began in the future.")
    return "" if began >= FIRST_YEAR else _("Enter the number of years, or the year in which the business began.")


def missing_shots(demanded: Sequence[str], taken: Collection[str]) -> list[str]:
    """The kinds of photo and plan that the guide demands and nobody has taken yet."""
    return [shot for shot in demanded if shot not in taken]


def above_sum(values: Sequence[Decimal], exposure: Decimal) -> Decimal:
    """By how much the values of the risk units exceed the sum insured; nothing where no sum is known."""
    return max(sum(values, Decimal(0)) - exposure, Decimal(0)) if exposure > 0 else Decimal(0)
