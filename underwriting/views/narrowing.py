"""Filters that every list of business has: by unit, line, channel and salesperson."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.lists import Filter
from organisation.public import units_in_scope
from underwriting.models import Channel
from underwriting.rules.lines import LINE_LABELS
from underwriting.selectors.sellers import sellers


def by_unit() -> Filter:
    """The unit that wrote the business, or any below it."""
    return Filter(
        key="unit",
        label=_("Unit"),
        choices=lambda actor: [(str(unit.pk), unit.label) for unit in units_in_scope(actor)],
        apply=lambda rows, v: rows.filter(Q(unit_id=int(v)) | Q(sub_branch_id=int(v)) | Q(branch_id=int(v))),
    )


def by_line(path: str = "line") -> Filter:
    """Of which line it is; ``path`` leads to it from the row."""
    return Filter(
        key="line",
        label=_("Product"),
        choices=lambda _actor: [(line, _(name)) for line, name in LINE_LABELS.items()],
        apply=lambda rows, v: rows.filter(**{path: v}),
    )


def by_channel(path: str = "channel", *others: str) -> Filter:
    """By which way the business came; ``path``, or one of ``others``, leads to it from the row."""
    return Filter(
        key="channel",
        label=_("Channel"),
        choices=lambda _actor: [(one.value, str(one.label)) for one in Channel],
        apply=lambda rows, v: rows.filter(_any((path, *others), v)),
    )


def by_salesperson(path: str = "salesperson_id", *others: str) -> Filter:
    """Who sold it: people who take in business in the actor's scope today."""
    return Filter(
        key="sales",
        label=_("Salesperson"),
        choices=_sellers,
        apply=lambda rows, v: rows.filter(_any((path, *others), int(v))),
    )


def of_policy() -> tuple[Filter, ...]:
    """All four, for rows that hang on a policy."""
    return (
        by_unit(),
        by_line("policy__line"),
        by_channel("policy__proposal__channel"),
        by_salesperson("policy__salesperson_id"),
    )


def _any(paths: tuple[str, ...], value: Any) -> Q:
    return reduce(or_, (Q(**{path: value}) for path in paths))


def _sellers(actor: Any) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in sellers(actor, timezone.localdate())]
