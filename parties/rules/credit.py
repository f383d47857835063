"""Customer credit: the score out of five factors, its grade, and what the grade means (domain 10.3, CUS-03). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from typing import NamedTuple

from core.explain import Explained, Step
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from parties.rules.lifecycle import gettext_noop as _

QUEUE, LIMIT_QUEUE = "parties.credit_warning", "parties.credit_limit"
NIL, CENT = Decimal(0), Decimal("0.1")


class Grade(StrEnum):
    """A: credit per policy by approval. B: instalments with a first part. C: cash only."""

    A = "A"
    B = "B"
    C = "C"


class Finances(StrEnum):
    """What is known of the business and financial state of a customer."""

    UNKNOWN = ""
    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


FINANCES: Mapping[str, str] = {
    Finances.UNKNOWN: _("not assessed"),
    Finances.STRONG: _("strong"),
    Finances.FAIR: _("fair"),
    Finances.WEAK: _("weak"),
}


class Band(NamedTuple):
    """Up to, or from, ``limit`` a factor gives ``points``."""

    limit: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The weights and bands in force on a day; rows of the parameters, changed by four eyes."""

    payment_weight: Decimal
    no_history_share: Decimal
    arrears: tuple[Band, ...]
    size_weight: Decimal
    size: tuple[Band, ...]
    losses: tuple[Band, ...]
    listed: Mapping[str, Decimal]
    grade_a: Decimal
    grade_b: Decimal
    first_instalment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditFacts:
    """What is known of a customer's behaviour. ``listed`` is the worst list: "", "grey", "black"."""

    dues: int = 0
    on_time: int = 0
    oldest_overdue: int = 0
    premium: Decimal = NIL
    claims: int = 0
    listed: str = ""
    finances: str = Finances.UNKNOWN


class Rated(NamedTuple):
    """Score, grade, and how the score came about."""

    score: Decimal
    grade: str
    explained: Explained


def bands_of(texts: Iterable[str]) -> tuple[Band, ...]:
    """Bands as the parameter keeps them: ``limit:points``."""
    pairs = (text.partition(":") for text in texts)
    return tuple(sorted(Band(Decimal(limit), Decimal(points)) for limit, _colon, points in pairs))


def up_to(bands: Iterable[Band], value: Decimal) -> Decimal:
    """Points of the first band that reaches the value; none above the last."""
    return next((band.points for band in bands if value <= band.limit), NIL)


def starting_at(bands: tuple[Band, ...], value: Decimal) -> Decimal:
    """Points of the highest band that begins at or below the value."""
    return next((band.points for band in reversed(bands) if value >= band.limit), NIL)


def rate(facts: CreditFacts, scheme: Scheme) -> Rated:
    """The score out of 100 and its grade."""
    share = Decimal(facts.on_time) / facts.dues if facts.dues else scheme.no_history_share
    parts = (
        (_("Payment history"), share * scheme.payment_weight, f"{facts.on_time}/{facts.dues}"),
        (_("Arrears"), up_to(scheme.arrears, Decimal(facts.oldest_overdue)), f"{facts.oldest_overdue}"),
        (_("Size and finances"), _size(facts, scheme), f"{facts.premium:.2f}"),
        (_("Loss record"), up_to(scheme.losses, Decimal(facts.claims)), f"{facts.claims}"),
        (_("Grey and black list"), scheme.listed.get(facts.listed or "none", NIL), facts.listed),
    )
    total, steps = NIL, []
    for label, points, detail in parts:
        exact = points.quantize(CENT)
        total += exact
        steps.append(Step(rule=label, detail=detail, factor=f"+ {exact}", result=total, basis="10.3"))
    return Rated(total, _grade(total, scheme), Explained(tuple(steps)))


def _size(facts: CreditFacts, scheme: Scheme) -> Decimal:
    """What was assessed by a person goes before the yearly premium."""
    if facts.finances == Finances.STRONG:
        return scheme.size_weight
    if facts.finances == Finances.WEAK:
        return NIL
    return starting_at(scheme.size, facts.premium)


