"""Where liability cover holds. The United States and Canada are left out unless a person agreed (5.18)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from underwriting.rules.words import gettext_noop as _

HOME, WORLD_WITHOUT_AMERICA, WORLD = "home", "world_without_america", "world"
REGIONS = (
    (HOME, _("mainland China")),
    (WORLD_WITHOUT_AMERICA, _("worldwide without the United States and Canada")),
    (WORLD, _("worldwide with the United States and Canada")),
)


def regions_in(content: Mapping[str, Any]) -> set[str]:
    """The areas that an entry names: as the area of cover, and as the jurisdiction that the tariff charges."""
    factors = content.get("factors")
    charged = factors.get("jurisdiction") if isinstance(factors, Mapping) else None
    return {str(one) for one in (content.get("region"), charged) if one}


def covers_america(content: Mapping[str, Any]) -> bool:
    return WORLD in regions_in(content)
