"""What was ceded of a policy, in versions, and what moves between the company and each reinsurer."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.facultative import FacultativeCase
from underwriting.models.policy import Policy
from underwriting.models.reinsurance import Treaty
from underwriting.models.reinsurance_account import LossAdvice, ReinsuranceAccount
from underwriting.models.vehicle import money
from underwriting.rules.reinsurance.sharing import LAYER_LABELS

LAYERS = [(layer.value, _(label)) for layer, label in LAYER_LABELS.items()]


class Cession(Scoped):
    """One version of the cession of a policy: made at issue and anew at each endorsement or cancellation."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="cessions")
    number = models.PositiveSmallIntegerField(_("version"))
    occasion = models.CharField(_("occasion"), max_length=40)
    line = models.CharField(_("line"), max_length=8)
    effective_on = models.DateField(_("effective"))
    recorded_at = models.DateTimeField(_("recorded at"))
    superseded_at = models.DateTimeField(null=True)
    own_share = models.DecimalField(_("own share"), max_digits=12, decimal_places=10)
    sum_insured = money(_("sum insured"))
    own_sum = money(_("own sum"))
    retained = money(_("kept"))
    ceded = money(_("ceded"))
    unplaced = money(_("not placed"))
    premium = money(_("own net premium"))
    ceded_premium = money(_("ceded premium"))
    commission = money(_("commission"))

    objects: ClassVar[ScopedQuerySet[Cession]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cession")
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="cession_version_once"),
            models.UniqueConstraint(fields=["policy"], condition=Q(superseded_at=None), name="cession_one_current"),
            models.UniqueConstraint(fields=["policy", "occasion"], name="cession_once_an_occasion"),
        ]
        indexes = [models.Index(fields=["branch_id", "-recorded_at", "-id"], name="cession_branch_new")]

    def __str__(self) -> str:
        return f"{self.policy.number} · {self.number}"


class AwaitedCession(Scoped):
    """A change of a ceded policy whose version of the cession is still to be made; versions are made in this order."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(_("line"), max_length=8)
    occasion = models.CharField(_("occasion"), max_length=40)
    delta = money(_("difference of premium"), default=0)
    sum_insured = models.DecimalField(_("sum insured after the change"), max_digits=18, decimal_places=2, null=True)
    effective_on = models.DateField(_("effective"))
    asked_at = models.DateTimeField(_("awaited since"))
    made_at = models.DateTimeField(_("made"), null=True)

    objects: ClassVar[ScopedQuerySet[AwaitedCession]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("awaited cession")
        constraints = [models.UniqueConstraint(fields=["policy", "occasion"], name="awaitedcession_once")]
        indexes = [
            models.Index(fields=["branch_id", "asked_at", "id"], condition=Q(made_at=None), name="awaitedcession_open")
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.occasion}"


class CededUnit(models.Model):
    """One risk unit of a cession with the steps by which it was shared."""

    cession = models.ForeignKey(Cession, on_delete=models.CASCADE, related_name="units")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("risk unit"), max_length=120)
    place = models.CharField(_("place"), max_length=160, blank=True)
    area = models.CharField(_("area"), max_length=60, blank=True)
    occupancy = models.CharField(_("occupancy class"), max_length=20, blank=True)
    sum_insured = money(_("sum insured"))
    own_sum = money(_("own sum"))
    retained = money(_("kept"))
    unplaced = money(_("not placed"))
    kinds = ArrayField(models.CharField(max_length=20), verbose_name=_("kinds of the risk"), default=list)
    steps = models.JSONField(default=list)

    class Meta:
        verbose_name = _("risk unit")
        indexes = [
            models.Index(fields=["area", "place"], name="cededunit_area"),
            models.Index(fields=["place"], name="cededunit_place"),
        ]


class CessionPart(models.Model):
    """One layer of one risk unit."""

    unit = models.ForeignKey(CededUnit, on_delete=models.CASCADE, related_name="parts")
    layer = models.CharField(_("layer"), max_length=12, choices=LAYERS)
    treaty = models.ForeignKey(Treaty, null=True, on_delete=models.PROTECT, related_name="+")
    facultative = models.ForeignKey(FacultativeCase, null=True, on_delete=models.PROTECT, related_name="parts")
    amount = money(_("amount"))
    ratio = models.DecimalField(_("ratio"), max_digits=12, decimal_places=10)
    premium = money(_("premium"))
    commission = money(_("commission"))

    class Meta:
        verbose_name = _("layer of a risk")


class MovementKind(models.TextChoices):
    """What an amount between the company and a reinsurer is."""

    PREMIUM = "premium", _("ceded premium")
    COMMISSION = "commission", _("commission")
    RECOVERY = "recovery", _("recovery")


class Movement(Scoped):
    """An amount between the company and one reinsurer; a line of a bordereau and of one account. Never changed: what
    is corrected is moved again by the difference."""

    kind = models.CharField(_("kind"), max_length=12, choices=MovementKind.choices)
    reinsurer_id = models.BigIntegerField(_("reinsurer"))
    reinsurer_name = models.CharField(_("reinsurer"), max_length=120)
    treaty = models.ForeignKey(Treaty, null=True, on_delete=models.PROTECT, related_name="+")
    facultative = models.ForeignKey(FacultativeCase, null=True, on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    cession = models.ForeignKey(Cession, null=True, on_delete=models.PROTECT, related_name="movements")
    advice = models.ForeignKey(LossAdvice, null=True, on_delete=models.PROTECT, related_name="movements")
    line = models.CharField(_("line"), max_length=8)
    amount = money(_("amount"))
    booked_on = models.DateField(_("booked on"))
    account = models.ForeignKey(ReinsuranceAccount, null=True, on_delete=models.PROTECT, related_name="movements")

    objects: ClassVar[ScopedQuerySet[Movement]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reinsurance movement")
        indexes = [
            models.Index(fields=["branch_id", "-booked_on", "-id"], name="movement_branch_new"),
            models.Index(fields=["branch_id", "reinsurer_id", "booked_on"], name="movement_reinsurer"),
        ]
