"""The grey and the black list: the life of an entry, and what a hit means for a decision (domain 5.19). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from parties.rules.lifecycle import gettext_noop as _
from parties.rules.words import ListKind

REVIEW_QUEUE = "parties.list_review"
COMPULSORY = "MCI"


class ListingState(StrEnum):
    PROPOSED = auto()
    ACTIVE = auto()
    REJECTED = auto()
    REMOVAL_PROPOSED = auto()
    REMOVED = auto()
    REVIEW = auto()


PROPOSE_LISTING = Creation(
    name="parties.listing.propose",
    label=_("Propose entry"),
    permission="parties.propose_listing",
    target=ListingState.PROPOSED,
    duty="parties.list_propose",
)
CONFIRM_LISTING = Transition(
    name="parties.listing.confirm",
    label=_("Put on the list"),
    permission="parties.decide_listing",
    sources=frozenset({ListingState.PROPOSED}),
    target=ListingState.ACTIVE,
    duty="parties.list_decide",
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
REJECT_LISTING = Transition(
    name="parties.listing.reject",
    label=_("Reject proposal"),
    permission="parties.decide_listing",
    sources=frozenset({ListingState.PROPOSED}),
    target=ListingState.REJECTED,
    duty="parties.list_decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
PROPOSE_REMOVAL = Transition(
    name="parties.listing.propose_removal",
    label=_("Propose removal"),
    permission="parties.propose_listing",
    sources=frozenset({ListingState.ACTIVE, ListingState.REVIEW}),
    target=ListingState.REMOVAL_PROPOSED,
    reason=Reason.REQUIRED,
    icon="checklist",
)
CONFIRM_REMOVAL = Transition(
    name="parties.listing.confirm_removal",
    label=_("Take off the list"),
    permission="parties.decide_listing",
    sources=frozenset({ListingState.REMOVAL_PROPOSED}),
    target=ListingState.REMOVED,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
KEEP_LISTED = Transition(
    name="parties.listing.keep",
    label=_("Keep on the list"),
    permission="parties.decide_listing",
    sources=frozenset({ListingState.REMOVAL_PROPOSED}),
    target=ListingState.ACTIVE,
    reason=Reason.REQUIRED,
    icon="x",
)
COME_TO_REVIEW = Transition(
    name="parties.listing.come_to_review",
    label=_("Review is due"),
    permission="parties.watch_dates",
    sources=frozenset({ListingState.ACTIVE}),
    target=ListingState.REVIEW,
    needs_version=False,
)
APPEAL = Transition(
    name="parties.listing.appeal",
    label=_("Record an appeal"),
    permission="parties.record_appeal",
    sources=frozenset({ListingState.ACTIVE, ListingState.REVIEW}),
    target=ListingState.REVIEW,
    reason=Reason.REQUIRED,
    icon="message-report",
)
KEEP_AFTER_REVIEW = Transition(
    name="parties.listing.keep_after_review",
    label=_("Keep on the list after review"),
    permission="parties.decide_listing",
    sources=frozenset({ListingState.REVIEW}),
    target=ListingState.ACTIVE,
    duty="parties.list_decide",
    reason=Reason.REQUIRED,
    icon="check",
)
LISTING = Lifecycle(
    kind="parties.listing",
    label=_("List entry"),
    states=(
        State(
            value=ListingState.PROPOSED,
            label=_("proposed"),
            tone=Tone.WAIT,
            queue="parties.list_decision",
        ),
        State(value=ListingState.ACTIVE, label=_("on the list"), tone=Tone.BAD),
        State(value=ListingState.REJECTED, label=_("rejected"), tone=Tone.NEUTRAL, final=True),
        State(
            value=ListingState.REMOVAL_PROPOSED,
            label=_("removal proposed"),
            tone=Tone.WAIT,
            queue="parties.list_decision",
        ),
        State(value=ListingState.REVIEW, label=_("under review"), tone=Tone.WAIT, queue=REVIEW_QUEUE),
        State(value=ListingState.REMOVED, label=_("removed"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=PROPOSE_LISTING,
    transitions=(
        CONFIRM_LISTING,
        REJECT_LISTING,
        KEEP_AFTER_REVIEW,
        PROPOSE_REMOVAL,
        APPEAL,
        CONFIRM_REMOVAL,
        KEEP_LISTED,
        COME_TO_REVIEW,
    ),
)


class AppealGround(StrEnum):
    """What an appeal rests on. A complaint alone is no ground: lists are not bargained away (domain 5.19)."""

    NEW_EVIDENCE = "new_evidence"
    MISTAKEN_IDENTITY = "mistaken_identity"
    DECISION = "decision"
    COMPLAINT = "complaint"


APPEAL_GROUNDS: Mapping[str, str] = {
    AppealGround.NEW_EVIDENCE: _("New evidence"),
    AppealGround.MISTAKEN_IDENTITY: _("Mistaken identity"),
    AppealGround.DECISION: _("Decision of a court or an authority"),
    AppealGround.COMPLAINT: _("Complaint only"),
}


@dataclass(frozen=True, slots=True)
class Consequence:
    """What hits mean: who decides (a person, the director), and whether the business may be refused for them."""

    automatic: bool
    director: bool
    may_refuse: bool


def consequence_of(kinds: Iterable[str], line: str) -> Consequence:
    """Grey goes to a person, black to the director; compulsory motor is never refused because of a list (CT-10)."""
    hit = set(kinds)
    return Consequence(
        automatic=not hit,
        director=ListKind.BLACK in hit,
        may_refuse=bool(hit) and line != COMPULSORY,
    )
