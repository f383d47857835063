"""Which suspensions of business meet a proposal at a moment (UWR-20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import BRANCHES, SUB_BRANCHES, Unit
from organisation.public import ScopedActor
from underwriting.models import Moratorium, ProductVersion, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.lines import MOTOR
from underwriting.rules.moratorium import COMPULSORY, MOTOR_COVERS, SUSPENDABLE
from underwriting.rules.occupants import OCCUPANTS
from underwriting.selectors.catalogue import in_language
from underwriting.selectors.cover import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A suspension as it meets a proposal: ``covers`` are those of the proposal that cannot be written now."""

    number: str
    title: str
    covers: tuple[str, ...]
    names: tuple[str, ...]
    since: datetime | None
    until: datetime | None

    @property
    def text(self) -> str:
        return f"{self.title} · {self.number}"


def suspensions(proposals: Iterable[Proposal], at: datetime) -> dict[int, tuple[Suspension, ...]]:
    """What stands against each proposal at a moment, in one statement for all."""
    in_force = list(_with_area(Moratorium.objects.filter(effective__contains=at)))
    return {proposal.pk: tuple(_met(in_force, proposal)) for proposal in proposals}


def _with_area(rows: QuerySet[Moratorium]) -> QuerySet[Moratorium]:
    return rows.annotate(area=ArrayAgg("units")).order_by("pk")


def announced(proposal: Proposal, at: datetime) -> tuple[Suspension, ...]:
    """What is suspended now or will be, of a proposal that is not issued or given up yet."""
    if lifecycle.PROPOSAL.state(proposal.state).final:
        return ()
    return tuple(_met(list(_with_area(Moratorium.objects.filter(effective__endswith__gt=at))), proposal))


def suspensions_of(proposal: Proposal, at: datetime) -> tuple[Suspension, ...]:
    return suspensions([proposal], at)[proposal.pk]


def _met(in_force: Sequence[Moratorium], proposal: Proposal) -> Iterable[Suspension]:
    places = {proposal.unit_id, proposal.sub_branch_id, proposal.branch_id, proposal.province_id}
    for one in in_force:
        covers = tuple(cover for cover in _asked(proposal) if cover in one.lines)
        here = places & set(one.area)  # type: ignore[attr-defined]
        if covers and here and not (one.new_only and proposal.renewal_of):
            yield Suspension(
                number=one.number,
                title=one.title,
                covers=covers,
                names=tuple(_named(cover, proposal) for cover in covers),
                since=one.effective.lower,
                until=one.effective.upper,
            )


def _named(cover: str, proposal: Proposal) -> str:
    own = cover not in proposal.covers
    return proposal.product_label if own else name_of(cover)


def _asked(proposal: Proposal) -> list[str]:
    """Covers or line, and the product where it is sold under a code of its own."""
    covers = proposal.covers
    return covers if proposal.product in covers else [*covers, proposal.product]


NOW, LATER, OVER = "now", "later", "over"


def moratoria(actor: ScopedActor) -> QuerySet[Moratorium]:
    """Suspensions in the actor's scope and those that the units above ordered, with their areas."""
    visible = Moratorium.objects.visible_to(actor)
    own = Unit.objects.filter(pk=actor.unit_id)
    ordered = Q(branch_id__in=own.values("branch_id")) | Q(branch_id=None, province_id__in=own.values("province_id"))
    ordered |= Q(branch_id=None, province_id=None)
    return (visible | Moratorium.objects.filter(ordered)).select_related("approved_by").prefetch_related("units")


def moratorium_for(actor: ScopedActor, pk: int) -> Moratorium:
    """One suspension; out of scope reads as not found."""
    found = moratoria(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def state_of(one: Moratorium, now: datetime) -> str:
    """Whether it is in force, to come or over."""
    if one.effective.isempty or (one.effective.upper is not None and one.effective.upper <= now):
        return OVER
    return LATER if one.effective.lower is not None and one.effective.lower > now else NOW


def in_state(rows: QuerySet[Moratorium], state: str, now: datetime) -> QuerySet[Moratorium]:
    if state == NOW:
        return rows.filter(effective__contains=now)
    return rows.filter(effective__startswith__gt=now) if state == LATER else rows.filter(effective__endswith__lte=now)


def areas_of(actor: ScopedActor) -> list[Unit]:
    """What can be suspended from there: the actor's branch and its sub-branches; from above a branch every branch below
    with its sub-branches (UWR-20)."""
    return list(below(level_of(Unit.objects.get(pk=actor.unit_id))).order_by("code"))


def level_of(unit: Unit) -> Unit:
    """The unit for which a suspension is proposed from ``unit``: its branch, or itself above the branches."""
    return unit.branch or unit


def below(level: Unit) -> QuerySet[Unit]:
    """The branches and sub-branches of a branch, of a province, or of the whole company."""
    units = Unit.objects.filter(kind__in=(*BRANCHES, *SUB_BRANCHES))
    for column in ("branch_id", "province_id"):
        if getattr(level, column):
            return units.filter(**{column: getattr(level, column)})
    return units


def suspendable(on: date, codes: Iterable[str] | None = None) -> dict[str, str]:
    """What can be suspended by its name: covers, lines, and products of the catalogue with a code of their own. The
    catalogue is asked only where ``codes`` go beyond covers and lines."""
    named = {code: name_of(code) for code in SUSPENDABLE}
    if codes is not None and named.keys() >= set(codes):
        return named
    rows = ProductVersion.objects.filter(effective__contains=on).order_by("code")
    own = {row.code: in_language(row.name) for row in rows if _sold_alone(row)}
    return named | {code: name for code, name in own.items() if code not in named}


def _sold_alone(row: ProductVersion) -> bool:
    return row.code not in (MOTOR, COMPULSORY) and row.line not in (MOTOR, COMPULSORY, *MOTOR_COVERS)


def names_of(codes: Iterable[str], on: date) -> list[str]:
    """The names of what is suspended; a code that is sold no more stays as it is."""
    wanted = list(codes)
    known = suspendable(on, wanted)
    return [known.get(code, code) for code in wanted]


def waiting_in(unit_ids: Iterable[int], lines: Iterable[str]) -> int:
    """Proposals of an area that are not issued yet and would be held up."""
    ids, asked = list(unit_ids), set(lines)
    open_states = [state.value for state in lifecycle.PROPOSAL.states if not state.final]
    found = Proposal.objects.filter(state__in=open_states)
    here = found.filter(sub_branch_id__in=ids) | found.filter(branch_id__in=ids) | found.filter(unit_id__in=ids)
    wanted = here.filter(Q(line__in=asked) | Q(product__in=asked))
    if "MOD" in asked:
        wanted |= here.filter(own_damage=True)
    if "MTP" in asked:
        wanted |= here.filter(third_party_limit__isnull=False)
    if OCCUPANTS in asked:
        wanted |= here.filter(Q(driver_limit__isnull=False) | Q(passenger_limit__isnull=False))
    return wanted.distinct().count()
