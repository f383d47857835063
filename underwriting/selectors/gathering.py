"""By what the business is gathered for statistics, and how far below the tariff it was written (5.11, DUT-36)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, DecimalField, F, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Greatest, NullIf, TruncMonth
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _

from organisation.public import parameter
from underwriting.models import COMPULSORY

HUNDRED, NIL = Decimal(100), Decimal("0.00")
MOTOR = "MOTOR"
OVER = "over"
STATUTORY = "statutory"  # the band of compulsory cover, whose premium nobody discounts
BANDS = "underwriting.discount_bands"
# What the rows can be gathered by: the column of the policy, and how a claim's policy is reached.
GATHERED_BY = {
    "month": "month",
    "line": "line",
    "sub_branch": "sub_branch_id",
    "channel": "proposal__channel",
    "salesperson": "salesperson_id",
    "occupancy": "occupancy",
    "discount": "band",
}
AMOUNT: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=2)


def below_tariff(at: str = "") -> Any:
    """Percent below the tariff at which a policy was written; ``at`` leads to the policy."""
    motor = Greatest((Value(Decimal(1)) - F(f"{at}proposal__autonomous_factor")) * HUNDRED, Value(NIL))
    return Case(
        When(Q(**{f"{at}proposal__line": MOTOR}), then=motor),
        default=F(f"{at}proposal__line_deviation"),
        output_field=AMOUNT,
    )


def with_key(rows: QuerySet[Any], by: str, bands: Sequence[int], at: str = "") -> QuerySet[Any]:
    """The rows with what they are gathered by, where that is no column of theirs."""
    keys: dict[str, Any] = {}
    if by == "month":
        keys["month"] = TruncMonth(f"{at}created_at")
    if by == "occupancy":
        content = f"{at}proposal__content"
        first = KeyTextTransform("occupancy", KeyTransform("0", KeyTransform("items", content)))
        whole = NullIf(KeyTextTransform("occupancy", content), Value(""), output_field=TextField())
        keys["occupancy"] = Coalesce(whole, first, output_field=TextField())
    if by == "discount":
        keys["band"] = _band(bands, at)
    found: QuerySet[Any] = rows.annotate(**keys)
    return found


def _band(bands: Sequence[int], at: str) -> Any:
    """The band of the discount, named by its upper edge; above the last edge "over"."""
    below = below_tariff(at)
    cases = [When(LessThanOrEqual(below, Value(Decimal(edge))), then=Value(f"{edge:03d}")) for edge in (0, *bands)]
    return Case(
        When(Q(**{f"{at}line": COMPULSORY}), then=Value(STATUTORY)),
        *cases,
        default=Value(OVER),
        output_field=CharField(),
    )


def bands_of(on: Any) -> tuple[int, ...]:
    """The upper edges of the bands of discount, in percent."""
    text = str(parameter(BANDS, on=on))
    return tuple(sorted({int(part) for part in text.split(",") if part.strip().isdigit()}))


def band_label(key: str, bands: Sequence[int]) -> str:
    """A band in words."""
    if key == STATUTORY:
        return _("compulsory cover, no discount")
    if key == OVER:
        return _("over %(edge)s%%") % {"edge": bands[-1] if bands else 0}
    edge = int(key)
    lower = max((one for one in (0, *bands) if one < edge), default=None)
    return _("no discount") if lower is None else _("over %(from)s to %(to)s%%") % {"from": lower, "to": edge}
