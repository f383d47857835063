"""An issued policy in the books: its premium becomes income when liability starts (domain 9.3)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, State, Tone, Transition
from finance.rules.words import gettext_noop as _

WAITING, RECOGNISED = "waiting", "recognised"

RECORD = Creation(
    name="finance.premium_income.record",
    label=_("Record issued policy"),
    permission="finance.record_issue",
    target=WAITING,
)
RECOGNISE = Transition(
    name="finance.premium_income.recognise",
    label=_("Recognise premium income"),
    permission="finance.record_issue",
    sources=frozenset({WAITING}),
    target=RECOGNISED,
    needs_version=False,
)
LIFECYCLE = Lifecycle(
    kind="finance.premium_income",
    label=_("Premium income"),
    states=(
        State(value=WAITING, label=_("Waiting for start of cover"), tone=Tone.NEUTRAL),
        State(value=RECOGNISED, label=_("Recognised"), tone=Tone.GOOD, final=True),
    ),
    creation=RECORD,
    transitions=(RECOGNISE,),
)
