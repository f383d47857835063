"""Emergency override: for hours one person may do two duties that the matrix keeps apart on a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Transition
from organisation.models.control import IncompatibleDuties
from organisation.models.scoped import Scoped, ScopedQuerySet
from organisation.models.staff import Staff
from organisation.rules.lifecycles import override as states

FINDINGS = [
    ("justified", _("justified, nothing to object to")),
    ("objected", _("acts to be corrected")),
    ("misused", _("misused")),
]


class EmergencyOverride(Scoped, Stateful):
    """Who, which pair of duties, why, until when; what was done under it is read from the acts on cases."""

    lifecycle = states.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    duties = models.ForeignKey(
        IncompatibleDuties, on_delete=models.PROTECT, related_name="+", verbose_name=_("pair of duties")
    )
    hours = models.PositiveSmallIntegerField(_("hours"))
    reason = models.TextField(_("reason"))
    requested_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.TextField(_("remark of the decision"), blank=True)
    until = models.DateTimeField(_("in force until"), null=True)
    told = models.JSONField(_("who was told in internal audit"), default=list)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    end_reason = models.TextField(_("why it ended"), blank=True)
    checked_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True)
    finding = models.CharField(_("finding"), max_length=12, blank=True, choices=FINDINGS)
    check_remark = models.TextField(_("what the after-check found"), blank=True)

    objects: ClassVar[models.Manager[EmergencyOverride]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency override")
        verbose_name_plural = _("emergency overrides")
        indexes = [models.Index(fields=["staff", "state"], name="override_person")]
        constraints = [
            models.CheckConstraint(
                name="override_by_another",
                condition=Q(decided_by=None) | ~(Q(decided_by=F("staff")) | Q(decided_by=F("requested_by"))),
            ),
            models.CheckConstraint(
                name="override_approved",
                condition=~Q(state__in=(states.RUNNING, states.ENDED, states.CHECKED))
                | Q(decided_by__isnull=False, decided_at__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(name="override_reasoned", condition=~Q(reason="")),
            models.CheckConstraint(
                name="override_checked_by_another",
                condition=Q(checked_by=None) | ~(Q(checked_by=F("staff")) | Q(checked_by=F("decided_by"))),
            ),
            models.UniqueConstraint(
                fields=["staff", "duties"],
                condition=Q(state__in=(states.REQUESTED, states.RUNNING)),
                name="override_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Who shall act alone, and who asked for it, does not decide on it; only those who asked take it back."""
        named = {self.staff_id, self.requested_by_id}
        if spec.name in {states.APPROVE.name, states.REJECT.name} and actor.staff_id in named:
            return Forbidden(gettext("Another person must decide: not who asked, and not who shall act alone."))
        if spec.name == states.WITHDRAW.name and actor.staff_id not in named:
            return Forbidden(gettext("Only who asked for it can withdraw it."))
        if spec.name == states.CHECK.name and actor.staff_id in {self.staff_id, self.decided_by_id}:
            return Forbidden(gettext("Internal audit checks, nobody who took part."))
        return None

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=f"{self.number} · {self.staff.name}", detail=self.reason[:200])
