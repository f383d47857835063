"""Premium after the issue: the approved exemption of a proposal or an endorsement, and the instalments that it agrees
(ISS-03, domain 5.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import AuthoritySubject, Stateful, WorkSummary
from core.workflow.refusals import Refusal, SegregationConflict
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.endorsement import Endorsement
from underwriting.models.policy import Policy
from underwriting.models.proposal import Proposal
from underwriting.models.vehicle import money
from underwriting.rules import exemption_life, instalment_life


class PremiumExemption(Scoped, Stateful):
    """Somebody asks that a policy may be issued before its premium, why, and on which evidence."""

    lifecycle: ClassVar[Lifecycle] = exemption_life.EXEMPTION

    number = models.CharField(_("request"), max_length=24, unique=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="exemptions")
    # The change whose premium it is about; that of the proposal itself where there is none.
    endorsement = models.ForeignKey(Endorsement, null=True, on_delete=models.PROTECT, related_name="exemptions")
    code = models.CharField(
        _("ground"),
        max_length=24,
        choices=[(one.value, _(name)) for one, name in exemption_life.EXEMPTION_NAMES.items()],
    )
    line = models.CharField(_("line"), max_length=8)
    premium = money(_("premium"))
    later = money(_("premium after the issue"))
    payments = models.JSONField(_("instalments"), default=list)
    grounds = models.TextField(_("grounds"))
    requested_by_id = models.BigIntegerField(null=True)
    requested_by = models.CharField(_("requested by"), max_length=120)
    opinion = models.TextField(_("opinion"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("premium after the issue")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state__in=sorted(exemption_life.OPEN), endorsement=None),
                name="exemption_one_open",
            ),
            models.UniqueConstraint(
                fields=["endorsement"],
                condition=Q(state__in=sorted(exemption_life.OPEN)),
                name="exemption_one_open_change",
            ),
            models.CheckConstraint(
                name="exemption_amounts", condition=Q(premium__gt=0, later__gt=0, later__lte=models.F("premium"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="exemption_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="exemption_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> Proposal | Endorsement:
        """Whose premium shall come later."""
        return self.endorsement or self.proposal

    @property
    def holder_name(self) -> str:
        return self.endorsement.policy.holder_name if self.endorsement else self.proposal.holder_name

    def case(self) -> str:
        return self.proposal.case()

    def personal_refusal(self, actor: Any, spec: Transition) -> Refusal | None:
        """Nobody decides on what he asked for."""
        deciding = spec.name in {exemption_life.APPROVE.name, exemption_life.REJECT.name}
        if deciding and actor.staff_id is not None and actor.staff_id == self.requested_by_id:
            return SegregationConflict(gettext("You asked for this; somebody else decides on it."))
        return None

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line=self.line, unit_id=self.unit_id)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=f"{self.about.number} · {self.get_code_display()}"[:200],
            line=self.line,
            amount=self.later,
            customer=self.holder_name,
        )


class Instalment(Scoped, Stateful):
    """One agreed payment of the premium of a proposal and then of its policy. The money is in finance."""

    lifecycle: ClassVar[Lifecycle] = instalment_life.INSTALMENT

    exemption = models.ForeignKey(PremiumExemption, on_delete=models.PROTECT, related_name="instalments")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="instalments")
    policy = models.ForeignKey(Policy, null=True, on_delete=models.PROTECT, related_name="instalments")
    document_number = models.CharField(_("policy"), max_length=24)
    holder_id = models.BigIntegerField()
    holder_name = models.CharField(_("policyholder"), max_length=120)
    salesperson_id = models.BigIntegerField(null=True)
    line = models.CharField(_("line"), max_length=8)
    place = models.PositiveSmallIntegerField(_("instalment"))
    amount = money(_("amount"))
    due_on = models.DateField(_("due on"))
    paid_at = models.DateTimeField(_("paid at"), null=True)
    noticed_on = models.DateField(_("notice sent on"), null=True)
    delivery = models.CharField(_("proof of delivery"), max_length=120, blank=True)
    pay_until = models.DateField(_("to be paid until"), null=True)
    endorsement_id = models.BigIntegerField(null=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment of a policy")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exemption", "place"], name="instalment_once"),
            models.CheckConstraint(name="instalment_amount", condition=Q(amount__gt=Decimal(0))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "due_on", "id"], name="instalment_branch_due"),
            models.Index(fields=["sub_branch_id", "due_on", "id"], name="instalment_sub_due"),
            models.Index(fields=["due_on"], condition=Q(state=instalment_life.PLANNED), name="instalment_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.document_number}-{self.place}"

    def case(self) -> str:
        return self.proposal.case()

    def audit_number(self) -> str:
        return str(self)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=str(self), line=self.line, amount=self.amount, customer=self.holder_name)
