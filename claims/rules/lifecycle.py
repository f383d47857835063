"""Report, survey task and object of loss: states, transitions, who acts (domain 6.0, 6.1, 6.4)."""

from __future__ import annotations

from claims.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

REPORT_KIND, TASK_KIND, ITEM_KIND = "claims.report", "claims.task", "claims.loss_item"

OPEN, DISPATCHED, SURVEYED, REGISTERED, CANCELLED = "open", "dispatched", "surveyed", "registered", "cancelled"
MERGED = "merged"
NEW, ASSIGNED, ACCEPTED, ON_SITE, DONE = "new", "assigned", "accepted", "on_site", "done"
DRAFT, PRICE_REVIEW, CONFIRMED, REMOVED = "draft", "price_review", "confirmed", "removed"

DISPATCH_QUEUE, ACCEPT_QUEUE, SURVEY_QUEUE = "claims.dispatch", "claims.accept", "claims.survey"
REGISTER_QUEUE, PRICE_QUEUE = "claims.register", "claims.price"

# -- report -----------------------------------------------------------------------------------------------------------

RECEIVE = Creation(
    name="claims.report.receive",
    label=_("Register report"),
    permission="claims.receive_report",
    target=OPEN,
    duty="claims.report",
)
OPEN_REPORTS = frozenset({OPEN, DISPATCHED, SURVEYED})
AMEND = Transition(
    name="claims.report.amend",
    label=_("Add to the report"),
    permission="claims.receive_report",
    sources=OPEN_REPORTS,
    duty="claims.report",
    reason=Reason.REQUIRED,
    icon="edit",
    style="quiet",
)
NOTE_DISPATCHED = Transition(
    name="claims.report.note_dispatched",
    label=_("Surveyor assigned"),
    permission="claims.note_progress",
    sources=frozenset({OPEN, DISPATCHED}),
    target=DISPATCHED,
    needs_version=False,
)
NOTE_SURVEYED = Transition(
    name="claims.report.note_surveyed",
    label=_("Survey finished"),
    permission="claims.note_progress",
    sources=frozenset({DISPATCHED}),
    target=SURVEYED,
    needs_version=False,
)
NOTE_REGISTERED = Transition(
    name="claims.report.note_registered",
    label=_("Register claims"),
    permission="claims.register_claim",
    sources=OPEN_REPORTS,
    target=REGISTERED,
    icon="plus",
    confirm=_("One claim is registered for each policy that covers the accident, with its reserve."),
)
CANCEL_REPORT = Transition(
    name="claims.report.cancel",
    label=_("Cancel report"),
    permission="claims.cancel_report",
    sources=OPEN_REPORTS,
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
MERGE = Transition(
    name="claims.report.merge",
    label=_("Merge with another report"),
    permission="claims.merge_report",
    sources=OPEN_REPORTS,
    target=MERGED,
    duty="claims.report",
    reason=Reason.REQUIRED,
    confirm=_("One accident is one report: this one ends, the other goes on. Both numbers stay findable."),
    icon="copy",
    style="quiet",
)
TAKE_IN = Transition(
    name="claims.report.take_in",
    label=_("Take in a merged report"),
    permission="claims.merge_report",
    sources=OPEN_REPORTS,
    needs_version=False,
)
JOIN_EVENT = Transition(
    name="claims.report.join_event",
    label=_("Belongs to a major event"),
    permission="claims.note_progress",
    sources=OPEN_REPORTS,
    needs_version=False,
)
REPORT = Lifecycle(
    kind=REPORT_KIND,
    label=_("Loss report"),
    states=(
        State(value=OPEN, label=_("reported"), tone=Tone.WAIT),
        State(value=DISPATCHED, label=_("dispatched"), tone=Tone.INFO),
        State(value=SURVEYED, label=_("surveyed"), tone=Tone.INFO, queue=REGISTER_QUEUE, clock="claims.register"),
        State(value=REGISTERED, label=_("claims registered"), tone=Tone.GOOD, final=True),
        State(value=CANCELLED, label=_("case cancelled"), tone=Tone.NEUTRAL, final=True),
        State(value=MERGED, label=_("merged"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=RECEIVE,
    transitions=(NOTE_REGISTERED, AMEND, MERGE, CANCEL_REPORT, NOTE_DISPATCHED, NOTE_SURVEYED, TAKE_IN, JOIN_EVENT),
)

# -- survey task ------------------------------------------------------------------------------------------------------

CREATE_TASK = Creation(
    name="claims.task.create", label=_("Create survey task"), permission="claims.create_task", target=NEW
)
ASSIGN = Transition(
    name="claims.task.assign",
    label=_("Assign the nearest surveyor"),
    permission="claims.assign_task",
    sources=frozenset({NEW}),
    target=ASSIGNED,
    needs_version=False,
)
REDISPATCH = Transition(
    name="claims.task.redispatch",
    label=_("Dispatch by hand"),
    permission="claims.redispatch_task",
    sources=frozenset({NEW, ASSIGNED, ACCEPTED}),
    target=ASSIGNED,
    duty="claims.dispatch",
    reason=Reason.REQUIRED,
    icon="navigation",
)
ACCEPT = Transition(
    name="claims.task.accept",
    label=_("Accept"),
    permission="claims.survey",
    sources=frozenset({ASSIGNED}),
    target=ACCEPTED,
    icon="check",
)
REFUSE = Transition(
    name="claims.task.refuse",
    label=_("Refuse"),
    permission="claims.survey",
    sources=frozenset({ASSIGNED}),
    target=NEW,
    reason=Reason.REQUIRED,
    icon="x",
    style="danger",
)
TIME_OUT = Transition(
    name="claims.task.time_out",
    label=_("Not accepted in time"),
    permission="claims.assign_task",
    sources=frozenset({ASSIGNED}),
    target=NEW,
    needs_version=False,
)
ARRIVE = Transition(
    name="claims.task.arrive",
    label=_("Arrived"),
    permission="claims.survey",
    sources=frozenset({ACCEPTED}),
    target=ON_SITE,
    icon="map-pin",
)
RECORD_FACTS = Transition(
    name="claims.task.record_facts",
    label=_("Record facts"),
    permission="claims.survey",
    sources=frozenset({ON_SITE}),
    duty="claims.survey",
    icon="edit",
)
ADD_PHOTO = Transition(
    name="claims.task.add_photo",
    label=_("Add photo"),
    permission="claims.survey",
    sources=frozenset({ON_SITE}),
    duty="claims.survey",
    needs_version=False,
    icon="camera",
)
FINISH = Transition(
    name="claims.task.finish",
    label=_("Finish survey"),
    permission="claims.survey",
    sources=frozenset({ON_SITE}),
    target=DONE,
    duty="claims.survey",
    icon="circle-check",
)
REVISIT = Transition(
    name="claims.task.revisit",
    label=_("Survey again"),
    permission="claims.note_progress",
    sources=frozenset({DONE}),
    target=ON_SITE,
    needs_version=False,
)
CANCEL_TASK = Transition(
    name="claims.task.cancel",
    label=_("Cancel task"),
    permission="claims.cancel_task",
    sources=frozenset({NEW, ASSIGNED, ACCEPTED, ON_SITE}),
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
TASK = Lifecycle(
    kind=TASK_KIND,
    label=_("Survey task"),
    states=(
        State(value=NEW, label=_("to be dispatched"), tone=Tone.WAIT, queue=DISPATCH_QUEUE, clock="claims.dispatch"),
        State(value=ASSIGNED, label=_("assigned"), tone=Tone.INFO, queue=ACCEPT_QUEUE, clock="claims.accept"),
        State(value=ACCEPTED, label=_("accepted"), tone=Tone.INFO, queue=SURVEY_QUEUE, clock="claims.arrive"),
        State(value=ON_SITE, label=_("on site"), tone=Tone.INFO, queue=SURVEY_QUEUE),
        State(value=DONE, label=_("surveyed"), tone=Tone.GOOD),
        State(value=CANCELLED, label=_("cancelled"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=CREATE_TASK,
    transitions=(
        ACCEPT,
        ARRIVE,
        FINISH,
        RECORD_FACTS,
        ADD_PHOTO,
        REDISPATCH,
        REFUSE,
        CANCEL_TASK,
        ASSIGN,
        TIME_OUT,
        REVISIT,
    ),
)

# -- object of loss ---------------------------------------------------------------------------------------------------

ADD_ITEM = Creation(
    name="claims.loss_item.add",
    label=_("Add object of loss"),
    permission="claims.survey",
    target=DRAFT,
    duty="claims.survey",
)
EDIT_ITEM = Transition(
    name="claims.loss_item.edit",
    label=_("Edit"),
    permission="claims.survey",
    sources=frozenset({DRAFT}),
    duty="claims.survey",
    icon="edit",
    style="quiet",
)
CONFIRM_ITEM = Transition(
    name="claims.loss_item.confirm",
    label=_("Confirm assessment"),
    permission="claims.survey",
    sources=frozenset({DRAFT}),
    target=CONFIRMED,
    duty="claims.survey",
    operation="claims.assess",
    icon="circle-check",
)
TO_PRICE = Transition(
    name="claims.loss_item.to_price",
    label=_("Send to price review"),
    permission="claims.survey",
    sources=frozenset({DRAFT}),
    target=PRICE_REVIEW,
    duty="claims.survey",
    icon="arrow-up-right",
)
REOPEN_ITEM = Transition(
    name="claims.loss_item.reopen",
    label=_("Assess again"),
    permission="claims.note_progress",
    sources=frozenset({CONFIRMED}),
    target=DRAFT,
    needs_version=False,
)
AGREE_PRICE = Transition(
    name="claims.loss_item.agree_price",
    label=_("Price is right"),
    permission="claims.review_price",
    sources=frozenset({PRICE_REVIEW}),
    target=CONFIRMED,
    duty="claims.price",
    operation="claims.assess",
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
RETURN_PRICE = Transition(
    name="claims.loss_item.return_price",
    label=_("Return to the surveyor"),
    permission="claims.review_price",
    sources=frozenset({PRICE_REVIEW}),
    target=DRAFT,
    duty="claims.price",
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
REMOVE_ITEM = Transition(
    name="claims.loss_item.remove",
    label=_("Remove"),
    permission="claims.survey",
    sources=frozenset({DRAFT}),
    target=REMOVED,
    duty="claims.survey",
    reason=Reason.REQUIRED,
    icon="trash",
    style="danger",
)
ITEM = Lifecycle(
    kind=ITEM_KIND,
    label=_("Object of loss"),
    states=(
        State(value=DRAFT, label=_("being assessed"), tone=Tone.WAIT),
        State(value=PRICE_REVIEW, label=_("in price review"), tone=Tone.INFO, queue=PRICE_QUEUE, clock="claims.price"),
        State(value=CONFIRMED, label=_("assessed"), tone=Tone.GOOD),
        State(value=REMOVED, label=_("deleted"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=ADD_ITEM,
    transitions=(CONFIRM_ITEM, TO_PRICE, AGREE_PRICE, RETURN_PRICE, EDIT_ITEM, REMOVE_ITEM, REOPEN_ITEM),
)
