"""No proposal is handed in and no policy issued without its papers; a second person may waive some (B-22, LAW-17)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import work
from core.notify import notify
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import SegregationConflict
from core.workflow.spec import Transition
from organisation.public import holders_in_scope
from underwriting.models import Proposal
from underwriting.rules import papers_due as rules
from underwriting.rules import proposal_papers as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.papers_due import How
from underwriting.rules.words import gettext_noop as _noop
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
    asked = mark(command, How.ASKED, note=command.reason.strip())
    proposal.paper_marks = proposal.paper_marks | {paper: asked}
    _wait_for_reviewer(proposal, command)
    told = holders_in_scope(life.WAIVE.permission, proposal, localdate(command.at))
    _tell(told, proposal, command, life.ASK_WAIVER, _noop("Waiver of a paper asked for: %(number)s"), paper=paper)


@transition(Proposal, life.WAIVE)
def waive_paper(proposal: Proposal, command: Command, /, *, paper: str) -> None:
    """The reviewer lets a paper go, with the reason; never for an entry of his own."""
    if command.actor.staff_id is not None and command.actor.staff_id == proposal.entered_by_id:
        raise SegregationConflict(_("You entered this proposal; somebody else waives its papers."))
    _refuse_not_waivable(proposal, paper)
    waived = mark(command, How.WAIVED, note=command.reason.strip())
    account_for(proposal, {paper: waived}, command)
    told = {one for one in (proposal.entered_by_id, proposal.salesperson_id) if one is not None}
    _tell(told, proposal, command, life.WAIVE, _noop("A paper is waived: %(number)s"), paper=paper)


@transition(Proposal, life.INSIST)
def insist_on_paper(proposal: Proposal, command: Command, /, *, paper: str) -> None:
    """The reviewer does not let a paper go: it has to come before the proposal is handed in, and whoever asked is told
    why."""
    asked = proposal.paper_marks.get(paper, {})
    if asked.get("how") != How.ASKED:
        raise InvalidEntry(_("Nobody asked for the waiver of this paper."), field="paper")
    insisted = mark(command, How.INSISTED, note=command.reason.strip())
    account_for(proposal, {paper: insisted}, command)
    told = {one for one in (proposal.entered_by_id, proposal.salesperson_id) if one is not None}
    _tell(told, proposal, command, life.INSIST, _noop("A paper is not waived: %(number)s"), paper=paper)


def _tell(who: Iterable[int], proposal: Proposal, command: Command, act: Transition, title: str, *, paper: str) -> None:
    """In the insurer's language: which paper, who says so and why."""
    with override(settings.LANGUAGE_CODE):
        values = {"paper": in_words([paper]), "name": command.actor.name, "reason": command.reason.strip()}
        headline, body = _(title) % {"number": proposal.number}, _("%(paper)s · %(name)s: %(reason)s") % values
    notify(
        set(who) - {command.actor.staff_id},
        key=f"{act.name}:{proposal.pk}:{paper}:{proposal.version}",
        title=headline,
        body=body[:500],
        url=reverse("underwriting:proposal", args=[proposal.pk]),
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
    )


def account_for(proposal: Proposal, marks: dict[str, Any], command: Command) -> None:
    """What became of papers; the reviewer has nothing more to say where no other waiver is asked for."""
    before = rules.waivers_asked(proposal.paper_marks)
    proposal.paper_marks = proposal.paper_marks | marks
    left = rules.waivers_asked(proposal.paper_marks)
    if left and left != before:
        _wait_for_reviewer(proposal, command)
    elif before and not left:
        work.end(proposal, life.WAIVER_QUEUE, command)


def _wait_for_reviewer(proposal: Proposal, command: Command) -> None:
    """The reviewer's work names, in the insurer's language, every paper of which he has to say something."""
    with override(settings.LANGUAGE_CODE):
        part = in_words(rules.waivers_asked(proposal.paper_marks))
    work.begin(proposal, life.WAIVER_QUEUE, command, part=part, clock=life.WAIVER_CLOCK)


def _refuse_not_waivable(proposal: Proposal, paper: str) -> None:
    if paper not in waivable(proposal):
        raise InvalidEntry(_("This paper is not missing, or may not be waived."), field="paper")
