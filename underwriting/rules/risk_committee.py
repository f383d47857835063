"""A case before the risk committee or a panel (5.13, A7)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

CASE_KIND = "underwriting.committee_case"
REFERRED, SCHEDULED, DEFERRED, RESOLVED, EXECUTED, REVIEWED = (
    "referred",
    "scheduled",
    "deferred",
    "resolved",
    "executed",
    "reviewed",
)
GROUP_QUEUE, VOTE_QUEUE, LOOK_BACK_QUEUE = (
    "underwriting.prepare_case",
    "underwriting.committee",
    "underwriting.look_back",
)
RUN, VOTE_RIGHT = "underwriting.run_committee", "underwriting.vote_committee"
VOTE_CLOCK, RESOLUTION_CLOCK = "underwriting.committee_vote", "underwriting.committee_resolution"
RIGHT, TOO_STRICT, TOO_MILD = "right", "too_strict", "too_mild"
SUPERSEDED = "superseded"
APPLIED = {
    "endorsed": _("the policy is changed by endorsement"),
    "ended": _("the contract is ended"),
    "unchanged": _("the contract goes on as it is"),
}
OPEN = frozenset({REFERRED, SCHEDULED, DEFERRED})

REFER = Creation(
    name="underwriting.committee.refer", label=_("Refer to the committee"), permission=RUN, target=REFERRED
)
PREPARE = Transition(
    name="underwriting.committee.prepare",
    label=_("Prepare the papers"),
    permission=RUN,
    sources=frozenset({REFERRED, DEFERRED}),
    icon="checklist",
)
SCHEDULE = Transition(
    name="underwriting.committee.schedule",
    label=_("Call the meeting"),
    permission=RUN,
    sources=frozenset({REFERRED, DEFERRED}),
    target=SCHEDULED,
    icon="calendar-check",
)
PUT_OFF = Transition(
    name="underwriting.committee.put_off",
    label=_("Put off"),
    permission=RUN,
    sources=frozenset({REFERRED, SCHEDULED}),
    target=DEFERRED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="player-pause",
)
ATTEND = Transition(
    name="underwriting.committee.attend",
    label=_("Note who is there"),
    permission=RUN,
    sources=frozenset({SCHEDULED}),
    icon="users",
    needs_version=False,
)
WITHDRAW_MEMBER = Transition(
    name="underwriting.committee.withdraw_member",
    label=_("Withdraw for conflict of interest"),
    permission=VOTE_RIGHT,
    sources=frozenset({SCHEDULED}),
    reason=Reason.REQUIRED,
    style="quiet",
    icon="user-x",
    needs_version=False,
)
CAST = Transition(
    name="underwriting.committee.vote",
    label=_("Vote"),
    permission=VOTE_RIGHT,
    sources=frozenset({SCHEDULED}),
    duty="underwriting.vote",
    reason=Reason.REQUIRED,
    icon="checks",
    needs_version=False,
)
CAST_BY_PHONE = Transition(
    name="underwriting.committee.vote_by_phone",
    label=_("Note a vote by telephone"),
    permission=RUN,
    sources=frozenset({SCHEDULED}),
    reason=Reason.REQUIRED,
    icon="phone",
    style="quiet",
    needs_version=False,
)
CONFIRM_VOTE = Transition(
    name="underwriting.committee.confirm_vote",
    label=_("Confirm my vote in writing"),
    permission=VOTE_RIGHT,
    sources=frozenset({SCHEDULED}),
    icon="signature",
    needs_version=False,
)
VETO = Transition(
    name="underwriting.committee.veto",
    label=_("Veto"),
    permission=VOTE_RIGHT,
    sources=frozenset({SCHEDULED}),
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("The chair may refuse what the members agree to, never the other way round."),
    needs_version=False,
)
RESOLVE = Transition(
    name="underwriting.committee.resolve",
    label=_("Write the resolution"),
    permission=RUN,
    sources=frozenset({SCHEDULED}),
    target=RESOLVED,
    alternatives=frozenset({DEFERRED}),
    icon="gavel",
    confirm=_("The votes decide what is resolved; number and minutes are made at once."),
)
HAND_UP = Transition(
    name="underwriting.committee.hand_up",
    label=_("Hand up to the committee"),
    permission=RUN,
    sources=frozenset({SCHEDULED, DEFERRED}),
    target=REFERRED,
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
    confirm=_("Too few members of the panel may vote; the committee decides. Votes that were cast fall away."),
)
EXECUTE = Transition(
    name="underwriting.committee.execute",
    label=_("Applied in the decision"),
    permission="underwriting.apply_resolution",
    sources=frozenset({RESOLVED}),
    target=EXECUTED,
    needs_version=False,
)
LOOK_BACK = Transition(
    name="underwriting.committee.look_back",
    label=_("Look back"),
    permission=RUN,
    sources=frozenset({EXECUTED}),
    target=REVIEWED,
    reason=Reason.REQUIRED,
    icon="history",
)

CASE = Lifecycle(
    kind=CASE_KIND,
    label=_("Committee case"),
    states=(
        State(
            value=REFERRED,
            label=_("referred"),
            tone=Tone.WAIT,
            queue=GROUP_QUEUE,
            clock="underwriting.prepare_case",
        ),
        State(value=SCHEDULED, label=_("meeting called"), tone=Tone.INFO, queue=VOTE_QUEUE),
        State(
            value=DEFERRED,
            label=_("put off"),
            tone=Tone.WAIT,
            queue=GROUP_QUEUE,
            clock="underwriting.prepare_case",
        ),
        State(value=RESOLVED, label=_("resolved"), tone=Tone.GOOD),
        State(
            value=EXECUTED,
            label=_("applied"),
            tone=Tone.GOOD,
            queue=LOOK_BACK_QUEUE,
        ),
        State(value=REVIEWED, label=_("looked back"), final=True),
    ),
    creation=REFER,
    transitions=(
        PREPARE,
        SCHEDULE,
        CAST,
        ATTEND,
        RESOLVE,
        CONFIRM_VOTE,
        CAST_BY_PHONE,
        WITHDRAW_MEMBER,
        VETO,
        PUT_OFF,
        HAND_UP,
        EXECUTE,
        LOOK_BACK,
    ),
)
