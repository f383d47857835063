"""Statements of the bank, and which of their lines are which postings of the books (domain 9.7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, StoredFile, WorkSummary
from finance.models.chart import Account
from finance.models.labels import choices_of
from finance.models.ledger import VoucherLine
from finance.models.money import BOUND, amounts_in_bounds, money
from finance.rules.bank_matching import RULE_LABELS
from finance.rules.lifecycles import bank_statement
from organisation.models import Scoped, ScopedQuerySet

_LIVE = ~Q(state="discarded")


class BankStatement(Scoped, Stateful):
    """One account of a unit in one month. ``book_balance`` and ``difference`` are kept when it is submitted."""

    lifecycle = bank_statement.LIFECYCLE

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("account"))
    month = models.DateField(_("month"))
    opening = money(_("opening balance"))
    closing = money(_("closing balance"))
    book_balance = money(_("balance of the books"), null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    digest = models.CharField(_("fingerprint of the file"), max_length=64)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank statement")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "account", "month"], condition=_LIVE, name="bankstatement_once_a_month"
            ),
            models.UniqueConstraint(fields=["digest", "account"], condition=_LIVE, name="bankstatement_file_once"),
            amounts_in_bounds("bankstatement_amounts", "opening", "closing"),
            models.CheckConstraint(
                name="bankstatement_book_balance",
                condition=Q(book_balance__isnull=True) | Q(book_balance__gt=-BOUND, book_balance__lt=BOUND),
            ),
            models.CheckConstraint(name="bankstatement_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="bankstatement_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("prepared_by")),
            ),
            models.CheckConstraint(
                name="bankstatement_reviewed",
                condition=~Q(state__in=["reviewed", "closed"]) | Q(reviewed_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["branch_id", "-month", "-id"], name="bankstatement_branch")]

    def __str__(self) -> str:
        return self.audit_number()

    def audit_number(self) -> str:
        return f"{self.month:%Y-%m} {self.account.code}"

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.audit_number(), detail=self.account.name_zh, amount=self.closing)


class BankMatch(models.Model):
    """Lines and postings that are the same money, with the rule or the reason."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="matches")
    rule = models.CharField(_("rule"), max_length=12, choices=choices_of(RULE_LABELS))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("matched at"))

    class Meta:
        verbose_name = _("match")

    def __str__(self) -> str:
        return f"{self.statement_id} {self.rule}"


class StatementLine(models.Model):
    """What the bank says it did. Only the match changes."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField(_("row"))
    on = models.DateField(_("date"))
    reference = models.CharField(_("bank reference"), max_length=60, blank=True)
    counterparty = models.CharField(_("counterparty"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    paid_in = money(_("money in"))
    paid_out = money(_("money out"))
    match = models.ForeignKey(BankMatch, null=True, on_delete=models.PROTECT, related_name="bank_lines")

    class Meta:
        verbose_name = _("line of a bank statement")
        constraints = [
            models.UniqueConstraint(fields=["statement", "place"], name="statementline_once"),
            amounts_in_bounds("statementline_amounts", "paid_in", "paid_out"),
            models.CheckConstraint(
                name="statementline_one_side", condition=Q(paid_in=0, paid_out__gt=0) | Q(paid_in__gt=0, paid_out=0)
            ),
        ]
        indexes = [models.Index(fields=["statement", "match"], name="statementline_open")]

    def __str__(self) -> str:
        return f"{self.on} {self.reference}"


class OutstandingNote(models.Model):
    """Why an item is still open on one side. Written once; a later note stands beside the earlier ones."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="notes")
    line = models.ForeignKey(StatementLine, null=True, on_delete=models.PROTECT, related_name="notes")
    posting = models.ForeignKey(VoucherLine, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("explanation"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("explained at"))

    class Meta:
        verbose_name = _("explanation of an outstanding item")
        constraints = [
            models.CheckConstraint(
                name="outstandingnote_one_side",
                condition=Q(line__isnull=True, posting__isnull=False) | Q(line__isnull=False, posting__isnull=True),
            ),
            models.CheckConstraint(name="outstandingnote_said", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class MatchedPosting(models.Model):
    """A posting of the books in a match, at most once."""

    match = models.ForeignKey(BankMatch, on_delete=models.CASCADE, related_name="postings")
    line = models.OneToOneField(VoucherLine, on_delete=models.PROTECT, related_name="bank_match")

    class Meta:
        verbose_name = _("matched posting")

    def __str__(self) -> str:
        return f"{self.match_id}/{self.line_id}"
