"""One object of loss: for the price reviewer, and for whoever follows the case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.selectors import claims as selectors
from claims.views import panels
from core.templatetags.ui import money
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs


@needs("claims.view_tasks")
@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Parts and labour beside the photos."""
    found = selectors.item_for(request.actor, pk)  # type: ignore[attr-defined]
    report_url = reverse("claims:report", kwargs={"pk": found.report_id})
    detail = Detail(
        title=found.name,
        crumbs=(
            Crumb(_("Claims and customer service centre")),
            Crumb(found.report.number, report_url),
            Crumb(found.name),
        ),
        facts=(
            Fact(_("Kind"), str(found.get_kind_display()), found.plate),
            Fact(_("Parts"), money(found.parts)),
            Fact(_("Labour"), money(found.labour)),
            Fact(_("Residual"), money(found.residual)),
            Fact(_("Assessed"), money(found.assessed), found.assessed_by),
        ),
        tabs=(Tab("main", _("Assessment")),),
        panels=(
            Panel(
                key="lines",
                title=_("Parts and labour"),
                icon="list-details",
                template="claims/panels/item_lines.html",
                context=panels.item_lines,
                flush=True,
            ),
            Panel(
                key="survey",
                title=_("Survey and photos"),
                icon="camera",
                template="claims/panels/survey.html",
                context=panels.survey,
                flush=True,
            ),
        ),
    )
    return detail_page(request, found, detail)
