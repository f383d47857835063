"""Ceding a policy: at issue and anew at every endorsement or ending, each time a version (REI-01, REI-12, REI-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import localdate

from core import audit
from core.money import net_of_tax, split, to_cents
from core.workflow.command import Command
from underwriting.models import (
    AwaitedCession,
    CededUnit,
    Cession,
    CessionPart,
    FacultativeCase,
    Movement,
    MovementKind,
    Policy,
    Treaty,
)
from underwriting.rules.coinsurance import OwnPart
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.reinsurance.following import Before, ceded_after, remaining_share
from underwriting.rules.reinsurance.sharing import Layer
from underwriting.selectors.cession import Insured, SharedUnit, excluded_occupancy, open_case, own_of, shared
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.selectors.reinsurance import Protection, protection_of
from underwriting.selectors.risk import assessed_units_of
from underwriting.selectors.signed_lines import signed_lines
from underwriting.services.cession_books import book_when_due
from underwriting.services.loss_advice import share_again

ISSUE, MADE = "issue", "underwriting.cession.make"
NIL, PERCENT = Decimal("0.00"), Decimal(100)
PREMIUM, COMMISSION = MovementKind.PREMIUM.value, MovementKind.COMMISSION.value
Key = tuple[str, int]  # "treaty" or "facultative", and its row
Moved = Mapping[tuple[str, int, str, int], Decimal]  # by carrier, kind and reinsurer


@dataclass(frozen=True, slots=True, kw_only=True)
class CessionOrder:
    """What became of a policy: the sum insured after the occasion, nil when it ended; the premium net of tax, of the
    whole contract and of the own part as it stands in the books."""

    policy_id: int
    occasion: str
    effective_on: date
    sum_insured: Decimal
    premium: Decimal
    own_premium: Decimal


def _tax_rate(policy: Policy) -> Decimal:
    return premium_tax_rate(policy.start_on, policy.product, policy.proposal.content)


def order_at_issue(policy: Policy) -> CessionOrder:
    """The first version: the sum of the proposal and the premium of the policy."""
    rate = _tax_rate(policy)
    net, _tax = net_of_tax(policy.premium, rate)
    return CessionOrder(
        policy_id=policy.pk,
        occasion=ISSUE,
        effective_on=policy.start_on,
        sum_insured=policy.proposal.exposure,
        premium=net,
        own_premium=net_of_tax(own_of(policy.proposal_id).of(policy.premium), rate)[0],
    )


def order_after(before: Cession, change: AwaitedCession) -> CessionOrder:
    """The version after the newest one: its premium with the difference, its sum insured unless a new one is told."""
    part = own_of(change.policy.proposal_id).of(abs(change.delta))
    net, _tax = net_of_tax(part, _tax_rate(change.policy))
    own = before.premium + net.copy_sign(change.delta)
    return CessionOrder(
        policy_id=change.policy_id,
        occasion=change.occasion,
        effective_on=change.effective_on,
        sum_insured=before.sum_insured if change.sum_insured is None else change.sum_insured,
        premium=own / before.own_share,
        own_premium=own,
    )


@transaction.atomic
def cede(command: Command, order: CessionOrder) -> Cession | None:
    """Make the version of one occasion, once; what moves to each reinsurer is the difference to what moved before."""
    policy = locked(order.policy_id)
    done = Cession.objects.filter(policy=policy, occasion=order.occasion).first()
    protection = protection_of(policy.line, policy.start_on)
    if done is not None or protection is None:
        return done
    before = Cession.objects.filter(policy=policy, superseded_at=None).first()
    case = open_case(policy.proposal_id)
    own = own_of(policy.proposal_id)
    units = shared(_insured(policy, order, own, protection), protection, case) if order.sum_insured > 0 else ()
    cession = _version(policy, order, before, units, command, own_share=own.ratio)
    keys = _write_units(cession, units, _rows_by_code(protection, case))
    _move(cession, before, keys, command)
    share_again(cession)
    audit.record(
        command,
        MADE,
        subject=(POLICY_KIND, policy.pk, policy.number),
        after={
            "occasion": order.occasion,
            "own_sum": str(cession.own_sum),
            "retained": str(cession.retained),
            "ceded_premium": str(cession.ceded_premium),
            "unplaced": str(cession.unplaced),
        },
    )
    return cession


def locked(policy_id: int) -> Policy:
    """The policy, held until the transaction ends: versions of its cession are made one after the other."""
    found = Policy.objects.select_for_update(of=("self",)).select_related("unit", "proposal")
    return found.get(pk=policy_id)


def _insured(policy: Policy, order: CessionOrder, own: OwnPart, protection: Protection) -> Insured:
    version = policy.versions.filter(superseded_at=None).order_by("-effective").first()
    return Insured(
        line=policy.line,
        name=policy.insured_subject,
        area=policy.unit.code,
        start_on=policy.start_on,
        content=version.content if version else {},
        sum_insured=order.sum_insured,
        premium=order.premium,
        own_premium=order.own_premium,
        own=own,
        assessed=assessed_units_of(policy.proposal),
        occupancy=excluded_occupancy(policy.proposal, protection),
    )


def _version(
    policy: Policy,
    order: CessionOrder,
    before: Cession | None,
    units: Sequence[SharedUnit],
    command: Command,
    *,
    own_share: Decimal,
) -> Cession:
    if before is not None:
        Cession.objects.filter(pk=before.pk).update(superseded_at=command.at)
    sharings = [one.sharing for one in units]
    cession = Cession(
        policy=policy,
        number=before.number + 1 if before else 1,
        occasion=order.occasion,
        line=policy.line,
        effective_on=order.effective_on,
        recorded_at=command.at,
        own_share=own_share,
        sum_insured=order.sum_insured,
        own_sum=sum((one.own_sum for one in sharings), NIL),
        retained=sum((one.amount(Layer.RETENTION) for one in sharings), NIL),
        ceded=sum((part.amount for one in sharings for part in one.ceded), NIL),
        unplaced=sum((one.unplaced for one in sharings), NIL),
        premium=sum((one.own_premium for one in sharings), NIL) if units else to_cents(order.own_premium),
        ceded_premium=NIL,
        commission=NIL,
    )
    cession.set_unit(policy.unit)
    cession.save(force_insert=True)
    return cession


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A treaty or a placement with its rate of commission and who signed which line; in a placement everybody has a
    commission of its own."""

    key: Key
    commission: Decimal
    lines: tuple[tuple[int, str, Decimal], ...]
    own_rates: tuple[Decimal, ...] = ()

    def premiums(self, premium: Decimal) -> list[Decimal]:
        """By line; the residual cent is the first one's, who leads."""
        return split(premium, [line for _pk, _name, line in self.lines], residual_to=0) if self.lines else []

    def commissions(self, premium: Decimal) -> list[Decimal]:
        """What every line gives back of ``premium``."""
        if not self.own_rates:
            return self.premiums(to_cents(premium * self.commission))
        shares = zip(self.premiums(premium), self.own_rates, strict=True)
        return [to_cents(share * rate / PERCENT) for share, rate in shares]


