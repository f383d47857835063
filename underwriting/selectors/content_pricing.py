"""What a changed content of a line costs for the whole period: by the tariff of the contract, never by hand (4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from core.explain import Explained
from underwriting.models import Policy
from underwriting.rules.content_terms import content_in
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.policy_terms import CONTENT, COVER, Segment, Terms, cut, rebuilt, terms_on
from underwriting.rules.rating import Coverage, Rated
from underwriting.selectors.line_pricing import price_line


def rated(policy: Policy, content: Mapping[str, Any]) -> Rated:
    """The content of a policy at the tariff of its first day, for the period that was agreed first. Raises
    ``RatingFault`` with the field."""
    return price_line(policy.product, content, start_on=policy.start_on, end_on=policy.proposal.end_on).rated


def coverages_of(found: Rated, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The covers as they are stored in proposal and policy; those of clauses without a module keep their own name."""
    titles = {str(row.get("code")): str(row.get("name", "")) for row in rows_of(content, "sections")}
    return [_coverage(one, titles.get(one.code, "")) for one in found.coverages]


def _coverage(one: Coverage, title: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": title,
        "sum_insured": str(one.sum_insured),
        "limit": None if one.limit is None else str(one.limit),
        "premium": str(one.premium),
        "annual": str(one.annual),
        "rate": None if one.rate is None else str(one.rate),
        "deductible_amount": str(one.deductible_amount),
        "deductible_rate": str(one.deductible_rate),
    }


def changed_life(
    policy: Policy, segments: Sequence[Segment], changes: Terms, on: date, *, overruled: Iterable[str], source: str
) -> list[Segment]:
    """The life of a policy with a change in it. Of a line the covers follow from the content of every later stretch,
    whatever the order in which changes came; of a vehicle they are part of the change."""
    if policy.is_motor:
        return rebuilt(segments, changes, on, overruled=overruled, source=source)
    told = {path: value for path, value in changes.items() if not path.startswith(COVER)}
    after = rebuilt(segments, told, on, overruled=overruled, source=source)
    before = segments
    for one in after:
        before = cut(before, one.begins)
    return [_rated(policy, one, terms_on(before, one.begins)) for one in after]


def _rated(policy: Policy, one: Segment, before: Terms) -> Segment:
    if _content(one.terms) == _content(before):
        return one
    return replace(one, terms=with_covers(policy, one.terms))


def with_covers(policy: Policy, terms: Terms) -> dict[str, str]:
    """Terms with the covers that follow from their content."""
    content = content_in(terms)
    kept = {path: value for path, value in terms.items() if not path.startswith(COVER)}
    return kept | cover_terms(coverages_of(rated(policy, content), content))


def cover_terms(coverages: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Covers as flat terms."""
    found = {
        f"{COVER}{cover['code']}.{name}": str(value)
        for cover in coverages
        for name, value in cover.items()
        if name != "code" and value is not None
    }
    return {path: value for path, value in found.items() if value}


def explained(policy: Policy, terms: Terms) -> Explained:
    """How the premium of the content came about."""
    return rated(policy, content_in(terms)).explained


def _content(terms: Terms) -> dict[str, str]:
    return {path: value for path, value in terms.items() if path.startswith(CONTENT)}
