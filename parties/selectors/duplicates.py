"""Existing customers that a new one may be."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from core.crypto import blind_index
from parties.models import Party
from parties.rules.duplicates import Traits, resemblance
from parties.rules.identity import PartyKind, name_key

ID_FIELD, PHONE_FIELD, ACCOUNT_FIELD = "party.id_number", "party.phone", "party.account"
SHOWN = 10


class Likeness(NamedTuple):
    """An existing customer and why it is probably the same."""

    party: Party
    why: str


def id_index(id_type: str, number: str) -> str:
    """The blind index of an identity number under its paper."""
    return blind_index(f"{ID_FIELD}:{id_type}", number)


def phone_index(number: str) -> str:
    return blind_index(PHONE_FIELD, number)


def account_index(number: str) -> str:
    return blind_index(ACCOUNT_FIELD, number)


def with_identity(id_type: str, number: str, *, but: int | None = None) -> Party | None:
    """The customer with exactly this paper."""
    return Party.objects.filter(id_type=id_type, id_index=id_index(id_type, number)).exclude(pk=but or 0).first()


def probably_same(
    *, kind: str, name: str, phone: str = "", born_on: date | None = None, but: int | None = None
) -> list[Likeness]:
    """Customers that resemble the one described, newest first."""
    organisation = kind == PartyKind.ORGANISATION
    new = Traits(
        name_key=name_key(name),
        phone_index=phone_index(phone) if phone else "",
        born_on=born_on,
        is_organisation=organisation,
    )
    same_trait = Q(kind=PartyKind.ORGANISATION) if organisation else Q()
    if new.phone_index:
        same_trait |= Q(phone_index=new.phone_index)
    if born_on:
        same_trait |= Q(born_on=born_on)
    if not new.name_key or not same_trait:
        return []
    named = Party.objects.filter(same_trait, name_key=new.name_key, merged_into=None).exclude(pk=but or 0)
    found = [Likeness(party, resemblance(new, _traits(party))) for party in named.order_by("-id")[:SHOWN]]
    return [likeness for likeness in found if likeness.why]


def likeness_of(party: Party) -> list[Likeness]:
    """Other records in use that are probably the same customer, by the indexes kept on the record: nothing is read in
    clear."""
    own = _traits(party)
    same = Q(kind=PartyKind.ORGANISATION) if own.is_organisation else Q()
    if own.phone_index:
        same |= Q(phone_index=own.phone_index)
    if own.born_on:
        same |= Q(born_on=own.born_on)
    if not own.name_key or not same:
        return []
    apart = {party.pk, *party.same_as, *party.different_from}
    named = Party.objects.filter(same, name_key=own.name_key, merged_into=None).exclude(pk__in=apart)
    found = [Likeness(other, resemblance(own, _traits(other))) for other in named.order_by("-id")[:SHOWN]]
    return [likeness for likeness in found if likeness.why]


def _traits(party: Party) -> Traits:
    return Traits(
        name_key=party.name_key,
        phone_index=party.phone_index,
        born_on=party.born_on,
        is_organisation=not party.is_person,
    )
