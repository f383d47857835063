"""Counting what lies in a store, and the seals that are kept apart from it (domain 8.4, FRM-05, FRM-06)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from archives.models.form_lots import FormType
from archives.rules import form_count, seal
from archives.rules.form_count import Counted
from core.models import Stateful, WorkSummary
from core.models.stateful import Act
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Lifecycle, State, Transition
from organisation.models import Scoped, ScopedQuerySet, Staff


class FormCount(Scoped, Stateful):
    """One count of the store of a unit."""

    lifecycle: ClassVar[Lifecycle] = form_count.LIFE
    KINDS: ClassVar = {
        form_count.MONTHLY: _("Monthly"),
        form_count.QUARTERLY: _("Quarterly"),
        form_count.SURPRISE: _("Surprise"),
        form_count.HAND_OVER: _("Hand-over of the store"),
    }

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=list(KINDS.items()))
    on = models.DateField(_("day"))
    grades = models.CharField(_("classes"), max_length=8, default="I II", db_default="I II")
    severe = models.BooleanField(_("class I differs"), default=False, db_default=False)
    counted_at = models.DateTimeField(_("counted at"), null=True)
    counted_by_id = models.BigIntegerField(null=True)
    counted_by = models.CharField(_("counted by"), max_length=64, blank=True)
    checked_by_id = models.BigIntegerField(null=True)
    checked_by = models.CharField(_("checked by"), max_length=64, blank=True)
    answered_by_id = models.BigIntegerField(null=True)
    answered_by = models.CharField(_("answered for by"), max_length=64, blank=True, default="", db_default="")
    liable = models.CharField(_("who answers for it"), max_length=200, blank=True, default="", db_default="")
    finding = models.TextField(_("finding"), blank=True, default="", db_default="")

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of forms")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="formcount_two_people", condition=Q(checked_by_id=None) | ~Q(checked_by_id=F("counted_by_id"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="formcount_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formcount_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=f"{self.get_kind_display()} · {self.on}")

    def act(self, spec: Act) -> Act:
        """A quarterly count is checked by a centre, not by the head of the unit that is counted (8.4)."""
        checks = {form_count.CHECK.name, form_count.RECOUNT.name}
        if self.kind == form_count.QUARTERLY and spec.name in checks:
            return replace(spec, permission=form_count.CHECK_QUARTER)
        return spec

    def stage(self, value: str) -> State:
        """A difference of class I is reported and answered for on the same day."""
        state = self.lifecycle.state(value)
        if value == form_count.DIFFERENT and self.severe:
            return replace(state, clock=form_count.SAME_DAY_CLOCK)
        if value == form_count.COUNTED and self.kind == form_count.QUARTERLY:
            return replace(state, queue=form_count.QUARTER_QUEUE)
        return state

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        if spec.name == form_count.ACCEPT.name and actor.staff_id in {self.answered_by_id, self.counted_by_id}:
            return Forbidden(_now("Another person looks at the answer."))
        return None


class FormCountLine(models.Model):
    """One kind of form on the count sheet."""

    count = models.ForeignKey(FormCount, on_delete=models.PROTECT, related_name="lines")
    form_type = models.ForeignKey(FormType, on_delete=models.PROTECT, related_name="+")
    booked = models.PositiveIntegerField(_("by the books"))
    ranges = models.CharField(_("numbers"), max_length=400, blank=True)
    found = models.PositiveIntegerField(_("counted"), null=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    measure = models.CharField(_("measure"), max_length=200, blank=True)
    way = models.CharField(
        _("how it ended"),
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(one.value, _(name)) for one, name in form_count.WAY_NAMES.items()],
    )
    paper = models.CharField(_("paper"), max_length=24, blank=True, default="", db_default="")
    answer = models.CharField(_("answer"), max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("line of a count")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["count", "form_type"], name="formcountline_once"),
        ]

    @property
    def counted(self) -> Counted:
        found = self.booked if self.found is None else self.found
        return Counted(
            code=self.form_type.code, booked=self.booked, found=found, cause=self.cause, measure=self.measure
        )


class Seal(Scoped, Stateful):
    """A seal and who keeps it. Who keeps blank forms keeps no seal."""

    lifecycle: ClassVar[Lifecycle] = seal.LIFE
    KINDS: ClassVar = {
        seal.POLICY: _("Policy seal"),
        seal.FINANCE: _("Finance seal"),
        seal.LEGAL: _("Seal of the legal representative"),
    }

    number = models.CharField(_("seal"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=list(KINDS.items()))
    name = models.CharField(_("inscription"), max_length=80)
    keeper = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept by"))
    successor = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken over by")
    )
    place = models.CharField(_("place"), max_length=80)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        indexes: ClassVar = [models.Index(fields=["branch_id", "-created_at", "-id"], name="seal_branch_new")]

    def __str__(self) -> str:
        return self.name

    def act(self, spec: Act) -> Act:
        """Custody of each kind of seal is a duty of its own in the segregation matrix."""
        if spec.name in {seal.USE.name, seal.TAKE.name}:
            return replace(spec, duty=seal.DUTIES[self.kind])
        return spec

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        keeper = {seal.USE.name: self.keeper_id, seal.GIVE_UP.name: self.keeper_id, seal.TAKE.name: self.successor_id}
        if spec.name in keeper and actor.staff_id != keeper[spec.name]:
            return Forbidden(_now("Only the person who keeps the seal, or takes it over, does this."))
        return None


class SealUse(models.Model):
    """One use of a seal: on which paper, how many times, at whose request. Written once."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="uses")
    paper = models.CharField(_("paper"), max_length=120)
    impressions = models.PositiveSmallIntegerField(_("impressions"))
    asked_by = models.CharField(_("asked for by"), max_length=64)
    approved_by = models.CharField(_("approved by"), max_length=64)
    used_by = models.CharField(_("sealed by"), max_length=64)
    used_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("use of a seal")
