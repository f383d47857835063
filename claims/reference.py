"""Tables, clocks and parameters of claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Cause, ClaimTable, Shot
from claims.rules.words import gettext_noop as _
from core import reference
from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from finance.public import LINE_LABELS

DATA = Path(__file__).parent / "data" / "tables.yaml"

SHOTS = ["scene", "whole", "vin", "damage"]
CLOCKS = (
    ("claims.dispatch", _("Dispatch a surveyor"), 5, Measure.MINUTES, "6.1"),
    ("claims.accept", _("Accept a survey task"), 5, Measure.MINUTES, "6.1"),
    ("claims.arrive", _("Arrive at the place of loss"), 60, Measure.MINUTES, "6.1"),
    ("claims.price", _("Review a price"), 1, Measure.WORKING_DAYS, "B5"),
    ("claims.register", _("Register claims of a motor report"), 72, Measure.HOURS, "6.5, CK-10"),
    ("claims.papers", _("Check claim documents"), 1, Measure.WORKING_DAYS, "B14"),
    ("claims.calculate", _("Calculate a claim"), 3, Measure.WORKING_DAYS, "B14"),
    ("claims.approve", _("Approve a claim"), 1, Measure.WORKING_DAYS, "6.8"),
    ("claims.approve_province", _("Approval of the province"), 3, Measure.WORKING_DAYS, "B15"),
    ("claims.decide", _("Decide a claim after its first documents"), 30, Measure.CALENDAR_DAYS, "保险法 23"),
    ("claims.decide_compulsory", _("Decide a compulsory claim"), 5, Measure.CALENDAR_DAYS, "交强险条例 29"),
    ("claims.settle", _("Pay after the agreement"), 10, Measure.CALENDAR_DAYS, "保险法 23"),
)
# Steps in which authority is granted, and the lines of which fewer claims must come to the centre.
STEPS = ["1000", "2000", "3000", "5000", "8000", "10000", "20000", "30000", "50000"]
SMALL_SHARE = ["MCI", "MOD", "MTP", "MPA", "MOTOR", "MOTOR_COMMERCIAL", "HHP", "IPA", "SCL"]
PARAMETERS = (
    ("claims.centre_share_small", _("Motor and personal claims for the centre (%)"), Kind.DECIMAL, "15", "AUT-05"),
    ("claims.centre_share_group", _("Other group claims for the centre (%)"), Kind.DECIMAL, "30", "AUT-06"),
    ("claims.small_share_lines", _("Lines with the smaller share"), Kind.LIST, SMALL_SHARE, "AUT-05"),
    ("claims.authority_steps", _("Steps of loss assessment at sub-branches"), Kind.LIST, STEPS, "AUT-04"),
    ("claims.surveyor_load", _("Open tasks of a surveyor, at most"), Kind.INTEGER, 8, "6.1"),
    ("claims.duplicate_hours", _("Hours within which reports of one vehicle look alike"), Kind.INTEGER, 2, "B1"),
    ("claims.travel_speed", _("Speed of a surveyor on the way (km/h)"), Kind.INTEGER, 30, "6.1"),
    ("claims.survey_minutes", _("Minutes that a survey takes"), Kind.INTEGER, 40, "6.1"),
    ("claims.arrive_minutes", _("Minutes until a surveyor should be there"), Kind.INTEGER, 60, "6.1"),
    ("claims.late_weight", _("Minutes on the road that a late minute counts for"), Kind.INTEGER, 3, "6.1"),
    ("claims.other_desk_minutes", _("Minutes that a desk off the route counts for"), Kind.INTEGER, 600, "AUT-17"),
    ("claims.accept_minutes", _("Minutes until an unaccepted task goes to the next"), Kind.INTEGER, 5, "6.1"),
    ("claims.register_hours", _("Hours until a motor claim is registered by the system"), Kind.INTEGER, 72, "6.5"),
    ("claims.two_approvers_from", _("Payable from which two persons approve"), Kind.DECIMAL, "200000", "6.8"),
    ("claims.event_causes", _("Causes that can be a major event"), Kind.LIST, ["weather", "fire"], "6.4"),
    ("claims.event_hours", _("Hours within which reports make a major event"), Kind.INTEGER, 24, "6.4"),
    ("claims.event_reports", _("Reports that make a major event"), Kind.INTEGER, 10, "6.4"),
    ("claims.share_hours", _("Hours for which a claim may be shared, at most"), Kind.INTEGER, 168, "12"),
    ("claims.required_shots", _("Photos that a vehicle survey needs"), Kind.LIST, SHOTS, "6.4"),
)  # fmt: skip
WORDS: dict[str, dict[str, Any]] = {
    "claims.event_causes": dict(Cause.choices),
    "claims.required_shots": dict(Shot.choices),
    "claims.small_share_lines": LINE_LABELS,
}


def load_tables() -> None:
    """The filed versions of each table; later ones are released by four eyes."""
    known = set(ClaimTable.objects.values_list("code", "version"))
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    ClaimTable.objects.bulk_create(
        ClaimTable(
            code=row["code"],
            version=row["version"],
            data=row["data"],
            filing=row["filing"],
            effective=DateRange(row["effective"], row.get("until")),
        )
        for row in rows
        if (row["code"], row["version"]) not in known
    )


def register() -> None:
    """Tell the registries what claims needs."""
    reference.register(700, "claims: limits, ratios, clause terms, checklists", load_tables)
    declare_clocks(
        *(ClockDeclaration(code=c, label=label, amount=n, measure=m, source=s) for c, label, n, m, s in CLOCKS)
    )
    declare_parameters(
        *(
            Declaration(name=n, label=label, kind=k, default=d, source=s, words=WORDS.get(n, {}))
            for n, label, k, d, s in PARAMETERS
        )
    )
