"""A salesperson works on business of his own; what he leaves is handed over by the head of the sub-branch (3.2)."""

from __future__ import annotations

from core.workflow.spec import Reason, Transition
from underwriting.rules.exemption_life import EXEMPT
from underwriting.rules.period_steps import MOVABLE
from underwriting.rules.period_steps import STEPS as PERIOD_STEPS
from underwriting.rules.proposal_papers import ASK_WAIVER, ATTACH, INSIST, WAIVE
from underwriting.rules.shared_business import CARRY_ALONE, SHARE
from underwriting.rules.words import gettext_noop as _

SELLER = "SALES"
OPEN = MOVABLE | {"draft", "returned", "review"}
HAND_OVER = Transition(
    name="underwriting.proposal.hand_over",
    label=_("Hand over to another salesperson"),
    permission="underwriting.hand_over_business",
    sources=OPEN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="user-share",
)
OTHER_STEPS = (EXEMPT, *PERIOD_STEPS, HAND_OVER, ATTACH, ASK_WAIVER, WAIVE, INSIST, SHARE, CARRY_ALONE)


def is_of_another(post: str, people: frozenset[int | None], salesperson_id: int | None) -> bool:
    """Whether business belongs to a colleague of the salesperson who asks; what has none yet is everybody's."""
    return post == SELLER and salesperson_id is not None and salesperson_id not in people
