"""Values of automatic underwriting on their way into force: drafted, approved, filed, in force, suspended, retired
(domain 5.10, A5, AUW-04 … AUW-06)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

RULE_FILE_KIND = "underwriting.rule_file"
DRAFT, BR_APPROVED, FILED, ACTIVE = "draft", "br_approved", "filed", "active"
SUSPENDED, RETIRED, REJECTED = "suspended", "retired", "rejected"
OWN, BEYOND, LOCAL = "own", "head", "local"
SCOPES = {
    OWN: _("within the scope of head office"),
    BEYOND: _("beyond the scope: approved by head office"),
    LOCAL: _("local product: approved by the province"),
}
REVIEW_QUEUE, FILE_QUEUE, HEAD_QUEUE, PROVINCE_QUEUE, ACTIVATE_QUEUE = (
    "underwriting.values",
    "underwriting.values_file",
    "underwriting.values_head",
    "underwriting.values_province",
    "underwriting.values_activate",
)
PROPOSE, APPROVE_PERMISSION = "underwriting.propose_values", "underwriting.approve_values"
# Who files: the branch with head office by itself, or the level that must approve.
FILING = {
    OWN: (APPROVE_PERMISSION, FILE_QUEUE),
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
    reason=Reason.OPTIONAL,
    icon="check",
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
    label=_("Reject"),
    permission=APPROVE_PERMISSION,
    sources=frozenset({DRAFT, BR_APPROVED, FILED}),
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
        State(value=FILED, label=_("filed with head office"), tone=Tone.INFO, queue=ACTIVATE_QUEUE),
        State(value=ACTIVE, label=_("in force"), tone=Tone.GOOD),
        State(value=SUSPENDED, label=_("suspended"), tone=Tone.BAD),
        State(value=RETIRED, label=_("retired"), final=True),
        State(value=REJECTED, label=_("rejected"), tone=Tone.BAD, final=True),
    ),
    creation=WRITE,
    transitions=(APPROVE, CHANGE, FILE, ACTIVATE, SUSPEND, RETIRE, REJECT),
)


def scope_of(outside: tuple[str, ...], *, local: bool) -> str:
    """Who must approve: the province for local products, head office beyond what it left to the branch."""
    if local:
        return LOCAL
    return BEYOND if outside else OWN
