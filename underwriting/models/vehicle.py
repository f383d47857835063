"""The vehicle of a motor proposal and policy; empty for every other line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.lines import MOTOR
from underwriting.rules.vehicle import shown_plate
from underwriting.rules.vehicle_kind import SPECIAL_KINDS

CLASS_LABELS = {
    VehicleClass.PRIVATE_CAR: _("private car"),
    VehicleClass.ENTERPRISE_BUS: _("company car or bus"),
    VehicleClass.GOVERNMENT_BUS: _("government car or bus"),
    VehicleClass.TAXI: _("taxi or rental"),
    VehicleClass.CITY_BUS: _("city bus"),
    VehicleClass.ROAD_PASSENGER: _("road passenger"),
    VehicleClass.TRUCK: _("truck, own use"),
    VehicleClass.COMMERCIAL_TRUCK: _("truck, commercial"),
    VehicleClass.SPECIAL: _("special vehicle"),
    VehicleClass.MOTORCYCLE: _("motorcycle"),
    VehicleClass.TRACTOR_UNIT: _("semitrailer tractor"),
    VehicleClass.LOW_SPEED_TRUCK: _("low-speed truck"),
    VehicleClass.TRACTOR: _("farm tractor for transport"),
    VehicleClass.TRAILER: _("trailer"),
}

SPECIAL_KIND_LABELS = [(number, _(text)) for number, text in SPECIAL_KINDS]


def money(label: Any, **more: Any) -> models.DecimalField[Any, Any]:
    """A money column: numeric(18,2), yuan."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, **more)


class Vehicle(models.Model):
    """The vehicle as its licence says."""

    plate = models.CharField(_("plate"), max_length=10, blank=True)
    vin = models.CharField(_("VIN"), max_length=17, blank=True)
    engine_number = models.CharField(_("engine number"), max_length=30, blank=True)
    model = models.CharField(_("make and model"), max_length=80, blank=True)
    vehicle_class = models.CharField(
        _("class"), max_length=20, blank=True, choices=[(c.value, label) for c, label in CLASS_LABELS.items()]
    )
    seats = models.PositiveSmallIntegerField(_("seats"), default=5)
    tonnes = models.DecimalField(_("load (t)"), max_digits=7, decimal_places=3, default=Decimal(0))
    displacement = models.DecimalField(_("displacement (l)"), max_digits=5, decimal_places=3, default=Decimal(0))
    first_registered_on = models.DateField(_("first registered"), null=True)
    new_price = money(_("new price"), default=Decimal(0))
    owner_name = models.CharField(_("owner"), max_length=120, blank=True)
    tractor_plate = models.CharField(_("drawn by (plate)"), max_length=10, blank=True, default="", db_default="")
    special_kind = models.PositiveSmallIntegerField(
        _("kind of the special vehicle"), null=True, blank=True, choices=SPECIAL_KIND_LABELS
    )

    class Meta:
        abstract = True

    @property
    def shown_plate(self) -> str:
        return shown_plate(self.plate) if self.vin else ""


class LineSubject(models.Model):
    """Which product a contract is of, and what it insures, in a word."""

    product = models.CharField(_("product"), max_length=16, default=MOTOR, db_default=MOTOR)
    product_name = models.CharField(_("product"), max_length=80, blank=True, default="", db_default="")
    subject = models.CharField(_("what is insured"), max_length=200, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    @property
    def is_motor(self) -> bool:
        return bool(self.product == MOTOR)


def vehicle_where_motor(name: str) -> models.CheckConstraint:
    """Motor contracts have their vehicle, others have none."""
    has = Q(first_registered_on__isnull=False) & ~Q(vin="") & ~Q(vehicle_class="")
    none = Q(first_registered_on__isnull=True, vin="", plate="")
    return models.CheckConstraint(name=name, condition=(Q(product=MOTOR) & has) | (~Q(product=MOTOR) & none))
