"""Enquiries: what customers ask before there is a proposal (CUS-08)."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField, SealedModel
from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle, State
from customer_service.rules.desks import ADVICE, DESKS, Matter
from customer_service.rules.enquiry import ENQUIRY
from organisation.models import Scoped, ScopedQuerySet


class Enquiry(Scoped, Stateful, SealedModel):
    """One enquiry with needs, recommendation and what came of it. Who asks need not be a customer yet."""

    lifecycle: ClassVar[Lifecycle] = ENQUIRY
    audit_excluded = frozenset({"phone", "row_key"})

    number = models.CharField(_("enquiry"), max_length=24, unique=True)
    way = models.CharField(_("by"), max_length=10)
    asked_at = models.DateTimeField(_("asked at"))
    party_id = models.BigIntegerField(_("customer"), null=True)
    name = models.CharField(_("who asks"), max_length=120)
    phone = EncryptedTextField(_("telephone"), blank=True)
    phone_masked = models.CharField(_("telephone"), max_length=30, blank=True)
    question = models.CharField(_("question"), max_length=1000)
    matter = models.CharField(_("subject of the enquiry"), max_length=12, default=Matter.COVER, db_default=Matter.COVER)
    desk = models.CharField(_("who is responsible"), max_length=12, default=ADVICE, db_default=ADVICE)
    hands = ArrayField(models.BigIntegerField(), default=list, db_default=[], verbose_name=_("passed through"))
    taken_by_name = models.CharField(_("taken by"), max_length=64)
    needs = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("what is at risk"))
    risk_note = models.CharField(_("risk"), max_length=500, blank=True, default="")
    existing_cover = models.CharField(_("cover at hand"), max_length=300, blank=True, default="")
    budget = models.DecimalField(_("yearly budget"), max_digits=14, decimal_places=2, null=True)
    finances = models.CharField(_("income or turnover"), max_length=200, blank=True, default="")
    facts = models.JSONField(_("figures for the entry"), default=dict, db_default={})
    recommended = models.JSONField(_("recommended"), default=list)
    advice = models.CharField(_("advice given"), max_length=1000, blank=True, default="")
    product = models.CharField(_("product started"), max_length=20, blank=True, default="")
    proposals = models.JSONField(_("proposals entered"), default=list, db_default=[])
    answer = models.CharField(_("answer"), max_length=2000, blank=True, default="", db_default="")
    answered_by_name = models.CharField(_("answered by"), max_length=64, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(_("time of the answer"), null=True)
    passed = models.JSONField(_("handed on"), default=list, db_default=[])
    contacts = models.JSONField(_("contacts with the customer"), default=list, db_default=[])

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        indexes = [
            models.Index(fields=["branch_id", "-asked_at", "-id"], name="enquiry_branch_new"),
            models.Index(fields=["party_id", "-asked_at"], name="enquiry_customer"),
            GinIndex(fields=["hands"], name="enquiry_hands"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def audit_number(self) -> str:
        return self.number

    def stage(self, value: str) -> State:
        """It waits with those who are responsible for what was asked."""
        declared = self.lifecycle.state(value)
        return replace(declared, queue=DESKS[self.desk].queue) if declared.queue else declared

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.question[:80], customer=self.name)
