"""The eight items of a report upward and what makes each of them complete (B-39, UWR-07 … UWR-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from underwriting.rules.saying import says_fully, says_something
from underwriting.rules.words import gettext_noop as _


class Outcome(StrEnum):
    """What a reply says, and what an opinion recommends."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    DISAGREE = "disagree"
    MORE = "more"


OUTCOME_LABELS = {
    Outcome.AGREE: _("accept as proposed"),
    Outcome.CONDITIONS: _("accept on conditions"),
    Outcome.DISAGREE: _("do not accept"),
    Outcome.MORE: _("more is needed"),
}
VALID = frozenset({Outcome.AGREE, Outcome.CONDITIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem:
    """One item; ``waivable`` ones may be marked as not applicable with a reason. ``parts`` are what its text must say,
    each at its own place."""

    code: str
    label: str
    waivable: bool = True
    optional: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)


PLAN_PARTS = MappingProxyType(
    {
        "rates": _("Gross and net rate"),
        "deductible": _("Deductible, amount or share"),
        "clauses": _("Clauses, additional clauses, special terms"),
        "grounds": _("Why this plan is right: the grounds"),
    }
)
OFF_AREA = "off_area"
ITEMS = (
    PackItem(code="background", label=_("Background of the project and subject-matter"), waivable=False),
    PackItem(code="risk", label=_("Risk assessment and preliminary opinion on risk control")),
    PackItem(code="history", label=_("Earlier cover and losses")),
    PackItem(code="plan", label=_("Plan of cover with its grounds"), waivable=False, parts=PLAN_PARTS),
    PackItem(code="reinsurance", label=_("Proposal for reinsurance")),
    PackItem(code="negotiation", label=_("State of the talks with the customer")),
    PackItem(code="other", label=_("Other material the upper level asked for")),
    PackItem(code=OFF_AREA, label=_("Written authorisation for business outside the area"), optional=True),
)
BY_CODE = {item.code: item for item in ITEMS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was entered for an item: a text with its parts, attached files, or why it does not apply."""

    text: str = ""
    waived: str = ""
    files: int = 0
    parts: Mapping[str, str] = field(default_factory=dict)


def lacking(filled: Mapping[str, Filled], *, off_area: bool) -> tuple[str, ...]:
    """Codes of the items that are not complete, in the order of the list.

    Business outside the area always needs the written authorisation itself, attached (UWR-14).
    """
    return tuple(item.code for item in ITEMS if not _complete(item, filled.get(item.code, Filled()), off_area=off_area))


def _complete(item: PackItem, entry: Filled, *, off_area: bool) -> bool:
    if item.code == OFF_AREA and off_area:
        return entry.files > 0
    if open_parts(item, entry):
        return False
    if says_something(entry.text) or entry.files:
        return True
    return item.optional or (item.waivable and says_fully(entry.waived))


def open_parts(item: PackItem, entry: Filled) -> tuple[str, ...]:
    """What the text of an item does not say yet."""
    return tuple(part for part in item.parts if not says_something(entry.parts.get(part, "")))


def changed(frozen: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the frozen fields that are no longer as they were approved (B-42, UWR-18)."""
    return tuple(sorted(name for name in frozen if frozen[name] != present.get(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One opinion on the way up, or the reply itself (``final``)."""

    revision: int
    outcome: str
    final: bool = False
    terms: Mapping[str, Any] | None = None


def valid_reply(voices: Sequence[Voice], revision: int) -> Voice | None:
    """The reply on which a policy may be issued: the last one of the present version, if it agrees (B-40)."""
    replies = [one for one in voices if one.final and one.revision == revision]
    return replies[-1] if replies and replies[-1].outcome in VALID else None


def overruled(recommended: str, decided: str) -> bool:
    """Whether the superior decided against an opinion: acceptance is what counts, conditions do not (UWR-19)."""
    if Outcome.MORE in {recommended, decided}:
        return False
    return (recommended in VALID) != (decided in VALID)
