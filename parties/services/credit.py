"""Rating customers, watching them, limiting their credit (CUS-03, domain 10.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import work
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as step
from parties.models import CreditFile, CreditRating, Party
from parties.rules import credit as rules
from parties.rules.credit import CreditFacts, CreditState, Finances
from parties.selectors.credit import known_of
from parties.selectors.credit_scheme import scheme_on
from parties.services.refusals import InvalidEntry


@creation(CreditFile, rules.OPEN)
def open_file(command: Command, /, *, party_id: int) -> CreditFile:
    """The file belongs to the unit that registered the customer."""
    party = Party.objects.select_related("home_unit", "merged_into").get(pk=party_id)
    party = party.merged_into or party
    if CreditFile.objects.filter(party=party).exists():
        raise InvalidEntry(_("This customer has a credit file."), field="party_id")
    file = CreditFile(party=party)
    file.set_unit(party.home_unit)
    return file


@step(CreditFile, rules.RATE)
def rate_file(file: CreditFile, command: Command, /) -> None:
    """A new rating from what is known today; the earlier ones stay."""
    today = localdate(command.at)
    _rate(file, known_of([file.party_id], today)[file.party_id], command)


@step(CreditFile, rules.WARN)
def warn(file: CreditFile, _command: Command, /) -> None:
    """The grade fell; somebody looks at the customer."""


def rate_customer(command: Command, party_id: int) -> CreditFile:
    """Rate a customer, with a file if there is none yet; a grade that fell becomes an early warning."""
    with transaction.atomic():
        found = CreditFile.objects.filter(party_id=party_id).first()
        file = found or open_file(command.then("open"), party_id=party_id)
        before = file.grade
        file = rate_file(file.pk, command.then("rate"))
        if rules.is_worse(file.grade, before) and file.state == CreditState.NORMAL:
            file = warn(file.pk, command.then("warn"))
        return file


def _rate(file: CreditFile, facts: CreditFacts, command: Command) -> None:
    today = localdate(command.at)
    rated = rules.rate(facts, scheme_on(file.unit, today))
    file.score, file.grade, file.rated_on = rated.score, rated.grade, today
    CreditRating.objects.create(
        file=file,
        rated_at=command.at,
        score=rated.score,
        grade=rated.grade,
        steps=rated.explained.as_json(),
    )


@step(CreditFile, rules.NOTE_FINANCES)
def note_finances(file: CreditFile, _command: Command, /, *, finances: str) -> None:
    """What is known of the customer's business; the reason says from where. It counts at the next rating."""
    file.finances = Finances(finances)


@step(CreditFile, rules.WATCH)
def watch(file: CreditFile, _command: Command, /, *, conditions: str = "") -> None:
    """New business is decided by a person, with these special conditions."""
    file.conditions = conditions.strip()


@step(CreditFile, rules.DISMISS)
def dismiss(file: CreditFile, command: Command, /) -> None:
    """The warning was looked at; the reason says what was found."""


@step(CreditFile, rules.END_WATCH)
def end_watch(file: CreditFile, _command: Command, /) -> None:
    """Business goes on without special conditions."""
    file.conditions = ""


@step(CreditFile, rules.PROPOSE_LIMIT)
def propose_limit(file: CreditFile, command: Command, /, *, limit: Decimal, until: date) -> None:
    """How much premium may be open at once and until when; another person approves."""
    _refuse_no_credit(file, until, command)
    file.proposed_limit, file.proposed_until = limit, until
    file.proposed_by_id, file.approved_by_id = command.actor.staff_id, None


@step(CreditFile, rules.APPROVE_LIMIT)
def approve_limit(file: CreditFile, command: Command, /) -> None:
    """Another person approves what was proposed, if the customer may still have credit."""
    if file.proposed_until is not None:
        _refuse_no_credit(file, file.proposed_until, command)
    work.end(file, rules.LIMIT_QUEUE, command)
    file.credit_limit, file.limit_until = file.proposed_limit, file.proposed_until
    file.proposed_limit, file.proposed_until = None, None
    file.approved_by_id = command.actor.staff_id


@step(CreditFile, rules.REFUSE_LIMIT)
def refuse_limit(file: CreditFile, command: Command, /) -> None:
    """The limit stays as it was; the reason is kept with the file."""
    work.end(file, rules.LIMIT_QUEUE, command)
    file.proposed_limit, file.proposed_until = None, None


def _refuse_no_credit(file: CreditFile, until: date, command: Command) -> None:
    if file.grade == rules.Grade.C:
        raise InvalidEntry(_("A customer of grade C pays in cash."), field="limit")
    if until <= localdate(command.at):
        raise InvalidEntry(_("The limit ends in the future."), field="until")
