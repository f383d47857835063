"""Journals into the books per second: the product's booking beside plain ORM inserts of the same rows.

Both sides write one business entry and its five lines (JE-02 and JE-05) into tables with the same guards: balance,
append-only, bounds. Ours also finds or opens the day's draft, asks the chart and keeps the entry unique.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import count
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from bench.figures import Figure, faster
from core.workflow.command import Command
from finance.models import BusinessEntry, VoucherLine
from finance.rules.entries import Posting
from finance.rules.premium_entries import premium_earning
from finance.selectors.chart import account_for
from finance.services.booking import Booking, Document, book_all
from organisation.models import Unit
from organisation.public import system_actor

TURNS, SET, KIND = 3, 100, "bench.journal"
NET, TAX = Decimal("10000.00"), Decimal("600.00")
ENTRY = premium_earning(NET, TAX, advance=NET + TAX)
_numbers = count(time.time_ns())


def figures(*, journals: int) -> list[Figure]:
    """One journal a transaction, and a set of them; the sides take turns."""
    unit = Unit.objects.order_by("-pk").exclude(sub_branch_id=None)[0]
    return [
        _compared("ledger: journals of 5 lines, one a transaction", unit, journals, size=1, aim=3),
        _compared("ledger: journals of 5 lines, in sets", unit, journals, size=SET, aim=5),
    ]


def _compared(subject: str, unit: Unit, journals: int, *, size: int, aim: float) -> Figure:
    turns = [(_rate(_ours, unit, journals, size), _rate(_plain, unit, journals, size)) for _turn in range(TURNS)]
    ours, plain = max(one for one, _other in turns), max(other for _one, other in turns)
    note = f"sets of {size}; best of {TURNS} turns each" if size > 1 else f"best of {TURNS} turns each"
    return faster(subject, ours=ours, other=plain, unit="/s", other_is="ORM inserts", aim=aim, note=note)


def _rate(write: Callable[[Unit, list[Booking]], None], unit: Unit, journals: int, size: int) -> float:
    bookings = [_booking(unit, next(_numbers)) for _n in range(journals)]
    with transaction.atomic():
        _ours(unit, bookings[:1])  # the draft of the day is there
    start = time.perf_counter()
    for some in _sets(bookings[1:], size):
        with transaction.atomic():
            write(unit, some)
    return (journals - 1) / (time.perf_counter() - start)


def _sets(bookings: list[Booking], size: int) -> Iterable[list[Booking]]:
    return [bookings[n : n + size] for n in range(0, len(bookings), size)]


def _booking(unit: Unit, number: int) -> Booking:
    document = Document(kind=KIND, id=number, number=f"B{number}")
    return Booking(entry=ENTRY, unit_id=unit.pk, line="MOD", document=document, source=(KIND, number))


def _command(unit: Unit) -> Command:
    return Command(key=uuid4(), actor=system_actor("ledger", unit_id=unit.pk), at=timezone.now())


def _ours(unit: Unit, bookings: list[Booking]) -> None:
    book_all(_command(unit), bookings)


def _plain(unit: Unit, bookings: list[Booking]) -> None:
    """One ``save()`` after the other into a draft that is known beforehand."""
    known = BusinessEntry.objects.filter(unit_id=unit.pk, source_kind=KIND).order_by("-pk")[0]
    for booking in bookings:
        entry = _saved_entry(known, booking)
        for position, posting in enumerate(booking.entry.postings, start=1):
            _saved_line(entry, booking, posting, position)


def _saved_entry(known: BusinessEntry, booking: Booking) -> BusinessEntry:
    entry = BusinessEntry(
        key=uuid4(), event=known.event, line=known.line, date=known.date, document_kind=KIND,
        document_id=booking.document.id, document_number=booking.document.number, source_kind=KIND,
        source_id=booking.source[1], summary=known.summary, total=booking.entry.total, voucher_id=known.voucher_id,
        unit_id=known.unit_id, sub_branch_id=known.sub_branch_id, branch_id=known.branch_id,
        province_id=known.province_id, created_at=timezone.now(),
    )  # fmt: skip
    entry.save()
    return entry


def _saved_line(entry: BusinessEntry, booking: Booking, posting: Posting, position: int) -> None:
    VoucherLine(
        voucher_id=entry.voucher_id, entry=entry, position=position, account_id=account_for(posting.use, entry.date),
        debit=posting.debit, credit=posting.credit, summary=entry.summary, unit_id=entry.unit_id, line=entry.line,
        document_kind=KIND, document_id=booking.document.id, document_number=booking.document.number,
    ).save()  # fmt: skip
