"""The papers of a proposal on its page, and bringing one (B-22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.web.commands import action, register_action
from core.web.detail import Panel
from underwriting.forms.proposal_papers import AttachForm
from underwriting.models import Proposal
from underwriting.rules import proposal_papers as life
from underwriting.selectors.proposal_papers import asked_papers, papers_of
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
    return {
        "papers": papers_of(obj, actor),
        "at_hand": set(obj.papers) | ({"proposal_form"} if obj.signed else set()),
        "new": action(life.ATTACH.name).url(obj) if may else "",
    }


def _arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    return {"asked": asked_papers(obj)}


def register() -> None:
    """Tell the registry of buttons."""
    register_action(life.ATTACH, attach_paper, form=AttachForm, prepare=_arguments)
