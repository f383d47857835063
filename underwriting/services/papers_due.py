"""No proposal is handed in and no policy issued without its papers; a second person may waive some (B-22, LAW-17)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.notify import notify
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import SegregationConflict
from organisation.public import holders_in_scope
from underwriting.models import Proposal
from underwriting.rules import proposal_papers as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
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
        message = _("There is no file of: %(papers)s. Attach them, or ask for the waiver of what may be waived.")
        raise PapersMissing(message % {"papers": in_words(missing)}, details={"papers": missing}, field="papers")


def refuse_unexplained(proposal: Proposal) -> None:
    """The customer confirmed in writing, or on the channel, that exclusions were explained (LAW-17, ISS-02)."""
    missing = lacking_at_issue(proposal)
    if missing:
        message = _("Attach before the issue: %(papers)s.")
        raise PapersMissing(message % {"papers": in_words(missing)}, details={"papers": missing})


@transition(Proposal, life.ASK_WAIVER)
def ask_waiver(proposal: Proposal, command: Command, /, *, paper: str) -> None:
    """The clerk cannot bring a paper now: it is marked so, and every reviewer of the unit is told why (B-22)."""
    _refuse_not_waivable(proposal, paper)
    reason = command.reason.strip()
    proposal.paper_marks = proposal.paper_marks | {paper: mark(command, How.ASKED, note=reason)}
    with override(settings.LANGUAGE_CODE):
        title = _("Waiver of a paper asked for: %(number)s") % {"number": proposal.number}
        body = _("%(paper)s · %(name)s: %(reason)s") % {
            "paper": in_words([paper]),
            "name": command.actor.name,
            "reason": reason,
        }
    notify(
        holders_in_scope(life.WAIVE.permission, proposal, localdate(command.at)) - {command.actor.staff_id},
        key=f"{life.ASK_WAIVER.name}:{proposal.pk}:{paper}:{proposal.version}",
        title=title,
        body=body[:500],
        url=reverse("underwriting:proposal", args=[proposal.pk]),
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
    )


@transition(Proposal, life.WAIVE)
def waive_paper(proposal: Proposal, command: Command, /, *, paper: str) -> None:
    """The reviewer lets a paper go, with the reason; never for an entry of his own."""
    if command.actor.staff_id is not None and command.actor.staff_id == proposal.entered_by_id:
        raise SegregationConflict(_("You entered this proposal; somebody else waives its papers."))
    _refuse_not_waivable(proposal, paper)
    waived = mark(command, How.WAIVED, note=command.reason.strip())
    proposal.paper_marks = proposal.paper_marks | {paper: waived}


def _refuse_not_waivable(proposal: Proposal, paper: str) -> None:
    if paper not in waivable(proposal):
        raise InvalidEntry(_("This paper is not missing, or may not be waived."), field="paper")
