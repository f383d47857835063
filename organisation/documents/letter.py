"""An authority letter: which limits it gives to whom, since when, and who proposed and approved them (AUT-03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags import ui
from core.workflow.refusals import Hidden
from organisation.models import AuthorityGrant
from organisation.rules import operations
from organisation.rules.periods import last_day
from organisation.selectors.authority_grants import Holding
from organisation.selectors.authority_matrix import grant_in_scope, letter_of
from organisation.services.grant_checks import holder_name
from organisation.services.grants import with_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """One limit of the letter, ready to be read."""

    operation: str
    line: str
    measure: str
    limit: str
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The content of a letter."""

    number: str
    unit: str
    holder: str
    since: str
    proposed_by: str
    approved_by: str
    lines: tuple[LetterLine, ...]


def authority_letter(actor: Any, grant_id: int) -> Letter:
    """The letter under which a limit of the actor's scope was given; raises ``Hidden`` out of scope."""
    grant = grant_in_scope(actor, grant_id)
    if grant is None or not grant.letter:
        raise Hidden(_("Not found."))
    return Letter(
        number=grant.letter,
        unit=grant.unit.name,
        holder=holder_name(Holding.of(grant)),
        since=ui.day(grant.effective.lower),
        proposed_by=grant.proposed_by.name if grant.proposed_by else "–",
        approved_by=grant.approved_by.name if grant.approved_by else "–",
        lines=tuple(_line(row) for row in letter_of(grant)),
    )


def _line(row: AuthorityGrant) -> LetterLine:
    measure = operations.measure_of(row.operation, row.measure)
    until = last_day(row.effective)
    return LetterLine(
        operation=_(operations.operation_label(row.operation)),
        line=_(operations.lines()[row.line]) if row.line in operations.lines() else row.line or _("all lines"),
        measure=_(measure.label),
        limit=with_unit(str(row.limit), _(measure.unit)),
        since=ui.day(row.effective.lower),
        until=ui.day(until) if until else _("without end"),
    )
