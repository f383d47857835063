"""Print order: an approved printer, a checked proof, acceptance by two persons (domain 8.1)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

ORDER_KIND = "archives.form_order"
ORDERED, PRINTING, COUNTED, ACCEPTED, CANCELLED = "ordered", "printing", "counted", "accepted", "cancelled"
PROOF_QUEUE, COUNT_QUEUE, ACCEPT_QUEUE = "archives.proof", "archives.delivery", "archives.acceptance"

ORDER = Creation(
    name="archives.form_order.order",
    label=_("Order printing"),
    permission="archives.order_forms",
    target=ORDERED,
)
APPROVE_PROOF = Transition(
    name="archives.form_order.approve_proof",
    label=_("Proof is right"),
    permission="archives.accept_forms",
    sources=frozenset({ORDERED}),
    target=PRINTING,
    reason=Reason.OPTIONAL,
    icon="file-check",
)
COUNT = Transition(
    name="archives.form_order.count",
    label=_("Delivered and counted"),
    permission="archives.order_forms",
    sources=frozenset({PRINTING}),
    target=COUNTED,
    icon="checklist",
)
ACCEPT = Transition(
    name="archives.form_order.accept",
    label=_("Accept into the store"),
    permission="archives.accept_forms",
    sources=frozenset({COUNTED}),
    target=ACCEPTED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
SEND_BACK = Transition(
    name="archives.form_order.send_back",
    label=_("Send back to the printer"),
    permission="archives.accept_forms",
    sources=frozenset({COUNTED}),
    target=PRINTING,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
CANCEL = Transition(
    name="archives.form_order.cancel",
    label=_("Cancel the order"),
    permission="archives.order_forms",
    sources=frozenset({ORDERED, PRINTING}),
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
LIFE = Lifecycle(
    kind=ORDER_KIND,
    label=_("Print order"),
    states=(
        State(value=ORDERED, label=_("proof to be checked"), tone=Tone.WAIT, queue=PROOF_QUEUE),
        State(value=PRINTING, label=_("being printed"), tone=Tone.INFO, queue=COUNT_QUEUE),
        State(value=COUNTED, label=_("counted, to be accepted"), tone=Tone.WAIT, queue=ACCEPT_QUEUE),
        State(value=ACCEPTED, label=_("in the store"), tone=Tone.GOOD, final=True),
        State(value=CANCELLED, label=_("cancelled"), final=True),
    ),
    creation=ORDER,
    transitions=(APPROVE_PROOF, COUNT, ACCEPT, SEND_BACK, CANCEL),
)