def _grade(score: Decimal, scheme: Scheme) -> str:
    if score >= scheme.grade_a:
        return Grade.A
    return Grade.B if score >= scheme.grade_b else Grade.C


def is_worse(grade: str, before: str) -> bool:
    """Fallen since the last rating, or in the lowest grade from the beginning."""
    return grade > before if before else grade == Grade.C


class CreditState(StrEnum):
    NORMAL = auto()
    WARNING = auto()
    WATCHED = auto()


_ALL = frozenset({CreditState.NORMAL, CreditState.WARNING, CreditState.WATCHED})
OPEN = Creation(
    name="parties.credit.open", label=_("Open credit file"), permission="parties.rate_customer",
    target=CreditState.NORMAL,
)  # fmt: skip
RATE = Transition(
    name="parties.credit.rate",
    label=_("Rate now"),
    permission="parties.rate_customer",
    sources=_ALL,
    needs_version=False,
    icon="calculator",
)
WARN = Transition(
    name="parties.credit.warn",
    label=_("Early warning"),
    permission="parties.rate_customer",
    sources=frozenset({CreditState.NORMAL}),
    target=CreditState.WARNING,
    needs_version=False,
)
NOTE_FINANCES = Transition(
    name="parties.credit.note_finances",
    label=_("Record business and financial state"),
    permission="parties.watch_customer",
    sources=_ALL,
    reason=Reason.REQUIRED,
    icon="notes",
)
WATCH = Transition(
    name="parties.credit.watch",
    label=_("Put on the watch list"),
    permission="parties.watch_customer",
    sources=frozenset({CreditState.NORMAL, CreditState.WARNING}),
    target=CreditState.WATCHED,
    reason=Reason.REQUIRED,
    icon="eye",
)
DISMISS = Transition(
    name="parties.credit.dismiss",
    label=_("Answer the warning"),
    permission="parties.watch_customer",
    sources=frozenset({CreditState.WARNING}),
    target=CreditState.NORMAL,
    reason=Reason.REQUIRED,
    icon="check",
)
END_WATCH = Transition(
    name="parties.credit.end_watch",
    label=_("Take off the watch list"),
    permission="parties.decide_credit",
    sources=frozenset({CreditState.WATCHED}),
    target=CreditState.NORMAL,
    reason=Reason.REQUIRED,
)
PROPOSE_LIMIT = Transition(
    name="parties.credit.propose_limit",
    label=_("Propose a credit limit"),
    permission="parties.watch_customer",
    sources=_ALL,
    reason=Reason.REQUIRED,
    icon="cash",
)
APPROVE_LIMIT = Transition(
    name="parties.credit.approve_limit",
    label=_("Approve the credit limit"),
    permission="parties.decide_credit",
    sources=_ALL,
    reason=Reason.OPTIONAL,
    icon="check",
)
REFUSE_LIMIT = Transition(
    name="parties.credit.refuse_limit",
    label=_("Refuse the credit limit"),
    permission="parties.decide_credit",
    sources=_ALL,
    reason=Reason.REQUIRED,
    icon="x",
)
DECIDED_LIMIT = frozenset({APPROVE_LIMIT.name, REFUSE_LIMIT.name})
CREDIT = Lifecycle(
    kind="parties.credit",
    label=_("Credit file"),
    states=(
        State(value=CreditState.NORMAL, label=_("no warning"), tone=Tone.GOOD),
        State(value=CreditState.WARNING, label=_("early warning"), tone=Tone.BAD, queue=QUEUE),
        State(value=CreditState.WATCHED, label=_("on the watch list"), tone=Tone.WAIT),
    ),
    creation=OPEN,
    transitions=(WATCH, DISMISS, APPROVE_LIMIT, REFUSE_LIMIT, RATE, NOTE_FINANCES, PROPOSE_LIMIT, END_WATCH, WARN),
)
