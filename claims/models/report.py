"""The report of a loss as 95518 takes it: one accident, one report (B-06), whatever policies it touches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.event import MajorEvent
from claims.models.fields import degrees, money_or_zero
from claims.rules.lifecycle import REGISTER_QUEUE, REPORT
from core.crypto import EncryptedTextField, SealedModel
from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet, Unit, UnitKind

PRODUCT_LABELS = {"MCI": _("Compulsory motor insurance"), "MOD": _("Commercial motor insurance")}


def product_label(line: str, name: str) -> str:
    """The product in the reader's language; its name as issued where the line is not known here."""
    return str(PRODUCT_LABELS.get(line, name))


class Cause(models.TextChoices):
    """What happened (dictionary of causes, motor)."""

    COLLISION = "collision", _("collision with a vehicle")
    PEDESTRIAN = "pedestrian", _("collision with a person or bicycle")
    OBJECT = "object", _("collision with an object")
    OVERTURN = "overturn", _("overturn")
    FALLING = "falling", _("falling or flying object")
    WEATHER = "weather", _("storm, flood, hail")
    FIRE = "fire", _("fire or explosion")
    THEFT = "theft", _("theft")
    OTHER = "other", _("other")


class Relation(models.TextChoices):
    """Who calls."""

    INSURED = "insured", _("insured")
    DRIVER = "driver", _("driver")
    THIRD_PARTY = "third_party", _("third party")
    POLICE = "police", _("police")
    OTHER = "other", _("other")


class LossReport(Scoped, Stateful, SealedModel):
    """A report. Its unit is the sub-branch in whose area the loss happened."""

    lifecycle: ClassVar[Lifecycle] = REPORT
    audit_excluded = frozenset({"reporter_phone", "row_key", "duplicate_hints"})

    number = models.CharField(_("report"), max_length=24, unique=True)
    reported_at = models.DateTimeField(_("reported at"))
    reporter_name = models.CharField(_("reporter"), max_length=120)
    reporter_phone = EncryptedTextField(_("telephone"))
    reporter_phone_masked = models.CharField(_("telephone"), max_length=30)
    relation = models.CharField(_("relation"), max_length=12, choices=Relation.choices, default=Relation.DRIVER)
    driver_name = models.CharField(_("driver"), max_length=120, blank=True)
    occurred_at = models.DateTimeField(_("time of loss"))
    place = models.CharField(_("place of loss"), max_length=200)
    latitude = degrees(_("latitude"))
    longitude = degrees(_("longitude"))
    cause = models.CharField(_("cause"), max_length=12, choices=Cause.choices)
    course = models.TextField(_("course of the accident"), max_length=2000)
    plate = models.CharField(_("plate"), max_length=10, blank=True)
    policy_said = models.CharField(_("policy number as told"), max_length=30, blank=True)
    third_vehicles = models.PositiveSmallIntegerField(_("other vehicles"), default=0)
    injured = models.PositiveSmallIntegerField(_("injured persons"), default=0)
    police = models.BooleanField(_("police called"), default=False)
    estimate = money_or_zero(_("estimate of the caller"))
    duplicate_hints = models.JSONField(_("similar reports"), default=list)
    notice_sent_at = models.DateTimeField(_("list of documents sent"), null=True)
    handler_name = models.CharField(_("taken by"), max_length=64)
    remarks = models.TextField(_("additions"), blank=True)
    event = models.ForeignKey(MajorEvent, null=True, on_delete=models.PROTECT, related_name="reports")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("loss report")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="report_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="report_sub_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="report_province_new"),
            models.Index(fields=["plate", "occurred_at"], name="report_plate_time"),
        ]

    def work_unit_id(self, queue: str) -> int:
        if queue != REGISTER_QUEUE:
            return self.unit_id
        return Unit.objects.values_list("pk", flat=True).get(kind=UnitKind.CLAIMS_CENTRE, branch_id=self.branch_id)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number, detail=f"{self.plate} {self.place}".strip()[:120], customer=self.reporter_name
        )


class ReportCover(models.Model):
    """A policy that the report touches, with what was found out about cover at the time of loss."""

    report = models.ForeignKey(LossReport, on_delete=models.CASCADE, related_name="covers")
    policy_id = models.BigIntegerField(_("policy"))
    policy_number = models.CharField(_("policy"), max_length=30)
    line = models.CharField(_("line"), max_length=20)
    product = models.CharField(_("product"), max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    insured_id = models.BigIntegerField()
    insured_name = models.CharField(_("insured"), max_length=120)
    covered = models.BooleanField(_("covered at the time of loss"))
    verdicts = models.JSONField(_("verdicts"), default=list)

    objects: ClassVar[models.Manager[ReportCover]] = models.Manager()

    class Meta:
        verbose_name = _("policy of a report")
        constraints = [models.UniqueConstraint(fields=["report", "policy_id"], name="reportcover_once")]

    @property
    def shown_product(self) -> str:
        return product_label(self.line, self.product)
