"""Questions of the sub-branches to the underwriting centre, answered within a clock (DUT-08)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

QUESTION_KIND, ANSWER_QUEUE, READ_QUEUE = (
    "underwriting.question",
    "underwriting.question",
    "underwriting.question_read",
)
ASKED, ANSWERED, CLOSED = "asked", "answered", "closed"
ASK = Creation(
    name="underwriting.question.ask",
    label=_("Ask the underwriting centre"),
    permission="underwriting.ask_question",
    target=ASKED,
)
ANSWER = Transition(
    name="underwriting.question.answer",
    label=_("Answer"),
    permission="underwriting.answer_question",
    sources=frozenset({ASKED}),
    target=ANSWERED,
    reason=Reason.REQUIRED,
    icon="message-report",
)
ASK_AGAIN = Transition(
    name="underwriting.question.ask_again",
    label=_("Ask again"),
    permission="underwriting.ask_question",
    sources=frozenset({ANSWERED}),
    target=ASKED,
    reason=Reason.REQUIRED,
    icon="help",
)
CLOSE = Transition(
    name="underwriting.question.close",
    label=_("Answered, close"),
    permission="underwriting.ask_question",
    sources=frozenset({ANSWERED}),
    target=CLOSED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
QUESTION = Lifecycle(
    kind=QUESTION_KIND,
    label=_("Question to the underwriting centre"),
    states=(
        State(
            value=ASKED,
            label=_("to be answered"),
            tone=Tone.WAIT,
            queue=ANSWER_QUEUE,
            clock="underwriting.question",
        ),
        State(value=ANSWERED, label=_("answered"), tone=Tone.INFO, queue=READ_QUEUE),
        State(value=CLOSED, label=_("closed"), tone=Tone.GOOD, final=True),
    ),
    creation=ASK,
    transitions=(ANSWER, CLOSE, ASK_AGAIN),
)
TOPICS = {
    "acceptance": _("whether a risk can be accepted"),
    "rate": _("rate and premium"),
    "clause": _("clauses and special terms"),
    "authority": _("authority and reporting"),
    "system": _("entry and system"),
    "other": _("other"),
}
