"""A proposal of any line. A motor one asks for compulsory cover, commercial cover, or both; one policy each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import AuthoritySubject, Stateful, WorkSummary
from core.workflow.refusals import NotPossible, Refusal
from core.workflow.spec import Lifecycle, State, Transition
from organisation.models import Scoped, ScopedQuerySet, Unit, UnitKind
from underwriting.models.occupants import OccupantsCover
from underwriting.models.own_business import own_business_refusal
from underwriting.models.vehicle import LineSubject, Vehicle, money, vehicle_where_motor
from underwriting.rules.back_entry import judged_on
from underwriting.rules.entry.choices import COVER_WORDS
from underwriting.rules.lifecycle import HEAD, PROPOSAL, PROVINCE
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.rules.occupants import OCCUPANTS
from underwriting.rules.papers_due import waiver_asked
from underwriting.rules.period_steps import COMPULSORY_ALONE, RETURN_PREMIUM
from underwriting.rules.proposal_clocks import IDLE_STATES, stage_of
from underwriting.rules.proposal_papers import INSIST, WAIVER_QUEUE
from underwriting.rules.short_term import ShortTerm
from underwriting.rules.signature import CUSTOMER, INTERMEDIARY

__all__ = [
    "SHORT_TERM_LABELS",
    "SIGNERS",
    "Channel",
    "Decision",
    "DecisionNews",
    "Proposal",
    "Section",
    "label_of",
    "money",
]

SHORT_TERM_LABELS = {
    ShortTerm.TEMPORARY_ENTRY: _("foreign vehicle, temporary entry"),
    ShortTerm.TEMPORARY_ROAD: _("temporary use of the road"),
    ShortTerm.NEAR_SCRAPPING: _("less than a year to compulsory scrapping"),
    ShortTerm.REGULATOR: _("other case set by the regulator"),
}


SIGNERS = [(CUSTOMER, _("the customer")), (INTERMEDIARY, _("the intermediary, with the customer's authorisation"))]


class Channel(models.TextChoices):
    """By which way the business came (PRO-01 … PRO-04)."""

    DIRECT = "DIRECT", _("direct")
    AGENT = "AGENT", _("individual agent")
    AGENCY = "AGENCY", _("agency")
    BROKER = "BROKER", _("broker")
    ECOM = "ECOM", _("e-commerce")


class Proposal(LineSubject, Vehicle, OccupantsCover, Scoped, Stateful):
    """One application. Amounts are computed by the rules and stored with every step."""

    lifecycle: ClassVar[Lifecycle] = PROPOSAL
    locked_with = ("coinsurance", "unit")
    side_queues = (WAIVER_QUEUE,)
    audit_excluded = frozenset(
        {
            "compulsory_steps",
            "damage_steps",
            "third_party_steps",
            "driver_steps",
            "passenger_steps",
            "value_steps",
            "line_steps",
            "listed",
            "listed_at",
        }
    )

    number = models.CharField(_("proposal"), max_length=24, unique=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.DIRECT)
    intermediary_id = models.BigIntegerField(_("intermediary"), null=True, blank=True)
    salesperson_id = models.BigIntegerField(null=True)
    salesperson_name = models.CharField(_("salesperson"), max_length=64, blank=True)
    entered_by_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(_("API client"), null=True)
    fleet = models.CharField(_("fleet"), max_length=24, blank=True)
    holder_id = models.BigIntegerField(null=True)
    holder_name = models.CharField(_("policyholder"), max_length=120, blank=True)
    insured_id = models.BigIntegerField(null=True)
    insured_name = models.CharField(_("insured"), max_length=120, blank=True)
    start_on = models.DateField(_("cover begins"))
    end_on = models.DateField(_("cover ends"))
    short_term = models.CharField(
        _("reason of the short period"),
        max_length=8,
        blank=True,
        default="",
        db_default="",
        choices=[(reason.value, label) for reason, label in SHORT_TERM_LABELS.items()],
    )
    short_term_evidence = models.CharField(
        _("evidence of the reason"), max_length=200, blank=True, default="", db_default=""
    )
    compulsory = models.BooleanField(_("compulsory cover"), default=True)
    own_damage = models.BooleanField(_("own damage"), default=False)
    third_party_limit = money(_("third-party limit"), null=True, blank=True)
    sum_insured = money(_("sum insured (own damage)"), null=True, blank=True)
    autonomous_factor = models.DecimalField(_("autonomous factor"), max_digits=5, decimal_places=4, default=Decimal(1))
    accident_free_years = models.PositiveSmallIntegerField(_("years without accident"), null=True, blank=True)
    at_fault_accidents = models.PositiveSmallIntegerField(_("accidents at fault"), default=0)
    at_fault_death = models.BooleanField(_("accident with death at fault"), default=False)
    insured_years = models.PositiveSmallIntegerField(_("years insured without gap"), default=0)
    claim_free_years = models.PositiveSmallIntegerField(_("years in a row without a claim"), null=True, blank=True)
    claims_in_3_years = models.PositiveSmallIntegerField(_("claims in three years"), default=0)
    claims_last_year = models.PositiveSmallIntegerField(_("claims in the last year"), null=True, blank=True)
    loss_ratio = models.DecimalField(
        _("loss ratio of the last year (%)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    lapse_days = models.PositiveSmallIntegerField(_("days without cover"), default=0)
    transferred = models.BooleanField(_("transferred vehicle"), default=False)
    renewal_of = models.CharField(_("renewal of"), max_length=24, blank=True)
    inspected = models.BooleanField(_("inspected"), default=False)
    signed = models.BooleanField(_("signed proposal form at hand"), default=False)
    signed_by = models.CharField(_("signed by"), max_length=12, choices=SIGNERS, default=CUSTOMER, db_default=CUSTOMER)
    papers = models.JSONField(_("papers at hand"), default=list, db_default=[])
    # By the code of the paper: how it is accounted for, by whom and when (``rules.papers_due``).
    paper_marks = models.JSONField(_("papers accounted for"), default=dict, db_default={})
    disclosures = models.JSONField(_("answers to the questionnaire"), default=dict)
    special_terms = models.TextField(_("special terms"), blank=True)
    check_again = models.BooleanField(_("changed since it was checked"), default=False, db_default=False)
    return_reasons = models.JSONField(_("reasons by field"), default=dict)
    actual_value = money(_("actual value"), null=True)
    value_steps = models.JSONField(default=list)
    compulsory_premium = money(_("compulsory premium"), default=Decimal(0))
    compulsory_steps = models.JSONField(default=list)
    vehicle_tax = money(_("vehicle tax"), default=Decimal(0))
    damage_premium = money(_("own-damage premium"), default=Decimal(0))
    damage_steps = models.JSONField(default=list)
    third_party_premium = money(_("third-party premium"), default=Decimal(0))
    third_party_steps = models.JSONField(default=list)
    signed_on = models.DateField(_("signed on, entered later"), null=True)
    line = models.CharField(_("line"), max_length=8, default=MOTOR, db_default=MOTOR)
    content = models.JSONField(_("entry of the line"), default=dict, db_default={})
    line_premium = money(_("premium"), default=Decimal(0), db_default=Decimal(0))
    line_sum_insured = money(_("sum insured"), default=Decimal(0), db_default=Decimal(0))
    line_deviation = models.DecimalField(
        _("below the tariff (%)"), max_digits=5, decimal_places=2, default=Decimal(0), db_default=Decimal(0)
    )
    line_steps = models.JSONField(default=list, db_default=[])
    line_coverages = models.JSONField(_("coverages"), default=list, db_default=[])
    table_versions = models.JSONField(_("table versions"), default=dict)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    history_seen_by_id = models.BigIntegerField(null=True)
    # On which lists somebody or something of it stood when they were asked last; None when they must be asked.
    listed = models.JSONField(_("on lists"), default=list, db_default=[])
    listed_at = models.DateTimeField(_("lists asked at"), null=True)
    conditions_met = models.JSONField(_("conditions fulfilled before cover"), default=dict, db_default={})

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="proposal_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="proposal_sub_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="proposal_province_new"),
            models.Index(fields=["branch_id", "state", "-created_at", "-id"], name="proposal_branch_state"),
            models.Index(fields=["vin"], name="proposal_vin"),
            models.Index(fields=["updated_at"], condition=Q(state__in=sorted(IDLE_STATES)), name="proposal_idle"),
            models.Index(fields=["holder_id"], name="proposal_holder"),
            models.Index(fields=["insured_id"], name="proposal_insured"),
            GinIndex(fields=["holder_name"], opclasses=["gin_trgm_ops"], name="proposal_holder_trgm"),
        ]
        constraints = [
            models.CheckConstraint(name="proposal_period", condition=Q(end_on__gte=models.F("start_on"))),
            models.CheckConstraint(
                name="proposal_amounts",
                condition=Q(
                    compulsory_premium__gte=0,
                    compulsory_premium__lt=10**15,
                    damage_premium__gte=0,
                    damage_premium__lt=10**15,
                    third_party_premium__gte=0,
                    third_party_premium__lt=10**15,
                    driver_premium__gte=0,
                    driver_premium__lt=10**15,
                    passenger_premium__gte=0,
                    passenger_premium__lt=10**15,
                    vehicle_tax__gte=0,
                    vehicle_tax__lt=10**15,
                    line_premium__gte=0,
                    line_premium__lt=10**15,
                ),
            ),
            vehicle_where_motor("proposal_vehicle"),
        ]

    def as_of(self, today: date) -> date:
        """The day for which the entry is judged: today, or the day of the signature of what is entered later (B-33)."""
        return judged_on(self.signed_on, today)

    def __str__(self) -> str:
        return self.number

    @property
    def commercial(self) -> bool:
        return self.own_damage or self.third_party_limit is not None or self.insures_occupants

    @property
    def commercial_premium(self) -> Decimal:
        total: Decimal = self.damage_premium + self.third_party_premium + self.occupants_premium
        return total

    @property
    def premium(self) -> Decimal:
        total: Decimal = self.compulsory_premium + self.commercial_premium + self.line_premium
        return total

    @property
    def amount_due(self) -> Decimal:
        total: Decimal = self.premium + self.vehicle_tax
        return total

    @property
    def discount(self) -> Decimal:
        """Percent below the tariff that the autonomous factor gives."""
        return max((1 - self.autonomous_factor) * 100, Decimal(0)).quantize(Decimal("0.01"))

    @property
    def deviation(self) -> Decimal:
        """Percent below the tariff, of any line."""
        return self.discount if self.is_motor else Decimal(self.line_deviation)

    @property
    def exposure(self) -> Decimal:
        """The sum that authority is measured by: own-damage sum and limits of liability, or the sum of the line."""
        if not self.is_motor:
            return Decimal(self.line_sum_insured)
        return (self.sum_insured or Decimal(0)) + (self.third_party_limit or Decimal(0)) + self.occupants_limit

    @property
    def covers(self) -> list[str]:
        """The covers that are asked for, by their codes."""
        if not self.is_motor:
            return [self.line]
        asked = {
            "MCI": self.compulsory,
            "MOD": self.own_damage,
            "MTP": self.third_party_limit is not None,
            OCCUPANTS: self.insures_occupants,
        }
        return [code for code, wanted in asked.items() if wanted]

    @property
    def product_label(self) -> str:
        """The product as lists name it."""
        return self.product_name or gettext(LINE_LABELS.get(self.line, self.line))

    @property
    def insured_subject(self) -> str:
        """What is insured, in a word."""
        return f"{self.shown_plate} · {self.model}" if self.is_motor else self.subject or self.product_label

    @property
    def named_coverages(self) -> list[dict[str, str]]:
        """The covers of the line with their names in the reader's language."""
        return [
            {**cover, "name": cover.get("title") or gettext(COVER_WORDS.get(cover["code"], cover["code"]))}
            for cover in self.line_coverages
        ]

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=self.insured_subject[:200],
            line=self.line,
            amount=self.amount_due,
            customer=self.holder_name or self.owner_name,
        )

    def stage(self, value: str) -> State:
        """Lines other than motor are underwritten by a clock of their own (5.4)."""
        return stage_of(value, is_motor=self.is_motor)

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line=self.line, unit_id=self.unit_id)

    def personal_refusal(self, actor: Any, spec: Transition) -> Refusal | None:
        """A salesperson works on business of his own (3.2). Steps that have nothing to work on are not offered."""
        if (refusal := own_business_refusal(actor, self.salesperson_id)) is not None:
            return refusal
        if spec.name == RETURN_PREMIUM.name and not self.sections.exclude(paid_at=None).exists():
            return NotPossible(gettext("No premium was received."))
        if spec.name == COMPULSORY_ALONE.name and not (self.compulsory and self.commercial):
            return NotPossible(gettext("There is no commercial part beside the compulsory cover."))
        if spec.name == INSIST.name and not waiver_asked(self.paper_marks):
            return NotPossible(gettext("Nobody asked for the waiver of a paper."))
        return None

    def work_unit_id(self, queue: str) -> int:
        """Escalated cases wait at the provincial branch or at head office."""
        if queue == PROVINCE:
            return self.province_id or self.unit_id
        if queue == HEAD:
            return Unit.objects.values_list("pk", flat=True).get(kind=UnitKind.HEAD_OFFICE)
        return self.unit_id


