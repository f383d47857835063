"""Queued work of finance: a job names a row, calls one service, and may be run again at any time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import NAMESPACE_OID, uuid4, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core import demo
from core.jobs import JobRun, RetryLater, job
from core.workflow.command import Command
from finance.models import Payable, PremiumIncome, Voucher
from finance.rules.lifecycles import premium_income
from finance.rules.lifecycles import voucher as voucher_lifecycle
from finance.selectors.ledger import ledger_faults
from finance.selectors.reconciliation import differences_of_branches
from finance.services.bank_dialogue import pursue
from finance.services.identification import ask_identifications
from finance.services.nightly import report_breaks
from finance.services.periods import open_current_periods
from finance.services.premium import recognise_premium
from finance.services.red_invoices import ask_red_invoices
from finance.services.vouchers import mark_reversed
from organisation.public import system_actor

ASK_AGAIN_SECONDS = 60
DEMO_BEGAN, DEMO_MONTHS = timedelta(days=2), 6
TRIES = 50


@job("finance.send_payment", label=_("Send a payment to the bank"), queue="default", max_attempts=TRIES)
def send_payment(run: JobRun) -> None:
    """Send a released order once and ask until the bank has answered."""
    if not pursue(int(run.payload["order"]), timezone.now()):
        raise RetryLater("the bank has not answered", seconds=ASK_AGAIN_SECONDS)


@job("finance.red_invoices", label=_("Look for invoices of premium that goes back"), queue="default")
def red_invoices(run: JobRun) -> None:
    """Premium that was invoiced goes back: a red invoice is asked for."""
    payable = Payable.objects.select_related("unit", "income").get(pk=int(run.payload["payable"]))
    ledger = system_actor("ledger", unit_id=payable.unit_id)
    command = Command(key=uuid5(NAMESPACE_OID, f"red-invoices/{run.key}"), actor=ledger, at=timezone.now())
    run.finish(lambda: {"invoices": len(ask_red_invoices(command, payable))})


@job("finance.recognise_premium", label=_("Book premium at the start of cover"), queue="default")
def recognise(run: JobRun) -> None:
    """Liability has started: premium becomes income."""
    income = PremiumIncome.objects.get(pk=run.payload["income"])
    if income.state == premium_income.WAITING:
        run.finish(partial(recognise_premium, income.pk, _command(run)))


@job("finance.mark_reversed", label=_("Mark a reversed voucher"), queue="default")
def mark(run: JobRun) -> None:
    """A reversal was posted: the original says so."""
    reversal = Voucher.objects.select_related("reverses").get(pk=run.payload["reversal"])
    original = reversal.reverses
    if original is not None and original.state == voucher_lifecycle.POSTED:
        run.finish(partial(mark_reversed, original.pk, _command(run)))


@job("finance.open_periods", label=_("Open the accounting period of the month"), queue="default")
def open_periods(run: JobRun) -> None:
    """On the first day of a month, and on every start of a new installation, the month is opened."""
    run.finish(lambda: {"opened": open_current_periods(_command(run))})


@job("finance.reconcile", label=_("Compare business and ledger, prove the chain of vouchers"), queue="default")
def reconcile(run: JobRun) -> None:
    """Every night business and ledger are compared over every document; any break is told to the finance centre."""
    breaks = [(unit.pk, str(unit), check.code, str(check.difference)) for unit, check in differences_of_branches()]
    faults = len(ledger_faults())
    run.finish(lambda: report_breaks(run.key, breaks, faults))


@job("finance.ask_identifications", label=_("Find money whose customer must be identified"), queue="default")
def identifications(run: JobRun) -> None:
    """Twice an hour, a day back: the same money is asked for once."""
    now = timezone.now()
    asked = ask_identifications(now - timedelta(days=1), now)
    run.finish(lambda: {"asked": asked})


def _command(run: JobRun) -> Command:
    key = uuid5(NAMESPACE_OID, f"{run.kind}:{run.key}")
    return Command(key=key, actor=system_actor("ledger"), at=timezone.now())


def open_demo_books() -> None:
    """The demo branch begins with its month open, with that of its first business a few days ago, and with those of
    the business of the months before."""
    now = timezone.localtime()
    earlier = [now.replace(day=1)]
    for _month in range(DEMO_MONTHS):
        earlier.append((earlier[-1] - timedelta(days=1)).replace(day=1))
    for at in (*reversed(earlier), now - DEMO_BEGAN, now):
        open_current_periods(Command(key=uuid4(), actor=system_actor("ledger"), at=at, reason="demo branch"))


def register() -> None:
    """The jobs are registered by being imported; the demo branch brings open books."""
    demo.register(500, "accounting period of the month", open_demo_books)
