"""When a risk must be assessed before it is accepted, and who assesses it (B-26, B-27, B-29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from underwriting.rules.words import gettext_noop as _


class Ground(StrEnum):
    """Why the assessment is compulsory."""

    OVER_AUTHORITY = "over_authority"
    OCCUPANCY = "occupancy"
    MACHINERY = "machinery"
    LOSS_OF_PROFITS = "loss_of_profits"
    EXPORT_PRODUCT = "export_product"
    LOSS_RATIO = "loss_ratio"
    AMERICA = "america"
    CHANGED = "changed"
    RENEWAL = "renewal"
    WANTED = "wanted"


GROUND_LABELS = {
    Ground.OVER_AUTHORITY: _("Sum insured or limit above the authority of the centre"),
    Ground.OCCUPANCY: _("Occupancy of the list of major risks"),
    Ground.MACHINERY: _("Machinery breakdown"),
    Ground.LOSS_OF_PROFITS: _("Loss of profits"),
    Ground.EXPORT_PRODUCT: _("Product liability with exports"),
    Ground.LOSS_RATIO: _("Line with a high loss ratio here"),
    Ground.AMERICA: _("Liability in the United States or Canada"),
    Ground.CHANGED: _("Renewal with a material change"),
    Ground.RENEWAL: _("Renewal, assessed before this year's acceptance"),
    Ground.WANTED: _("The centre asks for it"),
}
MAJOR = frozenset(Ground) - {Ground.CHANGED, Ground.RENEWAL, Ground.WANTED}


class Level(StrEnum):
    """Who decides on the assessment: the standing group, a panel of the line, or the committee (5.13)."""

    GROUP = "group"
    PANEL = "panel"
    COMMITTEE = "committee"


class Place(StrEnum):
    """Who makes the assessment: the centre's working group or the sub-branch (B-27)."""

    CENTRE = "centre"
    SUB_BRANCH = "sub_branch"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFacts:
    """What is known of a proposal when it is looked at; ``loss_ratio`` is that of the line here, in percent."""

    lines: frozenset[str]
    occupancy: str = ""
    exposure: Decimal = Decimal(0)
    authority: Decimal | None = None
    exports: bool = False
    america: bool = False
    loss_ratio: Decimal | None = None
    renewal: bool = False
    changed: bool = False
    again: bool = False
    wanted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRules:
    """The released list of major and complex risks."""

    major_lines: Mapping[str, Ground]
    occupancy_lines: frozenset[str]
    occupancies: Mapping[str, Mapping[str, str]]
    export_lines: frozenset[str]
    ratio_exempt: frozenset[str]
    highest_ratio: Decimal
    version: str = ""

    @property
    def assessed_lines(self) -> frozenset[str]:
        """Lines of which renewals are assessed in principle (RSK-02)."""
        return self.occupancy_lines | self.export_lines | frozenset(self.major_lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One ground, with the figure that met it."""

    ground: Ground
    value: str = ""
    limit: str = ""
    basis: str = "B-29"

    def as_json(self) -> dict[str, str]:
        return {"ground": self.ground.value, "value": self.value, "limit": self.limit, "basis": self.basis}


def duty_rules(data: Mapping[str, Any], version: str = "") -> DutyRules:
    """The released table as the rule reads it. Raises ``KeyError`` or ``ValueError`` for one that is not whole."""
    return DutyRules(
        major_lines={line: Ground(ground) for line, ground in data["major_lines"].items()},
        occupancy_lines=frozenset(data["occupancy_lines"]),
        occupancies=data["occupancies"],
        export_lines=frozenset(data["export_lines"]),
        ratio_exempt=frozenset(data["ratio_exempt"]),
        highest_ratio=Decimal(data["highest_ratio"]),
        version=version,
    )


def grounds(facts: RiskFacts, rules: DutyRules) -> tuple[Hit, ...]:
    """Every reason why this risk must be assessed before acceptance; none for ordinary business."""
    found = [*_over_authority(facts), *_occupancy(facts, rules), *_lines(facts, rules), *_ratio(facts, rules)]
    if facts.renewal and facts.changed:
        found.append(Hit(ground=Ground.CHANGED, basis="B-26"))
    elif facts.renewal and facts.again and facts.lines & rules.assessed_lines:
        found.append(Hit(ground=Ground.RENEWAL, basis="B-26"))
    if facts.wanted:
        found.append(Hit(ground=Ground.WANTED, basis="B-26"))
    return tuple(found)


def _over_authority(facts: RiskFacts) -> list[Hit]:
    if facts.authority is None or facts.exposure <= facts.authority:
        return []
    return [Hit(ground=Ground.OVER_AUTHORITY, value=str(facts.exposure), limit=str(facts.authority))]


def _occupancy(facts: RiskFacts, rules: DutyRules) -> list[Hit]:
    listed = facts.occupancy in rules.occupancies and facts.lines & rules.occupancy_lines
    return [Hit(ground=Ground.OCCUPANCY, value=facts.occupancy)] if listed else []


def _lines(facts: RiskFacts, rules: DutyRules) -> list[Hit]:
    hits = [Hit(ground=rules.major_lines[line], value=line) for line in sorted(facts.lines & set(rules.major_lines))]
    if facts.america:
        hits.append(Hit(ground=Ground.AMERICA, basis="5.18"))
    if facts.exports:
        hits += [Hit(ground=Ground.EXPORT_PRODUCT, value=line) for line in sorted(facts.lines & rules.export_lines)]
    return hits


def _ratio(facts: RiskFacts, rules: DutyRules) -> list[Hit]:
    counted = facts.lines - rules.ratio_exempt
    if not counted or facts.loss_ratio is None or facts.loss_ratio <= rules.highest_ratio:
        return []
    return [Hit(ground=Ground.LOSS_RATIO, value=str(facts.loss_ratio), limit=str(rules.highest_ratio))]


def level_before(hits: tuple[Hit, ...]) -> Level:
    """To which level the grounds alone send the case."""
    met = {hit.ground for hit in hits}
    if Ground.OVER_AUTHORITY in met:
        return Level.COMMITTEE
    return Level.PANEL if met & MAJOR else Level.GROUP


def place_for(hits: tuple[Hit, ...], *, asked_by_sub_branch: bool) -> Place:
    """Cases of committee and panels, and those that a sub-branch asks for, are the centre's; the rest is the
    sub-branch's (B-27)."""
    if asked_by_sub_branch or level_before(hits) is not Level.GROUP:
        return Place.CENTRE
    return Place.SUB_BRANCH


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFigures:
    """What the assessment found, and the figures that it is measured by. Shares are percent."""

    pml: Decimal | None = None
    retention: Decimal | None = None
    pml_share: Decimal
    score: Decimal | None = None
    committee_below: Decimal | None = None


def level_after(hits: tuple[Hit, ...], figures: ReferralFigures) -> Level:
    """The referral matrix with the result of the assessment (5.13, 5.16)."""
    if level_before(hits) is Level.COMMITTEE or _pml_high(figures) or _score_low(figures):
        return Level.COMMITTEE
    return level_before(hits)


def _pml_high(figures: ReferralFigures) -> bool:
    if figures.pml is None or figures.retention is None:
        return False
    return figures.pml * 100 > figures.retention * figures.pml_share


def _score_low(figures: ReferralFigures) -> bool:
    known = figures.score is not None and figures.committee_below is not None
    return known and figures.score < figures.committee_below  # type: ignore[operator]