def label_of(name: str) -> str:
    """The label of an entry, as forms and refusals name it."""
    if name == "holder_id":
        return gettext("policyholder")
    known = {field.name: field for field in Proposal._meta.get_fields()}
    return str(getattr(known.get(name), "verbose_name", name))


class Decision(models.Model):
    """An underwriting decision with everything it was taken on; replayable and never changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    automatic = models.BooleanField(_("automatic"))
    outcome = models.CharField(_("outcome"), max_length=24)
    elements_version = models.CharField(max_length=40, blank=True)
    values_version = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    verdicts = models.JSONField(default=list)
    opinion = models.TextField(_("opinion"), blank=True)
    terms = models.TextField(_("terms"), blank=True)
    reason_code = models.CharField(_("reason"), max_length=24, blank=True)
    record = models.JSONField(_("figures of the decision"), default=dict, db_default={})
    decided_by_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(_("decided by"), max_length=120)
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("underwriting decision")
        indexes = [models.Index(fields=["automatic", "-decided_at"], name="decision_automatic")]


class DecisionNews(models.Model):
    """That the people of a proposal heard of a decision; without a row they are still to be told."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="news")
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("news of a decision")


class Section(models.Model):
    """The part of a proposal that becomes one policy: compulsory or commercial. Premium is due per section."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="sections")
    line = models.CharField(_("line"), max_length=8)
    premium = money(_("premium"))
    vehicle_tax = money(_("vehicle tax"), default=Decimal(0))
    paid_at = models.DateTimeField(_("paid at"), null=True)
    # The premium may come after the issue, as an approved exemption says (ISS-03).
    exempted_at = models.DateTimeField(_("premium may come later since"), null=True)

    class Meta:
        verbose_name = _("section")
        constraints = [models.UniqueConstraint(fields=["proposal", "line"], name="section_once")]
