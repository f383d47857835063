"""Kinds of changes that need four eyes. Each app registers its own; one lifecycle, one list and one page serve all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from core.workflow.command import Command
from organisation.rules.words import gettext_noop as _

QUEUE = "organisation.changes"
PARAMETER_DUTIES = ("parameter.propose", "parameter.approve")
AUTHORITY_DUTIES = ("authority.propose", "authority.approve")
Plain = Mapping[str, Any]


class Proposed(Protocol):
    """What a kind sees of a change: values are plain JSON."""

    kind: str
    subject: str
    unit_id: int
    proposal: dict[str, Any]
    before: dict[str, Any]
    effective_on: date | None
    proposed_by_id: int


class Difference(NamedTuple):
    """One line of the comparison, ready to be read; "" means that there was, or will be, nothing. A line that does not
    ``count`` explains the others: alone it makes no change."""

    label: str
    old: str
    new: str
    counts: bool = True


class Affected(NamedTuple):
    """Who or what a change touches."""

    what: str
    note: str = ""
    url: str = ""


def _nobody(_change: Proposed) -> Sequence[Affected]:
    return ()


def _no_paper(_change: Proposed) -> int | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeKind:
    """A kind of change.

    ``current(change)`` is the thing as it stands now, in plain JSON: kept with the proposal and compared when it is
    approved. ``check(change, today)`` raises a ``RuleRefusal``; it runs when the change is proposed and again when it
    is approved. ``apply(change, command)`` writes, within the approving transaction. ``lead`` is the number of days
    from the decision to the first day on which the change may hold; None for changes that hold at once. ``paper`` is
    the stored file on which the proposal rests, to be read by whoever decides.
    """

    kind: str
    label: str
    propose: str
    approve: str
    check: Callable[[Any, date], None]
    current: Callable[[Any], dict[str, Any]]
    apply: Callable[[Any, Command], None]
    describe: Callable[[Any], Sequence[Difference]]
    affected: Callable[[Any], Sequence[Affected]] = _nobody
    paper: Callable[[Any], int | None] = _no_paper
    duties: tuple[str, str] = PARAMETER_DUTIES
    queue: str = QUEUE
    lead: int | None = 1
    icon: str = "adjustments"

    def earliest(self, today: date) -> date | None:
        """The first day from which a change decided today may hold."""
        return None if self.lead is None else today + timedelta(days=self.lead)


_kinds: dict[str, ChangeKind] = {}
UNKNOWN = _("Unknown kind of change")


def register_change(kind: ChangeKind) -> None:
    """Make a kind of change known (called while the app starts)."""
    _kinds[kind.kind] = kind


def change_kind(name: str) -> ChangeKind:
    """Raises ``KeyError`` for a kind that no app registers."""
    return _kinds[name]


def change_kinds() -> dict[str, ChangeKind]:
    return dict(_kinds)


def label_of(name: str) -> str:
    """The English label of a kind; rows outlive the app that wrote them."""
    return _kinds[name].label if name in _kinds else UNKNOWN
