"""Calls about a report: the app of the 95518 desk keeps them and shows them here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from claims.models import LossReport, SentNotice


class ContactRow(NamedTuple):
    """One call as the report's page shows it."""

    at: datetime
    title: str
    who: str
    note: str
    by: str
    url: str


ContactsOf = Callable[[list[int]], list[ContactRow]]
_sources: dict[str, ContactsOf] = {}


def show_contacts(key: str, contacts: ContactsOf) -> None:
    """Called from the owning app's ``ready()``."""
    _sources[key] = contacts


def contacts_of(report: LossReport) -> list[ContactRow]:
    """Calls about the report and about those merged into it, the latest first."""
    ids = [report.pk, *report.merged.values_list("pk", flat=True)]
    rows = [row for source in _sources.values() for row in source(ids)]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def notices_of(report: LossReport) -> list[SentNotice]:
    return list(report.notices.order_by("-sent_at", "-pk"))
