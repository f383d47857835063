"""Void, misprinted and lost forms: the number is blocked everywhere from the report on (domain 8.2, FRM-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormIncident, FormLot, FormMovement, FormRequest, FormType
from archives.rules import form_incident, form_request
from archives.rules.form_places import REPORTED, WAYS, Place, Standing, Step
from archives.rules.serials import Numbers
from archives.services.form_moves import Move, Subject, move_forms
from archives.services.form_papers import paper_number, staff_of
from archives.services.form_refusals import NotHeld, WrongCount, WrongPaper
from archives.services.form_supply import send
from core import clocks
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import parameter

NOTICE_CLOCK = "archives.loss_notice"
KEEPER = "archives.issue_forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentData:
    """What happened to which forms."""

    kind: str
    form_type_id: int
    first: int
    quantity: int
    discovered_at: datetime
    account: str


@creation(FormIncident, form_incident.REPORT)
def report_forms(command: Command, /, *, data: IncidentData) -> FormIncident:
    """The one who holds the forms reports; a loss in the store is reported by its keeper."""
    kind = FormType.objects.get(pk=data.form_type_id)
    numbers = Numbers(data.first, data.first + max(1, data.quantity) - 1)
    _refuse_wrong(data, command)
    source = _where(kind, numbers, data.kind, command)
    unit = Unit.objects.get(pk=source.unit_id)
    paper = FormIncident(
        number=paper_number("DS", command),
        kind=data.kind,
        form_type=kind,
        first=numbers.first,
        last=numbers.last,
        made_by_id=staff_of(command),
        holder_id=source.holder_id,
        discovered_at=data.discovered_at,
        late=command.at > data.discovered_at + timedelta(hours=int(parameter("archives.loss_report_hours"))),
        account=data.account.strip(),
        subject_number=_used_for(kind, numbers) if source.standing == Standing.USED else "",
    )
    paper.set_unit(unit)
    step = Step.LOSE if data.kind == form_incident.LOSS else Step.VOID
    subject = Subject(kind=form_incident.INCIDENT_KIND, number=paper.number)
    target = Place(WAYS[step][1], source.unit_id, source.holder_id)
    move_forms(
        command,
        Move(
            form_type=kind,
            numbers=numbers,
            step=step,
            source=source,
            target=target,
            subject=subject,
            note=paper.account,
            field="first",
        ),
    )
    return paper


def _refuse_wrong(data: IncidentData, command: Command) -> None:
    if data.kind not in FormIncident.KINDS:
        raise WrongPaper(_("Choose what happened."), field="kind")
    if data.discovered_at > command.at:
        raise WrongPaper(_("It was discovered in the future."), field="discovered_at")
    if not data.account.strip():
        raise WrongPaper(_("Say what happened."), field="account")
    same_day = localdate(data.discovered_at) == localdate(command.at)
    if data.kind in form_incident.SPOILT and not same_day:
        raise WrongPaper(_("Void forms are entered on the same day. Report older ones to the keeper of the store."))


def _where(kind: FormType, numbers: Numbers, what: str, command: Command) -> Place:
    """Where the first of the forms is now: in the own hand, or in the store that the person keeps."""
    row = FormLot.objects.filter(form_type=kind, first__lte=numbers.first, last__gte=numbers.first).first()
    if row is None:
        raise NotHeld(_("This number was never received."), field="first")
    own = row.holder_id == command.actor.staff_id
    keeps = row.holder_id is None and command.actor.refusal_for(KEEPER, row) is None
    supervises = command.actor.refusal_for("archives.witness_forms", row) is None
    if not (own or keeps or (supervises and what == form_incident.LOSS)):
        raise NotHeld(_("You do not hold this form."), field="first")
    if kind.ledger_entry and row.standing == Standing.USED:
        message = _("The form is a policy. Have its ledger entry cancelled; the form is void with it.")
        raise WrongPaper(message, field="first")
    if row.standing not in REPORTED[Step.LOSE if what == form_incident.LOSS else Step.VOID]:
        raise WrongPaper(_("The form is “%(standing)s”.") % {"standing": row.get_standing_display()}, field="first")
    return row.lot.place


def _used_for(kind: FormType, numbers: Numbers) -> str:
    used = FormMovement.objects.filter(form_type=kind, step=Step.USE, first=numbers.first)
    return used.values_list("subject_number", flat=True).first() or ""


@transition(FormIncident, form_incident.TAKE_COPIES)
def take_copies(paper: FormIncident, command: Command, /, *, copies: int) -> None:
    """A spoilt form comes back with all its copies, stamped void."""
    wanted = paper.form_type.copies * paper.numbers.quantity
    if copies != wanted:
        raise WrongCount(_("All %(copies)s copies must be back.") % {"copies": wanted}, field="copies")
    if command.actor.staff_id == paper.made_by_id:
        raise WrongPaper(_("Another person takes the copies."))
    paper.copies_back = copies


@transition(FormIncident, form_incident.PUBLISH)
def publish(paper: FormIncident, command: Command, /, *, newspaper: str, page: str, on: date) -> None:
    """The notice of loss, at the latest five working days after the discovery."""
    today = localdate(command.at)
    if on > today or on < localdate(paper.discovered_at):
        raise WrongPaper(_("The notice lies between the discovery and today."), field="on")
    due, _rule = clocks.due(NOTICE_CLOCK, paper.discovered_at)
    paper.newspaper, paper.notice_page, paper.notice_on = newspaper.strip(), page.strip(), on
    paper.notice_late = on > localdate(due)


@transition(FormIncident, form_incident.CLOSE)
def close_loss(paper: FormIncident, command: Command, /) -> None:
    """What was found, and who answers for it."""
    paper.finding = command.reason


@transition(FormRequest, form_request.SETTLE)
def settle(paper: FormRequest, command: Command, /, *, found: bool) -> None:
    """The missing forms were found and are received, or they are lost and reported."""
    for part in paper.missing:
        if found:
            send(paper, command, Step.ARRIVE, part)
        else:
            _report_missing(paper, part, command)


def _report_missing(paper: FormRequest, part: Numbers, command: Command) -> None:
    """Each row of missing numbers is a loss of its own, with its notice."""
    data = IncidentData(
        kind=form_incident.LOSS,
        form_type_id=paper.form_type_id,
        first=part.first,
        quantity=part.quantity,
        discovered_at=paper.received_at or command.at,
        account=command.reason,
    )
    report_forms(command.then(f"loss:{part.first}"), data=data)
