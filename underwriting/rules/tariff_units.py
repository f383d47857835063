"""In which unit a figure of a tariff is read and typed, and between which ends it can lie (PRD-04).

Figures are stored as fractions (0.00145); underwriters read and type them in per mille or percent (1.45 ‰)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from underwriting.rules.tariff_tables import CellFault, cells, checked, is_figure
from underwriting.rules.words import gettext_noop as _

ZERO, ONE = Decimal(0), Decimal(1)


class Measure(StrEnum):
    """What a figure measures."""

    RATE = "rate"
    SHARE = "share"
    FLOAT = "float"
    FACTOR = "factor"
    AMOUNT = "amount"
    PLAIN = "plain"


SIGNS = {Measure.RATE: "‰", Measure.SHARE: "%", Measure.FLOAT: "%"}
SCALES = {Measure.RATE: Decimal(1000), Measure.SHARE: Decimal(100), Measure.FLOAT: Decimal(100)}

# Table and place, both as patterns; the first that fits says the measure.
_PLACES: tuple[tuple[str, str, Measure], ...] = (
    ("mci.tariff", "floats|*", Measure.FLOAT),
    ("mci.tariff", "bands|*|1", Measure.AMOUNT),
    ("mci.tariff", "provincial|*|1", Measure.AMOUNT),
    ("motor.commercial", "expense_loading", Measure.SHARE),
    ("motor.commercial", "damage|*|0", Measure.AMOUNT),
    ("motor.commercial", "damage|*|1", Measure.RATE),
    ("motor.commercial", "third_party|*", Measure.AMOUNT),
    ("motor.commercial", "driver|*", Measure.RATE),
    ("motor.commercial", "passenger|*", Measure.RATE),
    ("motor.commercial", "*", Measure.FACTOR),
    ("motor.depreciation", "*", Measure.SHARE),
    ("vehicle_tax", "private_car|*|1", Measure.AMOUNT),
    ("vehicle_tax", "other", Measure.AMOUNT),
    ("vehicle_tax", "per_tonne", Measure.AMOUNT),
    ("premium_tax", "rate", Measure.SHARE),
    ("short_rate.*", "[0-9]*", Measure.SHARE),
    ("refund.rules", "*|share", Measure.SHARE),
    ("*.tariff", "rates|*", Measure.RATE),
    ("*.tariff", "sections|*", Measure.RATE),
    ("*.tariff", "riders|*|rate", Measure.RATE),
    ("*.tariff", "riders|*|loading", Measure.SHARE),
    ("*.tariff", "extras|*", Measure.SHARE),
    ("*.tariff", "plans|*", Measure.AMOUNT),
    ("*.tariff", "factors|*", Measure.FACTOR),
    ("*.tariff", "erection|rate", Measure.RATE),
    ("*.tariff", "erection|*", Measure.SHARE),
    ("*.tariff", "debris|large_from", Measure.AMOUNT),
    ("*.tariff", "debris|*", Measure.SHARE),
    ("*.tariff", "minimum_premium", Measure.AMOUNT),
    ("*.tariff", "markup_most", Measure.SHARE),
    ("*.tariff", "agreed_*", Measure.FACTOR),
    ("*.tariff", "rate_*", Measure.RATE),
)


def measure_of(code: str, path: str) -> Measure:
    """What the figure at a place of a table measures."""
    found = (how for table, place, how in _PLACES if fnmatchcase(code, table) and fnmatchcase(path, place))
    return next(found, Measure.PLAIN)


def sign_of(code: str, path: str) -> str:
    """The unit behind the figure; "" where it stands alone."""
    return SIGNS.get(measure_of(code, path), "")


def typed(code: str, path: str, value: str) -> str:
    """A stored figure as it is typed: 0.00145 is 1.45 where rates are typed in per mille."""
    scale = SCALES.get(measure_of(code, path))
    return value if scale is None or not is_figure(value) else f"{(Decimal(value) * scale).normalize():f}"


def shown(code: str, path: str, value: str) -> str:
    """A stored figure with its unit, as it is read."""
    if measure_of(code, path) is Measure.AMOUNT and is_figure(value):
        return f"¥{Decimal(value):,}"
    sign = sign_of(code, path)
    return f"{typed(code, path, value)} {sign}" if sign and is_figure(value) else value


def stored(code: str, path: str, text: str) -> str:
    """What was typed, as it is stored. Raises ``CellFault`` for what is no figure."""
    scale = SCALES.get(measure_of(code, path))
    if scale is None:
        return checked(path, text)
    number = Decimal(checked(path, text)) / scale
    return checked(path, f"{number.normalize():f}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The highest rate and factor that can be meant; parameters of the company."""

    rate: Decimal
    factor: Decimal


def within_bounds(code: str, data: Mapping[str, Any], bounds: Bounds) -> None:
    """Raises ``CellFault`` at the first figure that nobody can mean: a negative premium, a rate of 1,200 ‰."""
    for cell in cells(data):
        if cell.figure:
            _within(code, cell.path, Decimal(cell.value), bounds)


def _within(code: str, path: str, figure: Decimal, bounds: Bounds) -> None:
    measure = measure_of(code, path)
    if measure is Measure.FLOAT:
        if abs(figure) > ONE:
            raise CellFault(path, _("Between −100 % and 100 %."))
        return
    if figure < ZERO:
        raise CellFault(path, _("Not below zero."))
    most = {Measure.RATE: bounds.rate, Measure.SHARE: ONE, Measure.FACTOR: bounds.factor}.get(measure)
    if most is not None and figure > most:
        limit = f"{most:f}"
        raise CellFault(path, _("At most %(limit)s."), {"limit": shown(code, path, limit)})
    if measure is Measure.FACTOR and not figure:
        raise CellFault(path, _("A factor is above zero."))
