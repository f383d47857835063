"""An issued policy in the books: its premium becomes income when liability starts (domain 9.3)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

WAITING, RECOGNISED, VOIDED = "waiting", "recognised", "voided"

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
ADD = Transition(
    name="finance.premium_income.add",
    label=_("Additional premium"),
    permission="finance.change_premium",
    sources=frozenset({RECOGNISED}),
    duty="finance.change_premium",
    reason=Reason.REQUIRED,
    icon="plus",
)
REFUND = Transition(
    name="finance.premium_income.refund",
    label=_("Refund premium"),
    permission="finance.change_premium",
    sources=frozenset({RECOGNISED}),
    duty="finance.change_premium",
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
ENLARGE = Transition(
    name="finance.premium_income.enlarge",
    label=_("More premium from the first day"),
    permission="finance.record_issue",
    sources=frozenset({WAITING, RECOGNISED}),
    needs_version=False,
)
OWE = Transition(
    name="finance.premium_income.owe",
    label=_("More premium, owed after the issue"),
    permission="finance.record_issue",
    sources=frozenset({WAITING, RECOGNISED}),
    needs_version=False,
)
REDUCE = Transition(
    name="finance.premium_income.reduce",
    label=_("Less premium from the first day"),
    permission="finance.record_issue",
    sources=frozenset({WAITING}),
    needs_version=False,
)
VOID = Transition(
    name="finance.premium_income.void",
    label=_("Void before start and return premium"),
    permission="finance.change_premium",
    sources=frozenset({WAITING}),
    target=VOIDED,
    duty="finance.change_premium",
    reason=Reason.REQUIRED,
    confirm=_("The premium will not become income; all of it goes back to the policyholder."),
    style="danger",
    icon="receipt-off",
)
END = Transition(
    name="finance.premium_income.end",
    label=_("Cover ends without a refund"),
    permission="finance.record_issue",
    sources=frozenset({RECOGNISED}),
    needs_version=False,
)
SET_OFF = Transition(
    name="finance.premium_income.set_off",
    label=_("Cover ends, set off against what is owed"),
    permission="finance.record_issue",
    sources=frozenset({RECOGNISED}),
    needs_version=False,
)
EXTEND = Transition(
    name="finance.premium_income.extend",
    label=_("Cover ends later"),
    permission="finance.record_issue",
    sources=frozenset({WAITING, RECOGNISED}),
    needs_version=False,
)
PASS_ON = Transition(
    name="finance.premium_income.pass_on",
    label=_("Policy went over to another holder"),
    permission="finance.record_issue",
    sources=frozenset({WAITING, RECOGNISED}),
    needs_version=False,
)
COMMISSION = Transition(
    name="finance.premium_income.commission",
    label=_("Commission due"),
    permission="finance.owe_commission",
    sources=frozenset({RECOGNISED}),
    duty="finance.owe_commission",
    icon="users",
)
LIFECYCLE = Lifecycle(
    kind="finance.premium_income",
    label=_("Premium income"),
    states=(
        State(value=WAITING, label=_("Waiting for start of cover"), tone=Tone.NEUTRAL),
        State(value=RECOGNISED, label=_("Recognised"), tone=Tone.GOOD),
        State(value=VOIDED, label=_("Void before start"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=RECORD,
    transitions=(RECOGNISE, ADD, REFUND, VOID, END, SET_OFF, EXTEND, ENLARGE, OWE, REDUCE, PASS_ON, COMMISSION),
)
