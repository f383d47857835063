"""The premium that is kept in a year beside what the law allows (LAW-102)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finance.public import Use, booked_by_line
from organisation.models import Unit, UnitKind
from organisation.public import parameter
from underwriting.selectors.reinsurance import strength_of

WARNING = "underwriting.retained_premium_warning"
USES = frozenset({Use.PREMIUM_INCOME, Use.CEDED_PREMIUM})
NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainedPremium:
    """Written and ceded premium of a year until a day, as the books of the company hold them."""

    until: date
    written: Decimal
    ceded: Decimal
    bound: Decimal
    used: Decimal
    warning: Decimal

    @property
    def retained(self) -> Decimal:
        return self.written - self.ceded

    @property
    def warns(self) -> bool:
        """The part that calls for more reinsurance is reached."""
        return self.used >= self.warning


def retained_premium(until: date) -> RetainedPremium:
    """Of the whole company from the first day of the year: the law looks at the company, not at a branch."""
    booked = booked_by_line(_company(), until.replace(month=1, day=1), until, USES)
    sums = {use: sum((amount for (_line, of), amount in booked.items() if of == use), NIL) for use in USES}
    written, ceded = sums[Use.PREMIUM_INCOME], sums[Use.CEDED_PREMIUM]
    strength = strength_of(None, until)
    return RetainedPremium(
        until=until,
        written=written,
        ceded=ceded,
        bound=strength.largest_retained_premium,
        used=strength.used_of_premium(written - ceded),
        warning=Decimal(parameter(WARNING, None, until)),
    )


def _company() -> Unit:
    return Unit.objects.get(kind=UnitKind.HEAD_OFFICE)
