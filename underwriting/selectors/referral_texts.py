"""What the system knows of a proposal, written into the items of a report so that nobody types it again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from underwriting.models import Proposal
from underwriting.selectors.plan_in_words import (
    clauses_in_words,
    deductible_in_words,
    losses_in_words,
    rates_in_words,
    sums_in_words,
)


def drafted_items(proposal: Proposal, *, off_area: bool) -> dict[str, dict[str, Any]]:
    """Drafts of the items; the underwriter completes them and writes the grounds."""
    items: dict[str, dict[str, Any]] = {
        "background": {"text": _background(proposal)},
        "history": {"text": losses_in_words(proposal)},
        "plan": {
            "text": sums_in_words(proposal),
            "parts": {
                "rates": rates_in_words(proposal),
                "deductible": deductible_in_words(proposal),
                "clauses": clauses_in_words(proposal, proposal.start_on),
                "grounds": "",
            },
        },
    }
    return items if off_area else items | {"off_area": {"waived": _("The business lies in the own area.")}}


def _background(proposal: Proposal) -> str:
    subject = f"{proposal.shown_plate} {proposal.model}".strip() if getattr(proposal, "vin", "") else ""
    named = getattr(proposal, "product_label", "") or _("Motor insurance")
    parts = (
        _("Policyholder: %(name)s") % {"name": proposal.holder_name or "–"},
        _("Insured: %(name)s") % {"name": proposal.insured_name or proposal.holder_name or "–"},
        f"{named} {subject}".strip(),
        _("Channel: %(name)s") % {"name": proposal.get_channel_display()},
    )
    return "\n".join(parts)
