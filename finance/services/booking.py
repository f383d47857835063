"""From a business fact to lines in the day's draft voucher (domain 9.1: one voucher per unit, line, event and day)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import uuid5

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from core.clocks import local_day
from core.workflow.command import Command
from core.workflow.engine import creation
from finance.models import BusinessEntry, Origin, Voucher, VoucherLine
from finance.rules.accounts import Use
from finance.rules.entries import EVENT_LABELS, Entry, EventKind, Posting
from finance.rules.lifecycles import voucher as lifecycle
from finance.selectors.chart import account_for
from organisation.models import Unit
from organisation.public import system_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy, proposal or claim as the books know it."""

    kind: str
    id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An entry with everything the ledger keeps about it. ``overrides`` name another document for single uses, such as
    the proposal on which an advance was paid. ``source`` is finance's own row, once per ``occurrence``."""

    entry: Entry
    unit_id: int
    line: str
    document: Document
    source: tuple[str, int]
    occurrence: int = 0
    overrides: Mapping[Use, Document] = field(default_factory=dict)
    on: date | None = None  # another day than that of the command, such as the last of a month
    salesperson_id: int | None = None
    counterparty_id: int | None = None
    counterparty_name: str = ""


COLUMNS = ("unit_id", "line", "event", "kind", "on")


class Group(NamedTuple):
    """What one draft collects: a unit, line, event, kind of voucher and day."""

    unit_id: int
    line: str
    event: str
    kind: str
    on: date


def day_of(command: Command) -> date:
    """The business day of a command."""
    return local_day(command.at)


def book(command: Command, booking: Booking) -> BusinessEntry:
    """Put ``booking`` into the books. Never twice: event, source and occurrence are unique."""
    return book_all(command, [booking])[0]


def book_all(command: Command, bookings: Sequence[Booking]) -> list[BusinessEntry]:
    """Several bookings of one command, in as many statements as one needs."""
    groups = [_group(booking, command) for booking in bookings]
    drafts = _drafts_of_the_day(command, groups, bookings[0].source)
    entries = BusinessEntry.objects.bulk_create(
        _entry(command, booking, drafts[group]) for booking, group in zip(bookings, groups, strict=True)
    )
    VoucherLine.objects.bulk_create(
        _line(booking, posting, entry, position)
        for booking, entry in zip(bookings, entries, strict=True)
        for position, posting in enumerate(booking.entry.postings, start=1)
    )
    return entries


@creation(Voucher, lifecycle.PREPARE)
def prepare_voucher(command: Command, /, *, unit_id: int, kind: str, event: str, line: str, on: date) -> Voucher:
    """Open the draft in which the business events of one unit, line, kind and day are collected."""
    unit = Unit.objects.get(pk=unit_id)
    voucher = Voucher(
        unit_code=unit.code,
        kind=kind,
        origin=Origin.BUSINESS,
        event=event,
        line=line,
        date=on,
        month=on.replace(day=1),
        summary=in_language_of_the_books(EVENT_LABELS[EventKind(event)]),
    )
    voucher.set_unit(unit)
    return voucher


def in_language_of_the_books(message: str) -> str:
    """Books are kept in Chinese, whatever language the reader chose (Accounting Law, art. 22)."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(message)


def at_midnight(day: date) -> datetime:
    """The first moment of a day, local time."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _group(booking: Booking, command: Command) -> Group:
    on = booking.on or day_of(command)
    return Group(booking.unit_id, booking.line, booking.entry.event.value, booking.entry.kind.value, on)


def _drafts_of_the_day(command: Command, groups: Sequence[Group], source: tuple[str, int]) -> dict[Group, Voucher]:
    """The open drafts, locked against submission until this transaction ends; opened by whoever comes first."""
    drafts = _open_drafts(groups, wait=False)
    missing = sorted(set(groups) - drafts.keys())
    if missing:
        drafts |= _open_drafts(missing, wait=True)
    ledger = system_actor("ledger", unit_id=command.actor.unit_id)
    for group in missing:
        if group not in drafts:
            opening = command.acting_as(ledger, f"voucher:{tuple(group)}:{source}")
            drafts[group] = prepare_voucher(
                opening, unit_id=group.unit_id, kind=group.kind, event=group.event, line=group.line, on=group.on
            )
    return drafts


def _open_drafts(groups: Sequence[Group], *, wait: bool) -> dict[Group, Voucher]:
    """Drafts by group; with ``wait`` whoever else is opening one of them is waited for first."""
    wanted = json.dumps([dict(zip(COLUMNS, map(str, group), strict=True)) for group in groups])
    found = Voucher.objects.raw("SELECT * FROM finance_open_drafts(%s::jsonb, %s)", [wanted, wait])
    return {Group(v.unit_id, v.line, v.event, v.kind, v.date): v for v in found}


def _entry(command: Command, booking: Booking, voucher: Voucher) -> BusinessEntry:
    kind, pk = booking.source
    entry = BusinessEntry(
        key=uuid5(command.key, f"entry:{booking.entry.event}:{kind}:{pk}:{booking.occurrence}"),
        event=booking.entry.event,
        line=booking.line,
        date=voucher.date,
        document_kind=booking.document.kind,
        document_id=booking.document.id,
        document_number=booking.document.number,
        source_kind=kind,
        source_id=pk,
        occurrence=booking.occurrence,
        summary=_summary(booking),
        total=booking.entry.total,
        voucher=voucher,
        created_at=command.at,
    )
    for column in ("unit_id", "province_id", "branch_id", "sub_branch_id"):
        setattr(entry, column, getattr(voucher, column))
    return entry


def _summary(booking: Booking) -> str:
    return f"{in_language_of_the_books(EVENT_LABELS[booking.entry.event])} {booking.document.number}"


def _line(booking: Booking, posting: Posting, entry: BusinessEntry, position: int) -> VoucherLine:
    document = booking.overrides.get(posting.use, booking.document)
    return VoucherLine(
        voucher_id=entry.voucher_id,
        entry=entry,
        position=position,
        account_id=account_for(posting.use, entry.date),
        debit=posting.debit,
        credit=posting.credit,
        summary=entry.summary,
        unit_id=booking.unit_id,
        line=booking.line,
        salesperson_id=booking.salesperson_id,
        document_kind=document.kind,
        document_id=document.id,
        document_number=document.number,
        counterparty_id=booking.counterparty_id,
        counterparty_name=booking.counterparty_name,
        cash_flow=posting.cash_flow.value if posting.cash_flow else "",
    )
