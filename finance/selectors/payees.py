"""Who is paid, and to which account: customers and their accounts live in the package of the parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from parties.public import ListHit, ListKind, account, account_number, list_hits


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccount:
    """An account as the bank needs it."""

    number: str
    bank_name: str = ""
    belongs_to: int | None = None
    usable: bool = True


def account_behind(token: str) -> PayeeAccount:
    """The account of a token of the parties, or the number itself when it is not a token."""
    try:
        wanted = UUID(token)
    except ValueError:
        return PayeeAccount(number=token.strip())
    try:
        fact = account(wanted)
    except ObjectDoesNotExist:
        return PayeeAccount(number="", usable=False)
    bank = f"{fact.bank}{fact.branch}"
    return PayeeAccount(number=account_number(wanted), bank_name=bank, belongs_to=fact.party_id, usable=fact.is_active)


def black_list_hits(payee_id: int, on: date) -> tuple[ListHit, ...] | None:
    """Black-list entries on the payee; None when the payee is no registered customer."""
    try:
        hits = list_hits(payee_id, on)
    except ObjectDoesNotExist:
        return None
    return tuple(hit for hit in hits if hit.kind == ListKind.BLACK)
