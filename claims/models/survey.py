"""Field work: tasks and photos."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.duty import Speciality
from claims.models.fields import degrees, money_or_zero
from claims.models.report import LossReport
from claims.rules import dispatch_note
from claims.rules.lifecycle import DISPATCH_QUEUE, TASK
from claims.rules.motor_calculation import Fault
from core.models import Stateful, StoredFile, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet, Staff, Unit, UnitKind

FAULT_LABELS = {
    Fault.FULL: _("fully at fault"),
    Fault.MAIN: _("mainly at fault"),
    Fault.EQUAL: _("equally at fault"),
    Fault.MINOR: _("less at fault"),
    Fault.NONE: _("not at fault"),
}


class Counterpart(models.TextChoices):
    """Whom the liability ratio is looked up for."""

    VEHICLE = "vehicle", _("motor vehicle or none")
    PEDESTRIAN = "pedestrian", _("pedestrian or bicycle")


class SurveyTask(Scoped, Stateful):
    """One task of one surveyor. Its unit is the surveyor's, before dispatch that of the place of loss."""

    lifecycle: ClassVar[Lifecycle] = TASK

    number = models.CharField(_("task"), max_length=24, unique=True)
    report = models.ForeignKey(LossReport, on_delete=models.PROTECT, related_name="tasks")
    speciality = models.CharField(_("about"), max_length=10, choices=Speciality.choices, default=Speciality.VEHICLE)
    surveyor = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    surveyor_name = models.CharField(_("surveyor"), max_length=64, blank=True)
    distance_km = models.DecimalField(_("distance (km)"), max_digits=7, decimal_places=1, null=True)
    dispatch_note = models.CharField(_("why this surveyor"), max_length=200, blank=True)
    weighed = models.JSONField(_("who could have gone"), default=list)
    refused_by = models.JSONField(default=list)
    waves = models.PositiveSmallIntegerField(_("attempts"), default=0)
    assigned_at = models.DateTimeField(_("assigned at"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    arrived_at = models.DateTimeField(_("arrived at"), null=True)
    done_at = models.DateTimeField(_("finished at"), null=True)
    fault = models.CharField(
        _("fault"), max_length=6, choices=[(f.value, label) for f, label in FAULT_LABELS.items()], blank=True
    )
    counterpart = models.CharField(
        _("liability against"), max_length=10, choices=Counterpart.choices, default=Counterpart.VEHICLE
    )
    blameless_others = models.PositiveSmallIntegerField(_("blameless other vehicles"), default=0)
    received = money_or_zero(_("received from others"))
    excluded = models.BooleanField(_("drunk or without licence"), default=False)
    first_scene = models.BooleanField(_("first scene"), default=True)
    driver_licence = models.CharField(_("driving licence"), max_length=30, blank=True)
    narrative = models.TextField(_("what was found"), max_length=2000, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey task")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="task_branch_new"),
            models.Index(fields=["surveyor", "state"], name="task_surveyor_state"),
        ]

    @property
    def why_sent(self) -> str:
        """Why this surveyor, in the reader's language; a dispatcher's own reason as written."""
        note = dispatch_note.parse(self.dispatch_note)
        if note is None:
            return self.dispatch_note
        route = gettext(dispatch_note.ROUTES.get(note.basis, note.basis))
        said = gettext(dispatch_note.SENTENCE) % {
            "route": route, "km": note.km, "minutes": note.minutes, "load": note.load,
        }  # fmt: skip
        others = note.together - 1
        return gettext(dispatch_note.OF_A_WAVE) % {"sentence": said, "others": others} if others > 0 else said

    def case(self) -> str:
        return self.report.case()

    def work_unit_id(self, queue: str) -> int:
        if queue != DISPATCH_QUEUE:
            return self.unit_id
        return Unit.objects.values_list("pk", flat=True).get(kind=UnitKind.HOTLINE, branch_id=self.branch_id)

    def work_summary(self) -> WorkSummary:
        report = self.report
        return WorkSummary(
            title=self.number, detail=f"{report.plate} {report.place}".strip()[:120], customer=report.reporter_name
        )


class Shot(models.TextChoices):
    """What a photo shows; the first four are required of a vehicle."""

    SCENE = "scene", _("scene")
    WHOLE = "whole", _("whole vehicle with plate")
    VIN = "vin", _("VIN or plate near")
    DAMAGE = "damage", _("damage near")
    PEOPLE = "people", _("people")
    PAPERS = "papers", _("documents")


class Photo(models.Model):
    """A photo of the survey. Time and place come from the camera and are kept beside those of the upload."""

    task = models.ForeignKey(SurveyTask, on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    shot = models.CharField(_("shows"), max_length=10, choices=Shot.choices)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = degrees(_("latitude"))
    longitude = degrees(_("longitude"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.CharField(_("added by"), max_length=64)

    objects: ClassVar[models.Manager[Photo]] = models.Manager()

    class Meta:
        verbose_name = _("survey photo")
