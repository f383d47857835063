"""Market research and competitors: what was seen, and what the company does about product and price (PRD-07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

MARKET_KIND, MARKET_QUEUE = "underwriting.market_note", "underwriting.market"
NOTED, ANSWERED, FILED = "noted", "answered", "filed"
NOTE = Creation(
    name="underwriting.market_note.note",
    label=_("Note a market event"),
    permission="underwriting.note_market",
    target=NOTED,
)
ANSWER = Transition(
    name="underwriting.market_note.answer",
    label=_("Decide the strategy"),
    permission="underwriting.answer_market",
    sources=frozenset({NOTED}),
    target=ANSWERED,
    style="primary",
    icon="edit",
)
FILE = Transition(
    name="underwriting.market_note.file",
    label=_("File without measures"),
    permission="underwriting.answer_market",
    sources=frozenset({NOTED}),
    target=FILED,
    reason=Reason.REQUIRED,
    icon="archive",
)
MARKET_NOTE = Lifecycle(
    kind=MARKET_KIND,
    label=_("Market note"),
    states=(
        State(value=NOTED, label=_("to be judged"), tone=Tone.WAIT, queue=MARKET_QUEUE),
        State(value=ANSWERED, label=_("strategy decided"), tone=Tone.GOOD, final=True),
        State(value=FILED, label=_("filed"), final=True),
    ),
    creation=NOTE,
    transitions=(ANSWER, FILE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductShare:
    """What one product contributes; ``watched`` when it is more than the limit of concentration."""

    product: str
    premium: Decimal
    policies: int
    share: Decimal
    before: Decimal
    watched: bool

    @property
    def growth(self) -> Decimal | None:
        """Per cent against the period before."""
        return round(100 * (self.premium - self.before) / self.before, 1) if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """Premium and policies of a product in a period."""

    product: str
    premium: Decimal
    policies: int


def concentration(sold: Iterable[Sold], before: Mapping[str, Decimal], *, limit: Decimal) -> list[ProductShare]:
    """Shares of the premium, the largest first; above ``limit`` the structure is too narrow."""
    rows = sorted(sold, key=lambda one: (-one.premium, one.product))
    total = sum((one.premium for one in rows), Decimal(0))
    return [
        ProductShare(
            product=one.product,
            premium=one.premium,
            policies=one.policies,
            share=one.premium / total if total else Decimal(0),
            before=before.get(one.product, Decimal(0)),
            watched=bool(total) and one.premium / total > limit,
        )
        for one in rows
    ]


def herfindahl(shares: Iterable[ProductShare]) -> Decimal:
    """Sum of the squared shares in per cent: 10,000 is a single product."""
    return sum((one.share * one.share for one in shares), Decimal(0)) * 10000
