"""Quarterly accounts with reinsurers: prepared from all movements, sent, confirmed, settled net (REI-11, JE-30)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance.public import AccountSettled, settle_reinsurance_account
from organisation.models import Unit
from underwriting.models import Movement, MovementKind, ReinsuranceAccount
from underwriting.rules.reinsurance import account as life
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import AccountExists, NothingToAccount

NIL = Decimal("0.00")


@transaction.atomic
def prepare_account(command: Command, *, branch_id: int, reinsurer_id: int, quarter: date) -> ReinsuranceAccount:
    """Put every movement of the quarter that stands in no account into one."""
    made = _prepare(command, branch_id=branch_id, reinsurer_id=reinsurer_id, quarter=quarter)
    _waiting(branch_id, reinsurer_id, quarter).update(account=made)
    return made


@creation(ReinsuranceAccount, life.PREPARE)
def _prepare(command: Command, /, *, branch_id: int, reinsurer_id: int, quarter: date) -> ReinsuranceAccount:
    if quarter != life.quarter_of(quarter):
        raise InvalidEntry(_("A quarter begins on its first day."), field="quarter")
    if life.next_quarter(quarter) > localdate(command.at):
        raise InvalidEntry(_("The quarter has not ended yet."), field="quarter")
    _refuse_a_second(branch_id, reinsurer_id, quarter)
    rows = _waiting(branch_id, reinsurer_id, quarter)
    name = rows.values_list("reinsurer_name", flat=True).first()
    if name is None:
        raise NothingToAccount(_("Nothing moved with this reinsurer in the quarter."), field="reinsurer_id")
    totals = {row["kind"]: row["total"] for row in rows.values("kind").annotate(total=Sum("amount"))}
    made = ReinsuranceAccount(
        reinsurer_id=reinsurer_id,
        reinsurer_name=name,
        quarter=quarter,
        premium=totals.get(MovementKind.PREMIUM.value, NIL),
        commission=totals.get(MovementKind.COMMISSION.value, NIL),
        recovery=totals.get(MovementKind.RECOVERY.value, NIL),
    )
    branch = Unit.objects.get(pk=branch_id)
    made.set_unit(branch)
    made.number = f"RA{branch.code}{quarter:%Y}Q{(quarter.month + 2) // 3}{reinsurer_id:06d}"
    return made


def _refuse_a_second(branch_id: int, reinsurer_id: int, quarter: date) -> None:
    """What was booked too late for an account stands in the next one; its own is not made anew."""
    known = ReinsuranceAccount.objects.filter(branch_id=branch_id, reinsurer_id=reinsurer_id, quarter=quarter).first()
    if known is not None:
        message = _("Account %(number)s of this reinsurer and quarter exists already.") % {"number": known.number}
        raise AccountExists(message, field="quarter", details={"account": known.pk, "number": known.number})


def _waiting(branch_id: int, reinsurer_id: int, quarter: date) -> QuerySet[Movement]:
    """Movements of the quarter, and earlier ones that came too late for their own account."""
    rows = Movement.objects.filter(branch_id=branch_id, reinsurer_id=reinsurer_id, account=None)
    return rows.filter(booked_on__lt=life.next_quarter(quarter))


@transition(ReinsuranceAccount, life.SEND)
def send(account: ReinsuranceAccount, command: Command, /) -> None:
    """The statement went to the reinsurer; it answers within its time."""
    account.sent_at = command.at


@transition(ReinsuranceAccount, life.CONFIRM)
def confirm(account: ReinsuranceAccount, command: Command, /) -> None:
    """The reinsurer agrees; the reason names its letter."""
    account.reference = command.reason[:80]


@transition(ReinsuranceAccount, life.DISPUTE)
def dispute(account: ReinsuranceAccount, command: Command, /) -> None:
    """The reinsurer has other figures; the differences are written down."""
    account.difference = command.reason


@transition(ReinsuranceAccount, life.SETTLE)
def settle(account: ReinsuranceAccount, command: Command, /) -> None:
    """The balance went through the bank; receivable and payable are cleared (JE-30)."""
    account.settled_at = command.at
    settle_reinsurance_account(
        command,
        AccountSettled(
            account_kind=life.ACCOUNT_KIND,
            account_id=account.pk,
            account_number=account.number,
            unit_id=account.unit_id,
            reinsurer_id=account.reinsurer_id,
            reinsurer_name=account.reinsurer_name,
            due_to_us=account.due_to_us,
            owed_by_us=account.premium,
        ),
    )
