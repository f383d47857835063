"""Who is paid, and to which account: customers and their accounts live in the package of the parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from core.workflow.command import Actor
from parties.public import (
    ListHit,
    ListKind,
    account,
    account_and_number,
    account_hits,
    accounts_of,
    find_parties,
    intermediaries,
    list_hits,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccount:
    """An account as the bank needs it."""

    number: str
    bank_name: str = ""
    belongs_to: int | None = None
    usable: bool = True
    holder: str = ""


def account_behind(token: str) -> PayeeAccount:
    """The account of a token of the parties, or the number itself when it is not a token."""
    try:
        wanted = UUID(token)
    except ValueError:
        return PayeeAccount(number=token.strip())
    try:
        fact, number = account_and_number(wanted)
    except ObjectDoesNotExist:
        return PayeeAccount(number="", usable=False)
    bank = f"{fact.bank}{fact.branch}"
    return PayeeAccount(
        number=number,
        bank_name=bank,
        belongs_to=fact.party_id,
        usable=fact.is_active,
        holder=fact.holder,
    )


def holder_of(token: str) -> str:
    """In whose name the account of a token stands; nothing when there is none."""
    try:
        return account(UUID(token)).holder
    except (ValueError, ObjectDoesNotExist):
        return ""


def accounts_to_choose(party_ids: Iterable[int]) -> list[tuple[str, str]]:
    """Accounts in use of some customers, as choices of a form."""
    return [
        (str(fact.token), f"{fact.holder} · {fact.bank}{fact.branch} {fact.number_masked}")
        for party_id in party_ids
        for fact in accounts_of(party_id)
    ]


def black_list_hits(payee_id: int, account: str, on: date) -> tuple[ListHit, ...] | None:
    """Black-list entries on the payee or the account; None when the payee is no registered customer."""
    try:
        hits = (*list_hits(payee_id, on), *account_hits(account, on))
    except ObjectDoesNotExist:
        return None
    return tuple(hit for hit in hits if hit.kind == ListKind.BLACK)


def accounts_found(text: str, actor: Actor) -> list[tuple[str, str]]:
    """Accounts of the customers that are found by a number or a full name."""
    wanted = text.strip()
    people = [fact for fact in find_parties(wanted, actor) if wanted in {fact.number, fact.name}]
    return accounts_to_choose(fact.id for fact in people)


def accounts_of_intermediaries(on: date) -> list[tuple[str, str]]:
    """Accounts of the intermediaries with whom business may be written on a day."""
    return accounts_to_choose(fact.party_id for fact in intermediaries(on))
