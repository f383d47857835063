"""An agreed instalment: reminded, paid, or chased to the end that the clause allows (domain 5.8, 9.9)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

INSTALMENT_KIND = "underwriting.instalment"
PLANNED, OVERDUE, NOTICED, ENDING = "planned", "overdue", "noticed", "ending"
PAID, CANCELLED = "paid", "cancelled"
CHASE_QUEUE, END_QUEUE = "underwriting.chase_instalment", "underwriting.end_for_arrears"
OPEN = frozenset({PLANNED, OVERDUE, NOTICED, ENDING})
CHASE, CLOCK, PAYMENT = "underwriting.chase_instalment", "underwriting.run_clock", "underwriting.mark_paid"

PLAN = Creation(name="underwriting.instalment.plan", label=_("Agree an instalment"), permission=PAYMENT, target=PLANNED)
RECEIVE = Transition(
    name="underwriting.instalment.receive",
    label=_("Instalment received"),
    permission=PAYMENT,
    sources=OPEN,
    target=PAID,
    needs_version=False,
)
LOSE = Transition(
    name="underwriting.instalment.lose",
    label=_("Receipt voided"),
    permission=PAYMENT,
    sources=frozenset({PAID}),
    target=PLANNED,
    needs_version=False,
)
FALL_DUE = Transition(
    name="underwriting.instalment.fall_due",
    label=_("Not paid in time"),
    permission=CLOCK,
    sources=frozenset({PLANNED}),
    target=OVERDUE,
    needs_version=False,
)
NOTIFY = Transition(
    name="underwriting.instalment.notify",
    label=_("Send the notice of arrears"),
    permission=CHASE,
    sources=frozenset({OVERDUE}),
    target=NOTICED,
    style="primary",
    icon="send",
)
PROPOSE_ENDING = Transition(
    name="underwriting.instalment.propose_ending",
    label=_("Ask to end the policy"),
    permission=CHASE,
    sources=frozenset({NOTICED}),
    target=ENDING,
    reason=Reason.OPTIONAL,
    style="danger",
    icon="circle-x",
    confirm=_("An endorsement is requested that ends the contract for want of payment; the centre decides on it."),
)
RESUME = Transition(
    name="underwriting.instalment.resume",
    label=_("The policy is not ended: chased on"),
    permission=CLOCK,
    sources=frozenset({ENDING}),
    target=NOTICED,
    needs_version=False,
)
CANCEL = Transition(
    name="underwriting.instalment.cancel",
    label=_("Not due any more"),
    permission=PAYMENT,
    sources=OPEN,
    target=CANCELLED,
    needs_version=False,
)
INSTALMENT = Lifecycle(
    kind=INSTALMENT_KIND,
    label=_("Instalment of a policy"),
    states=(
        State(value=PLANNED, label=_("instalment agreed")),
        State(
            value=OVERDUE,
            label=_("instalment overdue"),
            tone=Tone.BAD,
            queue=CHASE_QUEUE,
            clock="underwriting.chase_instalment",
        ),
        State(value=NOTICED, label=_("notice sent, time to pay runs"), tone=Tone.WAIT, queue=END_QUEUE),
        State(value=ENDING, label=_("ending asked for"), tone=Tone.UP),
        State(value=PAID, label=_("instalment paid"), tone=Tone.GOOD),
        State(value=CANCELLED, label=_("not due any more"), final=True),
    ),
    creation=PLAN,
    transitions=(RECEIVE, LOSE, FALL_DUE, NOTIFY, PROPOSE_ENDING, RESUME, CANCEL),
)
