"""Opening, cutting off, closing and locking accounting periods (FIN-14, domain 9.10)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal, SegregationConflict
from finance.models import AccountingPeriod
from finance.rules.lifecycles import period as lifecycle
from finance.selectors.bank_reconciliation import unreconciled_in
from finance.selectors.periods import differences_in, earlier_open, unposted_in
from finance.services.bank_statements import close_reconciliations
from finance.services.booking import day_of
from organisation.models import BRANCHES, Unit
from organisation.public import parameter


class NotReadyToClose(RuleRefusal):
    """Vouchers are unposted, or the sub-ledgers and the general ledger differ."""

    code = "not_ready_to_close"


class PeriodExists(RuleRefusal):
    """The unit has this period already."""

    code = "period_exists"


@creation(AccountingPeriod, lifecycle.START)
def open_period(command: Command, /, *, unit_id: int, month: date) -> AccountingPeriod:
    """A month in which the unit, and every unit below it, may post."""
    first = month.replace(day=1)
    if AccountingPeriod.objects.filter(unit_id=unit_id, month=first).exists():
        raise PeriodExists(_("The period %(month)s is already there.") % {"month": f"{first:%Y-%m}"}, field="month")
    period = AccountingPeriod(month=first)
    period.set_unit(Unit.objects.get(pk=unit_id))
    return period


@transition(AccountingPeriod, lifecycle.SUSPEND)
def hold_period(period: AccountingPeriod, command: Command, /) -> None:
    """Cut-off: nothing new is submitted, what is under review may still be posted."""
    period.held_by_id, period.closed_by_id = command.actor.staff_id, None


@transition(AccountingPeriod, lifecycle.RESUME)
def resume_period(period: AccountingPeriod, command: Command, /) -> None:
    """Take new vouchers again."""
    period.held_by_id = None


@transition(AccountingPeriod, lifecycle.CLOSE)
def close_period(period: AccountingPeriod, command: Command, /) -> None:
    """Gates of 9.10: every voucher posted, business and ledger agree, bank accounts reconciled; by another person
    than the one who cut the month off."""
    if period.held_by_id is not None and period.held_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You cut this month off; somebody else closes it."))
    _refuse_out_of_order(period)
    unposted = unposted_in(period)
    if unposted:
        raise NotReadyToClose(
            _("%(count)s vouchers of the month are not posted.") % {"count": unposted},
            details={"rule": "unposted", "value": unposted},
        )
    differing = differences_in(period)
    if differing:
        raise NotReadyToClose(
            _("Business and ledger differ: %(checks)s.") % {"checks": ", ".join(differing)},
            details={"rule": "reconciliation", "value": differing},
        )
    _refuse_unreconciled(period, command)
    close_reconciliations(period, command)
    period.closed_by_id = command.actor.staff_id


def _refuse_out_of_order(period: AccountingPeriod) -> None:
    """What is posted in an earlier month is the opening balance of this one: months close one after the other."""
    still_open = earlier_open(period)
    if still_open is not None:
        raise NotReadyToClose(
            _("The period %(month)s is not closed yet.") % {"month": f"{still_open.month:%Y-%m}"},
            details={"rule": "order", "value": f"{still_open.month:%Y-%m}"},
        )


def _refuse_unreconciled(period: AccountingPeriod, command: Command) -> None:
    """Every bank account that moved has a reviewed reconciliation (9.10), unless the rule is off."""
    if not parameter("finance.close_needs_reconciliation", unit=period.unit, on=day_of(command)):
        return
    accounts = unreconciled_in(period)
    if accounts:
        raise NotReadyToClose(
            _("No reviewed bank reconciliation: %(accounts)s.") % {"accounts": ", ".join(accounts)},
            details={"rule": "bank-reconciliation", "value": accounts},
        )


@transition(AccountingPeriod, lifecycle.REOPEN)
def reopen_period(period: AccountingPeriod, command: Command, /) -> None:
    """By the province, with reason, by another person than the one who closed it, the last closed month first: later
    ones rest on its balances."""
    if period.closed_by_id is not None and period.closed_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You closed this month; somebody else reopens it."))
    later = AccountingPeriod.objects.filter(unit=period.unit, month__gt=period.month, state__in=lifecycle.SHUT)
    if (last := later.order_by("-month").first()) is not None:
        raise NotPossible(_("The later period %(month)s is closed or locked.") % {"month": f"{last.month:%Y-%m}"})
    period.held_by_id, period.closed_by_id = command.actor.staff_id, None


@transition(AccountingPeriod, lifecycle.LOCK)
def lock_period(period: AccountingPeriod, command: Command, /) -> None:
    """For good; every earlier period of the unit is locked before."""
    if (
        AccountingPeriod.objects.filter(unit=period.unit, month__lt=period.month)
        .exclude(state=lifecycle.LOCKED)
        .exists()
    ):
        raise NotPossible(_("Lock the earlier periods first."))


def open_current_periods(command: Command) -> int:
    """The month of the command is opened for every branch that has none yet; a branch's period governs its units."""
    month = day_of(command).replace(day=1)
    known = AccountingPeriod.objects.filter(month=month).values("unit_id")
    missing = Unit.objects.filter(kind__in=BRANCHES, active=True).exclude(pk__in=known).order_by("pk")
    for unit in missing:
        open_period(command.then(f"open:{unit.pk}:{month}"), unit_id=unit.pk, month=month)
    return len(missing)
