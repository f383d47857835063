"""What was handed in for an underwriting day, visited, checked and heard on it (5.14, A8 2, 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import EntryKind, VisitDay, VisitEntry
from underwriting.rules import risk_visit as life
from underwriting.selectors.risk_visit import Filed, checked_files, files_named
from underwriting.services.refusals import InvalidEntry, refuse_together
from underwriting.services.risk_days import early_refusal

OF_THE_SUB_BRANCH = frozenset({EntryKind.CASE, EntryKind.VISIT, EntryKind.FILE})
NAMED = frozenset({EntryKind.CASE, EntryKind.FILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryData:
    """One entry as typed."""

    kind: str
    number: str = ""
    text: str = ""
    fault: bool = False

    @property
    def plain_number(self) -> str:
        return self.number.strip().upper()


@transition(VisitDay, life.SUBMIT_CASE)
def submit_case(day: VisitDay, command: Command, /, *, kind: str, number: str, text: str) -> None:
    """What the sub-branch hands in before the day: cases, risks to be visited, problems."""
    _enter(day, command, {"": EntryData(kind=kind, number=number, text=text)})


@transition(VisitDay, life.RECORD)
def record(day: VisitDay, command: Command, /, *, entries: Mapping[int, EntryData]) -> None:
    """Visited risks, checked files, documents and receivables, by the row in which they were typed: all of them are
    kept or none, and every fault stands at its own row."""
    if (early := early_refusal(day, localdate(command.at))) is not None:
        raise early
    if not entries:
        raise InvalidEntry(_("Nothing is entered yet."))
    _enter(day, command, {f"{row}.": one for row, one in entries.items()})


def _enter(day: VisitDay, command: Command, entries: Mapping[str, EntryData]) -> None:
    known = files_named(day, {one.plain_number for one in entries.values()} - {""})
    _refuse_faults(entries, known, taken=checked_files(day))
    VisitEntry.objects.bulk_create(
        _entry(day, command, one, known.get(one.plain_number, Filed("", None))) for one in entries.values()
    )


def _entry(day: VisitDay, command: Command, one: EntryData, filed: Filed) -> VisitEntry:
    return VisitEntry(
        day=day,
        kind=one.kind,
        number=one.plain_number,
        subject_kind=filed.kind,
        subject_id=filed.pk,
        text=one.text.strip(),
        fault=one.fault,
        entered_at=command.at,
        entered_by=command.actor.name,
    )


def _refuse_faults(entries: Mapping[str, EntryData], known: Mapping[str, Filed], *, taken: set[str]) -> None:
    """Everything that is wrong at once. The files of a sample are different files: one counts once (5.14)."""
    faults: dict[str, str] = {}
    for row, one in entries.items():
        if one.kind not in EntryKind.values:
            faults[f"{row}kind"] = _("Choose one of the list.")
        elif (wrong := _wrong_number(one, known, taken)) != "":
            faults[f"{row}number"] = wrong
        if not one.text.strip() and (one.kind != EntryKind.FILE or one.fault):
            faults[f"{row}text"] = _("Write what was found.")
        if one.kind == EntryKind.FILE:
            taken.add(one.plain_number)
    refuse_together(faults)


def _wrong_number(one: EntryData, known: Mapping[str, Filed], taken: set[str]) -> str:
    """A case and a checked file are papers of this sub-branch; a visited risk may have none yet."""
    number = one.plain_number
    if not number:
        return _("Enter the number of the proposal, policy or endorsement.") if one.kind in NAMED else ""
    if one.kind in OF_THE_SUB_BRANCH and number not in known:
        return _("The sub-branch has no proposal, policy or endorsement of this number.")
    if one.kind == EntryKind.FILE and number in taken:
        return _("This file is entered already.")
    return ""
