"""Reconciling a month of a branch: figures drawn, differences explained, closed by a second person (PRO-21)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import SegregationConflict
from organisation.models import Unit
from underwriting.models import BookReconciliation
from underwriting.rules import book_reconciliation as life
from underwriting.selectors.book_reconciliation import figures_of, first_month, last_of
from underwriting.services.refusals import InvalidEntry


@creation(BookReconciliation, life.DRAW)
def draw(command: Command, /, *, branch_id: int, month: date) -> BookReconciliation:
    """The figures of a month that has ended, once for each branch."""
    if month.day != 1:
        raise InvalidEntry(_("A month begins on its first day."), field="month")
    if last_of(month) >= localdate(command.at):
        raise InvalidEntry(_("The month has not ended yet."), field="month")
    first = first_month(branch_id)
    if first is None or month < first:
        raise InvalidEntry(_("Before the first policy of the branch there is nothing to reconcile."), field="month")
    if BookReconciliation.objects.filter(branch_id=branch_id, month=month).exists():
        raise InvalidEntry(_("This month was reconciled already."), field="month")
    branch = Unit.objects.get(pk=branch_id)
    made = BookReconciliation(month=month, number=f"BR{branch.code}{month:%Y%m}")
    made.set_unit(branch)
    _take(made, command)
    return made


@transition(BookReconciliation, life.REDRAW)
def redraw(found: BookReconciliation, command: Command, /) -> None:
    """After something was mended."""
    _take(found, command)


@transition(BookReconciliation, life.EXPLAIN)
def explain(found: BookReconciliation, command: Command, /) -> None:
    """Where each difference comes from and how it is cleared; also that there is none."""
    found.note = command.reason.strip()


@transition(BookReconciliation, life.RETURN)
def give_back(found: BookReconciliation, command: Command, /) -> None:
    """The explanation does not do."""


@transition(BookReconciliation, life.CLOSE)
def close(found: BookReconciliation, command: Command, /) -> None:
    """By another person than the one who drew the figures."""
    if found.drawn_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You drew the figures yourself; somebody else closes."))
    found.closed_by_id, found.closed_by = command.actor.staff_id, command.signature
    found.closed_at = command.at


def _take(found: BookReconciliation, command: Command) -> None:
    rows = figures_of(found.unit, found.month)
    found.rows = [row.as_json() for row in rows]
    found.differing = sum(1 for row in rows if row.difference)
    found.difference = sum((row.difference for row in rows if not row.counts), Decimal("0.00"))
    found.drawn_by_id, found.drawn_by = command.actor.staff_id, command.signature
    found.drawn_at = command.at
