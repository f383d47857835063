"""Co-insurance of a proposal: the share table and who leads (domain 5.7, REI-13, PRO-09)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Scoped, ScopedQuerySet, Staff
from underwriting.models.policy import Policy
from underwriting.models.proposal import Proposal
from underwriting.models.vehicle import money


class Arrangement(models.TextChoices):
    """How several insurers or branches stand in one contract."""

    COINSURANCE = "coinsurance", _("co-insurance (several insurers)")
    JOINT = "joint", _("joint business (several branches)")
    MASTER = "master", _("master programme")


class Position(models.TextChoices):
    """Which part the company has."""

    LEADER = "leader", _("leader, issues the policy")
    FOLLOWER = "follower", _("follower")


class MasterProgramme(Scoped):
    """A programme (统保) under which policies of one customer are written on the same terms."""

    number = models.CharField(_("programme"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=120)
    customer_id = models.BigIntegerField(_("customer"))
    customer_name = models.CharField(_("customer"), max_length=120)
    lines = ArrayField(models.CharField(max_length=8), verbose_name=_("lines"))
    arrangement = models.CharField(_("kind"), max_length=12, choices=Arrangement.choices, default=Arrangement.MASTER)
    terms = models.TextField(_("common terms"), blank=True)
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[ScopedQuerySet[MasterProgramme]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("master programme")
        constraints = [
            models.CheckConstraint(
                name="masterprogramme_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ProgrammeMember(models.Model):
    """A proposal that is written on the common terms of a programme."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(MasterProgramme, on_delete=models.PROTECT, related_name="members")
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("proposal of a programme")


class Coinsurance(models.Model):
    """The arrangement of one proposal. The leader enters 100 %, a follower its own share with the leader's policy."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="coinsurance")
    arrangement = models.CharField(_("kind"), max_length=12, choices=Arrangement.choices)
    position = models.CharField(_("position"), max_length=8, choices=Position.choices)
    leader_policy = models.CharField(_("policy of the leader"), max_length=40, blank=True)
    total_sum = money(_("total sum insured"))
    programme = models.ForeignKey(MasterProgramme, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("co-insurance")


class CoinsuranceShare(models.Model):
    """One insurer's part of the contract."""

    coinsurance = models.ForeignKey(Coinsurance, on_delete=models.CASCADE, related_name="shares")
    insurer_id = models.BigIntegerField(_("insurer"), null=True)
    name = models.CharField(_("insurer"), max_length=120)
    percent = models.DecimalField(_("share (%)"), max_digits=7, decimal_places=4)
    leads = models.BooleanField(_("leads"), default=False)
    own = models.BooleanField(_("own share"), default=False)
    filed_percent = models.DecimalField(_("filed commission (%)"), max_digits=7, decimal_places=4, null=True)

    class Meta:
        verbose_name = _("share of a co-insurer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["coinsurance", "name"], name="coinsuranceshare_once"),
            models.UniqueConstraint(fields=["coinsurance"], condition=Q(leads=True), name="coinsuranceshare_one_leads"),
            models.UniqueConstraint(fields=["coinsurance"], condition=Q(own=True), name="coinsuranceshare_one_own"),
            models.CheckConstraint(name="coinsuranceshare_percent", condition=Q(percent__gt=0, percent__lt=100)),
            models.CheckConstraint(
                name="coinsuranceshare_commission",
                condition=Q(filed_percent=None) | Q(filed_percent__gte=0, filed_percent__lte=100),
            ),
        ]


class CoinsurerStatement(Scoped):
    """What the leader settles with one co-insurer: its part of the premium received up to a day, less its part of what
    went back and what was settled before (domain 5.7, JE-32). It is written once and never changed."""

    key = models.UUIDField(_("command key"), unique=True)
    number = models.CharField(_("statement to a co-insurer"), max_length=32, unique=True)
    insurer_id = models.BigIntegerField(_("insurer"))
    insurer = models.CharField(_("insurer"), max_length=120)
    until = models.DateField(_("until"))
    amount = money(_("amount"))
    made_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("recorded at"))

    objects: ClassVar[ScopedQuerySet[CoinsurerStatement]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("statement to a co-insurer")
        constraints = [models.CheckConstraint(name="coinsurerstatement_amount", condition=Q(amount__gt=0))]
        indexes = [models.Index(fields=["branch_id", "-made_at", "-id"], name="coinsurerstatement_branch")]

    def __str__(self) -> str:
        return self.number


class CoinsurerStatementLine(models.Model):
    """One policy of a statement; below nil where more went back than came in since the statement before."""

    statement = models.ForeignKey(CoinsurerStatement, on_delete=models.PROTECT, related_name="lines")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    received = money(_("part of the premium received"))
    given_back = money(_("part of what went back"))
    settled_before = money(_("settled before"))
    amount = money(_("amount"))

    class Meta:
        verbose_name = _("policy of a statement")
        constraints = [
            models.UniqueConstraint(fields=["statement", "policy"], name="coinsurerstatementline_once"),
            models.CheckConstraint(
                name="coinsurerstatementline_adds_up",
                condition=Q(amount=F("received") - F("given_back") - F("settled_before")),
            ),
        ]
