"""The tables of the monthly pack, as they stand on the page, in the spreadsheet and on paper (5.11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.web.actors import said_of
from core.web.export_purpose import Mark
from underwriting.documents.table_paper import table_paper
from underwriting.models import MonthlyPack
from underwriting.rules import monthly_pack as life
from underwriting.selectors.monthly_pack import Hits, frozen_forecast, frozen_hits, table_of

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackColumn:
    """One column: its head, what it says of a row, whether that is an amount of money."""

    key: str
    label: str
    value: Callable[[Any], Any]
    amount: bool = False

    def text(self, row: Any) -> str:
        found = self.value(row)
        if found is None:
            return NOTHING
        return f"{found:,}" if isinstance(found, int | Decimal) else str(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTable:
    """One table of the pack; the first column names the row, the others are figures."""

    title: str
    columns: Sequence[PackColumn]
    rows: Sequence[Any]
    icon: str = "table"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """A table in words."""

    title: str
    note: str
    heads: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[str]]


def pack_tables(pack: MonthlyPack) -> list[PackTable]:
    """Business by everything it is gathered by, hits of the rules, forecast."""
    labels = {
        "line": _("Line"),
        "sub_branch": _("Sub-branch"),
        "channel": _("Channel"),
        "occupancy": _("Occupancy"),
        "discount": _("Discount"),
    }
    business = [
        PackTable(
            title=_("Business by %(what)s") % {"what": labels[by]},
            columns=_business(labels[by]),
            rows=table_of(pack, by),
        )
        for by in life.GATHERED
    ]
    return [*business, _hits(frozen_hits(pack)), _forecast(pack)]


def _business(label: str) -> tuple[PackColumn, ...]:
    return (
        PackColumn(key="label", label=label, value=lambda row: row.label),
        PackColumn(key="policies", label=_("Policies"), value=lambda row: row.policies),
        PackColumn(key="sum_insured", label=_("Sum insured"), value=lambda row: row.sum_insured, amount=True),
        PackColumn(key="premium", label=_("Premium"), value=lambda row: row.premium, amount=True),
        PackColumn(key="rate", label=_("Average rate (‰)"), value=lambda row: row.rate),
        PackColumn(key="discount", label=_("Average discount (%)"), value=lambda row: row.discount),
        PackColumn(key="due", label=_("Ended policies"), value=lambda row: row.due),
        PackColumn(key="renewal", label=_("Renewed of ended policies (%)"), value=lambda row: row.renewal_rate),
        PackColumn(key="claims", label=_("Number of claims"), value=lambda row: row.claims),
        PackColumn(key="incurred", label=_("Incurred losses"), value=lambda row: row.incurred, amount=True),
        PackColumn(key="loss_ratio", label=_("Loss ratio (%)"), value=lambda row: row.loss_ratio),
        PackColumn(key="grey", label=_("On the grey list"), value=lambda row: row.grey),
        PackColumn(key="black", label=_("On the black list"), value=lambda row: row.black),
    )


def _hits(found: Hits) -> PackTable:
    """How many proposals the rules decided and accepted, and what sent the others to a person."""
    sums = [(_("decided automatically"), found.decided), (_("accepted automatically"), found.accepted)]
    elements = [(_("not met: %(element)s") % {"element": _(label)}, count) for label, count in found.elements]
    return PackTable(
        title=_("Hits of the automatic rules"),
        icon="shield-check",
        columns=(
            PackColumn(key="element", label=_("Result of the rules"), value=lambda row: row[0]),
            PackColumn(key="count", label=_("Proposals"), value=lambda row: row[1]),
        ),
        rows=[*sums, *elements],
    )


def _forecast(pack: MonthlyPack) -> PackTable:
    return PackTable(
        title=_("Forecast of premium"),
        icon="trending-up",
        columns=(
            PackColumn(key="month", label=_("Month"), value=lambda row: row[0]),
            PackColumn(key="premium", label=_("Premium"), value=lambda row: row[1], amount=True),
        ),
        rows=frozen_forecast(pack),
    )


def pack_paper(pack: MonthlyPack, *, at: datetime) -> bytes:
    """The released pack as it is kept. Raises ``DocumentUnavailable`` where documents cannot be made."""
    sections = [
        OnPaper(
            title=table.title,
            note=table.note,
            heads=[(column.label, place > 0) for place, column in enumerate(table.columns)],
            rows=[[column.text(row) for column in table.columns] for row in table.rows],
        )
        for table in pack_tables(pack)
        if table.rows
    ]
    title = _("Monthly pack %(month)s") % {"month": f"{pack.month:%Y-%m}"}
    return table_paper(
        sections,
        title=title,
        conditions=pack.remark,
        unit=pack.unit.name,
        mark=Mark(who=said_of(pack.released_by), at=at),
    )
