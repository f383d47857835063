"""Papers that belong to a proposal, as files: the signed form, the questionnaire, identity, lists (B-22, LAW-14)."""

from __future__ import annotations

from core.workflow.spec import Reason, Transition
from underwriting.rules.products import DOCUMENT_LABELS
from underwriting.rules.words import gettext_noop as _

PAPER = "proposal_paper"
WAIVER_QUEUE, WAIVER_CLOCK = "underwriting.waiver", "underwriting.waiver"
TERMS, EXPLAINED, OTHER = "terms", "explanation", "other"
DECLINE_LETTER = "decline_letter"
PAPER_LABELS = DOCUMENT_LABELS | {
    TERMS: _("Customer's agreement to the terms"),
    "mandate": _("Authorisation of the intermediary"),
    OTHER: _("Another paper of the case"),
}
OPEN = (
    "draft",
    "returned",
    "review",
    "risk_assess",
    "uw_queue",
    "supplement",
    "escalated_province",
    "escalated_head",
    "terms_sent",
    "approved",
    "issuable",
    "issued",
)
# Papers arrive whenever they do; the form that the customer signed prevails over the policy, so it is kept in the file.
ATTACH = Transition(
    name="underwriting.proposal.attach_paper",
    label=_("Attach a paper"),
    permission="underwriting.attach_paper",
    sources=frozenset(OPEN),
    needs_version=False,
    style="quiet",
    icon="paperclip",
)
# What cannot be brought now is told to the reviewers, with the reason.
ASK_WAIVER = Transition(
    name="underwriting.proposal.ask_waiver",
    label=_("Ask for the waiver of a paper"),
    permission="underwriting.attach_paper",
    sources=frozenset({"draft", "returned", "supplement"}),
    reason=Reason.REQUIRED,
    needs_version=False,
    style="quiet",
    icon="message-question",
)
# A second person lets a paper go that the rule allows to be waived; whoever enters the proposal cannot (B-22, B-23).
WAIVE = Transition(
    name="underwriting.proposal.waive_paper",
    label=_("Waive a paper"),
    permission="underwriting.review_proposal",
    sources=frozenset({"draft", "returned", "supplement"}),
    duty="underwriting.review",
    reason=Reason.REQUIRED,
    style="quiet",
    icon="receipt-off",
)
# A waiver that was asked for and is not given: whoever asked brings the paper.
INSIST = Transition(
    name="underwriting.proposal.insist_on_paper",
    label=_("Insist on a paper"),
    permission="underwriting.review_proposal",
    sources=frozenset({"draft", "returned", "supplement"}),
    duty="underwriting.review",
    reason=Reason.REQUIRED,
    style="quiet",
    icon="alert-circle",
)
