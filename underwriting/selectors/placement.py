"""The money of a facultative placement, reinsurer by reinsurer, for its page and its slip."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from core.money import to_cents
from underwriting.models import Cession, FacultativeCase, FacultativeShare, Movement, MovementKind
from underwriting.rules.reinsurance.facultative import CARRIED
from underwriting.rules.reinsurance.placement import Line, LineMoney, money_of, together
from underwriting.rules.reinsurance.sharing import Layer
from underwriting.selectors.cession import need_of
from underwriting.selectors.signed_lines import signed_lines

NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """One quotation that counts, in money."""

    share: FacultativeShare
    money: LineMoney


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementMoney:
    """All lines of a case; ``signed`` while they are what the reinsurers signed, else what they wrote."""

    lines: tuple[PlacedLine, ...]
    signed: bool
    amount: Decimal
    premium: Decimal

    @property
    def total(self) -> LineMoney:
        return together([one.money for one in self.lines])


def placement_of(case: FacultativeCase) -> PlacementMoney:
    """What each reinsurer takes of amount and premium, and gives back as commission."""
    signed = case.state in CARRIED
    shares = list(signed_lines(case)) if signed else list(case.quotations.order_by("-written_percent", "pk"))
    amount = case.placed if signed else case.asked
    premium = ceded_premium(case, amount)
    lines = [Line(percent=_line(one, signed=signed), commission_percent=one.commission_percent) for one in shares]
    found = money_of(lines, amount=amount, premium=premium)
    placed = tuple(PlacedLine(share=one, money=part) for one, part in zip(shares, found, strict=True))
    return PlacementMoney(lines=placed, signed=signed, amount=amount, premium=premium)


class CededNow(NamedTuple):
    """The risk of which a placement is a part, in yuan: of the newest cession of the policy, before that of the
    proposal."""

    sum_insured: Decimal
    own_sum: Decimal
    premium: Decimal
    amount: Decimal


def ceded_now(case: FacultativeCase) -> CededNow:
    """What the slip says of the whole risk and of the part that is placed, both of the same moment."""
    amount = case.placed if case.state in CARRIED else case.asked
    newest = Cession.objects.filter(policy__proposal_id=case.proposal_id, superseded_at=None).first()
    if newest is None:
        return CededNow(case.proposal.exposure, case.own_sum, case.premium, amount)
    return CededNow(newest.sum_insured, newest.own_sum, newest.premium, min(amount, newest.own_sum))


def _line(share: FacultativeShare, *, signed: bool) -> Decimal:
    line: Decimal | None = share.signed_percent if signed else share.written_percent
    return line or NIL


def ceded_premium(case: FacultativeCase, amount: Decimal) -> Decimal:
    """The premium of the placement: what moved when the policy was issued, else what the sharing of the proposal gives;
    before anything is placed, in proportion of the amount."""
    if case.state not in CARRIED:
        return to_cents(case.premium * amount / case.own_sum) if case.own_sum else NIL
    moved = Movement.objects.filter(facultative=case, kind=MovementKind.PREMIUM).aggregate(total=Sum("amount"))["total"]
    if moved is not None:
        return Decimal(moved)
    need = need_of(case.proposal, case=case)
    if need is None:
        return NIL
    parts = [part for one in need.units for part in one.sharing.parts if part.layer == Layer.FACULTATIVE]
    return sum((part.premium for part in parts), NIL)
