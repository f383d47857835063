"""Recording what was visited and checked on an underwriting day: all rows in one form (5.14, A8 3)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.pages import needs, page
from core.workflow.refusals import NotPossible, Refusal
from underwriting.forms.visit_record import COLUMNS, RecordForm
from underwriting.models import VisitDay
from underwriting.rules import risk_visit as life
from underwriting.selectors import risk_visit as selectors
from underwriting.services.risk_days import early_refusal
from underwriting.services.risk_entries import record


@needs(life.RECORD_DAY)
@require_http_methods(["GET", "POST"])
def record_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """As many rows as the day still needs; a day that takes no record leads back to its page with the reason."""
    found = selectors.day_for(request.actor, pk)  # type: ignore[attr-defined]
    back = reverse("underwriting:visit_day", kwargs={"pk": pk})
    if (refusal := _closed(found)) is not None:
        messages.error(request, refusal.message, extra_tags="bad")
        return HttpResponseRedirect(back)
    sent = request.POST if request.method == "POST" else None
    form = RecordForm(sent, kinds=selectors.rows_to_fill(found))
    if sent is not None and not sent.get("rows") and form.is_valid() and _kept(request, found, form):
        return HttpResponseRedirect(back)
    context = {
        "found": found,
        "form": form,
        "back": back,
        "here": request.path,
        "rows_title": _("Visits, files, cases"),
        "rows_add": _("Add a row"),
        "columns": COLUMNS,
        "table": form.table(),
    }
    return page(request, "underwriting/visit_record.html", context, status=422 if form.errors else 200)


def _closed(found: VisitDay) -> Refusal | None:
    if found.state not in life.RECORD.sources:
        return NotPossible(_("Nothing more is recorded of this day."))
    return early_refusal(found, localdate())


def _kept(request: HttpRequest, found: VisitDay, form: RecordForm) -> bool:
    entries = form.entries()
    try:
        record(found.pk, form.command(request), entries=entries)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Entries kept: %(count)s") % {"count": len(entries)}, extra_tags="good")
    return True
