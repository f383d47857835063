"""Rating of every line: one module per kind of business, all by the general formula (domain 4.2–4.5).

``rate(module, content, tariff, period=…)`` prices the plain content of a proposal; ``entry_of`` reads it only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from underwriting.rules.rating import (
    cargo,
    employers,
    engineering,
    generic,
    group_accident,
    household,
    individual_accident,
    liability,
    loss_of_profits,
    machinery,
    school,
    student,
)
from underwriting.rules.rating import property as enterprise_property
from underwriting.rules.rating.basis import (
    Coverage,
    FactorNotFiled,
    NoRate,
    Period,
    PeriodBasis,
    Rated,
    RatingFault,
    Tariff,
    percent_below,
)
from underwriting.rules.rating.reading import read

__all__ = [
    "MODULES",
    "Coverage",
    "FactorNotFiled",
    "NoRate",
    "Period",
    "PeriodBasis",
    "Rated",
    "RatingFault",
    "Tariff",
    "entry_of",
    "percent_below",
    "rate",
]


@dataclass(frozen=True, slots=True)
class Module:
    """The entry of a kind of business and how it is priced."""

    entry: type[Any]
    rate: Callable[[Any, Tariff], Rated]


def _module(found: ModuleType, entry: type[Any]) -> Module:
    return Module(entry, found.rate)


MODULES: dict[str, Module] = {
    "property": _module(enterprise_property, enterprise_property.PropertyEntry),
    "household": _module(household, household.HouseholdEntry),
    "cargo": _module(cargo, cargo.CargoEntry),
    "liability": _module(liability, liability.LiabilityEntry),
    "employers": _module(employers, employers.EmployersEntry),
    "group_accident": _module(group_accident, group_accident.GroupAccidentEntry),
    "individual_accident": _module(individual_accident, individual_accident.IndividualAccidentEntry),
    "engineering": _module(engineering, engineering.EngineeringEntry),
    "machinery": _module(machinery, machinery.MachineryEntry),
    "loss_of_profits": _module(loss_of_profits, loss_of_profits.LossOfProfitsEntry),
    "school": _module(school, school.SchoolEntry),
    "student": _module(student, student.StudentEntry),
    "generic": _module(generic, generic.GenericEntry),
}


def entry_of(module: str, content: Mapping[str, Any], *, period: Period) -> Any:
    """The entry that the module rates. Raises ``RatingFault`` with the path of the field."""
    return read(MODULES[module].entry, {**content, "period": period})


def rate(module: str, content: Mapping[str, Any], tariff: Tariff, *, period: Period) -> Rated:
    """The premium of the content under a tariff. Raises ``RatingFault`` with the path of the field."""
    return MODULES[module].rate(entry_of(module, content, period=period), tariff)
