"""Hits on the grey and black list beside a proposal or a policy (CUS-04)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.detail import Panel
from parties.public import hit_notices
from underwriting.models import Policy, Proposal


def list_panel() -> Panel:
    """On the rail while somebody or something on the proposal is listed."""
    return Panel(
        key="listed", title=_("On lists"), icon="flag", template="parties/panels/notices.html", context=_hits, rail=True
    )


def _hits(request: HttpRequest, found: Proposal | Policy) -> Mapping[str, Any] | None:
    notices = hit_notices(
        request.actor,  # type: ignore[attr-defined]
        party_ids=(found.holder_id, found.insured_id),
        vehicles=((found.plate or "", found.vin or ""),),
        on=timezone.localdate(),
    )
    return {"notices": notices} if notices else None
