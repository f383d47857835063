"""Which papers of a proposal are still due as files (B-22, ISS-02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.public import parameter
from underwriting.models import Proposal
from underwriting.rules import papers_due as rules
from underwriting.rules.proposal_papers import PAPER_LABELS
from underwriting.selectors.proposal_papers import asked_papers


def files_bind(proposal: Proposal) -> bool:
    """Files are asked of what was received since the day of the parameter; older proposals go on with their ticks."""
    since = date.fromisoformat(parameter(rules.FILES_SINCE))
    return localdate(proposal.created_at) >= since


def lacking_at_submission(proposal: Proposal) -> list[str]:
    """Codes of papers without a file that keep the proposal from being handed in."""
    if not files_bind(proposal):
        return []
    return rules.lacking(
        rules.due_at_submission(asked_papers(proposal), channel=proposal.channel), proposal.paper_marks
    )


def lacking_at_issue(proposal: Proposal) -> list[str]:
    """Codes of papers without which no policy is issued."""
    if not files_bind(proposal):
        return []
    explained = not proposal.is_motor or proposal.commercial
    due = rules.due_at_issue(asked_papers(proposal), channel=proposal.channel, explained=explained)
    return rules.lacking(due, proposal.paper_marks)


def waivable(proposal: Proposal) -> list[str]:
    """What is lacking and may be waived."""
    allowed = set(parameter(rules.WAIVABLE))
    return [code for code in lacking_at_submission(proposal) if code in allowed]


def in_words(codes: list[str]) -> str:
    """Names of papers, one after the other."""
    return _(", ").join(_(PAPER_LABELS.get(code, code)) for code in codes)


def mark(command: Command, how: rules.How, *, where: str = "", note: str = "") -> dict[str, Any]:
    """How a paper is accounted for from now on."""
    given = {"how": how.value, "by": command.signature, "at": command.at.isoformat(), "where": where, "note": note}
    return {name: value for name, value in given.items() if value}


def papers_changed(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    """Of which papers it changed how they are accounted for: name, before and after, for the timeline."""
    before, after = old or {}, new or {}
    for code in {**before, **after}:
        if before.get(code) != after.get(code):
            yield in_words([code]), _how(before.get(code)), _how(after.get(code))


def _how(marked: dict[str, Any] | None) -> str:
    return _(rules.HOW_LABELS[rules.How(marked["how"])]) if marked else ""
