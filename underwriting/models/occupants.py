"""What a motor proposal asks for those in the vehicle: a limit for the driver, and one for each passenger's seat."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from underwriting.models.vehicle import money
from underwriting.rules.occupants import passenger_seats

ZERO = Decimal(0)


class OccupantsCover(models.Model):
    """Limits are for one seat; the premium of passengers is for all of their seats."""

    driver_limit = money(_("limit for the driver"), null=True, blank=True)
    passenger_limit = money(_("limit for each passenger"), null=True, blank=True)
    driver_premium = money(_("premium for the driver"), default=ZERO, db_default=ZERO)
    driver_steps = models.JSONField(default=list, db_default=[])
    passenger_premium = money(_("premium for passengers"), default=ZERO, db_default=ZERO)
    passenger_steps = models.JSONField(default=list, db_default=[])

    class Meta:
        abstract = True

    @property
    def insures_occupants(self) -> bool:
        return self.driver_limit is not None or self.passenger_limit is not None

    @property
    def passenger_seats(self) -> int:
        return passenger_seats(self.seats)  # type: ignore[attr-defined]

    @property
    def occupants_limit(self) -> Decimal:
        """The most that one accident can cost: the driver and every passenger's seat."""
        return (self.driver_limit or ZERO) + (self.passenger_limit or ZERO) * self.passenger_seats

    @property
    def occupants_premium(self) -> Decimal:
        return Decimal(self.driver_premium + self.passenger_premium)