def _rows_by_code(protection: Protection, case: FacultativeCase | None) -> Mapping[str, _Carrier]:
    carriers = {treaty.code: _of_treaty(treaty) for treaty in protection.treaties}
    if case is not None:
        carriers[case.number] = _of_case(case)
    return carriers


def _of_treaty(treaty: Treaty) -> _Carrier:
    lines = tuple((one.reinsurer_id, one.name, one.signed_percent) for one in treaty.shares.all())
    return _Carrier(("treaty", treaty.pk), treaty.commission_percent / PERCENT, lines)


def _of_case(case: FacultativeCase) -> _Carrier:
    signed = list(signed_lines(case))
    lines = tuple((one.reinsurer_id, one.name, one.signed_percent or NIL) for one in signed)
    rates = tuple(one.commission_percent for one in signed)
    return _Carrier(("facultative", case.pk), case.commission_percent / PERCENT, lines, rates)


def _write_units(
    cession: Cession, units: Sequence[SharedUnit], carriers: Mapping[str, _Carrier]
) -> list[tuple[_Carrier, Decimal]]:
    """The rows of this version; returns each carrier with its premium in it."""
    rows = CededUnit.objects.bulk_create(_unit(cession, at, one) for at, one in enumerate(units, start=1))
    parts, premium = [], dict.fromkeys(carriers, NIL)
    for row, one in zip(rows, units, strict=True):
        for part in one.sharing.parts:
            carrier = carriers.get(part.code)
            kind, pk = carrier.key if carrier else ("", 0)
            parts.append(
                CessionPart(
                    unit=row,
                    layer=part.layer,
                    treaty_id=pk if kind == "treaty" else None,
                    facultative_id=pk if kind == "facultative" else None,
                    amount=part.amount,
                    ratio=part.ratio,
                    premium=part.premium,
                    commission=part.commission,
                )
            )
            if carrier is not None:
                premium[part.code] += part.premium
    _split_commissions(parts, carriers, premium)
    CessionPart.objects.bulk_create(parts)
    return [(carrier, premium[code]) for code, carrier in carriers.items()]


def _split_commissions(
    parts: Sequence[CessionPart], carriers: Mapping[str, _Carrier], premium: Mapping[str, Decimal]
) -> None:
    """What a carrier gives back is worked out once, on all that it takes, and spread over the risk units: they add up
    to what moves to the reinsurers."""
    for code, carrier in carriers.items():
        own = [one for one in parts if carrier.key in {("treaty", one.treaty_id), ("facultative", one.facultative_id)}]
        if premium[code] <= 0:
            continue
        backs = split(sum(carrier.commissions(premium[code]), NIL), [one.premium for one in own])
        for one, back in zip(own, backs, strict=True):
            one.commission = back


