"""Ways on for a decided proposal that cannot be issued as agreed: its start has come, or part of it is suspended."""

from __future__ import annotations

from core.workflow.spec import Reason, Transition
from underwriting.rules.words import gettext_noop as _

RETURNED, SUPPLEMENT, UW_QUEUE = "returned", "supplement", "uw_queue"
TERMS_SENT, APPROVED, ISSUABLE = "terms_sent", "approved", "issuable"
MOVABLE = frozenset({SUPPLEMENT, UW_QUEUE, TERMS_SENT, APPROVED, ISSUABLE})

# Priced anew for the new period; what was decided stands while its premium does.
AGREE_PERIOD = Transition(
    name="underwriting.proposal.agree_period",
    label=_("Agree a new period"),
    permission="underwriting.change_terms",
    sources=MOVABLE,
    target=RETURNED,
    alternatives=MOVABLE,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="calendar-check",
)
# The entry opens again, the money goes back to the account of the one who paid.
RETURN_PREMIUM = Transition(
    name="underwriting.proposal.return_premium",
    label=_("Give the premium back"),
    permission="underwriting.change_terms",
    sources=frozenset({APPROVED, ISSUABLE}),
    target=RETURNED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="cash",
    confirm=_("The premium is paid back to the payer and the entry opens again."),
)
# Compulsory cover may not be refused: it goes on without the commercial part (CT-10, UWR-20).
COMPULSORY_ALONE = Transition(
    name="underwriting.proposal.compulsory_alone",
    label=_("Go on with compulsory cover alone"),
    permission="underwriting.change_terms",
    sources=frozenset({UW_QUEUE, APPROVED, ISSUABLE}),
    target=ISSUABLE,
    alternatives=frozenset({UW_QUEUE, APPROVED}),
    reason=Reason.REQUIRED,
    style="quiet",
    icon="arrows-split",
    confirm=_("The commercial covers are taken out of the proposal; what was paid for them goes back to the payer."),
)
STEPS = (AGREE_PERIOD, RETURN_PREMIUM, COMPULSORY_ALONE)
