"""Assessment of a risk: from the assignment to the closed report (5.2, A9)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

ASSESSMENT_KIND = "underwriting.assessment"
PLANNED, DATA_COLLECTED, INSPECTED, DRAFTED = "planned", "data_collected", "inspected", "drafted"
SIGNED, COMMITTEE, CLOSED, CANCELLED = "signed", "committee", "closed", "cancelled"
SUB_QUEUE, CENTRE_QUEUE, CONFIRM_QUEUE = (
    "underwriting.assess_sub_branch",
    "underwriting.assess_centre",
    "underwriting.confirm_assessment",
)
DIRECTOR_QUEUE = "underwriting.confirm_assessment_director"
SUB_CLOCK, CENTRE_CLOCK, EXPERT_CLOCK = (
    "underwriting.assess_sub_branch",
    "underwriting.assess_centre",
    "underwriting.assess_expert",
)
ASSESS, CONFIRM_RIGHT, ORDER = (
    "underwriting.assess_risk",
    "underwriting.confirm_assessment",
    "underwriting.order_assessment",
)
IN_WORK = frozenset({PLANNED, DATA_COLLECTED, INSPECTED, DRAFTED})
WRITTEN = frozenset({SIGNED, COMMITTEE, CLOSED})  # the report is signed and changes no more

PLAN = Creation(name="underwriting.assessment.plan", label=_("Order an assessment"), permission=ORDER, target=PLANNED)
ASSIGN = Transition(
    name="underwriting.assessment.assign",
    label=_("Assign"),
    permission=ORDER,
    sources=IN_WORK,
    icon="user-check",
    style="quiet",
)
COLLECT = Transition(
    name="underwriting.assessment.collect",
    label=_("Enter data of the risk"),
    permission=ASSESS,
    sources=frozenset({PLANNED, DATA_COLLECTED, INSPECTED, DRAFTED}),
    target=DATA_COLLECTED,
    alternatives=frozenset({INSPECTED, DRAFTED}),
    icon="checklist",
)
ADD_PHOTO = Transition(
    name="underwriting.assessment.add_photo",
    label=_("Add a photo or plan"),
    permission=ASSESS,
    sources=IN_WORK,
    icon="camera",
    needs_version=False,
)
ADD_UNIT = Transition(
    name="underwriting.assessment.add_unit",
    label=_("Add a risk unit"),
    permission=ASSESS,
    sources=IN_WORK,
    reason=Reason.OPTIONAL,
    icon="building",
    needs_version=False,
)
NOTE_FINDING = Transition(
    name="underwriting.assessment.note_finding",
    label=_("Note what was found at a unit"),
    permission=ASSESS,
    sources=IN_WORK,
    icon="notes",
    needs_version=False,
)
DROP_UNIT = Transition(
    name="underwriting.assessment.drop_unit",
    label=_("Take out a risk unit"),
    permission=ASSESS,
    sources=IN_WORK,
    style="quiet",
    icon="trash",
    needs_version=False,
)
REPORT_DANGER = Transition(
    name="underwriting.assessment.report_danger",
    label=_("Report imminent danger"),
    permission=ASSESS,
    sources=IN_WORK,
    reason=Reason.REQUIRED,
    style="danger",
    icon="alert-triangle",
    confirm=_("A letter of improvements is written at once, and nothing is accepted before the danger is removed."),
    needs_version=False,
)
INSPECT = Transition(
    name="underwriting.assessment.inspect",
    label=_("Site was visited"),
    permission=ASSESS,
    sources=frozenset({DATA_COLLECTED}),
    target=INSPECTED,
    icon="map-pin",
)
ANSWER = Transition(
    name="underwriting.assessment.answer",
    label=_("Answer the guide"),
    permission=ASSESS,
    sources=frozenset({DATA_COLLECTED, INSPECTED, DRAFTED}),
    icon="zoom-question",
)
DRAFT = Transition(
    name="underwriting.assessment.draft",
    label=_("Write the report"),
    permission=ASSESS,
    sources=frozenset({INSPECTED, DRAFTED}),
    target=DRAFTED,
    icon="edit",
)
ENGAGE = Transition(
    name="underwriting.assessment.engage_expert",
    label=_("Engage an expert"),
    permission=ORDER,
    sources=IN_WORK,
    icon="id-badge",
    style="quiet",
)
EXPERT_DONE = Transition(
    name="underwriting.assessment.expert_done",
    label=_("Expert opinion received"),
    permission=ORDER,
    sources=IN_WORK | {SIGNED},
    icon="file-check",
    style="quiet",
)
SIGN = Transition(
    name="underwriting.assessment.sign",
    label=_("Sign the report"),
    permission=ASSESS,
    sources=frozenset({DRAFTED}),
    target=SIGNED,
    duty="underwriting.assess_risk",
    icon="signature",
    confirm=_("Your name and today's date stand under the report. It cannot be changed afterwards."),
)
RETURN_REPORT = Transition(
    name="underwriting.assessment.return",
    label=_("Return the report"),
    permission=CONFIRM_RIGHT,
    sources=frozenset({SIGNED}),
    target=DRAFTED,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
CONFIRM = Transition(
    name="underwriting.assessment.confirm",
    label=_("Confirm the report"),
    permission=CONFIRM_RIGHT,
    sources=frozenset({SIGNED}),
    target=CLOSED,
    alternatives=frozenset({COMMITTEE}),
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
RESOLVED_BY = Transition(
    name="underwriting.assessment.resolved",
    label=_("Committee has resolved"),
    permission="underwriting.run_committee",
    sources=frozenset({COMMITTEE}),
    target=CLOSED,
    needs_version=False,
)
PROPOSE_TERMS = Transition(
    name="underwriting.assessment.propose_terms",
    label=_("Propose conditions"),
    permission="underwriting.propose_risk_terms",
    sources=frozenset({SIGNED, COMMITTEE, CLOSED}),
    icon="adjustments",
)
CANCEL = Transition(
    name="underwriting.assessment.cancel",
    label=_("Call off"),
    permission=ORDER,
    sources=IN_WORK,
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)

ASSESSMENT = Lifecycle(
    kind=ASSESSMENT_KIND,
    label=_("Risk assessment"),
    states=(
        State(value=PLANNED, label=_("to be assessed"), tone=Tone.WAIT, queue=SUB_QUEUE, clock=SUB_CLOCK),
        State(value=DATA_COLLECTED, label=_("data collected"), tone=Tone.INFO, queue=SUB_QUEUE, clock=SUB_CLOCK),
        State(value=INSPECTED, label=_("site visited"), tone=Tone.INFO, queue=SUB_QUEUE, clock=SUB_CLOCK),
        State(value=DRAFTED, label=_("report drafted"), tone=Tone.INFO, queue=SUB_QUEUE, clock=SUB_CLOCK),
        State(
            value=SIGNED,
            label=_("report signed"),
            tone=Tone.WAIT,
            queue=CONFIRM_QUEUE,
            clock="underwriting.confirm_assessment",
        ),
        State(value=COMMITTEE, label=_("with the committee"), tone=Tone.UP),
        State(value=CLOSED, label=_("report in force"), tone=Tone.GOOD, final=False),
        State(value=CANCELLED, label=_("called off"), final=True),
    ),
    creation=PLAN,
    transitions=(
        COLLECT,
        INSPECT,
        ANSWER,
        DRAFT,
        SIGN,
        CONFIRM,
        RETURN_REPORT,
        PROPOSE_TERMS,
        ADD_PHOTO,
        ADD_UNIT,
        NOTE_FINDING,
        DROP_UNIT,
        ENGAGE,
        EXPERT_DONE,
        REPORT_DANGER,
        ASSIGN,
        RESOLVED_BY,
        CANCEL,
    ),
)
