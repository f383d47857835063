"""A voyage that is declared under an agreement: within its conditions, or what lies beyond them (PRD-05, UWR-03)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.detail import Panel
from underwriting.models import Proposal
from underwriting.selectors import market as selectors


def on_proposal() -> Panel:
    return Panel(
        key="agreement",
        title=_("Cargo agreement"),
        icon="signature",
        template="underwriting/panels/agreement.html",
        context=_agreement,
    )


def _agreement(_request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    if obj.is_motor or not obj.content.get("agreement"):
        return None
    found = selectors.agreement_of(obj)
    url = reverse("underwriting:cargo_agreement", kwargs={"pk": found.pk}) if found else ""
    return {"number": obj.content["agreement"], "found": found, "url": url, "beyond": selectors.beyond_agreement(obj)}
