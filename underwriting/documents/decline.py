"""The letter of decline: what was applied for, that it is declined, and why in plain words (5.0 #11)."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from archives.public import DocumentFact, DocumentRef, produce
from core.workflow.command import Command
from organisation.public import parameter
from underwriting.documents.policy import COMPANY
from underwriting.models import Decision
from underwriting.rules.decision_news import LETTER_TEXTS, text_parameter
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.proposal_papers import DECLINE_LETTER
from underwriting.selectors.kept import kept_until

TITLE = "不予承保通知书"


def make_decline_letter(decision: Decision, command: Command) -> DocumentRef:
    """Make and keep the letter with the proposal, signed by the insurer."""
    proposal = decision.proposal
    fact = DocumentFact(
        kind=DECLINE_LETTER,
        title=TITLE,
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
        subject_number=proposal.number,
        retain_until=kept_until(proposal, localdate(command.at)),
    )
    content = content_of(decision, command)
    return produce(command.then("letter"), fact, template="documents/decline.html", context=content, signed=True)


def content_of(decision: Decision, command: Command) -> dict[str, Any]:
    """The reason of the house in the customer's words, and what the underwriter wrote for the customer."""
    proposal = decision.proposal
    code = decision.reason_code if decision.reason_code in LETTER_TEXTS else "OTHER"
    return {
        "title": TITLE,
        "number": proposal.number,
        "company": COMPANY,
        "unit_name": proposal.unit.name,
        "printed_at": command.at,
        "decided_at": decision.decided_at,
        "holder": proposal.holder_name,
        "product": proposal.product_label,
        "subject": proposal.insured_subject,
        "reason": parameter(text_parameter(code), proposal.unit, localdate(decision.decided_at)),
        "told": decision.terms,
    }
