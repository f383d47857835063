"""Back-entry of policies issued by hand or outside the system, and its deadlines (B-33, PRO-14 … PRO-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

BACK_ENTRY_KIND = "underwriting.back_entry"
OPEN, ENTERED, REVIEWED = "open", "entered", "reviewed"
ASKED = "asked"
TO_ENTER = frozenset({ASKED, OPEN})
ENTER_QUEUE, REVIEW_QUEUE = "underwriting.back_entry", "underwriting.review_back_entry"
ASKED_QUEUE = "underwriting.allow_back_entry"
QUEUES = (ENTER_QUEUE, ASKED_QUEUE, REVIEW_QUEUE)
HAND_WRITTEN, COMPUTER, OTHER = "hand_written", "computer", "other"
DIRECT_CLOCK, AGENCY_CLOCK, RETURNED_CLOCK = (
    "underwriting.back_entry_direct",
    "underwriting.back_entry_agency",
    "underwriting.back_entry_returned",
)

REGISTER = Creation(
    name="underwriting.back_entry.register",
    label=_("Register a policy issued outside"),
    permission="underwriting.register_back_entry",
    target=OPEN,
)
ASK = Transition(
    name="underwriting.back_entry.ask",
    label=_("Lay before an underwriter"),
    permission="underwriting.register_back_entry",
    sources=frozenset({OPEN}),
    target=ASKED,
    icon="send",
)
ALLOW = Transition(
    name="underwriting.back_entry.allow",
    label=_("Approve the hand-written policy"),
    permission="underwriting.decide_proposal",
    sources=frozenset({ASKED}),
    target=OPEN,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="primary",
    icon="circle-check",
)
FIND_UNAPPROVED = Transition(
    name="underwriting.back_entry.find_unapproved",
    label=_("Issued without approval"),
    permission="underwriting.decide_proposal",
    sources=frozenset({ASKED}),
    target=OPEN,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
LINK = Transition(
    name="underwriting.back_entry.link",
    label=_("Link a draft made before"),
    permission="underwriting.register_back_entry",
    sources=TO_ENTER,
    icon="edit",
)
NOTE_RETURN = Transition(
    name="underwriting.back_entry.note_return",
    label=_("Policies were collected"),
    permission="underwriting.register_back_entry",
    sources=TO_ENTER,
    icon="inbox",
)
CHASE = Transition(
    name="underwriting.back_entry.chase",
    label=_("Urge the sub-branch"),
    permission="underwriting.review_back_entry",
    sources=frozenset({OPEN}),
    reason=Reason.REQUIRED,
    icon="bell",
)
ENTER = Transition(
    name="underwriting.back_entry.enter",
    label=_("Entry is complete"),
    permission="underwriting.register_back_entry",
    sources=frozenset({OPEN}),
    target=ENTERED,
    icon="check",
)
REVIEW = Transition(
    name="underwriting.back_entry.review",
    label=_("Entry agrees with the paper"),
    permission="underwriting.review_back_entry",
    sources=frozenset({ENTERED}),
    target=REVIEWED,
    reason=Reason.OPTIONAL,
    icon="shield-check",
)
RETURN = Transition(
    name="underwriting.back_entry.return",
    label=_("Entry differs from the paper"),
    permission="underwriting.review_back_entry",
    sources=frozenset({ENTERED}),
    target=OPEN,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
LIFE = Lifecycle(
    kind=BACK_ENTRY_KIND,
    label=_("Back-entry"),
    states=(
        State(value=ASKED, label=_("before an underwriter"), tone=Tone.WAIT, queue=ASKED_QUEUE),
        State(value=OPEN, label=_("to be entered"), tone=Tone.WAIT, queue=ENTER_QUEUE),
        State(value=ENTERED, label=_("to be reviewed"), tone=Tone.INFO, queue=REVIEW_QUEUE),
        State(value=REVIEWED, label=_("reviewed"), tone=Tone.GOOD, final=True),
    ),
    creation=REGISTER,
    transitions=(ALLOW, FIND_UNAPPROVED, ENTER, ASK, LINK, NOTE_RETURN, CHASE, REVIEW, RETURN),
)


def judged_on(signed_on: date | None, today: date) -> date:
    """The day for which an entry is judged: today, or of what is entered later the eve of the signature, so that cover
    may begin on the day on which it was signed (B-33)."""
    return signed_on - timedelta(days=1) if signed_on else today


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The last days of the three clocks for one policy."""

    direct: date
    agency: date
    returned: date | None = None


def due_on(deadlines: Deadlines, *, agency: bool) -> date:
    """Direct business: three working days. Agency business: fifteen, or five after the policies were collected,
    whichever ends first."""
    if not agency:
        return deadlines.direct
    if deadlines.returned is None:
        return deadlines.agency
    return min(deadlines.agency, deadlines.returned)


def late_days(due: date, done: date) -> int:
    """Days by which the entry was, or is, late; 0 in time."""
    return max(0, (done - due).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the paper, and what the entry, say of one policy."""

    line: str
    holder: str
    premium: Decimal


def differing(paper: Written, entry: Written) -> list[str]:
    """What the entry says otherwise than the paper on which the customer was insured (PRO-17)."""
    found = []
    if entry.line != paper.line:
        found.append(_("Line"))
    if "".join(entry.holder.split()) != "".join(paper.holder.split()):
        found.append(_("Policyholder"))
    if entry.premium != paper.premium:
        found.append(_("Premium"))
    return found
