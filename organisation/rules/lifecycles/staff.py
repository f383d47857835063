"""A member of staff from the first day to the last; every change of the person's access is an act of its own."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.staff"
WORKING, LEFT = "working", "left"
_HERE = frozenset({WORKING})

ENTER = Creation(
    name="organisation.staff.enter",
    label=_("New member of staff"),
    permission="organisation.manage_staff",
    target=WORKING,
)
EDIT = Transition(
    name="organisation.staff.edit",
    label=_("Change particulars"),
    permission="organisation.manage_staff",
    sources=_HERE,
    icon="edit",
)
END_POST = Transition(
    name="organisation.staff.end_post",
    label=_("End a post"),
    permission="organisation.give_posts",
    sources=_HERE,
    reason=Reason.REQUIRED,
    icon="door-exit",
)
RECEIVE_POST = Transition(
    name="organisation.staff.receive_post",
    label=_("Post given"),
    permission="organisation.approve_access",
    sources=_HERE,
    needs_version=False,
)
RESET_PASSWORD = Transition(
    name="organisation.staff.reset_password",
    label=_("New initial password"),
    permission="organisation.reset_access",
    sources=_HERE,
    reason=Reason.REQUIRED,
    icon="key",
)
RESET_FACTOR = Transition(
    name="organisation.staff.reset_factor",
    label=_("Reset second factor"),
    permission="organisation.reset_access",
    sources=_HERE,
    reason=Reason.REQUIRED,
    confirm=_("The authenticator stops working at once; a new one is enrolled at the next sign-in."),
    icon="lock-open",
)
LEAVE = Transition(
    name="organisation.staff.leave",
    label=_("Deactivate"),
    permission="organisation.manage_staff",
    sources=_HERE,
    target=LEFT,
    reason=Reason.REQUIRED,
    confirm=_("All posts and sessions of this person end now."),
    style="danger",
    icon="user-x",
)
RETURN = Transition(
    name="organisation.staff.return",
    label=_("Reactivate"),
    permission="organisation.manage_staff",
    sources=frozenset({LEFT}),
    target=WORKING,
    reason=Reason.REQUIRED,
    confirm=_("The person may sign in again. Posts are given anew."),
    icon="user-check",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Member of staff"),
    states=(
        State(value=WORKING, label=_("at work"), tone=Tone.GOOD),
        State(value=LEFT, label=_("left"), tone=Tone.NEUTRAL),
    ),
    creation=ENTER,
    transitions=(EDIT, END_POST, RECEIVE_POST, RESET_PASSWORD, RESET_FACTOR, LEAVE, RETURN),
)
