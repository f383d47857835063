"""Versions of deadlines, and the work that runs under them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from core.models import ClockRule, WorkItem


def versions_of(code: str) -> list[ClockRule]:
    """Every version of a deadline in the order of time."""
    rows = ClockRule.objects.filter(code=code).exclude(effective__isempty=True)
    return sorted(rows, key=lambda row: row.effective.lower or date.min)


def all_versions() -> list[ClockRule]:
    """Every version of every deadline."""
    return list(ClockRule.objects.exclude(effective__isempty=True).order_by("code"))


def running_by_code() -> dict[str, int]:
    """Open work items by deadline."""
    rows = WorkItem.objects.filter(done_at=None).exclude(clock="")
    return dict(rows.values_list("clock").annotate(Count("pk")))


def running_by_version(code: str) -> dict[int | None, int]:
    """Open work items of a deadline by the version under which they began."""
    rows = WorkItem.objects.filter(clock=code, done_at=None)
    return dict(rows.values_list("clock_rule_id").annotate(Count("pk")))
