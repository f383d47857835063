"""A cession that somebody must confirm beforehand: facultative placement, or treaty business above its free limit
(domain 5.5, REI-01 … REI-09). The agreement of the reinsurers to an endorsement is a subject of its own."""

from __future__ import annotations

from datetime import date

from core.rules.working_time import WorkingCalendar
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

FACULTATIVE_KIND = "underwriting.facultative"
CESSION_QUEUE, PLACE_QUEUE = "underwriting.cession", "underwriting.place"
NEEDED, SUBMITTED, QUOTED, PLACED, BOUND, ADJUSTED, CLOSED, DECLINED = (
    "needed",
    "submitted",
    "quoted",
    "placed",
    "bound",
    "adjusted",
    "closed",
    "declined",
)
CARRIED = frozenset({PLACED, BOUND, ADJUSTED})  # reinsurers are on risk, or will be when cover starts
WITH_REINSURERS = frozenset({SUBMITTED, QUOTED}) | CARRIED  # somebody there must hear when it is over
SUBMIT_DESK, SUBMIT_UNDERWRITER = "underwriting.submit_cession", "underwriting.submit_cession_directly"

OPEN = Creation(
    name="underwriting.facultative.open",
    label=_("Ask for a cession"),
    permission="underwriting.open_cession",
    target=NEEDED,
)
DECIDE = Transition(
    name="underwriting.facultative.decide",
    label=_("Decide conditions and share"),
    permission="underwriting.decide_cession",
    sources=frozenset({NEEDED}),
    icon="adjustments",
)
SUBMIT = Transition(
    name="underwriting.facultative.submit",
    label=_("Send to the reinsurance department"),
    permission=SUBMIT_DESK,
    sources=frozenset({NEEDED}),
    target=SUBMITTED,
    icon="send",
)
QUOTE = Transition(
    name="underwriting.facultative.quote",
    label=_("Enter a quotation"),
    permission="underwriting.place_cession",
    sources=frozenset({SUBMITTED, QUOTED}),
    target=QUOTED,
    reason=Reason.OPTIONAL,
    icon="edit",
)
PLACE = Transition(
    name="underwriting.facultative.place",
    label=_("Confirm the placement"),
    permission="underwriting.place_cession",
    sources=frozenset({QUOTED, SUBMITTED}),
    target=PLACED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
DECLINE = Transition(
    name="underwriting.facultative.decline",
    label=_("Cannot be placed"),
    permission="underwriting.place_cession",
    sources=frozenset({SUBMITTED, QUOTED}),
    target=DECLINED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
RETRY = Transition(
    name="underwriting.facultative.retry",
    label=_("Ask again with another share"),
    permission="underwriting.decide_cession",
    sources=frozenset({DECLINED}),
    target=NEEDED,
    reason=Reason.REQUIRED,
    icon="refresh",
)
BIND = Transition(
    name="underwriting.facultative.bind",
    label=_("Flag as ceded"),
    permission="underwriting.bind_cession",
    sources=frozenset({PLACED}),
    target=BOUND,
    icon="shield-check",
)
ADJUST = Transition(
    name="underwriting.facultative.adjust",
    label=_("Follow an endorsement"),
    permission="underwriting.bind_cession",
    sources=frozenset({BOUND, ADJUSTED}),
    target=ADJUSTED,
    reason=Reason.REQUIRED,
    icon="adjustments",
)
# An endorsement is issued for which the reinsurers agreed to another amount.
FOLLOW = Transition(
    name="underwriting.facultative.follow",
    label=_("The placement follows the endorsement"),
    permission="underwriting.run_clock",
    sources=CARRIED,
    needs_version=False,
)
CLOSE = Transition(
    name="underwriting.facultative.close",
    label=_("Close"),
    permission="underwriting.decide_cession",
    sources=frozenset({NEEDED, SUBMITTED, QUOTED, PLACED, DECLINED, BOUND, ADJUSTED}),
    target=CLOSED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="archive",
)
FALL_AWAY = Transition(
    name="underwriting.facultative.fall_away",
    label=_("Falls away with the proposal"),
    permission="underwriting.run_clock",
    sources=CLOSE.sources,
    target=CLOSED,
    needs_version=False,
)
FACULTATIVE = Lifecycle(
    kind=FACULTATIVE_KIND,
    label=_("Cession to be confirmed"),
    states=(
        State(value=NEEDED, label=_("cession needed"), tone=Tone.WAIT, queue=CESSION_QUEUE),
        State(value=SUBMITTED, label=_("with the reinsurance department"), tone=Tone.UP, queue=PLACE_QUEUE),
        State(value=QUOTED, label=_("quoted"), tone=Tone.INFO, queue=PLACE_QUEUE),
        State(value=PLACED, label=_("placed"), tone=Tone.GOOD, queue=CESSION_QUEUE),
        State(value=BOUND, label=_("ceded and flagged"), tone=Tone.GOOD),
        State(value=ADJUSTED, label=_("adjusted to an endorsement"), tone=Tone.GOOD),
        State(value=DECLINED, label=_("could not be placed"), tone=Tone.BAD, queue=CESSION_QUEUE),
        State(value=CLOSED, label=_("closed"), final=True),
    ),
    creation=OPEN,
    transitions=(DECIDE, SUBMIT, QUOTE, PLACE, DECLINE, RETRY, BIND, ADJUST, FOLLOW, CLOSE, FALL_AWAY),
)


def submit_by(cover_start: date, lead_days: int, calendar: WorkingCalendar) -> date:
    """The last day on which material still arrives ``lead_days`` working days before inception (REI-04)."""
    return calendar.add_working_days(cover_start, -lead_days)
