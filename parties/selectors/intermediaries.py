"""Intermediaries as channels of business: what licence, agreement and mandates allow on a day (CUS-07)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from django.db.models import Q, QuerySet

from core.workflow.command import Actor
from organisation.public import ScopedActor
from parties.models import Intermediary, IntermediaryTerm, Mandate, Party
from parties.permissions import VIEW_INTERMEDIARIES
from parties.rules.intermediary import (
    LINE_NOT_AGREED,
    AgreedLine,
    Fault,
    IntermediaryState,
    fault_of,
    may_issue,
    may_sign,
)
from parties.selectors.limits import expiry_notice_days

NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntermediaryFact:
    """An intermediary as a channel of business. ``fault`` says why no new business may come through it on the day."""

    id: int
    code: str
    name: str
    kind: str
    party_id: int
    licence_until: date
    agreement_until: date
    agreement_number: str = ""
    fault: Fault | None = None
    lines: tuple[AgreedLine, ...] = ()
    mandated: frozenset[int] = frozenset()

    def may_sign_for(self, party_id: int) -> bool:
        """Only a broker with this customer's mandate signs for the customer (PRO-02)."""
        return may_sign(self.kind, mandated=party_id in self.mandated)

    def issuing_limit(self, line: str) -> Decimal:
        """Up to which sum insured it issues by itself; nothing without the issuing right (PRO-03)."""
        agreed = self._agreed(line)
        return (agreed.issuing_limit or NIL) if agreed and may_issue(self.kind) else NIL

    def commission(self, line: str) -> Decimal | None:
        """The agreed commission rate; None when the line is not part of the agreement."""
        agreed = self._agreed(line)
        return agreed.commission_rate if agreed else None

    def fault_for(self, lines: Iterable[str]) -> Fault | None:
        """Why these lines may not be written through it; an agreement without any line covers all of them."""
        if self.fault is not None or not self.lines:
            return self.fault
        return None if all(self._agreed(line) for line in lines) else LINE_NOT_AGREED

    def _agreed(self, line: str) -> AgreedLine | None:
        return next((agreed for agreed in self.lines if agreed.line == line), None)


def visible_intermediaries(actor: ScopedActor) -> QuerySet[Intermediary]:
    """Intermediaries of the units in the actor's scope, with customer and unit."""
    rows: QuerySet[Intermediary] = Intermediary.objects.visible_to(actor).select_related("party", "unit")
    return rows


def may_see_intermediary(actor: Actor, pk: int) -> bool:
    """Whether the papers of an intermediary may be read: with the intermediary itself."""
    if actor.refusal_for(VIEW_INTERMEDIARIES) is not None:
        return False
    return visible_intermediaries(cast("ScopedActor", actor)).filter(pk=pk).exists()


def intermediaries(on: date, *, kind: str = "") -> list[IntermediaryFact]:
    """Intermediaries with whom business may be written ``on``: active, licence and agreement valid."""
    rows = Intermediary.objects.filter(
        state=IntermediaryState.ACTIVE, licence_until__gte=on, agreement_from__lte=on, agreement_until__gte=on
    ).exclude(licence_from__gt=on)
    rows = rows.filter(kind=kind) if kind else rows
    return [_fact(row, on) for row in rows.select_related("party").order_by("code")]


def intermediary(pk: int) -> IntermediaryFact:
    """One intermediary by its name; raises ``Intermediary.DoesNotExist``."""
    row = Intermediary.objects.select_related("party").get(pk=pk)
    return _fact(row, row.agreement_from)


def intermediary_fact(pk: int, on: date) -> IntermediaryFact:
    """One intermediary with what its agreement says on a day; raises ``Intermediary.DoesNotExist``."""
    row = Intermediary.objects.select_related("party").get(pk=pk)
    agreed = tuple(AgreedLine(t.line, t.commission_rate, t.issuing_limit) for t in terms_on(pk, on))
    return _fact(row, on, lines=agreed, mandated=frozenset(_mandated(pk, on)))


def terms_on(pk: int, on: date) -> list[IntermediaryTerm]:
    """What the agreement says of each line on a day."""
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    return list(IntermediaryTerm.objects.filter(valid, intermediary_id=pk, valid_from__lte=on).order_by("line"))


def _mandated(pk: int, on: date) -> set[int]:
    """Customers whose mandate is in force, with all records of each."""
    rows = mandates_on(pk, on).select_related("party")
    return {record for row in rows for record in (row.party_id, *row.party.same_as)}


def mandates_on(pk: int, on: date) -> QuerySet[Mandate]:
    open_ended = Q(ended_on=None) | Q(ended_on__gt=on)
    return Mandate.objects.filter(open_ended, intermediary_id=pk, valid_from__lte=on, valid_until__gte=on)


def intermediary_of(party: Party) -> Intermediary | None:
    """The customer as a channel of business, if he is one."""
    return Intermediary.objects.filter(party=party).first()


def mandates_of(party: Party) -> QuerySet[Mandate]:
    """The brokers that act for a customer, with those of records merged into his, the newest first."""
    rows = Mandate.objects.filter(party_id__in=[party.pk, *party.same_as], ended_on=None)
    return rows.select_related("intermediary__party").order_by("-pk")


def expiring(on: date) -> Q:
    """Intermediaries whose licence or agreement ends within the days of notice, or has ended."""
    last = on + timedelta(days=expiry_notice_days(on))
    return Q(licence_until__lte=last) | Q(agreement_until__lte=last)


def _fact(
    row: Intermediary, on: date, *, lines: tuple[AgreedLine, ...] = (), mandated: frozenset[int] = frozenset()
) -> IntermediaryFact:
    return IntermediaryFact(
        id=row.pk,
        code=row.code,
        name=row.party.name,
        kind=row.kind,
        party_id=row.party_id,
        licence_until=row.licence_until,
        agreement_until=row.agreement_until,
        agreement_number=row.agreement_number,
        fault=fault_of(row.standing(), on),
        lines=lines,
        mandated=mandated,
    )


def parties_of_intermediaries(pks: Iterable[int]) -> dict[int, int]:
    """The customer records behind many intermediaries, whatever their standing."""
    wanted = set(pks)
    return dict(Intermediary.objects.filter(pk__in=wanted).values_list("pk", "party_id")) if wanted else {}
