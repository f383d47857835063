"""Duties of a post with the pages where they are done, as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from core.responsibilities import responsibilities_of
from core.web.navigation import places


class Place(NamedTuple):
    """A page where a duty is done."""

    label: str
    url: str
    icon: str


class Duty(NamedTuple):
    """One duty with its clause; without places it is done outside of the pages."""

    clause: str
    label: str
    places: list[Place]


def duties_of(post: str, may_enter: Callable[[str], bool]) -> list[Duty]:
    """``may_enter`` says of a permission whether the reader holds it: nothing leads where the reader may not go."""
    return [
        Duty(
            one.clause,
            _(one.label),
            [Place(_(item.label), reverse(item.url_name), item.icon) for item in places(one.places, may_enter)],
        )
        for one in responsibilities_of(post)
    ]
