"""Whether a person fulfils what a post asks for (ORG-15, ORG-27 … ORG-35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MANAGEMENT = "management"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the post asks for; ``experience`` is ``relevant`` work or business ``management``."""

    education: int
    years: int
    experience: str
    good_english: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What the person brings."""

    education: int
    relevant_years: int
    management_years: int
    good_english: bool


class Check(NamedTuple):
    """One condition: what is asked for, what is there, and whether it suffices."""

    what: str
    asked: int
    brought: int
    holds: bool


def checks(asked: Asked, brought: Brought) -> Sequence[Check]:
    """Every condition of the post beside what the person brings, in the order of the guide."""
    years = brought.management_years if asked.experience == MANAGEMENT else brought.relevant_years
    found = [
        Check("education", asked.education, brought.education, brought.education >= asked.education),
        Check(asked.experience, asked.years, years, years >= asked.years),
    ]
    if asked.good_english:
        found.append(Check("good_english", 1, int(brought.good_english), brought.good_english))
    return found


def qualified(asked: Asked, brought: Brought) -> bool:
    """All conditions hold."""
    return all(check.holds for check in checks(asked, brought))
