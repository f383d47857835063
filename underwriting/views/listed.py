"""Hits on the lists and the policyholder's credit beside a proposal (CUS-03, CUS-04)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.detail import Panel
from parties.public import credit_fact, hit_notices
from underwriting.models import Policy, Proposal

Of = Callable[[Any], Proposal | Policy]


def _itself(found: Any) -> Proposal | Policy:
    one: Proposal | Policy = found
    return one


def list_panel(of: Of = _itself) -> Panel:
    """On the rail while somebody or something on the proposal, or on what ``of`` finds it by, is listed."""
    return Panel(
        key="listed", title=_("On lists"), icon="flag", template="parties/panels/notices.html", rail=True,
        context=lambda request, found: _hits(request, of(found)),
    )  # fmt: skip


def credit_panel(of: Of = _itself) -> Panel:
    """What the policyholder's credit means for this business; nothing while he is not rated."""
    return Panel(
        key="credit", title=_("Customer credit"), icon="chart-bar", template="parties/panels/details.html",
        permission="parties.view_credit", context=lambda request, found: _credit(request, of(found)), rail=True,
    )  # fmt: skip


def _credit(_request: HttpRequest, found: Proposal | Policy) -> Mapping[str, Any] | None:
    fact = credit_fact(found.holder_id, timezone.localdate()) if found.holder_id else None
    if fact is None or not fact.grade:
        return None
    first = f"≥ {fact.first_instalment * 100:.0f}%" if fact.first_instalment is not None else ""
    pairs = [
        (_("Grade"), f"{fact.grade} ({fact.score})"),
        (_("Payment"), _("before the policy is issued") if fact.prepayment else ""),
        (_("First instalment"), first),
        (_("Underwriting"), _("by a person") if fact.manual else ""),
        (_("Special conditions"), fact.conditions),
    ]
    return {"pairs": [(label, value) for label, value in pairs if value]}


def _hits(request: HttpRequest, found: Proposal | Policy) -> Mapping[str, Any] | None:
    notices = hit_notices(
        request.actor,  # type: ignore[attr-defined]
        party_ids=(found.holder_id, found.insured_id),
        vehicles=((found.plate or "", found.vin or ""),),
        on=timezone.localdate(),
    )
    return {"notices": notices} if notices else None
