"""A proposal that enters later what was issued outside the system: said to everyone who checks it (B-33, PRO-17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import links
from core.templatetags.ui import day
from core.web.detail import Panel
from underwriting.models import Proposal
from underwriting.rules.back_entry import BACK_ENTRY_KIND
from underwriting.selectors.standing import back_entry_of


def back_entry_panel() -> Panel:
    """First on the page, so that the checker compares the paper before anything else."""
    return Panel(
        key="back_entry", title=_("Entered later (back-entry)"), icon="history",
        template="underwriting/panels/back_entry.html", context=_back_entry,
    )  # fmt: skip


def _back_entry(_request: HttpRequest, found: Proposal) -> Mapping[str, Any] | None:
    entered_later = back_entry_of(found)
    if entered_later is None:
        return None
    return {
        "url": links.url_for(BACK_ENTRY_KIND, entered_later.pk),
        "number": entered_later.number,
        "before": max((localdate(found.created_at) - entered_later.signed_on).days, 0),
        "begun": found.start_on < localdate(found.created_at),
        "rows": [
            (_("Issued how"), entered_later.get_way_display()),
            (_("Printed serial number"), entered_later.serial),
            (_("Form held since"), day(entered_later.form_since) if entered_later.form_since else "–"),
            (_("Signed on"), day(entered_later.signed_on)),
            (_("Policies collected on"), day(entered_later.returned_on) if entered_later.returned_on else "–"),
            (_("Cover begins"), day(found.start_on)),
            (_("Approval of the underwriting centre"), entered_later.approval or "–"),
            (_("To be entered by"), day(entered_later.due_on)),
        ],
    }
