"""Values of the branch: drafted within or beyond the scope of head office, back-tested, approved by another, filed or
granted by the level above, in force from a day to come, suspended at once (AUW-04 … AUW-08, A5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction as database
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import links, locks
from core.jobs import enqueue
from core.models import Job
from core.notify import notify
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import parameter
from underwriting.models import RuleValues
from underwriting.models.rule_file import RuleFile
from underwriting.rules import rule_file as life
from underwriting.rules.auto_underwriting import CHOICES, Element
from underwriting.rules.element_choices import choices_of
from underwriting.selectors import tables
from underwriting.selectors.backtest import Progress, back_test
from underwriting.selectors.rules import elements_version, is_local, values_on
from underwriting.services.refusals import InvalidEntry, NotTested, UnderWay

BACKTEST_JOB = "underwriting.back_test"
MOST_DROP, PERIOD = "underwriting.pass_rate_drop", "underwriting.backtest_period_days"


@creation(RuleFile, life.WRITE)
def write_values(command: Command, /, *, product: str, values: Mapping[str, Any], effective_on: date) -> RuleFile:
    """A draft for the elements that head office fixed; values beyond its scope say who has to approve them."""
    unit = Unit.objects.get(pk=command.actor.unit_id)
    branch = Unit.objects.get(pk=unit.branch_id or unit.pk)
    held = values_on(product, branch.pk, effective_on)
    _refuse_second(product, branch)
    file = RuleFile(product=product, before=held.values if held else {}, grounds=command.reason)
    file.set_unit(branch)
    _fill(file, values, effective_on, command)
    file.proposed_by_id, file.proposed_by = command.actor.staff_id, command.signature
    file.number = business_number("A", "AUW", localdate(command.at).year, branch.code, gap_free=False)
    return file


@transition(RuleFile, life.CHANGE)
def change_values(file: RuleFile, command: Command, /, *, values: Mapping[str, Any], effective_on: date) -> None:
    """The draft as it is to be; who wrote it last is its author, whom four eyes look past."""
    _fill(file, values, effective_on, command)
    file.proposed_by_id, file.proposed_by = command.actor.staff_id, command.signature


def _refuse_second(product: str, branch: Unit) -> None:
    """One set of values of a product is under way at a time."""
    locks.hold(f"underwriting.rule_file:{product}:{branch.pk}")
    waiting = RuleFile.objects.filter(product=product, unit=branch, state__in=life.OPEN).first()
    if waiting is not None:
        text = _("Values of this product are under way already: %(number)s. Change or reject them first.")
        raise UnderWay(text % {"number": waiting.number}, details={"value": waiting.number})


def _fill(file: RuleFile, values: Mapping[str, Any], effective_on: date, command: Command) -> None:
    if effective_on <= localdate(command.at):
        raise InvalidEntry(_("New values hold from tomorrow at the earliest."), field="effective_on")
    elements = tables.elements_of(file.product, effective_on)
    if not elements:
        raise InvalidEntry(_("No elements of head office are in force on that day."), field="effective_on")
    wanted = [element for element in elements if element.valued]
    for element in wanted:
        _check(element, values.get(element.name))
    file.values = {element.name: values[element.name] for element in wanted}
    file.outside = [one.name for one in wanted if one.outside(values[one.name], file.before.get(one.name))]
    file.scope = life.scope_of(tuple(file.outside), local=is_local(file.product, effective_on))
    file.elements_version, file.effective_on = elements_version(file.product, effective_on), effective_on


def _check(element: Element, value: Any) -> None:
    """Every element of head office gets a value, of its kind; the branch adds and leaves out none."""
    field = f"value_{element.name}"
    if element.operator in CHOICES:
        if not isinstance(value, list) or not value:
            raise InvalidEntry(_("Choose at least one."), field=field)
        if not set(value) <= set(choices_of(element)):
            raise InvalidEntry(_("This is none of the choices."), field=field)
        return
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        raise InvalidEntry(_("Enter a number."), field=field) from None
    if not figure.is_finite() or figure < 0:
        raise InvalidEntry(_("Not below zero."), field=field)


@transition(RuleFile, life.APPROVE)
def approve_values(file: RuleFile, command: Command, /) -> str | None:
    """The director of the centre agrees, on a back-test of exactly these values; then they are filed, or granted by
    the level above."""
    _refuse_untested(file, command)
    file.approved_by_id, file.approved_by = command.actor.staff_id, command.signature
    return None if file.scope == life.OWN else life.AWAITING


def _refuse_untested(file: RuleFile, command: Command) -> None:
    """No approval without a back-test, none of a far lower pass rate without a reason (5.10)."""
    if not file.is_tested:
        raise NotTested(_("These values were not back-tested. Run the back-test first."))
    most = parameter(MOST_DROP, file.unit, localdate(command.at))
    if life.falls_far(file.tested, most) and not command.reason.strip():
        text = _("Accepted then: %(then)s%%, with these values: %(now)s%%. Say why this is wanted.")
        shown = {"then": file.tested["rate_then"], "now": file.tested["rate_now"]}
        raise NotTested(text % shown, field="reason", details=shown)


@transition(RuleFile, life.FILE)
def file_values(file: RuleFile, command: Command, /, *, filing: str) -> None:
    """Filed with head office (AUW-04). Not filed, never in force."""
    _note_filing(file, command, filing)


@transition(RuleFile, life.GRANT)
def grant_values(file: RuleFile, command: Command, /, *, filing: str) -> None:
    """The level above agrees to what lies beyond the scope of the branch (AUW-05, AUW-06)."""
    _note_filing(file, command, filing)


def _note_filing(file: RuleFile, command: Command, filing: str) -> None:
    if not filing.strip():
        raise InvalidEntry(_("Enter the filing number."), field="filing")
    file.filing, file.filed_by = filing.strip(), command.signature


@transition(RuleFile, life.SEND_BACK)
def send_back(file: RuleFile, command: Command, /) -> None:
    """The branch changes the values; whoever agreed to them before has not agreed to the new ones."""
    file.approved_by_id, file.approved_by = None, ""
    _tell_author(file, _("Values %(number)s were sent back: %(reason)s"), command)


@transition(RuleFile, life.REFUSE)
def refuse_values(file: RuleFile, command: Command, /) -> None:
    """The level above does not agree."""
    _tell_author(file, _("Values %(number)s were refused: %(reason)s"), command)


def _tell_author(file: RuleFile, text: str, command: Command) -> None:
    notify(
        [file.proposed_by_id] if file.proposed_by_id else [],
        key=f"underwriting.rule_file:{file.number}:{file.version}",
        title=text % {"number": file.number, "reason": command.reason[:120]},
        url=links.url_for(life.RULE_FILE_KIND, file.pk),
        subject_kind=life.RULE_FILE_KIND,
        subject_id=file.pk,
    )


@transition(RuleFile, life.ACTIVATE)
def activate(file: RuleFile, command: Command, /) -> None:
    """In force from 00:00 of the day wanted, tomorrow at the earliest; the version before ends there and is kept."""
    day = max(file.effective_on, localdate(command.at) + timedelta(days=1))
    _refuse_other_elements(file, day)
    rows = RuleValues.objects.select_for_update().filter(product=file.product, unit_id=file.unit_id)
    if rows.filter(effective__startswith__gte=day).exists():
        raise InvalidEntry(_("A version from that day or later is released already. Choose a later day."))
    for held in rows.filter(effective__contains=day):
        _end(held, day)
    file.effective_on = day
    file.released = RuleValues.objects.create(
        product=file.product,
        unit_id=file.unit_id,
        version=f"{file.unit.code}-{file.product}-{file.number[-11:]}",
        values=file.values,
        filing=file.filing,
        effective=DateRange(day, None),
        proposed_by_id=file.proposed_by_id,
        approved_by_id=file.approved_by_id,
    )
    _retire_earlier(file, command)
    database.on_commit(tables.forget)


def _refuse_other_elements(file: RuleFile, day: date) -> None:
    """What was tested and approved under one scope of head office is not put into force under another (AUW-05)."""
    now = elements_version(file.product, day)
    if now != file.elements_version:
        text = _(
            "Head office released other elements meanwhile (%(version)s). Discard these values and propose them anew."
        )
        raise NotTested(text % {"version": now or "–"}, details={"version": now})


def _retire_earlier(file: RuleFile, command: Command) -> None:
    earlier = RuleFile.objects.filter(product=file.product, unit_id=file.unit_id, state__in=life.RETIRE.sources)
    for pk in earlier.exclude(pk=file.pk).values_list("pk", flat=True):
        step = command.then(f"retire-{pk}")
        retire(pk, Command(key=step.key, actor=step.actor, at=step.at, reason=file.number))


@transition(RuleFile, life.SUSPEND)
def suspend(file: RuleFile, command: Command, /) -> None:
    """At once: without values in force every proposal of the product goes to a person."""
    today = localdate(command.at)
    if file.released is not None:
        _end(file.released, today)
    database.on_commit(tables.forget)


@transition(RuleFile, life.RETIRE)
def retire(file: RuleFile, command: Command, /) -> None:
    """Replaced by a later version, or given up. What was decided keeps its version."""
    if file.state == life.ACTIVE and file.released is not None and file.released.effective.upper is None:
        _end(file.released, localdate(command.at))
        database.on_commit(tables.forget)


@transition(RuleFile, life.REJECT)
def reject(file: RuleFile, command: Command, /) -> None:
    """The values are not wanted."""


def _end(held: RuleValues, day: date) -> None:
    begins = held.effective.lower
    held.effective = DateRange(empty=True) if begins is not None and begins >= day else DateRange(begins, day)
    held.save(update_fields=["effective"])


def ask_back_test(file: RuleFile, command: Command) -> Job:
    """Replay a year of decisions in the background, with progress."""
    refusal = command.actor.refusal_for("underwriting.view_rules", file)
    if refusal is not None:
        raise refusal
    payload = {"file": file.pk}
    return enqueue(BACKTEST_JOB, key=f"{file.pk}/{command.key}", payload=payload, requested_by=command.actor.staff_id)


def tried(file: RuleFile, today: date, *, progress: Progress | None = None) -> dict[str, Any]:
    """What the values would have decided in the period of the parameter, with the name of exactly these values."""
    found = back_test(
        file.unit,
        file.values,
        product=file.product,
        on=max(file.effective_on, today),
        today=today,
        days=parameter(PERIOD, file.unit, today),
        progress=progress,
    )
    return found.as_json() | {"of": life.fingerprint(file.values, file.elements_version)}


def keep_trial(file: RuleFile, trial: Mapping[str, Any], at: datetime) -> None:
    """Keep a back-test with its file; it counts while the values are the same."""
    RuleFile.objects.filter(pk=file.pk).update(tested=dict(trial), tested_at=at)
