"""What customers ask about, and who answers: every matter has its responsible posts (CUS-08). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from customer_service.rules.words import gettext_noop as _


class Matter(StrEnum):
    """What an enquiry is about."""

    COVER = "cover"
    CHANGE = "change"
    ENDING = "ending"
    PREMIUM = "premium"
    CLAIM = "claim"
    COMPLAINT = "complaint"
    OTHER = "other"


MATTERS: Mapping[str, str] = {
    Matter.COVER: _("New cover"),
    Matter.CHANGE: _("Change of a policy"),
    Matter.ENDING: _("Surrender of a policy"),
    Matter.PREMIUM: _("Premium or invoice"),
    Matter.CLAIM: _("A claim"),
    Matter.COMPLAINT: _("Complaint"),
    Matter.OTHER: _("Something else"),
}


class Desk(NamedTuple):
    """Who answers: the posts, the queue in which they find it, and whether they sit in the sub-branches or in the
    claims and service centre."""

    label: str
    queue: str
    posts: tuple[str, ...]
    central: bool = False


ADVICE, POLICIES, PREMIUMS, CLAIMS, SERVICE = "advice", "policies", "premiums", "claims", "service"
ADVICE_QUEUE = "customer_service.enquiries"
DESKS: Mapping[str, Desk] = {
    ADVICE: Desk(_("Advice and new business"), ADVICE_QUEUE, ("SALES", "UW_ISSUE")),
    POLICIES: Desk(_("Policies in force"), f"{ADVICE_QUEUE}_{POLICIES}", ("UW_ISSUE", "SUB_MGR")),
    PREMIUMS: Desk(_("Premium and invoices"), f"{ADVICE_QUEUE}_{PREMIUMS}", ("SUB_RP", "SUB_MGR")),
    CLAIMS: Desk(_("Claims"), f"{ADVICE_QUEUE}_{CLAIMS}", ("CS_ADMIN", "CS_ADJ"), central=True),
    SERVICE: Desk(_("Customer service"), f"{ADVICE_QUEUE}_{SERVICE}", ("CS_VISIT", "CS_SUP"), central=True),
}
RESPONSIBLE: Mapping[str, str] = {
    Matter.COVER: ADVICE,
    Matter.CHANGE: POLICIES,
    Matter.ENDING: POLICIES,
    Matter.PREMIUM: PREMIUMS,
    Matter.CLAIM: CLAIMS,
    Matter.COMPLAINT: SERVICE,
    Matter.OTHER: ADVICE,
}
ANSWERING = tuple(sorted({post for desk in DESKS.values() for post in desk.posts}))


def desk_for(matter: str) -> str:
    """Who is responsible for a matter."""
    return RESPONSIBLE[Matter(matter)]
