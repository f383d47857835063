"""Ledger entry: a fixed-sum policy or cargo certificate with its printed serial, owed until it is settled (B-34)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from archives.public import FormKind, Subject, bound_forms, form_terms, retire_form, use_form
from core import clocks, links
from core.notify import notify
from core.numbering import number_and_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance import public as finance
from organisation.models import Unit
from organisation.public import system_actor
from parties.public import PartyFact, find_parties, hits_of_people
from underwriting.models import LedgerEntry, Proposal
from underwriting.rules import ledger_entry as life
from underwriting.rules.periods import year_end
from underwriting.selectors.market import is_cargo
from underwriting.selectors.moratoria import suspensions_of
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.services.ledger_agreement import refuse_without_agreement
from underwriting.services.ledger_policy import make_policy_of
from underwriting.services.ledger_seller import name_seller
from underwriting.services.refusals import InvalidEntry, refuse_before_the_form

CLOCK = "policy-clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerData:
    """What one row says. Premium and sum of a fixed-sum policy are printed on it."""

    form: str
    serial: str
    holder_name: str
    insured_name: str
    issued_on: date
    start_on: date
    end_on: date
    premium: Decimal | None = None
    sum_insured: Decimal | None = None
    agency: str = ""
    payer: str = ""
    agreement: str = ""
    goods: str = ""
    why_late: str = ""
    seller_id: int | None = None


@creation(LedgerEntry, life.ENTER)
def enter_ledger(command: Command, /, *, data: LedgerData) -> LedgerEntry:
    """Only for kinds of form that are entered this way; the serial is used with the row, out of the hand of the
    salesperson who handed the policy over or, where none is named, of who enters it (B-34, domain 8.1, 8.2)."""
    today = localdate(command.at)
    terms = form_terms(data.form, today)
    kind = terms.form_type
    if not kind.ledger_entry:
        text = _("“%(form)s” is entered as a proposal; only fixed-sum policies and cargo agency business go here.")
        raise InvalidEntry(text % {"form": kind}, field="form")
    _refuse_wrong(data, today)
    premium, insured = _amounts(data, kind)
    payer = _payer(data, command)
    row = LedgerEntry(
        form=kind.code,
        form_name=kind.name,
        line=kind.line,
        holder_name=data.holder_name.strip(),
        insured_name=data.insured_name.strip() or data.holder_name.strip(),
        premium=premium,
        sum_insured=insured,
        issued_on=data.issued_on,
        start_on=data.start_on,
        end_on=data.end_on,
        agency=data.agency.strip(),
        payer_id=payer.id if payer else None,
        payer_name=payer.name if payer else "",
        settle_by=data.issued_on + timedelta(days=terms.settle_days),
        agreement=data.agreement.strip(),
        goods=data.goods.strip(),
        why_late=data.why_late.strip(),
        holder_id=payer.id if payer and payer.name == data.holder_name.strip() else None,
        entered_by_id=command.actor.staff_id,
        entered_by=command.actor.name,
    )
    unit = Unit.objects.get(pk=command.actor.unit_id)
    row.set_unit(unit)
    name_seller(row, data.seller_id, today)
    _refuse_wrong_agreement(row)
    row.asked_because = _grounds(row, today, command)
    row.number, row.pk = number_and_id(LedgerEntry, "L", kind.line, today.year, unit.code)
    subject = Subject(kind=life.LEDGER_ENTRY_KIND, pk=row.pk, number=row.number)
    used = use_form(command, kind, data.serial, subject, on=data.issued_on, hand=row.seller_id)
    refuse_before_the_form(used, data.issued_on, field="issued_on")
    row.serial = used.serial
    return row


def _refuse_wrong_agreement(row: LedgerEntry) -> None:
    if is_cargo(row.line, row.start_on):
        refuse_without_agreement(row)
    elif row.agreement or row.goods:
        raise InvalidEntry(_("Only cargo agency business is declared under an agreement."), field="agreement")


def _amounts(data: LedgerData, kind: FormKind) -> tuple[Decimal, Decimal]:
    """Premium and sum insured: printed on the form of a fixed-sum policy, named otherwise."""
    premium = kind.printed_amount if kind.valued else data.premium
    insured = kind.printed_sum if kind.valued else data.sum_insured
    if not premium or premium <= 0:
        raise InvalidEntry(_("The premium must be above zero."), field="premium")
    if not insured or insured <= 0:
        raise InvalidEntry(_("The sum insured must be above zero."), field="sum_insured")
    return premium, insured


def _refuse_wrong(data: LedgerData, today: date) -> None:
    if data.issued_on > today:
        raise InvalidEntry(_("The policy was signed in the future."), field="issued_on")
    if data.start_on < data.issued_on:
        raise InvalidEntry(_("Cover does not begin before the policy was issued."), field="start_on")
    if not data.start_on <= data.end_on <= year_end(data.start_on):
        raise InvalidEntry(_("Cover ends within a year."), field="end_on")
    if not data.holder_name.strip():
        raise InvalidEntry(_("Who is the policyholder?"), field="holder_name")


def _payer(data: LedgerData, command: Command) -> PartyFact | None:
    """The registered customer who pays, the policyholder or the agency: money that goes back goes to nobody else."""
    if not data.payer.strip():
        return None
    found = find_parties(data.payer.strip(), command.actor)
    if not found:
        raise InvalidEntry(_("No customer is found by this. Register the payer first."), field="payer")
    if len(found) > 1:
        raise InvalidEntry(_("Several customers are found by this. Enter the customer number."), field="payer")
    if found[0].name not in {data.holder_name.strip(), data.agency.strip()}:
        raise InvalidEntry(_("The payer is the policyholder or the agency that is named here."), field="payer")
    return found[0]


def _grounds(row: LedgerEntry, today: date, command: Command) -> list[str]:
    """Why an underwriter looks at the row: late, issued during a suspension, or a policyholder on a list."""
    noon = datetime.combine(row.issued_on, time(12), timezone.get_current_timezone())
    late = localdate(clocks.due(life.ENTRY_CLOCK, noon)[0]) < today
    if late and not row.why_late:
        raise InvalidEntry(_("The entry is late. Say why; an underwriter looks at it."), field="why_late")
    asked = Proposal(line=row.line, product=row.line)
    asked.set_unit(row.unit)
    listed = any(hits_of_people({row.holder_id}, today).values()) if row.holder_id else False
    found = ((life.LATE, late), (life.SUSPENDED, suspensions_of(asked, noon)), (life.LISTED, listed))
    return [text for text, holds in found if holds]


@transaction.atomic
def enter_and_owe(command: Command, *, data: LedgerData) -> LedgerEntry:
    """The row, and the premium that is owed for it; what an underwriter has to see is laid before him."""
    row = enter_ledger(command, data=data)
    _owe(row, command)
    if row.asked_because:
        why = row.why_late or ", ".join(row.asked_because)
        row = ask(row.pk, replace(command.then("ask"), reason=why, version=None))
    return row


def _owe(row: LedgerEntry, command: Command) -> None:
    """The policy binds as it was handed over, so its premium is owed whatever the underwriter says of the entry."""
    finance.open_receivable(
        command.then("due"),
        finance.PremiumDue(
            document_kind=life.LEDGER_ENTRY_KIND,
            document_id=row.pk,
            document_number=row.number,
            case=row.case(),
            unit_id=row.unit_id,
            line=row.line,
            payer_id=row.payer_id or 0,
            payer_name=row.payer_name or row.agency or row.holder_name,
            gross=row.premium,
            tax_rate=premium_tax_rate(row.start_on, row.line),
            due_on=row.settle_by,
            cover_start=row.start_on,
            salesperson_id=row.seller_id,
        ),
    )


@transition(LedgerEntry, life.CHASE)
def chase_premium(row: LedgerEntry, command: Command, /) -> None:
    """Who sold the policy says what was done so that its premium comes in."""
    row.chased_at, row.chased = command.at, command.reason.strip()[:200]


@transition(LedgerEntry, life.ASK)
def ask(row: LedgerEntry, command: Command, /) -> None:
    """An underwriter sees what was entered late or could not have been issued."""


@transition(LedgerEntry, life.ALLOW)
def allow(row: LedgerEntry, command: Command, /) -> str | None:
    """The underwriter has seen it, and says what follows from it. What was paid meanwhile is settled with it."""
    row.allowed_by, row.opinion = command.actor.name, command.reason
    return _settled_meanwhile(row, command)


@transition(LedgerEntry, life.ASK_CANCEL)
def ask_cancellation(row: LedgerEntry, command: Command, /, *, copies: int) -> None:
    """The form was written wrongly, or the customer gives the unpaid policy back: all its copies are at hand."""
    wanted = form_terms(row.form, localdate(command.at)).form_type.copies
    if copies != wanted:
        raise InvalidEntry(_("All %(copies)s copies of the form must be back.") % {"copies": wanted}, field="copies")
    row.cancel_reason, row.copies_back = command.reason.strip()[:300], copies
    row.cancel_asked_by_id, row.cancel_asked_by = command.actor.staff_id, command.actor.name


@transition(LedgerEntry, life.CANCEL)
def cancel_entry(row: LedgerEntry, command: Command, /) -> None:
    """Nothing is owed any more and the number is void, so that nobody can take it for a policy (domain 8.1, 8.2)."""
    row.allowed_by, row.opinion = command.actor.name, command.reason
    finance.cancel_receivable(command.then("due"), life.LEDGER_ENTRY_KIND, row.pk)
    for form in bound_forms(life.LEDGER_ENTRY_KIND, row.pk):
        retire_form(command, form, lost=False, note=row.number)
    _answer(row, command, noop("Cancelled, the form is void: %(number)s"))


@transition(LedgerEntry, life.KEEP)
def keep_entry(row: LedgerEntry, command: Command, /) -> str | None:
    """The policy stands, for the reason that the underwriter gives; what was paid meanwhile is settled with it."""
    row.opinion = command.reason
    _answer(row, command, noop("Not cancelled: %(number)s"))
    return _settled_meanwhile(row, command)


def _answer(row: LedgerEntry, command: Command, title: str) -> None:
    """Who asked hears what the underwriter said, and why."""
    if row.cancel_asked_by_id is None:
        return
    with override(settings.LANGUAGE_CODE):
        told = _(title) % {"number": row.number}
    notify(
        [row.cancel_asked_by_id],
        key=f"{row.lifecycle.kind}:{row.pk}:{row.version}",
        title=told,
        body=command.reason[:500],
        url=links.url_for(life.LEDGER_ENTRY_KIND, row.pk),
        subject_kind=life.LEDGER_ENTRY_KIND,
        subject_id=row.pk,
    )


def _settled_meanwhile(row: LedgerEntry, command: Command) -> str | None:
    if not any(due.settled for due in finance.receivables_of(life.LEDGER_ENTRY_KIND, row.pk)):
        return None
    _settle(row, command.acting_as(system_actor(CLOCK, unit_id=row.unit_id), "settle"), command.at)
    return life.SETTLED


@transition(LedgerEntry, life.SETTLE)
def settle_ledger(row: LedgerEntry, command: Command, /, *, settled_at: datetime) -> None:
    """The money is there and stays; the policy stands beside all others, and the books take it over."""
    _settle(row, command, settled_at)


def _settle(row: LedgerEntry, command: Command, settled_at: datetime) -> None:
    finance.bind_policy_premium(command, life.LEDGER_ENTRY_KIND, row.pk, instalment=1)
    row.settled_at = settled_at
    row.policy = make_policy_of(row, command, settled_at=settled_at)
