"""Accounting periods."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from finance.forms.vouchers import PeriodForm
from finance.models import AccountingPeriod
from finance.rules.lifecycles import period as states
from finance.selectors import desk
from finance.selectors.periods import unposted_in
from finance.selectors.reconciliation import reconciliation
from finance.services.periods import open_period
from finance.views import cells
from finance.views.filters import state_filter, unit_filter


@needs("finance.view_periods")
def periods(request: HttpRequest) -> HttpResponseBase:
    """Months, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Accounting periods"),
            rows=desk.periods,
            columns=[
                Column(key="month", label=_("Month"), cell=cells.own_link("finance:period"), sort="month"),
                cells.unit_column(),
                cells.state_column(),
                Column(key="since", label=_("Since"), cell=lambda r: cells.moment_cell(r.updated_at)),
            ],
            order="-month",
            filters=[state_filter(states.LIFECYCLE), unit_filter()],
            actions=[(_("Open period"), reverse("finance:period_new"), "plus")],
            empty=_("Without an open period nothing can be submitted or posted."),
            export_name="periods",
        ),
    )


@needs("finance.view_periods")
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """One month: what stands against closing it."""
    found = desk.one_of(desk.periods(request.actor), pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=f"{found.month:%Y-%m}",
            heading=_("Accounting period"),
            crumbs=[Crumb(_("Accounting periods"), reverse("finance:periods")), Crumb(f"{found.month:%Y-%m}")],
            facts=[Fact(_("Unit"), found.unit.name), Fact(_("Since"), cells.moment_cell(found.updated_at))],
            panels=[
                Panel(
                    key="gates",
                    title=_("Gates of the month-end close"),
                    template="finance/panels/period_gates.html",
                    icon="checklist",
                    flush=True,
                    context=_gates,
                )
            ],
        ),
    )


def _gates(_request: HttpRequest, found: AccountingPeriod) -> dict[str, Any]:
    unposted = unposted_in(found)
    differing = [check for check in reconciliation(found.unit) if check.difference]
    return {
        "unposted": unposted,
        "unposted_url": f"{reverse('finance:vouchers')}?on_from={found.month:%Y-%m-%d}",
        "differing": differing,
        "reconciliation_url": f"{reverse('finance:reconciliation')}?unit={found.unit_id}",
    }


@needs("finance.open_period")
def period_new(request: HttpRequest) -> HttpResponse:
    """Open a month for the whole scope of the post."""
    form = PeriodForm(request.POST or None, initial={"month": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_period(
                form.command(request),
                unit_id=request.actor.scope_unit_id,  # type: ignore[attr-defined]
                month=form.cleaned_data["month"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The period %(month)s is open.") % {"month": opened.audit_number()})
            return redirect("finance:period", pk=opened.pk)
    status = 422 if request.method == "POST" else 200
    context = {
        "form": form,
        "title": _("Open period"),
        "back": reverse("finance:periods"),
        "intro": _("The month is opened for your unit and every unit below it."),
    }
    return page(request, "finance/simple_form.html", context, status=status)
