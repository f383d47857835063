"""Figures of the guide on same-city management, survey points and supervisors, and the brake on unknown API keys."""

from __future__ import annotations

from decimal import Decimal

from core import parameters
from core.parameters import Declaration, Kind
from organisation.rules.words import gettext_noop as _

PARAMETERS = (
    Declaration(
        name="organisation.bookkeeper_rotation_months",
        label=_("Months after which a posted accountant is exchanged at the latest"),
        kind=Kind.INTEGER,
        default=12,
        unit_of_measure=_("months"),
        source="ORG-18",
        maximum=Decimal(12),
    ),
    Declaration(
        name="organisation.surveyor_rotation_months",
        label=_("Months after which a same-city surveyor is exchanged at the latest"),
        kind=Kind.INTEGER,
        default=6,
        unit_of_measure=_("months"),
        source="AUT-14",
        maximum=Decimal(6),
    ),
    Declaration(
        name="organisation.override_hours",
        label=_("Hours that an emergency override lasts at most"),
        kind=Kind.INTEGER,
        default=24,
        unit_of_measure=_("hours"),
        source="GRC-07",
        maximum=Decimal(24),
    ),
    Declaration(
        name="organisation.rotation_notice_days",
        label=_("Days before an exchange is due on which the directors are told"),
        kind=Kind.INTEGER,
        default=30,
        unit_of_measure="days",
        source="ORG-18",
    ),
    Declaration(
        name="organisation.bookkeeper_premium_floor",
        label=_("Premium of the year before from which a sub-branch may have a posted accountant"),
        kind=Kind.DECIMAL,
        default=str(Decimal(20_000_000)),
        unit_of_measure="yuan",
        source="ORG-16",
    ),
    Declaration(
        name="organisation.claims_posts_premium_floor",
        label=_("Premium of the year before from which a sub-branch outside the same city may have claims posts"),
        kind=Kind.DECIMAL,
        default=str(Decimal(30_000_000)),
        unit_of_measure="yuan",
        source="ORG-25",
    ),
    Declaration(
        name="organisation.finance_mode_months",
        label=_("Months during which the mode of the finance centre stays as it is"),
        kind=Kind.INTEGER,
        default=24,
        unit_of_measure=_("months"),
        source="ORG-17",
    ),
    Declaration(
        name="organisation.same_city_far_km",
        label=_("Distance from which a sub-branch may stand outside same-city management"),
        kind=Kind.DECIMAL,
        default="50",
        unit_of_measure="km",
        source="AUT-10",
    ),
    Declaration(
        name="organisation.same_city_slow_km",
        label=_("Distance from which a long drive lets a sub-branch stand outside"),
        kind=Kind.DECIMAL,
        default="30",
        unit_of_measure="km",
        source="AUT-11",
    ),
    Declaration(
        name="organisation.same_city_slow_minutes",
        label=_("Normal drive that counts as long"),
        kind=Kind.INTEGER,
        default=60,
        unit_of_measure="min",
        source="AUT-11",
    ),
    Declaration(
        name="organisation.sub_branches_per_survey_point",
        label=_("Same-city sub-branches for each survey point"),
        kind=Kind.INTEGER,
        default=3,
        source="AUT-13",
    ),
    Declaration(
        name="organisation.supervisor_premium_floor",
        label=_("Premium of the year before from which second-level supervisors may be set"),
        kind=Kind.DECIMAL,
        default=str(Decimal(100_000_000)),
        unit_of_measure="yuan",
        source="ORG-12",
    ),
    Declaration(
        name="organisation.supervisor_staff_above",
        label=_("Staff of the claims centre above which supervisors may be set"),
        kind=Kind.INTEGER,
        default=30,
        source="ORG-12",
    ),
    Declaration(
        name="organisation.staff_per_supervisor",
        label=_("Staff for each second-level supervisor"),
        kind=Kind.INTEGER,
        default=15,
        source="ORG-13",
    ),
    Declaration(
        name="organisation.most_supervisors_prefecture",
        label=_("Most second-level supervisors of a prefecture branch"),
        kind=Kind.INTEGER,
        default=5,
        source="ORG-13",
    ),
    Declaration(
        name="organisation.most_supervisors_municipality",
        label=_("Most second-level supervisors of a municipality branch"),
        kind=Kind.INTEGER,
        default=8,
        source="ORG-13",
    ),
    Declaration(
        name="organisation.delegation_most_days",
        label=_("Longest delegation"),
        kind=Kind.INTEGER,
        default=90,
        unit_of_measure="d",
        source="AUT-24",
    ),
    Declaration(
        name="organisation.unknown_keys_per_minute",
        label=_("Unknown API keys from one address in a minute"),
        kind=Kind.INTEGER,
        default=20,
    ),
)


def register() -> None:
    """Called while the app starts."""
    parameters.declare(*PARAMETERS)
