"""A clause without a code: the product department applies to head office's information department for one, and the
business is entered in the generic module meanwhile (PRD-02)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

CODE_KIND = "underwriting.code_request"
DEPARTMENT_QUEUE, IT_QUEUE = "underwriting.code_requests", "underwriting.codes_to_assign"
REQUESTED, WITH_IT, ASSIGNED, REFUSED, WITHDRAWN = "requested", "with_it", "assigned", "refused", "withdrawn"
REQUEST = Creation(
    name="underwriting.code_request.request",
    label=_("Request a product code"),
    permission="underwriting.request_code",
    target=REQUESTED,
)
FORWARD = Transition(
    name="underwriting.code_request.forward",
    label=_("Apply to information technology"),
    permission="underwriting.forward_code",
    sources=frozenset({REQUESTED}),
    target=WITH_IT,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="send",
)
ASSIGN = Transition(
    name="underwriting.code_request.assign",
    label=_("Assign the code"),
    permission="underwriting.assign_code",
    sources=frozenset({WITH_IT}),
    target=ASSIGNED,
    style="primary",
    icon="circle-check",
)
REFUSE = Transition(
    name="underwriting.code_request.refuse",
    label=_("Refuse the code"),
    permission="underwriting.forward_code",
    sources=frozenset({REQUESTED, WITH_IT}),
    target=REFUSED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
WITHDRAW = Transition(
    name="underwriting.code_request.withdraw",
    label=_("Withdraw the request"),
    permission="underwriting.request_code",
    sources=frozenset({REQUESTED}),
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
CODE_REQUEST = Lifecycle(
    kind=CODE_KIND,
    label=_("Request for a product code"),
    states=(
        State(value=REQUESTED, label=_("with the product department"), tone=Tone.WAIT, queue=DEPARTMENT_QUEUE),
        State(value=WITH_IT, label=_("with information technology"), tone=Tone.UP, queue=IT_QUEUE),
        State(value=ASSIGNED, label=_("code assigned"), tone=Tone.GOOD, final=True),
        State(value=REFUSED, label=_("no code"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("withdrawn"), final=True),
    ),
    creation=REQUEST,
    transitions=(FORWARD, ASSIGN, REFUSE, WITHDRAW),
)
