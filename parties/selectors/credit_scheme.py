"""The scheme of the customer credit rating: parameters with days from which they hold, changed by four eyes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from core.parameters import Declaration, Kind
from organisation.models import Unit
from organisation.public import parameter
from parties.rules.credit import Scheme, bands_of
from parties.rules.lifecycle import gettext_noop as _

SOURCE = _("Guide 10.3: customer credit system")
PREFIX = "parties.credit_"
FIGURES = (
    ("payment_weight", _("Credit rating: points for payment history"), "40", _("points")),
    ("no_history_share", _("Credit rating: share of these points without any payment history"), "0.7", ""),
    ("size_weight", _("Credit rating: points for strong finances"), "15", _("points")),
    ("grade_a", _("Credit rating: grade A from"), "80", _("points")),
    ("grade_b", _("Credit rating: grade B from"), "60", _("points")),
    ("first_instalment", _("Credit grade B: first instalment at least"), "0.3", ""),
)
BANDS = (
    ("arrears", _("Credit rating: oldest arrears in days up to, and points"), ("0:25", "30:15", "90:5")),
    ("size", _("Credit rating: yearly premium from, and points"), ("0:5", "10000:10", "100000:15")),
    ("losses", _("Credit rating: claims up to, and points"), ("0:10", "1:8", "2:5", "3:2")),
    ("listed", _("Credit rating: worst list and points"), ("none:10", "grey:5", "black:0")),
)


def credit_declarations() -> tuple[Declaration, ...]:
    """What the scheme is made of."""
    figures = (
        Declaration(
            name=PREFIX + name, label=label, kind=Kind.DECIMAL, default=Decimal(value), unit_of_measure=unit,
            source=SOURCE, maximum=Decimal(100),
        )
        for name, label, value, unit in FIGURES
    )  # fmt: skip
    bands = (
        Declaration(name=PREFIX + name, label=label, kind=Kind.LIST, default=list(values), source=SOURCE)
        for name, label, values in BANDS
    )
    years = Declaration(
        name=PREFIX + "years", label=_("Credit rating: years that are looked back"), kind=Kind.INTEGER, default=3,
        unit_of_measure=_("years"), source=SOURCE, minimum=Decimal(1),
    )  # fmt: skip
    return (*figures, *bands, years)


def first_instalment_on(unit: Unit | None, on: date) -> Decimal:
    """What a customer of grade B pays at least before the policy."""
    return Decimal(parameter(PREFIX + "first_instalment", unit, on))


def credit_years(on: date) -> int:
    return int(parameter(PREFIX + "years", None, on))


def scheme_on(unit: Unit | None, on: date) -> Scheme:
    """The scheme in force in a unit on a day."""
    figures: dict[str, Any] = {name: Decimal(parameter(PREFIX + name, unit, on)) for name, *_rest in FIGURES}
    lists = {name: parameter(PREFIX + name, unit, on) for name, *_rest in BANDS}
    listed = {kind: Decimal(points) for kind, _colon, points in (text.partition(":") for text in lists.pop("listed"))}
    bands: dict[str, Any] = {name: bands_of(texts) for name, texts in lists.items()}
    return Scheme(**figures, **bands, listed=listed)
