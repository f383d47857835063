"""The books. What the comments here promise is enforced by the database (migration ``0002_ledger_guards``): balance,
numbers without gaps, the hash chain, immutability, separate people, closed periods."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from finance.models.chart import Account
from finance.models.labels import choices_of
from finance.models.money import amounts_in_bounds, money
from finance.rules.accounts import CASH_FLOW_LABELS
from finance.rules.entries import EVENT_LABELS, KIND_LABELS
from finance.rules.lifecycles import period, voucher
from organisation.models import Scoped, ScopedQuerySet


class Origin(models.TextChoices):
    """Where a voucher comes from."""

    BUSINESS = "business", _("Business event")
    MANUAL = "manual", _("Manual")
    REVERSAL = "reversal", _("Reversal")


class AccountingPeriod(Scoped, Stateful):
    """One month of one unit. A period of a branch governs all its units; a unit may have a stricter one of its own."""

    lifecycle = period.LIFECYCLE
    month = models.DateField(_("month"))
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("cut off by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("accounting period")
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="accountingperiod_once"),
            models.CheckConstraint(name="accountingperiod_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="accountingperiod_closed_by_another",
                condition=Q(held_by__isnull=True) | Q(closed_by__isnull=True) | ~Q(held_by=F("closed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    def audit_number(self) -> str:
        return f"{self.month:%Y-%m}"


def _person(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.PROTECT, related_name="+"
    )


def _differ(left: str, right: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"voucher_{left}_not_{right}",
        condition=Q(**{f"{left}__isnull": True}) | ~Q(**{left: F(right)}) | Q(**{f"{right}__isnull": True}),
    )


class Voucher(Scoped, Stateful):
    """An accounting voucher. Numbers, chain and posting time are set by the database when it is posted."""

    lifecycle = voucher.LIFECYCLE
    audit_excluded = frozenset({"previous", "digest"})

    unit_code = models.CharField(_("unit code"), max_length=16)
    kind = models.CharField(_("kind"), max_length=10, choices=choices_of(KIND_LABELS))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    event = models.CharField(_("event"), max_length=30, choices=choices_of(EVENT_LABELS))
    line = models.CharField(_("line"), max_length=20, blank=True)
    date = models.DateField(_("date"))
    month = models.DateField(_("period"))
    summary = models.CharField(_("summary"), max_length=200)
    attachments = models.PositiveSmallIntegerField(_("attachments"), default=0)
    reverses = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("reverses")
    )
    maker = _person(_("prepared by"))
    checker = _person(_("reviewed by"))
    cashier = _person(_("cashier"))
    poster = _person(_("posted by"))
    total = money(_("total"), null=True)
    cash = models.BooleanField(_("moves cash"), default=False)
    number = models.PositiveIntegerField(_("number in the month"), null=True)
    code = models.CharField(_("voucher number"), max_length=40, null=True, unique=True)  # noqa: DJ001 - none until posted
    posted_at = models.DateTimeField(_("posted at"), null=True)
    chain_no = models.BigIntegerField(_("place in the chain"), null=True)
    previous = models.BinaryField(null=True)
    digest = models.BinaryField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("voucher")
        constraints = [
            models.UniqueConstraint(fields=["unit", "month", "kind", "number"], name="voucher_number_once"),
            models.UniqueConstraint(fields=["unit", "chain_no"], name="voucher_chain_once"),
            models.UniqueConstraint(
                fields=["unit", "line", "event", "kind", "date"],
                condition=Q(state="draft", origin="business"),
                name="voucher_open_draft_once",
            ),
            models.UniqueConstraint(fields=["reverses"], name="voucher_reversed_once"),
            models.CheckConstraint(
                name="voucher_numbered_when_posted",
                condition=Q(
                    state__in=["posted", "reversed"],
                    number__isnull=False,
                    code__isnull=False,
                    posted_at__isnull=False,
                    digest__isnull=False,
                    chain_no__isnull=False,
                    maker__isnull=False,
                    checker__isnull=False,
                    poster__isnull=False,
                )
                | (
                    ~Q(state__in=["posted", "reversed"])
                    & Q(
                        number__isnull=True,
                        code__isnull=True,
                        posted_at__isnull=True,
                        digest__isnull=True,
                        chain_no__isnull=True,
                    )
                ),
            ),
            models.CheckConstraint(
                name="voucher_cash_signed",
                condition=~Q(state__in=["posted", "reversed"], cash=True) | Q(cashier__isnull=False),
            ),
            models.CheckConstraint(
                name="voucher_total", condition=Q(total__isnull=True) | Q(total__gt=0, total__lt=10**15)
            ),
            models.CheckConstraint(name="voucher_month_first_day", condition=Q(month__day=1)),
            *(
                _differ(a, b)
                for a, b in [
                    ("maker", "checker"),
                    ("maker", "cashier"),
                    ("maker", "poster"),
                    ("checker", "cashier"),
                    ("checker", "poster"),
                    ("cashier", "poster"),
                ]
            ),
        ]
        indexes = [
            models.Index(fields=["branch_id", "state", "-date", "-id"], name="voucher_branch"),
            models.Index(fields=["unit", "month", "state"], name="voucher_unit_month"),
        ]

    def __str__(self) -> str:
        return self.audit_number()

    def shown_summary(self) -> str:
        """The summary in the reader's words; what is stored is in the language of the books and never changes."""
        if self.origin == Origin.BUSINESS:
            return str(self.get_event_display())
        if self.origin == Origin.REVERSAL:
            return f"{self.get_event_display()} {self.summary.partition(' ')[2]}"
        return self.summary

    def audit_number(self) -> str:
        """The voucher number once posted; before that the draft number."""
        return self.code or _now("Draft %(id)s") % {"id": self.pk}

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.summary, detail=f"{self.date:%Y-%m-%d}", line=self.line, amount=self.total)


