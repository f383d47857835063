"""Printing the policies of a day in one file, and the prints so far (ISS-05)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags.ui import day, moment
from core.web.actors import said_of
from core.web.lists import Column, Filter, ListPage, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.public import units_in_scope
from underwriting.forms.day_prints import DayPrintForm
from underwriting.models import DayPrint
from underwriting.models.policy import line_label
from underwriting.rules.day_print import PERMISSION
from underwriting.selectors import day_prints as selectors
from underwriting.services.day_prints import ask_for_day_print


@needs(PERMISSION)
@require_GET
def prints(request: HttpRequest) -> HttpResponseBase:
    """Who printed the policies of which day."""
    staff = request.actor.staff_id  # type: ignore[attr-defined]
    spec = ListPage(
        title=_("Print a day's policies"),
        facts=_("Each policy is printed so once; printed again is by reprint, with a reason."),
        rows=selectors.prints,
        order="-asked_at",
        columns=(
            Column(key="day", label=_("Issued on"), cell=lambda row: day(row.day), sort="day"),
            Column(key="unit", label=_("Unit"), cell=lambda row: (row.of_unit or row.unit).label),
            Column(key="line", label=_("Line"), cell=lambda row: line_label(row.line) if row.line else _("all")),
            Column(key="policies", label=_("Policies"), cell=_counted, css="ui-r"),
            Column(key="missing", label=_("Without paper"), cell=lambda row: f"{row.missing or '–'}", css="ui-r"),
            Column(key="pages", label=_("Pages"), cell=lambda row: f"{row.pages or '–'}", css="ui-r"),
            Column(key="by", label=_("Printed by"), cell=lambda row: said_of(row.asked_by)),
            Column(key="asked", label=_("Printed at"), cell=lambda row: moment(row.asked_at), sort="asked_at"),
            Column(key="file", label=_("File"), cell=lambda row: _file(row, staff)),
        ),
        filters=(
            Filter(key="day", label=_("Issued on"), date_field="day"),
            Filter(key="asked", label=_("Printed at"), date_field="asked_at"),
        ),
        actions=((_("Print the policies of a day"), reverse("underwriting:day_print_new"), "printer"),),
        empty=_("Nothing was printed together yet."),
        export_name="day-prints",
    )
    return list_page(request, spec)


def _counted(row: DayPrint) -> str:
    return _("in work") if row.printed is None else f"{row.printed}"


def _file(row: DayPrint, staff: int | None) -> str:
    """The file belongs to who asked for it."""
    if row.asked_by_id != staff or row.job_id is None:
        return "–"
    return format_html('<a href="{}">{}</a>', reverse("core:background", args=[row.job_id]), _("File"))


@needs(PERMISSION)
@require_http_methods(["GET", "POST"])
def new_print(request: HttpRequest) -> HttpResponse:
    """Choose the day; the file is made in the background."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    units = [(unit.pk, unit.label) for unit in units_in_scope(actor)]
    form = DayPrintForm(request.POST or None, units=units, today=localdate())
    back = reverse("underwriting:day_prints")
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_day_print(form.command(request), asked=form.asked(), address=back)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The file is being made."), extra_tags="good")
            return HttpResponseRedirect(reverse("core:background", args=[made.job_id]))
    context = {
        "title": _("Print the policies of a day"),
        "lead": _("One file for the printer: a list in front, then the policies in the order of their numbers."),
        "crumbs": [(_("Print a day's policies"), back)],
        "form": form,
        "fields": [(bound, "2" if bound.name != "only_new" else "6") for bound in form.visible_fields()],
        "back": back,
        "send": _("Print"),
        "note": _("That you printed them is kept with every policy."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
