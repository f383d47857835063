"""Claims of a customer, as the customer's page shows them."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from claims.models import Claim
from claims.rules.claim_lifecycle import CLAIM, CLAIM_KIND
from parties.public import BusinessRow

SHOWN = 20


def claims_of_customer(party_id: int, actor: Any) -> list[BusinessRow]:
    """Claims of the insured in the reader's scope, newest first."""
    found = Claim.objects.visible_to(actor).filter(insured_id=party_id).order_by("-created_at", "-pk")
    return [_row(claim) for claim in found[:SHOWN]]


def _row(claim: Claim) -> BusinessRow:
    state = CLAIM.state(claim.state)
    return BusinessRow(
        kind=CLAIM_KIND,
        pk=claim.pk,
        number=claim.number,
        text=f"{claim.shown_product} · {claim.plate}",
        period=localdate(claim.occurred_at).isoformat(),
        state=state.label,
        tone=state.tone.value,
    )