class BusinessEntry(Scoped):
    """A business fact as booked: the bridge between a document of the business and lines of the ledger. Append-only."""

    key = models.UUIDField(_("command key"), unique=True)
    event = models.CharField(_("event"), max_length=30, choices=choices_of(EVENT_LABELS))
    line = models.CharField(_("line"), max_length=20, blank=True)
    date = models.DateField(_("date"))
    document_kind = models.CharField(_("document kind"), max_length=60)
    document_id = models.BigIntegerField(_("business document"))
    document_number = models.CharField(_("business document number"), max_length=60)
    source_kind = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    occurrence = models.PositiveIntegerField(default=0)
    summary = models.CharField(_("summary"), max_length=200)
    total = money(_("amount"))
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="entries")
    created_at = models.DateTimeField(_("recorded at"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("business entry")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source_kind", "source_id", "occurrence"], name="businessentry_once"
            ),
            amounts_in_bounds("businessentry_amount", "total"),
        ]
        indexes = [models.Index(fields=["document_kind", "document_id", "id"], name="businessentry_document")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.document_number}"


class VoucherLine(models.Model):
    """One posting with everything one may ask the ledger for. Lines are added and, in manual drafts, removed; they are
    never changed."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    entry = models.ForeignKey(BusinessEntry, null=True, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField(_("line no."))
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("account"))
    debit = money(_("debit"))
    credit = money(_("credit"))
    summary = models.CharField(_("summary"), max_length=200)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    line = models.CharField(_("line"), max_length=20, blank=True)
    channel = models.CharField(_("channel"), max_length=20, blank=True)
    salesperson_id = models.BigIntegerField(_("salesperson"), null=True)
    document_kind = models.CharField(max_length=60, blank=True)
    document_id = models.BigIntegerField(null=True)
    document_number = models.CharField(_("business document number"), max_length=60, blank=True)
    counterparty_id = models.BigIntegerField(null=True)
    counterparty_name = models.CharField(_("counterparty"), max_length=120, blank=True)
    cash_flow = models.CharField(_("cash-flow item"), max_length=16, blank=True, choices=choices_of(CASH_FLOW_LABELS))

    class Meta:
        verbose_name = _("voucher line")
        constraints = [
            amounts_in_bounds("voucherline_amounts", "debit", "credit"),
            models.CheckConstraint(
                name="voucherline_one_side", condition=Q(debit=0, credit__gt=0) | Q(debit__gt=0, credit=0)
            ),
        ]
        indexes = [
            models.Index(fields=["account", "id"], name="voucherline_account"),
            models.Index(fields=["document_kind", "document_id", "account"], name="voucherline_document"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.debit} {self.credit}"

    def shown_summary(self) -> str:
        """As for the voucher, without the document that stands beside it; read with its ``entry`` and ``voucher``."""
        if self.entry is not None:
            return str(self.entry.get_event_display())
        return self.voucher.shown_summary() if self.voucher.origin == Origin.REVERSAL else self.summary


class VoucherCounter(models.Model):
    """The last voucher number per unit, month and kind. Written by the posting trigger only."""

    unit_id = models.BigIntegerField()
    month = models.DateField()
    kind = models.CharField(max_length=10)
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("voucher counter")
        constraints = [models.UniqueConstraint(fields=["unit_id", "month", "kind"], name="vouchercounter_once")]


class LedgerHead(models.Model):
    """The last link of a unit's chain of posted vouchers. Written by the posting trigger only."""

    unit_id = models.BigIntegerField(primary_key=True)
    length = models.BigIntegerField()
    digest = models.BinaryField()

    class Meta:
        verbose_name = _("ledger head")


class LedgerBalance(models.Model):
    """What was posted to an account per unit, line and month. Written by the posting trigger only."""

    unit_id = models.BigIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=20)
    month = models.DateField()
    debit = money(_("debit"))
    credit = money(_("credit"))

    class Meta:
        verbose_name = _("ledger balance")
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "month", "account", "line"], name="ledgerbalance_once"),
            amounts_in_bounds("ledgerbalance_amounts", "debit", "credit"),
        ]
