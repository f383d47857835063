"""Papers by which forms move: print orders, requisitions, slips, incidents, destruction lists (domain 8.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from archives.models.form_lots import FormType
from archives.rules import form_destruction, form_incident, form_order, form_request, form_slip
from archives.rules.serials import Numbers
from core.models import Stateful, WorkSummary
from core.models.stateful import Act
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Lifecycle, State, Transition
from organisation.models import Scoped, ScopedQuerySet, Staff, Unit

HOLD, ISSUE = "archives.hold_forms", "archives.issue_forms"
NOT_HERE = "archives.not_here"  # an act that this kind of paper does not know; nobody holds it


class FormPaper(Scoped, Stateful):
    """A numbered paper about consecutive forms of one kind."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    form_type = models.ForeignKey(FormType, on_delete=models.PROTECT, related_name="+", verbose_name=_("form"))
    first = models.BigIntegerField(_("from number"), null=True)
    last = models.BigIntegerField(_("to number"), null=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def numbers(self) -> Numbers:
        """Raises ``LookupError`` before the numbers are known."""
        if self.first is None or self.last is None:
            raise LookupError(f"{self.number} has no serial numbers yet")
        return Numbers(self.first, self.last)

    @property
    def shown_numbers(self) -> str:
        """The range as printed."""
        if self.first is None or self.last is None:
            return "–"
        first, last = self.form_type.serial(self.first), self.form_type.serial(self.last)
        return first if first == last else f"{first}–{last}"

    @property
    def forms(self) -> int | None:
        """How many forms the paper is about; None before that is known."""
        return None if self.first is None or self.last is None else self.numbers.quantity

    @property
    def shown_contents(self) -> str:
        """The range as printed, or how many forms before their numbers are known."""
        return f"{self.forms:,}" if self.first is None and self.forms is not None else self.shown_numbers

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=f"{self.form_type} · {self.shown_contents}"[:200])


