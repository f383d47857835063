"""Low stock: noted by the clock, ended by a requisition or a print order, or left with a reason (8.1, 8.3)."""

from __future__ import annotations

from archives.models import FormShortage
from archives.rules import form_shortage as life
from archives.selectors.form_figures import Stock
from archives.services.form_papers import paper_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition


@creation(FormShortage, life.NOTE)
def note_shortage(command: Command, /, *, stock: Stock) -> FormShortage:
    """The store fell below its reorder point."""
    row = FormShortage(
        number=paper_number("DQ", command),
        form_type=stock.kind,
        lying=stock.in_store + stock.on_the_way,
        reorder_point=stock.reorder_point,
        suggested=stock.order,
    )
    row.set_unit(stock.unit)
    return row


@transition(FormShortage, life.COVER)
def cover_shortage(row: FormShortage, _command: Command, /, *, paper: str) -> None:
    """Forms are on order; the paper says how many."""
    row.paper = paper


def cover_open(command: Command, *, unit_id: int, form_type_id: int, paper: str) -> None:
    """Whoever makes out the requisition or the print order has answered what was open."""
    low = FormShortage.objects.filter(unit_id=unit_id, form_type_id=form_type_id, state=life.LOW)
    for pk in low.values_list("pk", flat=True):
        cover_shortage(pk, command.then("shortage"), paper=paper)


@transition(FormShortage, life.LEAVE)
def leave_shortage(row: FormShortage, command: Command, /) -> None:
    """The keeper knows why nothing is needed; the clock asks again next month."""
    row.why_not = command.reason.strip()[:200]


@transition(FormShortage, life.END)
def end_shortage(_row: FormShortage, _command: Command, /) -> None:
    """Returns filled the store, or less is used."""
