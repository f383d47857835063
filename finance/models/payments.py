"""What is owed on claims, the orders that pay it, and what the bank said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel, mask_account
from core.models import AuthoritySubject, Stateful, WorkSummary
from finance.models.labels import choices_of
from finance.models.money import amounts_in_bounds, money
from finance.rules.lifecycles import payment
from finance.rules.payables import PURPOSE_LABELS, Parts, Purpose
from organisation.models import Scoped, ScopedQuerySet


class ClaimReserve(Scoped):
    """What is reserved for one claim in one line; every change is posted as a difference (JE-19)."""

    claim_kind = models.CharField(max_length=60)
    claim_id = models.BigIntegerField()
    claim_number = models.CharField(_("claim number"), max_length=60)
    line = models.CharField(_("line"), max_length=20)
    amount = money(_("reserve"))
    changes = models.PositiveIntegerField(_("changes"), default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim reserve")
        constraints = [
            models.UniqueConstraint(fields=["claim_kind", "claim_id", "line"], name="claimreserve_once"),
            amounts_in_bounds("claimreserve_amount", "amount"),
        ]

    def __str__(self) -> str:
        return self.claim_number


class Payable(Scoped, SealedModel, Stateful):
    """What is owed to a payee, for a claim or for another purpose: ``amount`` = principal (``indemnity``) + expense +
    tax − ``offset``. The ``claim_…`` columns name the business document whatever its kind."""

    lifecycle = payment.PAYABLE
    audit_excluded = frozenset({"account", "account_index"})

    number = models.CharField(_("payable number"), max_length=40, unique=True)
    purpose = models.CharField(
        _("purpose"), max_length=16, choices=choices_of(PURPOSE_LABELS), default=Purpose.CLAIM.value
    )
    claim_kind = models.CharField(max_length=60)
    claim_id = models.BigIntegerField()
    claim_number = models.CharField(_("business document number"), max_length=60)
    case_ref = models.CharField(max_length=80)
    line = models.CharField(_("line"), max_length=20, blank=True)
    payee_id = models.BigIntegerField()
    payee_name = models.CharField(_("payee"), max_length=120)
    bank_name = models.CharField(_("bank"), max_length=120)
    account = EncryptedTextField(_("account"))
    account_index = BlindIndexField()
    amount = money(_("amount"))
    indemnity = money(_("indemnity"))
    expense = money(_("direct claims expense"))
    tax = money(_("deductible tax"))
    offset = money(_("set off"), default=Decimal(0))
    unearned = money(_("unearned premium released"), default=Decimal(0))
    # What the payment released in fact, when less was unearned on its day.
    # Of a refund: the commission that was taken back with it, once.
    commission_back = money(_("commission taken back"), null=True)
    released = money(_("unearned premium released with the payment"), null=True)
    clawed_back = money(_("clawed back"), default=Decimal(0))
    clawed_used = money(_("clawed back and set off"), default=Decimal(0))
    reason = models.CharField(_("for"), max_length=200)
    income = models.ForeignKey("finance.PremiumIncome", null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_at = models.DateTimeField(_("paid at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("payable")
        constraints = [
            amounts_in_bounds("payable_amounts", "amount", "indemnity", "expense", "tax"),
            amounts_in_bounds("payable_deductions", "offset", "unearned", "clawed_back", "clawed_used"),
            models.CheckConstraint(
                name="payable_adds_up",
                condition=Q(amount=F("indemnity") + F("expense") + F("tax") - F("offset"), amount__gt=0),
            ),
            models.CheckConstraint(name="payable_clawed", condition=Q(clawed_used__lte=F("clawed_back"))),
        ]
        indexes = [
            models.Index(fields=["claim_kind", "claim_id"], name="payable_claim"),
            models.Index(fields=["branch_id", "state", "-id"], name="payable_branch"),
        ]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        return self.case_ref

    def parts(self) -> Parts:
        """What the amount is made of."""
        return Parts(net=self.indemnity, expense=self.expense, tax=self.tax, offset=self.offset, unearned=self.release)

    @property
    def release(self) -> Decimal:
        """Unearned premium that goes with the refund: what was meant, or what was there when the bank paid."""
        return Decimal(self.unearned if self.released is None else self.released)


def _person(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.PROTECT, related_name="+"
    )


PEOPLE = ("verifier", "maker", "checker", "second_checker", "releaser", "corrector", "passer")


def _all_different() -> list[models.CheckConstraint]:
    pairs = [(a, b) for i, a in enumerate(PEOPLE) for b in PEOPLE[i + 1 :]]
    return [
        models.CheckConstraint(
            name=f"paymentorder_{a}_not_{b}",
            condition=Q(**{f"{a}__isnull": True}) | Q(**{f"{b}__isnull": True}) | ~Q(**{a: F(b)}),
        )
        for a, b in pairs
    ]


class PaymentOrder(Scoped, SealedModel, Stateful):
    """One attempt to pay a payable. Live orders of a payable never exceed it (trigger), and each pair of hands is a
    different person (constraints); ``request_id`` is the number under which the bank knows the payment for ever."""

    lifecycle = payment.PAYMENT_ORDER
    locked_with = ("payable",)
    audit_excluded = frozenset({"account", "account_index"})

    number = models.CharField(_("order number"), max_length=40, unique=True)
    payable = models.ForeignKey(Payable, on_delete=models.PROTECT, related_name="orders", verbose_name=_("payable"))
    case_ref = models.CharField(max_length=80)
    line = models.CharField(_("line"), max_length=20, blank=True)
    amount = money(_("amount"))
    payee_id = models.BigIntegerField()
    payee_name = models.CharField(_("payee"), max_length=120)
    bank_name = models.CharField(_("bank"), max_length=120)
    account = EncryptedTextField(_("account"))
    account_index = BlindIndexField()
    verifier = _person(_("verified by"))
    maker = _person(_("made in the bank by"))
    checker = _person(_("checked by"))
    second_checker = _person(_("second check by"))
    releaser = _person(_("released by"))
    corrector = _person(_("payee corrected by"))
    passer = _person(_("let pass by"))
    listed_as = models.CharField(_("entry of the black list"), max_length=20, blank=True, default="", db_default="")
    pass_reason = models.TextField(_("why it is paid all the same"), blank=True, default="", db_default="")
    identity_checked = models.BooleanField(_("payee's identity checked"), default=False)
    checkers_needed = models.PositiveSmallIntegerField(_("checks needed"), default=1)
    duplicate_note = models.CharField(_("why this is no duplicate"), max_length=200, blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    request_id = models.UUIDField(_("bank request number"), unique=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    bank_reference = models.CharField(_("bank reference"), max_length=60, blank=True)
    bank_message = models.CharField(_("message of the bank"), max_length=200, blank=True)
    inquiries = models.PositiveIntegerField(_("inquiries"), default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment order")
        constraints = [
            amounts_in_bounds("paymentorder_amount", "amount"),
            models.CheckConstraint(name="paymentorder_not_nil", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="paymentorder_released_by_two",
                condition=~Q(state__in=["released", "sent", "unknown", "settled", "rejected", "reissued"])
                | Q(verifier__isnull=False, maker__isnull=False, checker__isnull=False, releaser__isnull=False),
            ),
            models.CheckConstraint(
                name="paymentorder_second_check",
                condition=~Q(state__in=["checked", "released", "sent", "unknown", "settled"])
                | Q(checkers_needed__lt=2)
                | Q(second_checker__isnull=False),
            ),
            *_all_different(),
        ]
        indexes = [
            models.Index(fields=["branch_id", "state", "-id"], name="paymentorder_branch"),
            models.Index(fields=["account_index", "created_at"], name="paymentorder_account"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def account_masked(self) -> str:
        return mask_account(self.account)

    def case(self) -> str:
        return self.case_ref

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line=self.line, unit_id=self.unit_id)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=self.payable.claim_number,
            line=self.line,
            amount=self.amount,
            customer=self.payee_name,
        )


class StubBankDebit(models.Model):
    """The demonstration bank's own book: one debit per request number, whatever is sent how often."""

    request_id = models.UUIDField(primary_key=True)
    amount = money(_("amount"))
    payee_name = models.CharField(max_length=120)
    reference = models.CharField(max_length=60)
    rejected = models.CharField(_("rejected because"), max_length=200, blank=True)
    booked_at = models.DateTimeField(_("booked at"))

    class Meta:
        verbose_name = _("debit at the demonstration bank")
        constraints = [amounts_in_bounds("stubbankdebit_amount", "amount")]

    def __str__(self) -> str:
        return self.reference
