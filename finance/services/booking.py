"""From a business fact to lines in the day's draft voucher (domain 9.1: one voucher per unit, line, event and day)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid5

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext

from core.clocks import local_day
from core.workflow.command import Command
from core.workflow.engine import creation
from finance.models import Origin, Voucher
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


def book(command: Command, booking: Booking) -> None:
    """Put ``booking`` into the books. Never twice: event, source and occurrence are unique."""
    book_all(command, [booking])


def book_all(command: Command, bookings: Sequence[Booking]) -> None:
    """Several bookings of one command in one statement; whoever is the first of the day opens the drafts."""
    written = json.dumps([_written(command, booking) for booking in bookings])
    missing = _booked(written)
    if missing:
        _open_drafts(command, missing, bookings[0].source)
        if _booked(written):
            raise RuntimeError("a draft of the day was opened and is not there")


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


def _booked(written: str) -> list[Group]:
    """Write the bookings into the open drafts, locked against submission until this transaction ends. What comes back
    are the drafts nobody has opened yet; then nothing was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM finance_book(%s::jsonb)", [written])
        return [Group(*row) for row in cursor.fetchall()]


def _open_drafts(command: Command, groups: Sequence[Group], source: tuple[str, int]) -> None:
    ledger = system_actor("ledger", unit_id=command.actor.unit_id)
    for group in groups:
        opening = command.acting_as(ledger, f"voucher:{tuple(group)}:{source}")
        prepare_voucher(
            opening, unit_id=group.unit_id, kind=group.kind, event=group.event, line=group.line, on=group.on
        )


def _written(command: Command, booking: Booking) -> dict[str, Any]:
    on = booking.on or day_of(command)
    return {
        "group": {
            "unit_id": booking.unit_id,
            "line": booking.line,
            "event": booking.entry.event.value,
            "kind": booking.entry.kind.value,
            "on": on.isoformat(),
        },
        "entry": _entry(command, booking),
        "lines": [_line(booking, p, position, on) for position, p in enumerate(booking.entry.postings, start=1)],
    }


def _entry(command: Command, booking: Booking) -> dict[str, Any]:
    event, (kind, pk) = booking.entry.event, booking.source
    return {
        "key": str(uuid5(command.key, f"entry:{event}:{kind}:{pk}:{booking.occurrence}")),
        "event": event.value,
        "document_kind": booking.document.kind,
        "document_id": booking.document.id,
        "document_number": booking.document.number,
        "source_kind": kind,
        "source_id": pk,
        "occurrence": booking.occurrence,
        "summary": f"{in_language_of_the_books(EVENT_LABELS[event])} {booking.document.number}",
        "total": str(booking.entry.total),
        "created_at": command.at.isoformat(),
    }


def _line(booking: Booking, posting: Posting, position: int, on: date) -> dict[str, Any]:
    document = booking.overrides.get(posting.use, booking.document)
    return {
        "position": position,
        "account_id": account_for(posting.use, on),
        "debit": str(posting.debit),
        "credit": str(posting.credit),
        "salesperson_id": booking.salesperson_id,
        "document_kind": document.kind,
        "document_id": document.id,
        "document_number": document.number,
        "counterparty_id": booking.counterparty_id,
        "counterparty_name": booking.counterparty_name,
        "cash_flow": posting.cash_flow.value if posting.cash_flow else "",
    }
