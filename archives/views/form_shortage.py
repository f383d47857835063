"""A store that ran low: what lies there, what usage suggests, and the way to the requisition or the print order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.models import FormShortage
from archives.permissions import VIEW_FORMS
from archives.selectors import form_papers
from archives.views.form_stock import way
from core.templatetags.ui import full_moment
from core.web.detail import Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs


@needs(VIEW_FORMS)
@require_GET
def shortage(request: HttpRequest, pk: int) -> HttpResponse:
    """One kind of form that ran low in one store."""
    row = form_papers.one_of(form_papers.shortages(request.actor), pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=row.number,
        heading=f"{row.form_type} · {row.unit.label}",
        crumbs=way((_("Low stock of forms"), reverse("archives:low_stock")), (row.number, "")),
        facts=(
            Fact(_("Printed form"), str(row.form_type)),
            Fact(_("in store"), f"{row.lying:,}"),
            Fact(_("Reorder point"), f"{row.reorder_point:,}"),
            Fact(_("To be ordered"), f"{row.suggested:,}"),
            Fact(_("Unit"), row.unit.label),
        ),
        tabs=(Tab("main", _("Contents")),),
        panels=(
            Panel(
                key="paper",
                title=_("What was done"),
                icon="file-text",
                template="archives/panels/rows.html",
                context=_done,
            ),
        ),
    )
    return detail_page(request, row, detail)


def _done(_request: HttpRequest, row: FormShortage) -> Mapping[str, Any]:
    return {
        "rows": [
            (_("Low stock noted at"), full_moment(row.created_at)),
            (_("Requisition or print order"), row.paper or "–"),
            (_("Why nothing is ordered"), row.why_not or "–"),
        ]
    }


@needs("archives.issue_forms")
@require_GET
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """A sub-branch asks the store above; the store of the finance centre has forms printed."""
    actor = request.actor  # type: ignore[attr-defined]
    row = form_papers.one_of(form_papers.shortages(actor), pk)
    asks = actor.refusal_for("archives.request_forms") is None
    target = reverse("archives:request_new" if asks else "archives:order_new")
    return HttpResponseRedirect(f"{target}?{urlencode({'form': row.form_type_id, 'quantity': row.suggested})}")
