"""The day sheet of the receipts desk, on the screen, on paper and as a table."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.pages import needs, page
from core.workflow.refusals import Hidden
from finance.forms.receipts import DayForm
from finance.models import Method
from finance.selectors.day_sheet import day_sheet
from finance.views.ledger import book_file
from organisation.public import units_in_scope


@needs("finance.view_receivables")
def receipts_of_the_day(request: HttpRequest) -> HttpResponse:
    """What was received today, clerk by clerk and method by method, with the places for both signatures."""
    units = units_in_scope(request.actor)  # type: ignore[attr-defined]
    usual = {"on": f"{timezone.localdate():%Y-%m-%d}", "unit": request.actor.scope_unit_id}  # type: ignore[attr-defined]
    asked = {**usual, **{key: value for key, value in request.GET.items() if value}}
    form = DayForm(asked, units=[(unit.pk, unit.label) for unit in units])
    if not form.is_valid():
        raise Hidden(_("There is no such day sheet."))
    unit, on = next(u for u in units if u.pk == form.cleaned_data["unit"]), form.cleaned_data["on"]
    rows = day_sheet(unit, on)
    total = sum((row.amount for row in rows), Decimal("0.00"))
    if request.GET.get("export"):
        return book_file(
            request,
            name=f"day-sheet-{unit.code}-{on}",
            title=_("Day sheet of receipts"),
            about=[unit.label, f"{on}"],
            headings=[_("Unit"), _("Clerk"), _("Payment method"), _("Receipts"), _("Amount"), _("Voided")],
            rows=[
                *([r.unit, r.clerk, str(Method(r.method).label), r.count, r.amount, r.voided] for r in rows),
                ["", "", _("Total"), sum(r.count for r in rows), total, sum(r.voided for r in rows)],
            ],
        )
    context = {
        "form": form,
        "unit": unit,
        "on": on,
        "rows": [(row, Method(row.method).label) for row in rows],
        "total": total,
        "count": sum(row.count for row in rows),
        "voided": sum(row.voided for row in rows),
        "printed_at": timezone.localtime(),
    }
    template = "finance/day_sheet_print.html" if request.GET.get("print") else "finance/day_sheet.html"
    return page(request, template, context)
