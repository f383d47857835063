"""Printing the policies of a day in one file: asked for by a person, made as queued work, each policy once (ISS-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archives.public import note_printed
from core import audit
from core.jobs import enqueue
from core.keeping import exports_kept_until
from core.locks import hold
from core.models import Job, ListExport
from core.workflow.command import Command
from organisation.models import Unit
from organisation.public import parameter, unit_in_scope
from underwriting.models import DayPrint, Policy, PrintedPolicy
from underwriting.rules import day_print as rules
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.day_prints import DayOf, of_day
from underwriting.services.refusals import InvalidEntry

ASKED, PRINTED = "underwriting.day_print.ask", "underwriting.policy.print"


class Sheet(NamedTuple):
    """A policy in the file: the paper that was taken and its pages."""

    policy: Policy
    document_id: int
    pages: int


@transaction.atomic
def ask_for_day_print(command: Command, *, asked: DayOf, address: str) -> DayPrint:
    """Note who prints what; the file follows as queued work and can be taken by nobody else. The same click sent twice
    is one print. Refused for a day to come and where nothing is to be printed."""
    refusal = command.actor.refusal_for(rules.PERMISSION)
    if refusal is not None:
        raise refusal
    hold(f"{rules.JOB}/{command.key}")
    known = Job.objects.filter(kind=rules.JOB, key=str(command.key)).first()
    if known is not None:
        return DayPrint.objects.get(pk=int(known.payload["print"]))
    return _asked(command, asked, address)


def _asked(command: Command, asked: DayOf, address: str) -> DayPrint:
    if asked.day > localdate(command.at):
        raise InvalidEntry(_("The day has not come yet."), field="day")
    actor = command.actor
    of_unit = unit_in_scope(actor, asked.unit_id) if asked.unit_id is not None else None
    if not of_day(actor, asked).exists():  # type: ignore[arg-type]
        raise InvalidEntry(_("No policy is to be printed of this day."), field="day")
    made = DayPrint(
        of_unit=of_unit,
        day=asked.day,
        line=asked.line,
        only_new=asked.only_new,
        asked_by_id=actor.staff_id,
        asked_by=command.signature,
        asked_at=command.at,
        export_id=_wish(command, asked.day, address).pk,
    )
    made.set_unit(Unit.objects.get(pk=actor.unit_id))
    made.save(force_insert=True)
    work = enqueue(
        rules.JOB, key=str(command.key), payload={"print": made.pk}, queue="documents", requested_by=actor.staff_id
    )
    DayPrint.objects.filter(pk=made.pk).update(job_id=work.pk)
    made.job_id = work.pk
    audit.record(command, ASKED, subject=("underwriting.day_print", made.pk, made.number), after=_conditions(made))
    return made


def _wish(command: Command, day: date, address: str) -> ListExport:
    """The file belongs to who asked for it, as that of a long list does, and goes when its time is over."""
    wish: ListExport = ListExport.objects.create(
        owner_id=command.actor.staff_id or 0,
        assignment_id=command.actor.assignment_id or 0,
        address=address,
        name=f"policies-{day:%Y-%m-%d}-{command.at:%H%M%S}.pdf",
        language=get_language() or "",
        asked_at=command.at,
        expires_at=exports_kept_until(command.at),
    )
    return wish


def _conditions(made: DayPrint) -> dict[str, str]:
    unit = made.of_unit.code if made.of_unit else ""
    return {"day": f"{made.day}", "unit": unit, "line": made.line, "only_new": str(made.only_new)}


def most_at_once(unit: Unit, at: datetime) -> int:
    """How many policies one file holds at most."""
    return int(parameter(rules.MOST, unit, localdate(at)))


def note_day_print(found: DayPrint, command: Command, *, sheets: Sequence[Sheet], missing: int, pages: int) -> None:
    """Keep which policies were printed, in their own histories too. Called in one transaction with the file; somebody
    who printed one of them meanwhile makes it fail, and the file is made anew without it."""
    PrintedPolicy.objects.bulk_create(
        PrintedPolicy(print=found, policy=one.policy, document_id=one.document_id, pages=one.pages) for one in sheets
    )
    found.printed, found.missing, found.pages = len(sheets), missing, pages
    found.save(update_fields=["printed", "missing", "pages"])
    note_printed(command, [one.document_id for one in sheets], purpose=rules.PURPOSE)
    audit.record_all(
        audit.entry(
            command,
            PRINTED,
            subject=(POLICY_KIND, one.policy.pk, one.policy.number),
            after={"print": f"{found.day}", "pages": one.pages},
        )
        for one in sheets
    )
