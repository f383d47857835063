"""A call at the 95518 desk: who called, why, about what, with which outcome (HOT-01, HOT-12)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel
from core.models import Stateful
from core.workflow.spec import Lifecycle
from customer_service.rules.lifecycle import CALL, TALKING
from organisation.models import Scoped, ScopedQuerySet, Staff


class Purpose(models.TextChoices):
    """Why people call (domain 6.1)."""

    REPORT = "report", _("report of a loss")
    SUPPLEMENT = "supplement", _("addition to a report")
    QUERY = "query", _("question about a case or policy")
    CONSULT = "consult", _("advice")
    COMPLAINT = "complaint", _("complaint")
    RESCUE = "rescue", _("rescue")
    QUOTE = "quote", _("quotation")
    CALLBACK = "callback", _("our call back")
    OTHER = "other", _("other purpose")


class Outcome(models.TextChoices):
    """How the call ended."""

    REGISTERED = "registered", _("report registered")
    SUPPLEMENTED = "supplemented", _("report completed")
    ANSWERED = "answered", _("answered")
    TRANSFERRED = "transferred", _("transferred")
    PROMISED = "promised", _("call back promised")
    BROKEN_OFF = "broken_off", _("caller hung up")


class Call(Scoped, Stateful, SealedModel):
    """One call. The agent has one call at a time; what it was about is linked while people talk."""

    lifecycle: ClassVar[Lifecycle] = CALL
    audit_excluded = frozenset({"caller_phone", "phone_index", "row_key"})

    number = models.CharField(_("call"), max_length=24, unique=True)
    agent = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken by"))
    agent_name = models.CharField(_("taken by"), max_length=64)
    caller_phone = EncryptedTextField(_("telephone"), blank=True)
    caller_phone_masked = models.CharField(_("telephone"), max_length=30, blank=True)
    phone_index = BlindIndexField()
    caller_name = models.CharField(_("caller"), max_length=120, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    report = models.ForeignKey("claims.LossReport", null=True, on_delete=models.PROTECT, related_name="+")
    policy_id = models.BigIntegerField(null=True)
    policy_number = models.CharField(_("policy"), max_length=30, blank=True)
    customer_id = models.BigIntegerField(null=True)
    customer_name = models.CharField(_("customer"), max_length=120, blank=True)
    started_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        indexes = [
            models.Index(fields=["branch_id", "-started_at", "-id"], name="call_branch_new"),
            models.Index(fields=["report", "-started_at"], name="call_report"),
            models.Index(fields=["customer_id", "-started_at"], name="call_customer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agent"], condition=Q(state=TALKING), name="call_one_at_a_time"),
            models.CheckConstraint(
                name="call_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at"))
            ),
            models.CheckConstraint(
                name="call_ended_says_how",
                condition=Q(state=TALKING) | (~Q(purpose="") & ~Q(outcome="") & Q(ended_at__isnull=False)),
            ),
        ]

    def about(self) -> str:
        """What the call was about, in one word."""
        return self.report.number if self.report else self.policy_number
