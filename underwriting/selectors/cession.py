"""What a proposal or policy cedes, and whether somebody must confirm it first (REI-01, REI-02, REI-04)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.money import net_of_tax, split, to_cents
from underwriting.models import FacultativeCase, Policy, Proposal
from underwriting.rules.coinsurance import ALONE, OwnPart
from underwriting.rules.lines import MOTOR
from underwriting.rules.reinsurance.exclusions import said_by_all
from underwriting.rules.reinsurance.facultative import CARRIED, CLOSED
from underwriting.rules.reinsurance.following import spread
from underwriting.rules.reinsurance.sharing import Layer, Placement, Sharing, share
from underwriting.rules.reinsurance.units import AssessedUnit, RiskUnit, assessed_units, units_of
from underwriting.selectors.coinsurance import coinsurance_of, coinsurance_on, own_part_by
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.selectors.reinsurance import Protection, protection_of
from underwriting.selectors.risk import assessed_units_of, found_occupancy
from underwriting.selectors.signed_lines import placed_lines

WHOLE, NIL = Decimal(1), Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Insured:
    """What is to be shared, whoever asks: a proposal, or a policy as it stands after an endorsement."""

    line: str
    name: str
    area: str
    start_on: date
    content: Mapping[str, Any]
    sum_insured: Decimal
    premium: Decimal
    own_premium: Decimal
    own: OwnPart = ALONE
    assessed: tuple[AssessedUnit, ...] = ()
    occupancy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedUnit:
    """A risk unit after all layers, with the kinds of risks by which treaties exclude."""

    unit: RiskUnit
    kinds: frozenset[str] = frozenset()
    sharing: Sharing


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The cession of a proposal as the tables of its first day say, before anything is placed facultatively."""

    insured: Insured
    units: tuple[SharedUnit, ...]
    needed: Decimal
    confirm: bool

    @property
    def own_sum(self) -> Decimal:
        return sum((one.sharing.own_sum for one in self.units), NIL)

    @property
    def own_premium(self) -> Decimal:
        return sum((one.sharing.own_premium for one in self.units), NIL)

    @property
    def asks_somebody(self) -> bool:
        """Facultative, or treaty business that needs prior confirmation."""
        return self.needed > 0 or self.confirm

    def amount(self, *layers: Layer) -> Decimal:
        return sum((one.sharing.amount(*layers) for one in self.units), NIL)


def own_of(proposal_id: int) -> OwnPart:
    """The company's part of what is entered: the leader enters the whole contract, a follower only its own share."""
    return own_part_by(coinsurance_of(proposal_id))


def own_in(proposal: Proposal) -> OwnPart:
    """The same of a proposal at hand."""
    return own_part_by(coinsurance_on(proposal))


def insured_by(proposal: Proposal, own: OwnPart) -> Insured:
    """A proposal as it would be ceded; premium net of tax, of the own part as the books will have it."""
    rate = premium_tax_rate(proposal.start_on, proposal.product, proposal.content)
    net, _tax = net_of_tax(proposal.premium, rate)
    return Insured(
        line=proposal.line,
        name=proposal.insured_subject,
        area="",
        start_on=proposal.start_on,
        content=proposal.content,
        sum_insured=proposal.exposure,
        premium=net,
        own_premium=net_of_tax(own.of(proposal.premium), rate)[0],
        own=own,
        assessed=assessed_units_of(proposal),
    )


def excluded_occupancy(proposal: Proposal, protection: Protection) -> str:
    """What the signed assessment says of the occupancy, where a treaty excludes kinds of risks."""
    return found_occupancy(proposal) if protection.excludes else ""


def need_of(proposal: Proposal, *, own: OwnPart | None = None, case: FacultativeCase | None = None) -> Need | None:
    """What the proposal cedes, with what ``case`` placed; None for lines that are kept whole, without asking the
    database about motor business."""
    if proposal.product == MOTOR:
        return None
    protection = protection_of(proposal.line, proposal.start_on)
    if protection is None or proposal.exposure <= 0:
        return None
    insured = insured_by(proposal, own_in(proposal) if own is None else own)
    insured = replace(insured, occupancy=excluded_occupancy(proposal, protection))
    units = shared(insured, protection, case)
    needed = sum((one.sharing.unplaced for one in units), NIL)
    bound = protection.confirm_above
    treaty = sum((one.sharing.amount(Layer.QUOTA_SHARE, Layer.SURPLUS) for one in units), NIL)
    return Need(insured=insured, units=units, needed=needed, confirm=bound is not None and treaty > bound)


def shared(insured: Insured, protection: Protection, case: FacultativeCase | None = None) -> tuple[SharedUnit, ...]:
    """Every risk unit through all layers, with what ``case`` placed spread over them."""
    units = _units(insured)
    own = own_of_units(units, insured)
    placements = _placements(units, [sum_of for sum_of, _premium in own], protection, case)
    return tuple(
        SharedUnit(
            unit=unit,
            kinds=protection.kinds_of(unit),
            sharing=share(
                unit.sum_insured,
                unit.premium,
                protection.programme(unit, placed),
                own_share=insured.own.ratio,
                own=part,
            ),
        )
        for unit, part, placed in zip(units, own, placements, strict=True)
    )


