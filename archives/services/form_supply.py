"""Print orders, requisitions and the way down the tree (domain 8.1, 8.2, D1 1–3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormLot, FormOrder, FormRequest, FormType
from archives.models.form_papers import FormPaper
from archives.rules import form_order, form_request, serials
from archives.rules.form_places import Place, Standing, Step
from archives.rules.serials import Numbers
from archives.selectors.form_lots import read_number, stock_of, terms, used_per_day
from archives.services.form_moves import Move, Subject, move_forms
from archives.services.form_papers import paper_number, staff_of
from archives.services.form_refusals import WrongCount, WrongPaper
from archives.services.form_shortages import cover_open
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit, UnitKind
from organisation.public import centre_of


def subject_of(paper: FormPaper) -> Subject:
    return Subject(kind=paper.lifecycle.kind, pk=paper.pk, number=paper.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderData:
    """What is to be printed, by whom."""

    form_type_id: int
    first: int
    quantity: int
    printer: str
    printer_licence: str
    unit_price: Decimal
    wanted_on: date


@creation(FormOrder, form_order.ORDER)
def order_forms(command: Command, /, *, data: OrderData) -> FormOrder:
    """Order the next numbers of a series from an approved printer."""
    kind = FormType.objects.get(pk=data.form_type_id)
    last = data.first + data.quantity - 1
    if len(str(last)) > kind.serial_length:
        raise WrongPaper(_("The series has %(digits)s digits.") % {"digits": kind.serial_length}, field="first")
    _refuse_known(kind, Numbers(data.first, last))
    paper = FormOrder(
        number=paper_number("DY", command),
        form_type=kind,
        first=data.first,
        last=last,
        made_by_id=staff_of(command),
        printer=data.printer.strip(),
        printer_licence=data.printer_licence.strip(),
        unit_price=data.unit_price,
        wanted_on=data.wanted_on,
    )
    paper.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    cover_open(command, unit_id=paper.unit_id, form_type_id=kind.pk, paper=paper.number)
    return paper


def _refuse_known(kind: FormType, numbers: Numbers) -> None:
    """No number is printed twice, whatever became of it."""
    given = {"form_type": kind, "first__lte": numbers.last, "last__gte": numbers.first}
    ordered = FormOrder.objects.filter(**given).exclude(state=form_order.CANCELLED)
    if FormLot.objects.filter(**given).exists() or ordered.exists():
        raise WrongPaper(_("Some of these numbers were ordered or received before."), field="first")


def next_free(kind: FormType) -> int:
    """The first number after all that was ever ordered or received."""
    known = [
        *FormLot.objects.filter(form_type=kind).order_by("-last").values_list("last", flat=True)[:1],
        *FormOrder.objects.filter(form_type=kind).order_by("-last").values_list("last", flat=True)[:1],
    ]
    return max((last or 0 for last in known), default=0) + 1


@transition(FormOrder, form_order.APPROVE_PROOF)
def approve_proof(paper: FormOrder, command: Command, /) -> None:
    """The proof agrees with the filed wording; printing may begin."""
    paper.proof_by = command.actor.name


@transition(FormOrder, form_order.COUNT)
def count_delivery(paper: FormOrder, command: Command, /, *, counted: int) -> None:
    """The first person counts what the printer brought."""
    paper.counted, paper.counted_by_id = counted, command.actor.staff_id


@transition(FormOrder, form_order.ACCEPT)
def accept_delivery(paper: FormOrder, command: Command, /) -> None:
    """The second person accepts; only a complete series comes into the store."""
    if paper.counted != paper.numbers.quantity:
        raise WrongCount(
            _("%(counted)s were counted, %(ordered)s ordered: send the delivery back.")
            % {"counted": paper.counted, "ordered": paper.numbers.quantity}
        )
    if paper.counted_by_id == command.actor.staff_id:
        raise WrongPaper(_("A delivery is accepted by two people."))
    paper.accepted_by_id = command.actor.staff_id
    store = Place(Standing.IN_STORE, paper.unit_id)
    move_forms(
        command,
        Move(
            form_type=paper.form_type,
            numbers=paper.numbers,
            step=Step.RECEIVE,
            source=store,
            target=store,
            subject=subject_of(paper),
        ),
    )


@transition(FormOrder, form_order.SEND_BACK)
def send_back(paper: FormOrder, command: Command, /) -> None:
    """Something is wrong with the delivery."""
    paper.counted, paper.counted_by_id = None, None


@transition(FormOrder, form_order.CANCEL)
def cancel_order(paper: FormOrder, command: Command, /) -> None:
    """Nothing will be delivered."""


@creation(FormRequest, form_request.REQUEST)
def request_forms(command: Command, /, *, form_type_id: int, quantity: int, grounds: str = "") -> FormRequest:
    """Ask the store above for forms, as usage and plan suggest; more than that is explained (D1 1)."""
    kind = FormType.objects.get(pk=form_type_id)
    unit = Unit.objects.get(pk=command.actor.unit_id)
    suggested = suggestion(kind, unit.pk, localdate(command.at))
    if quantity < 1:
        raise WrongPaper(_("Ask for at least one form."), field="quantity")
    if quantity > suggested and not grounds.strip():
        text = _("Usage suggests %(suggested)s; say why more are needed.")
        raise WrongPaper(text % {"suggested": suggested}, field="grounds")
    paper = FormRequest(
        number=paper_number("ZD", command),
        form_type=kind,
        quantity=quantity,
        suggested=suggested,
        grounds=grounds.strip(),
        made_by_id=staff_of(command),
        source=centre_of(unit.pk, UnitKind.FINANCE_CENTRE),
    )
    paper.set_unit(unit)
    cover_open(command, unit_id=unit.pk, form_type_id=kind.pk, paper=paper.number)
    return paper


def suggestion(kind: FormType, unit_id: int, on: date) -> int:
    """What the unit should order now (DC-5)."""
    stock = stock_of(unit_id).get(kind.pk, 0)
    return terms(kind, on).supply.order(used_per_day(kind, on, unit_id=unit_id), stock)


@transition(FormRequest, form_request.APPROVE)
def approve_request(paper: FormRequest, command: Command, /) -> None:
    """The manager of the sub-branch, who is the first responsible for its forms."""


@transition(FormRequest, form_request.REFUSE)
def refuse_request(paper: FormRequest, command: Command, /) -> None:
    """Not needed, or too many."""


@transition(FormRequest, form_request.DISPATCH)
def dispatch(paper: FormRequest, command: Command, /, *, first: int, quantity: int) -> None:
    """Send consecutive numbers with a dispatch slip."""
    if quantity < 1 or quantity > paper.quantity:
        raise WrongPaper(_("At most %(most)s were approved.") % {"most": paper.quantity}, field="quantity")
    paper.first, paper.last = first, first + quantity - 1
    paper.dispatched_at, paper.dispatched_by = command.at, command.actor.name
    send(paper, command, Step.DISPATCH)


def send(paper: FormRequest, command: Command, step: Step, numbers: Numbers | None = None) -> None:
    """Between the store above and the unit that asked."""
    away = Place(Standing.IN_TRANSIT, paper.unit_id)
    store = Place(Standing.IN_STORE, paper.source_id or 0)
    source, target = (store, away) if step == Step.DISPATCH else (away, Place(Standing.IN_STORE, paper.unit_id))
    move_forms(
        command,
        Move(
            form_type=paper.form_type,
            numbers=numbers or paper.numbers,
            step=step,
            source=source,
            target=target,
            subject=subject_of(paper),
            field="first",
        ),
    )


@transition(FormRequest, form_request.RECEIVE)
def receive(
    paper: FormRequest, command: Command, /, *, received: int, difference: str = "", missing: str = ""
) -> str | None:
    """Count on arrival. What did not come stays in transit until the difference is settled; the report is of the same
    day because nothing is received without it."""
    sent = paper.numbers
    if not 0 <= received <= sent.quantity:
        raise WrongCount(_("%(sent)s were sent.") % {"sent": sent.quantity}, field="received")
    absent = _absent(paper, received, difference, missing)
    paper.received, paper.difference = received, difference.strip()
    paper.received_at, paper.received_by = command.at, command.actor.name
    if absent:
        paper.missing_first, paper.missing_last = absent[0].first, absent[-1].last
        paper.missing_parts = [[part.first, part.last] for part in absent]
    for part in serials.missing(absent, sent):
        send(paper, command, Step.ARRIVE, part)
    return form_request.SHORT if absent else None


def _absent(paper: FormRequest, received: int, difference: str, missing: str) -> tuple[Numbers, ...]:
    """The numbers that are missing: those typed, as many as the count says."""
    sent = paper.numbers
    if received == sent.quantity:
        return ()
    if not difference.strip():
        raise WrongCount(_("Report the difference: in what state the parcel was."), field="difference")
    lacking = sent.quantity - received
    if not missing.strip():
        raise WrongCount(
            _("Say which numbers are missing: each stays where it is until that is settled."), field="missing"
        )
    absent = _typed(paper, missing)
    if len(absent) == 1 and absent[0].quantity == 1:  # the first of consecutive ones
        absent = (Numbers(absent[0].first, absent[0].first + lacking - 1),)
    if not all(sent.holds(part) for part in absent):
        raise WrongCount(_("These numbers were not sent."), field="missing")
    named = serials.quantity(absent)
    if named != lacking:
        text = _("%(lacking)s forms are missing by the count; you named %(named)s.")
        raise WrongCount(text % {"lacking": lacking, "named": named}, field="missing")
    return absent


def _typed(paper: FormRequest, text: str) -> tuple[Numbers, ...]:
    kind = paper.form_type
    try:
        return serials.typed_ranges(text, prefix=kind.prefix, length=kind.serial_length)
    except ValueError as wrong:
        read_number(kind, str(wrong), field="missing")
        raise WrongCount(_("Write single numbers, or the first and the last of a row."), field="missing") from None
