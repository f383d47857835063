"""Which persons of a list are outside the ages that the rules of the product accept by themselves (AUW-04, 5.10)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class AgeLimits(NamedTuple):
    """The youngest and the oldest age, in completed years on the first day of cover; None where the rules set none."""

    least: int | None
    most: int | None

    def takes(self, age: int) -> bool:
        return (self.least is None or age >= self.least) and (self.most is None or age <= self.most)

    @property
    def words(self) -> str:
        """The limits as people read them."""
        if self.least is None:
            return f"≤ {self.most}"
        return f"≥ {self.least}" if self.most is None else f"{self.least}–{self.most}"


def born_until(on: date, years: int) -> date:
    """The last day of birth of those who have completed so many years on a day; where that year has no leap day, the
    day before it."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=on.day - 1)
