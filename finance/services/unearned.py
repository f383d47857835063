"""The month-end measure of unearned premium (JE-06, domain 9.10 and 9.11)."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.events import publish
from core.numbering import reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from finance.events import UnearnedMeasured
from finance.models import AccountingPeriod, PremiumIncome, UnearnedItem, UnearnedMeasure
from finance.rules.entries import NIL
from finance.rules.lifecycles import period, unearned
from finance.rules.premium_entries import unearned_remeasured
from finance.selectors.unearned import Measured, to_measure
from finance.services.booking import Booking, Document, book, day_of
from organisation.models import Unit
from organisation.public import system_actor


def last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


@transition(AccountingPeriod, period.MEASURE)
def measure_unearned(found: AccountingPeriod, command: Command, /) -> None:
    """Measure every unit and line of the period on its last day, or today while the month runs."""
    as_of = min(last_day(found.month), day_of(command))
    if as_of < found.month:
        raise NotPossible(_("The month has not begun."))
    ledger = command.acting_as(system_actor("ledger", unit_id=found.unit_id), f"unearned:{as_of}")
    groups = list(to_measure(found.unit, as_of))
    if not groups:
        raise NotPossible(_("Unearned premium is booked as it should be; there is nothing to post."))
    for (unit_id, line), measured in groups:
        _measure(ledger, unit_id, line, as_of, measured)
    publish(UnearnedMeasured(unit_id=found.unit_id, as_of=as_of))


def _measure(command: Command, unit_id: int, line: str, as_of: date, measured: list[Measured]) -> None:
    booked = sum((one.income.unearned for one in measured), NIL)
    target = sum((one.target for one in measured), NIL)
    pk = reserved_id(UnearnedMeasure)
    step = command.then(f"{unit_id}:{line}:{pk}")
    record_measure(
        step, pk=pk, unit_id=unit_id, line=line, as_of=as_of, policies=len(measured), booked=booked, target=target
    )
    UnearnedItem.objects.bulk_create(
        (
            UnearnedItem(measure_id=pk, income=one.income, before=one.income.unearned, after=one.target)
            for one in measured
        ),
        batch_size=1000,
    )
    for one in measured:
        one.income.unearned = one.target
    PremiumIncome.objects.bulk_update([one.income for one in measured], ["unearned"], batch_size=1000)


@creation(UnearnedMeasure, unearned.MEASURE)
def record_measure(
    command: Command,
    /,
    *,
    pk: int,
    unit_id: int,
    line: str,
    as_of: date,
    policies: int,
    booked: Decimal,
    target: Decimal,
) -> UnearnedMeasure:
    """One unit and line: the difference between what is booked and what should be (JE-06)."""
    measure = UnearnedMeasure(pk=pk, line=line, as_of=as_of, policies=policies, booked=booked, target=target)
    measure.set_unit(Unit.objects.get(pk=unit_id))
    if booked != target:
        book(
            command,
            Booking(
                entry=unearned_remeasured(booked, target),
                unit_id=unit_id,
                line=line,
                document=Document(kind=UnearnedMeasure.lifecycle.kind, id=pk, number=measure.audit_number()),
                source=(UnearnedMeasure.lifecycle.kind, pk),
                on=as_of,
            ),
        )
    return measure
