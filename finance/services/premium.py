"""Premium due, from the approved proposal to income at the start of cover (domain 9.3, 9.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from core import jobs
from core.clocks import at_midnight
from core.events import publish
from core.money import whole_cents
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal
from core.workflow.sets import creation_set
from finance.events import ReceivableReinstated, ReceivableSettled
from finance.models import PremiumIncome, Receivable
from finance.rules.accounts import Use
from finance.rules.lifecycles import premium_income, receivable
from finance.rules.premium_entries import premium_earning
from finance.selectors.receivables import paid_on
from finance.services.booking import Booking, Document, book, day_of
from organisation.models import Unit


class AmountsDisagree(RuleRefusal):
    """Gross, net and tax of a policy do not add up."""

    code = "amounts_disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumDue:
    """Premium of one document and instalment. ``gross`` includes VAT and excludes ``vehicle_tax``; both are due."""

    document_kind: str
    document_id: int
    document_number: str
    case: str
    unit_id: int
    line: str
    payer_id: int
    payer_name: str
    gross: Decimal
    tax_rate: Decimal
    due_on: date
    cover_start: date
    vehicle_tax: Decimal = Decimal("0.00")
    salesperson_id: int | None = None
    instalment: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyIssued:
    """An issued policy. ``premium_kind`` and ``premium_id`` name the document on which its premium was due, when that
    is another one (such as the proposal). ``commission_percent`` is the percent of its net premium that all commissions
    stay within, where the contract has such a bound (domain 5.7). ``gross`` is the company's own part; ``followers`` is
    what the leader collected with it for its co-insurers."""

    document_kind: str
    document_id: int
    document_number: str
    unit_id: int
    line: str
    gross: Decimal
    net: Decimal
    tax: Decimal
    vehicle_tax: Decimal
    cover_start: date
    cover_end: date
    premium_kind: str = ""
    premium_id: int = 0
    commission_percent: Decimal | None = None
    followers: Decimal = Decimal("0.00")


@creation(Receivable, receivable.OPEN)
def open_receivable(command: Command, /, *, due: PremiumDue) -> Receivable:
    """The business system originates what is due; finance never changes it (domain 9.6)."""
    return _due(due, Unit.objects.get(pk=due.unit_id))


@creation_set(Receivable, receivable.OPEN, keyword="due")
def open_receivables(orders: Sequence[tuple[Command, PremiumDue]]) -> list[Receivable]:
    """What many documents owe, at once."""
    units = Unit.objects.in_bulk({due.unit_id for _command, due in orders})
    return [_due(due, units[due.unit_id]) for _command, due in orders]


def _due(due: PremiumDue, unit: Unit) -> Receivable:
    item = Receivable(
        document_kind=due.document_kind,
        document_id=due.document_id,
        document_number=due.document_number,
        instalment=due.instalment,
        case_ref=due.case,
        line=due.line,
        payer_id=due.payer_id,
        payer_name=due.payer_name,
        premium=whole_cents(due.gross),
        tax_rate=due.tax_rate,
        vehicle_tax=whole_cents(due.vehicle_tax),
        amount=whole_cents(due.gross + due.vehicle_tax),
        due_on=due.due_on,
        cover_start=due.cover_start,
        salesperson_id=due.salesperson_id,
    )
    item.set_unit(unit)
    return item


@transition(Receivable, receivable.SETTLE)
def settle_receivable(item: Receivable, command: Command, /) -> None:
    """The money is there, to the cent."""
    item.settled_at = command.at
    publish(
        ReceivableSettled(
            document_kind=item.document_kind,
            document_id=item.document_id,
            amount=item.amount,
            received_at=command.at,
            instalment=item.instalment,
        )
    )


@transition(Receivable, receivable.REINSTATE)
def reinstate_receivable(item: Receivable, command: Command, /) -> None:
    """The receipt was voided: the premium is due again. Money on which something was issued stays."""
    if item.bound_at is not None and not item.on_credit:
        raise NotPossible(
            _("Something was issued on the premium of %(number)s. Refund it instead.")
            % {"number": item.document_number}
        )
    item.settled_at = None
    publish(
        ReceivableReinstated(
            document_kind=item.document_kind,
            document_id=item.document_id,
            amount=item.amount,
            voided_at=command.at,
            instalment=item.instalment,
        )
    )


@transition(Receivable, receivable.BIND)
def bind_receivable(item: Receivable, command: Command, /) -> None:
    """Something is issued on this money in the same transaction; refused while the premium is not there."""
    item.bound_at = item.bound_at or command.at


@transition(Receivable, receivable.CHARGE)
def charge_receivable(item: Receivable, command: Command, /) -> None:
    """Something is issued on this item, whether its money is there or is owed from now on."""
    item.bound_at, item.on_credit = item.bound_at or command.at, item.settled_at is None


@transition(Receivable, receivable.CANCEL)
def cancel_receivable(item: Receivable, command: Command, /) -> None:
    """The document lapsed or was withdrawn before money came."""


@creation(PremiumIncome, premium_income.RECORD)
def record_issued_policy(command: Command, /, *, issued: PolicyIssued) -> PremiumIncome:
    """Keep the issued policy; its premium becomes income when liability starts (domain 9.3)."""
    if issued.gross != issued.net + issued.tax:
        raise AmountsDisagree(
            _("Gross premium %(gross)s is not net %(net)s plus tax %(tax)s.")
            % {"gross": issued.gross, "net": issued.net, "tax": issued.tax}
        )
    income = PremiumIncome(
        document_kind=issued.document_kind,
        document_id=issued.document_id,
        document_number=issued.document_number,
        premium_kind=issued.premium_kind or issued.document_kind,
        premium_id=issued.premium_id or issued.document_id,
        line=issued.line,
        gross=whole_cents(issued.gross),
        net=whole_cents(issued.net),
        tax=whole_cents(issued.tax),
        vehicle_tax=whole_cents(issued.vehicle_tax),
        cover_start=issued.cover_start,
        cover_end=issued.cover_end,
        commission_percent=issued.commission_percent,
        followers=whole_cents(issued.followers),
    )
    income.set_unit(Unit.objects.get(pk=issued.unit_id))
    return income


@transition(PremiumIncome, premium_income.RECOGNISE)
def recognise_premium(income: PremiumIncome, command: Command, /) -> None:
    """JE-02, JE-03 and JE-05: what was paid in advance becomes income, the rest is receivable, all of it unearned."""
    paid = paid_on(income.premium_kind, income.premium_id)
    document = Document(kind=income.document_kind, id=income.document_id, number=income.document_number)
    premium = Document(
        kind=income.premium_kind, id=income.premium_id, number=paid.document_number or income.document_number
    )
    income.recognised_on = day_of(command)
    income.unearned = income.net_now
    book(
        command,
        Booking(
            entry=premium_earning(income.net_now, income.tax_now, advance=paid.premium),
            unit_id=income.unit_id,
            line=income.line,
            document=document,
            overrides={Use.PREMIUM_ADVANCE: premium, Use.PREMIUM_RECEIVABLE: premium},
            source=("finance.premium_income", income.pk),
            salesperson_id=paid.salesperson_id,
            counterparty_id=paid.payer_id,
            counterparty_name=paid.payer_name,
        ),
    )


@atomic
def record_issues(command: Command, *, policies: Sequence[PolicyIssued]) -> list[PremiumIncome]:
    """Keep the policies and recognise their premium: now, if liability has started, otherwise when it starts."""
    kept, later = [], []
    for issued in policies:
        step = command.then(f"{issued.document_kind}:{issued.document_id}")
        income = record_issued_policy(step, issued=issued)
        if income.cover_start <= day_of(command):
            income = recognise_premium(income.pk, step.then("recognise"))
        else:
            later.append(_recognition(income))
        kept.append(income)
    jobs.enqueue_many(later)
    return kept


def _recognition(income: PremiumIncome) -> jobs.NewJob:
    return jobs.NewJob(
        kind="finance.recognise_premium",
        key=str(income.pk),
        payload={"income": income.pk},
        run_after=at_midnight(income.cover_start),
    )
