"""Papers of customers: kept, looked at by a second person for truth, and complete (CUS-02). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum, auto

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from parties.rules.identity import PartyKind
from parties.rules.lifecycle import gettext_noop as _

QUEUE = "parties.paper_check"
PAPER_FIELD = "paper"  # how a look at the scan is named among the looks at protected values


class PaperKind(StrEnum):
    """What customers bring (S1 3(1)3)."""

    IDENTITY = "identity"
    DRIVING_LICENCE = "driving_licence"
    VEHICLE_LICENCE = "vehicle_licence"
    BUSINESS_LICENCE = "business_licence"
    REPRESENTATIVE = "representative"
    INCOME = "income"
    FINANCIAL = "financial"
    AUTHORISATION = "authorisation"
    OTHER = "other"


PAPER_KINDS: Mapping[str, str] = {
    PaperKind.IDENTITY: _("Identity card or other identity paper"),
    PaperKind.DRIVING_LICENCE: _("Driving licence"),
    PaperKind.VEHICLE_LICENCE: _("Vehicle licence"),
    PaperKind.BUSINESS_LICENCE: _("Business licence"),
    PaperKind.REPRESENTATIVE: _("Identity paper of the legal representative"),
    PaperKind.INCOME: _("Proof of income"),
    PaperKind.FINANCIAL: _("Financial statements"),
    PaperKind.AUTHORISATION: _("Authorisation of an agent"),
    PaperKind.OTHER: _("Another paper"),
}
REQUIRED: Mapping[str, tuple[PaperKind, ...]] = {
    PartyKind.PERSON: (PaperKind.IDENTITY,),
    PartyKind.ORGANISATION: (PaperKind.BUSINESS_LICENCE, PaperKind.REPRESENTATIVE),
}


class PaperState(StrEnum):
    RECEIVED = auto()
    TRUE = auto()
    REFUSED = auto()


RECEIVE = Creation(
    name="parties.paper.receive", label=_("Add a paper"), permission="parties.receive_paper", target=PaperState.RECEIVED
)
CONFIRM = Transition(
    name="parties.paper.confirm",
    label=_("True and complete"),
    permission="parties.check_paper",
    sources=frozenset({PaperState.RECEIVED}),
    target=PaperState.TRUE,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
REFUSE = Transition(
    name="parties.paper.refuse",
    label=_("Not accepted"),
    permission="parties.check_paper",
    sources=frozenset({PaperState.RECEIVED, PaperState.TRUE}),
    target=PaperState.REFUSED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
PAPER = Lifecycle(
    kind="parties.paper",
    label=_("Paper of a customer"),
    states=(
        State(value=PaperState.RECEIVED, label=_("to be checked"), tone=Tone.WAIT, queue=QUEUE),
        State(value=PaperState.TRUE, label=_("true and complete"), tone=Tone.GOOD),
        State(value=PaperState.REFUSED, label=_("not accepted"), tone=Tone.BAD, final=True),
    ),
    creation=RECEIVE,
    transitions=(CONFIRM, REFUSE),
)


def missing_papers(kind: str, held: Iterable[tuple[str, date | None]], on: date) -> tuple[PaperKind, ...]:
    """Which papers a customer of this kind still owes; ``held`` are kinds of true papers with their last day."""
    valid = {paper for paper, until in held if until is None or until >= on}
    return tuple(paper for paper in REQUIRED[kind] if paper not in valid)
