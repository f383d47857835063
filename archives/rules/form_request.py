"""Requisition of forms and their way down the tree: approved, dispatched, counted on arrival (domain 8.2, D1)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

REQUEST_KIND = "archives.form_request"
REQUESTED, APPROVED, DISPATCHED, RECEIVED = "requested", "approved", "dispatched", "received"
SHORT, SETTLED, REFUSED = "short", "settled", "refused"
APPROVE_QUEUE, DISPATCH_QUEUE = "archives.approve_request", "archives.dispatch"
RECEIVE_QUEUE, SETTLE_QUEUE = "archives.receive", "archives.discrepancy"

REQUEST = Creation(
    name="archives.form_request.request",
    label=_("Request forms"),
    permission="archives.request_forms",
    target=REQUESTED,
)
APPROVE = Transition(
    name="archives.form_request.approve",
    label=_("Approve the request"),
    permission="archives.approve_request",
    sources=frozenset({REQUESTED}),
    target=APPROVED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
REFUSE = Transition(
    name="archives.form_request.refuse",
    label=_("Refuse the request"),
    permission="archives.approve_request",
    sources=frozenset({REQUESTED}),
    target=REFUSED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
DISPATCH = Transition(
    name="archives.form_request.dispatch",
    label=_("Dispatch"),
    permission="archives.dispatch_forms",
    sources=frozenset({APPROVED}),
    target=DISPATCHED,
    icon="send",
)
RECEIVE = Transition(
    name="archives.form_request.receive",
    label=_("Count and receive"),
    permission="archives.request_forms",
    sources=frozenset({DISPATCHED}),
    target=RECEIVED,
    alternatives=frozenset({SHORT}),
    icon="checklist",
)
SETTLE = Transition(
    name="archives.form_request.settle",
    label=_("Settle the difference"),
    permission="archives.dispatch_forms",
    sources=frozenset({SHORT}),
    target=SETTLED,
    reason=Reason.REQUIRED,
    icon="check",
)
LIFE = Lifecycle(
    kind=REQUEST_KIND,
    label=_("Requisition of forms"),
    states=(
        State(value=REQUESTED, label=_("to be decided upon"), tone=Tone.WAIT, queue=APPROVE_QUEUE),
        State(
            value=APPROVED,
            label=_("to be sent out"),
            tone=Tone.WAIT,
            queue=DISPATCH_QUEUE,
            clock="archives.dispatch_forms",
        ),
        State(
            value=DISPATCHED, label=_("on its way"), tone=Tone.INFO, queue=RECEIVE_QUEUE, clock="archives.receive_forms"
        ),
        State(value=RECEIVED, label=_("received"), tone=Tone.GOOD, final=True),
        State(value=SHORT, label=_("received with a difference"), tone=Tone.BAD, queue=SETTLE_QUEUE),
        State(value=SETTLED, label=_("difference settled"), tone=Tone.GOOD, final=True),
        State(value=REFUSED, label=_("refused"), final=True),
    ),
    creation=REQUEST,
    transitions=(APPROVE, REFUSE, DISPATCH, RECEIVE, SETTLE),
)
