"""What a proposal adds to what is kept in one place or against one event, beside the limits in force (REI-14, 5.17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from underwriting.models import CededUnit, CoinsuranceShare, FacultativeCase, Position, Proposal
from underwriting.rules.coinsurance import ALONE, OwnPart
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.reinsurance.accumulation import Accumulation, Kept, Limit, Others, broken_limits
from underwriting.rules.reinsurance.facultative import PLACED
from underwriting.rules.reinsurance.sharing import Layer
from underwriting.selectors.cession import SharedUnit, insured_by, need_of, open_case, shared
from underwriting.selectors.coinsurance import known_alone, shares_in
from underwriting.selectors.reinsurance import Protection, protection_of

CENT = Decimal("0.01")


def accumulated(proposals: Sequence[Proposal]) -> dict[int, tuple[Accumulation, ...]]:
    """The limits that each proposal would break as its treaties stand, before anything is placed facultatively; three
    statements for all of a branch."""
    limited = [one for one in proposals if not one.is_motor and one.exposure > 0 and _limits(one)]
    if not limited:
        return {}
    found = _broken_by(limited, {})
    led = [one for one in limited if found[one.pk]]  # as if kept whole: only where that is too much are shares asked
    return found | _broken_by(led, _own_shares(led)) if led else found


def _broken_by(limited: Sequence[Proposal], shares: Mapping[int, OwnPart]) -> dict[int, tuple[Accumulation, ...]]:
    own = {one.pk: _kept(one, _units(one, shares.get(one.pk, ALONE))) for one in limited}
    found: dict[int, tuple[Accumulation, ...]] = {}
    for branch in {one.branch_id for one in limited}:
        here = [one for one in limited if one.branch_id == branch]
        standing = _Standing(here, [kept for one in here for kept in own[one.pk]])
        for one in here:
            found[one.pk] = broken_limits(_limits(one), own[one.pk], standing.beside(one))
    return found


def accumulation_of(proposal: Proposal) -> tuple[Accumulation, ...]:
    """The limits that a proposal breaks with all that is placed for it until now."""
    whole = None if proposal.is_motor or not _limits(proposal) else need_of(proposal, own=ALONE)
    need = need_of(proposal) if whole is not None and _broken(proposal, whole.units) else None
    if need is None:
        return ()
    broken = _broken(proposal, need.units)
    case = open_case(proposal.pk) if broken else None
    if case is None:
        return broken
    return _broken(proposal, shared(need.insured, _protection(proposal), case))


def to_place(proposal: Proposal) -> Decimal:
    """The least amount that must be placed facultatively so that no limit is broken; found to the yuan, because what is
    kept falls with what is placed. The whole own sum when the place is full already."""
    need, protection = need_of(proposal), _protection(proposal)
    if need is None:
        return Decimal(0)
    others = _Standing([proposal], _kept(proposal, need.units)).beside(proposal)
    low, high = 0, int(need.own_sum.to_integral_value(rounding="ROUND_CEILING"))
    while low < high:
        middle = (low + high) // 2
        units = shared(need.insured, protection, _trial(Decimal(middle)))
        if broken_limits(_limits(proposal), _kept(proposal, units), others):
            low = middle + 1
        else:
            high = middle
    return min(max(Decimal(low).quantize(CENT), need.needed), need.own_sum)


def _trial(amount: Decimal) -> FacultativeCase:
    """As if so much were placed; never stored."""
    return FacultativeCase(number="", state=PLACED, placed=amount, commission_percent=Decimal(0))


def _protection(proposal: Proposal) -> Protection:
    found = protection_of(proposal.line, proposal.start_on)
    if found is None:
        raise LookupError(proposal.line)
    return found


def _limits(proposal: Proposal) -> tuple[Limit, ...]:
    found = protection_of(proposal.line, proposal.start_on)
    return found.limits if found else ()


def _broken(proposal: Proposal, units: Sequence[SharedUnit]) -> tuple[Accumulation, ...]:
    own = _kept(proposal, units)
    return broken_limits(_limits(proposal), own, _Standing([proposal], own).beside(proposal))


def _units(proposal: Proposal, own: OwnPart) -> tuple[SharedUnit, ...]:
    return shared(insured_by(proposal, own), _protection(proposal))


def _kept(proposal: Proposal, units: Iterable[SharedUnit]) -> list[Kept]:
    return [
        Kept(
            line=proposal.line,
            place=one.unit.place,
            area=proposal.unit.code,
            amount=one.sharing.amount(Layer.RETENTION),
        )
        for one in units
    ]


def _own_shares(proposals: Sequence[Proposal]) -> dict[int, OwnPart]:
    """The own part of what is entered, where it is not the whole."""
    asked = [one.pk for one in proposals if not known_alone(one)]
    if not asked:
        return {}
    rows = CoinsuranceShare.objects.filter(coinsurance__proposal_id__in=asked).select_related("coinsurance")
    leading: dict[int, list[CoinsuranceShare]] = {}
    for row in rows.exclude(coinsurance__position=Position.FOLLOWER).order_by("pk"):
        leading.setdefault(row.coinsurance.proposal_id, []).append(row)
    return {pk: OwnPart(shares=shares_in(table)) for pk, table in leading.items()}


class _Standing:
    """What policies of one branch keep that run while the proposals would: at their places, and in all. What comes of
    the proposals themselves is told by what they keep."""

    def __init__(self, proposals: Sequence[Proposal], own: Iterable[Kept]) -> None:
        limits = {limit for one in proposals for limit in _limits(one)}
        running = CededUnit.objects.filter(
            cession__superseded_at=None,
            cession__branch_id=proposals[0].branch_id,
            cession__policy__state__in=[ISSUED, IN_FORCE],
            cession__policy__start_on__lte=max(one.end_on for one in proposals),
            cession__policy__end_on__gte=min(one.start_on for one in proposals),
        ).exclude(cession__policy__proposal_id__in=[one.pk for one in proposals])
        self.at_places = _at_places(running, limits, {one.place.strip() for one in own} - {""})
        self.in_areas = _in_areas(running, limits)

    def beside(self, proposal: Proposal) -> Others:
        """What stands beside one proposal: a policy that it renews has ended when it begins."""
        start, end = proposal.start_on, proposal.end_on
        places = [kept for kept, begins, ends in self.at_places if begins <= end and ends >= start]
        return Others(at_places=places, in_areas=self.in_areas)


def _at_places(
    running: QuerySet[CededUnit], limits: Iterable[Limit], places: set[str]
) -> list[tuple[Kept, date, date]]:
    lines = {line for one in limits if one.at_one_place for line in one.lines}
    if not lines or not places:
        return []
    period = ("cession__policy__start_on", "cession__policy__end_on")
    rows = running.filter(place__in=places, cession__line__in=lines)
    return [
        (Kept(line=line, place=place, area=area, amount=kept), begins, ends)
        for line, place, area, kept, begins, ends in rows.values_list(
            "cession__line", "place", "area", "retained", *period
        )
    ]


def _in_areas(running: QuerySet[CededUnit], limits: Iterable[Limit]) -> list[Kept]:
    lines = {line for one in limits if not one.at_one_place for line in one.lines}
    if not lines:
        return []
    rows = running.filter(cession__line__in=lines).values("cession__line", "area").annotate(kept=Sum("retained"))
    return [
        Kept(line=row["cession__line"], place="", area=row["area"], amount=row["kept"])
        for row in rows.order_by("cession__line", "area")
    ]
