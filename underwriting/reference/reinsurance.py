"""Reinsurance as it is set up: retentions and limits with the product, reinsurers and treaties of the demo company."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from stdnum.cn import uscc

from core import demo, reference
from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from core.workflow.command import Command
from organisation.models import PostAssignment
from organisation.public import actor_of
from parties.public import IdType, PartyData, PartyKind, Role, note_role, register_party
from underwriting.models import AccumulationLimit, Reinsurer, RetentionTable, Treaty, TreatyShare
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors.reinsurance import forget

DATA = Path(__file__).parents[1] / "data" / "reinsurance.yaml"
FIGURES = ("share", "surplus_lines", "limit", "attachment", "aggregate", "commission_percent", "confirm_above")

CLOCKS = (
    ClockDeclaration(
        code="underwriting.loss_advice",
        label=_("Pass a loss on to the reinsurers, same day"),
        amount=0,
        measure=Measure.CALENDAR_DAYS,
        source="REI-10",
    ),
    ClockDeclaration(
        code="underwriting.treaty_report",
        label=_("Treaty business report of a month to be filled in"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="C12",
    ),
    ClockDeclaration(
        code="underwriting.send_account",
        label=_("Reinsurance account to be checked and sent"),
        amount=10,
        measure=Measure.WORKING_DAYS,
        source="C12",
    ),
    ClockDeclaration(
        code="underwriting.confirm_account",
        label=_("Confirmation of a reinsurance account"),
        amount=30,
        measure=Measure.CALENDAR_DAYS,
        source="C12",
    ),
)
PARAMETERS = (
    Declaration(
        name="underwriting.capital_and_reserves",
        label=_("Paid-in capital and reserves of the company"),
        kind=Kind.DECIMAL,
        default="2000000000",
        unit_of_measure="CNY",
        source="LAW-102, LAW-103",
    ),
    Declaration(
        name="underwriting.risk_unit_share",
        label=_("Largest liability for one risk unit, share of capital and reserves"),
        kind=Kind.DECIMAL,
        default="0.10",
        source="LAW-103",
        maximum=Decimal(1),
    ),
    Declaration(
        name="underwriting.retained_premium_multiple",
        label=_("Largest retained premium of a year, multiple of capital and reserves"),
        kind=Kind.DECIMAL,
        default="4",
        source="LAW-102",
    ),
    Declaration(
        name="underwriting.retained_premium_warning",
        label=_("Warning of the retained premium, share of the bound of the law"),
        kind=Kind.DECIMAL,
        default="0.90",
        source="LAW-102",
        maximum=Decimal(1),
    ),
    Declaration(
        name="underwriting.facultative_lead_days",
        label=_("Working days before inception by which a cession is reported"),
        kind=Kind.INTEGER,
        default=10,
        unit_of_measure="day",
        source="REI-04",
    ),
    Declaration(
        name="underwriting.loss_advice_from",
        label=_("Reinsurers are told of a loss when their part reaches"),
        kind=Kind.DECIMAL,
        default="500000",
        unit_of_measure="CNY",
        source="5.5",
    ),
)


def _read() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


def load_retentions() -> None:
    """The first version of each table; later ones are released by four eyes."""
    data = _read()
    known = set(RetentionTable.objects.values_list("line", flat=True))
    RetentionTable.objects.bulk_create(
        RetentionTable(line=row["line"], rows=row["rows"], effective=DateRange(row["effective"], None))
        for row in data["retentions"]
        if row["line"] not in known
    )
    limited = set(AccumulationLimit.objects.values_list("event", "area"))
    AccumulationLimit.objects.bulk_create(
        AccumulationLimit(
            event=row["event"],
            area=row["area"],
            lines=row["lines"],
            amount=Decimal(row["amount"]),
            effective=DateRange(row["effective"], None),
        )
        for row in data["accumulations"]
        if (row["event"], row["area"]) not in limited
    )
    forget()


def build_treaties() -> None:
    """Reinsurers as parties of the company, and the treaties of the year."""
    data = _read()
    held = PostAssignment.objects.filter(post_id="UW_ISSUE").select_related("staff", "unit", "scope_unit")
    clerk = actor_of(held.order_by("pk")[0])
    parties: dict[str, int] = {}
    for number, row in enumerate(data["reinsurers"]):
        command = Command(key=uuid5(NAMESPACE_URL, f"demo/reinsurer/{number}"), actor=clerk, at=timezone.now())
        parties[row["name"]] = _reinsurer(row, command)
    for row in data["treaties"]:
        _treaty(row, parties)
    forget()


def _reinsurer(row: dict[str, Any], command: Command) -> int:
    body = (row["id"] + "00000000")[:17]
    given = PartyData(
        kind=PartyKind.ORGANISATION,
        name=row["name"],
        id_type=IdType.CREDIT_CODE,
        id_number=body + uscc.calc_check_digit(body),
        phone="01066576000",
    )
    party = register_party(command, given)
    note_role(party.id, Role.REINSURER)
    Reinsurer.objects.create(
        party_id=party.id,
        name=row["name"],
        name_en=row["name_en"],
        rating=row["rating"],
        agency=row["agency"],
        rated_on=row["rated_on"],
        registration=row["registration"],
        effective=DateRange(row["since"], None),
    )
    return party.id


def _treaty(row: dict[str, Any], parties: dict[str, int]) -> None:
    begins = timezone.localdate().replace(month=1, day=1)
    figures = {name: Decimal(row[name]) for name in FIGURES if name in row}
    treaty = Treaty.objects.create(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        lines=row["lines"],
        exclusions=row["exclusions"],
        excluded=row.get("excluded", []),
        profit_commission=row["profit_commission"],
        effective=DateRange(begins, begins.replace(year=begins.year + 2)),
        **figures,
    )
    TreatyShare.objects.bulk_create(
        TreatyShare(treaty=treaty, reinsurer_id=parties[name], name=name, signed_percent=Decimal(signed), leads=at == 0)
        for at, (name, signed) in enumerate(row["shares"])
    )


def register() -> None:
    reference.register(603, "underwriting: retentions", load_retentions)
    demo.register(602, "reinsurers and treaties", build_treaties)
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS)
