"""What a change adds to a policy: what stops a proposal stops an endorsement that adds cover, sum or people (UWR-20,
B-26, LAW-103)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

from underwriting.rules.content_terms import content_in
from underwriting.rules.policy_terms import CONTENT, COVER, Terms, covers_in

SPECIAL_TERMS, FACTORS = "special_terms", f"{CONTENT}factors."
FIGURES = ("sum_insured", "limit")
CLAUSES = ("clause_text",)
NIL = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What is more after a change than before: covers with a higher or a new sum, and the whole sum on both sides."""

    covers: tuple[str, ...] = ()
    before: Decimal = NIL
    after: Decimal = NIL

    @property
    def raises(self) -> bool:
        return bool(self.covers) or self.after > self.before


def terms_after(old: Terms, changes: Mapping[str, str]) -> dict[str, str]:
    """The terms with the change; an emptied entry is gone."""
    return {path: value for path, value in {**old, **changes}.items() if value != ""}


def added(old: Terms, new: Terms, *, before: Decimal, after: Decimal) -> Added:
    """Each cover's own figure counts, so that one cover raised and another lowered is seen."""
    more = tuple(code for code in covers_in(new) if _figure(new, code) > _figure(old, code))
    return Added(covers=more, before=before, after=after)


def _figure(terms: Terms, code: str) -> Decimal:
    return sum((Decimal(terms.get(f"{COVER}{code}.{name}") or 0) for name in FIGURES), NIL)


def own_wording(changes: Mapping[str, str]) -> bool:
    """Special terms or a clause in words of one's own (5.4: decided by a senior at least)."""
    return any(
        value and (path == SPECIAL_TERMS or (path.startswith(CONTENT) and path.rsplit(".", 1)[-1] in CLAUSES))
        for path, value in changes.items()
    )


def discount_after(new: Terms, changes: Mapping[str, str]) -> Decimal:
    """Percent below the rate of the tariff, where the change touches the factors that give it."""
    if not any(path.startswith(FACTORS) for path in changes):
        return NIL
    return _discount_of(content_in(new).get("factors") or {})


def _discount_of(factors: Mapping[str, Any]) -> Decimal:
    """What the chosen factors give together; an option that the tariff gives by a fact is no discount."""
    figures = [Decimal(text) for text in map(str, factors.values()) if text.replace(".", "", 1).isdecimal()]
    return max((1 - prod(figures, start=Decimal(1))) * 100, NIL).quantize(Decimal("0.01"))


def changed_measures(new: Terms, changes: Mapping[str, str], *, exposure: Decimal) -> dict[str, Decimal]:
    """Every measure of authority that holds for a proposal holds for its change too (5.4)."""
    discount = discount_after(new, changes)
    found = {"sum_insured": exposure}
    if discount > 0:
        found["discount"] = discount
    if own_wording(changes):
        found["manuscript"] = Decimal(1)
    return found
