"""Taking a report at 95518: registered whatever is known, cover shown, look-alikes pointed out (6.1, HOT-01)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from claims.models import LossReport, ReportCover, Speciality
from claims.rules import lifecycle
from claims.selectors.cover import covers_at_loss
from claims.selectors.reports import plain_plate, similar_reports
from claims.services.data import ReportData
from claims.services.dispatch import cancel_open_tasks, create_tasks
from claims.services.events import watch
from claims.services.indexing import index_report
from claims.services.refusals import InvalidEntry, NotTheHotline
from core import jobs
from core.crypto import mask_phone
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import Unit, UnitKind, nearest_units
from parties.public import IdentityFault, check_phone

DOCUMENTS_JOB = "claims.make_document"
LONGEST_AGO = timedelta(days=730)  # the claim of the insured lapses after two years (insurance law art. 26)


@creation(LossReport, lifecycle.RECEIVE)
def receive_report(command: Command, /, *, data: ReportData) -> LossReport:
    """Register the report, its policies and its survey tasks; the list of documents goes to the caller."""
    desk = desk_of(command)
    refuse_elsewhere(desk)
    _refuse_impossible(data, command)
    plate = plain_plate(data.plate)
    report = LossReport(
        pk=reserved_id(LossReport),
        reported_at=command.at,
        plate=plate,
        reporter_phone_masked=mask_phone(data.reporter_phone),
        duplicate_hints=similar_reports(plate, data.policy_ids, data.occurred_at),
        notice_sent_at=command.at,
        handler_name=command.actor.name,
    )
    for name in _PLAIN:
        setattr(report, name, getattr(data, name))
    report.set_unit(_place_of(data, desk))
    report.number = business_number("R", "MOT", localdate(command.at).year, desk.code, gap_free=False)
    _add_covers(report, data.policy_ids)
    jobs.enqueue(DOCUMENTS_JOB, key=f"notice:{report.pk}", payload={"what": "notice", "id": report.pk})
    index_report(report, state=lifecycle.OPEN)
    return report


_PLAIN = (
    "reporter_name", "reporter_phone", "relation", "driver_name", "occurred_at", "place", "latitude", "longitude",
    "cause", "course", "policy_said", "third_vehicles", "injured", "police", "estimate",
)  # fmt: skip


def desk_of(command: Command) -> Unit:
    return Unit.objects.get(pk=command.actor.unit_id)


def refuse_elsewhere(desk: Unit) -> None:
    """What callers tell is written down at the 95518 workplace and nowhere else (HOT-03)."""
    if desk.kind != UnitKind.HOTLINE:
        raise NotTheHotline(
            _("Reports are taken at the 95518 workplace only. Transfer the caller."), details={"basis": "HOT-03"}
        )


def _refuse_impossible(data: ReportData, command: Command) -> None:
    if data.occurred_at > command.at:
        raise InvalidEntry(_("The loss cannot lie in the future."), field="occurred_at")
    if data.occurred_at < command.at - LONGEST_AGO:
        raise InvalidEntry(_("The loss lies more than two years back. Ask the claims centre."), field="occurred_at")
    for name in ("reporter_name", "place", "course"):
        if not getattr(data, name).strip():
            raise InvalidEntry(_("This must be asked."), field=name)
    if data.estimate < 0:
        raise InvalidEntry(_("The estimate cannot be negative."), field="estimate")
    try:
        check_phone(data.reporter_phone)
    except IdentityFault as fault:
        raise InvalidEntry(_(str(fault)), field="reporter_phone") from None


def _place_of(data: ReportData, desk: Unit) -> Unit:
    """The sub-branch in whose area the loss happened: as chosen, else the nearest (AUT-17)."""
    if data.loss_unit_id is not None:
        found = Unit.objects.filter(pk=data.loss_unit_id, branch_id=desk.branch_id).first()
        if found is None:
            raise InvalidEntry(_("Choose a sub-branch of this branch."), field="loss_unit_id")
        return found
    if data.latitude is None or data.longitude is None:
        raise InvalidEntry(_("Choose the area of the loss, or mark the place."), field="loss_unit_id")
    return nearest_units(data.latitude, data.longitude, branch_id=desk.branch_id or desk.pk)[0][0]


def _add_covers(report: LossReport, policy_ids: tuple[int, ...]) -> None:
    if not policy_ids:
        return
    rows = [
        ReportCover(
            report=report,
            policy_id=found.cover.policy_id,
            policy_number=found.cover.policy_number,
            line=found.cover.line,
            product=found.cover.product_name,
            unit_id=found.cover.unit_id,
            insured_id=found.cover.insured_id,
            insured_name=found.cover.insured_name,
            covered=found.covered,
            verdicts=list(found.verdicts),
        )
        for found in covers_at_loss(policy_ids, report.occurred_at)
    ]
    ReportCover.objects.bulk_create(rows)


def register_report(command: Command, data: ReportData) -> LossReport:
    """The report with its survey tasks; sending the same command twice gives the same report."""
    report = receive_report(command, data=data)
    wanted = [Speciality.VEHICLE] + ([Speciality.INJURY] if report.injured else [])
    create_tasks(command, report, wanted)
    watch(report)
    return report


@transition(LossReport, lifecycle.AMEND)
def amend_report(report: LossReport, command: Command, /, *, policy_ids: tuple[int, ...] = ()) -> None:
    """The caller adds something, or the policy is found after all."""
    refuse_elsewhere(desk_of(command))
    add_missing_covers(report, policy_ids)
    add_remark(report, command, command.reason)


def add_missing_covers(report: LossReport, policy_ids: tuple[int, ...]) -> None:
    """Policies that the report does not touch yet."""
    known = set(report.covers.values_list("policy_id", flat=True))
    _add_covers(report, tuple(pk for pk in policy_ids if pk not in known))


def add_remark(report: LossReport, command: Command, text: str) -> None:
    """Nothing told is overwritten: additions stand below each other with their time and hand."""
    line = f"{localtime(command.at):%Y-%m-%d %H:%M} {command.actor.name}: {text.strip()}"
    report.remarks = "\n".join(part for part in (report.remarks, line) if part)


@transition(LossReport, lifecycle.CANCEL_REPORT)
def cancel_report(report: LossReport, command: Command, /) -> None:
    """Wrong report, not insured here, or withdrawn by the customer; open tasks end with it."""
    refuse_elsewhere(desk_of(command))
    cancel_open_tasks(report, command)
    index_report(report, state=lifecycle.CANCELLED)
