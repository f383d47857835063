"""Endorsements: every change of a policy after its issue, its ending before time included (domain 5.0, 5.9)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import AuthoritySubject, Stateful, WorkSummary
from core.workflow.refusals import NotPossible, Refusal, SegregationConflict
from core.workflow.spec import Lifecycle, State, Transition
from organisation.models import Scoped, ScopedQuerySet, Unit, UnitKind
from underwriting.models.policy import Policy
from underwriting.models.vehicle import money
from underwriting.rules import ending_papers
from underwriting.rules import endorsement_life as life
from underwriting.rules import endorsement_upward as upward
from underwriting.rules.ending_notice import WAY_NAMES
from underwriting.rules.endorsement_kinds import ENDING, KIND_NAMES
from underwriting.rules.grounds import GROUND_NAMES

OPEN = sorted(life.BEFORE_ISSUE)


KINDS = [(kind.value, _(name)) for kind, name in KIND_NAMES.items()]
WAYS = [(way.value, _(name)) for way, name in WAY_NAMES.items()]
GROUNDS = [(one.value, _(name)) for one, name in GROUND_NAMES.items()]


class MassEndorsement(Scoped):
    """One change of many policies, with what became of each (END-11)."""

    number = models.CharField(_("mass endorsement"), max_length=24, unique=True)
    title = models.CharField(_("occasion"), max_length=80)
    changes = models.JSONField(_("new terms"))
    effective_on = models.DateField(_("from"))
    reason = models.TextField(_("grounds"))
    made_at = models.DateTimeField(_("entered at"))
    made_by_id = models.BigIntegerField(null=True)
    made_by = models.CharField(_("entered by"), max_length=80)
    total = models.PositiveIntegerField(_("policies"))
    policy_ids = models.JSONField(default=list)
    failures = models.JSONField(_("not carried out"), default=list)
    done_at = models.DateTimeField(_("carried out at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mass endorsement")
        indexes = [models.Index(fields=["branch_id", "-made_at"], name="massendorsement_new")]

    def __str__(self) -> str:
        return self.number


class Endorsement(Scoped, Stateful):
    """One change of one policy. Old and new terms, the difference of premium with its steps, and who decided."""

    lifecycle: ClassVar[Lifecycle] = life.ENDORSEMENT
    locked_with = ("policy__proposal__coinsurance", "policy__proposal__unit", "policy__unit")
    audit_excluded = frozenset({"steps", "conflicts", "listed", "listed_at"})

    number = models.CharField(_("request"), max_length=24, unique=True)
    printed_number = models.CharField(_("endorsement"), max_length=24, blank=True)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="endorsements")
    kind = models.CharField(
        _("kind"), max_length=24, choices=[(kind.value, _(name)) for kind, name in KIND_NAMES.items()]
    )
    line = models.CharField(_("line"), max_length=8)
    requested_on = models.DateField(_("requested on"))
    requested_by = models.CharField(_("requested by"), max_length=120)
    effective_on = models.DateField(_("from"))
    entered_by_id = models.BigIntegerField(null=True)
    changes = models.JSONField(_("new terms"), default=dict)
    before = models.JSONField(_("terms before"), default=dict)
    overruled = models.JSONField(_("later changes that give way"), default=list)
    conflicts = models.JSONField(_("later changes of the same"), default=list)
    base_version = models.PositiveSmallIntegerField(_("based on version"), default=0)
    delta = money(_("difference of premium"), default=Decimal(0))
    # Of an ending: what is not earned of instalments still owed, and owed no more.
    set_off = money(_("set off against what is owed"), default=Decimal(0))
    exposure = money(_("sum insured after the change"), default=Decimal(0))
    steps = models.JSONField(_("steps"), default=list)
    ground = models.CharField(
        _("ground"), max_length=24, blank=True, choices=[(one.value, _(name)) for one, name in GROUND_NAMES.items()]
    )
    # What was issued in error; of an insurer's ending the facts that it rests on, as its letter says them.
    ground_note = models.CharField(_("what happened"), max_length=400, blank=True, default="", db_default="")
    known_on = models.DateField(_("ground known on"), null=True)
    returned_papers = models.CharField(_("papers given back"), max_length=200, blank=True)
    papers_complete = models.BooleanField(_("all papers are back"), default=False)
    papers = models.JSONField(_("papers on file"), default=list, db_default=[])
    # Policy, mark or forms did not come back: the refund waits, so that it can still be looked into (A2).
    held_until = models.DateTimeField(_("refund held until"), null=True)
    delivered_on = models.DateField(_("letter delivered on"), null=True)
    delivery = models.CharField(_("delivered how"), max_length=12, blank=True, default="", db_default="", choices=WAYS)
    notice = models.CharField(_("receipt number, received by"), max_length=200, blank=True)
    account_token = models.CharField(max_length=80, blank=True)
    elsewhere = models.BooleanField(_("goes to another than the one who paid"), default=False, db_default=False)
    cautions = models.JSONField(_("to be looked at twice"), default=list)
    inspection = models.CharField(_("inspection"), max_length=400, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    listed = models.JSONField(_("on lists"), default=list, db_default=[])
    listed_at = models.DateTimeField(_("lists asked at"), null=True)
    # What each level said of a change above the authority of the branch, with the terms as they were reported.
    voices = models.JSONField(_("opinions and replies"), default=list, db_default=[])
    approved_by_id = models.BigIntegerField(null=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    instalment = models.PositiveSmallIntegerField(null=True)
    # Additional premium that may be paid after the issue: its items, on which ground, and how much comes later.
    on_credit = models.JSONField(_("premium to come later"), default=dict, db_default={})
    exempted_at = models.DateTimeField(_("premium may come later since"), null=True)
    issued_at = models.DateTimeField(_("endorsement issued at"), null=True)
    mass = models.ForeignKey(MassEndorsement, null=True, on_delete=models.PROTECT, related_name="endorsements")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        constraints = [
            models.UniqueConstraint(fields=["policy"], condition=Q(state__in=OPEN), name="endorsement_one_open"),
            models.UniqueConstraint(
                fields=["printed_number"], condition=~Q(printed_number=""), name="endorsement_printed_once"
            ),
            models.CheckConstraint(name="endorsement_delta", condition=Q(delta__gt=-(10**15), delta__lt=10**15)),
        ]
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="endorsement_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="endorsement_sub_new"),
            models.Index(fields=["effective_on"], condition=Q(state=life.ISSUED), name="endorsement_to_begin"),
            models.Index(fields=["issued_at"], condition=Q(issued_at__isnull=False), name="endorsement_issued"),
            GinIndex(fields=["requested_by"], opclasses=["gin_trgm_ops"], name="endorsement_asker_trgm"),
        ]

    def __str__(self) -> str:
        return self.printed_number or self.number

    @property
    def ends_policy(self) -> bool:
        """Void, surrender, termination and rescission end the contract."""
        return self.kind in ENDING

    @property
    def lacks_papers(self) -> bool:
        """Money goes back although policy, mark or forms did not."""
        return self.ends_policy and self.delta < 0 and not self.papers_complete

    @property
    def written(self) -> Decimal:
        """What it makes of the premium that was written: the difference, and of an ending also what was not earned of
        instalments that nobody owes any more (domain 5.9, A3)."""
        return Decimal(self.delta) - Decimal(self.set_off)

    @property
    def refund(self) -> Decimal:
        return max(-Decimal(self.delta), Decimal(0))

    def act(self, spec: Any) -> Any:
        """A refund is approved within the authority for refunds, other changes within that for what is insured. What
        moves money is issued where money may be moved; remote points issue the rest (3.1)."""
        if spec is life.CONFIRM and self._waits_for_director:
            replied = any(one["outcome"] == upward.AGREED for one in self.voices)
            return replace(spec, permission=ending_papers.DIRECTOR, operation="" if replied else "underwriting.refund")
        if spec in {life.APPROVE, life.CONFIRM} and self.delta < 0:
            return replace(spec, operation="underwriting.refund")
        if spec is life.APPROVE_REFUND and self.elsewhere:
            return replace(spec, permission="underwriting.release_refund")
        if spec is life.ISSUE and self.delta:
            return replace(spec, operation=life.ISSUE_OPERATION)
        return spec

    @property
    def _waits_for_director(self) -> bool:
        """A refund without the returned papers is the director's (5.9); a second person who is not has no say in it."""
        return ending_papers.WITHOUT_PAPERS in self.cautions

    def stage(self, value: str) -> State:
        """An approved refund waits for the finance centre, an additional premium for the customer."""
        state = self.lifecycle.state(value)
        if value == life.SECOND_LOOK and self._waits_for_director:
            return replace(state, queue=ending_papers.DIRECTOR_QUEUE)
        if value == life.APPROVED and self.delta < 0:
            return replace(state, queue=life.RELEASE_QUEUE if self.elsewhere else life.REFUND_QUEUE)
        return state

    def personal_refusal(self, actor: Any, spec: Transition) -> Refusal | None:
        """What was reported is replied to above; the second look is another person's. What was paid for is not
        withdrawn but given back, and only that."""
        if self.state == life.PAID and spec.name in {life.WITHDRAW.name, life.GIVE_BACK.name}:
            return self._wrong_way_out(spec)
        if self.state in upward.UPWARD and spec.name in {life.APPROVE.name, life.DECLINE.name}:
            above: Refusal | None = actor.refusal_for(upward.REPLY, self)
            return above
        if spec.name == life.APPROVE_REFUND.name and self.delta > 0:
            return NotPossible(gettext("Additional premium is due: the receipts desk takes it before the issue."))
        if spec.name == life.CONFIRM.name and actor.staff_id is not None and actor.staff_id == self.approved_by_id:
            return SegregationConflict(gettext("You approved this; somebody else takes the second look."))
        return None

    def _wrong_way_out(self, spec: Transition) -> Refusal | None:
        if self.exempted_at is not None:
            return None  # whether anything came in is asked when it is done
        paid = self.delta > 0
        if paid and spec.name == life.WITHDRAW.name:
            return NotPossible(gettext("The additional premium was received; the finance centre gives it back."))
        if not paid and spec.name == life.GIVE_BACK.name:
            return NotPossible(gettext("Nothing was paid for this endorsement. Withdraw it."))
        return None

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line=self.line, unit_id=self.unit_id)

    def work_unit_id(self, queue: str) -> int:
        """What was reported waits at the provincial branch or at head office."""
        if queue == upward.PROVINCE_QUEUE:
            return self.province_id or self.unit_id
        if queue == upward.HEAD_QUEUE:
            return Unit.objects.values_list("pk", flat=True).get(kind=UnitKind.HEAD_OFFICE)
        return self.unit_id

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=" · ".join([self.policy.number, str(self.get_kind_display()), *self._held()])[:200],
            line=self.line,
            amount=self.delta,
            customer=self.policy.holder_name,
        )

    def _held(self) -> list[str]:
        """Who checks the refund sees at once until when it waits."""
        if self.held_until is None or self.state != life.APPROVED:
            return []
        return [gettext("refund held until %(moment)s") % {"moment": f"{localtime(self.held_until):%Y-%m-%d %H:%M}"}]
