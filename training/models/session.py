"""Trainings and the people invited to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from organisation.models import Scoped, ScopedQuerySet, Staff
from training.rules import session as life


class TrainingSession(Scoped, Stateful):
    """One training of a centre. ``pass_mark`` is the least score of the test; None without a test."""

    lifecycle = life.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=160)
    subject = models.CharField(_("subject"), max_length=16)
    audience = models.CharField(_("audience"), max_length=16)
    held_on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    place = models.CharField(_("place"), max_length=120, blank=True)
    trainer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    material = models.TextField(_("material"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), null=True)

    objects: ClassVar[models.Manager[TrainingSession]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        indexes = [models.Index(fields=["branch", "-held_on"], name="training_branch")]
        constraints = [
            models.CheckConstraint(name="training_mark", condition=Q(pass_mark=None) | Q(pass_mark__lte=100))
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.title, detail=gettext(life.AUDIENCES[self.audience]), assignee_id=self.trainer_id)


class TrainingSeat(models.Model):
    """One person at one training: whether present, and the score of the test."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="seats")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(_("present"), null=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["session", "staff"], name="trainingseat_once"),
            models.CheckConstraint(name="trainingseat_score", condition=Q(score=None) | Q(score__lte=100)),
        ]

    @property
    def passed(self) -> bool | None:
        """None without a test, or before the results."""
        if self.session.pass_mark is None or (self.score is None and self.present):
            return None
        return life.passed(self.score, self.session.pass_mark)
