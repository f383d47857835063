"""Printed forms: kinds, where consecutive numbers lie, and every movement ever made (domain 8.1, 8.2)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archives.rules.form_places import Lot, Place, Standing, Step
from archives.rules.form_stock import Supply
from archives.rules.serials import Numbers, shown
from organisation.models import Scoped, ScopedQuerySet, Staff, Unit

SPAN = Func(F("first"), F("last"), Value("[]"), function="int8range", output_field=BigIntegerRangeField())
STANDINGS = {
    Standing.IN_STORE.value: _("in store"),
    Standing.IN_TRANSIT.value: _("in transit"),
    Standing.OFFERED.value: _("to be signed for"),
    Standing.WITH_USER.value: _("with a user"),
    Standing.USED.value: _("used"),
    Standing.RECONCILED.value: _("accounted for"),
    Standing.VOID.value: _("made void"),
    Standing.LOST.value: _("lost"),
    Standing.EXPIRED.value: _("out of use"),
    Standing.DESTROYED.value: _("destroyed"),
}
STEPS = {
    Step.RECEIVE.value: _("received from the printer"),
    Step.DISPATCH.value: _("sent to a lower store"),
    Step.ARRIVE.value: _("arrived"),
    Step.OFFER.value: _("issued to a user"),
    Step.DRAW.value: _("signed for"),
    Step.RECALL.value: _("issue taken back"),
    Step.USE.value: _("used"),
    Step.RECONCILE.value: _("accounted for"),
    Step.VOID.value: _("made void"),
    Step.LOSE.value: _("lost"),
    Step.RETURN.value: _("returned"),
    Step.HAND_OVER.value: _("handed over"),
    Step.EXPIRE.value: _("taken out of use"),
    Step.DESTROY.value: _("destroyed"),
}


class FormType(models.Model):
    """A kind of printed form. What is printed on it and how it is numbered never changes; another print is another
    kind."""

    class Grade(models.TextChoices):
        FIRST = "I", _("class I")
        SECOND = "II", _("class II")

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("form"), max_length=60)
    name_en = models.CharField(max_length=80)
    grade = models.CharField(_("class"), max_length=2, choices=Grade.choices)
    valued = models.BooleanField(_("has a value of its own"), default=False)
    printed_amount = models.DecimalField(_("printed premium"), max_digits=18, decimal_places=2, null=True)
    printed_sum = models.DecimalField(_("printed sum insured"), max_digits=18, decimal_places=2, null=True)
    prefix = models.CharField(_("prefix"), max_length=10)
    serial_length = models.PositiveSmallIntegerField(_("digits"))
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    line = models.CharField(_("line"), max_length=8, blank=True)
    ledger_entry = models.BooleanField(_("entered as a ledger row"), default=False)

    class Meta:
        verbose_name = _("kind of form")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prefix", "serial_length"], name="formtype_series_once"),
            models.CheckConstraint(name="formtype_value", condition=Q(valued=False) | Q(printed_amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name if (get_language() or "").startswith("zh") else self.name_en

    def serial(self, number: int) -> str:
        return shown(number, prefix=self.prefix, length=self.serial_length)

    def serials(self, numbers: Numbers) -> str:
        """Consecutive numbers as texts show them."""
        first = self.serial(numbers.first)
        return first if numbers.quantity == 1 else f"{first}–{self.serial(numbers.last)}"


class FormTerms(models.Model):
    """How a kind of form is kept: how long it may be used, how much lies in a store and in one hand (8.2, DC-5)."""

    form_type = models.ForeignKey(FormType, on_delete=models.PROTECT, related_name="terms")
    shelf_months = models.PositiveSmallIntegerField(_("months until it is out of use"))
    minimum_days = models.PositiveSmallIntegerField(_("days of usage that are always in store"))
    lead_days = models.PositiveSmallIntegerField(_("days of delivery"))
    maximum_days = models.PositiveSmallIntegerField(_("days of usage that are the most in store"))
    holding_days = models.PositiveSmallIntegerField(_("days of usage that a user may hold"))
    explain_days = models.PositiveSmallIntegerField(_("days until every number is accounted for"))
    settle_days = models.PositiveSmallIntegerField(_("days until a form of value is paid for"))
    least_held = models.PositiveSmallIntegerField(_("forms that a user may hold in any case"))
    effective = DateRangeField(_("effective"))
    change_number = models.CharField(_("change"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("terms of a form")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="formterms_one_at_a_time",
                expressions=[("form_type", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
        ]

    @property
    def supply(self) -> Supply:
        return Supply(minimum_days=self.minimum_days, lead_days=self.lead_days, maximum_days=self.maximum_days)


class FormLot(Scoped):
    """Consecutive numbers of a kind at one place. Lots are cut and joined as forms move; they never overlap."""

    form_type = models.ForeignKey(FormType, on_delete=models.PROTECT, related_name="+")
    first = models.BigIntegerField(_("from"))
    last = models.BigIntegerField(_("to"))
    standing = models.CharField(_("where"), max_length=12, choices=list(STANDINGS.items()))
    holder = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by"))
    since = models.DateField(_("since"))

    objects: ClassVar[models.Manager[FormLot]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("forms at one place")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="formlot_no_number_twice",
                expressions=[("form_type", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="formlot_numbers", condition=Q(first__gte=0, last__gte=F("first"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "form_type", "first"], name="formlot_holder"),
            models.Index(fields=["unit", "form_type", "standing"], name="formlot_unit"),
        ]

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    @property
    def shown(self) -> str:
        """The range as printed."""
        first, last = self.form_type.serial(self.first), self.form_type.serial(self.last)
        return first if first == last else f"{first}–{last}"

    @property
    def lot(self) -> Lot:
        place = Place(Standing(self.standing), self.unit_id, self.holder_id)
        return Lot(Numbers(self.first, self.last), place, self.since, self.pk)


class FormMovement(models.Model):
    """One step of consecutive forms, with who did it and what for. Written once, never changed."""

    form_type = models.ForeignKey(FormType, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(_("what"), max_length=12, choices=list(STEPS.items()))
    first = models.BigIntegerField(_("from"))
    last = models.BigIntegerField(_("to"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    from_store = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_store = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    from_holder = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    to_holder = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_number = models.CharField(_("for"), max_length=60, blank=True)
    skipped = models.PositiveIntegerField(_("lower numbers skipped"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("at"))
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("by"), max_length=64)

    class Meta:
        verbose_name = _("movement of forms")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="formmovement_used_once",
                expressions=[("form_type", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
                condition=Q(step=Step.USE.value),
            ),
            models.CheckConstraint(
                name="formmovement_quantity", condition=Q(quantity=F("last") - F("first") + 1, first__gte=0)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["form_type", "first"], name="formmovement_numbers"),
            models.Index(fields=["from_store", "form_type", "on"], name="formmovement_out"),
            models.Index(fields=["to_store", "form_type", "on"], name="formmovement_in"),
            models.Index(fields=["from_holder", "form_type", "on"], name="formmovement_from"),
            models.Index(fields=["to_holder", "form_type", "on"], name="formmovement_to"),
            models.Index(fields=["subject_kind", "subject_id"], name="formmovement_subject"),
        ]
