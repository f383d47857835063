"""Policies issued outside the system until they are entered (B-33), and fixed-sum policies of the ledger (B-34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.clocks import at_midnight
from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import NotPossible, Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Channel, Proposal
from underwriting.models.vehicle import money
from underwriting.rules import back_entry, ledger_entry


class BackEntry(Scoped, Stateful):
    """One policy that was written by hand or on another machine. The form on which it stands is used with it."""

    lifecycle: ClassVar[Lifecycle] = back_entry.LIFE
    WAYS: ClassVar = {
        back_entry.HAND_WRITTEN: _("written by hand"),
        back_entry.COMPUTER: _("computer outside the system"),
        back_entry.OTHER: _("other business not entered in time"),
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    way = models.CharField(_("issued how"), max_length=12, choices=list(WAYS.items()))
    serial = models.CharField(_("printed serial number"), max_length=30, unique=True)
    approval = models.CharField(_("approval of the underwriting centre"), max_length=80, blank=True)
    allowed_by = models.CharField(_("approved by"), max_length=120, blank=True, default="", db_default="")
    opinion = models.TextField(_("opinion"), blank=True, default="", db_default="")
    unapproved = models.BooleanField(_("issued without approval"), default=False, db_default=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    line = models.CharField(_("line"), max_length=8)
    holder_name = models.CharField(_("policyholder"), max_length=120)
    premium = money(_("premium"))
    signed_on = models.DateField(_("signed on"))
    form_since = models.DateField(_("form held since"), null=True)
    returned_on = models.DateField(_("policies collected on"), null=True)
    due_on = models.DateField(_("to be entered by"))
    entered_on = models.DateField(_("entered on"), null=True)
    late_days = models.PositiveSmallIntegerField(_("days late"), default=0)
    why_late = models.CharField(_("why late"), max_length=200, blank=True)
    differing = models.CharField(_("differs from the paper"), max_length=200, blank=True, db_default="")
    why_differing = models.CharField(_("why it differs"), max_length=200, blank=True, db_default="")
    chased = models.PositiveSmallIntegerField(_("urged"), default=0)
    proposal = models.OneToOneField(Proposal, null=True, on_delete=models.PROTECT, related_name="+")
    registered_by_id = models.BigIntegerField(null=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=64, blank=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("back-entry")
        constraints: ClassVar = [
            models.CheckConstraint(name="backentry_premium", condition=Q(premium__gt=0)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="backentry_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="backentry_sub_new"),
            models.Index(fields=["due_on"], condition=Q(state=back_entry.OPEN), name="backentry_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def lacks_approval(self) -> bool:
        """Written by hand, and the centre has not said anything yet."""
        return self.way == back_entry.HAND_WRITTEN and not self.opinion

    def personal_refusal(self, _actor: Actor, spec: Transition) -> Refusal | None:
        """Only what was written by hand is laid before the centre, once."""
        if spec.name == back_entry.ASK.name and not self.lacks_approval:
            return NotPossible(gettext("This needs no approval of the underwriting centre."))
        return None

    def late_on(self, today: date) -> int:
        """Days late: as entered, or so far."""
        return self.late_days if self.entered_on else back_entry.late_days(self.due_on, today)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, line=self.line, amount=self.premium, customer=self.holder_name)


class LedgerEntry(Scoped, Stateful):
    """A fixed-sum policy, or a certificate of cargo agency business, entered as one row with its printed serial."""

    lifecycle: ClassVar[Lifecycle] = ledger_entry.LIFE

    number = models.CharField(_("number"), max_length=24, unique=True)
    form = models.CharField(_("form"), max_length=30)
    form_name = models.CharField(_("form"), max_length=80)
    serial = models.CharField(_("printed serial number"), max_length=30, unique=True)
    line = models.CharField(_("line"), max_length=8)
    holder_name = models.CharField(_("policyholder"), max_length=120)
    insured_name = models.CharField(_("insured"), max_length=120)
    premium = money(_("premium"))
    sum_insured = money(_("sum insured"))
    issued_on = models.DateField(_("issued on"))
    start_on = models.DateField(_("cover begins"))
    end_on = models.DateField(_("cover ends"))
    agency = models.CharField(_("agency"), max_length=80, blank=True)
    agreement = models.CharField(_("agreement"), max_length=24, blank=True, default="", db_default="")
    goods = models.CharField(_("goods"), max_length=40, blank=True, default="", db_default="")
    why_late = models.CharField(_("why late"), max_length=200, blank=True, default="", db_default="")
    asked_because = models.JSONField(_("before an underwriter because"), default=list, db_default=[])
    allowed_by = models.CharField(_("approved by"), max_length=64, blank=True, default="", db_default="")
    opinion = models.TextField(_("opinion"), blank=True, default="", db_default="")
    holder_id = models.BigIntegerField(_("policyholder"), null=True)
    policy = models.OneToOneField("underwriting.Policy", null=True, on_delete=models.PROTECT, related_name="+")
    payer_id = models.BigIntegerField(_("payer"), null=True)
    payer_name = models.CharField(_("payer"), max_length=120, blank=True)
    settle_by = models.DateField(_("to be settled by"))
    settled_at = models.DateTimeField(_("settled at"), null=True)
    chased_at = models.DateTimeField(_("reminded at"), null=True)
    chased = models.CharField(_("what was done for the premium"), max_length=200, blank=True, default="", db_default="")
    seller_id = models.BigIntegerField(null=True)
    seller_name = models.CharField(_("sold by"), max_length=64, blank=True, default="", db_default="")
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True, default="", db_default="")
    cancel_asked_by_id = models.BigIntegerField(null=True)
    cancel_asked_by = models.CharField(_("cancellation asked by"), max_length=64, blank=True, default="", db_default="")
    copies_back = models.PositiveSmallIntegerField(_("copies that are back"), null=True)
    entered_by_id = models.BigIntegerField(null=True)
    entered_by = models.CharField(_("entered by"), max_length=64)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        constraints: ClassVar = [
            models.CheckConstraint(name="ledgerentry_amounts", condition=Q(premium__gt=0, sum_insured__gt=0)),
            models.CheckConstraint(name="ledgerentry_period", condition=Q(end_on__gte=models.F("start_on"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="ledgerentry_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="ledgerentry_sub_new"),
            models.Index(fields=["agreement"], condition=~Q(agreement=""), name="ledgerentry_agreement"),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        owed = self.state == ledger_entry.OWED
        return WorkSummary(
            title=self.number,
            line=self.line,
            amount=self.premium,
            customer=self.holder_name,
            due_at=at_midnight(self.settle_by + timedelta(days=1)) if owed else None,
        )
