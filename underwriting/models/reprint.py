"""Papers of a policy that are printed again, and the request where a second person releases the print (ISS-05)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.refusals import Refusal, SegregationConflict
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.rules import reprint_life as life

FATES = [(one.value, _(name)) for one, name in life.FATE_NAMES.items()]


class ReprintRequest(Scoped, Stateful):
    """A further print of a paper that a second person releases first."""

    lifecycle: ClassVar[Lifecycle] = life.REPRINT_REQUEST

    number = models.CharField(_("request"), max_length=24, unique=True)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="reprint_requests")
    paper = models.CharField(_("paper"), max_length=40)
    copy = models.PositiveSmallIntegerField(_("print"))
    reason = models.CharField(_("reason"), max_length=200)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by = models.CharField(_("requested by"), max_length=120)
    opinion = models.CharField(_("opinion"), max_length=400, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a reprint")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "paper"], condition=Q(state__in=sorted(life.OPEN)), name="reprintrequest_one_open"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="reprintreq_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="reprintreq_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        return self.policy.case()

    def personal_refusal(self, actor: Any, spec: Transition) -> Refusal | None:
        """Who asks does not release."""
        own = actor.staff_id is not None and actor.staff_id == self.asked_by_id
        if own and spec.name in {life.RELEASE.name, life.REFUSE.name}:
            return SegregationConflict(gettext("You asked for this print; somebody else releases it."))
        return None

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number, detail=self.policy.number, line=self.policy.line, customer=self.policy.holder_name
        )


class Reprint(models.Model):
    """A paper of a policy printed again: numbered, with its reason, and of a printed form the number it was printed
    on and what became of the one before."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="reprints")
    paper = models.CharField(_("paper"), max_length=40)
    copy = models.PositiveSmallIntegerField(_("copy"))
    reason = models.CharField(_("reason"), max_length=200)
    serial = models.CharField(_("printed serial number"), max_length=30, blank=True, default="", db_default="")
    replaced = models.CharField(_("number before"), max_length=30, blank=True, default="", db_default="")
    fate = models.CharField(_("what became of it"), max_length=10, blank=True, default="", db_default="", choices=FATES)
    released_by = models.CharField(_("released by"), max_length=120, blank=True, default="", db_default="")
    document_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by whom"), max_length=80)

    class Meta:
        verbose_name = _("reprint")
        constraints = [models.UniqueConstraint(fields=["policy", "paper", "copy"], name="reprint_numbered")]
