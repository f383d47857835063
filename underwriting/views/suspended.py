"""The notice of a suspension of business on what it meets: the proposal's page and its entry (UWR-20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.web.detail import Panel
from underwriting.models import Proposal
from underwriting.selectors.held_premium import said
from underwriting.selectors.moratoria import Suspension, announced


def suspension_panel() -> Panel:
    """Above all else, from the release of the suspension until its end or the issue."""
    return Panel(
        key="suspended",
        title=_("Suspension of business"),
        icon="player-pause",
        template="underwriting/panels/suspended.html",
        context=_notices,
    )


def _notices(_request: HttpRequest, found: Proposal) -> Mapping[str, Any] | None:
    notices = lines(found)
    return {"notices": notices} if notices else None


def lines(proposal: Proposal | None) -> list[str]:
    """One sentence for each suspension that meets the proposal now or later."""
    now = timezone.now()
    return [_sentence(one, now) for one in announced(proposal, now)] if proposal else []


def _sentence(one: Suspension, now: Any) -> str:
    if one.since is None or one.since <= now:
        return said(one)
    begins = f"{localtime(one.since):%Y-%m-%d %H:%M}"
    return f"{_('From %(begins)s on:') % {'begins': begins}} {said(one)}"
