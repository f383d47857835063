"""Accounting periods of a unit: Open / Hold / Closed / Locked (FIN-14, domain 9.10)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

OPEN, HOLD, CLOSED, LOCKED = "open", "hold", "closed", "locked"
SHUT = frozenset({CLOSED, LOCKED})

START = Creation(name="finance.period.open", label=_("Open period"), permission="finance.open_period", target=OPEN)
SUSPEND = Transition(
    name="finance.period.suspend",
    label=_("Cut off"),
    permission="finance.hold_period",
    sources=frozenset({OPEN}),
    target=HOLD,
    duty="finance.period",
    confirm=_("No further voucher can be submitted for this month; what is under review can still be posted."),
    icon="player-pause",
)
RESUME = Transition(
    name="finance.period.resume",
    label=_("Resume"),
    permission="finance.hold_period",
    sources=frozenset({HOLD}),
    target=OPEN,
    duty="finance.period",
    reason=Reason.REQUIRED,
    icon="player-play",
)
CLOSE = Transition(
    name="finance.period.close",
    label=_("Close period"),
    permission="finance.close_period",
    sources=frozenset({HOLD}),
    target=CLOSED,
    duty="finance.period",
    confirm=_("Nothing can be posted to this month any more."),
    style="primary",
    icon="lock",
)
REOPEN = Transition(
    name="finance.period.reopen",
    label=_("Reopen period"),
    permission="finance.reopen_period",
    sources=frozenset({CLOSED}),
    target=HOLD,
    duty="finance.reopen_period",
    reason=Reason.REQUIRED,
    style="danger",
    icon="lock-open",
)
LOCK = Transition(
    name="finance.period.lock",
    label=_("Lock for good"),
    permission="finance.lock_period",
    sources=frozenset({CLOSED}),
    target=LOCKED,
    duty="finance.period",
    confirm=_("A locked period can never be opened again."),
    style="danger",
    icon="lock-square",
)
MEASURE = Transition(
    name="finance.period.measure_unearned",
    label=_("Measure unearned premium"),
    permission="finance.measure_unearned",
    sources=frozenset({OPEN}),
    duty="finance.prepare",
    confirm=_("The difference to what is booked is posted for every unit and line of the month."),
    icon="calculator",
)
REMIT = Transition(
    name="finance.period.remit_vehicle_tax",
    label=_("Pay over vehicle tax"),
    permission="finance.remit_vehicle_tax",
    sources=frozenset({OPEN, HOLD, CLOSED}),
    duty="finance.remit_vehicle_tax",
    icon="building-bank",
)
LIFECYCLE = Lifecycle(
    kind="finance.period",
    label=_("Accounting period"),
    states=(
        State(value=OPEN, label=_("Books open"), tone=Tone.GOOD),
        State(value=HOLD, label=_("On hold"), tone=Tone.WAIT),
        State(value=CLOSED, label=_("Books closed"), tone=Tone.INFO),
        State(value=LOCKED, label=_("Books locked"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=START,
    transitions=(SUSPEND, CLOSE, RESUME, REOPEN, LOCK, MEASURE, REMIT),
)
