"""The account with one reinsurer for one quarter: prepared, sent, confirmed, settled net (domain 5.5, C12, REI-11)."""

from __future__ import annotations

from datetime import date, timedelta

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

ACCOUNT_KIND, CONFIRM_QUEUE, SETTLE_QUEUE = (
    "underwriting.reinsurance_account",
    "underwriting.confirm_account",
    "underwriting.settle_account",
)
PREPARED, SENT, DISPUTED, CONFIRMED, SETTLED = "prepared", "sent", "disputed", "confirmed", "settled"

PREPARE = Creation(
    name="underwriting.reinsurance_account.prepare",
    label=_("Prepare the account"),
    permission="underwriting.open_reinsurance_work",
    target=PREPARED,
)
SEND = Transition(
    name="underwriting.reinsurance_account.send",
    label=_("Send to the reinsurer"),
    permission="underwriting.keep_accounts",
    sources=frozenset({PREPARED, DISPUTED}),
    target=SENT,
    icon="send",
)
CONFIRM = Transition(
    name="underwriting.reinsurance_account.confirm",
    label=_("Confirmed by the reinsurer"),
    permission="underwriting.keep_accounts",
    sources=frozenset({SENT}),
    target=CONFIRMED,
    reason=Reason.REQUIRED,
    icon="circle-check",
)
DISPUTE = Transition(
    name="underwriting.reinsurance_account.dispute",
    label=_("The reinsurer differs"),
    permission="underwriting.keep_accounts",
    sources=frozenset({SENT}),
    target=DISPUTED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="alert-triangle",
)
SETTLE = Transition(
    name="underwriting.reinsurance_account.settle",
    label=_("Settled through the bank"),
    permission="underwriting.settle_account",
    sources=frozenset({CONFIRMED}),
    target=SETTLED,
    reason=Reason.REQUIRED,
    icon="building-bank",
)
ACCOUNT = Lifecycle(
    kind=ACCOUNT_KIND,
    label=_("Reinsurance account"),
    states=(
        State(
            value=PREPARED,
            label=_("prepared"),
            tone=Tone.INFO,
            queue=CONFIRM_QUEUE,
            clock="underwriting.send_account",
        ),
        State(
            value=SENT,
            label=_("sent to the reinsurer"),
            tone=Tone.WAIT,
            queue=CONFIRM_QUEUE,
            clock="underwriting.confirm_account",
        ),
        State(value=DISPUTED, label=_("the reinsurer differs"), tone=Tone.BAD, queue=CONFIRM_QUEUE),
        State(value=CONFIRMED, label=_("confirmed, to be settled"), tone=Tone.GOOD, queue=SETTLE_QUEUE),
        State(value=SETTLED, label=_("settled"), tone=Tone.GOOD, final=True),
    ),
    creation=PREPARE,
    transitions=(SEND, CONFIRM, DISPUTE, SETTLE),
)
MONTHS = 3
DAY = timedelta(days=1)


def quarter_of(day: date) -> date:
    """The first day of the quarter."""
    return day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1)


def ended_quarters(first: date, today: date) -> list[date]:
    """The quarters that have ended before ``today``, back to that of ``first``, the newest first; the last one always:
    nobody has to think up a day."""
    found = [quarter_of(quarter_of(today) - DAY)]
    while found[-1] > quarter_of(first):
        found.append(quarter_of(found[-1] - DAY))
    return found


def quarter_in_words(first: date) -> str:
    return f"{first:%Y} Q{(first.month + MONTHS - 1) // MONTHS}"


def next_quarter(first: date) -> date:
    """The first day of the quarter after the one that begins on ``first``."""
    years, month = divmod(first.month - 1 + MONTHS, 12)
    return date(first.year + years, month + 1, 1)
