"""Intermediaries: their kinds, their life, and what licence and agreement allow on a day (CUS-07). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import NamedTuple

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from parties.rules.lifecycle import gettext_noop as _

QUEUE = "parties.intermediary_decision"


class IntermediaryKind(StrEnum):
    """The three kinds of the rule book (S2 2.3(1)1), with the person among those without issuing right and the
    platform through which customers fill in their proposals."""

    INDIVIDUAL = "individual"
    NO_ISSUING = "no_issuing"
    ISSUING = "issuing"
    BROKER = "broker"
    PLATFORM = "platform"


INTERMEDIARY_KINDS: Mapping[str, str] = {
    IntermediaryKind.INDIVIDUAL: _("Individual agent"),
    IntermediaryKind.NO_ISSUING: _("Agency without issuing right"),
    IntermediaryKind.ISSUING: _("Agency with issuing right"),
    IntermediaryKind.BROKER: _("Broker acting for the customer"),
    IntermediaryKind.PLATFORM: _("E-commerce platform"),
}


class IntermediaryState(StrEnum):
    PROPOSED = auto()
    ACTIVE = auto()
    REJECTED = auto()
    SUSPENDED = auto()
    ENDED = auto()


REGISTER = Creation(
    name="parties.intermediary.register",
    label=_("Register intermediary"),
    permission="parties.register_intermediary",
    target=IntermediaryState.PROPOSED,
)
EDIT = Transition(
    name="parties.intermediary.edit",
    label=_("Edit"),
    permission="parties.register_intermediary",
    sources=frozenset({IntermediaryState.PROPOSED, IntermediaryState.REJECTED}),
    target=IntermediaryState.PROPOSED,
    icon="edit",
)
APPROVE = Transition(
    name="parties.intermediary.approve",
    label=_("Approve intermediary"),
    permission="parties.decide_intermediary",
    sources=frozenset({IntermediaryState.PROPOSED}),
    target=IntermediaryState.ACTIVE,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
REJECT = Transition(
    name="parties.intermediary.reject",
    label=_("Reject proposal"),
    permission="parties.decide_intermediary",
    sources=frozenset({IntermediaryState.PROPOSED}),
    target=IntermediaryState.REJECTED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
RENEW = Transition(
    name="parties.intermediary.renew",
    label=_("New licence or agreement"),
    permission="parties.decide_intermediary",
    sources=frozenset({IntermediaryState.ACTIVE, IntermediaryState.SUSPENDED}),
    needs_version=False,
    icon="file-certificate",
)
RECORD_MANDATE = Transition(
    name="parties.intermediary.record_mandate",
    label=_("Record a customer's mandate"),
    permission="parties.record_mandate",
    sources=frozenset({IntermediaryState.ACTIVE}),
    needs_version=False,
    icon="signature",
)
END_MANDATE = Transition(
    name="parties.intermediary.end_mandate",
    label=_("End a customer's mandate"),
    permission="parties.record_mandate",
    sources=frozenset({IntermediaryState.ACTIVE, IntermediaryState.SUSPENDED}),
    reason=Reason.REQUIRED,
    needs_version=False,
)
SUSPEND = Transition(
    name="parties.intermediary.suspend",
    label=_("Suspend"),
    permission="parties.decide_intermediary",
    sources=frozenset({IntermediaryState.ACTIVE}),
    target=IntermediaryState.SUSPENDED,
    reason=Reason.REQUIRED,
    style="danger",
)
RESUME = Transition(
    name="parties.intermediary.resume",
    label=_("Resume"),
    permission="parties.decide_intermediary",
    sources=frozenset({IntermediaryState.SUSPENDED}),
    target=IntermediaryState.ACTIVE,
    reason=Reason.REQUIRED,
)
END = Transition(
    name="parties.intermediary.end",
    label=_("End agreement"),
    permission="parties.decide_intermediary",
    sources=frozenset({IntermediaryState.ACTIVE, IntermediaryState.SUSPENDED}),
    target=IntermediaryState.ENDED,
    reason=Reason.REQUIRED,
    confirm=_("The intermediary can no longer be chosen on new business."),
    style="danger",
)
INTERMEDIARY = Lifecycle(
    kind="parties.intermediary",
    label=_("Intermediary"),
    states=(
        State(value=IntermediaryState.PROPOSED, label=_("proposed"), tone=Tone.WAIT, queue=QUEUE),
        State(value=IntermediaryState.ACTIVE, label=_("active"), tone=Tone.GOOD),
        State(value=IntermediaryState.REJECTED, label=_("rejected"), tone=Tone.BAD),
        State(value=IntermediaryState.SUSPENDED, label=_("suspended"), tone=Tone.WAIT),
        State(value=IntermediaryState.ENDED, label=_("ended"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=REGISTER,
    transitions=(APPROVE, REJECT, EDIT, RECORD_MANDATE, RENEW, SUSPEND, RESUME, END_MANDATE, END),
)


class Fault(NamedTuple):
    """Why no new business may be written through an intermediary: a code and an English sentence."""

    code: str
    message: str


NOT_ACTIVE = Fault("not_active", _("No business is written through this intermediary."))
LICENCE_EXPIRED = Fault("licence_expired", _("The licence of the intermediary has expired."))
LICENCE_LATER = Fault("licence_later", _("The licence of the intermediary is not valid yet."))
AGREEMENT_OVER = Fault("agreement_over", _("The agreement with the intermediary is over."))
AGREEMENT_LATER = Fault("agreement_later", _("The agreement with the intermediary has not begun."))
LINE_NOT_AGREED = Fault("line_not_agreed", _("This line is not part of the agreement with the intermediary."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether business may come through an intermediary."""

    state: str
    licence_from: date | None
    licence_until: date
    agreement_from: date
    agreement_until: date


def fault_of(standing: Standing, on: date) -> Fault | None:
    """The first thing that stands against new business on a day; None when nothing does."""
    checks = (
        (standing.state != IntermediaryState.ACTIVE, NOT_ACTIVE),
        (standing.licence_from is not None and on < standing.licence_from, LICENCE_LATER),
        (on > standing.licence_until, LICENCE_EXPIRED),
        (on < standing.agreement_from, AGREEMENT_LATER),
        (on > standing.agreement_until, AGREEMENT_OVER),
    )
    return next((fault for stands, fault in checks if stands), None)


class AgreedLine(NamedTuple):
    """A line of the agreement: the commission rate, and up to which sum insured policies may be issued."""

    line: str
    commission_rate: Decimal
    issuing_limit: Decimal | None = None


def may_issue(kind: str) -> bool:
    """Only agencies with the issuing right issue by themselves, within their limits (PRO-03)."""
    return kind == IntermediaryKind.ISSUING


def may_sign(kind: str, *, mandated: bool) -> bool:
    """Only a broker with the customer's mandate signs in the customer's place (PRO-02)."""
    return kind == IntermediaryKind.BROKER and mandated


MOTOR_LINES = frozenset({"MOD", "MTP", "MPA", "MOTOR", "MOTOR_COMMERCIAL"})


def ceiling_class(line: str) -> str:
    """Which filed commission ceiling holds for a line."""
    if line == "MCI":
        return "compulsory"
    return "motor" if line in MOTOR_LINES else "other"
