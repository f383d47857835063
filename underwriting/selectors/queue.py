"""The queue of the underwriter: what waits at the actor's own level, what is with the level above (UWR-01, UWR-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from core.models import WorkItem
from organisation.models import Staff, Unit
from organisation.public import ScopedActor
from underwriting.models import LossExperience, Proposal
from underwriting.rules import lifecycle

UNIT = ("unit__code", "unit__name", "unit__name_en")
LEVELS = (lifecycle.DECIDE, lifecycle.PROVINCE, lifecycle.HEAD)


def own_queue(actor: ScopedActor) -> str:
    """The queue of the actor's level; who serves none looks at the centre's."""
    served = actor.queues()
    return next((queue for queue in LEVELS if queue in served), lifecycle.DECIDE)


def waiting(actor: ScopedActor) -> QuerySet[WorkItem]:
    """Proposals that wait for a decision at the actor's level."""
    return _open(actor.scope_filter(WorkItem), (own_queue(actor),))


def with_upper_level(actor: ScopedActor) -> QuerySet[WorkItem]:
    """Proposals of the actor's scope that a level above has to answer: nothing to do here but to wait."""
    above = LEVELS[LEVELS.index(own_queue(actor)) + 1 :]
    return _open(Q(subject_id__in=Proposal.objects.visible_to(actor).values("pk")), above)


def _open(seen: Q, queues: Iterable[str]) -> QuerySet[WorkItem]:
    items = WorkItem.objects.filter(seen, subject_kind=lifecycle.PROPOSAL_KIND, queue__in=queues, done_at=None)
    return items.annotate(taken_by=Subquery(Staff.objects.filter(pk=OuterRef("assignee_id")).values("name")[:1]))


def of_proposals(items: QuerySet[WorkItem], **conditions: Any) -> QuerySet[WorkItem]:
    """Those whose proposal fulfils the conditions."""
    return items.filter(subject_id__in=Proposal.objects.filter(**conditions).values("pk"))


def of_unit(items: QuerySet[WorkItem], unit_id: int) -> QuerySet[WorkItem]:
    """Those that came from a unit or from below it."""
    below = Q(unit_id=unit_id) | Q(sub_branch_id=unit_id) | Q(branch_id=unit_id)
    return items.filter(subject_id__in=Proposal.objects.filter(below).values("pk"))


@dataclass(frozen=True, slots=True)
class Losses:
    """What is known of earlier claims: how many of them, and how many are still open."""

    count: int
    open: int


def add_proposals(items: list[Any]) -> None:
    """Give each item its proposal and what is known of its losses, in two statements."""
    found = Proposal.objects.select_related("unit").in_bulk([item.subject_id for item in items])
    losses = _losses(found.values())
    for item in items:
        item.proposal = found[item.subject_id]
        item.losses = losses.get(_key(item.proposal))


def _key(proposal: Proposal) -> str:
    """By what the losses of a proposal are found: the vehicle, in other lines the policy that is renewed."""
    return proposal.vin if proposal.is_motor else proposal.renewal_of.strip().upper()


def _losses(proposals: Iterable[Proposal]) -> Mapping[str, Losses]:
    known = list(proposals)
    vins = {one.vin for one in known if one.is_motor and one.vin}
    renewed = {_key(one) for one in known if not one.is_motor} - {""}
    claims = LossExperience.objects.filter(Q(vin__in=vins) | Q(policy__number__in=renewed)).order_by()
    counted = claims.values_list("vin", "policy__number").annotate(
        n=Count("pk"), going=Count("pk", filter=Q(closed=False))
    )
    found: dict[str, Losses] = {}
    for vin, number, count, still_open in counted:
        key = vin if vin in vins else number
        before = found.get(key, Losses(0, 0))
        found[key] = Losses(before.count + count, before.open + still_open)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the queue can be narrowed by: only what stands in it."""

    lines: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    salespeople: tuple[tuple[int, str], ...] = ()


def offered(items: QuerySet[WorkItem]) -> Offered:
    """In one statement."""
    proposals = Proposal.objects.filter(pk__in=items.order_by().values("subject_id"))
    columns = ("line", "channel", "salesperson_id", "salesperson_name", "unit_id", *UNIT)
    rows = list(proposals.order_by().values_list(*columns).distinct())
    units = {row[4]: Unit(pk=row[4], code=row[5], name=row[6], name_en=row[7]) for row in rows}
    people = {(row[3], row[2]) for row in rows if row[2]}
    return Offered(
        lines=tuple(sorted({row[0] for row in rows})),
        channels=tuple(sorted({row[1] for row in rows})),
        units=tuple(sorted(units.values(), key=lambda unit: unit.code)),
        salespeople=tuple((pk, name) for name, pk in sorted(people)),
    )
