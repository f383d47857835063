"""The lifecycle of customers. Pure data."""

from __future__ import annotations

from enum import StrEnum, auto

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition


def gettext_noop(message: str) -> str:
    """Marks a word for translation; it is translated where it is shown."""
    return message


_ = gettext_noop


class PartyState(StrEnum):
    ACTIVE = auto()
    CLOSED = auto()
    MERGED = auto()


REGISTER = Creation(
    name="parties.party.register",
    label=_("Register customer"),
    permission="parties.register_party",
    target=PartyState.ACTIVE,
)
EDIT = Transition(
    name="parties.party.edit",
    label=_("Edit"),
    permission="parties.edit_party",
    sources=frozenset({PartyState.ACTIVE}),
    icon="edit",
)
ADD_CONTACT = Transition(
    name="parties.party.add_contact",
    label=_("Add contact"),
    permission="parties.edit_party",
    sources=frozenset({PartyState.ACTIVE}),
    icon="phone",
    needs_version=False,
)
END_CONTACT = Transition(
    name="parties.party.end_contact",
    label=_("Remove contact"),
    permission="parties.edit_party",
    sources=frozenset({PartyState.ACTIVE}),
    needs_version=False,
)
ADD_ACCOUNT = Transition(
    name="parties.party.add_account",
    label=_("Add bank account"),
    permission="parties.add_account",
    sources=frozenset({PartyState.ACTIVE}),
    icon="cash",
    needs_version=False,
)
END_ACCOUNT = Transition(
    name="parties.party.end_account",
    label=_("Remove bank account"),
    permission="parties.add_account",
    sources=frozenset({PartyState.ACTIVE}),
    reason=Reason.REQUIRED,
    needs_version=False,
)
RECORD_CONSENT = Transition(
    name="parties.party.record_consent",
    label=_("Record consent"),
    permission="parties.record_consent",
    sources=frozenset({PartyState.ACTIVE}),
    icon="shield-check",
    needs_version=False,
)
ADD_OWNER = Transition(
    name="parties.party.add_owner",
    label=_("Add beneficial owner"),
    permission="parties.identify_party",
    sources=frozenset({PartyState.ACTIVE}),
    icon="users",
    needs_version=False,
)
END_OWNER = Transition(
    name="parties.party.end_owner",
    label=_("End beneficial owner"),
    permission="parties.identify_party",
    sources=frozenset({PartyState.ACTIVE}),
    reason=Reason.REQUIRED,
    needs_version=False,
)
CLOSE = Transition(
    name="parties.party.close",
    label=_("Close record"),
    permission="parties.close_party",
    sources=frozenset({PartyState.ACTIVE}),
    target=PartyState.CLOSED,
    reason=Reason.REQUIRED,
    confirm=_("No new business can be written for a closed customer. Existing policies and claims go on."),
    style="danger",
    icon="archive",
)
REOPEN = Transition(
    name="parties.party.reopen",
    label=_("Reopen record"),
    permission="parties.close_party",
    sources=frozenset({PartyState.CLOSED}),
    target=PartyState.ACTIVE,
    reason=Reason.REQUIRED,
)
MERGE = Transition(
    name="parties.party.merge",
    label=_("Merge into another record"),
    permission="parties.merge_party",
    sources=frozenset({PartyState.ACTIVE}),
    target=PartyState.MERGED,
    reason=Reason.REQUIRED,
    confirm=_(
        "This record is no longer used; policies and claims written on it stay and are shown with the other one."
    ),
    icon="users",
    style="quiet",
)
ABSORB = Transition(
    name="parties.party.absorb",
    label=_("Another record merged into this one"),
    permission="parties.merge_party",
    sources=frozenset({PartyState.ACTIVE}),
    needs_version=False,
)
SEPARATE = Transition(
    name="parties.party.separate",
    label=_("Take the merger back"),
    permission="parties.merge_party",
    sources=frozenset({PartyState.MERGED}),
    target=PartyState.ACTIVE,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
PARTY = Lifecycle(
    kind="parties.party",
    label=_("Customer"),
    states=(
        State(value=PartyState.ACTIVE, label=_("active"), tone=Tone.GOOD),
        State(value=PartyState.CLOSED, label=_("closed"), tone=Tone.NEUTRAL),
        State(value=PartyState.MERGED, label=_("merged into another record"), tone=Tone.NEUTRAL),
    ),
    creation=REGISTER,
    transitions=(
        EDIT,
        ADD_CONTACT,
        ADD_ACCOUNT,
        RECORD_CONSENT,
        ADD_OWNER,
        END_CONTACT,
        END_ACCOUNT,
        END_OWNER,
        MERGE,
        ABSORB,
        SEPARATE,
        CLOSE,
        REOPEN,
    ),
)
