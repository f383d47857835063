"""A fleet from a table: uploaded, corrected, imported whole or not at all (issue 4.1, PLT-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.copying import copy_in
from core.files import SHEET, FileRefused, attach, store
from core.jobs import enqueue
from core.models import Job, StoredFile
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from parties.public import party
from underwriting.models import FleetRow, FleetUpload
from underwriting.rules import fleet as life
from underwriting.rules.fleet_values import cell_text, read_row
from underwriting.rules.papers_due import How
from underwriting.rules.questionnaire import read_answers
from underwriting.selectors.papers_due import mark
from underwriting.services.data import PapersData, PeopleData
from underwriting.services.fleet_check import check_rows, data_of
from underwriting.services.fleet_papers import NO_SCAN, FleetScan, keep_scan
from underwriting.services.fleet_sheet import Texts, read_table
from underwriting.services.intake import receive_proposal
from underwriting.services.refusals import FleetHasErrors

IMPORT_JOB, SUBMIT_JOB = "underwriting.import_fleet", "underwriting.submit_fleet"
BATCH = 1000
Changes = Mapping[int, Mapping[str, str]]


@creation(FleetUpload, life.UPLOAD)
def upload_fleet(command: Command, /, *, content: bytes, name: str) -> FleetUpload:
    """Take a table in and check every row; proposals come later."""
    upload = FleetUpload(
        pk=reserved_id(FleetUpload), uploaded_by_id=command.actor.staff_id, uploaded_by=command.actor.name
    )
    unit = Unit.objects.get(pk=command.actor.unit_id)
    upload.set_unit(unit)
    _take_table(upload, command, content=content, name=name)
    upload.number = business_number("C", "MOT", localdate(command.at).year, unit.code, gap_free=False)
    return upload


@transition(FleetUpload, life.REPLACE)
def replace_table(upload: FleetUpload, command: Command, /, *, content: bytes, name: str) -> None:
    """The table was corrected in the table program: all rows are taken anew."""
    upload.rows.all().delete()
    _take_table(upload, command, content=content, name=name)


@transition(FleetUpload, life.CORRECT)
def correct_rows(upload: FleetUpload, command: Command, /, *, changes: Changes) -> None:
    """Corrections typed on the page; every row is checked again, because rows are compared with each other."""
    rows = list(upload.rows.order_by("place"))
    for row in rows:
        row.texts = row.texts | {name: cell_text(text) for name, text in changes.get(row.place, {}).items()}
    _check(upload, rows, localdate(command.at))
    FleetRow.objects.bulk_update(rows, ["texts", "faults"], batch_size=BATCH)


@transition(FleetUpload, life.IMPORT)
def import_fleet(
    upload: FleetUpload,
    command: Command,
    /,
    *,
    holder_id: int,
    channel: str,
    papers: PapersData,
    scan: FleetScan = NO_SCAN,
) -> str | None:
    """One proposal per vehicle for one policyholder, with the same papers and answers. A large fleet is imported in the
    background."""
    rows = list(upload.rows.order_by("place"))
    _check(upload, rows, localdate(command.at))
    _refuse_faulty(upload)
    holder = party(holder_id)
    upload.holder_id, upload.holder_name, upload.channel = holder.id, holder.name, channel
    upload.signed, upload.inspected, upload.problem = papers.signed, bool(papers.inspected), ""
    upload.disclosures = papers.answered.as_json() if papers.answered else {}
    upload.papers = keep_scan(upload, rows, scan, command)
    if len(rows) <= life.AT_ONCE:
        _make_proposals(upload, rows, command)
        return None
    job = enqueue(
        IMPORT_JOB,
        key=f"{upload.pk}/{upload.version}",
        payload={"fleet": upload.pk, "assignment": command.actor.assignment_id},
        requested_by=command.actor.staff_id,
    )
    upload.job_id = job.pk
    return life.IMPORTING


@transition(FleetUpload, life.FINISH)
def finish_import(upload: FleetUpload, command: Command, /) -> None:
    """The background part: checked once more, then all proposals in this one transaction."""
    rows = list(upload.rows.order_by("place"))
    _check(upload, rows, localdate(command.at))
    _refuse_faulty(upload)
    _make_proposals(upload, rows, command)


@transition(FleetUpload, life.STOP)
def stop_import(upload: FleetUpload, command: Command, /, *, problem: str = "") -> None:
    """Nothing was imported; the rows can be corrected again."""
    upload.problem, upload.job_id = problem, None
    rows = list(upload.rows.order_by("place"))
    _check(upload, rows, localdate(command.at))
    FleetRow.objects.bulk_update(rows, ["faults"], batch_size=BATCH)


@transition(FleetUpload, life.DISCARD)
def discard_fleet(upload: FleetUpload, command: Command, /) -> None:
    """The table was not meant to be imported; its rows are forgotten."""
    upload.rows.all().delete()


def ask_submission(command: Command, *, upload: FleetUpload) -> Job:
    """Hand all proposals of the fleet to the reviewer in the background, each by itself; what is refused is listed."""
    refusal = command.actor.refusal_for("underwriting.submit_proposal", upload)
    if refusal is not None:
        raise refusal
    return enqueue(
        SUBMIT_JOB,
        key=f"{upload.pk}/{command.key}",
        payload={"fleet": upload.pk, "assignment": command.actor.assignment_id},
        requested_by=command.actor.staff_id,
    )


def _take_table(upload: FleetUpload, command: Command, *, content: bytes, name: str) -> None:
    upload.file = _kept(upload, command, content=content, name=name)
    rows = [FleetRow(upload_id=upload.pk, place=place, texts=texts) for place, texts in read_table(content)]
    _check(upload, rows, localdate(command.at))
    copy_in(rows)


def _kept(upload: FleetUpload, command: Command, *, content: bytes, name: str) -> StoredFile:
    if content[:2] != b"PK":
        raise FileRefused("type", _("Send an Excel table (.xlsx)."))
    file = store(content, purpose=SHEET, name=name, actor=command.actor)
    return attach(file, subject_kind=life.FLEET_KIND, subject_id=upload.pk)


def _check(upload: FleetUpload, rows: list[FleetRow], today: date) -> None:
    found = check_rows([(row.place, _texts(row)) for row in rows], upload.unit, today)
    for row in rows:
        row.faults = found[row.place]
    upload.rows_total, upload.rows_faulty = len(rows), sum(bool(row.faults) for row in rows)


def _texts(row: FleetRow) -> Texts:
    return dict(row.texts)


def _refuse_faulty(upload: FleetUpload) -> None:
    if upload.rows_faulty:
        message = _("Rows with errors: %(count)s. Correct them first; nothing was imported.")
        raise FleetHasErrors(message % {"count": upload.rows_faulty}, details={"value": upload.rows_faulty})


def _make_proposals(upload: FleetUpload, rows: list[FleetRow], command: Command) -> None:
    people = PeopleData(holder_id=upload.holder_id or 0, channel=upload.channel)
    answered = read_answers(upload.disclosures) if upload.disclosures else None
    inside = mark(command, How.FLEET, where=upload.number)
    marks = dict.fromkeys(upload.papers, inside)
    papers = PapersData(signed=upload.signed, inspected=upload.inspected, answered=answered, marks=marks)
    for row in rows:
        data = replace(data_of(read_row(row.texts)[0], upload.number), people=people, papers=papers)
        row.proposal_id = receive_proposal(command.then(f"row-{row.place}"), data=data).pk
    FleetRow.objects.bulk_update(rows, ["faults", "proposal_id"], batch_size=BATCH)