class FormOrder(FormPaper):
    """An order to an approved printer; the numbers it will bear are fixed with the order."""

    lifecycle: ClassVar[Lifecycle] = form_order.LIFE

    printer = models.CharField(_("printer"), max_length=80)
    printer_licence = models.CharField(_("approval of the printer"), max_length=60)
    unit_price = models.DecimalField(_("price of one form"), max_digits=18, decimal_places=2)
    wanted_on = models.DateField(_("to be delivered on"))
    counted = models.PositiveIntegerField(_("counted"), null=True)
    proof_by = models.CharField(_("proof checked by"), max_length=64, blank=True)
    counted_by_id = models.BigIntegerField(null=True)
    accepted_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("print order")
        constraints: ClassVar = [
            models.CheckConstraint(name="formorder_numbers", condition=Q(first__gte=0, last__gte=F("first"))),
            models.CheckConstraint(
                name="formorder_two_people", condition=Q(accepted_by_id=None) | ~Q(accepted_by_id=F("counted_by_id"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["branch_id", "-created_at", "-id"], name="formorder_branch_new")]


class FormRequest(FormPaper):
    """A requisition of a unit, and the dispatch slip that answers it."""

    lifecycle: ClassVar[Lifecycle] = form_request.LIFE

    quantity = models.PositiveIntegerField(_("requested"))
    suggested = models.PositiveIntegerField(_("suggested by usage"), default=0)
    grounds = models.CharField(_("why more than suggested"), max_length=200, blank=True)
    source = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True)
    dispatched_by = models.CharField(_("dispatched by"), max_length=64, blank=True)
    received = models.PositiveIntegerField(_("counted on arrival"), null=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    received_by = models.CharField(_("received by"), max_length=64, blank=True)
    missing_first = models.BigIntegerField(_("missing from number"), null=True)
    missing_last = models.BigIntegerField(_("missing to number"), null=True)
    missing_parts = models.JSONField(_("missing numbers"), default=list, db_default=[])
    difference = models.TextField(_("difference report"), blank=True)

    class Meta:
        verbose_name = _("requisition of forms")
        constraints: ClassVar = [
            models.CheckConstraint(name="formrequest_quantity", condition=Q(quantity__gt=0)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="formrequest_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formrequest_sub_new"),
        ]

    @property
    def forms(self) -> int | None:
        """What was asked for, until the numbers that are sent are known."""
        sent = super().forms
        return self.quantity if sent is None else sent

    @property
    def missing(self) -> tuple[Numbers, ...]:
        """What did not arrive, range by range."""
        if self.missing_parts:
            return tuple(Numbers(first, last) for first, last in self.missing_parts)
        if self.missing_first is None or self.missing_last is None:
            return ()
        return (Numbers(self.missing_first, self.missing_last),)

    @property
    def shown_missing(self) -> str:
        """The missing numbers as they are printed."""
        return _now(", ").join(self.form_type.serials(one) for one in self.missing)

    def work_unit_id(self, queue: str) -> int:
        """Dispatch and differences are the store's from which the forms come."""
        upper = queue in {form_request.DISPATCH_QUEUE, form_request.SETTLE_QUEUE}
        return self.source_id if upper and self.source_id else self.unit_id

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        if spec.name == form_request.APPROVE.name and actor.staff_id == self.made_by_id:
            return Forbidden(_now("Another person approves the request."))
        return None


class FormSlip(FormPaper):
    """Forms between the store of a unit and a person, or between two people of it."""

    lifecycle: ClassVar[Lifecycle] = form_slip.LIFE
    KINDS: ClassVar = {
        form_slip.ISSUE: _("Issue to a user"),
        form_slip.RETURN: _("Return to the store"),
        form_slip.HAND_OVER: _("Hand-over to another user"),
    }

    kind = models.CharField(_("kind"), max_length=10, choices=list(KINDS.items()))
    holder = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("user"))
    successor = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken over by")
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    witnessed_by = models.CharField(_("supervisor"), max_length=64, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=64, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True)

    class Meta:
        verbose_name = _("slip of forms")
        constraints: ClassVar = [
            models.CheckConstraint(name="formslip_numbers", condition=Q(first__gte=0, last__gte=F("first"))),
            models.CheckConstraint(
                name="formslip_successor",
                condition=Q(successor=None) | (Q(kind="hand_over") & ~Q(successor=F("holder"))),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="formslip_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formslip_sub_new"),
            models.Index(fields=["holder", "state"], name="formslip_holder"),
        ]

    def work_summary(self) -> WorkSummary:
        """A slip to be signed waits for the one who signs, for nobody else."""
        found = super().work_summary()
        waits_for_signer = self.stage(self.state).queue == form_slip.SIGN_QUEUE
        return replace(found, assignee_id=self.signer_id) if waits_for_signer else found

    @property
    def signer_id(self) -> int | None:
        """Whose signature moves the forms: the user, the one who takes over, or any keeper of the store."""
        if self.kind == form_slip.RETURN:
            return None
        return self.holder_id if self.kind == form_slip.ISSUE else self.successor_id

    def act(self, spec: Act) -> Act:
        keeper, user = ISSUE, HOLD
        if spec.name in {form_slip.MAKE.name, form_slip.WITHDRAW.name}:
            return replace(spec, permission=keeper if self.kind == form_slip.ISSUE else user)
        if spec.name == form_slip.SIGN.name:
            return replace(spec, permission=keeper if self.kind == form_slip.RETURN else user)
        if spec.name == form_slip.WITNESS.name and self.kind != form_slip.HAND_OVER:
            return replace(spec, permission=NOT_HERE)
        return spec

    def stage(self, value: str) -> State:
        state = self.lifecycle.state(value)
        if value == form_slip.MADE and self.kind == form_slip.RETURN:
            return replace(state, queue=form_slip.RETURN_QUEUE)
        if value == form_slip.MADE and self.kind == form_slip.HAND_OVER:
            return replace(state, queue=form_slip.WITNESS_QUEUE)
        return state

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        if spec.name == form_slip.WITHDRAW.name and actor.staff_id != self.made_by_id:
            return Forbidden(_now("Who made the slip withdraws it."))
        if spec.name != form_slip.SIGN.name:
            return None
        if self.kind == form_slip.HAND_OVER and self.state == form_slip.MADE:
            return Forbidden(_now("A supervisor confirms the hand-over first."))
        if self.signer_id is not None and actor.staff_id != self.signer_id:
            return Forbidden(_now("Only the person who takes the forms signs for them."))
        return None


class FormIncident(FormPaper):
    """Forms that were spoilt or lost. The numbers are blocked everywhere from the report on."""

    lifecycle: ClassVar[Lifecycle] = form_incident.LIFE
    KINDS: ClassVar = {
        form_incident.VOID: _("Void"),
        form_incident.MISPRINT: _("Misprint"),
        form_incident.LOSS: _("Lost"),
    }

    kind = models.CharField(_("kind"), max_length=10, choices=list(KINDS.items()))
    holder = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by"))
    discovered_at = models.DateTimeField(_("discovered at"))
    late = models.BooleanField(_("reported late"), default=False)
    account = models.TextField(_("what happened"))
    subject_number = models.CharField(_("was used for"), max_length=60, blank=True)
    copies_back = models.PositiveSmallIntegerField(_("copies that are back"), null=True)
    notice_on = models.DateField(_("notice published on"), null=True)
    newspaper = models.CharField(_("newspaper"), max_length=80, blank=True)
    notice_page = models.CharField(_("page of the newspaper"), max_length=20, blank=True)
    notice_late = models.BooleanField(_("notice was late"), default=False)
    finding = models.TextField(_("finding"), blank=True)

    class Meta:
        verbose_name = _("void or lost forms")
        constraints: ClassVar = [
            models.CheckConstraint(name="formincident_numbers", condition=Q(first__gte=0, last__gte=F("first"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="formincident_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formincident_sub_new"),
        ]

    def act(self, spec: Act) -> Act:
        other = {form_incident.PUBLISH.name} if self.kind in form_incident.SPOILT else {form_incident.TAKE_COPIES.name}
        return replace(spec, permission=NOT_HERE) if spec.name in other else spec

    def stage(self, value: str) -> State:
        if value == form_incident.REPORTED and self.kind == form_incident.LOSS:
            return form_incident.NOTICE
        return self.lifecycle.state(value)


class FormDestruction(FormPaper):
    """Consecutive forms out of use or void that are destroyed together."""

    lifecycle: ClassVar[Lifecycle] = form_destruction.LIFE

    remark = models.CharField(_("remark"), max_length=200, blank=True)
    method = models.CharField(_("way of destruction"), max_length=60)
    confirmed_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    supervised_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("supervisor")
    )
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True)

    class Meta:
        verbose_name = _("destruction of forms")
        constraints: ClassVar = [
            models.CheckConstraint(name="formdestruction_numbers", condition=Q(first__gte=0, last__gte=F("first"))),
            models.CheckConstraint(
                name="formdestruction_three_people",
                condition=(Q(confirmed_by=None) | ~Q(confirmed_by=F("made_by")))
                & (Q(supervised_by=None) | ~Q(supervised_by=F("made_by")) & ~Q(supervised_by=F("confirmed_by"))),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["branch_id", "-created_at", "-id"], name="formdestr_branch_new")]

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        if spec.name == form_destruction.CONFIRM.name and actor.staff_id == self.made_by_id:
            return Forbidden(_now("Another person counts and confirms the list."))
        if spec.name == form_destruction.SUPERVISE.name and actor.staff_id in {self.made_by_id, self.confirmed_by_id}:
            return Forbidden(_now("The supervisor is a third person."))
        return None
