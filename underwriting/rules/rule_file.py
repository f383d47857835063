"""Values of automatic underwriting on their way into force: drafted, approved, filed or granted by the level above, in
force, suspended, retired (domain 5.10, A5, AUW-04 … AUW-06)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

RULE_FILE_KIND = "underwriting.rule_file"
DRAFT, BR_APPROVED, AWAITING, FILED, ACTIVE = "draft", "br_approved", "awaiting", "filed", "active"
OPEN = (DRAFT, BR_APPROVED, AWAITING)
SUSPENDED, RETIRED, REJECTED = "suspended", "retired", "rejected"
OWN, BEYOND, LOCAL = "own", "head", "local"
SCOPES = {
    OWN: _("within the scope of head office"),
    BEYOND: _("beyond the scope: head office decides"),
    LOCAL: _("local product: the province decides"),
}
REVIEW_QUEUE, FILE_QUEUE, HEAD_QUEUE, PROVINCE_QUEUE, ACTIVATE_QUEUE = (
    "underwriting.values",
    "underwriting.values_file",
    "underwriting.values_head",
    "underwriting.values_province",
    "underwriting.values_activate",
)
PROPOSE, APPROVE_PERMISSION = "underwriting.propose_values", "underwriting.approve_values"
# The level that decides beyond the scope of the branch, with its queue; within it the branch files by itself.
ABOVE = {
    BEYOND: ("underwriting.approve_beyond", HEAD_QUEUE),
    LOCAL: ("underwriting.approve_local", PROVINCE_QUEUE),
}

WRITE = Creation(name="underwriting.rule_file.write", label=_("Propose values"), permission=PROPOSE, target=DRAFT)
CHANGE = Transition(
    name="underwriting.rule_file.change",
    label=_("Change the values"),
    permission=PROPOSE,
    sources=frozenset({DRAFT}),
    icon="edit",
    style="quiet",
)
APPROVE = Transition(
    name="underwriting.rule_file.approve",
    label=_("Approve for the branch"),
    permission=APPROVE_PERMISSION,
    sources=frozenset({DRAFT}),
    target=BR_APPROVED,
    alternatives=frozenset({AWAITING}),
    reason=Reason.OPTIONAL,
    icon="check",
    confirm=_("What lies beyond the scope of the branch goes to the level above, which grants it or not."),
)
GRANT = Transition(
    name="underwriting.rule_file.grant",
    label=_("Grant the values"),
    permission="underwriting.approve_beyond",
    sources=frozenset({AWAITING}),
    target=FILED,
    reason=Reason.OPTIONAL,
    icon="check",
    style="primary",
)
SEND_BACK = Transition(
    name="underwriting.rule_file.send_back",
    label=_("Send back to the branch"),
    permission="underwriting.approve_beyond",
    sources=frozenset({AWAITING}),
    target=DRAFT,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
REFUSE = Transition(
    name="underwriting.rule_file.refuse",
    label=_("Refuse the values"),
    permission="underwriting.approve_beyond",
    sources=frozenset({AWAITING}),
    target=REJECTED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
FILE = Transition(
    name="underwriting.rule_file.file",
    label=_("Enter the filing"),
    permission=APPROVE_PERMISSION,
    sources=frozenset({BR_APPROVED}),
    target=FILED,
    reason=Reason.OPTIONAL,
    icon="archive",
)
ACTIVATE = Transition(
    name="underwriting.rule_file.activate",
    label=_("Put into force"),
    permission="underwriting.activate_values",
    sources=frozenset({FILED}),
    target=ACTIVE,
    reason=Reason.OPTIONAL,
    icon="circle-check",
    confirm=_("The values hold from 00:00 of the day given, tomorrow at the earliest."),
)
SUSPEND = Transition(
    name="underwriting.rule_file.suspend",
    label=_("Suspend"),
    permission=APPROVE_PERMISSION,
    sources=frozenset({ACTIVE}),
    target=SUSPENDED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="player-pause",
    confirm=_("From now on every proposal of this product goes to a person."),
)
RETIRE = Transition(
    name="underwriting.rule_file.retire",
    label=_("Retire"),
    permission="underwriting.activate_values",
    sources=frozenset({ACTIVE, SUSPENDED}),
    target=RETIRED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="archive",
    needs_version=False,
)
REJECT = Transition(
    name="underwriting.rule_file.reject",
    label=_("Discard the values"),
    permission=APPROVE_PERMISSION,
    sources=frozenset({DRAFT, BR_APPROVED, AWAITING, FILED}),
    target=REJECTED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
RULE_FILE = Lifecycle(
    kind=RULE_FILE_KIND,
    label=_("Values of automatic underwriting"),
    states=(
        State(value=DRAFT, label=_("draft"), tone=Tone.WAIT, queue=REVIEW_QUEUE, clock="underwriting.values"),
        State(value=BR_APPROVED, label=_("approved, to be filed"), tone=Tone.UP, queue=FILE_QUEUE),
        State(value=AWAITING, label=_("awaits the level above"), tone=Tone.UP, queue=HEAD_QUEUE),
        State(value=FILED, label=_("filed or granted, to be put into force"), tone=Tone.INFO, queue=ACTIVATE_QUEUE),
        State(value=ACTIVE, label=_("in force"), tone=Tone.GOOD),
        State(value=SUSPENDED, label=_("suspended"), tone=Tone.BAD),
        State(value=RETIRED, label=_("retired"), final=True),
        State(value=REJECTED, label=_("rejected"), tone=Tone.BAD, final=True),
    ),
    creation=WRITE,
    transitions=(APPROVE, CHANGE, FILE, GRANT, SEND_BACK, REFUSE, ACTIVATE, SUSPEND, RETIRE, REJECT),
)


BY_LEVEL_ABOVE = frozenset({GRANT.name, SEND_BACK.name, REFUSE.name})


def fingerprint(values: Mapping[str, Any], elements_version: str) -> str:
    """Names exactly these values under these elements: a back-test of others proves nothing."""
    told = json.dumps({"values": values, "elements": elements_version}, sort_keys=True, ensure_ascii=False)
    return sha256(told.encode()).hexdigest()


def falls_far(tested: Mapping[str, Any], most: Decimal) -> bool:
    """Whether the values accept far less than was accepted, or nothing was there to be tried on: ``most`` are points
    of the pass rate. Whoever approves then says why (AUW-08)."""
    if not tested.get("replayed"):
        return True
    return Decimal(tested["rate_then"]) - Decimal(tested["rate_now"]) > most


def scope_of(outside: tuple[str, ...], *, local: bool) -> str:
    """Who must approve: the province for local products, head office beyond what it left to the branch."""
    if local:
        return LOCAL
    return BEYOND if outside else OWN
