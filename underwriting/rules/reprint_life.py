"""Printing a paper of a policy again: from which print on a second person releases it (ISS-05, domain 5.8)."""

from __future__ import annotations

from enum import StrEnum

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

REPRINT_KIND = "underwriting.reprint_request"
ASKED, RELEASED, PRINTED, REFUSED, WITHDRAWN = "asked", "released", "printed", "refused", "withdrawn"
OPEN = frozenset({ASKED, RELEASED})
RELEASE_QUEUE, PRINT_QUEUE = "underwriting.release_reprint", "underwriting.print_again"
POLICY_PAPER, SIGN_PAPER, ENDORSEMENT_PAPER, CERTIFICATE_PAPER = (
    "policy",
    "compulsory_sign",
    "endorsement",
    "certificate",
)
RELEASED_FROM = "underwriting.reprint_released_from"


class Fate(StrEnum):
    """What became of the printed form that is replaced."""

    DAMAGED = "damaged"
    LOST = "lost"


FATE_NAMES = {Fate.DAMAGED: _("came back damaged, made void"), Fate.LOST: _("lost by the customer")}

ASK = Creation(
    name="underwriting.reprint_request.ask",
    label=_("Ask for a further print"),
    permission="underwriting.issue_policy",
    target=ASKED,
)
RELEASE = Transition(
    name="underwriting.reprint_request.release",
    label=_("Release the print"),
    permission="underwriting.release_reprint",
    sources=frozenset({ASKED}),
    target=RELEASED,
    reason=Reason.REQUIRED,
    style="primary",
    icon="circle-check",
)
REFUSE = Transition(
    name="underwriting.reprint_request.refuse",
    label=_("Refuse the print"),
    permission="underwriting.release_reprint",
    sources=frozenset({ASKED}),
    target=REFUSED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
PRINT = Transition(
    name="underwriting.reprint_request.print",
    label=_("Print now"),
    permission="underwriting.issue_policy",
    sources=frozenset({RELEASED}),
    target=PRINTED,
    icon="printer",
)
WITHDRAW = Transition(
    name="underwriting.reprint_request.withdraw",
    label=_("Print not needed any more"),
    permission="underwriting.issue_policy",
    sources=OPEN,
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)
REPRINT_REQUEST = Lifecycle(
    kind=REPRINT_KIND,
    label=_("Request for a reprint"),
    states=(
        State(value=ASKED, label=_("to be released"), tone=Tone.WAIT, queue=RELEASE_QUEUE),
        State(value=RELEASED, label=_("released, to be printed"), tone=Tone.INFO, queue=PRINT_QUEUE),
        State(value=PRINTED, label=_("printed again"), tone=Tone.GOOD, final=True),
        State(value=REFUSED, label=_("print refused"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("print not needed"), final=True),
    ),
    creation=ASK,
    transitions=(RELEASE, REFUSE, PRINT, WITHDRAW),
)


def needs_release(copy: int, released_from: int) -> bool:
    """Whether the print with this number is released by a second person first."""
    return copy >= released_from


def paper_of(code: str) -> tuple[str, int | None]:
    """The kind of paper, and of an endorsement which one: ``endorsement:12``."""
    kind, _between, pk = code.partition(":")
    return kind, int(pk) if pk.isdecimal() else None


def endorsement_code(pk: int) -> str:
    return f"{ENDORSEMENT_PAPER}:{pk}"
