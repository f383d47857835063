"""A question of the sub-branch to the risk assessors, and their advice (DUT-25)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

ADVICE_KIND, ADVICE_QUEUE = "underwriting.risk_question", "underwriting.risk_advice"
ASK_RIGHT, ANSWER_RIGHT = "underwriting.ask_risk_advice", "underwriting.give_risk_advice"
ASKED, ANSWERED = "asked", "answered"

ASK = Creation(
    name="underwriting.risk_question.ask", label=_("Ask the risk assessors"), permission=ASK_RIGHT, target=ASKED
)
REPLY = Transition(
    name="underwriting.risk_question.answer",
    label=_("Give advice"),
    permission=ANSWER_RIGHT,
    sources=frozenset({ASKED}),
    target=ANSWERED,
    icon="message-report",
)
QUESTION = Lifecycle(
    kind=ADVICE_KIND,
    label=_("Question on a risk"),
    states=(
        State(
            value=ASKED,
            label=_("waits for advice"),
            tone=Tone.WAIT,
            queue=ADVICE_QUEUE,
            clock="underwriting.risk_advice",
        ),
        State(value=ANSWERED, label=_("answered"), tone=Tone.GOOD, final=True),
    ),
    creation=ASK,
    transitions=(REPLY,),
)
