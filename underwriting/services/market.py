"""Requests for product codes and market notes (PRD-02, PRD-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from underwriting.models import CodeRequest, MarketNote, ProductVersion
from underwriting.rules import code_request, market
from underwriting.services.refusals import InvalidEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWanted:
    """A clause that needs a code."""

    clause_name: str
    line: str
    level: str
    clause_text: str
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketSeen:
    """What was seen in the market."""

    topic: str
    line: str
    competitor: str
    seen_on: date
    title: str
    text: str
    origin: str


@creation(CodeRequest, code_request.REQUEST)
def request_code(command: Command, /, *, data: CodeWanted) -> CodeRequest:
    """The centre asks the product department; business goes through the generic module until the code is there."""
    unit = Unit.objects.get(pk=command.actor.unit_id)
    found = CodeRequest(
        clause_name=data.clause_name.strip(),
        line=data.line,
        level=data.level,
        clause_text=data.clause_text.strip(),
        need=data.need.strip(),
        requested_by=command.actor.name,
    )
    found.set_unit(unit)
    found.number = business_number("D", "COD", localdate(command.at).year, unit.code, gap_free=False)
    return found


@transition(CodeRequest, code_request.FORWARD)
def forward_request(request: CodeRequest, command: Command, /, *, reference: str) -> None:
    """The product department applies to head office's information technology."""
    request.reference = reference.strip()


@transition(CodeRequest, code_request.ASSIGN)
def assign_code(request: CodeRequest, command: Command, /, *, product_code: str) -> None:
    """The code that the product will have; the product itself is released by four eyes."""
    code = product_code.strip().upper()
    if ProductVersion.objects.filter(code=code).exists():
        raise InvalidEntry(_("A product has this code already."), field="product_code")
    if CodeRequest.objects.filter(product_code=code).exclude(pk=request.pk).exists():
        raise InvalidEntry(_("The code was assigned to another request."), field="product_code")
    request.product_code = code


@transition(CodeRequest, code_request.REFUSE)
def refuse_code(request: CodeRequest, command: Command, /) -> None:
    """No code: the clause stays a special agreement."""


@transition(CodeRequest, code_request.WITHDRAW)
def withdraw_request(request: CodeRequest, command: Command, /) -> None:
    """The code is not needed any more."""


@creation(MarketNote, market.NOTE)
def note_market(command: Command, /, *, data: MarketSeen) -> MarketNote:
    """Whoever works in the market writes down what was seen; it is judged by the centre."""
    if data.seen_on > localdate(command.at):
        raise InvalidEntry(_("This day is still to come."), field="seen_on")
    unit = Unit.objects.get(pk=command.actor.unit_id)
    found = MarketNote(
        topic=data.topic,
        line=data.line,
        competitor=data.competitor.strip(),
        seen_on=data.seen_on,
        title=data.title.strip(),
        text=data.text.strip(),
        origin=data.origin.strip(),
        noted_by=command.actor.name,
    )
    found.set_unit(unit)
    found.number = business_number("M", "MKT", localdate(command.at).year, unit.code, gap_free=False)
    return found


@transition(MarketNote, market.ANSWER)
def decide_strategy(note: MarketNote, command: Command, /, *, strategy: str) -> None:
    """What is done about product and price."""
    note.strategy, note.answered_by = strategy.strip(), command.actor.name


@transition(MarketNote, market.FILE)
def file_note(note: MarketNote, command: Command, /) -> None:
    """Known, nothing to be done."""
    note.answered_by = command.actor.name