def own_of_units(units: Sequence[RiskUnit], insured: Insured) -> list[tuple[Decimal, Decimal]]:
    """Own sum and premium of each risk unit: those of the contract are parted by the table, and then spread."""
    sums = spread_own(insured.own.of(insured.sum_insured), [unit.sum_insured for unit in units])
    premiums = spread_own(insured.own_premium, [unit.premium for unit in units])
    return list(zip(sums, premiums, strict=True))


def spread_own(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """``amount`` in proportion of the weights; the residual cent belongs to the largest unit, so that one without a sum
    bears nothing."""
    if sum(weights, NIL) > 0:
        return split(to_cents(amount), weights, residual_to=weights.index(max(weights)))
    return [to_cents(amount), *([NIL] * (len(weights) - 1))]


def _units(insured: Insured) -> tuple[RiskUnit, ...]:
    """As the signed assessment split the risk; without one as the entry says."""
    given: dict[str, Any] = {"total": insured.sum_insured, "premium": insured.premium, "area": insured.area}
    if insured.assessed:
        units = assessed_units(insured.assessed, insured.content, **given)
    else:
        units = units_of(insured.content, name=insured.name, **given)
    return tuple(replace(one, said=(*one.said, insured.occupancy)) for one in units) if insured.occupancy else units


def _placements(
    units: Sequence[RiskUnit], sums: Sequence[Decimal], protection: Protection, case: FacultativeCase | None
) -> list[list[Placement]]:
    if case is None or case.state not in CARRIED or not case.placed:
        return [[] for _unit in units]
    needs = [max(own - protection.programme(unit).capacity, NIL) for unit, own in zip(units, sums, strict=True)]
    lines = placed_lines(case)
    return [
        [Placement(code=case.number, amount=amount, lines=lines)] if amount else []
        for amount in spread(case.placed, needs, sums)
    ]


def open_case(proposal_id: int) -> FacultativeCase | None:
    """The cession case of a proposal that is not closed."""
    return FacultativeCase.objects.filter(proposal_id=proposal_id).exclude(state=CLOSED).first()


def measure(case: FacultativeCase) -> None:
    """Set the figures of a case on which nobody decided yet by the proposal as it is now: its sum, its risk units and
    its retention may have changed since the cession was asked for."""
    need = need_of(Proposal.objects.select_related("unit").get(pk=case.proposal_id))
    if need is None:
        return
    if case.asked == case.needed:
        case.asked = need.needed
    case.own_sum, case.premium, case.needed = need.own_sum, need.own_premium, need.needed


def need_to_ask(proposal: Proposal) -> Need | None:
    """The cession if somebody must confirm it. What treaties carry whole they carry in part, so co-insurers are asked
    for only where the whole contract would be too much."""
    if _surely_carried(proposal):
        return None
    whole = need_of(proposal, own=ALONE)
    if whole is None or not whole.asks_somebody:
        return None
    need = need_of(proposal)
    return need if need is not None and need.asks_somebody else None


def _surely_carried(proposal: Proposal) -> bool:
    """Whether treaties carry the whole contract even as one risk unit that is lost entirely: then no split and no
    assessment can ask anybody, and the database is not asked either. Above the retention the treaties must take such a
    kind of risk."""
    protection = None if proposal.product == MOTOR else protection_of(proposal.line, proposal.start_on)
    if protection is None or any(row["occupancy"] for row in protection.rows):
        return protection is None
    bound = protection.confirm_above
    return proposal.exposure <= _least_capacity(proposal, protection) and (bound is None or proposal.exposure <= bound)


def _least_capacity(proposal: Proposal, protection: Protection) -> Decimal:
    """What is surely carried: the retention whatever the risk is, above it what the treaties that take it carry."""
    kept = protection.kept_of(occupancy="", pml=WHOLE)
    if proposal.exposure <= kept:
        return kept
    said = (*said_by_all(proposal.content or {}), excluded_occupancy(proposal, protection))
    worst = RiskUnit(name="", sum_insured=proposal.exposure, said=tuple(text for text in said if text))
    return protection.programme(worst).capacity


def needs_facultative(proposal: Proposal) -> Need | None:
    """What must still be placed or confirmed before the proposal may be accepted; None when nothing is."""
    need = need_to_ask(proposal)
    if need is None:
        return None
    case = open_case(proposal.pk)
    carried = case is not None and case.state in CARRIED
    return None if case is not None and carried and case.placed >= need.needed else need


def is_ceded(proposal: Proposal) -> bool:
    """A treaty takes a part of the proposal, or a reinsurer has taken one."""
    need = need_of(proposal)
    if need is not None and need.amount(Layer.QUOTA_SHARE, Layer.SURPLUS) > 0:
        return True
    case = open_case(proposal.pk)
    return case is not None and case.state in CARRIED and case.placed > 0


def policy_is_ceded(policy: Policy) -> bool:
    """A facultative reinsurer carries part of the policy: its endorsements need an agreement first (REI-06)."""
    return FacultativeCase.objects.filter(proposal_id=policy.proposal_id, state__in=CARRIED).exists()
