"""Slips between the store and a person: issue, return, hand-over on a change of job (domain 8.2, 8.4).

Forms change hands when the one who takes them signs; a hand-over needs a supervisor besides."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

SLIP_KIND = "archives.form_slip"
ISSUE, RETURN, HAND_OVER = "issue", "return", "hand_over"
MADE, WITNESSED, SIGNED, WITHDRAWN = "made", "witnessed", "signed", "withdrawn"
SIGN_QUEUE, RETURN_QUEUE, WITNESS_QUEUE = "archives.sign_slip", "archives.take_back", "archives.witness"

MAKE = Creation(
    name="archives.form_slip.make", label=_("Make out a slip"), permission="archives.make_slip", target=MADE
)
WITNESS = Transition(
    name="archives.form_slip.witness",
    label=_("Confirm as supervisor"),
    permission="archives.witness_forms",
    sources=frozenset({MADE}),
    target=WITNESSED,
    reason=Reason.OPTIONAL,
    icon="shield-check",
)
SIGN = Transition(
    name="archives.form_slip.sign",
    label=_("Sign for the forms"),
    permission="archives.sign_slip",
    sources=frozenset({MADE, WITNESSED}),
    target=SIGNED,
    icon="check",
)
WITHDRAW = Transition(
    name="archives.form_slip.withdraw",
    label=_("Withdraw the slip"),
    permission="archives.make_slip",
    sources=frozenset({MADE, WITNESSED}),
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    icon="circle-x",
)
LIFE = Lifecycle(
    kind=SLIP_KIND,
    label=_("Slip of forms"),
    states=(
        State(value=MADE, label=_("to be signed"), tone=Tone.WAIT, queue=SIGN_QUEUE),
        State(value=WITNESSED, label=_("confirmed, to be signed"), tone=Tone.WAIT, queue=SIGN_QUEUE),
        State(value=SIGNED, label=_("signed for"), tone=Tone.GOOD, final=True),
        State(value=WITHDRAWN, label=_("withdrawn"), final=True),
    ),
    creation=MAKE,
    transitions=(SIGN, WITNESS, WITHDRAW),
)
