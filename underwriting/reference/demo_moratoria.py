"""Suspensions of business of the demo branch: one over, one in force, one to come, one asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Actor, Command
from organisation.models import PostAssignment, Unit
from organisation.public import actor_of, approve_change
from underwriting.models import Moratorium
from underwriting.services.moratoria import MoratoriumData, propose_end, propose_moratorium


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A suspension: where, what, from and until how many hours from now."""

    title: str
    units: tuple[str, ...]
    lines: tuple[str, ...]
    hours: tuple[int, int]
    grounds: str
    until: str


STORIES = (
    Story(
        title="德化山区强降雨",
        units=("350526",),
        lines=("PRB", "PRC", "PRA", "HHP"),
        hours=(0, 48),
        grounds="气象部门发布暴雨橙色预警，防止逆选择投保。",
        until="over",
    ),
    Story(
        title="惠安渔港封航",
        units=("350521",),
        lines=("HUL", "CGD"),
        hours=(0, 24 * 5),
        grounds="海事部门通告封航，船舶及沿海货运暂停承保。",
        until="in force",
    ),
    Story(
        title="台风“杨柳”外围影响",
        units=("350581", "350582"),
        lines=("CAR", "EAR"),
        hours=(24 * 3, 24 * 6),
        grounds="台风路径预报将影响晋江、石狮沿海，在建工程提前暂停承保。",
        until="to come",
    ),
    Story(
        title="永春山洪地质灾害风险",
        units=("350525",),
        lines=("MBD", "BIL"),
        hours=(24 * 2, 24 * 5),
        grounds="自然资源部门地质灾害预警升级，拟暂停机损险和利损险承保。",
        until="asked for",
    ),
)


def build_moratoria() -> None:
    """Each story as far as it goes."""
    for story in STORIES:
        _build(story, timezone.now())


def _build(story: Story, now: datetime) -> None:
    begins, ends = (now + timedelta(hours=hours) for hours in story.hours)
    data = MoratoriumData(
        title=story.title,
        unit_ids=tuple(Unit.objects.filter(code__in=story.units).values_list("pk", flat=True)),
        lines=story.lines,
        begins_at=begins,
        ends_at=ends,
    )
    change = propose_moratorium(_command(story, "propose", _as("UW_DIR", "350591"), story.grounds), data=data)
    if story.until == "asked for":
        return
    approve_change(change.pk, _command(story, "approve", _as("BR_MGR", "350500"), "同意"))
    if story.until == "over":
        row = Moratorium.objects.get(number=change.number)
        asked = _command(story, "end", _as("UW_DIR", "350591"), "预警解除，恢复承保")
        end = propose_end(asked, moratorium_id=row.pk, ends_at=timezone.now())  # the approval lies between
        approve_change(end.pk, _command(story, "ended", _as("BR_MGR", "350500"), "同意"))


def _command(story: Story, step: str, actor: Actor, reason: str) -> Command:
    key = uuid5(NAMESPACE_URL, f"demo/moratorium/{story.title}/{step}")
    return Command(key=key, actor=actor, at=timezone.now(), reason=reason)


def _as(post: str, unit: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])
