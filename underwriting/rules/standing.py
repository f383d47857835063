"""What sends a proposal to a person whatever the elements and values of its product say.

B-33, UWR-03, UWR-20, LAW-103, CUS-03, RSK-10. No version of head office or the branch can switch these off; they are
kept and replayed like the other elements.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from underwriting.rules.auto_underwriting import Compiled, Element, Operator, RuleSet, Verdict, compile_rules, decide
from underwriting.rules.inspection import Result
from underwriting.rules.inspection_photos import DOUBT_LABELS
from underwriting.rules.reinsurance.accumulation import EVENT_LABELS
from underwriting.rules.words import gettext_noop as _


def _element(name: str, label: str, basis: str) -> Element:
    return Element(name=name, label=label, operator=Operator.NONE, basis=basis)


STANDING = (
    _element("back_entry", _("Entered later (back-entry)"), "B-33"),
    _element("manuscript", _("Special terms in own words"), "B-30"),
    _element("agreement", _("Beyond the agreement it is declared under"), "UWR-03"),
    _element("credit", _("Credit of the policyholder"), "10.3"),
    _element("moratorium", _("Suspension of business"), "UWR-20"),
    _element("america", _("Cover in the United States or Canada"), "5.18"),
    _element("assessed", _("Assessed by a person"), "RSK-10"),
    _element("inspection", _("Inspection in doubt"), "5.2"),
    _element("zone", _("Zone of the tariff"), "4.5"),
    _element("unplaced", _("Facultative reinsurance not placed yet"), "LAW-103"),
    _element("accumulation", _("Above a limit of accumulation"), "REI-14"),
)
GRADE_C, WATCHED, NOT_PLACED = "credit_c", "credit_watched", "not_placed"
AMERICA = "america"
OTHER_ZONE, ZONE_UNKNOWN = "other_zone", "zone_unknown"
WORDS = {
    GRADE_C: _("grade C: premium before the policy"),
    WATCHED: _("on the watch list"),
    NOT_PLACED: _("to be placed"),
    AMERICA: _("included"),
    OTHER_ZONE: _("another zone than that of the province"),
    ZONE_UNKNOWN: _("the zone of the address is not known"),
    "grey": _("Grey list"),
    "black": _("Black list"),
    **EVENT_LABELS,
    **DOUBT_LABELS,
    Result.REFUSED.value: _("not to be insured"),
}
"""What the facts say, in words."""


@lru_cache(maxsize=32)
def _compiled(names: frozenset[str]) -> tuple[RuleSet, Compiled]:
    elements = [one for one in STANDING if one.name in names]
    rules = RuleSet(product="", version="", elements=elements, values={one.name: "" for one in elements})
    return rules, compile_rules(rules)


def standing_verdicts(facts: Mapping[str, Any], asked: Collection[str]) -> tuple[bool, tuple[Verdict, ...]]:
    """Whether nothing stands against an automatic acceptance, and what each condition says. What the product's own
    elements ask (``asked``) is not asked twice; facts that an older decision did not know are left out."""
    names = frozenset(one.name for one in STANDING if one.name in facts and one.name not in asked)
    rules, evaluate = _compiled(names)
    return decide(rules, evaluate, facts)
