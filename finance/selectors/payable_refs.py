"""Payables as the apps above finance see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from finance.models import Payable
from finance.rules.lifecycles import payment


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableRef:
    """A payable as the apps above see it."""

    id: int
    number: str
    claim_kind: str
    claim_id: int
    amount: Decimal
    state: str
    label: str
    tone: str

    @property
    def withdrawn(self) -> bool:
        return self.state == payment.WITHDRAWN


def payable_ref(item: Payable) -> PayableRef:
    """What other apps may know of a payable."""
    shown = payment.PAYABLE.state(item.state)
    return PayableRef(
        id=item.pk,
        number=item.number,
        claim_kind=item.claim_kind,
        claim_id=item.claim_id,
        amount=item.amount,
        state=item.state,
        label=_(shown.label),
        tone=shown.tone.value,
    )


def payables_of(claim_kind: str, claim_id: int) -> tuple[PayableRef, ...]:
    """What is owed and paid on a claim."""
    return tuple(
        payable_ref(p) for p in Payable.objects.filter(claim_kind=claim_kind, claim_id=claim_id).order_by("pk")
    )


def payables_among(kind: str, ids: Collection[int]) -> dict[int, PayableRef]:
    """The payable of each of some documents that have one at most, such as statements of co-insurers."""
    rows = Payable.objects.filter(claim_kind=kind, claim_id__in=ids).order_by("pk")
    return {item.claim_id: payable_ref(item) for item in rows}
