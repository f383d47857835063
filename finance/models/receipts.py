"""Premium due, money received for it, and issued policies waiting for the start of cover."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.money import to_cents
from finance.models.money import amounts_in_bounds, money
from finance.rules.lifecycles import premium_income, receipt, receivable, unearned
from organisation.models import Scoped, ScopedQuerySet


class Receivable(Scoped, Stateful):
    """What a policyholder owes for one document and instalment. The business system originates the amount; nobody
    alters it afterwards (domain 9.6, FIN-11)."""

    lifecycle = receivable.LIFECYCLE

    document_kind = models.CharField(max_length=60)
    document_id = models.BigIntegerField()
    document_number = models.CharField(_("business document number"), max_length=60)
    instalment = models.PositiveSmallIntegerField(_("instalment"), default=1)
    case_ref = models.CharField(max_length=80)
    line = models.CharField(_("line"), max_length=20)
    payer_id = models.BigIntegerField()
    payer_name = models.CharField(_("policyholder"), max_length=120)
    premium = money(_("premium"))
    tax_rate = models.DecimalField(_("tax rate"), max_digits=6, decimal_places=4)
    vehicle_tax = money(_("vehicle tax"), default=Decimal(0))
    amount = money(_("amount due"))
    due_on = models.DateField(_("due on"))
    cover_start = models.DateField(_("cover starts"))
    salesperson_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)
    # Additional premium of a policy whose cover already runs: it is income at once, net of tax (JE-07).
    income = models.ForeignKey("finance.PremiumIncome", null=True, on_delete=models.PROTECT, related_name="additions")
    net = money(_("net premium"), null=True)
    followers = money(_("part of the co-insurers"), default=Decimal(0))
    reason = models.CharField(_("for"), max_length=200, blank=True)
    # The paper with which the customer comes to pay, where it is not the business document: an endorsement.
    reference = models.CharField(_("reference"), max_length=40, blank=True, default="", db_default="")
    # Days that an addition pays for when they are not those until the end of cover (an extension).
    pays_from = models.DateField(_("pays from"), null=True)
    pays_until = models.DateField(_("pays until"), null=True)
    # More premium of a policy whose cover has not begun: it counts for the policy once its endorsement is issued.
    addition = models.BooleanField(default=False, db_default=False)
    # Something was issued on this money: its receipt is not voided any more.
    bound_at = models.DateTimeField(_("bound at"), null=True)
    # It was issued before this was paid: what is paid clears a debt, and its receipt can be voided like any other.
    on_credit = models.BooleanField(default=False, db_default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("premium due")
        constraints = [
            models.UniqueConstraint(
                fields=["document_kind", "document_id", "instalment"],
                condition=~Q(state="cancelled"),
                name="receivable_once",
            ),
            amounts_in_bounds("receivable_amounts", "premium", "vehicle_tax", "amount"),
            models.CheckConstraint(
                name="receivable_adds_up", condition=Q(amount=F("premium") + F("vehicle_tax"), amount__gt=0)
            ),
            models.CheckConstraint(
                name="receivable_addition",
                condition=Q(income__isnull=True, net__isnull=True)
                | Q(income__isnull=False, net__gt=0, net__lte=F("premium"), vehicle_tax=0),
            ),
            models.CheckConstraint(
                name="receivable_settled_at",
                condition=Q(state="settled", settled_at__isnull=False)
                | (~Q(state="settled") & Q(settled_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["reference"],
                condition=~Q(reference=""),
                opclasses=["varchar_pattern_ops"],
                name="receivable_paper",
            ),
            models.Index(fields=["branch_id", "state", "due_on", "id"], name="receivable_branch"),
        ]

    def __str__(self) -> str:
        return self.document_number

    def case(self) -> str:
        return self.case_ref

    def audit_number(self) -> str:
        return self.document_number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.document_number, line=self.line, amount=self.amount, customer=self.payer_name)


class PremiumIncome(Scoped, Stateful):
    """An issued policy as the books see it; income is recognised when liability starts."""

    lifecycle = premium_income.LIFECYCLE

    document_kind = models.CharField(max_length=60)
    document_id = models.BigIntegerField()
    document_number = models.CharField(_("policy number"), max_length=60)
    premium_kind = models.CharField(_("premium was due on"), max_length=60)
    premium_id = models.BigIntegerField()
    line = models.CharField(_("line"), max_length=20)
    gross = money(_("gross premium"))
    net = money(_("net premium"))
    tax = money(_("tax"))
    vehicle_tax = money(_("vehicle tax"))
    # What endorsements before the start of cover added or took away; the amounts of the issue stay as they were.
    more_net = money(_("net premium changed before cover"), default=Decimal(0), db_default=Decimal(0))
    more_tax = money(_("tax changed before cover"), default=Decimal(0), db_default=Decimal(0))
    # What was kept of the premium when the contract was given up before its start: earned at once (LAW-54, LAW-16).
    kept_net = money(_("net premium kept"), default=Decimal(0), db_default=Decimal(0))
    kept_tax = money(_("tax in what was kept"), default=Decimal(0), db_default=Decimal(0))
    # What was collected for the co-insurers of a contract that is led: paid with the premium, and theirs (JE-31).
    followers = money(_("part of the co-insurers"), default=Decimal(0), db_default=Decimal(0))
    # The percent of the net premium that all commissions stay within; nothing where no bound was told.
    commission_percent = models.DecimalField(_("commission at most (%)"), max_digits=7, decimal_places=4, null=True)
    cover_start = models.DateField(_("cover starts"))
    cover_end = models.DateField(_("cover ends"))
    recognised_on = models.DateField(_("recognised on"), null=True)
    unearned = money(_("unearned premium"), default=Decimal(0))
    # The last day agreed first; what was paid for that time is earned until then, however long cover was made later.
    agreed_end = models.DateField(_("end agreed first"), null=True)
    ended_on = models.DateField(_("cover ended on"), null=True)
    # Who holds the contract since it went over to another customer; nobody while the first payer does.
    holder_id = models.BigIntegerField(null=True)
    holder_name = models.CharField(_("policyholder"), max_length=120, blank=True, default="", db_default="")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("premium income")
        constraints = [
            models.UniqueConstraint(fields=["document_kind", "document_id"], name="premiumincome_once"),
            amounts_in_bounds("premiumincome_amounts", "gross", "net", "tax", "vehicle_tax"),
            amounts_in_bounds("premiumincome_unearned", "unearned"),
            models.CheckConstraint(name="premiumincome_adds_up", condition=Q(gross=F("net") + F("tax"))),
        ]
        indexes = [
            models.Index(fields=["cover_start", "id"], condition=Q(state="waiting"), name="premiumincome_waiting"),
            models.Index(fields=["premium_kind", "premium_id"], name="premiumincome_premium"),
        ]

    def __str__(self) -> str:
        return self.document_number

    @property
    def net_now(self) -> Decimal:
        """The net premium with what endorsements before cover made of it."""
        return Decimal(self.net + self.more_net)

    @property
    def tax_now(self) -> Decimal:
        return Decimal(self.tax + self.more_tax)

    @property
    def most_commission(self) -> Decimal | None:
        """What all commissions on the policy stay within, where the contract bounds them."""
        if self.commission_percent is None:
            return None
        return to_cents(self.net_now * self.commission_percent / 100)

    @property
    def gross_now(self) -> Decimal:
        return self.net_now + self.tax_now

    def case(self) -> str:
        return f"{self.premium_kind}:{self.premium_id}"

    def audit_number(self) -> str:
        return self.document_number


class UnearnedMeasure(Scoped, Stateful):
    """Unearned premium of one unit and line, measured at the end of a month (JE-06)."""

    lifecycle = unearned.LIFECYCLE

    line = models.CharField(_("line"), max_length=20)
    as_of = models.DateField(_("as of"))
    policies = models.PositiveIntegerField(_("policies"))
    booked = money(_("booked before"))
    target = money(_("unearned premium"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure of unearned premium")
        constraints = [amounts_in_bounds("unearnedmeasure_amounts", "booked", "target")]
        indexes = [models.Index(fields=["branch_id", "-as_of", "-id"], name="unearnedmeasure_branch")]

    def __str__(self) -> str:
        return self.audit_number()

    def audit_number(self) -> str:
        return f"{self.as_of:%Y-%m-%d} {self.line}"


class UnearnedItem(models.Model):
    """What one policy contributed to a measure. Append-only."""

    measure = models.ForeignKey(UnearnedMeasure, on_delete=models.PROTECT, related_name="items")
    income = models.ForeignKey(PremiumIncome, on_delete=models.PROTECT, related_name="+")
    before = money(_("booked before"))
    after = money(_("unearned premium"))

    class Meta:
        verbose_name = _("unearned premium of a policy")
        constraints = [
            models.UniqueConstraint(fields=["measure", "income"], name="unearneditem_once"),
            amounts_in_bounds("unearneditem_amounts", "before", "after"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}/{self.income_id}"


class Method(models.TextChoices):
    """How money may come in. Cash is known so that it can be refused by name (zero-cash rule, domain 5.8)."""

    POS = "pos", _("POS")
    TRANSFER = "transfer", _("Bank transfer")
    E_PAYMENT = "e_payment", _("Electronic payment")
    CASH = "cash", _("Cash")


class Relation(models.TextChoices):
    """Who pays, seen from the policyholder."""

    SELF = "self", _("The policyholder himself")
    FAMILY = "family", _("Family member")
    EMPLOYER = "employer", _("Employer")
    OWNER = "owner", _("Owner of the vehicle")
    LENDER = "lender", _("Lender or leasing company")
    OTHER = "other", _("Other")


class Receipt(Scoped, Stateful):
    """Money that came in for one or more items of premium due; its amount is theirs to the cent."""

    lifecycle = receipt.RECEIPT

    number = models.CharField(_("receipt number"), max_length=40, unique=True)
    received_at = models.DateTimeField(_("received at"))
    method = models.CharField(_("method"), max_length=12, choices=Method.choices)
    bank_reference = models.CharField(_("bank reference"), max_length=60)
    amount = money(_("amount"))
    payer_name = models.CharField(_("payer"), max_length=120)
    payer_relation = models.CharField(_("payer is"), max_length=12, choices=Relation.choices)
    identity_checked = models.BooleanField(_("payer's identity checked"), default=False)
    case_ref = models.CharField(max_length=80)
    entered_by = models.ForeignKey("organisation.Staff", on_delete=models.PROTECT, related_name="+", null=True)
    void_reason = models.CharField(_("reason for voiding"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        constraints = [
            models.UniqueConstraint(
                fields=["method", "bank_reference"], condition=Q(state="confirmed"), name="receipt_reference_once"
            ),
            amounts_in_bounds("receipt_amount", "amount"),
            models.CheckConstraint(name="receipt_not_nil", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["branch_id", "-received_at", "-id"], name="receipt_branch")]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        return self.case_ref


class ReceiptItem(models.Model):
    """The part of a receipt that settled one item. Append-only."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="items")
    receivable = models.ForeignKey(Receivable, on_delete=models.PROTECT, related_name="receipt_items")
    amount = money(_("amount"))

    class Meta:
        verbose_name = _("receipt item")
        constraints = [
            models.UniqueConstraint(fields=["receipt", "receivable"], name="receiptitem_once"),
            amounts_in_bounds("receiptitem_amount", "amount"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id}/{self.receivable_id}"


class BankCredit(Scoped, Stateful):
    """Money on the bank statement that nobody can assign yet (JE-42)."""

    lifecycle = receipt.BANK_CREDIT

    number = models.CharField(_("number"), max_length=40, unique=True)
    received_on = models.DateField(_("received on"))
    amount = money(_("amount"))
    payer_name = models.CharField(_("payer on the statement"), max_length=120)
    bank_reference = models.CharField(_("bank reference"), max_length=60, unique=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    receipt = models.OneToOneField(
        Receipt, null=True, on_delete=models.PROTECT, related_name="bank_credit", verbose_name=_("receipt")
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unidentified money")
        constraints = [
            amounts_in_bounds("bankcredit_amount", "amount"),
            models.CheckConstraint(name="bankcredit_not_nil", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="bankcredit_matched",
                condition=Q(state="matched", receipt__isnull=False) | Q(state="unidentified", receipt__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.bank_reference, amount=self.amount, customer=self.payer_name)
