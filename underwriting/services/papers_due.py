"""No proposal is handed in and no policy issued without its papers; a second person may waive some (B-22, LAW-17)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import SegregationConflict
from underwriting.models import Proposal
from underwriting.rules import proposal_papers as life
from underwriting.rules.papers_due import How
from underwriting.selectors.papers_due import (
    in_words,
    lacking_at_issue,
    lacking_at_submission,
    mark,
    waivable,
)
from underwriting.services.refusals import InvalidEntry, PapersMissing


def refuse_lacking_papers(proposal: Proposal) -> None:
    """Every paper of the product is there as a file, or waived (B-22)."""
    missing = lacking_at_submission(proposal)
    if missing:
        message = _("There is no file of: %(papers)s. Attach them, or have the reviewer waive what may be waived.")
        raise PapersMissing(message % {"papers": in_words(missing)}, details={"papers": missing}, field="papers")


def refuse_unexplained(proposal: Proposal) -> None:
    """The customer confirmed in writing, or on the channel, that exclusions were explained (LAW-17, ISS-02)."""
    missing = lacking_at_issue(proposal)
    if missing:
        message = _("Attach before the issue: %(papers)s.")
        raise PapersMissing(message % {"papers": in_words(missing)}, details={"papers": missing})


@transition(Proposal, life.WAIVE)
def waive_paper(proposal: Proposal, command: Command, /, *, paper: str) -> None:
    """The reviewer lets a paper go, with the reason; never for an entry of his own."""
    if command.actor.staff_id is not None and command.actor.staff_id == proposal.entered_by_id:
        raise SegregationConflict(_("You entered this proposal; somebody else waives its papers."))
    if paper not in waivable(proposal):
        raise InvalidEntry(_("This paper is not missing, or may not be waived."), field="paper")
    waived = mark(command, How.WAIVED, note=command.reason.strip())
    proposal.paper_marks = proposal.paper_marks | {paper: waived}
