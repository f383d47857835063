"""Panels that several pages of finance share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.detail import Panel
from finance.models import BusinessEntry
from finance.selectors import desk
from finance.views import cells


def booked_panel(source_kind: str) -> Panel:
    """How an object of finance is booked: from the business fact to the vouchers."""
    return Panel(
        key="booked",
        title=_("In the books"),
        template="finance/panels/booked.html",
        icon="book-2",
        flush=True,
        context=_booked_of(source_kind),
        permission="finance.view_vouchers",
    )


def _booked_of(kind: str) -> Callable[[HttpRequest, Any], dict[str, Any]]:
    def booked(_request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {"entries": [_shown(entry) for entry in desk.entries_from(kind, obj.pk)]}

    return booked


def _shown(entry: BusinessEntry) -> dict[str, Any]:
    lines = sorted(entry.lines.all(), key=lambda line: line.pk)
    return {
        "event": entry.get_event_display(),
        "document": cells.document_link(entry.document_kind, entry.document_id, entry.document_number),
        "voucher": cells.linked(reverse("finance:voucher", kwargs={"pk": entry.voucher_id}), str(entry.voucher)),
        "state": cells.state_cell(entry.voucher),
        "lines": [(str(line.account), line.debit, line.credit) for line in lines],
    }
