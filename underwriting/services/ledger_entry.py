"""Ledger entry: a fixed-sum policy or cargo certificate with its printed serial, owed until it is settled (B-34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import Subject, form_terms_of, form_type, use_form
from core.money import net_of_tax
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance import public as finance
from organisation.models import Unit
from parties.public import PartyFact, find_parties
from underwriting.models import LedgerEntry
from underwriting.rules import ledger_entry as life
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.services.refusals import InvalidEntry

YEAR = timedelta(days=365)


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


@creation(LedgerEntry, life.ENTER)
def enter_ledger(command: Command, /, *, data: LedgerData) -> LedgerEntry:
    """Only for kinds of form that are entered this way; the serial is used with the row."""
    kind = form_type(data.form)
    if not kind.ledger_entry:
        text = _("“%(form)s” is entered as a proposal; only fixed-sum policies and cargo agency business go here.")
        raise InvalidEntry(text % {"form": kind}, field="form")
    today = localdate(command.at)
    _refuse_wrong(data, today)
    premium = kind.printed_amount if kind.valued else data.premium
    insured = kind.printed_sum if kind.valued else data.sum_insured
    if not premium or premium <= 0:
        raise InvalidEntry(_("The premium must be above zero."), field="premium")
    if not insured or insured <= 0:
        raise InvalidEntry(_("The sum insured must be above zero."), field="sum_insured")
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
        settle_by=data.issued_on + timedelta(days=form_terms_of(kind, today).settle_days),
        entered_by_id=command.actor.staff_id,
        entered_by=command.actor.name,
    )
    unit = Unit.objects.get(pk=command.actor.unit_id)
    row.set_unit(unit)
    row.number = business_number("L", kind.line, today.year, unit.code, gap_free=True)
    subject = Subject(kind=life.LEDGER_ENTRY_KIND, number=row.number)
    row.serial = use_form(command, kind.code, data.serial, subject).serial
    return row


def _refuse_wrong(data: LedgerData, today: date) -> None:
    if data.issued_on > today:
        raise InvalidEntry(_("The policy was signed in the future."), field="issued_on")
    if data.start_on < data.issued_on:
        raise InvalidEntry(_("Cover does not begin before the policy was issued."), field="start_on")
    if not data.start_on <= data.end_on <= data.start_on + YEAR:
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


@transaction.atomic
def enter_and_owe(command: Command, *, data: LedgerData) -> LedgerEntry:
    """The row, and the premium that is owed for it."""
    row = enter_ledger(command, data=data)
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
            tax_rate=premium_tax_rate(row.start_on),
            due_on=row.settle_by,
            cover_start=row.start_on,
        ),
    )
    return row


@transition(LedgerEntry, life.SETTLE)
def settle_ledger(row: LedgerEntry, command: Command, /, *, settled_at: datetime) -> None:
    """The money is there and stays; the books take the policy over."""
    finance.bind_policy_premium(command, life.LEDGER_ENTRY_KIND, row.pk, instalment=1)
    row.settled_at = settled_at
    net, tax = net_of_tax(row.premium, premium_tax_rate(row.start_on))
    issued = finance.PolicyIssued(
        document_kind=life.LEDGER_ENTRY_KIND,
        document_id=row.pk,
        document_number=row.number,
        unit_id=row.unit_id,
        line=row.line,
        gross=row.premium,
        net=net,
        tax=tax,
        vehicle_tax=Decimal(0),
        cover_start=row.start_on,
        cover_end=row.end_on,
    )
    finance.record_issues(command, [issued])
