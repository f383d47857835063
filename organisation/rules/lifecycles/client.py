"""A client of the REST API: agreed by two people, then given a key, until it is closed."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.api_client"
OPEN, CLOSED = "open", "closed"
_OPEN = frozenset({OPEN})

AGREE = Creation(
    name="organisation.api_client.agree",
    label=_("New API client"),
    permission="organisation.approve_access",
    target=OPEN,
)
ISSUE_KEY = Transition(
    name="organisation.api_client.issue_key",
    label=_("Issue a new key"),
    permission="organisation.manage_clients",
    sources=_OPEN,
    reason=Reason.REQUIRED,
    confirm=_("The former key stops working at once. The new key is shown one single time."),
    icon="key",
)
LIMIT = Transition(
    name="organisation.api_client.limit",
    label=_("Change limit"),
    permission="organisation.manage_clients",
    sources=_OPEN,
    reason=Reason.REQUIRED,
    icon="adjustments",
)
CLOSE = Transition(
    name="organisation.api_client.close",
    label=_("Deactivate"),
    permission="organisation.manage_clients",
    sources=_OPEN,
    target=CLOSED,
    reason=Reason.REQUIRED,
    confirm=_("The key stops working at once. A closed client is never opened again."),
    style="danger",
    icon="lock",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("API client"),
    states=(
        State(value=OPEN, label=_("client open"), tone=Tone.GOOD),
        State(value=CLOSED, label=_("client closed"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=AGREE,
    transitions=(ISSUE_KEY, LIMIT, CLOSE),
)
