"""Whether the business may come by this way, and whether the right person signed (PRO-01 … PRO-04)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from parties.public import IntermediaryFact, intermediary_fact
from underwriting.models import Proposal
from underwriting.rules.signature import Signing, fault_of
from underwriting.services.refusals import InvalidEntry


def refuse_wrong_signature(proposal: Proposal, today: date) -> None:
    """Channel, intermediary, agreement and signature fit each other; each fault at its field."""
    through = intermediary_fact(proposal.intermediary_id, today) if proposal.intermediary_id else None
    fault = fault_of(_signing(proposal, through))
    if fault is not None:
        raise InvalidEntry(_(fault.message) % fault.values, field=fault.field)
    if through is not None:
        _refuse_not_agreed(proposal, through)


def _signing(proposal: Proposal, through: IntermediaryFact | None) -> Signing:
    """The smallest authority over the covers counts: what is beyond it for one of them comes to the centre."""
    limits = [through.issuing_limit(line) for line in proposal.covers] if through else []
    return Signing(
        channel=proposal.channel,
        kind=through.kind if through else "",
        signed=proposal.signed,
        signed_by=proposal.signed_by,
        may_sign=through.may_sign_for(proposal.holder_id or 0) if through else False,
        issues_up_to=min(limits, default=Signing(channel="").issues_up_to),
        sum_insured=proposal.exposure,
    )


def _refuse_not_agreed(proposal: Proposal, through: IntermediaryFact) -> None:
    """Licence and agreement are valid today and speak of these lines."""
    fault = through.fault_for(proposal.covers)
    if fault is not None:
        raise InvalidEntry(_(fault.message), field="intermediary_id")
