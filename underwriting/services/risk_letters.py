"""Letters of improvements: written, delivered, looked at again (LAW-51, A9 7)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import notify
from core.jobs import enqueue
from core.models import WorkItem
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import holders_in_scope, parameter
from underwriting.models import ImprovementLetter, RiskAssessment
from underwriting.rules import risk_visit as life
from underwriting.rules.risk_assessment import ASSESSMENT_KIND, REPORT_DANGER
from underwriting.rules.saying import says_something
from underwriting.services.refusals import InvalidEntry
from underwriting.services.risk_report import PAPERS_JOB
from underwriting.services.risk_survey import refuse_other_hands


@creation(ImprovementLetter, life.WRITE)
def write_letter(
    command: Command, /, *, assessment: int, hazards: str, follow_up_on: date | None = None
) -> ImprovementLetter:
    """Written advice to remove hazards; without a day of its own it is looked at after the days of the branch."""
    subject = RiskAssessment.objects.select_related("unit").get(pk=assessment)
    today = localdate(command.at)
    if not hazards.strip():
        raise InvalidEntry(_("Write what must be improved."), field="hazards")
    if follow_up_on is not None and follow_up_on <= today:
        raise InvalidEntry(_("The check is after today."), field="follow_up_on")
    days = parameter("underwriting.improvement_days", subject.unit, today)
    letter = ImprovementLetter(
        assessment=subject, hazards=hazards.strip(), follow_up_on=follow_up_on or today + timedelta(days=days)
    )
    letter.set_unit(subject.unit)
    letter.number = business_number("Y", subject.line[:3], today.year, subject.unit.code, gap_free=False)
    enqueue(
        PAPERS_JOB,
        key=f"letter:{letter.number}",
        payload={"what": "letter", "number": letter.number},
        queue="documents",
    )
    return letter


@transition(RiskAssessment, REPORT_DANGER)
def report_danger(assessment: RiskAssessment, command: Command, /) -> None:
    """The visit stops: the customer gets a letter, sub-branch and underwriters are told at once, and nothing is
    accepted until the danger is removed (A9 3, LAW-51)."""
    refuse_other_hands(assessment, command)
    if not says_something(command.reason):
        raise InvalidEntry(_("Write what was found."), field="reason")
    today = localdate(command.at)
    days = parameter("underwriting.danger_days", assessment.unit, today)
    hazards = command.reason.strip()
    assessment.danger = "\n".join(part for part in (assessment.danger, hazards) if part)
    letter = write_letter(
        command.then("letter"), assessment=assessment.pk, hazards=hazards, follow_up_on=today + timedelta(days=days)
    )
    people = holders_in_scope("underwriting.decide_proposal", assessment, today)
    notify.notify(
        people | holders_in_scope(life.FOLLOW_ISSUES, assessment, today),
        key=f"{ASSESSMENT_KIND}/danger/{command.key}",
        title=_("Imminent danger: %(number)s") % {"number": assessment.number},
        body=f"{assessment.insured_name} · {hazards}"[:200],
        subject_kind=life.LETTER_KIND,
        subject_id=letter.pk,
    )


@transition(ImprovementLetter, life.DELIVER)
def deliver(letter: ImprovementLetter, command: Command, /, *, delivered_to: str, delivered_on: date) -> None:
    """Handed over to somebody of the insured."""
    if delivered_on > localdate(command.at):
        raise InvalidEntry(_("Not after today."), field="delivered_on")
    letter.delivered_to, letter.delivered_on = delivered_to.strip(), delivered_on


@transition(ImprovementLetter, life.FOLLOW_UP)
def give_time(letter: ImprovementLetter, command: Command, /, *, follow_up_on: date) -> None:
    """Looked at again: more time is given, and the work is due then. It is not given without end: what is not improved
    by then is decided on (A9 7, LAW-51)."""
    today = localdate(command.at)
    if follow_up_on <= today:
        raise InvalidEntry(_("The check is after today."), field="follow_up_on")
    most = parameter("underwriting.improvement_extensions", letter.unit, today)
    if letter.extensions >= most:
        message = _("More time was given %(times)s times already. It is improved or not improved.")
        raise InvalidEntry(message % {"times": letter.extensions}, field="follow_up_on")
    letter.extensions += 1
    _write(letter, command)
    letter.follow_up_on = follow_up_on
    open_items = WorkItem.objects.filter(subject_kind=life.LETTER_KIND, subject_id=letter.pk, done_at=None)
    open_items.update(due_at=letter.check_by)


@transition(ImprovementLetter, life.FINISH)
def improved(letter: ImprovementLetter, command: Command, /) -> None:
    """The hazards are gone."""
    _write(letter, command)


@transition(ImprovementLetter, life.FAIL)
def not_improved(letter: ImprovementLetter, command: Command, /) -> None:
    """More premium may be asked or the contract ended (LAW-51): the underwriters are told."""
    _write(letter, command)
    notify.notify(
        holders_in_scope("underwriting.decide_proposal", letter, localdate(command.at)),
        key=f"{life.LETTER_KIND}/{letter.pk}",
        title=_("Not improved: %(number)s") % {"number": letter.number},
        body=f"{letter.assessment.insured_name} · {command.reason.strip()}"[:200],
        subject_kind=life.LETTER_KIND,
        subject_id=letter.pk,
    )


@transition(ImprovementLetter, life.DECIDE)
def decide_unsafe(letter: ImprovementLetter, command: Command, /, *, consequence: str) -> None:
    """What the insurer makes of its right: more premium, the end of the contract, or neither, with the reason."""
    if consequence not in life.UNSAFE_LABELS:
        raise InvalidEntry(_("Choose one of the list."), field="consequence")
    letter.consequence, letter.decided_by = consequence, command.signature
    _note(letter, command)


def _write(letter: ImprovementLetter, command: Command) -> None:
    _note(letter, command)
    letter.checked_by, letter.checked_on = command.actor.name, localdate(command.at)


def _note(letter: ImprovementLetter, command: Command) -> None:
    line = f"{localdate(command.at)} {command.actor.name}：{command.reason.strip()}"
    letter.result = "\n".join(part for part in (letter.result, line) if part)
