"""The premium of a non-motor entry from the catalogue and tariffs of the day, with the versions used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from underwriting.rules import rating
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import Rated
from underwriting.selectors import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePrice:
    """A rated entry; ``versions`` are kept with the proposal, so that the price can be shown again as it was made."""

    rated: Rated
    product: ProductFact
    versions: dict[str, str]


def price_line(code: str, content: Mapping[str, Any], *, start_on: date, end_on: date) -> LinePrice:
    """Price by the versions of the day on which cover begins. Raises ``RatingFault`` (field and message), ``NoProduct``
    or ``NoTable``."""
    product = catalogue.product(code, start_on)
    tariff = catalogue.tariff_of(product, start_on)
    rated = rating.rate(product.module, content, tariff, period=product.period(start_on, end_on))
    versions = {f"product.{code}": product.version, product.tariff: str(tariff["version"])}
    if product.short_rate:
        versions[product.short_rate] = str(tariff["short_rate_version"])
    return LinePrice(rated=rated, product=product, versions=versions)
