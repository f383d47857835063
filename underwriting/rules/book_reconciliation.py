"""Underwriting, finance and reinsurance are reconciled month by month (PRO-21, domain 5.11): figures, differences
explained, closed by a second person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

RECONCILIATION_KIND, EXPLAIN_QUEUE, CLOSE_QUEUE = (
    "underwriting.book_reconciliation",
    "underwriting.explain_reconciliation",
    "underwriting.close_reconciliation",
)
DRAWN, EXPLAINED, CLOSED = "drawn", "explained", "closed"
NIL = Decimal("0.00")
PREMIUM, CEDED, COMMISSION, RECOVERY = "premium", "ceded_premium", "ceding_commission", "recovery"
COUNT = "count"
MEASURES = {
    PREMIUM: _("Premium written"),
    COUNT: _("Contracts with premium written (count)"),
    CEDED: _("Premium ceded"),
    COMMISSION: _("Commission of reinsurers"),
    RECOVERY: _("Recoveries from reinsurers"),
}

DRAW = Creation(
    name="underwriting.book_reconciliation.draw",
    label=_("Reconcile a month"),
    permission="underwriting.draw_reconciliation",
    target=DRAWN,
)
REDRAW = Transition(
    name="underwriting.book_reconciliation.redraw",
    label=_("Take the figures anew"),
    permission="underwriting.reconcile_books",
    sources=frozenset({DRAWN}),
    icon="refresh",
)
EXPLAIN = Transition(
    name="underwriting.book_reconciliation.explain",
    label=_("Explain the differences"),
    permission="underwriting.reconcile_books",
    sources=frozenset({DRAWN}),
    target=EXPLAINED,
    reason=Reason.REQUIRED,
    icon="edit",
)
RETURN = Transition(
    name="underwriting.book_reconciliation.return",
    label=_("Return for clearing"),
    permission="underwriting.close_reconciliation",
    sources=frozenset({EXPLAINED}),
    target=DRAWN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="arrow-back-up",
)
CLOSE = Transition(
    name="underwriting.book_reconciliation.close",
    label=_("Close the reconciliation"),
    permission="underwriting.close_reconciliation",
    sources=frozenset({EXPLAINED}),
    target=CLOSED,
    reason=Reason.OPTIONAL,
    icon="lock",
)
RECONCILIATION = Lifecycle(
    kind=RECONCILIATION_KIND,
    label=_("Reconciliation of the books"),
    states=(
        State(
            value=DRAWN,
            label=_("figures drawn"),
            tone=Tone.WAIT,
            queue=EXPLAIN_QUEUE,
            clock="underwriting.explain_reconciliation",
        ),
        State(value=EXPLAINED, label=_("differences explained"), tone=Tone.INFO, queue=CLOSE_QUEUE),
        State(value=CLOSED, label=_("closed"), tone=Tone.GOOD, final=True),
    ),
    creation=DRAW,
    transitions=(REDRAW, EXPLAIN, RETURN, CLOSE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line and measure: what the business system says and what the books hold."""

    line: str
    measure: str
    business: Decimal
    booked: Decimal

    @property
    def difference(self) -> Decimal:
        return self.business - self.booked

    @property
    def counts(self) -> bool:
        """Numbers of contracts, no money."""
        return self.measure == COUNT

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "measure": self.measure,
            "business": str(self.business),
            "booked": str(self.booked),
        }


def read(rows: Iterable[Mapping[str, Any]]) -> list[Compared]:
    """Rows as they were kept."""
    return [
        Compared(
            line=row["line"],
            measure=row["measure"],
            business=Decimal(row["business"]),
            booked=Decimal(row["booked"]),
        )
        for row in rows
    ]


Figures = Mapping[tuple[str, str], Decimal]  # (line, measure) → amount


def compare(business: Figures, booked: Figures) -> list[Compared]:
    """Both sides of every line and measure that either of them knows."""
    order = list(MEASURES)
    keys = sorted(business.keys() | booked.keys(), key=lambda key: (key[0], order.index(key[1])))
    return [
        Compared(line=line, measure=measure, business=business.get(key, NIL), booked=booked.get(key, NIL))
        for key in keys
        for line, measure in [key]
        if business.get(key) or booked.get(key)
    ]
