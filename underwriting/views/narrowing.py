"""Filters that every list of business has: by unit, channel and salesperson (issue 3, part 10)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.lists import Filter
from organisation.public import units_in_scope
from underwriting.models import Channel
from underwriting.selectors.sellers import sellers


def by_unit() -> Filter:
    """The unit that wrote the business, or any below it."""
    return Filter(
        key="unit",
        label=_("Unit"),
        choices=lambda actor: [(str(unit.pk), unit.label) for unit in units_in_scope(actor)],
        apply=lambda rows, v: rows.filter(Q(unit_id=int(v)) | Q(sub_branch_id=int(v)) | Q(branch_id=int(v))),
    )


def by_channel(path: str = "channel") -> Filter:
    """By which way the business came; ``path`` leads to it from the row."""
    return Filter(
        key="channel",
        label=_("Channel"),
        choices=lambda _actor: [(one.value, str(one.label)) for one in Channel],
        apply=lambda rows, v: rows.filter(**{path: v}),
    )


def by_salesperson() -> Filter:
    """Who sold it: people who take in business in the actor's scope today."""
    return Filter(
        key="sales",
        label=_("Salesperson"),
        choices=_sellers,
        apply=lambda rows, v: rows.filter(salesperson_id=int(v)),
    )


def _sellers(actor: Any) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in sellers(actor, timezone.localdate())]
