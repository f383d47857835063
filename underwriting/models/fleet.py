"""A table of vehicles on its way in; proposals are made of it all at once or not at all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, StoredFile, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.rules.fleet import FLEET


class FleetUpload(Scoped, Stateful):
    """One fleet: the table as sent, its rows as corrected, and who takes out the cover."""

    lifecycle: ClassVar[Lifecycle] = FLEET

    number = models.CharField(_("fleet"), max_length=24, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by = models.CharField(_("uploaded by"), max_length=64)
    holder_id = models.BigIntegerField(null=True)
    holder_name = models.CharField(_("policyholder"), max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=8, blank=True)
    signed = models.BooleanField(_("signed proposal form at hand"), default=False)
    inspected = models.BooleanField(_("inspected"), default=False)
    papers = models.JSONField(_("papers in its file"), default=list, db_default=[])
    disclosures = models.JSONField(_("answers to the questionnaire"), default=dict)
    rows_total = models.PositiveIntegerField(_("vehicles"))
    rows_faulty = models.PositiveIntegerField(_("rows with errors"))
    job_id = models.BigIntegerField(null=True)
    problem = models.TextField(_("why the import stopped"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("fleet")
        indexes = [models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="fleetupload_sub_new")]
        constraints = [
            models.CheckConstraint(
                name="fleetupload_rows", condition=models.Q(rows_faulty__lte=models.F("rows_total"), rows_total__gt=0)
            ),
            models.CheckConstraint(
                name="fleetupload_whole", condition=~models.Q(state="imported") | models.Q(rows_faulty=0)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, line="MOTOR", customer=self.holder_name)


class FleetRow(models.Model):
    """One vehicle of the table: the cells as text, and what is wrong with them by column."""

    upload = models.ForeignKey(FleetUpload, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(_("row"))
    texts = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    proposal_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("row of a fleet")
        constraints = [models.UniqueConstraint(fields=["upload", "place"], name="fleetrow_once")]
        indexes = [models.Index(fields=["upload", "place"], condition=~models.Q(faults={}), name="fleetrow_faulty")]
