"""The policy reaches the customer, who confirms it: due within working days of the issue, chased until then (A1 6)."""

from __future__ import annotations

from enum import StrEnum

from core.workflow.spec import Creation, Lifecycle, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

DELIVERY_KIND = "underwriting.delivery"
DUE, DELIVERED, DROPPED = "due", "delivered", "dropped"
QUEUE = CLOCK = "underwriting.deliver"
CONFIRM_RIGHT = "underwriting.confirm_delivery"


class Way(StrEnum):
    """How the policy came to the customer."""

    HANDED = "handed"
    COURIER = "courier"
    ELECTRONIC = "electronic"


WAY_LABELS = {
    Way.HANDED: _("handed to the customer"),
    Way.COURIER: _("by courier, signed for"),
    Way.ELECTRONIC: _("electronic policy, opened by the customer"),
}

EXPECT = Creation(
    name="underwriting.delivery.expect",
    label=_("Deliver the policy"),
    permission="underwriting.run_clock",
    target=DUE,
)
CONFIRM = Transition(
    name="underwriting.delivery.confirm",
    label=_("The customer has received it"),
    permission=CONFIRM_RIGHT,
    sources=frozenset({DUE}),
    target=DELIVERED,
    icon="user-check",
)
DROP = Transition(
    name="underwriting.delivery.drop",
    label=_("Nothing to deliver any more"),
    permission="underwriting.run_clock",
    sources=frozenset({DUE}),
    target=DROPPED,
    needs_version=False,
)
DELIVERY = Lifecycle(
    kind=DELIVERY_KIND,
    label=_("Delivery of a policy"),
    states=(
        State(value=DUE, label=_("receipt is missing"), tone=Tone.WAIT, queue=QUEUE, clock=CLOCK),
        State(value=DELIVERED, label=_("received by the customer"), tone=Tone.GOOD, final=True),
        State(value=DROPPED, label=_("policy void, not delivered"), final=True),
    ),
    creation=EXPECT,
    transitions=(CONFIRM, DROP),
)

LABELS = {CONFIRM_RIGHT: _("Confirm that a policy was delivered")}
POSTS: dict[str, tuple[str, ...]] = {CONFIRM_RIGHT: ("SALES", "UW_ISSUE")}
QUEUES: dict[str, tuple[str, ...]] = {QUEUE: ("SALES", "UW_ISSUE")}
QUEUE_LABELS = {QUEUE: _("have the receipt of a policy signed")}
