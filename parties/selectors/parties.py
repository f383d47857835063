"""Reading customers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from core.search.shapes import Kind, shape_of
from core.workflow.command import Actor
from parties.models import BankAccount, Contact, Party
from parties.permissions import VIEW
from parties.rules.identity import IdentityFault, PartyKind, check_phone, name_key
from parties.rules.lifecycle import PartyState
from parties.selectors.duplicates import id_index, phone_index

FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFact:
    """A customer as other apps know it: masked, never the row."""

    id: int
    number: str
    kind: str
    name: str
    id_type: str
    id_masked: str
    phone_masked: str
    born_on: date | None = None
    gender: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFact:
    """A bank account as payables know it; the number itself is shown only when the payment is made."""

    token: UUID
    party_id: int
    holder: str
    bank: str
    branch: str
    number_masked: str
    is_active: bool


def fact_of(party: Party) -> PartyFact:
    return PartyFact(
        id=party.pk,
        number=party.number,
        kind=party.kind,
        name=party.name,
        id_type=party.id_type,
        id_masked=party.id_masked,
        phone_masked=party.phone_masked,
        born_on=party.born_on,
        gender=party.gender,
        is_active=party.state == PartyState.ACTIVE,
    )


def visible_parties(actor: Actor) -> QuerySet[Party]:
    """All customers for a post that may see customers, none for others (CUS-01: one record for the company)."""
    return Party.objects.all() if actor.refusal_for(VIEW) is None else Party.objects.none()


def matching(text: str, actor: Actor) -> QuerySet[Party]:
    """Customers by the shape of what was typed: number, telephone, last four digits, identity number or name."""
    return visible_parties(actor).filter(condition(text))


def condition(text: str) -> Q:
    """What was typed as a condition over customers; an empty text matches all, one character none."""
    shape = shape_of(text)
    if not shape.text:
        return Q()
    kind = next((kind for kind in shape.kinds if kind in _CONDITIONS), None)
    return _CONDITIONS[kind](shape.text) if kind else Q(pk=None)


def _by_identity(text: str) -> Q:
    return Q(id_index__in=[id_index(id_type, text) for id_type in ("resident_id", "residence_permit", "credit_code")])


def _by_name(text: str) -> Q:
    return Q(name__icontains=text) | Q(name_key=name_key(text))


def _by_tail(text: str) -> Q:
    return Q(phone_masked__endswith=text) | Q(number__endswith=text)


def _by_number(text: str) -> Q:
    return Q(number__startswith=text) | Q(number__endswith=text) | _by_paper(text)


def _by_phone(text: str) -> Q:
    try:
        index = phone_index(check_phone(text))
    except IdentityFault:
        return Q(pk=None)
    others = Contact.objects.filter(kind="phone", value_index=index, ended_at=None).values("party_id")
    return Q(phone_index=index) | Q(pk__in=others)


def _by_paper(text: str) -> Q:
    papers = ("passport", "hk_macao_permit", "taiwan_permit", "foreign_resident_id", "military_id", "other")
    return Q(id_index__in=[id_index(paper, text) for paper in papers])


_CONDITIONS = {
    Kind.IDENTITY: _by_identity,
    Kind.PHONE: _by_phone,
    Kind.NAME: _by_name,
    Kind.TAIL: _by_tail,
    Kind.NUMBER: _by_number,
}


def find_parties(text: str, actor: Actor) -> list[PartyFact]:
    """At most twenty customers for a picker; a name needs two characters."""
    if not text.strip():
        return []
    rows = matching(text, actor).select_related("merged_into").order_by("-id")[:FOUND]
    used = {(row.merged_into or row).pk: row.merged_into or row for row in rows}
    return [fact_of(party) for party in used.values() if party.state == PartyState.ACTIVE]


def party(pk: int) -> PartyFact:
    """The customer behind a record: of one that was merged, the one that remains. Raises ``Party.DoesNotExist``."""
    row = Party.objects.select_related("merged_into").get(pk=pk)
    return fact_of(row.merged_into or row)


def address_of(pk: int) -> str:
    """The domicile of the customer behind a record, by which a contract names its policyholder (Insurance Law, article
    18); for papers of the contract only, pages show it masked."""
    row = Party.objects.select_related("merged_into").get(pk=pk)
    return str((row.merged_into or row).address or "")


def parties(pks: list[int]) -> dict[int, PartyFact]:
    """Several customers at once, by the key that was asked."""
    rows = Party.objects.filter(pk__in=pks).select_related("merged_into")
    return {row.pk: fact_of(row.merged_into or row) for row in rows}


def all_records_of(pks: Iterable[int]) -> set[int]:
    """All records of these customers: those that were merged with each other are one customer (CUS-01)."""
    wanted = set(pks)
    merged = Party.objects.filter(pk__in=wanted).values_list("same_as", flat=True)
    return wanted.union(*merged)


def traits_of(pks: Iterable[int]) -> dict[int, tuple[bool, date | None, str]]:
    """Of several customers, without names: is it a person, the date of birth, the industry; one statement."""
    rows = Party.objects.filter(pk__in=set(pks)).values_list("pk", "kind", "born_on", "industry")
    return {pk: (kind == PartyKind.PERSON, born_on, industry) for pk, kind, born_on, industry in rows}


def parties_named(name: str, *, branch_id: int | None) -> list[int]:
    """Customers of a branch with exactly this name, the newest first; nobody where it is not known which is meant."""
    found = Party.objects.filter(name=name.strip(), home_unit__branch_id=branch_id, state=PartyState.ACTIVE)
    return list(found.order_by("-pk").values_list("pk", flat=True)[:FOUND])


def accounts_of(party_id: int) -> list[AccountFact]:
    """The accounts that may be paid to, of all records of the customer."""
    rows = BankAccount.objects.filter(Q(party_id=party_id) | Q(party__same_as__contains=[party_id]), ended_at=None)
    return [_account(row) for row in rows.order_by("-id")]


def account(token: UUID) -> AccountFact:
    """The account behind a token; raises ``BankAccount.DoesNotExist``."""
    return _account(BankAccount.objects.get(token=token))


def account_and_number(token: UUID) -> tuple[AccountFact, str]:
    """The account with its number in clear, for the instruction to the bank and nothing else; raises
    ``BankAccount.DoesNotExist``."""
    row = BankAccount.objects.get(token=token)
    return _account(row), str(row.number)


def _account(row: BankAccount) -> AccountFact:
    return AccountFact(
        token=row.token,
        party_id=row.party_id,
        holder=row.holder,
        bank=row.bank,
        branch=row.branch,
        number_masked=row.number_masked,
        is_active=row.ended_at is None,
    )


def party_with_number(number: str) -> int | None:
    """The key of the customer with this customer number."""
    return Party.objects.filter(number=number.strip().upper()).values_list("pk", flat=True).first()


def surviving(pk: int) -> Party | None:
    """A record that leads to no other one."""
    return Party.objects.filter(pk=pk, merged_into=None).first()


def records_of(party: Party) -> list[Party]:
    """The other records of the same customer."""
    return list(Party.objects.filter(pk__in=party.same_as).order_by("pk")) if party.same_as else []


def numbers_of(pks: list[int]) -> list[str]:
    """The customer numbers of several customers."""
    return list(Party.objects.filter(pk__in=pks).order_by("pk").values_list("number", flat=True))
