"""Hits on the grey and black list beside a claim (CUS-04)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim
from core.web.detail import Panel
from parties.public import hit_notices


def list_panel() -> Panel:
    """On the rail while the insured, a payee or the vehicle is listed."""
    return Panel(
        key="listed", title=_("On lists"), icon="flag", template="parties/panels/notices.html", context=_hits, rail=True
    )


def _hits(request: HttpRequest, found: Claim) -> Mapping[str, Any] | None:
    notices = hit_notices(
        request.actor,  # type: ignore[attr-defined]
        party_ids=(found.insured_id, *found.payees.values_list("party_id", flat=True)),
        vehicles=((found.plate, ""),),
        on=timezone.localdate(),
    )
    return {"notices": notices} if notices else None
