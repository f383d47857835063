"""Demanding material for a proposal, bringing it, waiving it (PRD-03, PRO-06)."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.files import DOCUMENT, attach, store
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from underwriting.models import MaterialDemand, Proposal
from underwriting.rules import demand as life
from underwriting.rules import lifecycle
from underwriting.rules.inspection import Result
from underwriting.selectors.demands import demands_of
from underwriting.selectors.inspections import inspections_of
from underwriting.services.refusals import Incomplete, InvalidEntry

OPEN_STATES = frozenset(
    {lifecycle.UW_QUEUE, lifecycle.SUPPLEMENT, lifecycle.ESCALATED_PROVINCE, lifecycle.ESCALATED_HEAD}
)
SALES_POSTS = frozenset({"SALES", "UW_ISSUE"})


@creation(MaterialDemand, life.ASK)
def demand(command: Command, /, *, proposal: int, what: str, text: str, due_on: date | None = None) -> MaterialDemand:
    """Until it is here or waived the proposal is not accepted."""
    source = Proposal.objects.select_related("unit").get(pk=proposal)
    if source.state not in OPEN_STATES:
        raise InvalidEntry(_("Material is demanded while the proposal waits for its decision."), field="what")
    if what not in life.WHAT:
        raise InvalidEntry(_("Choose one of the list."), field="what")
    if not text.strip():
        raise InvalidEntry(_("Say what exactly is wanted, and why."), field="text")
    if due_on is not None and due_on < localdate(command.at):
        raise InvalidEntry(_("The day has passed."), field="due_on")
    made = MaterialDemand(proposal=source, what=what, text=text.strip(), due_on=due_on, asked_by=command.signature)
    made.set_unit(source.unit)
    return made


@transition(MaterialDemand, life.BRING)
def bring(
    found: MaterialDemand, command: Command, /, *, answer: str = "", content: bytes = b"", name: str = ""
) -> None:
    """The document with its copy, the answer in words, or the record of the centre's own inspector."""
    if found.what == life.DOCUMENT and not content:
        raise InvalidEntry(_("Attach the document."), field="paper")
    if found.what == life.INFORMATION and not answer.strip():
        raise InvalidEntry(_("Write down what the customer says."), field="answer")
    if found.what == life.INSPECTION:
        _take_inspection(found)
    if content:
        file = store(content, purpose=DOCUMENT, name=name, actor=command.actor)
        found.file = attach(file, subject_kind=life.DEMAND_KIND, subject_id=found.pk)
    found.answer, found.brought_by, found.brought_at = answer.strip(), command.signature, command.at


def _take_inspection(found: MaterialDemand) -> None:
    """A record made after the demand, by an inspector who does not sell."""
    made = [one for one in inspections_of(found.proposal) if one.created_at >= found.created_at]
    own = next((one for one in made if one.inspector_id != found.proposal.salesperson_id), None)
    if own is None:
        message = _("The centre's inspector records the inspection first; the salesperson's own does not count.")
        raise InvalidEntry(message, field="answer")
    found.inspection = own


@transition(MaterialDemand, life.WAIVE)
def waive(found: MaterialDemand, command: Command, /) -> None:
    """The underwriter decides without it and says why."""
    found.answer = command.reason.strip()


def refuse_demanded(proposal: Proposal) -> None:
    """Nothing is accepted while demanded material is missing, or after the centre's inspector advised against it."""
    listed = demands_of(proposal)
    missing = [one for one in listed if one.state == life.OPEN]
    if missing:
        texts = _(", ").join(one.text for one in missing)
        raise Incomplete(
            _("Demanded material is missing: %(texts)s. Wait for it, or waive it with a reason.") % {"texts": texts},
            details={"demands": [one.pk for one in missing]},
        )
    brought = [one.inspection for one in listed if one.state == life.RECEIVED and one.inspection]
    if any(one.result == Result.REFUSED for one in brought):
        raise Incomplete(_("The centre's inspector advises against this business."), details={})
