"""Papers of issued policies on their way to the archive: proof-reading, the batch of the day, volume and page (A1)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.rules import paper_batch


class ProofReading(models.Model):
    """The printed policy compared with the screen in six points by another person (A1 5). Written once."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    reader_id = models.BigIntegerField()
    reader = models.CharField(_("proof-read by"), max_length=64)
    read_at = models.DateTimeField(_("at"))
    different = models.JSONField(_("different"), default=list)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("proof-reading")
        indexes: ClassVar = [models.Index(fields=["policy", "-read_at"], name="proofreading_policy")]


class PaperBatch(Scoped, Stateful):
    """The papers of one unit's policies of a day, handed to the information post and filed (A1 7, 8)."""

    lifecycle: ClassVar[Lifecycle] = paper_batch.LIFE

    number = models.CharField(_("batch"), max_length=24, unique=True)
    day = models.DateField(_("policies of"))
    made_by_id = models.BigIntegerField()
    made_by = models.CharField(_("handed over by"), max_length=64)
    received_by = models.CharField(_("received by"), max_length=64, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    volume = models.CharField(_("volume"), max_length=30, blank=True)
    filed_by = models.CharField(_("filed by"), max_length=64, blank=True)
    filed_at = models.DateTimeField(_("filed at"), null=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of papers")
        indexes: ClassVar = [
            models.Index(fields=["unit", "day"], name="paperbatch_day"),
            models.Index(fields=["branch_id", "-created_at", "-id"], name="paperbatch_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="paperbatch_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=f"{self.day}")


class BatchedPaper(models.Model):
    """The papers of one policy in a batch."""

    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="papers")
    policy = models.OneToOneField(Policy, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"))
    missing = models.CharField(_("missing"), max_length=200, blank=True)
    page = models.PositiveIntegerField(_("page"), null=True)

    class Meta:
        verbose_name = _("paper of a batch")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "place"], name="batchedpaper_place"),
            models.CheckConstraint(name="batchedpaper_counts", condition=Q(place__gt=0)),
        ]
