"""What finance tells the apps above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableSettled:
    """The premium of a document (or one instalment of it) came in, to the cent."""

    kind: ClassVar[str] = "finance.receivable_settled"
    document_kind: str
    document_id: int
    amount: Decimal
    received_at: datetime
    instalment: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableReinstated:
    """A receipt was voided on its day: the premium is due again."""

    kind: ClassVar[str] = "finance.receivable_reinstated"
    document_kind: str
    document_id: int
    amount: Decimal
    voided_at: datetime
    instalment: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSettled:
    """The bank has paid a claim."""

    kind: ClassVar[str] = "finance.payment_settled"
    document_kind: str
    document_id: int
    payable_id: int
    amount: Decimal
    settled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBounced:
    """A payment that the bank had settled came back: the document is owed again."""

    kind: ClassVar[str] = "finance.payment_bounced"
    document_kind: str
    document_id: int
    payable_id: int
    amount: Decimal
    bounced_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnearnedMeasured:
    """The unearned premium of a branch was measured; what reinsurers bear of it follows."""

    kind: ClassVar[str] = "finance.unearned_measured"
    unit_id: int
    as_of: date
