"""Red invoices for premium that goes back (domain 8.5)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from finance.models.money import amounts_in_bounds, money
from finance.models.payments import Payable
from finance.rules.lifecycles import red_invoice
from organisation.models import Scoped, ScopedQuerySet


class RedInvoice(Scoped, Stateful):
    """One for each refund of invoiced premium and each of its invoices."""

    lifecycle: ClassVar[Lifecycle] = red_invoice.LIFECYCLE

    payable = models.ForeignKey(Payable, on_delete=models.PROTECT, related_name="red_invoices")
    original = models.CharField(_("invoice"), max_length=30)
    invoiced_on = models.DateField(_("invoiced on"))
    invoiced = money(_("amount of the invoice"))
    document_number = models.CharField(_("business document number"), max_length=60)
    line = models.CharField(_("line"), max_length=20, blank=True)
    buyer = models.CharField(_("buyer"), max_length=120)
    amount = money(_("amount that goes back"))
    deducted = models.BooleanField(_("the buyer has deducted the tax"), default=False)
    information_form = models.CharField(_("information form"), max_length=40, blank=True)
    number = models.CharField(_("number of the red invoice"), max_length=40, blank=True)
    done_by = models.CharField(_("written by"), max_length=80, blank=True)
    done_at = models.DateTimeField(_("written at"), null=True)

    objects: ClassVar[models.Manager[RedInvoice]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("red invoice")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payable", "original"], name="redinvoice_once"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="redinvoice_number"),
            models.CheckConstraint(
                name="redinvoice_information", condition=Q(deducted=False) | ~Q(information_form="")
            ),
            amounts_in_bounds("redinvoice_amounts", "amount", "invoiced"),
        ]
        indexes: ClassVar = [models.Index(fields=["branch_id", "-created_at", "-id"], name="redinvoice_branch_new")]

    def __str__(self) -> str:
        return self.original

    def audit_number(self) -> str:
        return self.original

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.document_number, detail=self.original, line=self.line, amount=self.amount)
