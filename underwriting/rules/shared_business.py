"""Who carries a contract together with the company is entered before it is handed in (domain 5.7, REI-13, PRO-09)."""

from __future__ import annotations

from core.workflow.spec import Transition
from underwriting.rules.words import gettext_noop as _

ENTERED = frozenset({"draft", "returned"})
SHARE = Transition(
    name="underwriting.proposal.share",
    label=_("Enter the shares"),
    permission="underwriting.record_coinsurance",
    sources=ENTERED,
    style="quiet",
    icon="users",
)
CARRY_ALONE = Transition(
    name="underwriting.proposal.carry_alone",
    label=_("Take out the shares"),
    permission="underwriting.record_coinsurance",
    sources=ENTERED,
    style="quiet",
    icon="user",
)
