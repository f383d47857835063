"""Premium that may come after the issue: asked for on the proposal, approved by somebody with authority (5.8, 9.8)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.premium_first import Exemption
from underwriting.rules.words import gettext_noop as _

EXEMPTION_KIND = "underwriting.exemption"
REQUESTED, APPROVED, REJECTED, WITHDRAWN = "requested", "approved", "rejected", "withdrawn"
DECIDE_QUEUE = "underwriting.decide_exemption"
OPERATION = "underwriting.exempt_premium"
OPEN = frozenset({REQUESTED, APPROVED})

EXEMPTION_NAMES = {
    Exemption.GOV_FISCAL: _("paid by the public treasury"),
    Exemption.GOV_SUBSIDY_PART: _("part paid by a public subsidy"),
    Exemption.INSTALMENT_APPROVED: _("paid by instalments"),
    Exemption.COINS_LEADER_PAID: _("co-insurance, the leader has received the premium"),
    Exemption.BANK_ACCEPTANCE: _("banker's acceptance"),
    Exemption.FX_EVIDENCE: _("foreign currency, proof of remittance"),
}

# The proposal goes on to the issue without its premium.
EXEMPT = Transition(
    name="underwriting.proposal.exempt",
    label=_("Premium may come later"),
    permission="underwriting.mark_paid",
    sources=frozenset({"approved"}),
    target="issuable",
    needs_version=False,
)
REQUEST = Creation(
    name="underwriting.exemption.request",
    label=_("Ask that the premium may come later"),
    permission="underwriting.request_exemption",
    target=REQUESTED,
    duty="underwriting.enter",
)
APPROVE = Transition(
    name="underwriting.exemption.approve",
    label=_("Allow it"),
    permission="underwriting.decide_exemption",
    sources=frozenset({REQUESTED}),
    target=APPROVED,
    duty="underwriting.decide",
    operation=OPERATION,
    reason=Reason.REQUIRED,
    style="primary",
    icon="circle-check",
)
REJECT = Transition(
    name="underwriting.exemption.reject",
    label=_("Reject the request"),
    permission="underwriting.decide_exemption",
    sources=frozenset({REQUESTED}),
    target=REJECTED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
WITHDRAW = Transition(
    name="underwriting.exemption.withdraw",
    label=_("Withdraw"),
    permission="underwriting.request_exemption",
    sources=OPEN,
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
    confirm=_("The whole premium is due again before the policy is issued."),
)
FALL_AWAY = Transition(
    name="underwriting.exemption.fall_away",
    label=_("Falls away with the proposal"),
    permission="underwriting.mark_paid",
    sources=OPEN,
    target=WITHDRAWN,
    needs_version=False,
)
EXEMPTION = Lifecycle(
    kind=EXEMPTION_KIND,
    label=_("Premium after the issue"),
    states=(
        State(
            value=REQUESTED,
            label=_("to be decided"),
            tone=Tone.WAIT,
            queue=DECIDE_QUEUE,
            clock="underwriting.decide",
        ),
        State(value=APPROVED, label=_("premium may come later"), tone=Tone.GOOD),
        State(value=REJECTED, label=_("rejected, premium first"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("withdrawn"), final=True),
    ),
    creation=REQUEST,
    transitions=(APPROVE, REJECT, WITHDRAW, FALL_AWAY),
)
