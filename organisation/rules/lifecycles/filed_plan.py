"""A plan on its way up: drafted, decided by the province, filed with head office or approved by it."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.filed_plan"
DRAFTED, AT_PROVINCE, AT_HEAD_OFFICE = "drafted", "at_province", "at_head_office"
FILED, IN_FORCE, ENDED, REJECTED, WITHDRAWN = "filed", "in_force", "ended", "rejected", "withdrawn"
STANDING = frozenset({FILED, IN_FORCE})
PROVINCE_QUEUE, HEAD_OFFICE_QUEUE, DRAFT_QUEUE = (
    "organisation.plans_province",
    "organisation.plans_head_office",
    "organisation.plans_draft",
)
DRAFT_RIGHT, ENDORSE_RIGHT = "organisation.draft_plan", "organisation.endorse_plan"
ANSWER_RIGHT, CLOCK_RIGHT = "organisation.answer_plan", "organisation.run_plans"

DRAFT = Creation(name="organisation.filed_plan.draft", label=_("Draft a plan"), permission=DRAFT_RIGHT, target=DRAFTED)
REWRITE = Transition(
    name="organisation.filed_plan.rewrite",
    label=_("Change the draft"),
    permission=DRAFT_RIGHT,
    sources=frozenset({DRAFTED}),
    icon="edit",
)
SUBMIT = Transition(
    name="organisation.filed_plan.submit",
    label=_("Send to the province"),
    permission=DRAFT_RIGHT,
    sources=frozenset({DRAFTED}),
    target=AT_PROVINCE,
    style="primary",
    icon="send",
)
ENDORSE = Transition(
    name="organisation.filed_plan.endorse",
    label=_("Decide as the province"),
    permission=ENDORSE_RIGHT,
    sources=frozenset({AT_PROVINCE}),
    target=FILED,
    alternatives=frozenset({AT_HEAD_OFFICE}),
    reason=Reason.OPTIONAL,
    confirm=_("What is filed holds from its day on; what head office must approve is reported to it."),
    style="primary",
    icon="check",
)
RETURN = Transition(
    name="organisation.filed_plan.return",
    label=_("Return the plan"),
    permission=ENDORSE_RIGHT,
    sources=frozenset({AT_PROVINCE}),
    target=DRAFTED,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
APPROVE = Transition(
    name="organisation.filed_plan.approve",
    label=_("Approve as head office"),
    permission=ANSWER_RIGHT,
    sources=frozenset({AT_HEAD_OFFICE}),
    target=IN_FORCE,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
REJECT = Transition(
    name="organisation.filed_plan.reject",
    label=_("Reject the special report"),
    permission=ANSWER_RIGHT,
    sources=frozenset({AT_HEAD_OFFICE}),
    target=REJECTED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
ACKNOWLEDGE = Transition(
    name="organisation.filed_plan.acknowledge",
    label=_("Take on file"),
    permission=ANSWER_RIGHT,
    sources=frozenset({FILED}),
    target=IN_FORCE,
    style="primary",
    icon="check",
)
OBJECT = Transition(
    name="organisation.filed_plan.object",
    label=_("Object to the filing"),
    permission=ANSWER_RIGHT,
    sources=frozenset({FILED}),
    target=ENDED,
    reason=Reason.REQUIRED,
    confirm=_("The plan holds no longer from today; posts given under it stay until their holders are moved."),
    style="danger",
    icon="circle-x",
)
END = Transition(
    name="organisation.filed_plan.end",
    label=_("End the plan"),
    permission=ENDORSE_RIGHT,
    sources=STANDING,
    target=ENDED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
EXPIRE = Transition(
    name="organisation.filed_plan.expire",
    label=_("Period of the plan is over"),
    permission=CLOCK_RIGHT,
    sources=STANDING,
    target=ENDED,
)
WITHDRAW = Transition(
    name="organisation.filed_plan.withdraw",
    label=_("Withdraw the plan"),
    permission=DRAFT_RIGHT,
    sources=frozenset({DRAFTED, AT_PROVINCE}),
    target=WITHDRAWN,
    reason=Reason.OPTIONAL,
    icon="trash",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Filed plan"),
    states=(
        State(value=DRAFTED, label=_("Draft"), tone=Tone.NEUTRAL, queue=DRAFT_QUEUE),
        State(value=AT_PROVINCE, label=_("At the province"), tone=Tone.WAIT, queue=PROVINCE_QUEUE),
        State(value=AT_HEAD_OFFICE, label=_("At head office for approval"), tone=Tone.UP, queue=HEAD_OFFICE_QUEUE),
        State(value=FILED, label=_("Filed with head office"), tone=Tone.GOOD, queue=HEAD_OFFICE_QUEUE),
        State(value=IN_FORCE, label=_("In force"), tone=Tone.GOOD),
        State(value=ENDED, label=_("Ended"), tone=Tone.NEUTRAL, final=True),
        State(value=REJECTED, label=_("Rejected"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("Withdrawn"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=DRAFT,
    transitions=(SUBMIT, REWRITE, ENDORSE, RETURN, APPROVE, REJECT, ACKNOWLEDGE, OBJECT, END, EXPIRE, WITHDRAW),
)
