"""The papers of a proposal on its page, and bringing one (B-22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.web.commands import action, register_action
from core.web.detail import Panel
from core.workflow.refusals import NotPossible
from underwriting.forms.proposal_papers import AgreementForm, AttachForm, WaiveForm
from underwriting.models import Proposal
from underwriting.rules import proposal_papers as life
from underwriting.rules.lifecycle import ACCEPT_TERMS
from underwriting.rules.papers_due import FORM, How, lacking
from underwriting.selectors.papers_due import files_bind, waivable
from underwriting.selectors.proposal_papers import asked_papers, papers_of
from underwriting.services.decide import accept_terms
from underwriting.services.papers_due import ask_waiver, insist_on_paper, waive_paper
from underwriting.services.proposal_papers import attach_paper


def panel() -> Panel:
    """Every paper that is asked for, with its file or the want of it."""
    return Panel(
        key="papers",
        title=_("Papers"),
        icon="paperclip",
        template="underwriting/panels/papers.html",
        context=_papers,
        tab="entry",
    )


def _papers(request: HttpRequest, obj: Proposal) -> Mapping[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    may = obj.state in life.OPEN and actor.refusal_for(life.ATTACH.permission, obj) is None
    ticked = set(obj.papers) | ({FORM} if obj.signed else set())
    return {
        "papers": papers_of(obj, actor),
        "at_hand": set() if files_bind(obj) else ticked,
        "new": action(life.ATTACH.name).url(obj) if may else "",
    }


def _arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    asked = asked_papers(obj)
    return {"asked": asked, "lacking": lacking(asked, obj.paper_marks)}


def _waivable(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """Those whose waiver was asked for come first."""
    marks = obj.paper_marks
    return {"papers": sorted(waivable(obj), key=lambda code: code not in marks)}


def _nothing_to_waive(obj: Any) -> NotPossible | None:
    """Whoever enters it is offered no waiver where no paper is missing that may be waived (B-22)."""
    return None if waivable(obj) else NotPossible(_("Nothing that may be waived is missing."))


def _asked(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    return {"papers": [code for code, mark in obj.paper_marks.items() if mark["how"] == How.ASKED]}


def _agreement(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """What was brought for these terms already."""
    brought = _("The agreement is kept with the papers already; a further file is its next version.")
    return {"brought": brought if life.TERMS in obj.paper_marks else ""}


def register() -> None:
    """Tell the registry of buttons."""
    register_action(life.ATTACH, attach_paper, form=AttachForm, prepare=_arguments)
    register_action(life.ASK_WAIVER, ask_waiver, form=WaiveForm, prepare=_waivable, foresee=_nothing_to_waive)
    register_action(life.WAIVE, waive_paper, form=WaiveForm, prepare=_waivable, foresee=_nothing_to_waive)
    register_action(life.INSIST, insist_on_paper, form=WaiveForm, prepare=_asked)
    register_action(ACCEPT_TERMS, accept_terms, form=AgreementForm, prepare=_agreement)
