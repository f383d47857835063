"""What the system knows of a proposal, written into the items of a report so that nobody types it again."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from underwriting.models import Proposal
from underwriting.selectors.proposals import losses_of_vehicle


def drafted_items(proposal: Proposal, *, off_area: bool) -> dict[str, dict[str, str]]:
    """Drafts of the items; the underwriter completes them."""
    items = {
        "background": {"text": _background(proposal)},
        "history": {"text": _history(proposal)},
        "plan": {"text": _plan(proposal)},
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


def _history(proposal: Proposal) -> str:
    losses = losses_of_vehicle(proposal.vin) if getattr(proposal, "vin", "") else []
    known = [f"{loss.occurred_on} {loss.claim_number} {loss.incurred:,.2f}" for loss in losses]
    renewal = _("Renewal of %(number)s") % {"number": proposal.renewal_of} if proposal.renewal_of else ""
    return "\n".join(part for part in (renewal, *known) if part)


def _plan(proposal: Proposal) -> str:
    period = _("Period: %(first)s – %(last)s") % {"first": proposal.start_on, "last": proposal.end_on}
    parts = [
        _("Covers: %(covers)s") % {"covers": ", ".join(proposal.covers)},
        period,
        _("Sum insured and limits: ¥%(amount)s") % {"amount": f"{proposal.exposure:,.2f}"},
        _("Premium: ¥%(amount)s") % {"amount": f"{proposal.premium:,.2f}"},
    ]
    if proposal.exposure:
        rate = (proposal.premium / proposal.exposure * 1000).quantize(Decimal("0.0001"))
        parts.append(_("Gross rate: %(rate)s ‰") % {"rate": rate})
    if proposal.special_terms:
        parts.append(proposal.special_terms)
    return "\n".join(parts)
