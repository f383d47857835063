"""Papers that customers bring: received by one person, looked at by another (CUS-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.files import attach, store
from core.files.purposes import DOCUMENT
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as step
from organisation.models import Unit
from parties.models import CustomerPaper, Party
from parties.rules import papers as rules
from parties.rules.lifecycle import PARTY
from parties.rules.papers import PaperKind
from parties.services.refusals import InvalidEntry, OwnProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperData:
    """A paper as it is handed in."""

    party_id: int
    kind: str
    content: bytes
    name: str
    valid_until: date | None = None
    remark: str = ""


@creation(CustomerPaper, rules.RECEIVE)
def receive_paper(command: Command, /, *, data: PaperData) -> CustomerPaper:
    """A copy for the customer's file; one that has expired is not taken."""
    party = Party.objects.select_related("merged_into").get(pk=data.party_id)
    if data.valid_until and data.valid_until < localdate(command.at):
        raise InvalidEntry(_("The paper has expired. Ask for a valid one."), field="valid_until")
    file = store(data.content, purpose=DOCUMENT, name=data.name, actor=command.actor)
    paper = CustomerPaper(
        party=party.merged_into or party,
        kind=PaperKind(data.kind),
        file=attach(file, subject_kind=PARTY.kind, subject_id=(party.merged_into or party).pk),
        valid_until=data.valid_until,
        remark=data.remark.strip(),
        received_by_id=command.actor.staff_id,
        received_by_name=command.actor.name,
    )
    paper.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    return paper


@step(CustomerPaper, rules.CONFIRM)
def confirm_paper(paper: CustomerPaper, command: Command, /) -> None:
    """A second person compared the copy with the original or the register."""
    if paper.received_by_id == command.actor.staff_id:
        raise OwnProposal(_("You received this paper. Another person must check it."))
    paper.checked_by_name = command.actor.name


@step(CustomerPaper, rules.REFUSE)
def refuse_paper(paper: CustomerPaper, command: Command, /) -> None:
    """The paper is false, incomplete or cannot be read; the reason says which."""
    paper.checked_by_name = command.actor.name
