"""The way to the bank. A payment has one request number for ever: sent once, then only asked about (reliability R13).

``StubBank`` is the bank of the demonstration branch. It keeps its own book in its own transactions and, like a real
bank, knows one debit per request number. Accounts ending in 0000 are rejected; for accounts ending in 9999 the debit is
booked but the answer is lost on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from finance.models import StubBankDebit

DEFAULT_GATEWAY = "finance.services.bank.StubBank"


class BankTimeout(Exception):
    """No answer: the bank may have paid or not."""


class Outcome(StrEnum):
    """What the bank says about a request number."""

    PAID = "paid"
    REJECTED = "rejected"
    PENDING = "pending"
    NEVER_SEEN = "never_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What is sent."""

    request_id: UUID
    amount: Decimal
    payee_name: str
    bank_name: str
    account: str
    purpose: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What comes back."""

    outcome: Outcome
    reference: str = ""
    message: str = ""


class Bank(Protocol):
    """The two things that are ever asked of a bank."""

    def pay(self, instruction: Instruction) -> Answer:
        """Pay once; raises ``BankTimeout`` when no answer came."""

    def inquire(self, request_id: UUID) -> Answer:
        """What became of a request number."""


class StubBank:
    """The demonstration bank."""

    def pay(self, instruction: Instruction) -> Answer:
        debit, _created = StubBankDebit.objects.get_or_create(
            request_id=instruction.request_id,
            defaults={
                "amount": instruction.amount,
                "payee_name": instruction.payee_name,
                "reference": f"ICBC{instruction.request_id.hex[:16].upper()}",
                "rejected": "账号户名不符" if instruction.account.endswith("0000") else "",
                "booked_at": instruction.at,
            },
        )
        if instruction.account.endswith("9999"):
            raise BankTimeout(str(instruction.request_id))
        return _answer(debit)

    def inquire(self, request_id: UUID) -> Answer:
        debit = StubBankDebit.objects.filter(pk=request_id).first()
        return Answer(outcome=Outcome.NEVER_SEEN) if debit is None else _answer(debit)


def bank() -> Bank:
    """The bank that the settings name."""
    gateway: type[Bank] = import_string(getattr(settings, "BANK_GATEWAY", DEFAULT_GATEWAY))
    return gateway()


def _answer(debit: StubBankDebit) -> Answer:
    if debit.rejected:
        return Answer(outcome=Outcome.REJECTED, message=debit.rejected)
    return Answer(outcome=Outcome.PAID, reference=debit.reference)