def _unit(cession: Cession, position: int, one: SharedUnit) -> CededUnit:
    return CededUnit(
        cession=cession,
        position=position,
        name=one.unit.name,
        place=one.unit.place,
        area=one.unit.area,
        occupancy=one.unit.occupancy,
        sum_insured=one.unit.sum_insured,
        own_sum=one.sharing.own_sum,
        retained=one.sharing.amount(Layer.RETENTION),
        unplaced=one.sharing.unplaced,
        kinds=sorted(one.kinds),
        steps=one.sharing.explained.as_json(),
    )


def _move(cession: Cession, before: Cession | None, keys: Sequence[tuple[_Carrier, Decimal]], command: Command) -> None:
    """Premium and commission of every carrier, as differences to what its reinsurers had before."""
    policy = cession.policy
    remaining = remaining_share(policy.start_on, policy.end_on, cession.effective_on)
    moved = _moved(policy)
    total = commission = NIL
    rows: list[Movement] = []
    for carrier, premium in (*keys, *_gone(moved, {carrier.key for carrier, _premium in keys})):
        had = sum((moved.get((*carrier.key, PREMIUM, pk), NIL) for pk, _name, _line in carrier.lines), NIL)
        paid = before.premium if before else NIL
        ratio = premium / cession.premium if cession.own_sum and cession.premium else _kept_ratio(had, paid)
        target = ceded_after(Before(premium=paid, ceded=had), premium=cession.premium, ratio=ratio, remaining=remaining)
        backs = carrier.commissions(target)
        for kind, parts in ((PREMIUM, carrier.premiums(target)), (COMMISSION, backs)):
            rows += _rows(cession, carrier, kind, _differences(carrier, kind, parts, moved), command)
        total, commission = total + target, commission + sum(backs, NIL)
    cession.ceded_premium, cession.commission = total, commission
    cession.save(update_fields=["ceded_premium", "commission"])
    book_when_due(command, cession, Movement.objects.bulk_create(rows))


def _differences(carrier: _Carrier, kind: str, parts: Sequence[Decimal], moved: Moved) -> list[Decimal]:
    """What every line's part is above what moved to its reinsurer before."""
    known = [moved.get((*carrier.key, kind, pk), NIL) for pk, _name, _line in carrier.lines]
    return [part - had for part, had in zip(parts, known, strict=True)]


def _kept_ratio(had: Decimal, premium: Decimal) -> Decimal:
    """A policy that ended gives back what was ceded of the premium that goes back."""
    return had / premium if premium else Decimal(0)


def _gone(moved: Moved, known: set[Key]) -> list[tuple[_Carrier, Decimal]]:
    """Carriers of earlier versions that carry nothing from now on: they give back the time that is still to run."""
    left = {(kind, pk) for kind, pk, _what, _whose in moved} - known
    treaties = Treaty.objects.filter(pk__in=[pk for kind, pk in left if kind == "treaty"]).prefetch_related("shares")
    cases = FacultativeCase.objects.filter(pk__in=[pk for kind, pk in left if kind == "facultative"])
    return [(_of_treaty(one), NIL) for one in treaties] + [(_of_case(one), NIL) for one in cases]


def _moved(policy: Policy) -> dict[tuple[str, int, str, int], Decimal]:
    """What moved for a policy before, by carrier, kind and reinsurer."""
    rows = Movement.objects.filter(policy=policy).exclude(kind=MovementKind.RECOVERY)
    found: dict[tuple[str, int, str, int], Decimal] = {}
    for row in rows.values("treaty_id", "facultative_id", "kind", "reinsurer_id").annotate(total=Sum(F("amount"))):
        key = ("treaty", row["treaty_id"]) if row["treaty_id"] else ("facultative", row["facultative_id"])
        found[(*key, row["kind"], row["reinsurer_id"])] = row["total"]
    return found


def _rows(
    cession: Cession, carrier: _Carrier, kind: str, amounts: Sequence[Decimal], command: Command
) -> list[Movement]:
    """One row for each reinsurer of the carrier to whom something moves."""
    day = max(localdate(command.at), cession.effective_on)
    name, pk = carrier.key
    rows = []
    for (reinsurer, label, _line), amount in zip(carrier.lines, amounts, strict=True):
        row = Movement(
            kind=kind,
            reinsurer_id=reinsurer,
            reinsurer_name=label,
            policy=cession.policy,
            cession=cession,
            line=cession.line,
            amount=amount,
            booked_on=day,
            **{f"{name}_id": pk},
        )
        row.set_unit(cession.unit)
        rows.append(row)
    return [row for row in rows if row.amount]
